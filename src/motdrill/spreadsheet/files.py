"""Reads spreadsheet files of both kinds; openpyxl is loaded only for workbooks, and may be missing."""

from collections.abc import Sequence
from types import ModuleType
from typing import Final

from motdrill.errors import UsageError
from motdrill.spreadsheet.cells import NewSheet, Sheet
from motdrill.spreadsheet.csv_file import csv_bytes, read_csv

WORKBOOK_SUFFIX: Final = ".xlsx"
CSV_SUFFIX: Final = ".csv"
_ZIP: Final = b"PK\x03\x04"


def read_sheets(content: bytes, file: str) -> list[Sheet]:
    """The sheets of a file, by its name and its content: a workbook may have been renamed.

    Raises:
        UsageError: It cannot be read, or openpyxl is missing.
    """
    if content.startswith(_ZIP) or file.lower().endswith(WORKBOOK_SUFFIX):
        sheets: list[Sheet] = load_workbook_module().read_workbook(content, file)
        return sheets
    if (sheet := read_csv(content)) is None:
        raise UsageError("no-csv", file=file)
    return [sheet]


def sheet_bytes(sheets: Sequence[NewSheet], suffix: str) -> bytes:
    """The content of a new file of a kind, by its suffix.

    Raises:
        UsageError: openpyxl is missing.
    """
    if suffix == CSV_SUFFIX:
        return csv_bytes(sheets)
    content: bytes = load_workbook_module().workbook_bytes(sheets)
    return content


def load_workbook_module() -> ModuleType:
    """The module that needs openpyxl.

    Raises:
        UsageError: openpyxl is missing.
    """
    try:
        from motdrill.spreadsheet import workbook
    except ModuleNotFoundError as error:
        raise UsageError("sheet-missing") from error
    return workbook
