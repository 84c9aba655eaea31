"""What `--version` tells: all that a report of a fault needs, and nothing about a person.

Always in English and in the same rows, since who reads it is not who prints it. Home is written `~`, for its name is
often a person's; of the environment only names are told, since values may be keys.
"""

from __future__ import annotations

import os
import platform
import shutil
import sys
from collections.abc import Iterator, Sequence
from importlib import metadata
from pathlib import Path
from typing import Final, TextIO

from motdrill import __version__, library
from motdrill.cli.export import config_file
from motdrill.cli.recording import journal_file
from motdrill.errors import UsageError
from motdrill.scenario.characters import neutral
from motdrill.wording import asked, language

PACKAGES: Final = ("typer", "rich", "questionary", "prompt_toolkit", "pyyaml", "pydantic", "fsrs")
EXTRAS: Final = ("starlette", "uvicorn", "segno", "httpx")
LOOKED_AT: Final = ("NO_COLOR", "FORCE_COLOR", "COLORTERM", "COLUMNS", "LINES", "PYTHONUTF8", "PYTHONIOENCODING")
"""Variables that change what is shown, besides motdrill's own."""


def about() -> str:
    """The version on a line of its own, then a row for each thing a report needs."""
    rows = {
        "python": f"{platform.python_implementation()} {platform.python_version()}, {_shown(Path(sys.executable))}",
        "platform": platform.platform(),
        "program": _shown(Path(__file__).parents[1]),
        **{name: f"{_shown(path)} ({_state(path)})" for name, path in _places()},
        "packages": ", ".join(_versions(PACKAGES)),
        "extras": ", ".join(_versions(EXTRAS)),
        "terminal": "; ".join(_terminal()),
        "language": f"asked {asked()}, used {language()}",
        "set": ", ".join(_variables()) or "nothing",
    }
    told = [f"{name + ':':10}{neutral(value)}" for name, value in rows.items()]
    return "\n".join([f"motdrill {__version__}", "", *told])


def _places() -> Iterator[tuple[str, Path]]:
    yield "library", library.bundled_folder()
    yield "own", library.own_folder()
    yield "journal", _journal()
    yield "config", config_file()[0]


def _journal() -> Path:
    try:
        return journal_file("")
    except UsageError:  # in the home folder of nobody; here it is told as it is written
        return Path(os.environ["MOTDRILL_JOURNAL"])


def _shown(path: Path) -> str:
    """A path without the name of whose home it is in."""
    home = Path(os.path.expanduser("~"))  # noqa: PTH111  # Path.home raises where there is none
    if home.is_absolute() and home != Path(home.anchor) and path.is_relative_to(home):
        return str("~" / path.relative_to(home))
    return str(path)


def _state(path: Path) -> str:
    try:
        size = path.stat().st_size
        if not path.is_dir():
            return f"{size} bytes"
        return f"a folder, scenarios in it: {sum(each.suffix in library.SUFFIXES for each in path.iterdir())}"
    except FileNotFoundError:
        return "not there"
    except (OSError, RuntimeError) as error:
        return getattr(error, "strerror", None) or "cannot be read"


def _versions(names: Sequence[str]) -> Iterator[str]:
    for name in names:
        try:
            yield f"{name} {metadata.version(name)}"
        except metadata.PackageNotFoundError:
            yield f"{name} not installed"


def _terminal() -> Iterator[str]:
    size = shutil.get_terminal_size()
    for name, stream in (("input", sys.stdin), ("output", sys.stdout), ("errors", sys.stderr)):
        yield f"{name} {'a terminal' if stream.isatty() else 'none'}, {stream.encoding}"
    yield f"{size.columns}x{size.lines}"
    yield f"TERM {os.environ.get('TERM', 'not set')}"
    yield f"colour {_colours(sys.stdout)}"


def _colours(out: TextIO) -> str:
    """How many colours pages have; Rich is not asked, nor loaded, where nothing is coloured."""
    if not out.isatty():
        return "none"
    from motdrill.faces.paint import colour_system

    return colour_system()


def _variables() -> list[str]:
    """Names alone: a value may be a key, or somebody's name."""
    return sorted(name for name in os.environ if name.startswith("MOTDRILL_") or name in LOOKED_AT)
