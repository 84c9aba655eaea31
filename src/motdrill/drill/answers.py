"""A line as typed to an answer: the same reading for every face.

A reply or line is named by its letter as shown, its number or its id; anger by 0-6; needs by their numbers or ids,
separated by spaces, commas or >, a partial ranking completed in shown order; spot by the lines to mark, an empty line
meaning none. Full-width characters count as their narrow twins, since Chinese keyboards type them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from string import ascii_uppercase

from motdrill.drill.state import Given
from motdrill.errors import AnswerError
from motdrill.method.catalogue import MAX_ANGER
from motdrill.scenario.model import AngerStep, NeedsStep, SpotStep, Step

_BETWEEN = re.compile(r"[\s,;>、]+")


def read_answer(step: Step, shown: Sequence[str], line: str) -> Given:
    """Reads what was typed at a step.

    Args:
        step: The step.
        shown: The ids to choose among, in the order they are shown.
        line: What was typed.

    Raises:
        AnswerError: The line is no answer to this step; says which part of it is not.
    """
    if isinstance(step, AngerStep):
        return _stars(_narrow(line))
    if isinstance(step, SpotStep):
        return read_marks(shown, line)
    names = _names(line, shown)
    if isinstance(step, NeedsStep):
        return _ranking(names, shown)
    if len(names) != 1:
        raise AnswerError("one-reply", last=ascii_uppercase[len(shown) - 1])
    return names[0]


def read_marks(shown: Sequence[str], line: str) -> tuple[str, ...]:
    """Reads which of several were marked, in the order shown; an empty line marks none.

    Args:
        shown: The ids to choose among.
        line: What was typed.

    Raises:
        AnswerError: A part of the line names none of them.
    """
    names = _names(line, shown)
    return tuple(name for name in shown if name in names)


def _narrow(line: str) -> str:
    return unicodedata.normalize("NFKC", line).strip()


def _names(line: str, shown: Sequence[str]) -> list[str]:
    return [_named(word, shown) for word in _BETWEEN.split(_narrow(line)) if word]


def _stars(line: str) -> int:
    if not re.fullmatch(f"0*[0-{MAX_ANGER}]", line):
        raise AnswerError("stars-range", given=line[:20], most=MAX_ANGER)
    return int(line[-1])


def _ranking(names: list[str], shown: Sequence[str]) -> tuple[str, ...]:
    if not names:
        raise AnswerError("rank-something", most=len(shown))
    for i, name in enumerate(names):
        if name in names[:i]:
            raise AnswerError("ranked-twice", name=name)
    return (*names, *(name for name in shown if name not in names))


def _named(word: str, shown: Sequence[str]) -> str:
    """Ids have two characters or more and are not all digits, so the three ways never collide."""
    if word.lower() in shown:
        return word.lower()
    position = -1
    if len(word) == 1 and word.upper() in ascii_uppercase:
        position = ascii_uppercase.index(word.upper())
    elif word.isdecimal() and len(word) < 4:
        position = int(word) - 1
    if not 0 <= position < len(shown):
        raise AnswerError("no-such-choice", given=word[:20], last=ascii_uppercase[len(shown) - 1], most=len(shown))
    return shown[position]
