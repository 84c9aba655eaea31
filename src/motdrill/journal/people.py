"""Who is in the journal."""

from contextlib import closing
from datetime import datetime
from typing import Final

from motdrill.journal.database import Database
from motdrill.journal.location import journal_path

TYPED_NAMES: Final = (
    " FROM class_event JOIN class ON class.id = class_id WHERE json_extract(manner, '$.way') = 'phones'"
    " AND json_extract(event, '$[0]') = 'joined' AND json_extract(event, '$[1].name')"
)
"""SQL for the events with a name typed into a phone, up to a comparison of that name; team names are nobody's."""


def known_names(now: datetime) -> tuple[str, ...]:
    """The names in the person's usual journal, which is only read; none where there is no journal yet.

    Raises:
        JournalError: It cannot be read.
    """
    path = journal_path("")
    if not path.is_file():
        return ()
    with closing(Database(path, now, reading=True)) as database:
        return stored_names(database)


def stored_names(database: Database) -> tuple[str, ...]:
    """The names in drills, reviews and own words, and those typed into phones; "" if something has no name."""
    phone_names = f"SELECT json_extract(event, '$[1].name'){TYPED_NAMES} <> ''"
    tables = [f"SELECT trainee FROM {table}" for table in ("drill", "review", "words")]
    with database.reading() as db:
        rows = db.execute(f"{' UNION '.join(tables)} UNION {phone_names} ORDER BY 1")
        return tuple(name for (name,) in rows)
