"""A page as an HTML file, through Rich's own export."""

from __future__ import annotations

import re
from html import escape
from io import StringIO
from string import Template
from typing import Final

from rich.cells import cell_len
from rich.console import Console
from rich.terminal_theme import TerminalTheme

from motdrill.faces.layout import WIDEST, lay_out
from motdrill.faces.page import Page
from motdrill.faces.paint import rich_text

_THEME: Final = TerminalTheme(
    (255, 255, 255),
    (34, 34, 34),
    [(0, 0, 0), (178, 34, 34), (0, 110, 50), (150, 95, 0), (0, 70, 160), (120, 30, 120), (0, 90, 120), (90, 90, 90)],
)
"""Colours legible on white, and in print."""

_FORMAT: Final = Template("""<!DOCTYPE html>
<html lang="$lang">
<head>
<meta charset="UTF-8">
<meta name="viewport" content="width=device-width">
<title>$title</title>
<style>
{stylesheet}
body {{ color: {foreground}; background: {background}; margin: 2rem auto; max-width: 102ch; padding: 0 1rem;
  font: 15px/1.4 "DejaVu Sans Mono", Menlo, Consolas, "Noto Sans Mono CJK SC", monospace; }}
pre {{ font: inherit; margin: 0; overflow-x: auto; }}
.wide {{ display: inline-block; letter-spacing: calc(2ch - 1em); }}
</style>
</head>
<body>
<pre>{code}</pre>
</body>
</html>
""")
"""What Rich fills in stands in single braces."""

_WIDE: Final = re.compile(
    "[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6]+"
)


def as_html(page: Page, title: str, lang: str) -> str:
    """The page as an HTML document that needs nothing from outside.

    Args:
        page: The page.
        title: The document's title.
        lang: Its language.
    """
    console = Console(record=True, width=WIDEST, file=StringIO(), force_terminal=True, color_system="standard")
    console.print(rich_text(lay_out(page, WIDEST)), soft_wrap=True, end="")
    shown = escape(title).replace("{", "{{").replace("}", "}}")
    html = console.export_html(theme=_THEME, code_format=_FORMAT.substitute(lang=lang, title=shown))
    head, pre, body = html.partition("<pre>")
    return head + pre + _WIDE.sub(_squared, body)


def _squared(run: re.Match[str]) -> str:
    """Chinese in two columns a character, whatever the browser's fonts: Rich counts on it, and few fonts do it."""
    return f'<span class="wide" style="width:{cell_len(run.group())}ch">{run.group()}</span>'
