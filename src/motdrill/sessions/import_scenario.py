"""Makes a scenario file of a file of another program: `motdrill import`."""

import os
import shlex
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import chain, count
from pathlib import Path
from typing import Final, TypeAlias

from motdrill.author.draft import Draft, DraftNote, NothingReadError
from motdrill.author.findings import each_once, findings
from motdrill.author.gift import draft_from_gift
from motdrill.author.scenario_writer import write_scenario
from motdrill.author.sheet.cell_findings import at_cells, notes_besides
from motdrill.author.sheet.entries import read_entry
from motdrill.author.sheet.sheet_import import draft_from_sheets
from motdrill.author.twee import draft_from_twee
from motdrill.errors import ReadError, UsageError
from motdrill.messages import _, problems
from motdrill.messages.drafts import draft_note
from motdrill.scenario.file_text import read_bytes
from motdrill.scenario.load import load
from motdrill.scenario.problem import ERROR, Problem
from motdrill.sessions.check import show_findings
from motdrill.sessions.new_scenario import scenario_path
from motdrill.spreadsheet.files import read_sheets
from motdrill.ui.files import atomic_file
from motdrill.ui.finding_lines import findings_summary
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
_OTHER_SPREADSHEETS: Final = frozenset({".xls", ".xlsm", ".xlsb", ".ods", ".numbers", ".et"})


def import_scenario(file: Path, scenario_id: str, folder: Path, *, force: bool) -> int:
    """Writes the scenario file, and prints what the reader and the checks say.

    Returns:
        The exit code: 1 where something was left out, or the scenario cannot be played.

    Raises:
        ReadError: The file cannot be read.
        UsageError: It is of no known kind, or the scenario file cannot be written.
    """
    suffix = next((each for each in READERS if file.name.lower().endswith(each)), None)
    if file.suffix.lower() in _OTHER_SPREADSHEETS:
        raise UsageError("other-spreadsheet", file=str(file))
    if suffix is None:
        raise UsageError("no-reader", file=str(file), known=list(READERS))
    path = _path(scenario_id, file.name, suffix, folder, force=force)
    draft = _draft(READERS[suffix], file)
    text = write_scenario(draft.document)
    kept = _keep_former(path, text)
    with atomic_file(path, replace=force) as stream:
        stream.write(text)
    levels = _show_findings(draft, file, path)
    if kept:
        print_message(_("What stood in {file} is kept in {copy}.").format(file=path, copy=kept))
    again = ["motdrill", "import", str(file), "--force", *(("--to", scenario_id) if scenario_id else ())]
    again += ("--folder", str(folder)) if folder != Path() else ()
    message = _next_step(levels, is_sheet=bool(draft.columns))
    print_message(message.format(file=path, source=file, again=shlex.join(again)))
    return 1 if ERROR in levels else 0


def _show_findings(draft: Draft, file: Path, path: Path) -> list[str]:
    """Prints what the reader of `file` and the checks of the scenario say, and how much; returns the levels of all."""
    found = _found(path)
    if draft.columns:
        found = [replace(problem, file=str(file)) if problem.cell else problem for problem in at_cells(found, draft)]
    found = each_once(found)
    notes = notes_besides(found, draft)
    for note in notes:
        print_message(_note_line(file, note))
    show_findings(found)
    levels = [*(note.level for note in notes), *(problem.level for problem in found)]
    print(findings_summary(levels, files=1))
    return levels


def _note_line(file: Path, note: DraftNote) -> str:
    return f"{_at(file, note.place)} {problems.level_name(note.level)}  {draft_note(note.code, note.values)}"


def _found(path: Path) -> list[Problem]:
    """What is found in a file just written, without slips of the keyboard in its lines, which nobody has typed."""
    try:
        return findings(load(path, marked=True))
    except ReadError as error:
        fields = [problem for problem in error.problems if problem.path or problem.code == "missing-field"]
        return fields or list(error.problems)


def _next_step(levels: Sequence[str], *, is_sheet: bool) -> str:
    """The sentence for what to do next."""
    if ERROR not in levels:
        return _("{file} is written. Next: motdrill try {file}")
    if is_sheet:
        return _(
            "{file} is written, but not all of it is right. Mend it in {source}, then: {again}. That replaces {file}."
        )
    return _(
        "{file} is written, but not all of it is right. Go on writing there; motdrill check {file} tells the rest."
    )


def _keep_former(path: Path, text: str) -> Path | None:
    """Keeps a copy of a scenario file that is about to be replaced by another: it may have been changed by hand.

    Copies of what stood there before that are kept too, by numbers.

    Returns:
        The copy; None if there is nothing to keep.
    """
    with suppress(ReadError):
        former = read_bytes(path)
        if former != text.encode():
            names = (path.with_name(f"{path.name}.bak{number or ''}") for number in chain((0,), count(2)))
            copy = next(each for each in names if _is_free_for(each, former))
            with atomic_file(copy, replace=True) as stream:
                stream.buffer.write(former)
            return copy
    return None


def _is_free_for(path: Path, content: bytes) -> bool:
    """Whether a file of some content may be written at a path: nothing else stands there."""
    try:
        return read_bytes(path) == content
    except ReadError:
        return not os.path.lexists(path)


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
    """What a reader makes of a file; what keeps it from being read is told with its name, and by its lines."""
    try:
        return reader(read_bytes(file), str(file))
    except NothingReadError as error:
        for note in error.notes:
            print_message(_note_line(file, note), error=True)
        raise
    except ReadError as error:
        if reader is _read_spreadsheet and error.problems[0].code == "too-large":
            raise UsageError("sheet-large", file=str(file)) from error
        raise ReadError([replace(problem, file=str(file)) for problem in error.problems]) from error
