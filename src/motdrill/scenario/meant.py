"""What was most likely meant by a value that may not stand where it stands; empty if that is not clear."""

import re
import unicodedata
from collections.abc import Collection, Mapping
from typing import Final

from motdrill.errors import nearest
from motdrill.method.catalogue import ID_PATTERN
from motdrill.scenario import structure

BOUNDS: Final = {"anger": (0, 6), "percent": (0, 100)}
"""Lowest and highest number of the ranges of an ending."""
# patterns are compiled where used: a good file does without, and its check is not to wait for them
_LOST_SIGNS: Final = "[\ufffc\ufffd\ue000-\uf8ff]"
"""What stands in place of a character or a picture that a program could not show."""
_DASHES: Final = frozenset("-−–—‐‑⁻➖ー一")
_MINUS: Final = _DASHES | {"减", "負", "负", "minus", "negative"}
"""What is written for a minus; the last dashes are Japanese and Chinese, and look like one."""
_PLUS: Final = frozenset({"", "+", "plus", "加"})
_SAID: Final = {"true": {"true", "yes", "on", "y", "是", "对"}, "false": {"false", "no", "off", "n", "否", "不"}}
_OF: Final = r"(\d+)\s*(?:/|of|out of)\s*\d+"
_TWO: Final = r"(\d+) ?%? ?(?:[-−–—‐~至到,;、/|]+|to|and|\.\.+| ) ?(\d+) ?%?"
_FROM: Final = r"(?:(?P<more>>)|>=|=>|≥)\s*(\d+)\s*%?|(\d+)\s*%?\s*(?:\+|以上)"
_UP_TO: Final = r"(?:(?P<less><)|<=|=<|≤)\s*(\d+)\s*%?|(\d+)\s*%?\s*以下"
_BETWEEN_WORDS: Final = r"[\s,，、;；.。·•・/|+&和或与]+"
_MARKS_BETWEEN: Final = r"[^\w\s-]|(?<=\s)(?:and|or)(?=\s)"
_JOINING: Final = frozenset({"", "and", "or"})
_MOST_WORDS, _MOST_CHARACTERS = 8, 300
"""Of longer values nobody could tell, and it would take long to look."""


def as_written(value: object) -> str:
    """A value as a file has it: a list in brackets, a group in braces."""
    if isinstance(value, tuple):
        return f"[{', '.join(map(as_written, value))}]"
    if isinstance(value, Mapping):
        pairs = (f"{key}: {as_written(each)}" if each is not None else str(key) for key, each in value.items())
        return f"{{{', '.join(pairs)}}}"
    return str(value).lower() if isinstance(value, bool) or value is None else str(value)


def _bare(value: object) -> str:
    """A value without the brackets and marks around it."""
    return as_written(value).strip("[]{}()（） \t")


def as_id(name: str) -> str:
    """An id that differs from a name by capitals, spaces, marks and full-width letters only; empty if there is none."""
    letters = re.sub(_LOST_SIGNS, "", unicodedata.normalize("NFKC", name).lower())
    candidate = re.sub(r"[\W_]+", "-", letters).strip("-")
    return candidate if candidate != name and re.fullmatch(ID_PATTERN, candidate) and len(candidate) > 1 else ""


def has_numbers(value: object) -> bool:
    """Whether several whole numbers stand in a value."""
    text = as_written(value)
    return len(re.findall(r"\d+", text)) > 1 and not re.search(r"\d[.,]\d", text)


def value_meant(value: object, field: str, wanted: str) -> str:
    """What was meant by a value of the wrong type, as a file has it.

    Args:
        value: The value.
        field: The field that it stands at.
        wanted: The type that is right there.
    """
    text = _bare(value)
    if len(text) > _MOST_CHARACTERS:
        return ""
    text = " ".join(unicodedata.normalize("NFKC", text).split())
    if wanted in ("number", "one-number"):
        return _number_meant(text, field)
    if wanted == "range":
        return _range_meant(text, *BOUNDS[field])
    if wanted == "yes-no":
        return next((word for word, said in _SAID.items() if text.casefold() in said), "")
    words = words_in(text.strip("<>「」"))
    if field not in structure.WORD_FIELDS or not all(re.fullmatch(ID_PATTERN, word) for word in words):
        return ""
    if wanted == "list":
        return f"[{', '.join(words)}]" if words else ""
    is_wrapped = isinstance(value, (tuple, Mapping))
    return ", ".join(words) if is_wrapped and (field == "tags" or len(words) == 1) else ""


def _number_meant(text: str, field: str) -> str:
    """The only number of a text; where the sign makes a difference, only if the sign is clear as well."""
    if found := re.fullmatch(_OF, text):
        return found[1]
    numbers = list(re.finditer(r"\d+", text))
    if len(numbers) != 1:
        return ""
    before, after = text[: numbers[0].start()].strip().casefold(), text[numbers[0].end() :].strip()
    number = int(numbers[0].group())
    if before in _MINUS or (field == "stars" and not before and after in _DASHES):
        return str(-number) if field == "stars" else ""
    return str(number) if field != "stars" or before in _PLUS else ""


def _range_meant(text: str, low: int, high: int) -> str:
    if found := re.fullmatch(_FROM, text):
        return f"[{int(found[2] or found[3]) + bool(found['more'])}, {high}]"
    if found := re.fullmatch(_UP_TO, text):
        return f"[{low}, {int(found[2] or found[3]) - bool(found['less'])}]"
    if found := re.fullmatch(_TWO, text):
        return f"[{found[1]}, {found[2]}]"
    return f"[{text}, {text}]" if text.isdecimal() else ""


def words_in(text: str) -> list[str]:
    """The words of a list, whatever stands between them."""
    return [word for word in re.split(_BETWEEN_WORDS, text) if word not in _JOINING]


def word_meant(value: object, known: Collection[str], *, in_list: bool, near: str = "") -> dict[str, str]:
    """The values of a problem with a word that is none of the known ones.

    Args:
        value: What stands there: a word, several of them, or a list.
        known: The words that may stand there.
        in_list: Whether it is an entry of a list, so that several words are several entries.
        near: What it is taken for if it is not several words.
    """
    name, text = as_written(value), _bare(value)
    words = [] if as_id(text) in known else _known_words(text, known)
    if len(words) > 1 and not in_list:
        return {"name": text, "near": "", "sentence": "only-one-word"}
    if len(words) > 1 and isinstance(value, str) and ("," in text or "，" in text):
        return {"name": name, "near": "", "sentence": "words-in-one"}
    return {"name": name, "near": ", ".join(words) if len(words) > 1 else near or nearest(text, known)}


def _known_words(text: str, known: Collection[str]) -> list[str]:
    """The known words that a text consists of, some of them misspelt if marks stand between them."""
    words = words_in(text) if len(text) <= _MOST_CHARACTERS else []
    if not 1 < len(words) <= _MOST_WORDS:
        return []
    has_marks = re.search(_MARKS_BETWEEN, text)
    found = [word if word in known else has_marks and nearest(word, known) for word in words]
    return [word for word in found if word] if all(found) else []
