"""Who is in the journal."""

from contextlib import closing
from datetime import datetime
from typing import Final

from motdrill.journal.database import Database
from motdrill.journal.location import journal_path

NAMES: Final = (
    " FROM class_event JOIN class ON class.id = class_id"
    " WHERE json_extract(event, '$[0]') = 'joined' AND json_extract(event, '$[1].name')"
)
"""SQL for the events with the name of a team or one typed into a phone, up to a comparison of that name."""


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


def stored_names(database: Database, *, teams: bool = False) -> tuple[str, ...]:
    """The names in drills, reviews and own words, and those typed into phones; "" if something has no name.

    Args:
        database: The journal.
        teams: Also the names of teams, which may be those of people.
    """
    ways = "" if teams else " AND json_extract(manner, '$.way') = 'phones'"
    phone_names = f"SELECT json_extract(event, '$[1].name'){NAMES} <> ''{ways}"
    tables = [f"SELECT trainee FROM {table}" for table in ("drill", "review", "words")]
    with database.reading() as db:
        rows = db.execute(f"{' UNION '.join(tables)} UNION {phone_names} ORDER BY 1")
        return tuple(name for (name,) in rows)
