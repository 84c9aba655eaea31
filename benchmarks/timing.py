"""Running both sides in turn, each in the same environment."""

from __future__ import annotations

import compileall
import importlib.util
import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, TypeVar

ROOT = Path(__file__).parents[1]
MOTDRILL = (sys.executable, "-m", "motdrill")

LAUNCH = """
import os, sys, time
begin = time.perf_counter()
quiet = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
_pid, status, usage = os.wait4(os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ, file_actions=quiet), 0)
print(time.perf_counter() - begin, usage.ru_maxrss // (1024 if sys.platform == "darwin" else 1))
sys.exit(os.waitstatus_to_exitcode(status))
"""
"""Starts a command and tells its seconds and KB. Linux counts what a parent held to its child, so this one is small."""

Measured = TypeVar("Measured")


class Ran(NamedTuple):
    """One process: how long it took, and the most memory it held."""

    elapsed_s: float
    peak_mb: float


def run(command: Sequence[str], *, codes: Sequence[int] = (0,), **more: str) -> Ran:
    """Runs a command to its end.

    Args:
        command: The program and its words.
        codes: Exit codes that are no failure.
        more: Variables for its environment.
    """
    done = subprocess.run([sys.executable, "-c", LAUNCH, *command], stdout=subprocess.PIPE, env=environment(**more))
    if done.returncode not in codes:
        raise SystemExit(f"{' '.join(command[:6])} ended with {done.returncode}")
    elapsed_s, peak_kb = done.stdout.split()
    return Ran(float(elapsed_s), int(peak_kb) / 1024)


def environment(**more: str) -> dict[str, str]:
    """The environment all sides run in: bytecode is used, and the language is English."""
    kept = {n: v for n, v in os.environ.items() if n not in ("PYTHONDONTWRITEBYTECODE", "MOTDRILL_LANG")}
    return {**kept, "TERM": "xterm-256color", "LANG": "C.UTF-8", **more}


def compiled() -> None:
    """Compiles the source; some environments switch bytecode off, and then every start would compile anew."""
    compileall.compile_dir(ROOT / "src", quiet=1)


def needed(*modules: str) -> None:
    """Ends with a word about what is not installed: a peer that cannot start would seem to be fast."""
    if missing := [module for module in modules if importlib.util.find_spec(module) is None]:
        raise SystemExit(f"Not installed: {', '.join(missing)}.")


def in_turn(sides: Mapping[str, Callable[[], Measured]], runs: int) -> dict[str, list[Measured]]:
    """Runs all sides one after the other, as often as asked, every second time in the other order."""
    found: dict[str, list[Measured]] = {name: [] for name in sides}
    for number in range(runs):
        for name in list(sides)[:: -1 if number % 2 else 1]:
            found[name].append(sides[name]())
    return found
