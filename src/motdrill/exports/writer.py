"""Writes drills as CSV, JSON Lines, or an array of xAPI statements, one drill at a time to keep memory constant."""

import csv
from collections.abc import Iterable
from typing import Final, TextIO

from motdrill.drill.document import played_drill_document
from motdrill.drill.records import PlayedDrill
from motdrill.exports.answer_table import COLUMNS, answer_rows
from motdrill.exports.xapi_statements import Statements
from motdrill.scenario.safe_text import to_json

FORMATS: Final = ("csv", "jsonl", "xapi")


def write_drills(form: str, drills: Iterable[PlayedDrill], out: TextIO, base: str) -> int:
    """Writes drills in one of the formats.

    Args:
        form: One of `FORMATS`.
        drills: Finished drills; for xAPI without replays.
        out: A stream that does not translate line ends.
        base: What the ids of xAPI activities begin with; see `checked_base`.

    Returns:
        How many drills were written.
    """
    if form == "csv":
        return _write_csv(drills, out)
    if form == "jsonl":
        return _write_lines(drills, out)
    return _write_statements(drills, out, Statements(base))


def _write_csv(drills: Iterable[PlayedDrill], out: TextIO) -> int:
    count = 0
    table = csv.DictWriter(out, COLUMNS)
    table.writeheader()
    for played in drills:
        table.writerows(answer_rows(played))
        count += 1
    return count


def _write_lines(drills: Iterable[PlayedDrill], out: TextIO) -> int:
    count = 0
    for played in drills:
        out.write(to_json(played_drill_document(played)) + "\n")
        count += 1
    return count


def _write_statements(drills: Iterable[PlayedDrill], out: TextIO, statements: Statements) -> int:
    """Writes an array with one statement a line."""
    count = 0
    separator = "[\n"
    for played in drills:
        for line in map(to_json, statements.statements(played)):
            out.write(separator + line)
            separator = ",\n"
        count += 1
    out.write("\n]\n" if count else "[]\n")
    return count
