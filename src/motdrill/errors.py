"""All exceptions of motdrill: codes with named values, which `messages.errors` turns into sentences."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from motdrill.scenario.problem import Problem


def nearest(name: str, known: Iterable[str]) -> str:
    """The known name most similar to a misspelt one, as a suggestion; empty if none is similar."""
    import difflib  # not needed at start-up

    return next(iter(difflib.get_close_matches(name, list(known), n=1)), "")


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
