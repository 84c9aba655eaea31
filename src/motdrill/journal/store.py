"""What is written to the journal while drills are played: one short transaction a change.

Every answer is committed when it is given, so that what was shown as accepted is on the disk.
"""

from __future__ import annotations

import json
import sqlite3
import uuid
import zlib
from datetime import datetime
from functools import cache
from typing import Any

from motdrill.drill.played import Timing, utc
from motdrill.drill.state import Answer, Given
from motdrill.journal.database import Database
from motdrill.journal.entries import Begun, Unfinished, storable, text_hash


class Journal(Database):
    """The journal as drills write to it."""

    def begin(self, begun: Begun, at: datetime) -> str:
        """Stores that a drill begins.

        Args:
            begun: The drill.
            at: When, UTC.

        Returns:
            Its id.

        Raises:
            JournalError: It cannot be written.
        """
        drill_id = str(uuid.uuid4())
        with self.writing() as db:
            manner = (begun.seed, begun.lang, begun.mode, begun.trainee)
            db.execute(
                "INSERT INTO drill (id, scenario_id, file, scenario_hash, seed, lang, mode, trainee, started_at)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (drill_id, begun.scenario_id, storable(begun.file), kept_text(db, begun.text), *manner, utc(at)),
            )
        return drill_id

    def record(self, drill_id: str, number: int, answer: Answer, timing: Timing) -> None:
        """Stores an answer.

        Args:
            drill_id: The drill's id.
            number: Which answer of the drill it is, from 1.
            answer: The answer.
            timing: When and how it was given.

        Raises:
            JournalError: It cannot be written.
        """
        row = (drill_id, number, answer.step, json.dumps(answer.given), *_timed(timing))
        with self.writing() as db:
            db.execute(
                "INSERT INTO answer (drill_id, number, step, given, answered_at, elapsed_s, hinted)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                row,
            )

    def review(self, begun: Begun, anger: int, answer: Answer, timing: Timing) -> None:
        """Stores a review: one step answered by itself.

        Args:
            begun: The scenario the step is of, and who answered.
            anger: The anger it was met with, 0-6.
            answer: The answer.
            timing: When and how it was given.

        Raises:
            JournalError: It cannot be written.
        """
        with self.writing() as db:
            who = (begun.trainee, begun.scenario_id, kept_text(db, begun.text), begun.lang)
            db.execute(
                "INSERT INTO review"
                " (trainee, scenario_id, scenario_hash, lang, step, anger, given, answered_at, elapsed_s, hinted)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (*who, answer.step, anger, json.dumps(answer.given), *_timed(timing)),
            )

    def finish(self, drill_id: str, guess: int | None, at: datetime) -> None:
        """Stores that a drill came to its end.

        Args:
            drill_id: The drill's id.
            guess: What the trainee thought the remembered experience would be, 0-10.
            at: When, UTC.

        Raises:
            JournalError: It cannot be written.
        """
        with self.writing() as db:
            db.execute(
                "UPDATE drill SET finished = 1, guess = ?, ended_at = ? WHERE id = ?", (guess, utc(at), drill_id)
            )

    def leave(self, drill_id: str, at: datetime) -> None:
        """Stores that a drill that was cut off is not to be gone on with.

        Raises:
            JournalError: It cannot be written.
        """
        with self.writing() as db:
            db.execute("UPDATE drill SET ended_at = ? WHERE id = ?", (utc(at), drill_id))

    def unfinished(self, trainee: str) -> Unfinished | None:
        """The drill of a person that was cut off last, if it has an answer and was not left for good.

        Raises:
            JournalError: It cannot be read.
        """
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
            drill_id, started_at, packed, scenario_id, file, *manner = row
            begun = Begun(scenario_id, file, zlib.decompress(packed).decode(), *manner)
            answers, _timings = read_answers(db, drill_id)
            return Unfinished(drill_id, begun, answers, started_at)

    def has_drills(self, trainee: str) -> bool:
        """Whether a person has answered anything.

        Raises:
            JournalError: It cannot be read.
        """
        with self.reading() as db:
            return db.execute("SELECT 1 FROM drill WHERE trainee = ? LIMIT 1", (trainee,)).fetchone() is not None


def kept_text(db: sqlite3.Connection, text: str) -> str:
    """Keeps a scenario's text, once, and gives back the hash it goes by."""
    hashed = text_hash(text)
    if not db.execute("SELECT 1 FROM scenario WHERE hash = ?", (hashed,)).fetchone():
        db.execute("INSERT INTO scenario (hash, text) VALUES (?, ?)", (hashed, zlib.compress(text.encode(), 6)))
    return hashed


def _timed(timing: Timing) -> tuple[str, float, int]:
    return timing.at, round(timing.elapsed_s, 2), timing.hinted


def read_answers(db: sqlite3.Connection, drill_id: str) -> tuple[tuple[Answer, ...], tuple[Timing, ...]]:
    """The answers of a drill, with when and how each was given."""
    rows = db.execute(
        "SELECT step, given, answered_at, elapsed_s, hinted FROM answer WHERE drill_id = ? ORDER BY number", (drill_id,)
    ).fetchall()
    if not rows:
        return (), ()
    steps, texts, *timings = zip(*rows, strict=True)
    return tuple(map(_answer, steps, texts)), tuple(map(Timing, *timings))


@cache
def _answer(step: str, text: str) -> Answer:
    """An answer as it was stored; most have been given before."""
    return Answer(step, given(text))


def given(text: str) -> Given:
    """An answer's content as it was stored."""
    read: Any = json.loads(text)
    return tuple(read) if isinstance(read, list) else read
