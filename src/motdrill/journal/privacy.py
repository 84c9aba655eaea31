"""Counts and removes what the journal stores about a person."""

import glob
import json
import sqlite3
from pathlib import Path
from typing import NamedTuple

from motdrill.journal.database import Database
from motdrill.journal.people import NAMES


class StoredCounts(NamedTuple):
    """How many drills, reviews, own words and joined classes are stored for a person."""

    drills: int
    reviews: int
    words: int
    classes: int


def count_stored(database: Database, trainee: str) -> StoredCounts:
    """How much is stored for a person; an empty name stands for what was done without one, except in classes."""
    queries = [f"SELECT count(*) FROM {table} WHERE trainee = ?" for table in ("drill", "review", "words")]
    with database.reading() as db:
        counts = [db.execute(query, (trainee,)).fetchone()[0] for query in queries]
        classes = f"SELECT count(DISTINCT class_id){NAMES} = ?"
        counts.append(db.execute(classes, (trainee,)).fetchone()[0] if trainee else 0)
    return StoredCounts._make(counts)


def delete_person(database: Database, trainee: str) -> bool:
    """Removes a person with their answers, drills to be sent, and scenario texts that only they have played.

    The file is rewritten, so that nothing is left in free pages or in the write-ahead log.

    Returns:
        Whether nothing is left in the file; false while another program reads it.
    """
    with database.writing() as db:
        if trainee:
            _blank_name(db, trainee)
        for table in ("drill", "review", "words"):
            db.execute(f"DELETE FROM {table} WHERE trainee = ?", (trainee,))
        db.execute(
            "DELETE FROM scenario WHERE hash NOT IN (SELECT scenario_hash FROM drill)"
            " AND hash NOT IN (SELECT scenario_hash FROM review)"
            " AND hash NOT IN (SELECT scenario_hash FROM class)"
        )
    with database.reading() as db:
        db.execute("VACUUM")
        db.execute("PRAGMA busy_timeout = 500")  # another program may read for hours
        busy, _wal_pages, _checkpointed = db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return not busy


def _blank_name(db: sqlite3.Connection, name: str) -> None:
    """Clears a name where it was typed into a phone or given to a team."""
    for class_id, manner in db.execute(f"SELECT DISTINCT class_id, manner{NAMES} = ?", (name,)).fetchall():
        settings = json.loads(manner)
        settings["names"] = ["" if each == name else each for each in settings.get("names", ())]
        db.execute("UPDATE class SET manner = ? WHERE id = ?", (json.dumps(settings), class_id))
    events = f"SELECT class_id, number{NAMES} = ?"
    clear_name = "UPDATE class_event SET event = json_set(event, '$[1].name', '')"
    db.execute(f"{clear_name} WHERE (class_id, number) IN ({events})", (name,))


def set_aside_files(database: Database) -> list[Path]:
    """The damaged journals that were renamed and stay beside this one."""
    return sorted(database.path.parent.glob(f"{glob.escape(database.path.name)}.damaged-*"))
