"""Sheets that come back, from whatever spreadsheet: read leniently in form, strictly in what they say."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from motdrill.method.catalogue import MAX_POINTS
from motdrill.panel.sheet import HEADINGS

_BOMS: Final = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_ENCODINGS: Final = ("utf-8", "gb18030")
"""Spreadsheets in Chinese Windows write CSV as GB 18030 or a part of it."""


class Fault(NamedTuple):
    """Something wrong with a sheet.

    Attributes:
        code: `no-table` (not CSV at all), `no-columns` (item or rating), `no-such-item`, `item-twice`, `bad-rating`.
        row: The row, counted as spreadsheets count; 0 for the whole sheet.
        given: What stands there.
    """

    code: str
    row: int = 0
    given: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One expert's ratings.

    Attributes:
        ratings: By the item's key, 0-3.
        blank: Rows of items that were not rated.
        faults: What is wrong; where there is anything, the ratings are not to be used.
    """

    ratings: Mapping[str, int]
    blank: tuple[int, ...]
    faults: tuple[Fault, ...]


def read_sheet(content: bytes, known: Collection[str]) -> Sheet:
    """Reads one sheet.

    Args:
        content: The file: CSV in UTF-8, UTF-16 or GB 18030, with commas, semicolons or tabs.
        known: The keys there are.
    """
    table = _table(content)
    if table is None:
        return Sheet({}, (), (Fault("no-table"),))
    item, rating = (_column(table, name) for name in ("item", "rating"))
    if item is None or rating is None:
        return Sheet({}, (), (Fault("no-columns"),))
    return _ratings(table[1:], item, rating, known)


def _ratings(table: Sequence[Sequence[str]], item: int, rating: int, known: Collection[str]) -> Sheet:
    ratings: dict[str, int] = {}
    blank: list[int] = []
    faults: list[Fault] = []
    for row, cells in enumerate(table, 2):
        key, given = (cells[i].strip() if i < len(cells) else "" for i in (item, rating))
        if not key and not given:
            continue
        if key not in known:
            faults.append(Fault("no-such-item", row, key))
        elif key in ratings:
            faults.append(Fault("item-twice", row, key))
        elif not given:
            blank.append(row)
        elif (points := _points(given)) is None:
            faults.append(Fault("bad-rating", row, given))
        else:
            ratings[key] = points
    return Sheet(ratings, tuple(blank), tuple(faults))


def _points(given: str) -> int | None:
    """A rating as people and spreadsheets write it: 3, ３, 3.0 or 3,00."""
    found = re.fullmatch(rf"([0-{MAX_POINTS}])([.,]0*)?", unicodedata.normalize("NFKC", given))
    return int(found.group(1)) if found else None


def _column(table: Sequence[Sequence[str]], name: str) -> int | None:
    """Where a column stands, by its heading in any language; what stands in brackets there only explains it."""
    wanted = {_bare(heading) for heading in HEADINGS[name].values()}
    return next((i for i, cell in enumerate(table[0] if table else ()) if _bare(cell) in wanted), None)


def _bare(heading: str) -> str:
    return heading.replace("（", "(").partition("(")[0].strip().lower()


def _table(content: bytes) -> list[list[str]] | None:
    """The rows, divided at whatever divides the heading; None where there is no text."""
    text = _text(content)
    if text is None:
        return None
    head = text.partition("\n")[0]
    delimiter = max(",;\t", key=head.count)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error:
        return None


def _text(content: bytes) -> str | None:
    """The text of a file; None where it is none, such as a workbook that was not saved as CSV."""
    if b"\0" in content and content[:2] not in _BOMS:
        return None
    named = next((encoding for mark, encoding in _BOMS.items() if content.startswith(mark)), None)
    for encoding in (named,) if named else _ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None
