"""Who is in the journal."""

from typing import Final

from motdrill.journal.database import Database

TYPED_NAMES: Final = (
    " FROM class_event JOIN class ON class.id = class_id WHERE json_extract(manner, '$.way') = 'phones'"
    " AND json_extract(event, '$[0]') = 'joined' AND json_extract(event, '$[1].name')"
)
"""SQL for the events with a name typed into a phone, up to a comparison of that name; team names are nobody's."""


def stored_names(database: Database) -> tuple[str, ...]:
    """The names in drills, reviews and own words, and those typed into phones; "" if something has no name."""
    phone_names = f"SELECT json_extract(event, '$[1].name'){TYPED_NAMES} <> ''"
    tables = [f"SELECT trainee FROM {table}" for table in ("drill", "review", "words")]
    with database.reading() as db:
        rows = db.execute(f"{' UNION '.join(tables)} UNION {phone_names} ORDER BY 1")
        return tuple(name for (name,) in rows)
