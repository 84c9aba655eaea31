"""The rows that all benchmarks return, and the tables in the terminal and in docs/performance.md."""

import math
import os
import platform
import re
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from statistics import median, quantiles
from typing import NamedTuple

from benchmarks.timing import ROOT

PACKAGES = "typer rich questionary prompt_toolkit pyyaml pydantic starlette uvicorn check-jsonschema yamllint".split()
HEAD, ALIGNMENT = ("ratio", "middle half", "what", "motdrill", "against", "takes", "bar", "within"), "><<><><<"


class Row(NamedTuple):
    """A measurement: the values of all runs, motdrill's and, in the same order, those of a floor or peer.

    Values are in `unit`: s, MB, or what is counted. The bar is for the ratio or for motdrill's own value.
    """

    what: str
    unit: str
    ours: Sequence[float]
    against: str = ""
    theirs: Sequence[float] = ()
    max_ratio: float = math.inf
    max_value: float = math.inf

    @property
    def ratios(self) -> list[float]:
        """Motdrill's value over the other's, for each run."""
        return [mine / other for mine, other in zip(self.ours, self.theirs, strict=True)] if self.against else []

    @property
    def is_within_bar(self) -> bool:
        """Whether the median is within the bar, if there is one."""
        return median(self.ratios or [0]) <= self.max_ratio and median(self.ours) <= self.max_value

    def cells(self) -> tuple[str, ...]:
        """The row as text, in the order of `HEAD`."""
        ratio = middle_half = takes = bar = within = ""
        if self.against:
            low, middle, high = quantiles(self.ratios, n=4, method="inclusive") if self.ours[1:] else self.ratios * 3
            ratio, middle_half = ratio_text(middle), f"{ratio_text(low)} to {ratio_text(high)}"
            takes = value_text(median(self.theirs), self.unit)
        if self.max_ratio < math.inf:
            bar = f"at most {ratio_text(self.max_ratio)}"
        elif self.max_value < math.inf:
            bar = f"at most {value_text(self.max_value, self.unit)}"
        if bar:
            within = "yes" if self.is_within_bar else "NO"
        return ratio, middle_half, self.what, value_text(median(self.ours), self.unit), self.against, takes, bar, within


def ratio_text(ratio: float) -> str:
    """A ratio; below a half as one over a number."""
    return f"1/{1 / ratio:.1f}" if ratio < 0.5 else f"{ratio:.2f}"


def value_text(value: float, unit: str) -> str:
    """A value with its unit, seconds with three digits."""
    if unit != "s":
        return f"{value:,.0f} {unit}"
    factor, prefix = (1, "") if value >= 1 else (1e3, "m") if value >= 1e-3 else (1e6, "µ")
    return f"{value * factor:#.3g}".rstrip(".") + f" {prefix}s"


def table(rows: Sequence[Sequence[str]], alignment: str) -> str:
    """A Markdown table, in columns that line up in a terminal; `alignment` has `<` or `>` for each column."""
    widths = [max(4, *map(len, column)) for column in zip(*rows, strict=True)]
    rule = [f"{'-' * (width - 1)}{':' if side == '>' else '-'}" for width, side in zip(widths, alignment, strict=True)]
    return "\n".join(
        f"| {' | '.join(f'{cell:{side}{width}}' for cell, side, width in zip(cells, alignment, widths, strict=True))} |"
        for cells in (rows[0], rule, *rows[1:])
    )


def write_section(name: str, text: str, page: Path = ROOT / "docs" / "performance.md") -> None:
    """Replaces what is between the markers of `name` on the page."""
    section = f"(?s)(?<=<!-- {name}: written by make {name} -->\n).*(?=\n<!-- end of {name} -->)"
    content = re.sub(section, lambda _match: f"\n{machine()}\n\n{text}\n", page.read_text("utf-8"))
    page.write_text(content, encoding="utf-8")


def machine() -> str:
    """The processor, Python and the packages that were measured."""
    cpuinfo = Path("/proc/cpuinfo")
    name = re.search(r"model name\s*: (.*)", cpuinfo.read_text("utf-8")) if cpuinfo.exists() else None
    versions = ", ".join(f"{package} {version(package)}" for package in PACKAGES)
    system = f"{name[1] if name else platform.machine()}, {os.cpu_count()} cores; {platform.system()}"
    return f"{system}, {platform.python_implementation()} {platform.python_version()}.\n{versions}."
