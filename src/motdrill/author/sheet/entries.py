"""What stands in a cell, as a value of a scenario: numbers, yes and no, ids and lists, as people and Excel write them.

What cannot be read stays the text it is, so that the checks of the scenario find it.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Final, TypeAlias

from motdrill.author.sheet.columns import Form

CellValue: TypeAlias = str | int | bool | list[str]

_NUMBER: Final = re.compile(r"([+-]?\d+)([.,]0*)?[%★*]?")
_MINUS: Final = str.maketrans("\u2212\u2013\u2014\uff0d", "----")
_QUOTES: Final = "\"'`“”„‘’«»「」『』 "
_YES: Final = frozenset("yes y true 1 是 对 有 ✓ √ ✔".split())
_NO: Final = frozenset("no n false 0 否 不 不是 没有 ✗ × ✘".split())
_BETWEEN_IDS: Final = re.compile(r"[\s,，、;；>]+")
_BETWEEN_WORDS: Final = re.compile(r"\s*[,，、;；\n]\s*")


def _plain(text: str) -> str:
    """A text in usual widths, with hyphens for all dashes, without white space around it."""
    return unicodedata.normalize("NFKC", text).translate(_MINUS).strip()


def _number(text: str) -> str | int:
    match = _NUMBER.fullmatch(_plain(text))
    return int(match[1]) if match else text.strip()


def _flag(text: str) -> str | bool:
    word = _plain(text).lower()
    return True if word in _YES else False if word in _NO else text.strip()


def _id(text: str) -> str:
    """An id as it was meant: Excel begins words with a capital, people write spaces, underscores and quotes."""
    return re.sub(r"[\s_]+", "-", _plain(text).strip(_QUOTES).lower())


def _ids(text: str) -> list[str]:
    return [_id(each) for each in _BETWEEN_IDS.split(_plain(text)) if each]


def _words(text: str) -> list[str]:
    return [each for each in _BETWEEN_WORDS.split(text.strip()) if each]


_READERS: Final[Mapping[Form, Callable[[str], CellValue]]] = {
    "text": str.strip,
    "by-anger": str.strip,
    "also": lambda text: [line for each in text.splitlines() if (line := each.strip())],
    "id": _id,
    "ids": _ids,
    "word": _id,
    "words": _words,
    "number": _number,
    "flag": _flag,
}


def read_entry(form: Form, text: str) -> CellValue:
    """The value that a cell's text means in a column of a form."""
    return _READERS[form](text)
