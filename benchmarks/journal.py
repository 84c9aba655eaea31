"""How long it takes to read back and to write a journal of one million answers of 1,000 people.

- `motdrill progress` for one person against a bare Python script that fetches that person's rows;
- `motdrill report` over everybody against a bare Python script that joins drills and answers and fetches all rows: may
  take 4 times as long and 150 MB, the interpreter included; and the same without the command around it;
- an answer recorded in that journal against a bare commit of the same row: may take 1.5 of its time.

The answers are drawn at random, by seed, from the bundled scenarios. Both sides run in turn; each is a fresh process,
but for the answers recorded.
"""

from __future__ import annotations

import argparse
import compileall
import json
import os
import random
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import NamedTuple

from motdrill.drill.played import Timing
from motdrill.drill.state import Answer, Drill, Given
from motdrill.journal.entries import Begun, text_hash
from motdrill.journal.store import Journal
from motdrill.method.catalogue import MAX_ANGER
from motdrill.scenario.load import Loaded, load
from motdrill.scenario.model import AngerStep, ReplyStep, SpotStep, needs_order

ROOT = Path(__file__).parents[1]
PEOPLE = 1000
NAME = "Trainee 0500"
NOW = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)

LAUNCH = """
import os, sys, time
begin = time.perf_counter()
quiet = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
_pid, status, usage = os.wait4(os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ, file_actions=quiet), 0)
print(time.perf_counter() - begin, usage.ru_maxrss)
sys.exit(os.waitstatus_to_exitcode(status))
"""
"""Starts a command and tells its seconds and KB. Linux counts what a parent held to its child, so this one is small."""

ROWS_OF_ONE = """
import sqlite3, sys
rows = sqlite3.connect(sys.argv[1]).execute(
    "SELECT drill.*, answer.* FROM drill JOIN answer ON drill_id = id WHERE trainee = ? AND finished = 1"
    " AND mode IN ('practice', 'exam') ORDER BY started_at, drill.rowid, number",
    (sys.argv[2],),
).fetchall()
print(len(rows))
"""
ROWS_OF_ALL = """
import sqlite3, sys
rows = sqlite3.connect(sys.argv[1]).execute(
    "SELECT scenario_hash, scenario_id, trainee, started_at, number, step, given, elapsed_s FROM drill"
    " JOIN answer ON drill_id = id WHERE finished = 1 AND mode IN ('practice', 'exam')"
    " ORDER BY started_at, drill.rowid, number"
)
print(sum(1 for row in rows))
"""
PROGRESS_ALONE = """
import json, sys
from functools import cache
from datetime import UTC, date, datetime
from pathlib import Path
from motdrill.journal.database import Database
from motdrill.journal.history import History
from motdrill.practice.document import progress_document
from motdrill.practice.progress import progress
history = History(Database(Path(sys.argv[1]), datetime.now(UTC)))
found = progress(history.played(trainee=sys.argv[2]), history.reviews(sys.argv[2]))
print(json.dumps(progress_document(found, sys.argv[2], date.today())))
"""
REPORT_ALONE = """
import json, sys
from functools import cache
from datetime import UTC, datetime
from pathlib import Path
from motdrill.journal.database import Database
from motdrill.journal.history import History
from motdrill.practice.document import group_document
from motdrill.practice.group import group_report
print(json.dumps(group_document(group_report(History(Database(Path(sys.argv[1]), datetime.now(UTC))).played()))))
"""

INSERT_DRILL = (
    "INSERT INTO drill (id, scenario_id, file, scenario_hash, seed, lang, mode, trainee, started_at, ended_at,"
    " finished, guess) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?)"
)
INSERT_ANSWER = (
    "INSERT INTO answer (drill_id, number, step, given, answered_at, elapsed_s, hinted) VALUES (?, ?, ?, ?, ?, ?, ?)"
)


class Ran(NamedTuple):
    """One process: how long it took, and the most memory it held."""

    elapsed_s: float
    peak_mb: float


class Side(NamedTuple):
    """What is measured: its command, the side it stands against, and its bars; 0 for none."""

    command: list[str]
    against: str = ""
    most_ratio: float = 0
    most_mb: float = 0


# ---------------------------------------------------------------- the journal


def make(path: Path, answers: int) -> None:
    """Writes a journal of so many answers in one transaction."""
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
    db.close()


def drills(chance: random.Random, scenarios: list[Loaded]) -> Iterator[tuple[tuple[object, ...], list[tuple]]]:
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
        yield (*about, mode, who, at.isoformat(), ended_at, chance.randrange(11)), answer_rows(drill, drill_id, at)


def played(drill: Drill, chance: random.Random) -> Drill:
    """A drill with random answers up to its end."""
    while (step_id := drill.state.step) is not None:
        drill = drill.answer(choice(drill, step_id, chance))
    return drill


def choice(drill: Drill, step_id: str, chance: random.Random) -> Given:
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


def answer_rows(drill: Drill, drill_id: str, at: datetime) -> list[tuple]:
    """A drill's answers as they are stored."""
    return [
        (drill_id, n, answer.step, stored(answer), (at + timedelta(seconds=20 * n)).isoformat(), 12.5, n == 2)
        for n, answer in enumerate(drill.answers, 1)
    ]


@cache
def stored(answer: Answer) -> str:
    """An answer's content as it is stored; most have been given before."""
    return json.dumps(answer.given)


# ---------------------------------------------------------------- reading it


def run(command: list[str]) -> Ran:
    """Runs a command to its end."""
    done = subprocess.run([sys.executable, "-c", LAUNCH, *command], stdout=subprocess.PIPE, env=environment())
    if done.returncode:
        raise SystemExit(f"{' '.join(command[:6])} ended with {done.returncode}")
    elapsed_s, peak_kb = done.stdout.split()
    return Ran(float(elapsed_s), int(peak_kb) / 1024)


def environment() -> dict[str, str]:
    """The environment all sides run in: bytecode is used, and the language is English."""
    kept = {n: v for n, v in os.environ.items() if n not in ("PYTHONDONTWRITEBYTECODE", "MOTDRILL_LANG")}
    return {**kept, "LANG": "C.UTF-8"}


def sides(path: Path) -> dict[str, Side]:
    """The sides, each after the one it stands against."""
    python, ours = [sys.executable, "-c"], [sys.executable, "-m", "motdrill"]
    file = str(path)
    one, everything = "bare rows of one person", "bare rows of all"
    return {
        one: Side([*python, ROWS_OF_ONE, file, NAME]),
        "progress of one, alone": Side([*python, PROGRESS_ALONE, file, NAME], one),
        "motdrill progress --json": Side([*ours, "progress", "--by", NAME, "--json", "--journal", file], one),
        everything: Side([*python, ROWS_OF_ALL, file]),
        "group report, alone": Side([*python, REPORT_ALONE, file], everything, 4, 150),
        "motdrill report --json": Side([*ours, "report", "--json", "--journal", file], everything, 4, 150),
    }


def compare(path: Path, runs: int) -> int:
    """Runs all sides in turn, prints each against its floor, and counts the bars that are missed."""
    every, measured = sides(path), {}
    for _run in range(runs):
        for name, side in every.items():
            measured.setdefault(name, []).append(run(side.command))
    return sum(not kept(name, side, measured) for name, side in every.items())


def kept(name: str, side: Side, measured: dict[str, list[Ran]]) -> bool:
    """Prints one side, and tells whether it keeps its bars."""
    elapsed_s = statistics.median(ran.elapsed_s for ran in measured[name])
    peak_mb = max(ran.peak_mb for ran in measured[name])
    pairs = zip(measured[name], measured[side.against or name], strict=True)
    ratio = statistics.median(mine.elapsed_s / other.elapsed_s for mine, other in pairs)
    bars = f"  at most {side.most_ratio:g}, {side.most_mb:g} MB" if side.most_ratio else ""
    print(f"{name:28}{elapsed_s:9.3f} s{peak_mb:7.0f} MB{ratio:8.2f}{bars}")
    over = ratio > side.most_ratio, peak_mb > side.most_mb
    return not (bars and any(over))


# ---------------------------------------------------------------- writing it


def recording(path: Path, count: int, most_ratio: float = 1.5) -> bool:
    """Records answers one by one, in turn with bare commits of the same row, and tells whether that keeps its bar."""
    journal, bare = Journal(path, NOW), sqlite3.connect(path, isolation_level=None)
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
        bare.execute(f"PRAGMA {pragma}")
    begun = Begun("bank-counter", "/bank-counter.yaml", "text", 7, "en", "practice", NAME)
    mine_id, other_id = journal.begin(begun, NOW), journal.begin(begun, NOW)
    answer, timing = Answer("roar", "name-the-wait"), Timing(NOW.isoformat(), 12.34, 0)
    pairs = []
    for number in range(1, count + 1):
        begin = time.perf_counter()
        journal.record(mine_id, number, answer, timing)
        between = time.perf_counter()
        commit(bare, (other_id, number, "roar", '"name-the-wait"', *timing))
        pairs.append((between - begin, time.perf_counter() - between))
    journal.close(), bare.close()
    mine, other = (statistics.median(side) * 1e6 for side in zip(*pairs, strict=True))
    print(f"an answer recorded {mine:.0f} µs, a bare commit {other:.0f} µs: {mine / other:.2f}  at most {most_ratio}")
    return mine / other <= most_ratio


def commit(db: sqlite3.Connection, row: tuple[object, ...]) -> None:
    """The same row in a bare transaction."""
    db.execute("BEGIN IMMEDIATE")
    db.execute(INSERT_ANSWER, row)
    db.execute("COMMIT")


def main() -> int:
    """Measures, prints the table, and tells by the exit code whether every bar is kept."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--answers", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    compileall.compile_dir(ROOT / "src", quiet=1)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "journal.db"
        begin = time.perf_counter()
        make(path, options.answers)
        size_mb = path.stat().st_size / 1e6
        print(f"{options.answers} answers, {size_mb:.0f} MB, made in {time.perf_counter() - begin:.0f} s")
        missed = compare(path, options.runs) + (not recording(path, 500))
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
