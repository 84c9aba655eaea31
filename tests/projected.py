"""The screen of a program in a pseudo-terminal, as a picture."""

from __future__ import annotations

import re
import sys
from itertools import groupby
from pathlib import Path

from rich.style import Style
from rich.text import Text

from terminal import Terminal

PICTURES = Path(__file__).parents[1] / "docs" / "pictures"


def save(shown: Terminal, path: Path) -> None:
    """Keeps a screen as it is, with its colours, as an SVG."""
    sys.path.insert(0, str(PICTURES))
    from make import draw

    draw(Text("\n").join(map(_line, shown.cells())), path)


def _line(cells: list[tuple[str, str, str, bool]]) -> Text:
    text = Text()
    for (fore, back, bold), run in groupby(cells, key=lambda cell: cell[1:]):
        text.append(
            "".join(data for data, *_style in run), Style(color=_colour(fore), bgcolor=_colour(back), bold=bold)
        )
    return text


def _colour(name: str) -> str:
    """Rich's name for a colour of pyte's."""
    if re.fullmatch("[0-9a-f]{6}", name):
        return f"#{name}"
    return name.replace("brown", "yellow").replace("bright", "bright_")
