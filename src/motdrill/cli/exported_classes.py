"""The classes of the journal, for others to read."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from typing import Any, Final, TextIO

from motdrill.classroom.document import COLUMNS, class_document, class_rows
from motdrill.classroom.room import Room
from motdrill.cli.keeping import plan_of, rebuilt
from motdrill.cli.recording import opened_journal
from motdrill.errors import ClassError, ReadError
from motdrill.faces.show import tell
from motdrill.journal.classes import KeptClass, classes
from motdrill.journal.database import Database
from motdrill.journal.entries import text_hash
from motdrill.scenario.characters import as_json
from motdrill.wording import ngettext

_NOT_MADE_OUT: Final = (ReadError, ClassError, KeyError, TypeError, ValueError)
"""A text that does not load any more, an event that cannot happen, fields of a newer motdrill."""


def export_classes(form: str, since: datetime | None, stream: TextIO, journal: str) -> int:
    """Writes the classes that came to their end.

    Args:
        form: csv (one row a round) or jsonl (one document a class).
        since: Only those begun at that time or later; an aware time.
        stream: Where they go.
        journal: What `--journal` says.

    Returns:
        How many there were.

    Raises:
        JournalError: The journal cannot be read.
    """
    rows = csv.writer(stream)
    if form == "csv":
        rows.writerow(COLUMNS)
    written = 0
    with closing(opened_journal(journal, reading=True)) as database:
        for room, about in _rooms(database, since):
            if form == "csv":
                rows.writerows(class_rows(room, about))
            else:
                stream.write(as_json(class_document(room, about)) + "\n")
            written += 1
    return written


def _rooms(database: Database, since: datetime | None) -> Iterator[tuple[Room, dict[str, Any]]]:
    """The classes as they ended; of those that this motdrill cannot make out, at the end how many were left out."""
    left_out = 0
    for kept in classes(database):
        if since is not None and datetime.fromisoformat(kept.started_at) < since:
            continue
        try:
            room = rebuilt(kept, plan_of(kept))
        except _NOT_MADE_OUT:
            left_out += 1
            continue
        yield room, _about(kept)
    if left_out:
        told = ngettext(
            "{n} class of the journal cannot be read by this motdrill: it is left out.",
            "{n} classes of the journal cannot be read by this motdrill: they are left out.",
            left_out,
        )
        tell(told.format(n=left_out), error=True)


def _about(kept: KeptClass) -> dict[str, Any]:
    return {
        "id": kept.id,
        "scenario": kept.scenario_id,
        "text_hash": text_hash(kept.text),
        "lang": kept.lang,
        "way": kept.manner["way"],
        "started_at": kept.started_at,
    }
