"""Finds scenarios: the person's own first, then the bundled ones.

The bundled scenarios are part of the installed package; in a checkout, where an editable install does not see what the
wheel is given, they are the `scenarios` folder beside `src`.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from motdrill.errors import ReadError, UsageError, nearest
from motdrill.scenario.characters import neutral

SUFFIXES = (".yaml", ".yml")


class Listed(NamedTuple):
    """A scenario as the library lists it.

    Attributes:
        id: The file's stem.
        path: The file.
        own: Whether it is the person's own.
        header: The fields before `steps`, unchecked; empty where the file cannot be read.
    """

    id: str
    path: Path
    own: bool
    header: dict[str, Any]

    @property
    def level(self) -> int:
        """1-3; 9 where the file says none of these."""
        return _among(self.header.get("level"), range(1, 4))

    @property
    def stars(self) -> int:
        """The opening anger, 0-6; 9 where the file says none of these."""
        customer = self.header.get("customer")
        return _among(customer.get("anger") if isinstance(customer, dict) else None, range(7))


def _among(value: Any, known: range) -> int:
    return value if type(value) is int and value in known else 9


def bundled_folder() -> Path:
    """Where the scenarios that come with motdrill are."""
    packaged = Path(__file__).with_name("scenarios")
    return packaged if packaged.is_dir() else Path(__file__).parents[2] / "scenarios"


def own_folder() -> Path:
    """Where a person's own scenarios are looked for: MOTDRILL_LIBRARY, else the user's data folder."""
    if named := os.environ.get("MOTDRILL_LIBRARY"):
        return Path(named)
    import platformdirs  # only where it is needed: it takes longer to import than the folder to read

    return platformdirs.user_data_path("motdrill", appauthor=False) / "scenarios"


def files() -> Iterator[tuple[Path, bool]]:
    """Every scenario file with whether it is the person's own; an own one hides a bundled one of its id."""
    seen = set()
    for folder, own in ((own_folder(), True), (bundled_folder(), False)):
        for path in _inside(folder):
            if path.suffix in SUFFIXES and path.stem not in seen:
                seen.add(path.stem)
                yield path, own


def _inside(folder: Path) -> list[Path]:
    """What lies in a folder, but for what is hidden; nothing where it cannot be reached: the list is then shorter."""
    try:
        return sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    except OSError:
        return []


def listed() -> list[Listed]:
    """The library by level, and at each level the calmer customers first."""
    rows = [Listed(neutral(path.stem), path, own, _header(path)) for path, own in files()]
    return sorted(rows, key=lambda row: (row.level, row.stars, row.id))


def course() -> list[Listed]:
    """The library as a course: from one star to six, and at each anger the easier ones first."""
    return sorted(listed(), key=lambda row: (row.stars, row.level))


def _header(path: Path) -> dict[str, Any]:
    """The fields before `steps`; none of a file that cannot be read, or is none: a pipe would be waited for."""
    from motdrill.scenario.parse import parse_header  # brings PyYAML, which a command that reads no file is spared

    try:
        return parse_header(path.read_text(encoding="utf-8-sig")) if path.is_file() else {}
    except (OSError, UnicodeDecodeError, ReadError):
        return {}


def find(name: str) -> tuple[Path, bool]:
    """The file of a scenario named by id or by path, and whether it stands before a bundled one of the same id.

    Raises:
        UsageError: There is no such scenario.
    """
    if Path(name).suffix in SUFFIXES or os.sep in name or "/" in name:
        return Path(name), False
    found = {neutral(path.stem): (path, own) for path, own in files()}
    if name in found:
        path, own = found[name]
        return path, own and any((bundled_folder() / f"{name}{suffix}").exists() for suffix in SUFFIXES)
    if os.path.isfile(name):  # noqa: PTH113  # Path.is_file may raise
        return Path(name), False
    raise UsageError("no-such-scenario", name=name, known=sorted(found), near=nearest(name, found))
