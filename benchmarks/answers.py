"""A journal of any number of answers, drawn at random, by seed, from the bundled scenarios."""

from __future__ import annotations

import json
import random
import sqlite3
import uuid
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from benchmarks.timing import ROOT
from motdrill.drill.drill import Drill
from motdrill.drill.turn import Answer, AnswerValue
from motdrill.journal.entries import text_hash
from motdrill.journal.journal import Journal
from motdrill.method.catalogue import MAX_ANGER
from motdrill.scenario.load import Loaded, load
from motdrill.scenario.model import AngerStep, ReplyStep, SpotStep, needs_order

PEOPLE = 1000
NOW = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)

INSERT_DRILL = (
    "INSERT INTO drill (id, scenario_id, file, scenario_hash, seed, lang, mode, trainee, started_at, ended_at,"
    " finished, guess) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?)"
)
INSERT_ANSWER = (
    "INSERT INTO answer (drill_id, number, step, given, answered_at, elapsed_s, hinted) VALUES (?, ?, ?, ?, ?, ?, ?)"
)


def write_journal(path: Path, answers: int) -> str:
    """Writes a journal of so many answers in one transaction; gives back the name of one who drilled."""
    Journal(path, NOW).close()
    scenarios = [load(file) for file in sorted((ROOT / "scenarios").glob("*.yaml"))]
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("PRAGMA cache_size = -60000")
    db.execute("BEGIN")
    texts = [(text_hash(each.text), zlib.compress(each.text.encode(), 6)) for each in scenarios]
    db.executemany("INSERT INTO scenario (hash, text) VALUES (?, ?)", texts)
    written = 0
    for drill_row, answer_rows in drills(random.Random(answers), scenarios):
        db.execute(INSERT_DRILL, drill_row)
        db.executemany(INSERT_ANSWER, answer_rows)
        if (written := written + len(answer_rows)) >= answers:
            break
    db.execute("COMMIT")
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    (name,) = db.execute("SELECT trainee FROM drill ORDER BY rowid LIMIT 1").fetchone()
    db.close()
    return str(name)


def drills(
    chance: random.Random, scenarios: list[Loaded]
) -> Iterator[tuple[tuple[object, ...], list[tuple[object, ...]]]]:
    """Rows of one random drill after another, over a year and all people."""
    known = [(each, Drill(each.scenario, each.id, 0), text_hash(each.text)) for each in scenarios]
    at = NOW - timedelta(days=365)
    while True:
        at += timedelta(seconds=chance.randrange(500))
        each, empty, hashed = chance.choice(known)
        drill, drill_id = played(empty, chance), str(uuid.UUID(int=chance.getrandbits(128), version=4))
        who = f"Trainee {chance.randrange(PEOPLE):04}"
        about = (drill_id, each.id, each.file, hashed, chance.getrandbits(32), "en")
        mode = "exam" if chance.random() < 0.1 else "practice"
        ended_at = (at + timedelta(minutes=8)).isoformat()
        yield (*about, mode, who, at.isoformat(), ended_at, chance.randrange(11)), rows_of(drill, drill_id, at)


def played(drill: Drill, chance: random.Random) -> Drill:
    """A drill with random answers up to its end."""
    while (step_id := drill.state.step) is not None:
        drill = drill.answer(choice(drill, step_id, chance))
    return drill


def choice(drill: Drill, step_id: str, chance: random.Random) -> AnswerValue:
    """A random answer to a step."""
    step = drill.scenario.steps[step_id]
    if isinstance(step, ReplyStep):
        return chance.choice(tuple(step.replies))
    if isinstance(step, AngerStep):
        return chance.randrange(MAX_ANGER + 1)
    if isinstance(step, SpotStep):
        return tuple(line for line in step.lines if chance.random() < 0.5)
    order = needs_order(drill.scenario, step)
    return tuple(chance.sample(order, len(order)))


def rows_of(drill: Drill, drill_id: str, at: datetime) -> list[tuple[object, ...]]:
    """A drill's answers as they are stored."""
    return [
        (drill_id, n, answer.step, stored(answer), (at + timedelta(seconds=20 * n)).isoformat(), 12.5, n == 2)
        for n, answer in enumerate(drill.answers, 1)
    ]


@cache
def stored(answer: Answer) -> str:
    """An answer's content as it is stored; most have been given before."""
    return json.dumps(answer.value)
