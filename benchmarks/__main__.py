"""Runs all benchmarks and prints one table: `make bench`, and with ARGS=--write into docs/performance.md as well.

The exit code is 1 where a bar is not kept.
"""

from __future__ import annotations

import argparse
import sys

from benchmarks import analysis, check, journal, phones, startup
from benchmarks.page import machine, put
from benchmarks.table import Row, markdown, told
from benchmarks.timing import compiled

MODULES = {"startup": startup, "check": check, "analysis": analysis, "phones": phones, "journal": journal}


def main() -> int:
    """Runs them one after the other."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(MODULES)}")
    parser.add_argument("--write", action="store_true", help="writes the table into docs/performance.md")
    options = parser.parse_args()
    if options.write and options.names:
        parser.error("only the whole table is written")
    if unknown := [name for name in options.names if name not in MODULES]:
        parser.error(f"no such benchmark: {', '.join(unknown)}")
    compiled()
    rows: list[Row] = []
    for name in options.names or MODULES:
        print(f"{name} …", file=sys.stderr, flush=True)
        rows += MODULES[name].measure()
    if options.write:
        put("bench", f"{machine()}\n\n{markdown(rows)}")
    return told(rows)


if __name__ == "__main__":
    sys.exit(main())
