"""Measures how cost grows: runs the benchmarks at several sizes.

Prints tables, writes them into docs/performance.md, and draws docs/pictures/growth.svg.
"""

import argparse
import math
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from typing import TypeAlias

from benchmarks import analysis, check, journal, phones
from benchmarks.table import Row, table, value_text, write_section
from benchmarks.timing import ROOT, compile_source

Curves: TypeAlias = dict[str, list[float]]
KINDS: dict[str, tuple[Callable[[int, int], list[Row]], tuple[int, ...]]] = {
    "steps": (analysis.measure_steps, (10, 30, 100, 300, 1000)),
    "files": (check.compare_with_floor, (10, 100, 1000, 10_000)),
    "answers": (journal.measure, (1000, 10_000, 100_000, 1_000_000)),
    "phones at once": (phones.measure, (10, 50, 100, 200, 500)),
}


def measure_curves(measure: Callable[[int, int], list[Row]], sizes: Sequence[int], runs: int) -> Curves:
    """The seconds at each size, by what takes them: first motdrill's, then those of floors."""
    ours, floors = {}, {}
    for rows in zip(*(measure(size, runs) for size in sizes), strict=True):
        if rows[0].unit == "s":
            ours[rows[0].what] = [median(row.ours) for row in rows]
            if rows[0].against:
                floors[rows[0].against] = [median(row.theirs) for row in rows]
    return ours | floors


def growth_table(unit: str, sizes: Sequence[int], curves: Curves) -> str:
    """The seconds at each size, and the power with which they grow between the two largest: 1 in proportion."""
    rows = [(unit, *(f"{size:,}" for size in sizes), "power")]
    for name, curve in curves.items():
        power = math.log(curve[-1] / curve[-2]) / math.log(sizes[-1] / sizes[-2])
        rows.append((name, *(value_text(seconds, "s") for seconds in curve), f"{max(power, 0):.2f}"))
    return table(rows, "<".ljust(len(rows[0]), ">"))


def draw(panels: Sequence[tuple[str, Sequence[int], Curves]], path: Path) -> None:
    """Draws a panel for each unit; the same values always make the same file."""
    import matplotlib as mpl  # only here is it worth the half second that it takes
    from matplotlib.figure import Figure

    with mpl.rc_context({"svg.hashsalt": "motdrill", "svg.fonttype": "none", "font.size": 9}):
        figure = Figure(figsize=(10, 4.5 * math.ceil(len(panels) / 2)), layout="constrained")
        for number, (unit, sizes, curves) in enumerate(panels, 1):
            axes = figure.add_subplot(math.ceil(len(panels) / 2), 2, number, title=unit, ylabel="seconds")
            for name, curve in curves.items():
                axes.loglog(sizes, curve, marker=".", label=name)
            axes.set_xticks(sizes, [f"{size:,}" for size in sizes], minor=False)
            axes.minorticks_off()
            axes.grid(alpha=0.4)
            axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.08), ncols=2, frameon=False)
        figure.savefig(path, format="svg", metadata={"Date": None, "Creator": "motdrill"})
    path.write_text("".join(f"{line.rstrip()}\n" for line in path.read_text("utf-8").splitlines()), encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.growth", description=__doc__)
    parser.add_argument("--runs", type=int, default=3)
    runs = parser.parse_args().runs
    compile_source()
    panels = [(unit, sizes, measure_curves(measure, sizes, runs)) for unit, (measure, sizes) in KINDS.items()]
    text = "\n\n".join(growth_table(*panel) for panel in panels)
    print(text)
    write_section("growth", text)
    draw(panels, ROOT / "docs" / "pictures" / "growth.svg")


if __name__ == "__main__":
    main()
