"""What a person says, clause by clause.

A clause ends at punctuation, at a word that joins clauses, and at a space beside a Chinese character, which people type
for a comma. Who types without any of them is cut into pieces of equal length.
"""

import math
import re
from collections.abc import Iterator
from typing import Final

from motdrill.words.ngrams import HAN, spoken, tokens

_MAX_TOKENS: Final = 20
_BOUNDARY: Final = re.compile(
    r"[!?;！？，。；：、…\n“”\"—]+|[.,:](?!\d)|\s-+\s"
    rf"|(?<=[{HAN}])\s+|\s+(?=[{HAN}])"
    r"|(?=\b(?:but|and|so|or|because|cos|then|though|except|unless)\b)"
    r"|(?=但|可是|不过|只是|除非|而且|所以)",
    re.IGNORECASE,
)


def clauses(text: str) -> list[str]:
    """The clauses of what is said in a text, each a piece of it, without those that have no word."""
    said = spoken(text)
    ends = [*(boundary.start() for boundary in _BOUNDARY.finditer(said)), len(said)]
    starts = [0, *ends[:-1]]
    return [text[start:end] for span in zip(starts, ends, strict=True) for start, end in _pieces(said, *span)]


def _pieces(said: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A clause from its first word to its last, in pieces of at most `_MAX_TOKENS`."""
    words = [word.span() for word in tokens(said[start:end])]
    if words:
        size = math.ceil(len(words) / math.ceil(len(words) / _MAX_TOKENS))
        for i in range(0, len(words), size):
            piece = words[i : i + size]
            yield start + piece[0][0], start + piece[-1][1]
