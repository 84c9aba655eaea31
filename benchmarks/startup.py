"""How long motdrill takes to start, against scripts that only load the same libraries and do the least with them."""

import tempfile
import time

import pexpect

from benchmarks.table import Row
from benchmarks.timing import ENVIRONMENT, MOTDRILL, ROOT, alternate, run_cpu_seconds, script

BARE_APP = """
import typer
app = typer.Typer(add_completion=False)
@app.command()
def main(name: str = "x"):
    print(name)
app()
"""
BARE_PROMPT = f"""
import typer, yaml, questionary
from rich.console import Console
app = typer.Typer(add_completion=False)
@app.command()
def main(name: str = "x"):
    with open({str(ROOT / "scenarios" / "network-outage.yaml")!r}, encoding="utf-8") as stream:
        scenario = yaml.load(stream, Loader=yaml.CSafeLoader)
    Console().print(scenario["brief"]["en"], markup=False)
    questionary.select("READY", choices=["a", "b", "c", "d"]).unsafe_ask()
app()
"""


def measure(runs: int = 15) -> list[Row]:
    commands = {
        "help": (*MOTDRILL, "--help"),
        "bare help": script(BARE_APP, "--help"),
        "list": (*MOTDRILL, "list"),
        "bare": script(BARE_APP),
    }
    starts, floor = alternate(run_cpu_seconds, commands, runs), "bare Typer app"
    with tempfile.TemporaryDirectory() as folder:
        drill = (*MOTDRILL, "drill", "network-outage", "--journal", f"{folder}/journal.db")
        prompts = alternate(prompt_seconds, {"drill": (drill, "stop"), "bare": (script(BARE_PROMPT), "READY")}, runs)
    return [
        Row("motdrill --help", "s", starts["help"], floor, starts["bare help"], max_ratio=1.15),
        Row("motdrill list", "s", starts["list"], floor, starts["bare"], max_ratio=1.15),
        Row("first prompt of a drill", "s", prompts["drill"], "bare prompt and YAML", prompts["bare"], max_ratio=1.2),
    ]


def prompt_seconds(side: tuple[tuple[str, ...], str]) -> float:
    """The time until a command shows a text in a pseudo-terminal."""
    (program, *arguments), text = side
    start = time.perf_counter()
    child = pexpect.spawn(program, arguments, dimensions=(24, 80), encoding="utf-8", env=ENVIRONMENT, timeout=30)
    child.expect_exact(text)
    seconds = time.perf_counter() - start
    child.close(force=True)
    return seconds
