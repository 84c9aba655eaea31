"""Styled lines to a terminal through Rich.

Apart from `layout`, since Rich's console takes longer to import than all a plain page needs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rich.console import Console
from rich.style import Style as RichStyle
from rich.text import Text

from motdrill.faces.layout import WIDEST, Line, lay_out
from motdrill.faces.page import Page, Style

COLOURS: Mapping[Style, RichStyle] = {
    "": RichStyle(),
    "strong": RichStyle(bold=True),
    "quiet": RichStyle(dim=True),
    "title": RichStyle(bold=True, color="cyan"),
    "good": RichStyle(color="green"),
    "fair": RichStyle(color="yellow"),
    "bad": RichStyle(color="red"),
    "words": RichStyle(),
    "mark": RichStyle(reverse=True, bold=True),
    "paper": RichStyle(color="black", bgcolor="bright_white"),
}
"""Colours every terminal has, legible on light and dark; none of them is the only sign of anything."""


def rich_text(lines: Iterable[Line]) -> Text:
    """Lines as one Rich text; what they say is never read as markup."""
    text = Text(no_wrap=True, overflow="ignore", end="")
    for line in lines:
        for words, style in line:
            text.append(words, COLOURS[style])
        text.append("\n")
    return text


def print_lines(lines: Iterable[Line]) -> None:
    """Prints lines on standard output."""
    Console(highlight=False).print(rich_text(lines), soft_wrap=True, end="")


def colour_system() -> str:
    """How many colours Rich finds on standard output: none, standard, 256, truecolor or windows."""
    return Console().color_system or "none"


def print_page(console: Console, page: Page) -> None:
    """Prints a page in the flow of a terminal."""
    console.print(rich_text(lay_out(page, min(console.width, WIDEST))), soft_wrap=True)
