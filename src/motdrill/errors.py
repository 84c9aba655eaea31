"""All exceptions of motdrill: codes with named values, which `messages.errors` turns into sentences."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from motdrill.scenario.problem import Problem


MIN_LIKENESS = 0.72
"""How alike two names have to be for one to be taken for a slip of the other: two times the letters they share in
order, by all their letters. At the usual 0.6 `name` is taken for `anger`."""

MIN_PART = 4
"""From how many bytes on, in UTF-8, a name that is a part of another is taken for it: four letters, two characters."""


def nearest(name: str, known: Iterable[str]) -> str:
    """The known name that a misspelt one was most likely meant for, as a suggestion; empty if none is similar.

    Capitals, spaces, hyphens and underscores make no difference.
    """
    by_letters = {_letters(each): each for each in reversed(list(known))}
    found = difflib.get_close_matches(_letters(name), by_letters, n=1, cutoff=MIN_LIKENESS)
    return by_letters[found[0]] if found else _containing(_letters(name), by_letters)


def _containing(letters: str, known: Mapping[str, str]) -> str:
    """The first known name of which another is a part, or that is a part of it, as `phone` is of `telephone`."""
    pairs = ((each, *sorted((each, letters), key=len)) for each in known)
    return next((known[each] for each, part, whole in pairs if part in whole and len(part.encode()) >= MIN_PART), "")


def _letters(name: str) -> str:
    return name.casefold().replace("_", "-").replace(" ", "-").strip("-")


class MotdrillError(Exception):
    """An error that the person can correct.

    Attributes:
        code: The key of the sentence in `messages.errors`; `values` fill its placeholders.
        exit_code: The exit code of the process: 2 for wrong usage or an unreadable file, 130 for a stopped drill.
    """

    exit_code = 2

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


class ReadError(MotdrillError):
    """A file that cannot be read or is not a valid scenario; `problems` are in the order of the file."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("unreadable")
        self.problems = tuple(problems)


class UsageError(MotdrillError):
    """A name, option or value on the command line that cannot be used."""


class AnswerError(MotdrillError):
    """A line that is not a valid answer to the question; the question is repeated."""


class ClassError(MotdrillError):
    """An event that is not possible in a class now."""


class JournalError(MotdrillError):
    """The journal is of a newer version, or cannot be read or written."""


class WorkerError(MotdrillError):
    """The system ended a process that shared the work."""


class Stopped(MotdrillError):
    """The person stopped the drill, or the input ended before the drill did."""

    exit_code = 130


class Quit(Stopped):
    """The person pressed q: what was begun from home leads back there, everything else ends."""
