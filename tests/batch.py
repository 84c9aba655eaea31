"""Many command lines in one process, one after the other: where starting would take longer than what is tested.

Each has its own streams and an empty standard input. What a command keeps in memory the next one finds, so this is
for pages of help and for mistakes, which keep nothing.
"""

from __future__ import annotations

import functools
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO

if __name__ != "__main__":
    from terminal import Ran

PATIENCE_S = 180


def run_all(
    lines: Sequence[Sequence[str]], env: Mapping[str, str], cwd: Path, more: Sequence[Mapping[str, str]] = ()
) -> list[Ran]:
    """Runs command lines, each with `more` in its environment; gives back what each came to."""
    done = subprocess.run(
        [sys.executable, __file__],
        input=json.dumps([*zip(lines, more or [{}] * len(lines), strict=True)]).encode(),
        capture_output=True,
        env=dict(env),
        cwd=cwd,
        timeout=PATIENCE_S,
        check=True,
    )
    return [Ran(*each) for each in json.loads(done.stdout)]


# ---------------------------------------------------------------- in that process


def main() -> None:
    """Runs what standard input says, and writes what came of it."""
    import typer

    from motdrill.cli.error_handler import run_to_exit_code

    typer.main.get_command = functools.cache(typer.main.get_command)  # making the commands is most of a short run
    lines = json.load(sys.stdin)
    told = os.dup(1)
    found = []
    for line, more in lines:
        os.environ.update(more)
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err, Path(os.devnull).open() as nothing:
            for number, stream in enumerate((nothing, out, err)):
                os.dup2(stream.fileno(), number)
            code = run_to_exit_code(line)
            sys.stdout.flush()
            found.append([code, *map(_written, (out, err))])
    with os.fdopen(told, "w", encoding="utf-8") as result:
        json.dump(found, result)


def _written(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode(errors="replace")


if __name__ == "__main__":
    del sys.path[0]  # the folder of the tests, of which the program knows nothing
    main()
