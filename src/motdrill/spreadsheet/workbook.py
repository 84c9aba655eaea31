"""Reads and writes workbooks (.xlsx) by openpyxl, whatever a spreadsheet program or a person has done to them."""

import io
import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, time, timedelta
from itertools import islice
from typing import Any, Final

import openpyxl
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from motdrill.errors import UsageError
from motdrill.spreadsheet.cells import MAX_COLUMNS, MAX_ROWS, Cell, NewSheet, Sheet, SheetColumn, column_letters

_MAX_UNPACKED_BYTES: Final = 50 << 20
_OLD_FORMAT: Final = b"\xd0\xcf\x11\xe0"
"""An old .xls, or a workbook with a password."""
_MACROS: Final = "xl/vbaProject.bin"
_MOST_TYPED_CHOICES: Final = 255
"""The longest list of choices that Excel takes from the rule itself, and not from cells."""
_LONGEST_TEXT: Final = 32_767
"""What a cell holds; openpyxl would cut the rest off."""
_CHOICES_SHEET: Final = "lists"
_TEXT_FORMAT: Final = "@"
_QUOTED: Final = re.compile(r'"[^"]*"|\\.')
"""What a number format shows as it stands."""
_ESCAPE: Final = re.compile("_x(00[01][0-9A-F]|005F)_")
"""How a workbook writes characters that XML cannot hold, and the `_` of a text that looks like one of them."""
_ROWS_TO_FILL: Final = 1000
_WRAPPED: Final = Alignment(wrap_text=True, vertical="top")
_SHADE: Final = PatternFill("solid", fgColor="E8EEF4")


def read_workbook(content: bytes, file: str) -> list[Sheet]:
    """The sheets of a workbook; formulas are not computed, macros not run.

    Raises:
        UsageError: It is no workbook, is protected, has macros, or is too large.
    """
    _refuse_unsafe(content, file)
    try:
        with warnings.catch_warnings(action="ignore"):  # about drop-downs and the like, which are not read
            book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
            return [Sheet(sheet.title, list(_rows(sheet))) for sheet in book.worksheets]
    except Exception as error:  # a damaged part raises whatever its reader meets
        raise UsageError("workbook-broken", file=file) from error


def _refuse_unsafe(content: bytes, file: str) -> None:
    if content.startswith(_OLD_FORMAT):
        raise UsageError("workbook-protected", file=file)
    try:
        parts = zipfile.ZipFile(io.BytesIO(content)).infolist()
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise UsageError("workbook-broken", file=file) from error
    if _MACROS in {part.filename for part in parts}:
        raise UsageError("workbook-macros", file=file)
    if sum(part.file_size for part in parts) > _MAX_UNPACKED_BYTES:
        raise UsageError("workbook-large", file=file)


def _rows(sheet: Any) -> Iterator[list[Cell]]:
    sheet.reset_dimensions()  # other programs write sizes that are too small
    for row in islice(sheet.iter_rows(), MAX_ROWS):
        yield [_cell(each) for each in row[:MAX_COLUMNS]]


def _cell(cell: Any) -> Cell:
    value = cell.value
    if value is None:
        return Cell("")
    if cell.data_type == "f":
        return Cell(str(getattr(value, "text", value)), "formula")
    if isinstance(value, date | time | timedelta):
        return Cell(str(value).removesuffix(" 00:00:00"), "date")
    if isinstance(value, int | float) and not isinstance(value, bool):
        is_percent = "%" in _QUOTED.sub("", cell.number_format or "")  # 1 is shown as 100%
        return Cell(f"{value * 100:.15g}%" if is_percent else f"{value:.15g}")
    return Cell(_ESCAPE.sub(_unescaped, str(value)))


def _unescaped(escape: re.Match[str]) -> str:
    """A character that Excel writes by its number: those that end a line as such, which Word writes as 0B."""
    character = chr(int(escape[1], 16))
    return {"\r": "", "\v": "\n"}.get(character, character)


def workbook_bytes(sheets: Iterable[NewSheet]) -> bytes:
    """A workbook with some sheets: texts are text, whatever they begin with, and choices can be dropped down.

    Raises:
        UsageError: A text is longer than a cell can hold.
    """
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    long_lists: dict[tuple[str, ...], str] = {}
    for sheet in sheets:
        _write_sheet(book.create_sheet(sheet.name), sheet, long_lists)
    _write_lists(book.create_sheet(_CHOICES_SHEET), long_lists)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _write_sheet(page: Worksheet, sheet: NewSheet, long_lists: dict[tuple[str, ...], str]) -> None:
    for index, column in enumerate(sheet.columns):
        _write_column(page, index, column, [row[index] for row in sheet.rows])
        for row in sheet.shaded_rows:
            page.cell(row + 2, index + 1).fill = _SHADE
        if column.choices:
            _add_choices(page, column_letters(index), column, long_lists)
    page.freeze_panes = f"{column_letters(sheet.fixed_columns)}2"


def _write_column(page: Worksheet, index: int, column: SheetColumn, values: Sequence[str | int]) -> None:
    dimension = page.column_dimensions[column_letters(index)]
    dimension.width = 48 if column.is_wide else 14
    dimension.alignment = _WRAPPED
    if not column.is_number:
        dimension.number_format = _TEXT_FORMAT
    heading = page.cell(1, index + 1, column.heading)
    heading.font = Font(bold=True)
    if column.help:
        heading.comment = Comment(column.help, "motdrill", height=120, width=300)
    for row, value in enumerate(values, 2):
        _write_cell(page.cell(row, index + 1), value, is_text=not column.is_number)


def _write_cell(cell: Any, value: str | int, *, is_text: bool) -> None:
    """Writes a cell; an empty one too has its format, so that what is typed there stays as it is."""
    cell.value = None if value == "" else value
    cell.alignment = _WRAPPED
    if is_text:
        cell.number_format = _TEXT_FORMAT
    if isinstance(value, str) and value:
        if len(value) > _LONGEST_TEXT:
            raise UsageError("cell-full", most=_LONGEST_TEXT)
        cell.data_type, cell.number_format, cell.quotePrefix = "s", _TEXT_FORMAT, value.startswith("=")


def _add_choices(page: Worksheet, letters: str, column: SheetColumn, long_lists: dict[tuple[str, ...], str]) -> None:
    typed = ",".join(column.choices)
    if len(typed) <= _MOST_TYPED_CHOICES:
        source = f'"{typed}"'
    else:
        place = long_lists.setdefault(column.choices, column_letters(len(long_lists)))
        source = f"{_CHOICES_SHEET}!${place}$1:${place}${len(column.choices)}"
    rule = DataValidation(type="list", formula1=source, allow_blank=True, showErrorMessage=not column.is_free)
    rule.add(f"{letters}2:{letters}{_ROWS_TO_FILL}")
    page.add_data_validation(rule)


def _write_lists(page: Worksheet, long_lists: dict[tuple[str, ...], str]) -> None:
    """Lists too long for a rule, in a sheet that is not shown."""
    for choices, letters in long_lists.items():
        for row, choice in enumerate(choices, 1):
            page[f"{letters}{row}"] = choice
    page.sheet_state = "hidden"
