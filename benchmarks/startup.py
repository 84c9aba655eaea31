"""How long motdrill takes to start, against the floor its libraries set.

Three pairs, measured in turn in one run:

- `--help` and `list` against a Typer application of one command: may take 1.15 of its time;
- the first prompt of a drill, in a pseudo-terminal, against a script that imports Typer, Rich and Questionary, loads
  the same YAML and asks: may take 1.2 of its time.

Compiled bytecode is made first; some environments switch it off, and then every start compiles anew.
"""

from __future__ import annotations

import argparse
import compileall
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pexpect

ROOT = Path(__file__).parents[1]
SCENARIO = ROOT / "scenarios" / "network-outage.yaml"

BARE = """
import typer
app = typer.Typer(add_completion=False)
@app.command()
def main(name: str = "x"):
    "Says a name."
    print(name)
app()
"""

ASKING = f"""
import typer, yaml, questionary
from rich.console import Console
app = typer.Typer(add_completion=False)
@app.command()
def main(name: str = "x"):
    "Loads a scenario and asks."
    with open({str(SCENARIO)!r}, encoding="utf-8") as stream:
        scenario = yaml.load(stream, Loader=yaml.CSafeLoader)
    Console().print(scenario["brief"]["en"], markup=False)
    questionary.select("READY", choices=["a", "b", "c", "d"]).unsafe_ask()
app()
"""


def whole_run(command: list[str]) -> float:
    """Seconds until a command has ended."""
    begin = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True, env=environment())
    return time.perf_counter() - begin


def first_prompt(command: list[str], sign: str) -> float:
    """Seconds until a sign is on a pseudo-terminal."""
    begin = time.perf_counter()
    child = pexpect.spawn(command[0], command[1:], dimensions=(24, 80), encoding="utf-8", env=environment(), timeout=30)
    child.expect_exact(sign)
    elapsed_s = time.perf_counter() - begin
    child.close(force=True)
    return elapsed_s


def environment() -> dict[str, str]:
    """The environment both sides run in: bytecode is used, and the language is English."""
    kept = {
        name: value for name, value in os.environ.items() if name not in ("PYTHONDONTWRITEBYTECODE", "MOTDRILL_LANG")
    }
    journal = str(Path(tempfile.gettempdir()) / f"motdrill-startup-{os.getpid()}.db")
    return {**kept, "TERM": "xterm-256color", "LANG": "C.UTF-8", "MOTDRILL_JOURNAL": journal}


def pairs(folder: Path) -> list[tuple[str, float, Callable[[], float], Callable[[], float]]]:
    """Each pair: its name, the bar for the ratio, motdrill's side, the floor's side."""
    bare, asking = folder / "bare.py", folder / "asking.py"
    bare.write_text(BARE, encoding="utf-8")
    asking.write_text(ASKING, encoding="utf-8")
    ours = [sys.executable, "-m", "motdrill"]
    return [
        (
            "--help",
            1.15,
            lambda: whole_run([*ours, "--help"]),
            lambda: whole_run([sys.executable, str(bare), "--help"]),
        ),
        ("list", 1.15, lambda: whole_run([*ours, "list"]), lambda: whole_run([sys.executable, str(bare)])),
        (
            "first prompt",
            1.2,
            lambda: first_prompt([*ours, "drill", "network-outage"], "stop"),
            lambda: first_prompt([sys.executable, str(asking)], "READY"),
        ),
    ]


def main() -> int:
    """Measures, prints the table, and tells by the exit code whether every ratio keeps its bar."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=15)
    runs = parser.parse_args().runs
    compileall.compile_dir(ROOT / "src", quiet=1)
    missed = 0
    print(f"{'':14}{'motdrill':>10}{'floor':>10}{'ratio':>8}{'bar':>7}")
    with tempfile.TemporaryDirectory() as folder:
        for name, bar, ours, floor in pairs(Path(folder)):
            ours(), floor()  # warm
            measured = [(ours(), floor()) for _run in range(runs)]
            ratio = statistics.median(mine / other for mine, other in measured)
            mine, other = (statistics.median(side) * 1000 for side in zip(*measured, strict=True))
            missed += ratio > bar
            print(f"{name:14}{mine:7.0f} ms{other:7.0f} ms{ratio:8.2f}{bar:7.2f}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
