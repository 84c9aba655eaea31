"""Reads and writes CSV as spreadsheet programs do: in several encodings, with commas, semicolons or tabs."""

import csv
import io
import re
from collections.abc import Sequence
from typing import Final

from motdrill.scenario.safe_text import FORMULA_STARTS, sanitize
from motdrill.spreadsheet.cells import Cell, NewSheet, Sheet
from motdrill.spreadsheet.encoding import csv_text

_DELIMITERS: Final = ",;\t"
_SEPARATOR_LINE: Final = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
"""A first line by which Excel is told the delimiter."""
_ESCAPED: Final = re.compile(rf"\A'('*[{re.escape(''.join(FORMULA_STARTS))}])")


def csv_rows(content: bytes) -> list[list[str]] | None:
    """The rows of a file, split at the delimiter that the first line uses most; None if it is no CSV."""
    text = csv_text(content)
    if text is None:
        return None
    delimiter = max(_DELIMITERS, key=text.lstrip().partition("\n")[0].count)
    if named := _SEPARATOR_LINE.match(text):
        delimiter, text = named[1], text[named.end() :]
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error:
        return None


def read_csv(content: bytes) -> Sheet | None:
    """A CSV file as a sheet, without the apostrophes of `csv_bytes`; None if it is no CSV."""
    rows = csv_rows(content)
    if rows is None:
        return None
    return Sheet("", [[Cell(_ESCAPED.sub(r"\1", text, count=1)) for text in row] for row in rows])


def csv_bytes(sheets: Sequence[NewSheet]) -> bytes:
    """Sheets one below the other, an empty line between them, in UTF-8 as Excel knows it; nothing is a formula."""
    stream = io.StringIO(newline="")
    table = csv.writer(stream)
    for number, sheet in enumerate(sheets):
        if number:
            table.writerow([])
        table.writerow([column.heading for column in sheet.columns])
        table.writerows([[_csv_cell(value) for value in row] for row in sheet.rows])
    return stream.getvalue().encode("utf-8-sig")


def _csv_cell(value: str | int) -> str:
    """A text with an apostrophe before what would be run as a formula, or would be read as such an apostrophe."""
    if isinstance(value, int):
        return str(value)
    text = sanitize(value)
    return f"'{text}" if text.lstrip("'").startswith(FORMULA_STARTS) else text
