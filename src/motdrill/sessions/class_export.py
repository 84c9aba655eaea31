"""Writes the finished classes of the journal as CSV or JSON Lines."""

import csv
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from typing import Any, Final, TextIO

from motdrill.classroom.document import COLUMNS, class_document, class_rows
from motdrill.classroom.room import Room
from motdrill.errors import ClassError, ReadError
from motdrill.journal.classes import StoredClass, classes
from motdrill.journal.database import Database
from motdrill.journal.entries import text_hash
from motdrill.messages import ngettext
from motdrill.scenario.safe_text import to_json
from motdrill.sessions.journal_access import open_journal
from motdrill.sessions.resume_class import rebuild_room, settings_of
from motdrill.ui.output import print_message

_UNREADABLE: Final = (ReadError, ClassError, KeyError, TypeError, ValueError)
"""Raised by a text that does not load any more, an impossible event, or fields of a newer motdrill."""


def export_classes(form: str, since: datetime | None, stream: TextIO, journal: str) -> int:
    """Writes the classes that came to their end, and reports those that cannot be read.

    Returns:
        How many were written.

    Raises:
        JournalError: The journal cannot be read.
    """
    rows = csv.writer(stream)
    if form == "csv":
        rows.writerow(COLUMNS)
    written = 0
    with closing(open_journal(journal, reading=True)) as database:
        for room, about in _rooms(database, since):
            if form == "csv":
                rows.writerows(class_rows(room, about))
            else:
                stream.write(to_json(class_document(room, about)) + "\n")
            written += 1
    return written


def _rooms(database: Database, since: datetime | None) -> Iterator[tuple[Room, dict[str, Any]]]:
    """The classes as they ended; reports at the end how many could not be read."""
    left_out = 0
    for stored in classes(database):
        if since is not None and datetime.fromisoformat(stored.started_at) < since:
            continue
        try:
            room = rebuild_room(stored, settings_of(stored))
        except _UNREADABLE:
            left_out += 1
            continue
        yield room, _about(stored)
    if left_out:
        notice = ngettext(
            "{n} class of the journal cannot be read by this motdrill: it is left out.",
            "{n} classes of the journal cannot be read by this motdrill: they are left out.",
            left_out,
        )
        print_message(notice.format(n=left_out), error=True)


def _about(stored: StoredClass) -> dict[str, Any]:
    return {
        "id": stored.id,
        "scenario": stored.scenario_id,
        "text_hash": text_hash(stored.text),
        "lang": stored.lang,
        "way": stored.settings["way"],
        "started_at": stored.started_at,
    }
