"""The picture of growth: a panel for each thing that grows, both axes logarithmic.

The same figures make the same file: no date, no random ids. Letters stay letters, so that the file is small and can be
searched. The ground is painted, because a page may be light or dark.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import matplotlib as mpl
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, LogLocator, NullFormatter

if TYPE_CHECKING:
    from benchmarks.growth import Panel

GROUND, INK, FAINT = "#fbfaf7", "#22262b", "#c9cdd2"
COLOURS = ("#b3261e", "#1f5fa8", "#2e7d32", "#6b3fa0")
MARKS = ("o", "s", "^", "D")
LOOKS: dict[str, Any] = {
    "svg.hashsalt": "motdrill",
    "svg.fonttype": "none",
    "font.family": "sans-serif",
    "font.size": 9,
    "text.color": INK,
    "axes.edgecolor": INK,
    "axes.labelcolor": INK,
    "axes.facecolor": GROUND,
    "figure.facecolor": GROUND,
    "xtick.color": INK,
    "ytick.color": INK,
}


def draw(panels: Iterable[Panel], path: Path) -> None:
    """Draws the panels, two in a row."""
    panels = list(panels)
    with mpl.rc_context(LOOKS):
        figure = Figure(figsize=(9.2, 3.7 * -(-len(panels) // 2)), layout="constrained")
        for place, panel in enumerate(panels, 1):
            plot(figure.add_subplot(-(-len(panels) // 2), 2, place), panel)
        figure.savefig(path, format="svg", metadata={"Date": None, "Creator": "motdrill"})
    text = path.read_text(encoding="utf-8")
    path.write_text("\n".join(line.rstrip() for line in text.splitlines()) + "\n", encoding="utf-8")


def plot(axes: Any, panel: Panel) -> None:
    """One panel: its curves, each named at its last point, and a line that grows in proportion to compare with."""
    axes.set_xscale("log")
    axes.set_yscale("log")
    low, high = limits(panel)
    middle = (low * high) ** 0.5
    reach = panel.sizes[-1] / panel.sizes[0]
    guide = [middle / reach**0.5, middle * reach**0.5]
    axes.plot([panel.sizes[0], panel.sizes[-1]], guide, color=FAINT, linewidth=1, linestyle=(0, (4, 3)), zorder=1)
    for (name, curve), colour, mark in zip(panel.curves.items(), COLOURS, MARKS, strict=False):
        axes.plot(panel.sizes, curve, color=colour, marker=mark, markersize=4, linewidth=1.5, label=name)
    axes.set_ylim(low, high)
    axes.set_title(f"{panel.title}: {panel.along}", loc="left", fontsize=10, fontweight="bold")
    name_curves(axes, panel, low, high)
    ticks(axes, panel)


def limits(panel: Panel) -> tuple[float, float]:
    """The time axis: the curves with some air."""
    values = [value for curve in panel.curves.values() for value in curve]
    return min(values) / 2, max(values) * 2


def name_curves(axes: Any, panel: Panel, low: float, high: float) -> None:
    """Writes each name to the right of its last point, moved apart where they would touch."""
    gap = (high / low) ** 0.075
    last = sorted((curve[-1], name, i) for i, (name, curve) in enumerate(panel.curves.items()))
    heights = [value for value, _name, _i in last]
    for _pass in last:
        for i, (lower, upper) in enumerate(pairwise(heights)):
            if upper < lower * gap:
                middle = (lower * upper) ** 0.5
                heights[i : i + 2] = middle / gap**0.5, middle * gap**0.5
    for height, (_value, name, i) in zip(heights, last, strict=True):
        axes.annotate(
            name.replace(", ", ",\n"),
            (1.02, height),
            xycoords=("axes fraction", "data"),
            color=COLOURS[i],
            va="center",
            linespacing=0.95,
            annotation_clip=False,
        )


def ticks(axes: Any, panel: Panel) -> None:
    """Whole numbers along, times with their units up, lines at the powers of ten."""
    axes.set_xticks(panel.sizes, [f"{size:,}" for size in panel.sizes])
    axes.xaxis.set_minor_formatter(NullFormatter())
    axes.xaxis.set_minor_locator(LogLocator(subs=[]))
    axes.yaxis.set_major_locator(LogLocator(numticks=12))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _place: duration(value)))
    axes.yaxis.set_minor_formatter(NullFormatter())
    axes.grid(color=FAINT, linewidth=0.5)
    axes.spines[["top", "right"]].set_visible(False)


def duration(value: float) -> str:
    """A power of ten in seconds, with its unit."""
    for factor, unit in ((1, "s"), (1e3, "ms"), (1e6, "µs")):
        if value * factor >= 0.999:
            return f"{value * factor:,.0f} {unit}"
    return f"{value * 1e9:,.0f} ns"
