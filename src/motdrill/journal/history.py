"""What was played, read back from the journal: drills and reviews with the scenario's text of that time."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, Final

from motdrill.drill.played import Mode, Played, Reviewed, Timing, local, utc
from motdrill.drill.state import Answer, Drill, State, play_turn
from motdrill.errors import ReadError
from motdrill.journal.classes import TYPED_NAMES
from motdrill.journal.database import Database
from motdrill.journal.store import given, read_answers
from motdrill.scenario.load import build

COUNTED: Final[tuple[Mode, ...]] = ("practice", "exam")
"""What enters statistics: a replay from the turning point does not."""


_MISFIT: Final = (LookupError, TypeError, ValueError, ArithmeticError)
"""What playing an answer raises that does not fit its text."""


class History:
    """Reads the journal; each text is built once.

    Attributes:
        unreadable: Hashes of texts with which something was played that this motdrill cannot read any more: drills
            whose text, or whose answers to it, cannot be read are left out.
    """

    def __init__(self, database: Database) -> None:
        """Begins to read.

        Args:
            database: The journal.
        """
        self._database = database
        self._drills: dict[tuple[str, str], Drill | None] = {}
        self.unreadable: set[str] = set()

    def people(self) -> tuple[str, ...]:
        """Everybody who has drilled, reviewed, said something, or typed a name into a phone.

        The empty name stands for whoever did not say.

        Raises:
            JournalError: It cannot be read.
        """
        with self._database.reading() as db:
            typed = f"SELECT json_extract(event, '$[1].name'){TYPED_NAMES} <> ''"
            tables = [f"SELECT trainee FROM {table}" for table in ("drill", "review", "words")]
            rows = db.execute(f"{' UNION '.join(tables)} UNION {typed} ORDER BY 1")
            return tuple(name for (name,) in rows)

    def played(
        self,
        *,
        trainee: str | None = None,
        scenario_id: str | None = None,
        since: datetime | None = None,
        drill_ids: Sequence[str] | None = None,
        modes: Sequence[Mode] = COUNTED,
        cut_off: bool = False,
    ) -> Iterator[Played]:
        """Drills, the oldest first.

        Args:
            trainee: Of one person only.
            scenario_id: Of one scenario only.
            since: Begun at that time or later; an aware time.
            drill_ids: Only these.
            modes: Only those played so.
            cut_off: With those that did not come to their end.

        Raises:
            JournalError: It cannot be read.
        """
        wanted = {f"mode IN ({_marks(modes)})": modes, **_wanted(trainee, scenario_id, since, drill_ids)}
        if not cut_off:
            wanted["finished = 1"] = ()
        with self._database.reading() as db:
            for row in db.execute(
                "SELECT id, file, scenario_hash, scenario_id, seed, lang, mode, trainee, started_at, ended_at, guess"
                f" FROM drill WHERE {' AND '.join(wanted)} ORDER BY started_at, rowid",
                [value for values in wanted.values() for value in values],
            ):
                if (played := self._played(db, row, cut_off)) is not None:
                    yield played

    def _played(self, db: sqlite3.Connection, row: Sequence[Any], cut_off: bool) -> Played | None:
        """A drill from its row; None where its text or its answers cannot be read any more."""
        drill_id, file, text_hash, scenario_id, seed, lang, mode, trainee, started_at, ended_at, guess = row
        empty = self._drill(db, text_hash, scenario_id)
        if empty is None:
            return None
        try:
            answers, timings = read_answers(db, drill_id)
            drill = empty.having(answers, seed)
            begun, ended = local(started_at), local(ended_at) if ended_at else None
            fits = len(drill.turns) == len(answers) and (cut_off or drill.step is None)
        except _MISFIT:
            fits = False
        if not fits:
            self.unreadable.add(text_hash)
            return None
        return Played(drill_id, drill, file, text_hash, lang, mode, trainee, begun, ended, guess, timings)

    def reviews(self, trainee: str, since: datetime | None = None) -> Iterator[Reviewed]:
        """Reviews of one person, the oldest first.

        Args:
            trainee: Who; empty for whoever did not say.
            since: Done at that time or later; an aware time.

        Raises:
            JournalError: It cannot be read.
        """
        with self._database.reading() as db:
            for text_hash, scenario_id, lang, step, anger, text, *timing in db.execute(
                "SELECT scenario_hash, scenario_id, lang, step, anger, given, answered_at, elapsed_s, hinted"
                " FROM review WHERE trainee = ? AND answered_at >= ? ORDER BY answered_at, id",
                (trainee, utc(since) if since else ""),
            ):
                if (drill := self._drill(db, text_hash, scenario_id)) is None:
                    continue
                try:
                    turn = play_turn(drill.scenario, drill.values, State(step, anger), Answer(step, given(text)))
                except _MISFIT:
                    self.unreadable.add(text_hash)
                    continue
                yield Reviewed(scenario_id, turn, lang, local(timing[0]), Timing._make(timing))

    def _drill(self, db: sqlite3.Connection, text_hash: str, scenario_id: str) -> Drill | None:
        """A drill of a text without answers, from which those with answers are made; None where it is unreadable."""
        key = text_hash, scenario_id
        if key not in self._drills:
            (packed,) = db.execute("SELECT text FROM scenario WHERE hash = ?", (text_hash,)).fetchone()
            try:
                self._drills[key] = Drill(build(zlib.decompress(packed).decode()), scenario_id, 0)
            except (ReadError, ValueError, zlib.error):
                self.unreadable.add(text_hash)
                self._drills[key] = None
        return self._drills[key]


def _wanted(
    trainee: str | None, scenario_id: str | None, since: datetime | None, drill_ids: Sequence[str] | None
) -> dict[str, Sequence[object]]:
    """Conditions on a drill, with the values they speak of."""
    wanted: dict[str, Sequence[object]] = {}
    if trainee is not None:
        wanted["trainee = ?"] = (trainee,)
    if scenario_id is not None:
        wanted["scenario_id = ?"] = (scenario_id,)
    if since is not None:
        wanted["started_at >= ?"] = (utc(since),)
    if drill_ids is not None:
        wanted[f"id IN ({_marks(drill_ids)})"] = drill_ids
    return wanted


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))
