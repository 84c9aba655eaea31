"""How cost grows: with the steps of a scenario, the files of a folder, the answers in a journal, the phones in a room.

`make growth` prints a table, draws docs/pictures/growth.svg, and writes the table into docs/performance.md.
"""

from __future__ import annotations

import argparse
import asyncio
import math
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks import phones
from benchmarks.answers import write_journal
from benchmarks.cases import dumped, growing_data, write_cases
from benchmarks.journal import recording
from benchmarks.page import machine, put
from benchmarks.startup import first_prompt
from benchmarks.table import digits, shown
from benchmarks.timing import MOTDRILL, ROOT, compiled, run
from motdrill.author.analysis import analyse
from motdrill.author.findings import check
from motdrill.phones.access import new_token
from motdrill.scenario.load import load

PICTURE = ROOT / "docs" / "pictures" / "growth.svg"


class Panel(NamedTuple):
    """What grows with one thing.

    Attributes:
        title: What grows.
        along: What it grows with.
        sizes: How many of that, rising.
        curves: Seconds at each size, by what takes them.
    """

    title: str
    along: str
    sizes: tuple[int, ...]
    curves: dict[str, list[float]]


class Sizes(NamedTuple):
    """At which sizes is measured."""

    steps: tuple[int, ...] = (10, 30, 100, 300, 1000)
    files: tuple[int, ...] = (10, 100, 1000, 10_000)
    answers: tuple[int, ...] = (1000, 10_000, 100_000, 1_000_000)
    phones: tuple[int, ...] = (10, 50, 100, 200, 500)


def measure(sizes: Sizes, runs: int) -> list[Panel]:
    """All panels; every figure is the median of so many runs."""
    return [
        panel("A scenario", "steps", sizes.steps, lambda steps: of_steps(steps, runs)),
        panel("A folder", "files", sizes.files, lambda files: of_files(files, runs)),
        panel("A journal", "answers", sizes.answers, lambda answers: of_answers(answers, runs)),
        panel("A vote to its answer", "phones at once", sizes.phones, lambda count: of_phones(count, 2 * runs)),
    ]


def panel(title: str, along: str, sizes: tuple[int, ...], at: Callable[[int], dict[str, float]]) -> Panel:
    """One panel from what is measured at each size."""
    found = [at(size) for size in sizes]
    return Panel(title, along, sizes, {name: [each[name] for each in found] for name in found[0]})


def of_steps(steps: int, runs: int) -> dict[str, float]:
    """Reading, checking and analysing inside a process, and a drill up to its first page."""
    with tempfile.TemporaryDirectory() as name:
        path, journal = Path(name) / "growing.yaml", Path(name) / "journal.db"
        path.write_text(dumped(growing_data(steps)), encoding="utf-8")
        scenario, drill = load(path).scenario, (*MOTDRILL, "drill", str(path))
        return {
            "load": median_s(lambda: load(path), runs),
            "check": median_s(lambda: check(path), runs),
            "analyse": median_s(lambda: analyse(scenario), runs),
            "first page, with start-up": statistics.median(first_prompt(drill, "stop", journal) for _ in range(runs)),
        }


def of_files(files: int, runs: int) -> dict[str, float]:
    """Whole commands over a folder; the slow ones once."""
    with tempfile.TemporaryDirectory() as folder:
        write_cases(Path(folder), files)
        runs = runs if files <= 1000 else 1
        listing = [run((*MOTDRILL, "list"), MOTDRILL_LIBRARY=folder).elapsed_s for _ in range(runs)]
        checking = [run((*MOTDRILL, "check", folder), codes=(0, 1)).elapsed_s for _ in range(runs)]
    return {"motdrill list": statistics.median(listing), "motdrill check": statistics.median(checking)}


def of_answers(answers: int, runs: int) -> dict[str, float]:
    """Whole commands over a journal of 1,000 people, and one answer recorded in it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "journal.db"
        name = write_journal(path, answers)
        progress = (*MOTDRILL, "progress", "--by", name, "--json", "--journal", str(path))
        report = (*MOTDRILL, "report", "--json", "--journal", str(path))
        return {
            "motdrill report": statistics.median(run(report).elapsed_s for _ in range(runs)),
            "motdrill progress": statistics.median(run(progress).elapsed_s for _ in range(runs)),
            "one answer recorded": statistics.median(recording(path, 100 * runs).ours),
        }


def of_phones(count: int, rounds: int) -> dict[str, float]:
    """A vote to its answer, and the same of a bare app."""
    tokens = [new_token() for _ in range(count)]
    sides = [phones.started(serve, rounds, tokens) for serve in (phones.serve_class, phones.serve_bare)]
    asyncio.run(phones.compare(sides, rounds, tokens))
    ours, bare = (side.waits_s for side in sides)
    return {
        "95th percentile": statistics.median(map(phones.percentile_95, ours)),
        "median": statistics.median(map(phones.median, ours)),
        "median of a bare app": statistics.median(map(phones.median, bare)),
    }


def median_s(work: Callable[[], object], runs: int) -> float:
    """Seconds of the processor a piece of work takes, after a first time that does not count."""
    work()
    took = []
    for _run in range(runs):
        begin = time.process_time()
        work()
        took.append(time.process_time() - begin)
    return statistics.median(took)


# ---------------------------------------------------------------- shown


def power(panel: Panel, curve: Sequence[float]) -> float:
    """With which power cost grows between the two largest sizes: 1 is in proportion, 2 with the square."""
    return math.log(curve[-1] / curve[-2]) / math.log(panel.sizes[-1] / panel.sizes[-2])


def table(panel: Panel) -> list[tuple[str, ...]]:
    """A head, and a row for each curve."""
    head = (panel.along, *(f"{size:,}" for size in panel.sizes), "power")
    rows = [
        (name, *(shown(value, "s") for value in curve), digits(max(0.0, power(panel, curve))))
        for name, curve in panel.curves.items()
    ]
    return [head, *rows]


def markdown(panels: Iterable[Panel]) -> str:
    """The tables for a page."""
    parts = []
    for each in panels:
        head, *rows = table(each)
        rule = ("---", *("---:" for _cell in head[1:]))
        parts.append("\n".join(f"| {' | '.join(cells)} |" for cells in (head, rule, *rows)))
    return "\n\n".join(parts)


def main() -> int:
    """Measures, prints, draws and writes."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.growth", description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_args().runs
    compiled()
    panels = measure(Sizes(), runs)
    text = markdown(panels)
    print(text)
    put("growth", f"{machine()}\n\n{text}")
    from benchmarks.plot import draw

    draw(panels, PICTURE)
    return 0


if __name__ == "__main__":
    sys.exit(main())
