"""Sheets as text: a cell and its place, sheets that were read, and sheets to be written."""

from collections.abc import Sequence
from typing import Final, Literal, NamedTuple, TypeAlias

CellKind: TypeAlias = Literal["", "date", "formula"]

MAX_ROWS: Final = 20_000
MAX_COLUMNS: Final = 300
"""What lies beyond is not read: a scenario needs some hundred rows."""


class Cell(NamedTuple):
    """What stands in a cell, as text.

    `kind` is `date` where the spreadsheet program has made a date or a time of what was typed, and `formula` where
    it holds a formula, whose text this is.
    """

    text: str
    kind: CellKind = ""


class Sheet(NamedTuple):
    """One sheet of a file; `name` is empty for CSV."""

    name: str
    rows: Sequence[Sequence[Cell]]

    def place(self, row: int, column: int) -> str:
        """A cell's name, such as `steps!D14`, from indexes that count from 0."""
        cell = f"{column_letters(column)}{row + 1}"
        return f"{self.name}!{cell}" if self.name else cell


class SheetColumn(NamedTuple):
    """A column of a sheet to be written.

    Attributes:
        heading: The cell in its first row.
        help: What stands in the column, shown beside the heading.
        choices: What may be chosen from a list in its cells.
        is_free: Whether something else may be typed, such as several of the choices.
        is_number: Whether the cells hold numbers; all others are text, which a spreadsheet program leaves as it is.
        is_wide: Whether the cells hold whole sentences.
    """

    heading: str
    help: str = ""
    choices: tuple[str, ...] = ()
    is_free: bool = False
    is_number: bool = False
    is_wide: bool = False


class NewSheet(NamedTuple):
    """A sheet to be written.

    Attributes:
        rows: A text or a number for each column.
        fixed_columns: How many columns stay in sight while one scrolls to the right.
        shaded_rows: The indexes of rows that begin something.
    """

    name: str
    columns: Sequence[SheetColumn]
    rows: Sequence[Sequence[str | int]]
    fixed_columns: int = 1
    shaded_rows: frozenset[int] = frozenset()


def column_letters(index: int) -> str:
    """The letters of a column, from its index: A for 0, AA for 26."""
    rest, letter = divmod(index, 26)
    return (column_letters(rest - 1) if rest else "") + chr(ord("A") + letter)
