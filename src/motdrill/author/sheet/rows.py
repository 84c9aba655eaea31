"""The rows of the tables in the sheets of a file: tables are found by their headings, cells by their columns."""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple, TypeAlias

from motdrill.author.draft import DraftNote
from motdrill.author.sheet.columns import SHEET_NAMES, TABLES, ColumnHeading, column_names, first_column, read_heading
from motdrill.errors import nearest
from motdrill.scenario.safe_text import CONTROL
from motdrill.spreadsheet.cells import Cell, Sheet

_ERRORS: Final = frozenset({"#NAME?", "#REF!", "#VALUE!", "#DIV/0!", "#N/A", "#NULL!", "#NUM!", "########"})
"""What a spreadsheet program writes where it could not compute something."""


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
        rows = list(_sheet_rows(sheet, notes))
        yield from rows
        if not rows and (sheet.name in SHEET_NAMES or sheet.name in SHEET_NAMES.values()):
            notes.append(DraftNote("no-headings", sheet.name, {}))


def _sheet_rows(sheet: Sheet, notes: list[DraftNote]) -> Iterator[TableRow]:
    table, headings, top = "", Headings(), 0
    for number, row in enumerate(sheet.rows):
        if found := _table_headings(row, inside=bool(headings)):
            table, headings = found
            top = number
            notes += _misspelt_columns(sheet, number, table, headings)
        elif headings and (cells := _row_cells(sheet, number, headings, notes)):
            yield TableRow(
                table, number + 1, sheet.place(number, min(headings)), cells, _spots(sheet, top, number, headings)
            )


def _spots(sheet: Sheet, top: int, number: int, headings: Headings) -> dict[ColumnHeading, Spot]:
    """The cells of a row below the headings in the row `top`; of two columns of a name the first."""
    spots: dict[ColumnHeading, Spot] = {}
    for index, heading in headings.items():
        text = sheet.rows[top][index].text.strip()
        spots.setdefault(heading, Spot(sheet.place(number, index), text, sheet.place(top, index)))
    return spots


def _table_headings(row: Sequence[Cell], *, inside: bool) -> tuple[str, Headings] | None:
    """The table that a row begins, and its headings by column; None for any other row.

    Within a table most cells of the row must be headings: a step may be called `step`.
    """
    texts = {index: cell.text for index, cell in enumerate(row) if cell.text.strip()}
    for table in TABLES:
        found = {index: heading for index, text in texts.items() if (heading := read_heading(table, text))}
        if first_column(table) in {heading.column for heading in found.values()} and len(found) > 1:
            return None if inside and 2 * len(found) <= len(texts) else (table, found)
    return None


def _misspelt_columns(sheet: Sheet, number: int, table: str, headings: Headings) -> Iterator[DraftNote]:
    """Columns with nearly the name of one that is not there; all others are the author's own."""
    there = {heading.column for heading in headings.values()}
    lacking = {name: column for name, column in column_names(table).items() if column not in there}
    for index, cell in enumerate(sheet.rows[number]):
        name = unicodedata.normalize("NFKC", cell.text).partition("(")[0].strip().lower()
        if index not in headings and (near := _nearest_heading(name, lacking)):
            yield DraftNote("column-misspelt", sheet.place(number, index), {"name": cell.text.strip(), "near": near})


def _nearest_heading(name: str, known: Mapping[str, str]) -> str:
    """The heading a name was most likely meant for; in Chinese, where two characters say much, also one it is in."""
    is_part = len(name) > 1 and not name.isascii()
    return nearest(name, known) or next((each for each in known if is_part and name in each), "")


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
