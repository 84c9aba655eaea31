"""Makes the documents' pictures from real output: `make pictures`.

A drill is played by the program's own code with fixed answers; its pages are drawn by the same layout and colours as on
a terminal, and exported by Rich as SVG. A page that changes changes its picture.
"""

from __future__ import annotations

import html
import re
from io import StringIO
from pathlib import Path

from rich.cells import cell_len
from rich.console import Console
from rich.terminal_theme import MONOKAI
from rich.text import Text

from motdrill import messages
from motdrill.author.analysis import analyse
from motdrill.drill.drill import Drill
from motdrill.drill.scorecard import Scorecard
from motdrill.scenario.load import load
from motdrill.scenario.model import AngerStep, ReplyStep
from motdrill.ui.blocks import Page
from motdrill.ui.colours import rich_text
from motdrill.ui.layout import fit_page, page_lines
from motdrill.ui.pages.analysis import analysis_page
from motdrill.ui.pages.feedback import feedback_page
from motdrill.ui.pages.scorecard import scorecard_page
from motdrill.ui.pages.step import step_page
from motdrill.ui.view import DrillView

ROOT = Path(__file__).parents[2]
SIZE = (80, 24)
SEED = 3
HERE = Path(__file__).parent
ANALYSIS_LINES = 24
"""Of the analysis: as far as the endings; what each answer costs follows below."""
CHAR_WIDTH = 12.2
"""Of Rich's SVG: a font of 20 with an aspect of 0.61."""


def main() -> None:
    """Writes a step, the answer to it, a scorecard, and the author's analysis, in each language."""
    for lang in messages.LANGUAGES:
        messages.set_language(lang)
        stage = DrillView(
            Drill(load(ROOT / "scenarios" / "network-outage.yaml").scenario, "network-outage", SEED), lang
        )
        stage = until_replies(stage)
        write(f"step-{lang}", step_page(stage))
        stage = answered(stage, points=1)
        write(f"feedback-{lang}", feedback_page(stage, stage.drill.turns[-1]))
        while stage.drill.step is not None:
            stage = answered(stage, points=3 if len(stage.drill.turns) % 4 else 2)
        write(f"scorecard-{lang}", scorecard_page(stage, Scorecard(stage.drill), 8), height=40)
        found = analysis_page("network-outage", analyse(stage.drill.scenario))
        draw(rich_text(page_lines(found, SIZE[0], spoken=False)[:ANALYSIS_LINES]), HERE / f"analyse-{lang}.svg")


def until_replies(stage: DrillView) -> DrillView:
    """The stage at its first step of replies after the anger was read."""
    read = False
    while not (isinstance(stage.drill.step, ReplyStep) and read):
        read = read or isinstance(stage.drill.step, AngerStep)
        stage = answered(stage, points=3)
    return stage


def answered(stage: DrillView, points: int) -> DrillView:
    """The stage after an answer worth so many points, or the nearest there is below, else above."""
    drill = stage.drill
    step_id = drill.state.step or ""
    step = drill.step
    if isinstance(step, ReplyStep):
        options = [drill.answer(reply_id) for reply_id in drill.choice_order(step_id)]
    elif isinstance(step, AngerStep):
        options = [drill.answer(drill.state.anger)]
    else:
        order = drill.choice_order(step_id)
        options = [drill.answer((*order[i:], *order[:i])) for i in range(len(order))]
    best = min(options, key=lambda each: (abs(each.turns[-1].points - points), each.turns[-1].points > points))
    return stage.with_answers(best.answers)


def write(name: str, page: Page, height: int = SIZE[1]) -> None:
    """Draws one page."""
    draw(rich_text(fit_page(page, SIZE[0], height)), HERE / f"{name}.svg")


def draw(text: Text, path: Path) -> None:
    """Writes text as an SVG that loads nothing from outside."""
    console = Console(record=True, width=SIZE[0], file=StringIO(), force_terminal=True, color_system="truecolor")
    console.print(text, soft_wrap=True, end="")
    svg = console.export_svg(title="motdrill", theme=MONOKAI, unique_id=f"motdrill-{path.stem}")
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)
    svg = svg.replace("font-family: Fira Code, monospace", "font-family: monospace")
    svg = re.sub(r'textLength="[\d.]+"([^>]*)>([^<]*)<', widened, svg)
    path.write_text(svg, encoding="utf-8")
    print(path.name)


def widened(found: re.Match[str]) -> str:
    """A piece of text with the length its columns take: Rich counts a wide character as one column here."""
    length = cell_len(html.unescape(found.group(2))) * CHAR_WIDTH
    return f'textLength="{length:.1f}"{found.group(1)}>{found.group(2)}<'


if __name__ == "__main__":
    main()
