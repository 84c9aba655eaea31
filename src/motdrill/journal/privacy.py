"""What the journal knows about a person, and its removal."""

from __future__ import annotations

import glob
from pathlib import Path
from typing import NamedTuple

from motdrill.journal.classes import TYPED_NAMES
from motdrill.journal.database import Database


class Held(NamedTuple):
    """How much the journal has of a person: drills, reviews, own words, and classes they joined by that name."""

    drills: int
    reviews: int
    words: int
    classes: int


def count(database: Database, trainee: str) -> Held:
    """How much there is of a person.

    Args:
        database: The journal.
        trainee: Who; empty for what was done without a name.

    Raises:
        JournalError: It cannot be read.
    """
    queries = [f"SELECT count(*) FROM {table} WHERE trainee = ?" for table in ("drill", "review", "words")]
    with database.reading() as db:
        found = [db.execute(query, (trainee,)).fetchone()[0] for query in queries]
        joined = f"SELECT count(DISTINCT class_id){TYPED_NAMES} = ?"
        found.append(db.execute(joined, (trainee,)).fetchone()[0] if trainee else 0)
    return Held._make(found)


def forget(database: Database, trainee: str) -> bool:
    """Removes a person, with their answers, what waits to be sent, and texts that only they have played.

    The file is rewritten, so that nothing of them is left in pages that are free, nor in the write-ahead log.

    Returns:
        Whether nothing is left in the file; something is until another program that reads it is closed.

    Raises:
        JournalError: It cannot be written.
    """
    with database.writing() as db:
        if trainee:
            numbers = f"SELECT class_id, number{TYPED_NAMES} = ?"
            blanked = "UPDATE class_event SET event = json_set(event, '$[1].name', '')"
            db.execute(f"{blanked} WHERE (class_id, number) IN ({numbers})", (trainee,))
        for table in ("drill", "review", "words"):
            db.execute(f"DELETE FROM {table} WHERE trainee = ?", (trainee,))
        db.execute(
            "DELETE FROM scenario WHERE hash NOT IN (SELECT scenario_hash FROM drill)"
            " AND hash NOT IN (SELECT scenario_hash FROM review)"
            " AND hash NOT IN (SELECT scenario_hash FROM class)"
        )
    with database.reading() as db:
        db.execute("VACUUM")
        db.execute("PRAGMA busy_timeout = 500")  # whoever reads may go on doing so for hours
        busy, _pages, _moved = db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return not busy


def set_aside_files(database: Database) -> list[Path]:
    """Damaged journals that were set aside beside this one."""
    return sorted(database.path.parent.glob(f"{glob.escape(database.path.name)}.damaged-*"))
