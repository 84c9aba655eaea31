"""What the journal knows about a person, and its removal."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import NamedTuple

from motdrill.journal.database import Database


class Held(NamedTuple):
    """How much the journal has of a person."""

    drills: int
    reviews: int
    words: int


def count(database: Database, trainee: str) -> Held:
    """How much there is of a person.

    Args:
        database: The journal.
        trainee: Who; empty for what was done without a name.

    Raises:
        JournalError: It cannot be read.
    """
    with database.reading() as db:
        return Held(
            *(
                db.execute(f"SELECT count(*) FROM {table} WHERE trainee = ?", (trainee,)).fetchone()[0]
                for table in ("drill", "review", "words")
            )
        )


def forget(database: Database, trainee: str) -> None:
    """Removes a person, with their answers, what waits to be sent, and texts that only they have played.

    The file is rewritten, so that nothing of them is left in pages that are free, nor in the write-ahead log.

    Raises:
        JournalError: It cannot be written.
    """
    with database.writing() as db:
        for table in ("drill", "review", "words"):
            db.execute(f"DELETE FROM {table} WHERE trainee = ?", (trainee,))
        db.execute(
            "DELETE FROM scenario WHERE hash NOT IN (SELECT scenario_hash FROM drill)"
            " AND hash NOT IN (SELECT scenario_hash FROM review)"
            " AND hash NOT IN (SELECT scenario_hash FROM class)"
        )
    with database.reading() as db:
        db.execute("VACUUM")
        busy, _pages, _moved = db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if busy:
            raise sqlite3.OperationalError("another program has it open, and traces are left: say it again later")


def set_aside_files(database: Database) -> list[Path]:
    """Damaged journals that were set aside beside this one."""
    return sorted(database.path.parent.glob(f"{database.path.name}.damaged-*"))
