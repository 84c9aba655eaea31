"""Writes drills and reviews to the journal, one short transaction per change.

Every answer is committed at once, so that what was shown as accepted is on the disk.
"""

import json
import sqlite3
import uuid
import zlib
from datetime import datetime
from functools import cache
from typing import Any

from motdrill.drill.records import Timing, utc_text
from motdrill.drill.turn import Answer, AnswerValue
from motdrill.journal.database import Database
from motdrill.journal.entries import DrillStart, UnfinishedDrill, storable_path, text_hash


class Journal(Database):
    """The journal with the methods that drills and reviews use."""

    def begin_drill(self, start: DrillStart, at: datetime) -> str:
        """Stores the start of a drill and returns the drill's new id."""
        drill_id = str(uuid.uuid4())
        with self.writing() as db:
            scenario = (start.scenario_id, storable_path(start.file), store_text(db, start.text))
            db.execute(
                "INSERT INTO drill (id, scenario_id, file, scenario_hash, seed, lang, mode, trainee, started_at)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (drill_id, *scenario, start.seed, start.lang, start.mode, start.trainee, utc_text(at)),
            )
        return drill_id

    def record_answer(self, drill_id: str, number: int, answer: Answer, timing: Timing) -> None:
        """Stores an answer with its number in the drill, from 1."""
        row = (drill_id, number, answer.step, json.dumps(answer.value), *_timing_row(timing))
        with self.writing() as db:
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

    def unfinished_drill(self, trainee: str) -> UnfinishedDrill | None:
        """A person's drill that was cut off last, has an answer and was not abandoned; None without one."""
        with self.reading() as db:
            row = db.execute(
                "SELECT drill.id, started_at, text, scenario_id, file, seed, lang, mode, trainee"
                " FROM drill JOIN scenario ON scenario.hash = scenario_hash"
                " WHERE trainee = ? AND ended_at IS NULL AND EXISTS (SELECT 1 FROM answer WHERE drill_id = drill.id)"
                " ORDER BY started_at DESC, drill.rowid DESC LIMIT 1",
                (trainee,),
            ).fetchone()
            if row is None:
                return None
            drill_id, started_at, packed, scenario_id, file, *rest = row
            start = DrillStart(scenario_id, file, zlib.decompress(packed).decode(), *rest)
            answers, _timings = read_answers(db, drill_id)
            return UnfinishedDrill(drill_id, start, answers, started_at)

    def has_drills(self, trainee: str) -> bool:
        """Whether a person has answered anything."""
        with self.reading() as db:
            return db.execute("SELECT 1 FROM drill WHERE trainee = ? LIMIT 1", (trainee,)).fetchone() is not None


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


def parse_value(text: str) -> AnswerValue:
    """An answer's value from its stored JSON."""
    value: Any = json.loads(text)
    return tuple(value) if isinstance(value, list) else value
