"""Names that people give themselves; the projector shows them, so they must not be able to disturb its page."""

import unicodedata
from collections.abc import Collection
from typing import Final

from motdrill.scenario.display_width import display_width

MOST_COLUMNS: Final = 20
_MOST_MARKS: Final = 2
"""Combining marks allowed per letter: enough for every script in use, too few for a stack that covers other lines."""
_BLANK: Final = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Characters of category letter or symbol that show nothing."""


def clean_name(text: str) -> str:
    """Makes a name fit to be shown: in NFC, on one line, of visible characters, at most 20 columns wide.

    Control, format (including bidirectional), unassigned and private-use characters are left out. May return nothing.
    """
    name, marks = "", 0
    for char in " ".join(unicodedata.normalize("NFC", text).split()):
        category = unicodedata.category(char)
        if category[0] == "C" or char in _BLANK:
            continue
        marks = marks + 1 if category[0] == "M" else 0
        if marks > _MOST_MARKS or (marks and not name):
            continue
        name += char
    return _cut(" ".join(name.split()), MOST_COLUMNS)


def make_unique(name: str, others: Collection[str]) -> str:
    """Appends a number to a name that is among the others, ignoring case; an empty name need not be unique."""
    folded = {_fold(other) for other in others}
    number, unique = 1, name
    while name and _fold(unique) in folded:
        number += 1
        unique = f"{_cut(name, MOST_COLUMNS - len(f' {number}'))} {number}"
    return unique


def _cut(text: str, width: int) -> str:
    while display_width(text) > width:
        text = text[:-1]
    return text.rstrip()


def _fold(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold()
