"""Starts motdrill: `python -m motdrill`, and the console script."""

import gc
import sys

gc.set_threshold(100_000)  # looking for cycles every 700 objects, where there are none, is a tenth of a start
from motdrill.cli.error_handler import run_to_exit_code  # noqa: E402
from motdrill.cli.signals import stop_on_signals  # noqa: E402


def main() -> None:
    """Runs the command line and ends the process with its exit code."""
    with stop_on_signals():
        sys.exit(run_to_exit_code(sys.argv[1:]))


if __name__ == "__main__":
    main()
