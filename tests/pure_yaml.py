"""What motdrill finds in the scenarios of the tests, and what the library says, as JSON; run with PyYAML as it is.

A process of its own runs this, for which `tests/test_pure_yaml.py` hides PyYAML's C library.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import yaml

from motdrill.author.findings import check
from motdrill.scenario.load import load

ROOT = Path(__file__).parents[1]


def main() -> None:
    """Writes the findings and what was read of each file."""
    found: dict[str, object] = {"with libyaml": bool(yaml.__with_libyaml__)}
    for path in sorted(ROOT.glob("tests/scenarios/*/*.yaml")):
        problems = [[each.code, each.location, "problem" in each.values or repr(each.values)] for each in check(path)]
        found[str(path.relative_to(ROOT))] = problems
    for path in sorted([*ROOT.glob("tests/scenarios/good/*.yaml"), *ROOT.glob("scenarios/*.yaml")]):
        found[f"{path.name}, read"] = [repr(load(path).scenario)]
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
