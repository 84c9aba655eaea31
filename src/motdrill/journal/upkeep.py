"""Checks, repairs, counts and copies a journal as a whole."""

import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

from motdrill.journal.database import Database, connect_repaired
from motdrill.journal.failures import journal_errors
from motdrill.journal.repair import Repair
from motdrill.journal.row_checks import check_whole


def count_rows(database: Database) -> dict[str, int]:
    """How many drills, answers, reviews, own words and classes there are, by their tables' names."""
    tables = ("drill", "answer", "review", "words", "class")
    with database.reading() as db:
        return {table: db.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables}


def check_journal(database: Database) -> None:
    """Checks an open journal to the last page and the last row.

    Raises:
        JournalError: It is damaged, or cannot be read.
    """
    with database.reading() as db:
        check_whole(db)


def repair_journal(path: Path, now: datetime) -> Repair | None:
    """Repairs a journal that is damaged anywhere; None if it is whole. `now` is the time in UTC.

    Raises:
        JournalError: It belongs to a newer motdrill or another program, is in use, or cannot be read or written.
    """
    with journal_errors(path):
        db, repair = connect_repaired(path, now, check_whole)
        db.close()
        return repair


def back_up(database: Database, target: Path, *, replace: bool) -> None:
    """Writes a consistent copy of a journal, also while it is in use; whole or not at all.

    Args:
        database: The journal.
        target: The file to write.
        replace: Whether an existing file may be overwritten.

    Raises:
        FileExistsError: The file exists and may not be overwritten.
        JournalError: The journal cannot be read, or the copy not be written.
        OSError: The file cannot be written.
    """
    if not replace:
        target.open("xb").close()
    draft = target.with_name(f"{target.name}.part")
    try:
        draft.unlink(missing_ok=True)
        with database.reading() as db, closing(sqlite3.connect(draft)) as copy:
            db.backup(copy)
        draft.replace(target)
    except BaseException:
        draft.unlink(missing_ok=True)
        if not replace:
            target.unlink()
        raise
