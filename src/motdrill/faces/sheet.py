"""A question on the full screen: its page, the keys at the foot, and what keys do.

Pages are laid out anew whenever they are drawn, so the window may be resized at any moment.

Questionary's own `select` cuts a choice at the window's width, and replies are longer than that. So the application is
our own, and Questionary runs it as it runs its own questions.
"""

from __future__ import annotations

from io import StringIO
from typing import Final

from prompt_toolkit.application import Application
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.formatted_text import ANSI
from prompt_toolkit.input import Input
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import AnyContainer, BufferControl, FormattedTextControl, HSplit, Layout, Window
from prompt_toolkit.layout.processors import BeforeInput
from prompt_toolkit.output import Output
from rich.cells import cell_len
from rich.console import Console

from motdrill.faces import pick
from motdrill.faces.face import Question
from motdrill.faces.layout import WIDEST, Line, fitted
from motdrill.faces.paint import rich_text
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

_REFRESH_S: Final = 0.25


class Sheet:
    """A page with keys at its foot; what can be typed between them, if anything, is the question's business."""

    def __init__(self, question: Question, console: Console, keyboard: Input, output: Output) -> None:
        """Makes the application that asks.

        Args:
            question: What is asked.
            console: Says which colours there are.
            keyboard: Where keys come from.
            output: Where the page goes.
        """
        self._question = question
        self._picking: Picking = picking(question)
        self._console = console
        self._top = 0
        self._output = output
        self._drawn: tuple[object, ...] = ()
        self._laid_out: dict[int, list[Line]] = {}
        self._page_drawn = question.page
        body = Window(FormattedTextControl(self._body), always_hide_cursor=True)
        foot = Window(FormattedTextControl(self._foot), height=self._foot_height, always_hide_cursor=True)
        self.application: Application[str] = Application(
            layout=Layout(HSplit([body, *self._between(), foot])),
            key_bindings=self._bindings(),
            full_screen=True,
            refresh_interval=_REFRESH_S if question.live else None,
            input=keyboard,
            output=output,
        )

    def _between(self) -> list[AnyContainer]:
        """What stands between the page and the keys."""
        return []

    def _between_height(self) -> int:
        return 0

    def _width(self) -> int:
        return min(max(self._output.get_size().columns, 10), WIDEST)

    def _room(self) -> int:
        """Lines there are for the page: those that the keys at the foot leave."""
        return max(1, self._output.get_size().rows - self._foot_height() - self._between_height())

    def _lines(self, room: int) -> list[Line]:
        """The page for so many lines; while it is drawn it is asked for several times, and laid out once."""
        drawn = (self.application.render_counter, self._width(), self._picking)
        if drawn != self._drawn:
            self._drawn, self._laid_out = drawn, {}
            self._page_drawn = self._question.live() if self._question.live else self._question.page
        if room not in self._laid_out:
            self._laid_out[room] = fitted(self._page_drawn, self._width(), room, self._picking.marks())
        return self._laid_out[room]

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
        room = max(1, self._output.get_size().rows - least - self._between_height())
        return least if len(self._lines(room)) <= room else len(self._foot_lines(more=True))

    def _foot_lines(self, more: bool) -> list[Line]:
        pairs = [*self._own_keys(more), *((key.key, key.label) for key in self._question.keys if key.label)]
        lines = filled([" ".join(pair).rstrip() for pair in pairs], "    ", self._width() - 2)
        return [((" ", ""), (line, "quiet")) for line in lines]

    def _own_keys(self, more: bool) -> list[tuple[str, str]]:
        done, letters = _("done"), " ".join(self._picking.choices).lower()
        if self._question.kind in ("go", "steer"):
            return [(_("enter"), _("more ▼") if more else self._question.enter or _("go on"))]
        typed = "".join(self._picking.picked)
        own = {
            "choice": [(letters, _("answer"))],
            "stars": [("0-6", _("answer"))],
            "ranking": [(letters, _("in order")), (_("enter"), done)],
            "marks": [(letters, _("mark")), (_("enter"), done)],
            "number": [(f"0-10 ▸{typed}", ""), (_("enter"), done if typed else _("skip"))],
            "words": [(_("enter"), self._question.enter or _("done, or skip if empty"))],
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
        """The keys that mean the same at every question."""
        bindings = KeyBindings()
        bindings.add("pagedown")(lambda event: self._scroll(self._page()))
        bindings.add("pageup")(lambda event: self._scroll(-self._page()))
        bindings.add("c-d")(lambda event: event.app.exit(exception=EOFError))
        bindings.add("c-c")(lambda event: event.app.exit(exception=KeyboardInterrupt))
        return bindings

    def _page(self) -> int:
        """Lines to turn a page by: two stay in sight."""
        return max(1, self._room() - 2)

    def _scroll(self, by: int) -> None:
        self._top += by


class Picker(Sheet):
    """A question answered by one key, or with the arrows and Enter."""

    def _bindings(self) -> KeyBindings:
        bindings = super()._bindings()
        for name, meaning in _KEYS.items():
            bindings.add(name)(lambda event, meaning=meaning: self._press(event, meaning))
        bindings.add(Keys.Any)(lambda event: self._press(event, event.data))
        bindings.add(Keys.BracketedPaste)(lambda event: None)  # pasted text is no answer
        return bindings

    def _press(self, event: KeyPressEvent, key: str) -> None:
        if self._question.kind in ("go", "steer") and key in (pick.ENTER, pick.SPACE, pick.DOWN) and self._more_below():
            self._scroll(1 if key == pick.DOWN else self._page())
            return
        if self._question.kind in ("go", "steer") and key == pick.UP:
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


class Writer(Sheet):
    """A question answered in one's own words, which are typed below the page."""

    def _between(self) -> list[AnyContainer]:
        self._buffer = Buffer(multiline=False, accept_handler=self._accept)
        prompt = BeforeInput(" ▸ ", style="bold")
        control = BufferControl(self._buffer, input_processors=[prompt])
        return [Window(control, wrap_lines=True, height=self._between_height)]

    def _between_height(self) -> int:
        """Lines of what is typed: as many as it needs, up to half the window, and a blank one below."""
        cells = cell_len(self._buffer.text) + 4
        return min(1 + cells // self._output.get_size().columns, max(1, self._output.get_size().rows // 2)) + 1

    def _accept(self, buffer: Buffer) -> bool:
        self.application.exit(result=buffer.text)
        return True  # keeps the text: the buffer ends with the question
