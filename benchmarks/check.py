"""How long loading and checking scenario files takes, against PyYAML alone and against two slower checkers."""

import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.scenarios import write_folder
from benchmarks.table import Row
from benchmarks.timing import MOTDRILL, alternate, run, run_wall_seconds, script

PYYAML = """
import sys, yaml
from pathlib import Path
for path in sorted(Path(sys.argv[1]).glob("*.yaml")):
    with path.open(encoding="utf-8") as stream:
        yaml.load(stream, Loader=yaml.CSafeLoader)
"""
LOAD = """
import sys
from pathlib import Path
from motdrill.scenario.load import load
for path in sorted(Path(sys.argv[1]).glob("*.yaml")):
    load(path)
"""
ONE_CORE = """
import os, sys
if hasattr(os, "sched_setaffinity"):
    os.sched_setaffinity(0, list(os.sched_getaffinity(0))[:1])
os.execv(sys.executable, [sys.executable, "-m", "motdrill", *sys.argv[1:]])
"""
"""Runs motdrill on one core where the system lets a program choose."""


def measure(files: int = 1000, runs: int = 5) -> list[Row]:
    return [*compare_with_floor(files, runs), *compare_with_peers(max(1, files // 10), runs)]


def compare_with_floor(files: int, runs: int) -> list[Row]:
    """Compares processes that each read all files: by the processor's time, but for the one that uses all cores."""
    with tempfile.TemporaryDirectory() as folder:
        write_folder(Path(folder), files)
        commands = {
            "floor": script(PYYAML, folder),
            "load": script(LOAD, folder),
            "check": script(ONE_CORE, "check", folder),
            "all cores": (*MOTDRILL, "check", folder),
            "list": ("/usr/bin/env", f"MOTDRILL_LIBRARY={folder}", *MOTDRILL, "list"),
        }
        taken = alternate(run, commands, runs)
    seconds = {name: [each.cpu_s for each in values] for name, values in taken.items()}
    wall = {name: [each.wall_s for each in taken[name]] for name in ("all cores", "floor")}
    return [
        Row("load and validate", "s", seconds["load"], "PyYAML alone", seconds["floor"], max_ratio=0.7),
        Row("motdrill check, one core", "s", seconds["check"], "PyYAML alone", seconds["floor"], max_ratio=1.5),
        Row("motdrill check", "s", wall["all cores"], "PyYAML alone", wall["floor"], max_ratio=0.8),
        Row("motdrill list of these files", "s", seconds["list"], "PyYAML alone", seconds["floor"]),
    ]


def compare_with_peers(files: int, runs: int) -> list[Row]:
    """Compares `motdrill check` with check-jsonschema, which gets motdrill's schema, and with yamllint."""
    with tempfile.TemporaryDirectory() as folder:
        cases, schema = Path(folder) / "cases", Path(folder) / "schema.json"
        write_folder(cases, files)
        schema.write_bytes(subprocess.run([*MOTDRILL, "schema"], stdout=subprocess.PIPE, check=True).stdout)
        python, paths = (sys.executable, "-m"), sorted(map(str, cases.iterdir()))
        commands = {
            "motdrill": (*MOTDRILL, "check", str(cases)),
            "check-jsonschema": (*python, "check_jsonschema", "--schemafile", str(schema), *paths),
            "yamllint": (*python, "yamllint", "-d", "relaxed", str(cases)),
        }
        ours, *peers = alternate(run_wall_seconds, commands, runs).items()
    return [Row(f"motdrill check, {files} files", "s", ours[1], *peer, max_ratio=1 / 8) for peer in peers]
