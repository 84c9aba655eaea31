"""Reads rating sheets from any spreadsheet program: lenient about the file format, strict about the content."""

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from motdrill.method.catalogue import MAX_POINTS
from motdrill.panel.sheet_writer import HEADINGS
from motdrill.spreadsheet.csv_file import csv_rows


class SheetFault(NamedTuple):
    """Something wrong with a sheet.

    Attributes:
        code: `no-table` (not CSV at all), `no-columns` (item or rating), `no-such-item`, `item-twice`, `bad-rating`.
        row: The row number as spreadsheets show it; 0 for the whole sheet.
        given: The cell's text.
    """

    code: str
    row: int = 0
    text: str = ""


@dataclass(frozen=True, slots=True)
class ReturnedSheet:
    """One expert's ratings, 0-3, by the item's key; not to be used if there are faults.

    `blank` are the row numbers of items that were not rated.
    """

    ratings: Mapping[str, int]
    blank_rows: tuple[int, ...]
    faults: tuple[SheetFault, ...]


def read_sheet(content: bytes, item_keys: Collection[str]) -> ReturnedSheet:
    """Reads one sheet.

    Args:
        content: The file: CSV in UTF-8, UTF-16 or GB 18030, with commas, semicolons or tabs.
        item_keys: The keys of all items.
    """
    table = csv_rows(content)
    if table is None:
        return ReturnedSheet({}, (), (SheetFault("no-table"),))
    item, rating = (_column(table, name) for name in ("item", "rating"))
    if item is None or rating is None:
        return ReturnedSheet({}, (), (SheetFault("no-columns"),))
    return _ratings(table[1:], item, rating, item_keys)


def _ratings(table: Sequence[Sequence[str]], item: int, rating: int, known: Collection[str]) -> ReturnedSheet:
    ratings: dict[str, int] = {}
    blank: list[int] = []
    faults: list[SheetFault] = []
    for row, cells in enumerate(table, 2):
        key, text = (cells[i].strip() if i < len(cells) else "" for i in (item, rating))
        if not key and not text:
            continue
        if key not in known:
            faults.append(SheetFault("no-such-item", row, key))
        elif key in ratings:
            faults.append(SheetFault("item-twice", row, key))
        elif not text:
            blank.append(row)
        elif (points := _points(text)) is None:
            faults.append(SheetFault("bad-rating", row, text))
        else:
            ratings[key] = points
    return ReturnedSheet(ratings, tuple(blank), tuple(faults))


def _points(text: str) -> int | None:
    """A rating as people and spreadsheets write it: 3, ３, 3.0 or 3,00."""
    match = re.fullmatch(rf"([0-{MAX_POINTS}])([.,]0*)?", unicodedata.normalize("NFKC", text))
    return int(match.group(1)) if match else None


def _column(table: Sequence[Sequence[str]], name: str) -> int | None:
    """The index of a column, by its heading in any language up to an explanation in brackets."""
    headings = {_short_heading(heading) for heading in HEADINGS[name].values()}
    return next((i for i, cell in enumerate(table[0] if table else ()) if _short_heading(cell) in headings), None)


def _short_heading(heading: str) -> str:
    return heading.replace("（", "(").partition("(")[0].strip().lower()
