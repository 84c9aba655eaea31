"""The form of each table's rows, by which a row that has lost its table is known."""

import sqlite3
from contextlib import closing
from functools import cache
from typing import Any, Final, NamedTuple

from motdrill.journal.pages import RawRow
from motdrill.journal.tables import VERSION, migrate

_TYPES: Final = {"TEXT": (str,), "INTEGER": (int,), "REAL": (int, float), "BLOB": (bytes,)}
"""What a column's values are in the file; a whole number in a REAL column is stored as an integer."""


class TableForm(NamedTuple):
    """The form of a table's rows.

    Attributes:
        columns: The columns' names in the order stored.
        types: What their values are.
        lengths: How many values a row may have: a row of an older version has fewer.
        key: The columns of the primary key.
        has_rowid: Whether rows have a number of their own.
        rowid_column: The column that is that number; empty without one.
    """

    columns: tuple[str, ...]
    types: tuple[tuple[type, ...], ...]
    lengths: frozenset[int]
    key: tuple[str, ...]
    has_rowid: bool
    rowid_column: str

    def row(self, raw: RawRow) -> dict[str, Any] | None:
        """The values of a row by column; None if it has not this form."""
        if (raw.rowid is not None) != self.has_rowid or len(raw.values) not in self.lengths:
            return None
        row = dict(zip(self.columns, raw.values, strict=False))
        if self.rowid_column:
            if row[self.rowid_column] is not None:
                return None
            row[self.rowid_column] = raw.rowid
        fits = all(isinstance(value, types) for value, types in zip(row.values(), self.types, strict=False))
        return row if fits else None


@cache
def table_forms() -> dict[str, TableForm]:
    """The form of each table, in an order in which none refers to a later one."""
    versions = [_forms(version) for version in range(1, VERSION + 1)]
    lengths = {
        table: frozenset(len(forms[table].columns) for forms in versions if table in forms) for table in versions[-1]
    }
    return {table: form._replace(lengths=lengths[table]) for table, form in versions[-1].items()}


def _forms(version: int) -> dict[str, TableForm]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        migrate(db, version)
        names = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY rowid")]
        without_rowid = {row[1] for row in db.execute("PRAGMA table_list") if row[4]}
        return {name: _form(db, name, name not in without_rowid) for name in names}


def _form(db: sqlite3.Connection, table: str, has_rowid: bool) -> TableForm:
    info = db.execute(f'PRAGMA table_info("{table}")').fetchall()  # number, name, type, not null, default, place in key
    if not has_rowid:
        info = sorted(info, key=lambda column: (not column[5], column[5]))  # the key is stored first
    key = tuple(column[1] for column in sorted(info, key=lambda column: column[5]) if column[5])
    types = tuple(
        _TYPES[kind] + (() if not_null or place else (type(None),)) for _n, _c, kind, not_null, _d, place in info
    )
    is_number = has_rowid and [column[2] for column in info if column[5]] == ["INTEGER"]
    columns = tuple(column[1] for column in info)
    return TableForm(columns, types, frozenset({len(info)}), key, has_rowid, key[0] if is_number else "")
