"""Makes a scenario file of a file of another program: `motdrill import`."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final, TypeAlias

from motdrill.author.draft import Draft
from motdrill.author.findings import check
from motdrill.author.scenario_writer import write_scenario
from motdrill.author.sheet.entries import read_entry
from motdrill.author.sheet.sheet_import import draft_from_sheets
from motdrill.errors import ReadError, UsageError
from motdrill.messages import _, problems
from motdrill.messages.drafts import draft_note
from motdrill.scenario.file_text import read_bytes
from motdrill.scenario.locations import KEY, locations_in
from motdrill.scenario.problem import ERROR, DataPath, Location, Problem
from motdrill.sessions.check import print_text
from motdrill.sessions.new_scenario import scenario_path
from motdrill.spreadsheet.files import read_sheets
from motdrill.ui.files import atomic_file
from motdrill.ui.output import print_message

Reader: TypeAlias = Callable[[bytes, str], Draft]
"""Makes a draft of a file's content; the file's name is for messages. Raises a UsageError if it can read nothing."""


def _read_spreadsheet(content: bytes, file: str) -> Draft:
    return draft_from_sheets(read_sheets(content, file), file)


READERS: Final[Mapping[str, Reader]] = {
    ".xlsx": _read_spreadsheet,
    ".csv": _read_spreadsheet,
    ".tsv": _read_spreadsheet,
    ".txt": _read_spreadsheet,  # Excel's “Unicode text”
}
"""The readers by the file name's suffix."""


def import_scenario(file: Path, scenario_id: str, folder: Path, *, force: bool) -> int:
    """Writes the scenario file, and prints what the reader and the checks say.

    Returns:
        The exit code: 1 where something was left out, or the scenario cannot be played.

    Raises:
        ReadError: The file cannot be read.
        UsageError: It is of no known kind, or the scenario file cannot be written.
    """
    reader = READERS.get(file.suffix.lower())
    if reader is None:
        raise UsageError("no-reader", file=str(file), known=list(READERS))
    path = _path(scenario_id, file, folder, force=force)
    draft = reader(_content(file), str(file))
    text = write_scenario(draft.document)
    with atomic_file(path, replace=force) as stream:
        stream.write(text)
    print_message(_("{file} is written. Next: motdrill drill {file}, and motdrill check {file}").format(file=path))
    for note in draft.notes:
        place = f"{file}, {note.place}" if note.place else str(file)
        print_message(f"{place} {problems.level_name(note.level)}  {draft_note(note.code, note.values)}")
    found = print_text([(path, list(_placed(check(path), text, draft.places, file)))])
    levels = [*(note.level for note in draft.notes), *(problem.level for problem in found)]
    return 1 if ERROR in levels else 0


def _path(scenario_id: str, file: Path, folder: Path, *, force: bool) -> Path:
    """Where the scenario file goes: by the id given, else by the file's name, as far as that can be an id."""
    try:
        return scenario_path(scenario_id or str(read_entry("id", file.stem)), folder, force=force)
    except UsageError as error:
        if scenario_id or error.code != "bad-id":
            raise
        raise UsageError("bad-file-id", file=file.name) from error


def _content(file: Path) -> bytes:
    try:
        return read_bytes(file)
    except ReadError as error:
        raise ReadError([replace(problem, file=str(file)) for problem in error.problems]) from error


def _placed(found: list[Problem], text: str, places: Mapping[DataPath, str], file: Path) -> Iterator[Problem]:
    """Findings with their place in the file read, where the reader knows it, else in the scenario file."""
    locations = locations_in(text)
    by_location: dict[Location | None, str] = {}
    for path, place in places.items():
        by_location.setdefault(locations.location(path), place)
        by_location.setdefault(locations.location((*path, KEY)), place)
    for problem in found:
        place = by_location.get(problem.location, "") if problem.location else ""
        yield replace(problem, file=f"{file}, {place}", location=None) if place else problem
