"""How long the exact analysis takes and how much memory its process uses; no other program computes the same."""

import tempfile
from functools import partial
from pathlib import Path

from benchmarks.scenarios import long_scenario, to_yaml
from benchmarks.table import Row
from benchmarks.timing import MOTDRILL, alternate, cpu_seconds, run
from motdrill.author.analysis import analyse
from motdrill.author.findings import check
from motdrill.scenario.load import load


def measure(small: int = 50, large: int = 1000, runs: int = 3) -> list[Row]:
    (*_, short, _), (*_, long, memory) = measure_steps(small, runs), measure_steps(large, runs)
    return [
        short._replace(what=f"analysis of {small:,} steps", max_value=0.05),
        long._replace(what=f"analysis of {large:,} steps", max_value=2),
        memory._replace(what=f"motdrill analyse, {large:,} steps, memory", max_value=200),
    ]


def measure_steps(steps: int, runs: int) -> list[Row]:
    """Measures the processor time of loading, checking and analysing a scenario with this number of steps."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "long.yaml"
        path.write_text(to_yaml(long_scenario(steps)), encoding="utf-8")
        work = {"load": partial(load, path), "check": partial(check, path)}
        seconds = alternate(cpu_seconds, work | {"analyse": partial(analyse, load(path).scenario)}, runs)
        peak_mb = run((*MOTDRILL, "analyse", str(path))).peak_mb
    return [*(Row(name, "s", values) for name, values in seconds.items()), Row("memory", "MB", [peak_mb])]
