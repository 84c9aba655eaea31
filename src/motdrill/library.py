"""Finds scenarios: the person's own first, then the bundled ones."""

import os
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from motdrill.errors import ReadError, UsageError, nearest
from motdrill.scenario.file_text import read_bytes
from motdrill.scenario.safe_text import sanitize

SUFFIXES = (".yaml", ".yml")
SHEET_SUFFIXES = (".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".tsv")
"""What has to be imported first."""


class LibraryEntry(NamedTuple):
    """A scenario in the library; `header` has the unchecked fields before `steps`, or none if it is unreadable."""

    id: str
    path: Path
    is_own: bool
    header: dict[str, Any]

    @property
    def level(self) -> int:
        """1-3, or 9 if missing or invalid."""
        return _valid_or_nine(self.header.get("level"), range(1, 4))

    @property
    def opening_anger(self) -> int:
        """The opening anger, 0-6, or 9 if missing or invalid."""
        customer = self.header.get("customer")
        return _valid_or_nine(customer.get("anger") if isinstance(customer, dict) else None, range(7))


def _valid_or_nine(value: Any, valid: range) -> int:
    return value if type(value) is int and value in valid else 9


def bundled_folder() -> Path:
    """The scenarios of the installed package; in a checkout (editable install), `scenarios` beside `src`."""
    packaged = Path(__file__).with_name("scenarios")
    return packaged if packaged.is_dir() else Path(__file__).parents[2] / "scenarios"


def own_folder() -> Path:
    """The folder of the person's own scenarios: MOTDRILL_LIBRARY, else in the user's data folder."""
    if folder := os.environ.get("MOTDRILL_LIBRARY"):
        return Path(folder)
    import platformdirs  # importing it takes longer than reading the folder

    return platformdirs.user_data_path("motdrill", appauthor=False) / "scenarios"


def scenario_files() -> Iterator[tuple[Path, bool]]:
    """Every scenario file, and whether it is the person's own, which replaces a bundled one of the same id."""
    ids = set()
    for folder, own in ((own_folder(), True), (bundled_folder(), False)):
        for path in _visible_files(folder):
            if path.suffix in SUFFIXES and path.stem not in ids:
                ids.add(path.stem)
                yield path, own


def _visible_files(folder: Path) -> list[Path]:
    """Paths in a folder except hidden ones; empty if the folder is missing or unreadable."""
    try:
        return sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    except OSError:
        return []


def entries_by_level() -> list[LibraryEntry]:
    """The library sorted by level, then by opening anger."""
    entries = [LibraryEntry(sanitize(path.stem), path, own, _header(path)) for path, own in scenario_files()]
    return sorted(entries, key=lambda entry: (entry.level, entry.opening_anger, entry.id))


def entries_by_course() -> list[LibraryEntry]:
    """The library as a course, sorted by opening anger, then by level."""
    return sorted(entries_by_level(), key=lambda entry: (entry.opening_anger, entry.level))


def _header(path: Path) -> dict[str, Any]:
    """The fields before `steps`; empty for a file that cannot be read or is too large."""
    from motdrill.scenario.parse import parse_header  # imports PyYAML, which most commands do not need

    try:
        return parse_header(read_bytes(path).decode("utf-8-sig"))
    except (UnicodeDecodeError, ReadError):
        return {}


def has_title(entry: LibraryEntry, title: str) -> bool:
    """Whether a scenario has a title in any language, whatever its capitals, spaces, marks and widths of letters."""
    wanted = _folded(title)
    return bool(wanted) and wanted in map(_folded, _titles(entry))


def _titles(entry: LibraryEntry) -> list[str]:
    titles = entry.header.get("title")
    return [each for each in (titles.values() if isinstance(titles, dict) else (titles,)) if isinstance(each, str)]


def _folded(title: str) -> str:
    return " ".join(re.findall(r"\w+", unicodedata.normalize("NFKC", title).casefold()))


def scenario_id(name: str) -> str:
    """The id of the scenario that an id or a title names; the name itself where there is none in the library.

    Titles are only read where the name is no id, since that takes reading the library.
    """
    if name in {sanitize(path.stem) for path, _own in scenario_files()}:
        return name
    titled = _entry_with_title(name)
    return titled.id if titled else name


def _entry_with_title(title: str) -> LibraryEntry | None:
    """The first scenario with a title; None if there is none."""
    return next((entry for entry in entries_by_level() if has_title(entry, title)), None)


def refuse_sheet(name: str) -> None:
    """Refuses a spreadsheet in place of a scenario.

    Raises:
        UsageError: The name is one of a spreadsheet.
    """
    if Path(name).suffix.lower() in SHEET_SUFFIXES:
        raise UsageError("is-sheet", file=name, scenario=f"{Path(name).stem}{SUFFIXES[0]}")


def find_scenario(name: str) -> tuple[Path, bool]:
    """The file of a scenario, by id, path or title, and whether it replaces a bundled one of the same id.

    Raises:
        UsageError: There is no such scenario.
    """
    refuse_sheet(name)
    scenarios = {sanitize(path.stem): (path, own) for path, own in scenario_files()}
    if name in scenarios:
        path, own = scenarios[name]
        return path, own and any((bundled_folder() / f"{name}{suffix}").exists() for suffix in SUFFIXES)
    if Path(name).suffix in SUFFIXES or os.path.isfile(name):  # noqa: PTH113  # Path.is_file may raise
        return Path(name), False
    if titled := _entry_with_title(name):
        return titled.path, False
    if os.sep in name or "/" in name:
        return Path(name), False
    if beside := next((f"{name}{each}" for each in SUFFIXES if os.path.isfile(f"{name}{each}")), ""):  # noqa: PTH113
        raise UsageError("scenario-beside", name=name, file=beside)
    near = nearest(name, [*scenarios, *(title for entry in entries_by_level() for title in _titles(entry))])
    raise UsageError("no-such-scenario", name=name, known=sorted(scenarios), near=near)
