"""Measures processes and functions, all in the same environment."""

import compileall
import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple, TypeVar

ROOT = Path(__file__).parents[1]
MOTDRILL = (sys.executable, "-m", "motdrill")
ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHONDONT", "MOTDRILL_"))}
ENVIRONMENT |= {"TERM": "xterm-256color", "LANG": "C.UTF-8"}
"""The environment of every process: bytecode is cached, and the language is English."""
LAUNCHER = """
import os, sys, time
start = time.perf_counter()
no_output = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
_pid, status, usage = os.wait4(os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ, file_actions=no_output), 0)
wall_s, cpu_s = time.perf_counter() - start, usage.ru_utime + usage.ru_stime
print(wall_s, cpu_s, usage.ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10))
sys.exit(os.waitstatus_to_exitcode(status))
"""
"""Runs a command and prints what it took; small, because Linux counts a parent's memory in its child's peak."""

Side, Measured = TypeVar("Side"), TypeVar("Measured")


class Taken(NamedTuple):
    """What a command took: seconds by the clock, of the processor, and its peak memory in MB."""

    wall_s: float
    cpu_s: float
    peak_mb: float


def script(text: str, *arguments: str) -> tuple[str, ...]:
    """The command that runs a Python script."""
    return (sys.executable, "-c", text, *arguments)


def run(command: Sequence[str]) -> Taken:
    """Runs a command; returns what it took, or raises SystemExit if it fails."""
    process = subprocess.run(script(LAUNCHER, *command), stdout=subprocess.PIPE, env=ENVIRONMENT, cwd=ROOT)
    if process.returncode:
        raise SystemExit(f"{' '.join(command[:6])} ended with {process.returncode}")
    return Taken(*map(float, process.stdout.split()))


def run_wall_seconds(command: Sequence[str]) -> float:
    return run(command).wall_s


def run_cpu_seconds(command: Sequence[str]) -> float:
    return run(command).cpu_s


def wall_seconds(work: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> float:
    start = clock()
    work()
    return clock() - start


cpu_seconds = partial(wall_seconds, clock=time.process_time)


def alternate(measure: Callable[[Side], Measured], sides: Mapping[str, Side], runs: int) -> dict[str, list[Measured]]:
    """Measures all sides one after the other, `runs` times, every second time in reverse order."""
    results: dict[str, list[Measured]] = {name: [] for name in sides}
    for number in range(runs):
        for name in list(sides)[:: -1 if number % 2 else 1]:
            results[name].append(measure(sides[name]))
    return results


def compile_source() -> None:
    """Compiles motdrill once: where bytecode is switched off, every start would compile it again."""
    compileall.compile_dir(ROOT / "src", quiet=1)
