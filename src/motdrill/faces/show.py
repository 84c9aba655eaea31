"""Prints a page once: styled on a terminal, as plain lines elsewhere."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterable
from typing import Any

from motdrill.faces.layout import WIDEST, Line, lay_out, plain_text
from motdrill.faces.page import Page
from motdrill.scenario.characters import as_json, neutral


def show_page(page: Page, plain: bool) -> None:
    """Prints a page on standard output.

    Args:
        page: The page.
        plain: For the ear: no drawings, whatever standard output is.
    """
    width = min(shutil.get_terminal_size().columns, WIDEST)
    show_lines(lay_out(page, width, spoken=plain), plain=plain)


def tell(sentence: str, *, error: bool = False) -> None:
    """Tells something on standard output or standard error; what it names draws nothing.

    Args:
        sentence: The sentence.
        error: Whether it is no part of the result.
    """
    print(neutral(sentence), file=sys.stderr if error else sys.stdout)


def show_json(document: Any) -> None:
    """Prints a document on standard output."""
    print(as_json(document, indent=2))


def show_lines(lines: Iterable[Line], *, plain: bool = False) -> None:
    """Prints lines on standard output, in colour where it is a terminal."""
    if sys.stdout.isatty() and not plain:
        from motdrill.faces.paint import print_lines  # loads Rich, which is not needed where output is piped

        print_lines(lines)
        return
    sys.stdout.write(plain_text(lines))
