"""What every benchmark gives back, and the one table it is printed in."""

from __future__ import annotations

import argparse
import inspect
import math
import statistics
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from benchmarks.timing import compiled

HEAD = ("ratio", "middle half", "what", "motdrill", "against", "takes", "bar", "kept")
TO_THE_RIGHT = frozenset({"ratio", "motdrill", "takes"})


class Bar(NamedTuple):
    """What a row has to keep: a range for its ratio, or for motdrill's own figure."""

    told: str
    least: float
    most: float
    of_ratio: bool = True


def at_most(ratio: float) -> Bar:
    """Motdrill may take so many times as long, or as much."""
    return Bar(f"at most {ratio:.2f}", 0, ratio)


def times_as_fast(times: float) -> Bar:
    """Motdrill is at least so many times as fast."""
    return Bar(f"at most 1/{times:g}", 0, 1 / times)


def itself_at_most(most: float, unit: str) -> Bar:
    """Motdrill may take so much, whatever others take."""
    return Bar(f"at most {most:g} {unit}" if unit == "MB" else f"at most {shown(most, unit)}", 0, most, False)


ALL_OF_THEM = Bar("all", 1, 1)


class Row(NamedTuple):
    """One thing measured.

    Attributes:
        what: What it is.
        unit: Of both figures: s, MB, or what is counted.
        ours: Motdrill's figures, one a run.
        against: The floor or peer; empty where there is none.
        theirs: Its figures, one for each of ours.
        bar: What has to be kept; None where it is only looked at.
    """

    what: str
    unit: str
    ours: Sequence[float]
    against: str = ""
    theirs: Sequence[float] = ()
    bar: Bar | None = None

    @property
    def ratios(self) -> list[float]:
        """Motdrill's share of the other, pair by pair."""
        return [mine / other for mine, other in zip(self.ours, self.theirs, strict=True)] if self.against else []

    @property
    def ratio(self) -> float:
        """The median of the ratios; not a number where there is nothing to stand against."""
        return statistics.median(self.ratios) if self.against else math.nan

    @property
    def kept(self) -> bool:
        """Whether the bar is kept, if there is one."""
        if self.bar is None:
            return True
        found = self.ratio if self.bar.of_ratio else statistics.median(self.ours)
        return self.bar.least <= found <= self.bar.most

    def cells(self) -> tuple[str, ...]:
        """The row as text, in the order of the table's head."""
        ratio = spread = takes = ""
        if self.against:
            ratio, takes = share(self.ratio), shown(statistics.median(self.theirs), self.unit)
            spread = " to ".join(map(share, middle_half(self.ratios)))
        bar, kept = (self.bar.told, "yes" if self.kept else "NO") if self.bar else ("", "")
        return ratio, spread, self.what, shown(statistics.median(self.ours), self.unit), self.against, takes, bar, kept


def middle_half(values: Sequence[float]) -> tuple[float, float]:
    """From the first to the third quartile: how far the runs agree."""
    if len(values) == 1:
        return values[0], values[0]
    low, _median, high = statistics.quantiles(values, n=4, method="inclusive")
    return low, high


def share(ratio: float) -> str:
    """A ratio; where motdrill takes less than half, as one over so many times."""
    return f"1/{1 / ratio:.1f}" if ratio < 0.5 else f"{ratio:.2f}"


def shown(value: float, unit: str) -> str:
    """A figure with three digits and its unit."""
    if unit != "s":
        return f"{value:,.0f} {unit}"
    for factor, name in ((1, "s"), (1e3, "ms")):
        if value * factor >= 1:
            return f"{digits(value * factor)} {name}"
    return f"{digits(value * 1e6)} µs"


def digits(value: float) -> str:
    """A number from 0.01 on with two or three digits."""
    return f"{value:.2f}" if value < 10 else f"{value:.1f}" if value < 100 else f"{value:.0f}"


def lines(rows: Sequence[Row]) -> Iterator[str]:
    """The table for a terminal."""
    every = [HEAD, *(row.cells() for row in rows)]
    widths = [max(map(len, column)) for column in zip(*every, strict=True)]
    for cells in every:
        sized = zip(HEAD, cells, widths, strict=True)
        yield "  ".join(cell.rjust(w) if name in TO_THE_RIGHT else cell.ljust(w) for name, cell, w in sized).rstrip()


def markdown(rows: Sequence[Row]) -> str:
    """The table for a page."""
    rule = ["---:" if name in TO_THE_RIGHT else "---" for name in HEAD]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (HEAD, rule, *(row.cells() for row in rows)))


def told(rows: Sequence[Row]) -> int:
    """Prints the table; gives back the exit code: 1 where a bar is not kept."""
    print("\n".join(lines(rows)))
    return 0 if all(row.kept for row in rows) else 1


def alone(measure: Callable[..., list[Row]]) -> int:
    """Runs one benchmark from the command line; every argument of `measure` is an option."""
    parser = argparse.ArgumentParser(description=inspect.getdoc(inspect.getmodule(measure)))
    for name, parameter in inspect.signature(measure).parameters.items():
        parser.add_argument(f"--{name}", type=int, default=parameter.default, help=f"{parameter.default} if not given")
    options = vars(parser.parse_args())
    compiled()
    return told(measure(**options))
