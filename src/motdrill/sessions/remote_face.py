"""A face whose questions can also be answered from another thread: from the facilitator's desk.

Every question that stands has a serial number. An answer names it, so that an answer to an earlier question, a second
press of a button or a request sent again does nothing. The first number is drawn by chance: no question of a class that
was cut off has the number of one that stands after it goes on.
"""

import secrets
import threading
from collections.abc import Callable
from dataclasses import replace
from typing import Final, NamedTuple

from motdrill.ui.blocks import Heading, Page
from motdrill.ui.face import PAGE_KINDS, Face, Interrupted, Question
from motdrill.ui.selection import new_selection

MAX_LINE: Final = 200


class StandingQuestion(NamedTuple):
    """The question that waits at a face, and its number."""

    serial: int
    question: Question


class RemoteFace:
    """A face that passes its questions on; each is answered at the face itself or from elsewhere."""

    def __init__(self, face: Face, is_led_elsewhere: Callable[[], bool]) -> None:
        """Wraps a face, which nobody else may interrupt; while it is led elsewhere, it does not show its keys."""
        self._face, self._is_led_elsewhere = face, is_led_elsewhere
        self._lock = threading.Lock()
        self._serial = secrets.randbelow(1 << 40) + 1
        self._standing: StandingQuestion | None = None
        self._given: str | None = None
        self.waits_for_enter = face.waits_for_enter

    @property
    def attended(self) -> bool:
        """Whether somebody is there to answer what need not be answered."""
        return self._face.attended

    @property
    def standing(self) -> StandingQuestion | None:
        """The question that waits now; None between two."""
        return self._standing

    def ask(self, question: Question) -> str:
        """Asks at the face, and returns what is answered there or from elsewhere."""
        with self._lock:
            self._serial += 1
            self._standing, self._given = StandingQuestion(self._serial, question), None
        try:
            while (line := self._ask_once(question)) is None:
                pass
            return line
        finally:
            self._standing = None

    def _ask_once(self, question: Question) -> str | None:
        """The answer; None where the face was interrupted for the sake of an answer that came too late."""
        try:
            typed: str | None = self._face.ask(without_keys(question) if self._is_led_elsewhere() else question)
        except Interrupted:
            typed = None
        with self._lock:
            line = typed if self._given is None else self._given
            if line is not None:
                self._standing = None
            return line

    def answer(self, serial: int, line: str) -> bool:
        """Answers the question with a number, from any thread; False if it does not stand, or that is no answer to it.

        Args:
            serial: The number of the question that was seen.
            line: What would be typed: a key, a choice, words; empty for Enter.
        """
        with self._lock:
            standing, line = self._standing, line.replace("\u3000", " ")
            if standing is None or standing.serial != serial or self._given is not None:
                return False
            if not _is_possible(standing.question, line):
                return False
            self._given = line
        self._face.interrupt()
        return True

    def ring(self) -> None:
        """Rings the terminal's bell, where there is one."""
        self._face.ring()

    def close(self) -> None:
        """Restores the terminal."""
        self._face.close()

    def interrupt(self) -> None:
        """Makes the open question be asked anew."""
        self._face.interrupt()

    def show(self, page: Page) -> None:
        """Prints a page that stays on the terminal."""
        self._face.show(page)


def without_keys(question: Question) -> Question:
    """A page of the wall whose keys work and are not shown; what is asked beside its pages shows them."""
    if question.private or not (question.page and isinstance(question.page[0], Heading)):
        return question
    return replace(question, keys=tuple(hint._replace(label="") for hint in question.keys))


def _is_possible(question: Question, line: str) -> bool:
    """Whether a line can answer a question: where keys are pressed, only one of its keys, a choice, or Enter."""
    if len(line) > MAX_LINE or not line.isprintable():
        return False
    selection = new_selection(question)
    if question.kind in PAGE_KINDS:
        return line == "" or line in selection.commands
    if question.kind in ("choice", "stars"):
        return line in selection.commands or line.upper() in selection.choices
    return True
