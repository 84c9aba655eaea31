"""What trainees write in their own words: answers before they see the replies, and the sentence they mean to use."""

import json
from datetime import datetime

from motdrill.drill.records import OwnWords, local_time, utc_text
from motdrill.journal.database import Database


def store_words(database: Database, trainee: str, step: tuple[str, str], lang: str, words: str, at: datetime) -> int:
    """Stores a trainee's words at a step (scenario id, step id); returns their id for `store_ticks`."""
    with database.writing() as db:
        row = (trainee, *step, lang, words, utc_text(at))
        columns = "trainee, scenario_id, step, lang, said, said_at"
        return db.execute(f"INSERT INTO words ({columns}) VALUES (?, ?, ?, ?, ?, ?)", row).lastrowid or 0


def store_ticks(database: Database, words_id: int, codes: tuple[str, ...]) -> None:
    """Stores which codes a trainee recognised in their own words."""
    with database.writing() as db:
        db.execute("UPDATE words SET ticked = ? WHERE id = ?", (json.dumps(codes), words_id))


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
    query = f"SELECT said, said_at, ticked FROM words WHERE {condition} ORDER BY id DESC LIMIT 1"
    with database.reading() as db:
        row = db.execute(query, values).fetchone()
    if row is None:
        return None
    text, said_at, ticked = row
    return OwnWords(text, local_time(said_at), tuple(json.loads(ticked)) if ticked else None)
