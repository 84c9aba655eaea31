"""What trainees write in their own words: answers before they see the replies, and the sentence they mean to use."""

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
    return _last_row(database, "trainee = ? AND scenario_id = ? AND step = ?", (trainee, *step))


def store_sentence(database: Database, trainee: str, scenario_id: str, lang: str, words: str, at: datetime) -> None:
    """Stores the sentence that a trainee means to use after a drill: words that belong to no step."""
    store_words(database, trainee, (scenario_id, ""), lang, words, at)


def last_sentence(database: Database, trainee: str) -> OwnWords | None:
    """The sentence that a trainee last meant to use, if any."""
    return _last_row(database, "trainee = ? AND step = ''", (trainee,))


def _last_row(database: Database, condition: str, values: tuple[str, ...]) -> OwnWords | None:
    query = f"SELECT said, said_at FROM words WHERE {condition} ORDER BY id DESC LIMIT 1"
    with database.reading() as db:
        row = db.execute(query, values).fetchone()
    return OwnWords(row[0], local_time(row[1])) if row else None
