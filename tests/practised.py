"""A journal as days of practice leave it, and what is found in it: for the tests of review, progress and forget."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from motdrill import library
from motdrill.drill.drill import Drill
from motdrill.drill.records import Timing, utc_text
from motdrill.journal.entries import DrillStart
from motdrill.journal.journal import Journal
from terminal import Chooser, Planned, mixed, planned

SEED = 7
EACH_S = 10.0
"""How long each answer takes."""


def drilled(
    path: Path, name: str, choose: Chooser = mixed, *, days_ago: float = 0, count: int | None = None, **more: Any
) -> Drill:
    """Puts a drill into the journal as it would have been played some days ago; gives it back as far as it came.

    Args:
        path: The journal.
        name: The scenario's id, or its file.
        choose: Chooses the answers.
        days_ago: When it began.
        count: How many answers were given before it was cut off; None where it came to its end.
        more: `trainee`, `mode`, `lang`, `guess`.
    """
    file = library.find_scenario(name)[0].absolute()
    turns = planned(name, SEED, choose)
    text, manner = file.read_text("utf-8"), (more.get("lang", "en"), more.get("mode", "practice"))
    begun = DrillStart(file.stem, str(file), text, SEED, *manner, more.get("trainee", ""))
    at = datetime.now(UTC) - timedelta(days=days_ago)
    with contextlib.closing(Journal(path, at)) as journal:
        drill_id = journal.begin_drill(begun, at)
        at = _answered(journal, drill_id, turns[:count], at)
        if count is None:
            journal.finish_drill(drill_id, more.get("guess"), at)
    return turns[-1].after.drill if count is None else turns[count].before.drill


def _answered(journal: Journal, drill_id: str, turns: Sequence[Planned], at: datetime) -> datetime:
    for number, turn in enumerate(turns, 1):
        at += timedelta(seconds=EACH_S)
        journal.record_answer(drill_id, number, turn.after.drill.answers[-1], Timing(utc_text(at), EACH_S, 0))
    return at


def rows(path: Path, query: str, *values: object) -> list[tuple[Any, ...]]:
    """What a query finds in the journal."""
    with contextlib.closing(sqlite3.connect(path)) as db:
        return db.execute(query, values).fetchall()


def change(path: Path, *statements: str) -> None:
    """Changes the journal behind the program's back."""
    with contextlib.closing(sqlite3.connect(path)) as db:
        for statement in statements:
            db.execute(statement)
        db.commit()


def days_pass(path: Path, days: int) -> None:
    """Puts everything done into the past."""
    columns = (("drill", "started_at"), ("answer", "answered_at"), ("review", "answered_at"), ("words", "said_at"))
    earlier = "strftime('%Y-%m-%dT%H:%M:%S+00:00', {column}, '-{days} days')"
    change(path, *(f"UPDATE {table} SET {c} = {earlier.format(column=c, days=days)}" for table, c in columns))
