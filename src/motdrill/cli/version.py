"""What `--version` prints: everything a bug report needs, and nothing about a person.

Always in English and in the same rows, because the reader is a maintainer. The home folder is written `~`, because its
name is often a person's; of environment variables only the names are printed, because values may be secret.
"""

import os
import platform
import shutil
import sys
from collections.abc import Iterator, Sequence
from importlib import metadata
from pathlib import Path
from typing import Final, TextIO

from motdrill import __version__, library
from motdrill.errors import UsageError
from motdrill.exports.lrs_settings import config_file
from motdrill.journal.location import journal_path
from motdrill.messages import language, requested_language
from motdrill.scenario.event_parser import HAS_LIBYAML
from motdrill.scenario.safe_text import sanitize

PACKAGES: Final = ("typer", "rich", "questionary", "prompt_toolkit", "pyyaml", "pydantic", "fsrs")
EXTRAS: Final = ("starlette", "uvicorn", "segno", "httpx", "openpyxl")
DISPLAY_VARIABLES: Final = (
    "NO_COLOR",
    "FORCE_COLOR",
    "COLORTERM",
    "COLUMNS",
    "LINES",
    "PYTHONUTF8",
    "PYTHONIOENCODING",
)
"""Variables that change the display, besides motdrill's own."""


def version_report() -> str:
    """The version on a line of its own, then one row for each fact a bug report needs."""
    rows = {
        "python": f"{platform.python_implementation()} {platform.python_version()}, {_hide_home(Path(sys.executable))}",
        "platform": platform.platform(),
        "program": _hide_home(Path(__file__).parents[1]),
        **{name: f"{_hide_home(path)} ({_state(path)})" for name, path in _paths()},
        "packages": ", ".join(_versions(PACKAGES)),
        "extras": ", ".join(_versions(EXTRAS)),
        "terminal": "; ".join(_terminal()),
        "language": f"asked {requested_language()}, used {language()}",
        "set": ", ".join(_variables()) or "nothing",
    }
    lines = [f"{name + ':':10}{sanitize(value)}" for name, value in rows.items()]
    return "\n".join([f"motdrill {__version__}", "", *lines])


def _paths() -> Iterator[tuple[str, Path]]:
    yield "library", library.bundled_folder()
    yield "own", library.own_folder()
    yield "journal", _journal_path()
    yield "config", config_file()[0]


def _journal_path() -> Path:
    try:
        return journal_path("")
    except UsageError:  # a home folder of nobody: shown as it is written
        return Path(os.environ["MOTDRILL_JOURNAL"])


def _hide_home(path: Path) -> str:
    """A path with the home folder as `~`."""
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
            note = " without libyaml, slower" if name == "pyyaml" and not HAS_LIBYAML else ""
            yield f"{name} {metadata.version(name)}{note}"
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
    """The colour system of pages; Rich is loaded only where there are colours."""
    if not out.isatty():
        return "none"
    from motdrill.ui.colours import colour_system

    return colour_system()


def _variables() -> list[str]:
    """Names only: a value may be a key or a person's name."""
    return sorted(name for name in os.environ if name.startswith("MOTDRILL_") or name in DISPLAY_VARIABLES)
