"""The classes of the journal, for others to read."""

from __future__ import annotations

import csv
from contextlib import closing
from datetime import datetime
from typing import Any, TextIO

from motdrill.classroom.document import COLUMNS, class_document, class_rows
from motdrill.cli.keeping import plan_of, rebuilt
from motdrill.cli.recording import opened_journal
from motdrill.journal.classes import KeptClass, classes
from motdrill.journal.entries import text_hash
from motdrill.scenario.characters import as_json


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
        ReadError: A scenario's text of that time does not load any more.
    """
    rows = csv.writer(stream)
    if form == "csv":
        rows.writerow(COLUMNS)
    written = 0
    with closing(opened_journal(journal)) as database:
        for kept in classes(database):
            if since is not None and datetime.fromisoformat(kept.started_at) < since:
                continue
            room, about = rebuilt(kept, plan_of(kept)), _about(kept)
            if form == "csv":
                rows.writerows(class_rows(room, about))
            else:
                stream.write(as_json(class_document(room, about)) + "\n")
            written += 1
    return written


def _about(kept: KeptClass) -> dict[str, Any]:
    return {
        "id": kept.id,
        "scenario": kept.scenario_id,
        "text_hash": text_hash(kept.text),
        "lang": kept.lang,
        "way": kept.manner["way"],
        "started_at": kept.started_at,
    }
