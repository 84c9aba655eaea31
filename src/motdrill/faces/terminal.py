"""The terminal face: one page at a time on the full screen, answered by one key, with the arrows, or in words.

The screen is the alternate one: when a drill ends, what was on the terminal before is back, with the scorecard below.
"""

from __future__ import annotations

from contextlib import ExitStack
from typing import TextIO

from prompt_toolkit.application import Application
from prompt_toolkit.input import create_input
from prompt_toolkit.output import create_output
from questionary import Question as Prompt
from rich.console import Console

from motdrill.faces.face import Interrupted, Question
from motdrill.faces.page import Page
from motdrill.faces.paint import print_page
from motdrill.faces.sheet import Picker, Writer


class Terminal:
    """Shows pages on `out`, which is a terminal."""

    waits = True

    def __init__(self, out: TextIO) -> None:
        self._console = Console(file=out, highlight=False, markup=False, emoji=False)
        self._screen = _HeldScreen(out)
        self._open: Application[str] | None = None
        self._interrupted = False

    def ask(self, question: Question) -> str:
        """Shows the page on the full screen until a key, or an arrow and Enter, answers it."""
        if self._interrupted:
            self._interrupted = False
            raise Interrupted
        self._screen.hold()
        asking = Writer if question.kind == "words" else Picker
        self._open = asking(question, self._console, self._screen.input, self._screen.output).application
        try:
            return str(Prompt(self._open).unsafe_ask())
        except Interrupted:
            self._interrupted = False
            raise
        finally:
            self._open = None

    def show(self, page: Page) -> None:
        """Leaves a page on the terminal for good."""
        self.close()
        print_page(self._console, page)

    def close(self) -> None:
        """Gives the terminal back as it was."""
        self._screen.release()

    def interrupt(self) -> None:
        """Makes the question that is open, or else the next one, raise `Interrupted`."""
        self._interrupted = True
        if self._open is not None and self._open.loop is not None:
            self._open.loop.call_soon_threadsafe(self._leave)

    def _leave(self) -> None:
        if self._open is not None and self._open.is_running:
            self._open.exit(exception=Interrupted)


class _HeldScreen:
    """The alternate screen and the keyboard, held from the first question to the last.

    Each question is an application of its own; left to itself it would leave the alternate screen and the keyboard's
    raw mode at its end and enter them at the next, so that the terminal flashes and a key typed in between is echoed.
    """

    def __init__(self, out: TextIO) -> None:
        self.output = create_output(stdout=out)
        self.input = create_input()
        self._enter, self._quit = self.output.enter_alternate_screen, self.output.quit_alternate_screen
        self.output.enter_alternate_screen = self._turn_page  # type: ignore[method-assign]
        self.output.quit_alternate_screen = _stay  # type: ignore[method-assign]
        self._held = ExitStack()
        self._is_held = False

    def hold(self) -> None:
        """Takes the screen, if it is not held already."""
        if not self._is_held:
            self._is_held = True
            self._held.enter_context(self.input.raw_mode())
            self._held.callback(self._leave)
            self._enter()

    def release(self) -> None:
        """Gives the screen and the keyboard back."""
        self._is_held = False
        self._held.close()

    def _turn_page(self) -> None:
        """Drawing begins at the top; it erases what it does not draw over."""
        self.output.cursor_goto(0, 0)

    def _leave(self) -> None:
        self._quit()
        self.output.show_cursor()
        self.output.flush()


def _stay() -> None:
    """In place of leaving the alternate screen."""
