"""Writes drills and reviews to the journal, one short transaction per change.

Every answer is committed at once, so that what was shown as accepted is on the disk.
"""

import json
import sqlite3
import uuid
import zlib
from collections.abc import Callable
from datetime import datetime
from functools import cache
from typing import Final

from motdrill.drill.records import Timing, utc_text
from motdrill.drill.turn import Answer
from motdrill.errors import JournalError
from motdrill.journal.database import Database
from motdrill.journal.entries import DrillStart, UnfinishedDrill, parse_value, storable_path, text_hash
from motdrill.journal.tables import VERSION


class Journal(Database):
    """The journal with the methods that drills and reviews use."""

    def check_writable(self) -> None:
        """Raises JournalError if nothing can be written; commits a page as it is, which a full disk refuses too."""
        with self.writing() as db:
            db.execute(f"PRAGMA user_version = {VERSION}")

    def wait_at_most(self, patience_s: float) -> None:
        """Sets how long a change waits for another program that is writing."""
        with self.reading() as db:
            db.execute(f"PRAGMA busy_timeout = {round(patience_s * 1000)}")

    def begin_drill(self, start: DrillStart, at: datetime, drill_id: str = "") -> str:
        """Stores the start of a drill and returns the drill's id, which is a new one if none is given."""
        drill_id = drill_id or new_id()
        with self.writing() as db:
            scenario = (start.scenario_id, storable_path(start.file), store_text(db, start.text))
            db.execute(
                "INSERT INTO drill (id, scenario_id, file, scenario_hash, seed, lang, mode, trainee, started_at)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (drill_id, *scenario, start.seed, start.lang, start.mode, start.trainee, utc_text(at)),
            )
        return drill_id

    def record_answer(self, drill_id: str, number: int, answer: Answer, timing: Timing) -> None:
        """Stores an answer with its number in the drill, from 1.

        Raises:
            JournalError: The drill has an answer of that number, from another program, or it cannot be written.
        """
        row = (drill_id, number, answer.step, json.dumps(answer.value), *_timing_row(timing))
        with self.writing() as db:
            if db.execute("SELECT 1 FROM answer WHERE drill_id = ? AND number = ?", row[:2]).fetchone():
                raise JournalError("drill-open", file=str(self.path))
            db.execute(
                "INSERT INTO answer (drill_id, number, step, given, answered_at, elapsed_s, hinted, confirmed)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                row,
            )

    def record_review(self, start: DrillStart, anger: int, answer: Answer, timing: Timing) -> None:
        """Stores a review: the answer to one step, shown at an anger of 0-6; `start` says by whom and of what."""
        with self.writing() as db:
            source = (start.trainee, start.scenario_id, store_text(db, start.text), start.lang)
            db.execute(
                "INSERT INTO review"
                " (trainee, scenario_id, scenario_hash, lang, step, anger, given, answered_at, elapsed_s, hinted,"
                " confirmed)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (*source, answer.step, anger, json.dumps(answer.value), *_timing_row(timing)),
            )

    def finish_drill(self, drill_id: str, guess: int | None, at: datetime) -> None:
        """Stores that a drill is finished, with the trainee's guess of the remembered experience, 0-10."""
        with self.writing() as db:
            db.execute(
                "UPDATE drill SET finished = 1, guess = ?, ended_at = ? WHERE id = ?", (guess, utc_text(at), drill_id)
            )

    def abandon_drill(self, drill_id: str, at: datetime) -> None:
        """Stores that a drill that was cut off is not to be resumed."""
        with self.writing() as db:
            db.execute("UPDATE drill SET ended_at = ? WHERE id = ?", (utc_text(at), drill_id))

    def unfinished_drill(
        self, trainee: str, is_free: Callable[[str], bool] = lambda _id: True
    ) -> UnfinishedDrill | None:
        """A person's drill that was cut off last, has an answer and was not abandoned; None without one.

        Args:
            trainee: The person.
            is_free: Whether a drill, by its id, is open in no other program; only such a drill was cut off.
        """
        with self.reading() as db:
            ids = db.execute(
                f"SELECT id FROM drill WHERE trainee = ? AND {_CUT_OFF} ORDER BY started_at DESC, rowid DESC",
                (trainee,),
            ).fetchall()
            return next((found for (each,) in ids if is_free(each) and (found := _read_unfinished(db, each))), None)

    def has_drills(self, trainee: str) -> bool:
        """Whether a person has answered anything."""
        with self.reading() as db:
            return db.execute("SELECT 1 FROM drill WHERE trainee = ? LIMIT 1", (trainee,)).fetchone() is not None


_CUT_OFF: Final = "ended_at IS NULL AND EXISTS (SELECT 1 FROM answer WHERE drill_id = drill.id)"
"""SQL for the drills that were not finished or abandoned, and have an answer."""


def _read_unfinished(db: sqlite3.Connection, drill_id: str) -> UnfinishedDrill | None:
    """An unfinished drill; None if another program has finished it since its id was read."""
    row = db.execute(
        "SELECT started_at, text, scenario_id, file, seed, lang, mode, trainee"
        f" FROM drill JOIN scenario ON scenario.hash = scenario_hash WHERE drill.id = ? AND {_CUT_OFF}",
        (drill_id,),
    ).fetchone()
    if row is None:
        return None
    started_at, packed, scenario_id, file, *rest = row
    start = DrillStart(scenario_id, file, zlib.decompress(packed).decode(), *rest)
    answers, _timings = read_answers(db, drill_id)
    return UnfinishedDrill(drill_id, start, answers, started_at)


def new_id() -> str:
    """A new id for a drill or a class: a random UUID."""
    return str(uuid.uuid4())


def store_text(db: sqlite3.Connection, text: str) -> str:
    """Stores a scenario's text unless it is stored already; returns its hash."""
    hashed = text_hash(text)
    if not db.execute("SELECT 1 FROM scenario WHERE hash = ?", (hashed,)).fetchone():
        db.execute("INSERT INTO scenario (hash, text) VALUES (?, ?)", (hashed, zlib.compress(text.encode(), 6)))
    return hashed


def _timing_row(timing: Timing) -> tuple[str, float, int, str | None]:
    return timing.at, round(timing.elapsed_s, 2), timing.hinted, timing.confirmed


def read_answers(db: sqlite3.Connection, drill_id: str) -> tuple[tuple[Answer, ...], tuple[Timing, ...]]:
    """The answers of a drill with their timings."""
    rows = db.execute(
        "SELECT step, given, answered_at, elapsed_s, hinted, confirmed FROM answer WHERE drill_id = ? ORDER BY number",
        (drill_id,),
    ).fetchall()
    if not rows:
        return (), ()
    steps, texts, *timings = zip(*rows, strict=True)
    return tuple(map(_answer, steps, texts)), tuple(map(Timing, *timings))


@cache
def _answer(step: str, text: str) -> Answer:
    """A stored answer; cached, because most of them occur many times."""
    return Answer(step, parse_value(text))
