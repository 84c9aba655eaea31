"""Names that people give themselves: shown on the projector, so nothing in them may draw there."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection
from typing import Final

MOST_COLUMNS: Final = 20
_MOST_MARKS: Final = 2
"""How many marks may sit on one letter: enough for every script in use, too few for a tower over other lines."""
_BLANK: Final = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters by their category that show nothing."""


def clean_name(given: str) -> str:
    """A name fit to be shown: composed, on one line, of visible characters, at most 20 columns wide.

    Controls, bidirectional and other format characters, and whatever has no meaning of its own are left out.

    Returns:
        The name; empty where nothing of it can be seen.
    """
    kept, marks = "", 0
    for char in " ".join(unicodedata.normalize("NFC", given).split()):
        category = unicodedata.category(char)
        if category[0] == "C" or char in _BLANK:
            continue
        marks = marks + 1 if category[0] == "M" else 0
        if marks > _MOST_MARKS or (marks and not kept):
            continue
        kept += char
    return cut(" ".join(kept.split()), MOST_COLUMNS)


def unlike(name: str, taken: Collection[str]) -> str:
    """A name with a number behind it where somebody is called so already; an empty name may be everybody's."""
    known = {_folded(each) for each in taken}
    number, found = 1, name
    while name and _folded(found) in known:
        number += 1
        found = f"{cut(name, MOST_COLUMNS - len(f' {number}'))} {number}"
    return found


def columns(text: str) -> int:
    """How many columns a text takes at most: a mark counts as a letter, a wide character as two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def cut(text: str, most: int) -> str:
    """The beginning of a text that takes so many columns at most."""
    while columns(text) > most:
        text = text[:-1]
    return text.rstrip()


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold()
