"""How long checking takes, against its peers, over many generated scenario files.

Each side is one process over all files: PyYAML's CSafeLoader alone (the floor), motdrill loading and validating,
motdrill checking with all findings; and on a tenth of the files (they are slow) check-jsonschema with the exported
schema, and yamllint. Bars: loading 0.7 of the floor, checking 1.5, and checking 8 times as fast as its peers.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from benchmarks.cases import write_cases
from benchmarks.table import Row, alone, at_most, times_as_fast
from benchmarks.timing import MOTDRILL, in_turn, needed, run

PEERS_SHARE = 10
FLOOR = """
import sys, yaml
from pathlib import Path
for path in sorted(Path(sys.argv[1]).glob("*.yaml")):
    with path.open(encoding="utf-8") as stream:
        yaml.load(stream, Loader=yaml.CSafeLoader)
"""
LOADING = """
import sys
from pathlib import Path
from motdrill.scenario.load import load
for path in sorted(Path(sys.argv[1]).glob("*.yaml")):
    load(path)
"""


def measure(files: int = 1000, runs: int = 5) -> list[Row]:
    """Loading and checking against the floor, checking against its peers."""
    needed("check_jsonschema", "yamllint")
    few = max(1, files // PEERS_SHARE)
    with tempfile.TemporaryDirectory() as name:
        folder, small = Path(name) / "all", Path(name) / "few"
        lines = write_cases(folder, files)
        write_cases(small, few)
        schema = subprocess.run([*MOTDRILL, "schema"], capture_output=True, check=True).stdout
        (Path(name) / "schema.json").write_bytes(schema)
        sides = commands(folder, small, Path(name) / "schema.json")
        found = in_turn({side: partial(seconds, words) for side, words in sides.items()}, runs)
    floor, peers = f"PyYAML alone, {files:,} files of {lines} lines", f"motdrill check, {few:,} files"
    checking, least = found["check few"], times_as_fast(8)
    return [
        Row("load and validate", "s", found["load"], floor, found["floor"], at_most(0.7)),
        Row("motdrill check", "s", found["check"], floor, found["floor"], at_most(1.5)),
        Row(peers, "s", checking, "check-jsonschema", found["check-jsonschema"], least),
        Row(peers, "s", checking, "yamllint", found["yamllint"], least),
    ]


def commands(folder: Path, few: Path, schema: Path) -> dict[str, list[str]]:
    """The command of each side."""
    python = [sys.executable, "-c"]
    return {
        "floor": [*python, FLOOR, str(folder)],
        "load": [*python, LOADING, str(folder)],
        "check": [*MOTDRILL, "check", str(folder)],
        "check few": [*MOTDRILL, "check", str(few)],
        "check-jsonschema": [
            *(sys.executable, "-m", "check_jsonschema", "--schemafile", str(schema)),
            *sorted(map(str, few.iterdir())),
        ],
        "yamllint": [sys.executable, "-m", "yamllint", "-d", "relaxed", str(few)],
    }


def seconds(command: Sequence[str]) -> float:
    """Seconds one process takes; findings are no failure."""
    return run(command, codes=(0, 1)).elapsed_s


if __name__ == "__main__":
    sys.exit(alone(measure))
