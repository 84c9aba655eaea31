"""Classes in the journal: each event is committed before anybody sees what it does."""

from __future__ import annotations

import json
import uuid
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from motdrill.drill.played import utc
from motdrill.journal.database import Database
from motdrill.journal.entries import storable
from motdrill.journal.store import kept_text

TYPED_NAMES: Final = (
    " FROM class_event JOIN class ON class.id = class_id WHERE json_extract(manner, '$.way') = 'phones'"
    " AND json_extract(event, '$[0]') = 'joined' AND json_extract(event, '$[1].name')"
)
"""Events in which a name was typed into a phone, up to what it is compared with; teams' names are nobody's."""


@dataclass(frozen=True, slots=True)
class KeptClass:
    """A class as the journal has it.

    Attributes:
        id: Its id.
        scenario_id: The scenario's id.
        file: The scenario's file, as an absolute path.
        text: The file's text.
        seed: The seed.
        lang: The language it runs in.
        manner: How it is held, and what a resume needs.
        started_at: When it began, UTC, ISO 8601.
        events: What happened, one JSON text an event.
    """

    id: str
    scenario_id: str
    file: str
    text: str
    seed: int
    lang: str
    manner: Mapping[str, Any]
    started_at: str
    events: tuple[str, ...] = ()


def begin_class(database: Database, kept: KeptClass) -> None:
    """Stores that a class begins.

    Raises:
        JournalError: It cannot be written.
    """
    with database.writing() as db:
        text_hash = kept_text(db, kept.text)
        columns = "id, scenario_id, file, scenario_hash, seed, lang, manner, started_at"
        row = (kept.id, kept.scenario_id, storable(kept.file), text_hash, kept.seed, kept.lang, json.dumps(kept.manner))
        db.execute(f"INSERT INTO class ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", (*row, kept.started_at))


def new_class(
    scenario: tuple[str, str, str], seed: int, lang: str, manner: Mapping[str, Any], at: datetime
) -> KeptClass:
    """A class that is about to begin.

    Args:
        scenario: The scenario's id, its file and its text.
        seed: The seed.
        lang: The language it runs in.
        manner: How it is held, as JSON can carry it.
        at: When, UTC.
    """
    return KeptClass(str(uuid.uuid4()), *scenario, seed, lang, manner, utc(at))


def change_manner(database: Database, class_id: str, manner: Mapping[str, Any]) -> None:
    """Stores how a class is held, where that has turned out differently: a port was found.

    Raises:
        JournalError: It cannot be written.
    """
    with database.writing() as db:
        db.execute("UPDATE class SET manner = ? WHERE id = ?", (json.dumps(manner), class_id))


def add_event(database: Database, class_id: str, number: int, event: str, at: datetime) -> None:
    """Stores that something happened.

    Args:
        database: The journal.
        class_id: The class.
        number: Which event it is, from 1.
        event: What, as JSON.
        at: When, UTC.

    Raises:
        JournalError: It cannot be written.
    """
    with database.writing() as db:
        db.execute("INSERT INTO class_event VALUES (?, ?, ?, ?)", (class_id, number, event, utc(at)))


def end_class(database: Database, class_id: str, at: datetime) -> None:
    """Stores that a class came to its end, or is not to be gone on with.

    Raises:
        JournalError: It cannot be written.
    """
    with database.writing() as db:
        db.execute("UPDATE class SET ended_at = ? WHERE id = ?", (utc(at), class_id))


def last_unfinished_class(database: Database) -> KeptClass | None:
    """The class that was cut off last; None where there is none.

    Raises:
        JournalError: It cannot be read.
    """
    return next(_classes(database, "ended_at IS NULL", "DESC"), None)


def classes(database: Database) -> Iterator[KeptClass]:
    """The classes that came to their end, the oldest first.

    Raises:
        JournalError: It cannot be read.
    """
    return _classes(database, "ended_at IS NOT NULL", "ASC")


def _classes(database: Database, where: str, order: str) -> Iterator[KeptClass]:
    with database.reading() as db:
        for class_id, scenario_id, file, packed, seed, lang, manner, started_at in db.execute(
            "SELECT class.id, scenario_id, file, text, seed, lang, manner, started_at"
            f" FROM class JOIN scenario ON hash = scenario_hash WHERE {where}"
            f" ORDER BY started_at {order}, class.rowid {order}"
        ):
            events = db.execute("SELECT event FROM class_event WHERE class_id = ? ORDER BY number", (class_id,))
            text, happened = zlib.decompress(packed).decode(), tuple(event for (event,) in events)
            yield KeptClass(class_id, scenario_id, file, text, seed, lang, json.loads(manner), started_at, happened)
