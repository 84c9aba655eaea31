"""The interface of a face, which shows pages and reads answers: all that the loop of a drill knows of the screen."""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal, Protocol, TypeAlias

from motdrill.drill.turn import State
from motdrill.ui.blocks import KeyHint, Page

Kind: TypeAlias = Literal["choice", "stars", "ranking", "marks", "number", "words", "steer", "offer", "go"]

PAGE_KINDS: Final = ("steer", "offer", "go")
"""Kinds of questions about the page as a whole, at which Enter goes on."""

ONE_ENTER_S: Final = 0.5
"""Two Enters within this time are one where a page is steered: the second was meant for the page before."""


@dataclass(frozen=True, slots=True)
class Question:
    """A page that waits for an answer.

    Attributes:
        page: The page.
        kind: What answers it; `go` waits only for Enter, and only at a face that waits; `steer` waits at every face,
            and Enter never scrolls there; `offer` waits wherever somebody is there to take it, and so not for piped
            lines.
        keys: Command keys that also answer it.
        count: The number of choices.
        note: What was wrong with the last line. The page has it too; a face that has shown the page already shows only
            the note.
        live: Makes the current page of a question whose page changes while it is open.
        default: The letter of the choice that Enter takes; empty for none.
        escape: What Esc answers, on a page that leads back to another; None where it does nothing.
        private: Whether its page is for this screen alone, even where the question can be answered from elsewhere.
        enter: What Enter does at a question of `PAGE_KINDS` or `words`, for the foot; empty for the default.
    """

    page: Page
    kind: Kind
    keys: tuple[KeyHint, ...]
    count: int = 0
    note: str = ""
    live: Callable[[], Page] | None = None
    enter: str = ""
    default: str = ""
    escape: str | None = None
    private: bool = False


class Interrupted(Exception):
    """A question was interrupted from outside, because its page is out of date."""

    state: State | None = None
    """The state of the drill at that moment."""


class Face(Protocol):
    """Shows pages and reads answers."""

    waits_for_enter: bool
    """Whether a `go` question waits for Enter."""

    @property
    def attended(self) -> bool:
        """Whether somebody is there to answer what need not be answered; piped lines have no line for it."""
        ...

    def ask(self, question: Question) -> str:
        """Shows a question and returns the line typed or the key pressed; empty for going on.

        Raises:
            EOFError: The input ended.
            KeyboardInterrupt: The person pressed Ctrl-C.
            Interrupted: `interrupt` was called, before or during the wait.
        """
        ...

    def ring(self) -> None:
        """Rings the terminal's bell, where there is one."""
        ...

    def close(self) -> None:
        """Restores the terminal; the next question takes it over again."""
        ...

    def interrupt(self) -> None:
        """Makes the open question, or else the next one, raise `Interrupted`; may be called from any thread."""
        ...

    def show(self, page: Page) -> None:
        """Prints a page that stays on the terminal."""
        ...


def command_of(line: str) -> str:
    """The command key that a line consists of, also in full-width letters; empty if it is none."""
    key = unicodedata.normalize("NFKC", line).strip().lower()
    return key if key in ("?", "w", "r", "m", "s", "q") else ""
