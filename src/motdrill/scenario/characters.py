"""Characters that no text may bring to a screen, or to the head of a spreadsheet's cell."""

from __future__ import annotations

import json
import re
from typing import Any, Final

CONTROL: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
"""Control characters and bidirectional overrides, which could draw on a terminal, or show a text as another; and halves
of characters, which stand for bytes of a file's name that are no text.
"""


def neutral(text: str) -> str:
    """A text with a sign in place of every such character; the one door that texts of any origin pass."""
    return CONTROL.sub("\ufffd", text).replace("\r", "\ufffd")  # a file may end its lines with one, a text may not


def as_json(document: Any, indent: int | None = None) -> str:
    """Data as JSON, in which such characters stand as escapes: it is read as it was, and may be looked at."""
    text = json.dumps(document, ensure_ascii=False, indent=indent)
    return CONTROL.sub(lambda found: f"\\u{ord(found.group()):04x}", text)


_FORMULA: Final = tuple("=+-@\t\r＝＋－＠")


def no_formula(text: str) -> str:
    """A text that no spreadsheet takes for a formula: one that begins like one gets an apostrophe before it.

    Control characters become signs: a table is looked at in a terminal as well.
    """
    shown = neutral(text)
    return f"'{shown}" if text.startswith(_FORMULA) else shown
