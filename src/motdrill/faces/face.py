"""What a face is: it shows pages and takes answers. The loop of a drill knows no more of it than this."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, Protocol, TypeAlias

from motdrill.drill.state import State
from motdrill.faces.page import Key, Page

Kind: TypeAlias = Literal["choice", "stars", "ranking", "marks", "number", "words", "steer", "go"]


@dataclass(frozen=True, slots=True)
class Question:
    """A page that is answered.

    Attributes:
        page: What is shown.
        kind: What sort of answer it takes; `go` only waits to go on, where the face waits; `steer` waits everywhere.
        keys: Keys that do something else here.
        count: How many choices there are.
        note: What there is to say before the question is asked again, such as a hint: it is on the page as well, for
            a face that draws the page anew.
        live: Makes the page anew while it stands, where it changes by itself; None where it does not.
        enter: What Enter does at a `steer`, `words` or `go` question, for the keys; empty for what it usually does.
    """

    page: Page
    kind: Kind
    keys: tuple[Key, ...]
    count: int = 0
    note: str = ""
    live: Callable[[], Page] | None = None
    enter: str = ""


class Interrupted(Exception):
    """Something outside the drill has made what is on the screen out of date.

    Attributes:
        place: Where the drill stood.
    """

    place: State | None = None


class Face(Protocol):
    """Shows pages and takes answers."""

    waits: bool
    """Whether a `go` question stops until the person goes on."""

    def ask(self, question: Question) -> str:
        """Shows a question and gives back the line typed or the key pressed; empty to go on.

        Raises:
            EOFError: The input has ended.
            KeyboardInterrupt: The person pressed Ctrl-C.
            Interrupted: `interrupt` was called, before or while it waits.
        """
        ...

    def close(self) -> None:
        """Gives the terminal back as it was; the next question takes it again."""
        ...

    def interrupt(self) -> None:
        """Makes the question that is open, or else the next one, raise `Interrupted`; from any thread."""
        ...

    def show(self, page: Page) -> None:
        """Leaves a page standing for good."""
        ...


def command_of(line: str) -> str:
    """The key for help that a line is; empty where it is none. Full-width letters count as their narrow twins."""
    word = unicodedata.normalize("NFKC", line).strip().lower()
    return word if word in ("?", "w", "r", "m", "q") else ""
