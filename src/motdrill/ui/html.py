"""A page as an HTML document, through Rich's export."""

import re
from html import escape
from io import StringIO
from string import Template
from typing import Final

from rich.console import Console
from rich.terminal_theme import TerminalTheme

from motdrill.scenario.display_width import WIDE_RUN, display_width
from motdrill.ui.blocks import Page
from motdrill.ui.colours import rich_text
from motdrill.ui.layout import MAX_WIDTH, page_lines

_THEME: Final = TerminalTheme(
    (255, 255, 255),
    (34, 34, 34),
    [(0, 0, 0), (178, 34, 34), (0, 110, 50), (150, 95, 0), (0, 70, 160), (120, 30, 120), (0, 90, 120), (90, 90, 90)],
)
"""Colours legible on white and in print."""

_FORMAT: Final = Template("""<!DOCTYPE html>
<html lang="$lang">
<head>
<meta charset="UTF-8">
<meta name="generator" content="motdrill">
<meta name="viewport" content="width=device-width">
<title>$title</title>
<style>
body { color: #222; background: #fff; margin: 2rem auto; max-width: 102ch; padding: 0 1rem;
  font: 15px/1.4 "DejaVu Sans Mono", Menlo, Consolas, "Noto Sans Mono CJK SC", monospace; }
pre { font: inherit; margin: 0 0 2em; overflow-x: auto; }
.wide { display: inline-block; letter-spacing: calc(2ch - 1em); }
@page { margin: 14mm; }
@media print {
  body { margin: 0; padding: 0; max-width: none; font-size: 8pt; }
  pre { break-inside: avoid; overflow: visible; }
}
</style>
</head>
<body>
$pages
</body>
</html>
""")


def page_html(*pages: Page, title: str, lang: str) -> str:
    """Renders pages as one self-contained HTML document in language `lang`; each stays whole on paper if it can."""
    shown = "\n".join(f"<pre>{_fragment(page)}</pre>" for page in pages)
    return _FORMAT.substitute(lang=lang, title=escape(title), pages=shown)


def _fragment(page: Page) -> str:
    console = Console(record=True, width=MAX_WIDTH, file=StringIO(), force_terminal=True, color_system="standard")
    console.print(rich_text(page_lines(page, MAX_WIDTH)), soft_wrap=True, end="")
    return WIDE_RUN.sub(_fixed_width, console.export_html(theme=_THEME, code_format="{code}", inline_styles=True))


def _fixed_width(run: re.Match[str]) -> str:
    """Makes each wide character exactly two columns, as Rich's layout assumes; in few browser fonts it is."""
    return f'<span class="wide" style="width:{display_width(run.group())}ch">{run.group()}</span>'
