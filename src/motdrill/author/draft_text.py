"""Texts and ids for a draft, of what other programs write: with tags, entities and line breaks of their own."""

import html
import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from typing import Final

from motdrill.method.catalogue import ID_LENGTHS, ID_PATTERN

_BREAK: Final = re.compile(r"</?(?:p|br|div|li|[uo]l|h[1-6]|t[dhr]|table|blockquote)\b[^<>]*>", re.IGNORECASE)
_TAG: Final = re.compile(r"</?[a-z][^<>]*>", re.IGNORECASE)
_WIDE: Final = re.compile("[\u2e80-\uffef]")
_MOST_WORDS: Final = 5
_NUMBER_WIDTH: Final = 7
"""Room for a hyphen and a number: a file of 1 MiB has fewer than a million parts."""


def plain_text(text: str) -> str:
    """A text without HTML, in one line; no space stands where a line ended between Chinese characters."""
    unmarked = html.unescape(_TAG.sub("", _BREAK.sub("\n", text)))
    joined = ""
    for line in (" ".join(line.split()) for line in unmarked.splitlines()):
        if joined and line and not (_WIDE.match(joined[-1]) and _WIDE.match(line[0])):
            joined += " "
        joined += line
    return joined


def name_field(name: str) -> dict[str, str]:
    """A name as a field for the author, where its id cannot say it: `x-name: "听她说"`."""
    return {} if name.isascii() else {"x-name": plain_text(name)}


class LineNumbers:
    """The numbers of the lines of a text, of which the first has a number of its own."""

    def __init__(self, text: str, first: int) -> None:
        self._breaks = [match.start() for match in re.finditer("\n", text)]
        self._first = first

    def at(self, position: int) -> int:
        """The number of the line at a position."""
        return self._first + bisect_left(self._breaks, position)


class NewIds:
    """Ids that are given once."""

    def __init__(self) -> None:
        self._given: Counter[str] = Counter()

    def new(self, name: str, stem: str) -> str:
        """An id of the first words of a name, else of a stem, with a number where that is given already."""
        ascii_name = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
        words = re.findall("[a-z0-9]+", ascii_name.replace("'", ""))[:_MOST_WORDS]
        base = "-".join(words)[: ID_LENGTHS[1] - _NUMBER_WIDTH].rstrip("-")
        usable = len(base) >= ID_LENGTHS[0] and re.fullmatch(ID_PATTERN, base)
        base = new = base if usable else stem
        while new in self._given or (new == stem and not usable):
            self._given[base] += 1
            new = f"{base}-{self._given[base]}"
        self._given[new] += 1
        return new
