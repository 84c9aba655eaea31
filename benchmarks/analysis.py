"""How long the exact analysis takes: bars are 50 steps in 50 ms, 1,000 steps in 2 s and 200 MB (the whole process).

Nothing else computes the same, so there is no peer. It is the processor's time that is measured: it waits for nothing.
"""

from __future__ import annotations

import sys
import time

from benchmarks.cases import growing
from benchmarks.table import Row, alone, itself_at_most
from benchmarks.timing import ROOT, run
from motdrill.author.analysis import analyse
from motdrill.scenario.model import Scenario

ALONE = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
from benchmarks.analysis import analyse, growing
analyse(growing(int(sys.argv[1])))
"""
"""The same in a process of its own, for the memory."""


def measure(small: int = 50, large: int = 1000, runs: int = 3) -> list[Row]:
    """A common size and the largest a file may have."""
    with_bars = ((small, itself_at_most(0.05, "s")), (large, itself_at_most(2, "s")))
    rows = []
    for steps, bar in with_bars:
        model = growing(steps)
        rows.append(Row(f"analysis of {steps:,} steps", "s", [seconds(model) for _run in range(runs)], bar=bar))
    peak_mb = run([sys.executable, "-c", ALONE, str(large)]).peak_mb
    return [*rows, Row(f"analysis of {large:,} steps, memory", "MB", [peak_mb], bar=itself_at_most(200, "MB"))]


def seconds(model: Scenario) -> float:
    """Seconds of one analysis."""
    begin = time.process_time()
    analyse(model)
    return time.process_time() - begin


if __name__ == "__main__":
    sys.exit(alone(measure))
