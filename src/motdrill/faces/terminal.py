"""The terminal face: one page at a time on the full screen, answered by one key or with the arrows.

Pages are laid out anew whenever they are drawn, so the window may be resized at any moment. The screen is the alternate
one: when a drill ends, what was on the terminal before is back, with the scorecard below it.

Questionary's own `select` cuts a choice at the window's width, and replies are longer than that. So the application is
our own, and Questionary runs it as it runs its own questions.
"""

from __future__ import annotations

from io import StringIO
from typing import TextIO

from prompt_toolkit.application import Application
from prompt_toolkit.formatted_text import ANSI
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import FormattedTextControl, HSplit, Layout, Window
from prompt_toolkit.output import create_output
from questionary import Question as Prompt
from rich.console import Console

from motdrill.faces import pick
from motdrill.faces.layout import Line, fitted, print_page, rich_text, wrap_runs
from motdrill.faces.page import Page
from motdrill.faces.pick import Picking, picking
from motdrill.faces.play import Question
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
        self._out = out
        self._console = Console(file=out, highlight=False, markup=False, emoji=False)

    def ask(self, question: Question) -> str:
        """Shows the page on the full screen until a key, or an arrow and Enter, answers it."""
        return str(Prompt(_Screen(question, self._out, self._console).application).unsafe_ask())

    def show(self, page: Page) -> None:
        """Leaves a page on the terminal for good."""
        print_page(self._console, page)


class _Screen:
    """One question on the full screen."""

    def __init__(self, question: Question, out: TextIO, console: Console) -> None:
        self._question = question
        self._picking: Picking = picking(question)
        self._console = console
        self._top = 0
        body = Window(FormattedTextControl(self._body), always_hide_cursor=True)
        foot = Window(FormattedTextControl(self._foot), height=self._foot_height, always_hide_cursor=True)
        self._output = create_output(stdout=out)
        self.application: Application[str] = Application(
            layout=Layout(HSplit([body, foot])),
            key_bindings=self._bindings(),
            full_screen=True,
            output=self._output,
            mouse_support=False,
        )

    def _size(self) -> tuple[int, int]:
        size = self._output.get_size()
        return max(size.columns, 10), max(size.rows, 4)

    def _lines(self) -> list[Line]:
        width, rows = self._size()
        return fitted(self._question.page, width, rows - self._foot_height(), self._picking.marks())

    def _body(self) -> ANSI:
        lines, room = self._lines(), self._room()
        self._top = max(0, min(self._top, len(lines) - room))
        return self._ansi(lines[self._top : self._top + room])

    def _room(self) -> int:
        return max(1, self._size()[1] - self._foot_height())

    def _foot(self) -> ANSI:
        return self._ansi(self._foot_lines())

    def _foot_height(self) -> int:
        return len(self._foot_lines())

    def _foot_lines(self) -> list[Line]:
        keys = [(key.key, key.label) for key in self._question.keys]
        words = "    ".join(" ".join(pair) for pair in [*self._own_keys(), *keys])
        return [((" ", ""), *line) for line in wrap_runs([(words, "quiet")], self._size()[0] - 2)]

    def _own_keys(self) -> list[tuple[str, str]]:
        chosen = "".join(self._picking.picked)
        letters = " ".join(key.lower() for key in self._picking.choices)
        return {
            "go": [(_("enter"), _("go on"))],
            "choice": [(letters, _("answer"))],
            "stars": [("0-6", _("answer"))],
            "ranking": [(letters, _("in order")), (_("enter"), _("done"))],
            "marks": [(letters, _("mark")), (_("enter"), _("done"))],
            "number": [(f"0-10 ▸{chosen}", ""), (_("enter"), _("done") if chosen else _("skip"))],
        }[self._question.kind]

    def _ansi(self, lines: list[Line]) -> ANSI:
        buffer = StringIO()
        console = Console(
            file=buffer,
            force_terminal=True,
            color_system="standard" if self._console.color_system else None,
            no_color=self._console.no_color,
            width=self._size()[0],
        )
        console.print(rich_text(lines), soft_wrap=True, end="")
        return ANSI(buffer.getvalue().rstrip("\n"))

    def _bindings(self) -> KeyBindings:
        bindings = KeyBindings()
        for name, meaning in _KEYS.items():
            bindings.add(name)(lambda event, meaning=meaning: self._press(event, meaning))
        bindings.add(Keys.Any)(lambda event: self._press(event, event.data))
        bindings.add("pagedown")(lambda event: self._scroll(self._room() - 2))
        bindings.add("pageup")(lambda event: self._scroll(2 - self._room()))
        bindings.add(Keys.BracketedPaste)(lambda event: None)
        bindings.add("c-d")(lambda event: event.app.exit(exception=EOFError))
        bindings.add("c-c")(lambda event: event.app.exit(exception=KeyboardInterrupt))
        return bindings

    def _scroll(self, by: int) -> None:
        self._top += by

    def _press(self, event: KeyPressEvent, key: str) -> None:
        self._picking = self._picking.press(key)
        if self._picking.answer is not None:
            event.app.exit(result=self._picking.answer)
