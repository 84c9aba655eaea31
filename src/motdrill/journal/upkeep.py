"""Checks, counts and copies a journal as a whole."""

import sqlite3
import zlib
from contextlib import closing
from pathlib import Path

from motdrill.journal.database import Database, check_integrity
from motdrill.journal.entries import text_hash
from motdrill.journal.failures import DamageError


def count_rows(database: Database) -> dict[str, int]:
    """How many drills, answers, reviews, own words and classes there are, by their tables' names."""
    tables = ("drill", "answer", "review", "words", "class")
    with database.reading() as db:
        return {table: db.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables}


def check_whole(database: Database) -> None:
    """Checks the file to the last page, what refers to what, and the scenario texts.

    Raises:
        JournalError: It is damaged, or cannot be read.
    """
    with database.reading() as db:
        check_integrity(db)
        if stray := db.execute("PRAGMA foreign_key_check").fetchone():
            raise DamageError(f"a row of {stray[0]} refers to a row of {stray[2]} that is gone")
        for hashed, packed in db.execute("SELECT hash, text FROM scenario"):
            if text_hash(zlib.decompress(packed).decode()) != hashed:
                raise DamageError("a scenario text is not what it was")


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
