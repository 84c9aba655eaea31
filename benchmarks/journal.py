"""How long reading and writing a large journal takes, against bare SQLite that reads or commits the same rows."""

import json
import random
import sqlite3
import tempfile
from contextlib import closing
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

from benchmarks.table import Row
from benchmarks.timing import MOTDRILL, ROOT, alternate, run, run_cpu_seconds, script, wall_seconds
from motdrill.drill.drill import Drill
from motdrill.drill.records import Timing, utc_text
from motdrill.drill.turn import Answer, AnswerValue
from motdrill.journal.entries import DrillStart
from motdrill.journal.journal import Journal, store_text
from motdrill.method.catalogue import MAX_ANGER
from motdrill.scenario.load import load
from motdrill.scenario.model import AngerStep, ReplyStep, SpotStep

NOW = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)
INSERT_DRILL = "INSERT INTO drill VALUES (?, ?, ?, ?, ?, 'en', ?, ?, ?, ?, 1, ?)"
INSERT_ANSWER = "INSERT INTO answer VALUES (?, ?, ?, ?, ?, ?, ?, NULL)"
READ = """
import sqlite3, sys
rows = sqlite3.connect(sys.argv[1]).execute(
    "SELECT scenario_hash, scenario_id, trainee, started_at, number, step, given, elapsed_s FROM drill"
    " JOIN answer ON drill_id = id WHERE finished = 1 AND mode IN ('practice', 'exam')"
    f"{' AND trainee = ?' if sys.argv[2:] else ''} ORDER BY started_at, drill.rowid, number",
    sys.argv[2:],
)
print(sum(1 for row in rows))
"""


def measure(answers: int = 1_000_000, runs: int = 5, commits: int = 500) -> list[Row]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "journal.db"
        trainee = write_journal(path, answers)
        options = ("--json", "--journal", str(path))
        commands = {
            "progress": (*MOTDRILL, "progress", "--by", trainee, *options),
            "report": (*MOTDRILL, "report", *options),
            "read one": script(READ, str(path), trainee),
            "read all": script(READ, str(path)),
        }
        seconds = alternate(run_cpu_seconds, commands, runs)
        peaks_mb = [[run(commands[name]).peak_mb] for name in ("report", "read all")]
        seconds |= record_answers(path, commits)
    one, all_rows = "bare SQLite, rows of one", "bare SQLite, all rows"
    return [
        Row("motdrill progress", "s", seconds["progress"], one, seconds["read one"]),
        Row("motdrill report", "s", seconds["report"], all_rows, seconds["read all"], max_ratio=2.0),
        Row("motdrill report, memory", "MB", peaks_mb[0], all_rows, peaks_mb[1], max_value=150),
        Row("an answer recorded", "s", seconds["ours"], "bare SQLite commit", seconds["bare"], max_ratio=1.5),
    ]


def write_journal(path: Path, answers: int) -> str:
    """Writes a journal of random drills by 1,000 people, and returns the name of one of them."""
    chance, at, written, trainee = random.Random(answers), NOW - timedelta(days=365), 0, ""
    with closing(Journal(path, NOW)) as journal, journal.writing() as db:
        scenarios = [load(file) for file in sorted((ROOT / "scenarios").glob("*.yaml"))]
        sources = [(Drill(each.scenario, each.id, 0), each.file, store_text(db, each.text)) for each in scenarios]
        while written < answers:
            drill, *source = chance.choice(sources)
            while drill.step:
                drill = drill.answer(random_value(drill, chance))
            drill_id, mode = f"{chance.getrandbits(128):032x}", "exam" if chance.random() < 0.1 else "practice"
            trainee, guess = f"Trainee {chance.randrange(1000):04}", chance.randrange(11)
            at += timedelta(seconds=chance.randrange(500))
            times = utc_text(at), utc_text(at + timedelta(minutes=8))
            start = (drill_id, drill.scenario_id, *source, chance.getrandbits(32), mode, trainee)
            db.execute(INSERT_DRILL, (*start, *times, guess))
            for number, (step, value) in enumerate(drill.answers, 1):
                db.execute(INSERT_ANSWER, (drill_id, number, step, json.dumps(value), 12.5, number == 2, times[1]))
            written += len(drill.answers)
    return trainee


def random_value(drill: Drill, chance: random.Random) -> AnswerValue:
    choices = drill.choice_order(drill.step_id)
    if isinstance(drill.step, ReplyStep):
        return chance.choice(choices)
    if isinstance(drill.step, AngerStep):
        return chance.randrange(MAX_ANGER + 1)
    if isinstance(drill.step, SpotStep):
        return tuple(line for line in choices if chance.random() < 0.5)
    return tuple(chance.sample(choices, len(choices)))


def record_answers(path: Path, commits: int) -> dict[str, list[float]]:
    """Records answers in turn with bare commits of the same row, and returns the seconds of both."""
    start = DrillStart("bank-counter", "/bank-counter.yaml", "text", 7, "en", "practice", "Trainee 0500")
    answer, timing, at = Answer("roar", "name-the-wait"), Timing(utc_text(NOW), 12.34, 0), utc_text(NOW)
    our_number, bare_number = count(1), count(1)
    with closing(Journal(path, NOW)) as journal, closing(sqlite3.connect(path)) as db:
        drill_id, bare_id = journal.begin_drill(start, NOW), journal.begin_drill(start, NOW)

        def record() -> None:
            journal.record_answer(drill_id, next(our_number), answer, timing)

        def commit() -> None:
            with db:
                db.execute(INSERT_ANSWER, (bare_id, next(bare_number), "roar", '"name-the-wait"', 12.34, 0, at))

        return alternate(wall_seconds, {"ours": record, "bare": commit}, commits)
