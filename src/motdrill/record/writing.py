"""Drills as a whole file: CSV, JSON Lines, or an array of xAPI statements.

Each is written drill by drill, so that memory does not grow with the journal.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from typing import Final, TextIO

from motdrill.drill.document import played_document
from motdrill.drill.played import Played
from motdrill.record.statements import Statements
from motdrill.record.table import COLUMNS, rows
from motdrill.scenario.characters import as_json

FORMATS: Final = ("csv", "jsonl", "xapi")


def write(form: str, drills: Iterable[Played], out: TextIO, base: str) -> int:
    """Writes drills in one of the formats.

    Args:
        form: One of `FORMATS`.
        drills: Drills that came to their end; for xAPI none that is a replay.
        out: Where to; it must not translate line ends.
        base: What the ids of xAPI activities begin with; see `settings.checked_base`.

    Returns:
        How many drills were written.
    """
    if form == "csv":
        return _write_csv(drills, out)
    if form == "jsonl":
        return _write_lines(drills, out)
    return _write_statements(drills, out, Statements(base))


def _write_csv(drills: Iterable[Played], out: TextIO) -> int:
    written = 0
    table = csv.DictWriter(out, COLUMNS)
    table.writeheader()
    for played in drills:
        table.writerows(rows(played))
        written += 1
    return written


def _write_lines(drills: Iterable[Played], out: TextIO) -> int:
    written = 0
    for played in drills:
        out.write(as_json(played_document(played)) + "\n")
        written += 1
    return written


def _write_statements(drills: Iterable[Played], out: TextIO, statements: Statements) -> int:
    """An array with a statement a line."""
    written = 0
    before = "[\n"
    for played in drills:
        for line in map(as_json, statements.of(played)):
            out.write(before + line)
            before = ",\n"
        written += 1
    out.write("\n]\n" if written else "[]\n")
    return written
