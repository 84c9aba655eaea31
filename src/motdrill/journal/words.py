"""What trainees said in their own words, before they saw the replies."""

from __future__ import annotations

import json
from datetime import datetime

from motdrill.drill.played import Words, local, utc
from motdrill.journal.database import Database


def say(database: Database, trainee: str, step: tuple[str, str], lang: str, words: str, at: datetime) -> int:
    """Stores what somebody would have said.

    Args:
        database: The journal.
        trainee: Who; empty where nobody said.
        step: The scenario's id and the step's.
        lang: The language of the drill.
        words: What they said.
        at: When, UTC.

    Returns:
        A number to tick it by.

    Raises:
        JournalError: It cannot be written.
    """
    with database.writing() as db:
        row = (trainee, *step, lang, words, utc(at))
        columns = "trainee, scenario_id, step, lang, said, said_at"
        return db.execute(f"INSERT INTO words ({columns}) VALUES (?, ?, ?, ?, ?, ?)", row).lastrowid or 0


def tick(database: Database, number: int, codes: tuple[str, ...]) -> None:
    """Stores which codes somebody found in their own words.

    Raises:
        JournalError: It cannot be written.
    """
    with database.writing() as db:
        db.execute("UPDATE words SET ticked = ? WHERE id = ?", (json.dumps(codes), number))


def last_said(database: Database, trainee: str, step: tuple[str, str]) -> Words | None:
    """What somebody said at a step the last time; None where they never did.

    Raises:
        JournalError: It cannot be read.
    """
    with database.reading() as db:
        row = db.execute(
            "SELECT said, said_at, ticked FROM words WHERE trainee = ? AND scenario_id = ? AND step = ?"
            " ORDER BY id DESC LIMIT 1",
            (trainee, *step),
        ).fetchone()
    if row is None:
        return None
    said, said_at, ticked = row
    return Words(said, local(said_at), tuple(json.loads(ticked)) if ticked else None)
