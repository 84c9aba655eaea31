"""Findings about a scenario that was imported from a sheet, each told by the cell that has to be mended."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from motdrill.author.draft import CellColumn, Draft, DraftNote
from motdrill.author.sheet.columns import HEADING, STEPS, column_at, first_column, heading_text
from motdrill.scenario.problem import DataPath, Problem

_COLUMN_TO_MEND: Final = {
    "missing-skills": "trains",
    "said-steps": "say",
    "no-says": "says",
    "no-reaction": "reaction",
    "no-points": "score",
    "feeling-unmet": "depth",
    "three-f-too-hot": "does",
}
"""The column in which a finding about a whole item, or about all steps, is mended."""
_LEFT_OUT: Final = frozenset({"date", "cell-error"})
"""Notes on cells that are left out: what is found there comes of that."""
_OF_TABLE: Final = {"missing-steps": "steps", "needs-count": "needs"}
"""What is found where a whole table was left out, by code or `sentence`."""
_ABSENT: Final = frozenset({"missing-field", "language-missing"})
_ANY: Final = CellColumn("", "text")


def at_cells(found: Iterable[Problem], draft: Draft) -> list[Problem]:
    """Findings with the cell of each; those of a column that is missing become one, with how many rows need it."""
    draft = draft._replace(places=_with_parents(draft.places))
    by_column: dict[tuple[str, str, str], int] = {}
    told: list[Problem] = []
    for problem in (each for each in (_at_cell(each, draft) for each in found) if not _is_consequence(each, draft)):
        column = (problem.code, problem.cell, str(problem.values.get("column")))
        if problem.values.get("sentence") != "missing-column":
            told.append(problem)
        elif by_column.setdefault(column, len(told)) == len(told):
            told.append(problem)
        else:
            first = told[by_column[column]]
            more = {"rows": int(str(first.values["rows"])) + 1}
            told[by_column[column]] = replace(first, values={**first.values, **more})
    return [_at_misspelt(each, draft) for each in told]


def _is_consequence(problem: Problem, draft: Draft) -> bool:
    """Whether a finding comes of what a note says: that its cell or the whole table was left out."""
    table = _OF_TABLE.get(str(problem.values.get("sentence", problem.code)), "")
    return any(
        (table and note.values.get("table") == table) or (note.code in _LEFT_OUT and note.place == problem.cell)
        for note in draft.notes
    )


def notes_besides(found: Iterable[Problem], draft: Draft) -> list[DraftNote]:
    """The notes of a draft without those of headings that findings are told by already."""
    headings = {problem.cell for problem in found if problem.values.get("sentence") == "column-misspelt"}
    return [note for note in draft.notes if note.code != "column-misspelt" or note.place not in headings]


def _at_misspelt(problem: Problem, draft: Draft) -> Problem:
    """A finding of a missing column, at the heading that was probably meant for it, where there is one."""
    name = str(problem.values.get("column")).partition(" (")[0]
    notes = (
        note
        for note in draft.notes
        if note.code == "column-misspelt" and str(note.values["near"]).partition(" (")[0] == name
    )
    note = next(notes, None) if problem.values.get("sentence") == "missing-column" else None
    if note is None:
        return problem
    told = {"sentence": note.code, "name": note.values["name"]}
    return replace(problem, cell=note.place, values={**problem.values, **told})


def _at_cell(problem: Problem, draft: Draft) -> Problem:
    if not problem.path and problem.code != "missing-field":
        return problem  # a slip in the lines of the file, or what is said of it as a whole
    path, lang = _path_to_mend(problem)
    if path not in draft.places and problem.code in _ABSENT:
        table, column = column_at(path[:-1] if lang else path)
        in_step = table == "steps" and not column
        place = (draft.places.get(problem.path) if in_step else "") or _table_place(table, draft)
        values = _absent(table, column, lang, path, draft)
    else:
        above = (problem.path[:end] for end in range(len(problem.path), 0, -1))
        known = (each for each in (path, *above) if each in draft.places)
        place = draft.places.get(next(known, ()), "") or _table_place(column_at(problem.path)[0], draft)
        found = draft.columns.get(place, _ANY)
        values = {"column": found.name, "form": found.form, "choices": list(found.choices)}
    kept = {name: value for name, value in problem.values.items() if name != "more"}
    return replace(problem, cell=place, location=None, values=kept | values)


def _path_to_mend(problem: Problem) -> tuple[DataPath, str]:
    """The path of the value that is to be mended, and the language that is missing there."""
    path = problem.path
    if problem.code == "missing-field":
        return (*path, str(problem.values["name"])), ""
    if problem.code == "language-missing" and isinstance(langs := problem.values["missing"], list):
        return (*path, str(langs[0])), str(langs[0])
    if problem.code == "unknown-language":
        table, column = column_at(path[:-1])
        return (table, HEADING, column, str(path[-1])), ""
    if to_mend := _COLUMN_TO_MEND.get(problem.code):
        return ((*path, *STEPS[to_mend].path) if path[1:] else ("steps", HEADING, to_mend)), ""
    return path, ""


def _absent(table: str, column: str, lang: str, path: DataPath, draft: Draft) -> dict[str, object]:
    """What is missing where no cell is known for a value: a column, rows of replies, or a row of the first table."""
    if table == "scenario" and not lang:
        return {"sentence": "missing-row", "column": ".".join(map(str, path))}
    if path == ("steps",) or not column:
        return {"sentence": "missing-replies" if path[1:] else "missing-steps"}
    written_in = "en" if all(each.name.isascii() for each in draft.columns.values()) else "zh"
    return {"sentence": "missing-column", "column": heading_text(table, column, lang, written_in), "rows": 1}


def _with_parents(places: Mapping[DataPath, str]) -> dict[DataPath, str]:
    """Places, and for what is in no cell of its own that of its first part."""
    all_places = dict(places)
    for path, place in places.items():
        for end in range(1, len(path)):
            all_places.setdefault(path[:end], place)
    return all_places


def _table_place(table: str, draft: Draft) -> str:
    """The first heading of a table; its name where the table is missing."""
    return draft.places.get((table, HEADING, first_column(table)), table)
