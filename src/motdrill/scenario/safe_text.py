"""Makes text safe for a terminal, for JSON and for spreadsheets."""

import json
import re
from typing import Any, Final

CONTROL: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
"""Control characters and bidirectional overrides, which could redraw a terminal or disguise a text; lone surrogates,
which stand for undecodable bytes of a file name.
"""
FORMULA_STARTS: Final = tuple("=+-@\t\r＝＋－＠")
"""What a cell begins with that a spreadsheet program would run as a formula."""


def sanitize(text: str) -> str:
    """Replaces control characters by U+FFFD; every text from outside passes through here before it is displayed."""
    return CONTROL.sub("\ufffd", text).replace("\r", "\ufffd")  # `CONTROL` allows \r, which may end a file's lines


def to_json(document: Any, indent: int | None = None) -> str:
    """Data as JSON with control characters escaped, so that it is safe on a terminal and parses to the same data."""
    text = json.dumps(document, ensure_ascii=False, indent=indent)
    return CONTROL.sub(lambda match: f"\\u{ord(match.group()):04x}", text)


def escape_formula(text: str) -> str:
    """Sanitizes a spreadsheet cell, with an apostrophe before what a spreadsheet would run as a formula."""
    safe_text = sanitize(text)
    return f"'{safe_text}" if text.startswith(FORMULA_STARTS) else safe_text
