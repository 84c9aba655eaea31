"""Classes in the journal: each event is committed before anybody sees its effect."""

import json
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from motdrill.drill.records import utc_text
from motdrill.journal.database import Database
from motdrill.journal.entries import storable_path
from motdrill.journal.journal import new_id, store_text


@dataclass(frozen=True, slots=True)
class StoredClass:
    """A class as the journal has it.

    Attributes:
        file: The scenario's file, as an absolute path.
        text: The file's text.
        settings: How it is run, and what a resume needs, as plain data.
        started_at: When it began, UTC, ISO 8601.
        events: The events, each as JSON.
    """

    id: str
    scenario_id: str
    file: str
    text: str
    seed: int
    lang: str
    settings: Mapping[str, Any]
    started_at: str
    events: tuple[str, ...] = ()


def begin_class(database: Database, stored: StoredClass) -> None:
    """Stores the beginning of a class."""
    with database.writing() as db:
        text_hash = store_text(db, stored.text)
        columns = "id, scenario_id, file, scenario_hash, seed, lang, manner, started_at"
        scenario = (stored.scenario_id, storable_path(stored.file), text_hash)
        row = (stored.id, *scenario, stored.seed, stored.lang, json.dumps(stored.settings), stored.started_at)
        db.execute(f"INSERT INTO class ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)


def new_stored_class(
    scenario: tuple[str, str, str], seed: int, lang: str, settings: Mapping[str, Any], at: datetime
) -> StoredClass:
    """A class that is about to begin, of a scenario (id, file, text), with a new id."""
    return StoredClass(new_id(), *scenario, seed, lang, settings, utc_text(at))


def update_settings(database: Database, class_id: str, settings: Mapping[str, Any]) -> None:
    """Replaces the settings of a class, for example when its port is known."""
    with database.writing() as db:
        db.execute("UPDATE class SET manner = ? WHERE id = ?", (json.dumps(settings), class_id))


def add_event(database: Database, class_id: str, number: int, event: str, at: datetime) -> None:
    """Stores an event of a class, as JSON, with its number from 1."""
    with database.writing() as db:
        db.execute("INSERT INTO class_event VALUES (?, ?, ?, ?)", (class_id, number, event, utc_text(at)))


def end_class(database: Database, class_id: str, at: datetime) -> None:
    """Stores that a class is finished, or is not to be resumed."""
    with database.writing() as db:
        db.execute("UPDATE class SET ended_at = ? WHERE id = ?", (utc_text(at), class_id))


def last_unfinished_class(database: Database, is_free: Callable[[str], bool]) -> StoredClass | None:
    """The class that was cut off last, if any; `is_free` says of an id whether it is open in no other program."""
    with database.reading() as db:
        ids = db.execute("SELECT id FROM class WHERE ended_at IS NULL ORDER BY started_at DESC, rowid DESC").fetchall()
    unfinished = (
        next(_classes(database, "ended_at IS NULL AND class.id = ?", class_id), None)  # ended since, perhaps
        for (class_id,) in ids
        if is_free(class_id)
    )
    return next(filter(None, unfinished), None)


def classes(database: Database) -> Iterator[StoredClass]:
    """The finished classes, the oldest first."""
    return _classes(database, "ended_at IS NOT NULL")


def _classes(database: Database, where: str, *values: str) -> Iterator[StoredClass]:
    with database.reading() as db:
        for class_id, scenario_id, file, packed, seed, lang, settings, started_at in db.execute(
            "SELECT class.id, scenario_id, file, text, seed, lang, manner, started_at"
            f" FROM class JOIN scenario ON hash = scenario_hash WHERE {where}"
            " ORDER BY started_at, class.rowid",
            values,
        ):
            events = db.execute("SELECT event FROM class_event WHERE class_id = ? ORDER BY number", (class_id,))
            scenario = (scenario_id, file, zlib.decompress(packed).decode())
            texts = tuple(event for (event,) in events)
            yield StoredClass(class_id, *scenario, seed, lang, json.loads(settings), started_at, texts)
