"""The terminal face: one page at a time on the full screen, answered by a key, with the arrow keys, or in words.

It uses the terminal's alternate screen, so the earlier content is back when a drill ends, with the scorecard below it.
"""

from contextlib import ExitStack, suppress
from typing import TextIO

from prompt_toolkit.application import Application
from prompt_toolkit.input import create_input
from questionary import Question as Prompt
from rich.console import Console

from motdrill.ui.blocks import Page
from motdrill.ui.colours import print_page
from motdrill.ui.face import Interrupted, Question
from motdrill.ui.fullscreen import KeyScreen, TextScreen
from motdrill.ui.terminal_size import bounded_output


class TerminalFace:
    """Shows pages on `out`, which is a terminal."""

    waits_for_enter = True
    attended = True

    def __init__(self, out: TextIO) -> None:
        self._console = Console(file=out, highlight=False, markup=False, emoji=False)
        self._screen = _AlternateScreen(out)
        self._open: Application[str] | None = None
        self._interrupted = False
        self._entered_at = 0.0

    def ask(self, question: Question) -> str:
        """Shows the page on the full screen until it is answered."""
        if self._interrupted:
            self._interrupted = False
            raise Interrupted
        self._screen.enter()
        screen_type = TextScreen if question.kind == "words" else KeyScreen
        screen = screen_type(question, self._console, self._screen.input, self._screen.output, self._entered_at)
        self._open = screen.application
        self._open.pre_run_callables.append(self._on_start)
        try:
            return str(Prompt(self._open).unsafe_ask())
        except Interrupted:
            self._interrupted = False
            raise
        finally:
            self._open, self._entered_at = None, screen.entered_at

    def show(self, page: Page) -> None:
        """Prints a page on the normal screen."""
        self.close()
        print_page(self._console, page)

    def ring(self) -> None:
        """Rings the terminal's bell."""
        self._screen.output.bell()

    def close(self) -> None:
        """Leaves the full screen."""
        self._screen.leave()

    def interrupt(self) -> None:
        """Makes the open question, or else the next one, raise `Interrupted`; may be called from any thread."""
        self._interrupted = True
        application = self._open
        if application is not None and (loop := application.loop) is not None:
            with suppress(RuntimeError):  # the question has just been answered, and its loop is closed
                loop.call_soon_threadsafe(self._exit_interrupted)

    def _on_start(self) -> None:
        """Exits if `interrupt` was called after the question was opened and before its loop ran."""
        if self._interrupted and self._open is not None and self._open.loop is not None:
            self._open.loop.call_soon(self._exit_interrupted)

    def _exit_interrupted(self) -> None:
        if self._open is not None and self._open.is_running and not self._open.is_done:
            self._open.exit(exception=Interrupted)


class _AlternateScreen:
    """The alternate screen and the keyboard's raw mode, from the first question to the last.

    Each question is a prompt_toolkit application of its own. By default each would leave the alternate screen and raw
    mode at its end: the terminal would flash, and a key typed between two questions would be echoed.
    """

    def __init__(self, out: TextIO) -> None:
        self.output = bounded_output(out)
        self.input = create_input()
        self._enter, self._quit = self.output.enter_alternate_screen, self.output.quit_alternate_screen
        self.output.enter_alternate_screen = self._go_to_top  # type: ignore[method-assign]
        self.output.quit_alternate_screen = lambda: None  # type: ignore[method-assign]
        self._on_leave = ExitStack()
        self._is_entered = False

    def enter(self) -> None:
        """Enters the alternate screen and raw mode, unless that is done."""
        if not self._is_entered:
            self._is_entered = True
            self._on_leave.enter_context(self.input.raw_mode())
            self._on_leave.callback(self._restore)
            self._enter()

    def leave(self) -> None:
        """Restores the normal screen and the keyboard."""
        self._is_entered = False
        self._on_leave.close()

    def _go_to_top(self) -> None:
        """Runs where an application would enter the screen: it draws from the top and erases the rest."""
        self.output.cursor_goto(0, 0)

    def _restore(self) -> None:
        self._quit()
        self.output.show_cursor()
        self.output.flush()
