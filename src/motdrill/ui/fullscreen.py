"""A question on the full screen: its page, the keys at the foot, and what they do.

A page is laid out each time it is drawn, so the window may be resized at any moment. The prompt_toolkit application is
our own because Questionary's `select` cuts a choice at the window's width, and replies are longer; Questionary runs it.
"""

import time
from io import StringIO
from typing import Final

from prompt_toolkit.application import Application
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.formatted_text import ANSI
from prompt_toolkit.input import Input
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import AnyContainer, BufferControl, FormattedTextControl, HSplit, Layout, Window
from prompt_toolkit.output import Output
from rich.cells import cell_len
from rich.console import Console

from motdrill.messages import N_, _
from motdrill.ui import selection
from motdrill.ui.blocks import para
from motdrill.ui.colours import rich_text
from motdrill.ui.face import ONE_ENTER_S, PAGE_KINDS, Question
from motdrill.ui.layout import MAX_WIDTH, StyledLine, fitted, is_cut, page_lines, uncut
from motdrill.ui.selection import Notice, Selection, new_selection
from motdrill.ui.typed_line import WordWrap, typed_line
from motdrill.ui.wrap import fill_row

_KEYS = {
    "up": selection.UP,
    "down": selection.DOWN,
    "left": selection.UP,
    "right": selection.DOWN,
    "enter": selection.ENTER,
    "space": selection.SPACE,
    "backspace": selection.BACK,
}

_REFRESH_S: Final = 0.25

_NOTICES: Final[dict[Notice, str]] = {
    "unknown-key": N_("That key does nothing here."),
    "skip": N_("No guess yet: enter again skips it."),
    "unranked": N_("Not all are ranked yet: enter again leaves the others in the order shown."),
}


class FullScreen:
    """A page with keys at its foot.

    Attributes:
        entered_at: When Enter was pressed last, here or at the question before.
    """

    def __init__(
        self, question: Question, console: Console, keyboard: Input, output: Output, entered_at: float
    ) -> None:
        """Makes the application that shows the question, in the colours that the console has."""
        self._question, self.entered_at = question, entered_at
        self._selection: Selection = new_selection(question)
        self._console = console
        self._top, self._is_whole = 0, False
        self._output = output
        self._cache_key: tuple[object, ...] = ()
        self._fits_by_height: dict[int, tuple[list[StyledLine], bool]] = {}
        self._page = question.page
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
        """Windows between the page and the keys."""
        return []

    def _between_height(self) -> int:
        return 0

    def _width(self) -> int:
        return min(self._output.get_size().columns, MAX_WIDTH)

    def _body_height(self) -> int:
        """The lines of the window that remain for the page."""
        return max(1, self._output.get_size().rows - self._foot_height() - self._between_height())

    def _lines(self, height: int) -> list[StyledLine]:
        """The page's lines in a window of a height."""
        return self._fit(height)[0]

    def _fit(self, height: int) -> tuple[list[StyledLine], bool]:
        """The page's lines, and whether one is cut; laid out once per drawing, which needs them several times."""
        key = (self.application.render_counter, self._width(), self._selection, self._is_whole)
        if key != self._cache_key:
            self._cache_key, self._fits_by_height = key, {}
            page = self._question.live() if self._question.live else self._question.page
            self._page = uncut(page) if self._is_whole else page
        if height not in self._fits_by_height:
            shown = fitted(self._page, self._width(), height)
            lines = page_lines(shown, self._width(), marks=self._selection.marks())
            self._fits_by_height[height] = lines, is_cut(shown)
        return self._fits_by_height[height]

    def _body(self) -> ANSI:
        height = self._body_height()
        lines = self._lines(height)
        self._top = max(0, min(self._top, len(lines) - height))
        return self._ansi(lines[self._top : self._top + height])

    def _more_below(self) -> bool:
        height = self._body_height()
        return len(self._lines(height)) > self._top + height

    def _is_cut(self, height: int) -> bool:
        """Whether a paragraph of the page is cut in a window of a height."""
        return self._fit(height)[1]

    def _foot(self) -> ANSI:
        return self._ansi(self._foot_lines(self._more_below(), self._is_cut(self._body_height())))

    def _foot_height(self) -> int:
        """The lines of the foot, including the keys that show the rest if the page is too high for the window."""
        minimum = len(self._foot_lines(more=False, cut=False))
        body = max(1, self._output.get_size().rows - minimum - self._between_height())
        return len(self._foot_lines(more=len(self._lines(body)) > body, cut=self._is_cut(body)))

    def _foot_lines(self, more: bool, cut: bool) -> list[StyledLine]:
        whole = [(_("pgdn"), _("full text"))] if cut else []
        hints = [(hint.key, hint.label) for hint in self._question.keys if hint.label]
        pairs = [*self._answer_keys(more), *whole, *hints]
        lines = fill_row([" ".join(pair).rstrip() for pair in pairs], "    ", self._width() - 2)
        return [*self._notice_lines(), *(((" ", ""), (line, "quiet")) for line in lines)]

    def _notice_lines(self) -> list[StyledLine]:
        """What the last key is answered with, above the keys."""
        notice = _(_NOTICES[self._selection.notice]) if self._selection.notice else ""
        return page_lines((para(notice, style="fair"),), self._width()) if notice else []

    def _answer_keys(self, more: bool) -> list[tuple[str, str]]:
        done, letters = _("done"), " ".join(self._selection.choices).lower()
        if self._question.kind in PAGE_KINDS:
            enter = (_("enter"), self._question.enter or _("go on"))
            if self._question.kind == "steer":
                return [(_("space"), _("more ▼")), enter] if more else [enter]
            return [(_("enter"), _("more ▼"))] if more else [enter]
        typed = "".join(self._selection.picked)
        keys = {
            "choice": [*self._enter_key(), (letters, _("answer"))],
            "stars": [("0-6", _("answer"))],
            "ranking": [(letters, _("in order")), (_("enter"), done)],
            "marks": [(letters, _("mark")), (_("enter"), done)],
            "number": [(f"0-10 ▸{typed}", ""), (_("enter"), done if typed else _("skip"))],
            "words": [(_("enter"), self._question.enter or _("done, or skip if empty"))],
        }[self._question.kind]
        return [(_("pgdn"), _("more ▼")), *keys] if more else keys

    def _enter_key(self) -> list[tuple[str, str]]:
        """What Enter takes at a question that offers one choice before the others."""
        return [(_("enter"), self._question.default)] if self._question.default else []

    def _ansi(self, lines: list[StyledLine]) -> ANSI:
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
        """The keys of every question."""
        bindings = KeyBindings()
        bindings.add("pagedown")(lambda event: self._page_down())
        bindings.add("pageup")(lambda event: self._scroll(-self._page_step()))
        bindings.add("c-d")(lambda event: event.app.exit(exception=EOFError))
        for stop in (Keys.ControlC, Keys.SIGINT):
            bindings.add(stop)(lambda event: event.app.exit(exception=KeyboardInterrupt))
        return bindings

    def _repeats_enter(self) -> bool:
        """Whether this Enter is the same as the one before; else it is a new one."""
        now = time.monotonic()
        if now - self.entered_at < ONE_ENTER_S:
            return True
        self.entered_at = now
        return False

    def _page_down(self) -> None:
        """Shows in full what is cut; scrolls where nothing is."""
        if self._is_cut(self._body_height()):
            self._is_whole = True
        else:
            self._scroll(self._page_step())

    def _page_step(self) -> int:
        """The lines that page up and page down scroll by; two stay visible."""
        return max(1, self._body_height() - 2)

    def _scroll(self, lines: int) -> None:
        self._top += lines


class KeyScreen(FullScreen):
    """A question answered by one key, or with the arrow keys and Enter."""

    def _bindings(self) -> KeyBindings:
        bindings = super()._bindings()
        for name, key in _KEYS.items():
            bindings.add(name)(lambda event, key=key: self._press(event, key))
        if self._question.escape is not None:
            bindings.add("escape", eager=True)(lambda event: event.app.exit(result=self._question.escape))
        bindings.add(Keys.Any)(lambda event: self._press(event, event.data))
        bindings.add(Keys.BracketedPaste)(lambda event: None)  # pasted text is no answer
        return bindings

    def _press(self, event: KeyPressEvent, key: str) -> None:
        kind = self._question.kind
        if kind in PAGE_KINDS and self._scrolled(key):
            return
        if key == selection.ENTER and self._repeats_enter() and kind == "steer":
            return
        if key == selection.ENTER and self._cursor_below():
            self._scroll_to_cursor()
            return
        self._selection = self._selection.press(key)
        if self._selection.answer is not None:
            event.app.exit(result=self._selection.answer)
        elif key in (selection.UP, selection.DOWN):
            self._scroll_to_cursor()

    def _scrolled(self, key: str) -> bool:
        """Scrolls a page without choices by a key; False if the key is to answer the question."""
        if key == selection.UP:
            self._scroll(-1)
            return True
        steers = self._question.kind == "steer"
        if key not in (selection.SPACE, selection.DOWN) and (key != selection.ENTER or steers):
            return False
        if not self._more_below():
            return steers
        self._scroll(1 if key == selection.DOWN else self._page_step())
        return True

    def _scroll_to_cursor(self) -> None:
        """Scrolls so that the choice under the cursor is visible, with two more lines below it."""
        row, height = self._cursor_row(), self._body_height()
        self._top = max(min(self._top, row), row + 3 - height)

    def _cursor_row(self) -> int:
        """The line of the choice under the cursor, from 0."""
        lines = enumerate(self._lines(self._body_height()))
        return next((i for i, line in lines if any(style == "mark" for _text, style in line)), 0)

    def _cursor_below(self) -> bool:
        """Whether the choice under the cursor has not been scrolled to, so that Enter must not take it."""
        return self._cursor_row() >= self._top + self._body_height()


class TextScreen(FullScreen):
    """A question answered by typing text below the page."""

    def _between(self) -> list[AnyContainer]:
        self._buffer = Buffer(multiline=False, accept_handler=self._accept)
        control = BufferControl(self._buffer, input_processors=[WordWrap()])
        return [Window(control, wrap_lines=True, height=self._between_height)]

    def _between_height(self) -> int:
        """The lines of the typed text, at most half the window, and a blank line below."""
        size = self._output.get_size()
        cells = cell_len(typed_line(self._buffer.text, size.columns)[0])
        return min(1 + cells // size.columns, max(1, size.rows // 2)) + 1

    def _accept(self, buffer: Buffer) -> bool:
        self.entered_at = time.monotonic()
        self.application.exit(result=buffer.text)
        return True  # keeps the text in the buffer, which ends with the question
