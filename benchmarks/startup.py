"""How long motdrill takes to start, against the floor its libraries set.

- `--help` and `list` against a Typer application of one command: may take 1.15 of its time;
- the first prompt of a drill, in a pseudo-terminal, against a script that imports Typer, Rich and Questionary, loads
  the same YAML and asks: may take 1.2 of its time.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pexpect

from benchmarks.table import Bar, Row, alone, at_most
from benchmarks.timing import MOTDRILL, ROOT, environment, in_turn, run

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


def measure(runs: int = 15) -> list[Row]:
    """Each start against its floor."""
    with tempfile.TemporaryDirectory() as name:
        bare, asking, journal = (Path(name) / each for each in ("bare.py", "asking.py", "journal.db"))
        bare.write_text(BARE, encoding="utf-8")
        asking.write_text(ASKING, encoding="utf-8")
        floor, drill = (sys.executable, str(bare)), (*MOTDRILL, "drill", "network-outage")
        return [
            row(
                "motdrill --help", at_most(1.15), until_end((*MOTDRILL, "--help")), until_end((*floor, "--help")), runs
            ),
            row("motdrill list", at_most(1.15), until_end((*MOTDRILL, "list")), until_end(floor), runs),
            row(
                "the first prompt of a drill",
                at_most(1.2),
                lambda: first_prompt(drill, "stop", journal),
                lambda: first_prompt((sys.executable, str(asking)), "READY", journal),
                runs,
                "bare prompt and YAML",
            ),
        ]


def row(
    what: str,
    bar: Bar,
    ours: Callable[[], float],
    floor: Callable[[], float],
    runs: int,
    against: str = "bare Typer app",
) -> Row:
    """One start; the first runs only warm both sides up, and do not count where there are more."""
    skipped = int(runs > 1)
    found = in_turn({"ours": ours, "floor": floor}, runs + skipped)
    return Row(what, "s", found["ours"][skipped:], against, found["floor"][skipped:], bar)


def until_end(command: Sequence[str]) -> Callable[[], float]:
    """Takes seconds until a command has ended."""
    return lambda: run(command).elapsed_s


def first_prompt(command: Sequence[str], sign: str, journal: Path) -> float:
    """Seconds until a sign is on a pseudo-terminal."""
    env = environment(MOTDRILL_JOURNAL=str(journal))
    begin = time.perf_counter()
    child = pexpect.spawn(command[0], [*command[1:]], dimensions=(24, 80), encoding="utf-8", env=env, timeout=30)
    child.expect_exact(sign)
    elapsed_s = time.perf_counter() - begin
    child.close(force=True)
    return elapsed_s


if __name__ == "__main__":
    sys.exit(alone(measure))
