"""Runs the benchmarks and prints one table; the exit code is 1 if a row exceeds its bar."""

import argparse
import sys

from benchmarks import analysis, check, journal, phones, startup
from benchmarks.table import ALIGNMENT, HEAD, table, write_section
from benchmarks.timing import compile_source

BENCHMARKS = {"startup": startup, "check": check, "analysis": analysis, "phones": phones, "journal": journal}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"any of {', '.join(BENCHMARKS)}; all by default")
    parser.add_argument("--write", action="store_true", help="write the table into docs/performance.md")
    options = parser.parse_args()
    if options.write and options.names:
        parser.error("only the whole table can be written")
    if unknown := set(options.names) - BENCHMARKS.keys():
        parser.error(f"no such benchmark: {', '.join(sorted(unknown))}")
    compile_source()
    rows = []
    for name in options.names or BENCHMARKS:
        print(f"{name} …", file=sys.stderr, flush=True)
        rows += BENCHMARKS[name].measure()
    text = table([HEAD, *(row.cells() for row in rows)], ALIGNMENT)
    print(text)
    if options.write:
        write_section("bench", text)
    return 0 if all(row.is_within_bar for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
