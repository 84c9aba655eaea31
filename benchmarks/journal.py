"""How long it takes to read back and to write a journal of one million answers of 1,000 people.

- `motdrill progress` for one person against a bare Python script that fetches that person's rows;
- `motdrill report` over everybody against a bare Python script that joins drills and answers and fetches all rows: may
  take 4 times as long and 150 MB, the interpreter included; and the same without the command around it;
- an answer recorded in that journal against a bare commit of the same row: may take 1.5 of its time.

Both sides run in turn; each is a fresh process, but for the answers recorded.
"""

from __future__ import annotations

import sqlite3
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

from benchmarks.answers import INSERT_ANSWER, NOW, write_journal
from benchmarks.table import Row, alone, at_most, itself_at_most
from benchmarks.timing import MOTDRILL, Ran, in_turn, run
from motdrill.drill.records import Timing
from motdrill.drill.turn import Answer
from motdrill.journal.entries import DrillStart
from motdrill.journal.journal import Journal

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
from datetime import UTC, date, datetime
from pathlib import Path
from motdrill.journal.database import Database
from motdrill.journal.history import History
from motdrill.practice.document import progress_document
from motdrill.practice.progress import summarize_progress
history = History(Database(Path(sys.argv[1]), datetime.now(UTC)))
found = summarize_progress(history.played(trainee=sys.argv[2]), history.reviews(sys.argv[2]))
print(json.dumps(progress_document(found, sys.argv[2], date.today())))
"""
REPORT_ALONE = """
import json, sys
from datetime import UTC, datetime
from pathlib import Path
from motdrill.journal.database import Database
from motdrill.journal.history import History
from motdrill.practice.document import group_document
from motdrill.practice.group import group_report
print(json.dumps(group_document(group_report(History(Database(Path(sys.argv[1]), datetime.now(UTC))).played()))))
"""


def measure(answers: int = 1_000_000, runs: int = 5, recorded: int = 500) -> list[Row]:
    """Reading against bare rows, recording against a bare commit."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "journal.db"
        name = write_journal(path, answers)
        sides = {side: partial(run, words) for side, words in commands(str(path), name).items()}
        return [*reading(in_turn(sides, runs), f"{answers:,} answers"), recording(path, recorded)]


def commands(file: str, name: str) -> dict[str, list[str]]:
    """The command of each side."""
    python = [sys.executable, "-c"]
    return {
        "rows of one": [*python, ROWS_OF_ONE, file, name],
        "progress alone": [*python, PROGRESS_ALONE, file, name],
        "progress": [*MOTDRILL, "progress", "--by", name, "--json", "--journal", file],
        "rows of all": [*python, ROWS_OF_ALL, file],
        "report alone": [*python, REPORT_ALONE, file],
        "report": [*MOTDRILL, "report", "--json", "--journal", file],
    }


def reading(found: dict[str, list[Ran]], journal: str) -> list[Row]:
    """The rows of what was read."""
    took = {side: [ran.elapsed_s for ran in each] for side, each in found.items()}
    held = {side: [ran.peak_mb for ran in each] for side, each in found.items()}
    of_one, of_all = "bare SQLite rows of one", "bare SQLite rows of all"
    most, most_mb = at_most(4), itself_at_most(150, "MB")
    return [
        Row(f"progress of one, {journal}", "s", took["progress alone"], of_one, took["rows of one"]),
        Row("motdrill progress", "s", took["progress"], of_one, took["rows of one"]),
        Row(f"report of all, {journal}", "s", took["report alone"], of_all, took["rows of all"], most),
        Row("motdrill report", "s", took["report"], of_all, took["rows of all"], most),
        Row("motdrill report, memory", "MB", held["report"], of_all, held["rows of all"], most_mb),
    ]


def recording(path: Path, count: int) -> Row:
    """Records answers one by one, in turn with bare commits of the same row."""
    journal, bare = Journal(path, NOW), sqlite3.connect(path, isolation_level=None)
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
        bare.execute(f"PRAGMA {pragma}")
    begun = DrillStart("bank-counter", "/bank-counter.yaml", "text", 7, "en", "practice", "Trainee 0500")
    mine_id, other_id = journal.begin_drill(begun, NOW), journal.begin_drill(begun, NOW)
    answer, timing = Answer("roar", "name-the-wait"), Timing(NOW.isoformat(), 12.34, 0)
    mine, other = [], []
    for number in range(1, count + 1):
        begin = time.perf_counter()
        journal.record_answer(mine_id, number, answer, timing)
        between = time.perf_counter()
        commit(bare, (other_id, number, "roar", '"name-the-wait"', *timing))
        mine.append(between - begin)
        other.append(time.perf_counter() - between)
    journal.close()
    bare.close()
    return Row("an answer recorded", "s", mine, "bare SQLite commit", other, at_most(1.5))


def commit(db: sqlite3.Connection, row: tuple[object, ...]) -> None:
    """The same row in a bare transaction."""
    db.execute("BEGIN IMMEDIATE")
    db.execute(INSERT_ANSWER, row)
    db.execute("COMMIT")


if __name__ == "__main__":
    sys.exit(alone(measure))
