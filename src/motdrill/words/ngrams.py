"""Texts as bags of character n-grams, which survive slips, endings and the lack of spaces in Chinese.

Words of letters give n-grams of 2-4 characters, with a space at both ends of the word; Chinese gives n-grams of 1-3.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from typing import Final

HAN: Final = "\u3400-\u9fff"
_GESTURE: Final = re.compile(r"[(（][^()（）]*[)）]|\[[^\[\]]*\]|【[^【】]*】")
_WORD: Final = rf"[^\W_{HAN}]+(?:'[^\W_{HAN}]+)*"
_RUN: Final = re.compile(rf"[{HAN}]+|{_WORD}")
_TOKEN: Final = re.compile(rf"[{HAN}]|{_WORD}")
_HAN_SIZES: Final = (1, 2, 3)
_LETTER_SIZES: Final = (2, 3, 4)


def spoken(text: str) -> str:
    """A text with spaces for its gestures, which stand in brackets; every other character stays in its place."""
    return _GESTURE.sub(lambda gesture: " " * len(gesture[0]), text.replace("’", "'"))


def is_han(text: str) -> bool:
    """Whether a text begins with a Chinese character."""
    return bool(re.match(f"[{HAN}]", text))


def runs(text: str) -> list[re.Match[str]]:
    """The words of letters and the unbroken pieces of Chinese in a text."""
    return list(_RUN.finditer(text))


def tokens(text: str) -> list[re.Match[str]]:
    """The words of letters and the single Chinese characters in a text."""
    return list(_TOKEN.finditer(text))


def ngrams(text: str) -> Counter[str]:
    """The n-grams of what is said in a text, whatever its case, width, punctuation and gestures."""
    return Counter(_ngrams(unicodedata.normalize("NFKC", spoken(text)).casefold()))


def _ngrams(text: str) -> Iterator[str]:
    for run in _RUN.findall(text):
        marked, sizes = (run, _HAN_SIZES) if is_han(run) else (f" {run} ", _LETTER_SIZES)
        for size in sizes:
            yield from (marked[i : i + size] for i in range(len(marked) - size + 1))
