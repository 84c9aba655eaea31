"""Prints a page once: styled on a terminal, as plain lines elsewhere."""

from __future__ import annotations

import shutil
import sys

from motdrill.faces.layout import lay_out, plain_text
from motdrill.faces.page import Page

WIDEST = 100
"""Columns beyond which lines are too long to read."""


def show_page(page: Page, plain: bool) -> None:
    """Prints a page on standard output.

    Args:
        page: The page.
        plain: For the ear: no drawings, whatever standard output is.
    """
    if sys.stdout.isatty() and not plain:
        from rich.console import Console  # not needed where output is piped

        from motdrill.faces.paint import print_page

        print_page(Console(highlight=False), page)
        return
    width = min(shutil.get_terminal_size().columns, WIDEST)
    sys.stdout.write(plain_text(lay_out(page, width, spoken=plain)))
