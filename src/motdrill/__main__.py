"""Starts motdrill: `python -m motdrill`, and the console script."""

from __future__ import annotations

import gc
import sys

gc.disable()  # importing makes no cycles worth collecting; `home` turns it on again before a command begins
from motdrill.cli.boundary import run  # noqa: E402


def main() -> None:
    """Runs the command line and ends the process with its exit code."""
    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
