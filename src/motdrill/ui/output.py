"""Prints pages, messages and JSON on standard output: styled on a terminal, as plain lines elsewhere."""

import sys
from collections.abc import Iterable
from typing import Any

from motdrill.scenario.safe_text import sanitize, to_json
from motdrill.ui.blocks import Page
from motdrill.ui.layout import MAX_WIDTH, StyledLine, page_lines, plain_text
from motdrill.ui.terminal_size import terminal_size


def show_page(page: Page, plain: bool) -> None:
    """Prints a page; with `plain` as spoken text, without drawings, also on a terminal."""
    width = min(terminal_size().columns, MAX_WIDTH)
    show_lines(page_lines(page, width, spoken=plain), plain=plain)


def print_message(sentence: str, *, error: bool = False) -> None:
    """Prints a sentence without control characters, on standard error if it is no part of the result."""
    print(sanitize(sentence), file=sys.stderr if error else sys.stdout)


def show_json(document: Any) -> None:
    """Prints a document as indented JSON."""
    print(to_json(document, indent=2))


def show_lines(lines: Iterable[StyledLine], *, plain: bool = False) -> None:
    """Prints lines, in colour on a terminal unless `plain`."""
    if sys.stdout.isatty() and not plain:
        from motdrill.ui.colours import print_lines  # loads Rich, which piped output does not need

        print_lines(lines)
        return
    sys.stdout.write(plain_text(lines))
