"""The rows of the tables in the sheets of a file: tables are found by their headings, cells by their columns."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple, TypeAlias

from motdrill.author.draft import DraftNote
from motdrill.author.sheet.columns import SHEET_NAMES, TABLES, ColumnHeading, first_column, heading_text
from motdrill.author.sheet.headings import nearest_heading, read_heading, unknown_language
from motdrill.errors import nearest
from motdrill.scenario.safe_text import CONTROL
from motdrill.spreadsheet.cells import Cell, Sheet

_ERRORS: Final = frozenset({"#NAME?", "#REF!", "#VALUE!", "#DIV/0!", "#N/A", "#NULL!", "#NUM!", "########"})
"""What a spreadsheet program writes where it could not compute something."""
_LEAST_HEADINGS: Final = 3
"""How many headings make a table of which the first is missing or misspelt."""

Headings: TypeAlias = dict[int, ColumnHeading]
"""The headings of a table by the index of their columns."""


class SheetEntry(NamedTuple):
    """A cell's text, and its place."""

    text: str
    place: str


class Spot(NamedTuple):
    """A cell of a row, whether or not it is empty: its place, and the heading above it, as it is typed and where."""

    place: str
    heading: str
    heading_place: str


class TableRow(NamedTuple):
    """A row of a table: its cells that are not empty, by column and language, and all that it has."""

    table: str
    number: int
    place: str
    cells: Mapping[str, Mapping[str, SheetEntry]]
    spots: Mapping[ColumnHeading, Spot]

    def entry(self, column: str) -> SheetEntry | None:
        """The cell of a column that has no languages, or the first of one that has."""
        return next(iter(self.cells.get(column, {}).values()), None)


def table_rows(sheets: Sequence[Sheet], notes: list[DraftNote]) -> Iterator[TableRow]:
    """The rows of all tables that are not empty; `notes` gets what could not be taken over."""
    for sheet in sheets:
        yield from _sheet_rows(sheet, notes)
        is_empty = not any(cell.text.strip() for row in sheet.rows for cell in row)
        has_table = any(_table_headings(row, inside=False) for row in sheet.rows)
        if not is_empty and not has_table and (table := _table_called(sheet.name)):
            is_sure = re.sub(r"[\W\d_]", "", sheet.name.lower()) in (table, SHEET_NAMES[table])
            notes.append(DraftNote("no-headings" if is_sure else "sheet-skipped", sheet.name, {"table": table}))


def _table_called(name: str) -> str:
    """The table that the name of a sheet says, also with other words: `Steps 2`, `步骤（新）`; empty if none."""
    words = re.findall("[a-z]+", name.lower())
    return next((table for table, zh in SHEET_NAMES.items() if table in words or zh in name), "")


def _sheet_rows(sheet: Sheet, notes: list[DraftNote]) -> Iterator[TableRow]:
    table, headings, top, untitled = "", Headings(), 0, set[int]()
    for number, row in enumerate(sheet.rows):
        if found := _table_headings(row, inside=bool(headings)):
            table, headings = found
            top, untitled = number, set()
            if first_column(table) in {heading.column for heading in headings.values()}:
                notes += _unknown_columns(sheet, number, table, headings)
            else:
                notes.append(_first_lacking(sheet, number, table, headings))
                headings = {}
        elif headings:
            notes += _without_heading(sheet, top, number, headings, untitled)
            if cells := _row_cells(sheet, number, headings, notes):
                place = sheet.place(number, min(headings))
                yield TableRow(table, number + 1, place, cells, _spots(sheet, top, number, headings))


def _spots(sheet: Sheet, top: int, number: int, headings: Headings) -> dict[ColumnHeading, Spot]:
    """The cells of a row below the headings in the row `top`; of two columns of a name the first."""
    spots: dict[ColumnHeading, Spot] = {}
    for index, heading in headings.items():
        text = sheet.rows[top][index].text.strip()
        spots.setdefault(heading, Spot(sheet.place(number, index), text, sheet.place(top, index)))
    return spots


def _table_headings(row: Sequence[Cell], *, inside: bool) -> tuple[str, Headings] | None:
    """The table that a row begins, and its headings by column; None for any other row.

    It is the one of most headings, since an author's own column may be called as that of another table. Within a table
    most cells of the row must be headings: a step may be called `step`. Its first one may be missing among many others.
    """
    texts = {index: cell.text for index, cell in enumerate(row) if cell.text.strip()}
    found = {
        table: {index: heading for index, text in texts.items() if (heading := read_heading(table, text))}
        for table in TABLES
    }
    firsts = {table: _first_index(table, headings) for table, headings in found.items()}
    table = max(TABLES, key=lambda each: (firsts[each] >= 0 and len(found[each]) > 1, len(found[each]), -firsts[each]))
    has_first, count = firsts[table] >= 0, len(found[table])
    most = 2 * count > len(texts)
    is_table = (count > 1 and (most or not inside)) if has_first else (count >= _LEAST_HEADINGS and most)
    return (table, found[table]) if is_table else None


def _first_index(table: str, headings: Headings) -> int:
    """Where the first column of a table stands; -1 where it is missing."""
    return next((index for index, heading in headings.items() if heading.column == first_column(table)), -1)


def _first_lacking(sheet: Sheet, number: int, table: str, headings: Headings) -> DraftNote:
    """A note on a table that is known by its other headings, at the one that is probably meant for its first."""
    texts = {index: cell.text.strip() for index, cell in enumerate(sheet.rows[number])}
    written_in = "en" if all(texts[index].isascii() for index in headings) else "zh"
    values = {"table": table, "near": heading_text(table, first_column(table), "", written_in)}
    unknown = [each for each, text in texts.items() if text and each not in headings]
    if not unknown:
        return DraftNote("table-unnamed", sheet.place(number, 0), values)
    index = next((each for each in unknown if nearest(texts[each], [str(values["near"])])), unknown[0])
    return DraftNote("table-misspelt", sheet.place(number, index), values | {"name": texts[index]})


def _unknown_columns(sheet: Sheet, number: int, table: str, headings: Headings) -> Iterator[DraftNote]:
    """Columns with nearly the name of one that is not there, or in no language; all others are the author's own."""
    languages: set[str] = set()
    for index, cell in enumerate(sheet.rows[number]):
        if index in headings or not cell.text.strip():
            continue
        place, name = sheet.place(number, index), cell.text.strip()
        if lang := unknown_language(table, name):
            if lang.lower() not in languages:
                yield DraftNote("language-unknown", place, {"name": name, "given": lang})
            languages.add(lang.lower())
        elif near := nearest_heading(table, name, headings.values()):
            yield DraftNote("column-misspelt", place, {"name": name, "near": near})


def _without_heading(
    sheet: Sheet, top: int, number: int, headings: Headings, untitled: set[int]
) -> Iterator[DraftNote]:
    """Notes on columns that hold something in a row and have no heading; `untitled` are those that were told."""
    titles = {index for index, cell in enumerate(sheet.rows[top]) if cell.text.strip()}
    for index, cell in enumerate(sheet.rows[number]):
        if cell.text.strip() and index not in titles | untitled:
            untitled.add(index)
            yield DraftNote("no-heading", sheet.place(top, index), {"row": number + 1})


def _row_cells(
    sheet: Sheet, number: int, headings: Headings, notes: list[DraftNote]
) -> dict[str, dict[str, SheetEntry]]:
    cells: dict[str, dict[str, SheetEntry]] = {}
    for index, cell in enumerate(sheet.rows[number]):
        place = sheet.place(number, index)
        text = CONTROL.sub("", cell.text).replace("\r\n", "\n").replace("\r", "\n").strip()
        if index not in headings or not text or _is_unusable(cell, place, notes):
            continue
        by_lang = cells.setdefault(headings[index].column, {})
        if by_lang.setdefault(headings[index].lang, SheetEntry(text, place)).text != text:
            notes.append(DraftNote("column-twice", place, {"name": headings[index].column}))
    return cells


def _is_unusable(cell: Cell, place: str, notes: list[DraftNote]) -> bool:
    """Whether a cell holds what its author did not type; a formula is taken as text, since it may be meant so."""
    code = "cell-error" if cell.text.strip() in _ERRORS else cell.kind
    if code:
        notes.append(DraftNote(code, place, {"given": cell.text}))
    return code in ("cell-error", "date")
