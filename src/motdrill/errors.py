"""Every exception of motdrill.

    MotdrillError            carries a code and named values; `wording` makes the sentence
    ├── ReadError            a file that cannot be read or is no scenario: its problems, all of them
    ├── UsageError           a name, option or value that does not exist: nearest ones suggested
    ├── AnswerError          a line that names no answer of the step: explained and asked again
    ├── ClassError           something that cannot happen in a class at this moment
    ├── JournalError         the journal is of a newer motdrill, or cannot be read or written
    └── Stopped              the person stopped, or input ended before the drill did

Codes, never sentences, leave the core: the same fault is told in two languages.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from motdrill.scenario.problem import Problem


def nearest(name: str, known: Iterable[str]) -> str:
    """The known name most like this one, for a message to suggest; empty where none is like it."""
    import difflib  # only where something is wrong

    found = difflib.get_close_matches(name, list(known), n=1)
    return found[0] if found else ""


class MotdrillError(Exception):
    """A fault the person can mend.

    Attributes:
        code: Names the sentence in `wording`.
        values: What the sentence speaks of, by name.
        exit_code: What the process ends with: 2 wrong usage or a file that cannot be read, 130 stopped by the person.
    """

    exit_code = 2

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


class ReadError(MotdrillError):
    """A scenario file with problems, in the order of the file."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("unreadable")
        self.problems = tuple(problems)


class UsageError(MotdrillError):
    """A name, option or value given on the command line that cannot be used."""


class AnswerError(MotdrillError):
    """A line that is no answer to the question asked."""


class ClassError(MotdrillError):
    """Something that cannot happen in a class at this moment."""


class JournalError(MotdrillError):
    """The journal cannot be used."""


class Stopped(MotdrillError):
    """The person stopped the drill, or the input ended before it."""

    exit_code = 130
