"""Makes the library's table in README.md from the scenarios: `make library`."""

from __future__ import annotations

from pathlib import Path

from motdrill import library
from motdrill.author.analysis import analyse
from motdrill.drill.drill import longest_paths
from motdrill.messages import percent_text
from motdrill.scenario.load import load
from motdrill.scenario.texts import text_in

BEGIN, END = "<!-- library -->", "<!-- end of library -->"
HEAD = "| id | title | opening stars | level | minutes | steps | passed by guessing |\n|---|---|---|---|---|---|---|"
BANDS = ("0", "1-2", "3-4", "5-6")
"""The opening anger as the range that calls for one depth: to read it exactly is the first step of many cases."""
README = Path(__file__).parents[1] / "README.md"


def table() -> str:
    """The table, in the order of the course."""
    rows = [row(each.path) for each in library.entries_by_course() if not each.is_own]
    return "\n".join([HEAD, *rows])


def row(path: Path) -> str:
    """One scenario."""
    scenario = load(path).scenario
    cells = [f"`{path.stem}`", f"{text_in(scenario.title, 'en')} · {text_in(scenario.title, 'zh')}"]
    cells += [BANDS[(scenario.customer.anger + 1) // 2], str(scenario.level), str(scenario.minutes)]
    cells += [str(max(longest_paths(scenario).values())), percent_text(analyse(scenario).random.passing)]
    return f"| {' | '.join(cells)} |"


def page() -> str:
    """README.md with the table as it should be."""
    before, rest = README.read_text(encoding="utf-8").split(BEGIN)
    return f"{before}{BEGIN}\n{table()}\n{END}{rest.split(END)[1]}"


if __name__ == "__main__":
    README.write_text(page(), encoding="utf-8")
    print(README.name)
