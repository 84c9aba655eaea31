"""Makes the library's table in README.md and README.zh.md from the scenarios: `make library`."""

from functools import cache
from pathlib import Path

from motdrill import library
from motdrill.author.analysis import analyse
from motdrill.drill.drill import longest_paths
from motdrill.messages import percent_text
from motdrill.scenario.load import load
from motdrill.scenario.model import Scenario
from motdrill.scenario.texts import text_in

ROOT = Path(__file__).parents[1]
READMES = {"en": ROOT / "README.md", "zh": ROOT / "README.zh.md"}
BEGIN, END = "<!-- library -->", "<!-- end of library -->"
HEADS = {
    "en": "| id | title | opening stars | level | minutes | steps | passed by guessing |",
    "zh": "| ID | 标题 | 开场星数 | 难度 | 分钟 | 步数 | 蒙过的概率 |",
}
BANDS = ("0", "1-2", "3-4", "5-6")
"""The opening anger as the range that calls for one depth: to read it exactly is the first step of many cases."""


def pages() -> dict[Path, str]:
    """Each README with the table as it should be."""
    return {path: page(path.read_text(encoding="utf-8"), lang) for lang, path in READMES.items()}


def page(text: str, lang: str) -> str:
    """A README's text with the table in its language."""
    before, rest = text.split(BEGIN)
    return f"{before}{BEGIN}\n{table(lang)}\n{END}{rest.split(END)[1]}"


def table(lang: str) -> str:
    """The table, in the order of the course."""
    rows = [row(each.path, lang) for each in library.entries_by_course() if not each.is_own]
    return "\n".join([HEADS[lang], "|---" * 7 + "|", *rows])


def row(path: Path, lang: str) -> str:
    """One scenario."""
    scenario, passing = analysed(path)
    cells = [f"`{path.stem}`", text_in(scenario.title, lang)]
    cells += [BANDS[(scenario.customer.anger + 1) // 2], str(scenario.level), str(scenario.minutes)]
    cells += [str(max(longest_paths(scenario).values())), passing if lang == "en" else passing.replace(" ", "")]
    return f"| {' | '.join(cells)} |"


@cache
def analysed(path: Path) -> tuple[Scenario, str]:
    """A scenario, and how likely a random player passes it."""
    scenario = load(path).scenario
    return scenario, percent_text(analyse(scenario).random.passing)


if __name__ == "__main__":
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8")
        print(path.name)
