"""Parses a typed line as an answer, the same way for every face.

A reply or line is named by its letter as shown, its number or its id; anger by 0-6; needs by their numbers or ids,
separated by spaces, commas or >, where a partial ranking is completed in shown order; spot by the lines to mark, an
empty line meaning none. Full-width characters count as their ASCII equivalents, since Chinese keyboards type them.
"""

import re
import unicodedata
from collections.abc import Sequence
from string import ascii_uppercase

from motdrill.drill.turn import AnswerValue
from motdrill.errors import AnswerError
from motdrill.method.catalogue import MAX_ANGER
from motdrill.scenario.model import AngerStep, NeedsStep, SpotStep, Step

_SEPARATOR = re.compile(r"[\s,;>、]+")


def parse_answer(step: Step, shown: Sequence[str], line: str) -> AnswerValue:
    """The answer that a typed line gives to a step whose choices have the ids `shown`, in the order shown.

    Raises:
        AnswerError: The line is no answer to this step; says which part of it is not.
    """
    if isinstance(step, AngerStep):
        return _parse_stars(_normalize(line))
    if isinstance(step, SpotStep):
        return parse_marks(shown, line)
    ids = _parse_ids(line, shown)
    if isinstance(step, NeedsStep):
        return _complete_ranking(ids, shown)
    if len(ids) != 1:
        raise AnswerError("one-reply", last=ascii_uppercase[len(shown) - 1])
    return ids[0]


def parse_marks(shown: Sequence[str], line: str) -> tuple[str, ...]:
    """The ids among `shown` that a line marks, in the order shown; an empty line marks none.

    Raises:
        AnswerError: A part of the line names none of them.
    """
    ids = _parse_ids(_apart(line, shown), shown)
    return tuple(item_id for item_id in shown if item_id in ids)


def _apart(line: str, shown: Sequence[str]) -> str:
    """Letters written together, as in `ace`, with spaces between them; a word that is an id stays whole."""
    line, last = _normalize(line), ascii_uppercase[len(shown) - 1]
    together = line.isalpha() and line.lower() not in shown and all("A" <= letter <= last for letter in line.upper())
    return " ".join(line) if together else line


def _normalize(line: str) -> str:
    return unicodedata.normalize("NFKC", line).strip()


def is_partial(shown: Sequence[str], line: str) -> bool:
    """Whether a line that ranks needs leaves some of them out."""
    return len(_parse_ids(line, shown)) < len(shown)


def _parse_ids(line: str, shown: Sequence[str]) -> list[str]:
    return [_parse_id(word, shown) for word in _SEPARATOR.split(_normalize(line)) if word]


def _parse_stars(line: str) -> int:
    if not re.fullmatch(f"0*[0-{MAX_ANGER}]", line):
        raise AnswerError("stars-range", given=line[:20], most=MAX_ANGER)
    return int(line[-1])


def _complete_ranking(ids: list[str], shown: Sequence[str]) -> tuple[str, ...]:
    if not ids:
        raise AnswerError("rank-something", most=len(shown))
    for i, need in enumerate(ids):
        if need in ids[:i]:
            raise AnswerError("ranked-twice", name=need)
    return (*ids, *(need for need in shown if need not in ids))


def _parse_id(word: str, shown: Sequence[str]) -> str:
    """The id that a letter, number or id names; ids have 2 or more characters, not all digits, so they never clash."""
    if word.lower() in shown:
        return word.lower()
    index = -1
    if len(word) == 1 and word.upper() in ascii_uppercase:
        index = ascii_uppercase.index(word.upper())
    elif word.isdecimal() and len(word) < 4:
        index = int(word) - 1
    if not 0 <= index < len(shown):
        raise AnswerError("no-such-choice", given=word[:20], last=ascii_uppercase[len(shown) - 1], most=len(shown))
    return shown[index]
