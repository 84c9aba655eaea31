"""The terminal face: one page at a time on the full screen, answered by one key or with the arrows.

Pages are laid out anew whenever they are drawn, so the window may be resized at any moment. The screen is the alternate
one: when a drill ends, what was on the terminal before is back, with the scorecard below it.

Questionary's own `select` cuts a choice at the window's width, and replies are longer than that. So the application is
our own, and Questionary runs it as it runs its own questions.
"""

from __future__ import annotations

from contextlib import ExitStack
from io import StringIO
from typing import TextIO

from prompt_toolkit.application import Application
from prompt_toolkit.formatted_text import ANSI
from prompt_toolkit.input import create_input
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import FormattedTextControl, HSplit, Layout, Window
from prompt_toolkit.output import create_output
from questionary import Question as Prompt
from rich.console import Console

from motdrill.faces import pick
from motdrill.faces.face import Interrupted, Question
from motdrill.faces.layout import WIDEST, Line, fitted
from motdrill.faces.page import Page
from motdrill.faces.paint import print_page, rich_text
from motdrill.faces.pick import Picking, picking
from motdrill.faces.wrap import filled
from motdrill.wording import _

_KEYS = {
    "up": pick.UP,
    "down": pick.DOWN,
    "left": pick.UP,
    "right": pick.DOWN,
    "enter": pick.ENTER,
    "space": pick.SPACE,
    "backspace": pick.BACK,
}


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
        self._open = _Asking(question, self._screen, self._console).application
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


class _Asking:
    """One question on the full screen."""

    def __init__(self, question: Question, screen: _HeldScreen, console: Console) -> None:
        self._question = question
        self._picking: Picking = picking(question)
        self._console = console
        self._top = 0
        self._output = screen.output
        body = Window(FormattedTextControl(self._body), always_hide_cursor=True)
        foot = Window(FormattedTextControl(self._foot), height=self._foot_height, always_hide_cursor=True)
        self.application: Application[str] = Application(
            layout=Layout(HSplit([body, foot])),
            key_bindings=self._bindings(),
            full_screen=True,
            input=screen.input,
            output=screen.output,
        )

    def _width(self) -> int:
        return min(max(self._output.get_size().columns, 10), WIDEST)

    def _room(self) -> int:
        """Lines there are for the page: those that the keys at the foot leave."""
        return max(1, self._output.get_size().rows - self._foot_height())

    def _lines(self, room: int) -> list[Line]:
        return fitted(self._question.page, self._width(), room, self._picking.marks())

    def _body(self) -> ANSI:
        room = self._room()
        lines = self._lines(room)
        self._top = max(0, min(self._top, len(lines) - room))
        return self._ansi(lines[self._top : self._top + room])

    def _more_below(self) -> bool:
        room = self._room()
        return len(self._lines(room)) > self._top + room

    def _foot(self) -> ANSI:
        return self._ansi(self._foot_lines(self._more_below()))

    def _foot_height(self) -> int:
        """Lines of the keys; where the page is too high for the window, the key for more of it among them."""
        least = len(self._foot_lines(more=False))
        room = max(1, self._output.get_size().rows - least)
        return least if len(self._lines(room)) <= room else len(self._foot_lines(more=True))

    def _foot_lines(self, more: bool) -> list[Line]:
        pairs = [*self._own_keys(more), *((key.key, key.label) for key in self._question.keys)]
        lines = filled([" ".join(pair).rstrip() for pair in pairs], "    ", self._width() - 2)
        return [((" ", ""), (line, "quiet")) for line in lines]

    def _own_keys(self, more: bool) -> list[tuple[str, str]]:
        done, letters = _("done"), " ".join(self._picking.choices).lower()
        if self._question.kind == "go":
            return [(_("enter"), _("more ▼") if more else _("go on"))]
        typed = "".join(self._picking.picked)
        own = {
            "choice": [(letters, _("answer"))],
            "stars": [("0-6", _("answer"))],
            "ranking": [(letters, _("in order")), (_("enter"), done)],
            "marks": [(letters, _("mark")), (_("enter"), done)],
            "number": [(f"0-10 ▸{typed}", ""), (_("enter"), done if typed else _("skip"))],
        }[self._question.kind]
        return [(_("pgdn"), _("more ▼")), *own] if more else own

    def _ansi(self, lines: list[Line]) -> ANSI:
        buffer = StringIO()
        console = Console(
            file=buffer,
            force_terminal=True,
            color_system="standard" if self._console.color_system else None,
            no_color=self._console.no_color,
            width=self._width(),
        )
        console.print(rich_text(lines), soft_wrap=True, end="")
        return ANSI(buffer.getvalue().rstrip("\n"))

    def _bindings(self) -> KeyBindings:
        bindings = KeyBindings()
        for name, meaning in _KEYS.items():
            bindings.add(name)(lambda event, meaning=meaning: self._press(event, meaning))
        bindings.add(Keys.Any)(lambda event: self._press(event, event.data))
        bindings.add("pagedown")(lambda event: self._scroll(self._page()))
        bindings.add("pageup")(lambda event: self._scroll(-self._page()))
        bindings.add(Keys.BracketedPaste)(lambda event: None)  # pasted text is no answer
        bindings.add("c-d")(lambda event: event.app.exit(exception=EOFError))
        bindings.add("c-c")(lambda event: event.app.exit(exception=KeyboardInterrupt))
        return bindings

    def _page(self) -> int:
        """Lines to turn a page by: two stay in sight."""
        return max(1, self._room() - 2)

    def _scroll(self, by: int) -> None:
        self._top += by

    def _press(self, event: KeyPressEvent, key: str) -> None:
        if self._question.kind == "go" and key in (pick.ENTER, pick.SPACE, pick.DOWN) and self._more_below():
            self._scroll(1 if key == pick.DOWN else self._page())
            return
        if self._question.kind == "go" and key == pick.UP:
            self._scroll(-1)
            return
        self._picking = self._picking.press(key)
        if self._picking.answer is not None:
            event.app.exit(result=self._picking.answer)
        elif key in (pick.UP, pick.DOWN):
            self._show_cursor()

    def _show_cursor(self) -> None:
        """Scrolls so far that the choice under the cursor is in sight, with the line after it."""
        at = next(
            (i for i, line in enumerate(self._lines(self._room())) if any(style == "mark" for _words, style in line)), 0
        )
        self._top = max(min(self._top, at), at + 3 - self._room())
