"""Styled lines to a terminal through Rich.

Separate from `layout` because Rich's console takes longer to import than everything a plain page needs.
"""

from collections.abc import Iterable, Mapping

from rich.console import Console
from rich.style import Style as RichStyle
from rich.text import Text

from motdrill.ui.blocks import Page, Style
from motdrill.ui.layout import MAX_WIDTH, StyledLine, page_lines

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
"""Colours that every terminal has, legible on light and dark; a colour never carries a meaning alone."""


def rich_text(lines: Iterable[StyledLine]) -> Text:
    """Converts lines to one Rich text, without interpreting markup in them."""
    result = Text(no_wrap=True, overflow="ignore", end="")
    for line in lines:
        for text, style in line:
            result.append(text, COLOURS[style])
        result.append("\n")
    return result


def print_lines(lines: Iterable[StyledLine]) -> None:
    """Prints lines on standard output."""
    Console(highlight=False).print(rich_text(lines), soft_wrap=True, end="")


def colour_system() -> str:
    """The colours Rich detects on standard output: none, standard, 256, truecolor or windows."""
    return Console().color_system or "none"


def print_page(console: Console, page: Page) -> None:
    """Prints a page on a console, at most `WIDEST` columns wide."""
    console.print(rich_text(page_lines(page, min(console.width, MAX_WIDTH))), soft_wrap=True)
