"""Characters that no text may bring to a screen, or to the head of a spreadsheet's cell."""

from __future__ import annotations

import re
from typing import Final

CONTROL: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]"
)
"""Control characters and bidirectional overrides: they could draw on a terminal, or show a text as another."""


def neutral(text: str) -> str:
    """A text with a sign in place of every such character; the one door that texts of any origin pass."""
    return CONTROL.sub("\ufffd", text).replace("\r", "\ufffd")  # a file may end its lines with one, a text may not


_FORMULA: Final = tuple("=+-@\t\r＝＋－＠")


def no_formula(text: str) -> str:
    """A text that no spreadsheet takes for a formula: one that begins like one gets an apostrophe before it."""
    return f"'{text}" if text.startswith(_FORMULA) else text
