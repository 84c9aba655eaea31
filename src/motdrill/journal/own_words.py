"""Answers in the trainees' own words, written before they see the replies."""

from datetime import datetime

from motdrill.drill.records import OwnWords, local_time, utc_text
from motdrill.journal.database import Database


def store_words(database: Database, trainee: str, step: tuple[str, str], lang: str, words: str, at: datetime) -> None:
    """Stores a trainee's words at a step (scenario id, step id)."""
    with database.writing() as db:
        row = (trainee, *step, lang, words, utc_text(at))
        columns = "trainee, scenario_id, step, lang, said, said_at"
        db.execute(f"INSERT INTO words ({columns}) VALUES (?, ?, ?, ?, ?, ?)", row)


def last_words(database: Database, trainee: str, step: tuple[str, str]) -> OwnWords | None:
    """A trainee's last words at a step (scenario id, step id), if any."""
    with database.reading() as db:
        row = db.execute(
            "SELECT said, said_at FROM words WHERE trainee = ? AND scenario_id = ? AND step = ?"
            " ORDER BY id DESC LIMIT 1",
            (trainee, *step),
        ).fetchone()
    return OwnWords(row[0], local_time(row[1])) if row else None
