"""Whether rows of the journal hold by themselves, which SQLite cannot tell: texts, JSON and times."""

import json
import sqlite3
import zlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from motdrill.journal.entries import text_hash
from motdrill.journal.failures import DamageError, check_integrity
from motdrill.journal.forms import table_forms

_JSON_COLUMNS: Final = ("given", "ticked", "manner", "event")


def is_sound(table: str, row: Mapping[str, Any]) -> bool:
    """Whether the values of a row, by column, can be read, and a scenario's text has the hash it is stored by."""
    try:
        for column, value in row.items():
            if column.endswith("_at") and value:
                datetime.fromisoformat(value)
            if column in _JSON_COLUMNS and value is not None:
                json.loads(value)
        return table != "scenario" or text_hash(zlib.decompress(row["text"]).decode()) == row["hash"]
    except (ValueError, zlib.error):
        return False


def check_whole(db: sqlite3.Connection) -> None:
    """Checks a journal to the last page and the last row.

    Raises:
        DamageError: It is damaged.
        sqlite3.Error: It cannot be read.
    """
    check_integrity(db)
    if stray := db.execute("PRAGMA foreign_key_check").fetchone():
        raise DamageError(f"a row of {stray[0]} refers to a row of {stray[2]} that is gone")
    for table, form in table_forms().items():
        for values in db.execute(f'SELECT {", ".join(form.columns)} FROM "{table}"'):
            if not is_sound(table, dict(zip(form.columns, values, strict=True))):
                raise DamageError(f"a row of {table} cannot be read")
