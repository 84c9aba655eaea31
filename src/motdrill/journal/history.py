"""Reads drills and reviews back from the journal, with the scenario's text at that time."""

import sqlite3
import zlib
from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import cache
from typing import Any, Final

from motdrill.drill.drill import Drill
from motdrill.drill.records import FinishedDrill, Mode, PlayedDrill, ReviewedStep, Timing, local_time, utc_text
from motdrill.drill.turn import Answer, State, play_turn
from motdrill.errors import ReadError
from motdrill.journal.database import Database
from motdrill.journal.entries import MISFIT, parse_value
from motdrill.journal.journal import read_answers
from motdrill.journal.people import stored_names
from motdrill.scenario.load import scenario_from_text

COUNTED_MODES: Final[tuple[Mode, ...]] = ("practice", "exam")
"""The modes that count in statistics: a replay from the turning point does not."""


_BETWEEN_ANSWERS: Final = "\x1e"
_BETWEEN_FIELDS: Final = "\x1f"
"""Characters that can stand in no JSON."""
_FINISHED: Final = f"""
    SELECT scenario_hash, scenario_id, trainee, started_at, ended_at,
        (SELECT sum(elapsed_s) FROM answer WHERE drill_id = id),
        (SELECT group_concat(step || '{_BETWEEN_FIELDS}' || given, '{_BETWEEN_ANSWERS}')
            FROM (SELECT step, given FROM answer WHERE drill_id = id ORDER BY number))
    FROM drill WHERE mode IN {COUNTED_MODES} AND finished = 1 ORDER BY started_at, rowid
"""
"""One row a drill: to make a row of each answer takes twice as long."""


class History:
    """Reads the journal and parses each scenario text once.

    Attributes:
        unreadable: Hashes of the scenario texts that this version cannot read any more, or whose answers it cannot
            play; drills and reviews of them are left out.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._drills: dict[tuple[str, str], Drill | None] = {}
        self.unreadable: set[str] = set()

    def people(self, *, teams: bool = False) -> tuple[str, ...]:
        """As `stored_names`."""
        return stored_names(self._database, teams=teams)

    def played_drills(
        self,
        *,
        trainee: str | None = None,
        scenario_id: str | None = None,
        since: datetime | None = None,
        drill_ids: Sequence[str] | None = None,
        modes: Sequence[Mode] = COUNTED_MODES,
        cut_off: bool = False,
        as_recorded: bool = False,
    ) -> Iterator[PlayedDrill]:
        """Drills, the oldest first, that fulfil all conditions; `since` is an aware time.

        Args:
            trainee: Only drills of this person.
            scenario_id: Only drills of this scenario.
            since: Only drills begun then or later.
            drill_ids: Only these drills.
            modes: Only drills in these modes.
            cut_off: Also drills that were not finished.
            as_recorded: In the order in which they were recorded, which a clock put right may have upset.
        """
        conditions = {f"mode IN ({_placeholders(modes)})": modes, **_conditions(trainee, scenario_id, since, drill_ids)}
        if not cut_off:
            conditions["finished = 1"] = ()
        with self._database.reading() as db:
            for row in db.execute(
                "SELECT id, file, scenario_hash, scenario_id, seed, lang, mode, trainee, started_at, ended_at, guess"
                f" FROM drill WHERE {' AND '.join(conditions)} ORDER BY {'' if as_recorded else 'started_at, '}rowid",
                [value for values in conditions.values() for value in values],
            ):
                if (played := self._build_played(db, row, cut_off)) is not None:
                    yield played

    def finished_drills(self) -> Iterator[FinishedDrill]:
        """All finished drills that count, the oldest first; half the time of `played_drills`."""
        with self._database.reading() as db:
            for text_hash, scenario_id, trainee, started_at, ended_at, seconds, joined in db.execute(_FINISHED):
                if (unplayed := self._unplayed_drill(db, text_hash, scenario_id)) is None:
                    continue
                try:
                    effects = unplayed.effects_of(map(_answer, (joined or "").split(_BETWEEN_ANSWERS)))
                    start, _end = local_time(started_at), datetime.fromisoformat(ended_at)
                    state = unplayed.state_after(effects)
                except MISFIT:
                    self.unreadable.add(text_hash)
                    continue
                if state.step is None:
                    yield FinishedDrill(unplayed, trainee, start, seconds, effects, state)
                else:
                    self.unreadable.add(text_hash)

    def _build_played(self, db: sqlite3.Connection, row: Sequence[Any], cut_off: bool) -> PlayedDrill | None:
        """A drill from its row; None if its text or its answers cannot be read any more."""
        drill_id, file, text_hash, scenario_id, seed, lang, mode, trainee, started_at, ended_at, guess = row
        unplayed = self._unplayed_drill(db, text_hash, scenario_id)
        if unplayed is None:
            return None
        try:
            answers, timings = read_answers(db, drill_id)
            drill = unplayed.with_answers(answers, seed)
            start, end = local_time(started_at), local_time(ended_at) if ended_at else None
            fits = drill.step is None or cut_off
        except MISFIT:
            fits = False
        if not fits:
            self.unreadable.add(text_hash)
            return None
        return PlayedDrill(drill_id, drill, file, text_hash, lang, mode, trainee, start, end, guess, timings)

    def reviews(
        self, trainee: str, since: datetime | None = None, *, as_recorded: bool = False
    ) -> Iterator[ReviewedStep]:
        """Reviews by one person, or without a name if empty, from `since` (an aware time) on, the oldest first.

        With `as_recorded` in the order in which they were recorded.
        """
        order = "id" if as_recorded else "answered_at, id"
        with self._database.reading() as db:
            for text_hash, scenario_id, lang, step, anger, text, *timing in db.execute(
                "SELECT scenario_hash, scenario_id, lang, step, anger, given, answered_at, elapsed_s, hinted,"
                f" confirmed FROM review WHERE trainee = ? AND answered_at >= ? ORDER BY {order}",
                (trainee, utc_text(since) if since else ""),
            ):
                if (drill := self._unplayed_drill(db, text_hash, scenario_id)) is None:
                    continue
                try:
                    answer = Answer(step, parse_value(text))
                    turn = play_turn(drill.scenario, drill.attainable, State(step, anger), answer)
                except MISFIT:
                    self.unreadable.add(text_hash)
                    continue
                yield ReviewedStep(scenario_id, turn, lang, local_time(timing[0]), Timing._make(timing))

    def _unplayed_drill(self, db: sqlite3.Connection, text_hash: str, scenario_id: str) -> Drill | None:
        """A drill without answers, shared by all drills of a text; None if the text is unreadable."""
        key = text_hash, scenario_id
        if key not in self._drills:
            (packed,) = db.execute("SELECT text FROM scenario WHERE hash = ?", (text_hash,)).fetchone()
            try:
                self._drills[key] = Drill(scenario_from_text(zlib.decompress(packed).decode()), scenario_id, 0)
            except (ReadError, ValueError, zlib.error):
                self.unreadable.add(text_hash)
                self._drills[key] = None
        return self._drills[key]


def _conditions(
    trainee: str | None, scenario_id: str | None, since: datetime | None, drill_ids: Sequence[str] | None
) -> dict[str, Sequence[object]]:
    """SQL conditions on a drill, each with the values of its placeholders."""
    conditions: dict[str, Sequence[object]] = {}
    if trainee is not None:
        conditions["trainee = ?"] = (trainee,)
    if scenario_id is not None:
        conditions["scenario_id = ?"] = (scenario_id,)
    if since is not None:
        conditions["started_at >= ?"] = (utc_text(since),)
    if drill_ids is not None:
        conditions[f"id IN ({_placeholders(drill_ids)})"] = drill_ids
    return conditions


def _placeholders(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))


@cache
def _answer(joined: str) -> Answer:
    """An answer of `_FINISHED`; cached, because most of them occur many times."""
    step, text = joined.split(_BETWEEN_FIELDS)
    return Answer(step, parse_value(text))
