"""Makes a scenario file of a file of another program: `motdrill import`."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final, TypeAlias

from motdrill.author.draft import Draft
from motdrill.author.findings import check
from motdrill.author.gift import draft_from_gift
from motdrill.author.scenario_writer import write_scenario
from motdrill.author.sheet.entries import read_entry
from motdrill.author.sheet.sheet_import import draft_from_sheets
from motdrill.author.twee import draft_from_twee
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

DraftReader: TypeAlias = Callable[[bytes, str], Draft]
"""Makes a draft of a file's content; the file's name is for messages. Raises a UsageError if it can read nothing."""


def _read_spreadsheet(content: bytes, file: str) -> Draft:
    return draft_from_sheets(read_sheets(content, file), file)


READERS: Final[Mapping[str, DraftReader]] = {
    ".twee": draft_from_twee,
    ".tw": draft_from_twee,
    ".gift": draft_from_gift,
    ".gift.txt": draft_from_gift,
    ".xlsx": _read_spreadsheet,
    ".csv": _read_spreadsheet,
    ".tsv": _read_spreadsheet,
    ".txt": _read_spreadsheet,  # Excel's “Unicode text”
}
"""The readers by the end of the file's name; of two that fit the first."""


def import_scenario(file: Path, scenario_id: str, folder: Path, *, force: bool) -> int:
    """Writes the scenario file, and prints what the reader and the checks say.

    Returns:
        The exit code: 1 where something was left out, or the scenario cannot be played.

    Raises:
        ReadError: The file cannot be read.
        UsageError: It is of no known kind, or the scenario file cannot be written.
    """
    suffix = next((each for each in READERS if file.name.lower().endswith(each)), None)
    if suffix is None:
        raise UsageError("no-reader", file=str(file), known=list(READERS))
    path = _path(scenario_id, file.name, suffix, folder, force=force)
    draft = _draft(READERS[suffix], file)
    text = write_scenario(draft.document)
    with atomic_file(path, replace=force) as stream:
        stream.write(text)
    for note in draft.notes:
        print_message(
            f"{_at(file, note.place)} {problems.level_name(note.level)}  {draft_note(note.code, note.values)}"
        )
    found = print_text([(path, list(_placed(check(path), text, draft.places, file)))])
    failed = ERROR in {*(note.level for note in draft.notes), *(problem.level for problem in found)}
    if failed:
        message = _(
            "{file} is written, but not all of it is right. Mend that there, or in {source} and import it again."
        )
    else:
        message = _("{file} is written. Next: motdrill drill {file}, and motdrill check {file}")
    print_message(message.format(file=path, source=file))
    return 1 if failed else 0


def _path(scenario_id: str, name: str, suffix: str, folder: Path, *, force: bool) -> Path:
    """Where the scenario file goes: by the id given, else by the file's name, as far as that can be an id."""
    try:
        return scenario_path(scenario_id or str(read_entry("id", name[: -len(suffix)])), folder, force=force)
    except UsageError as error:
        if scenario_id or error.code != "bad-id":
            raise
        raise UsageError("bad-file-id", file=name) from error


def _at(file: Path, place: str) -> str:
    """A place in a file as it is told: a line after a colon, a cell after a comma."""
    return f"{file}:{place}" if place.isdecimal() else f"{file}, {place}" if place else str(file)


def _draft(reader: DraftReader, file: Path) -> Draft:
    """What a reader makes of a file; what keeps it from being read is told with its name."""
    try:
        return reader(read_bytes(file), str(file))
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
        yield replace(problem, file=_at(file, place), location=None) if place else problem
