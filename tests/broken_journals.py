"""Breaks a small journal at places drawn by chance, has it repaired, and looks what was carried over.

    python tests/broken_journals.py --times 200

What must be carried over is worked out without motdrill's reader of pages: an answer counts as readable if its bytes
stand on a page that was not touched, and so do those of its drill, of the answers before it and of its scenario. Where
the log is broken, what SQLite itself still reads must be there. And no row may be there that was not there before.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import shutil
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from motdrill.drill.records import Timing
from motdrill.drill.turn import Answer
from motdrill.errors import JournalError
from motdrill.journal import classes, own_words
from motdrill.journal.entries import DrillStart
from motdrill.journal.history import History
from motdrill.journal.journal import Journal
from motdrill.journal.outbox import Outbox
from motdrill.journal.upkeep import repair_journal
from practised import drilled
from terminal import best, mixed, planned, weak

NOW = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)
PAGE = 4096
TABLES = {
    "scenario": "hash, text",
    "drill": "id, scenario_id, file, scenario_hash, seed, lang, mode, trainee, started_at",
    "answer": "*",
    "review": "*",
    "words": "*",
    "outbox": "*",
    "class": "*",
    "class_event": "*",
}
"""What is compared of each table: how a drill ended depends on what is left of it."""

Rows = dict[str, set[tuple[Any, ...]]]


class Outcome(NamedTuple):
    """What was found after one journal was broken and repaired.

    Attributes:
        kind: How it was broken.
        noticed: Whether it was repaired; else SQLite found nothing wrong, or it was refused.
        told: The code of the error if it was refused.
        carried: How many answers are there afterwards.
        readable: How many had to be.
        faults: What was not as it must be.
        changed: Rows that a changed byte made other rows, which nothing tells from what was there.
    """

    kind: str
    noticed: bool
    told: str
    carried: int
    readable: int
    faults: tuple[str, ...]
    changed: int


# ---------------------------------------------------------------- a journal with something in every table


def fill(path: Path) -> None:
    """Makes a journal of three people with drills, reviews, own words, a class and an outbox."""
    file = path.with_name("own-case.yaml")
    source = Path(__file__).parents[1] / "scenarios" / "bank-counter.yaml"
    file.write_text(source.read_text("utf-8") + "# our own\n", "utf-8")
    for number in range(18):
        name = ("bank-counter", "network-outage", str(file))[number % 3]
        more = {"trainee": ("Li", "Wu", "")[number % 3], "guess": 5}
        drilled(
            path, name, (best, mixed, weak)[number // 3 % 3], days_ago=number, count=4 if number == 7 else None, **more
        )
    file.unlink()  # the text is in the journal alone
    text = source.read_text("utf-8")
    with contextlib.closing(Journal(path, NOW)) as journal:
        start = DrillStart("bank-counter", str(source), text, 7, "en", "practice", "Li")
        turns = planned("bank-counter", 7, mixed)
        for number in range(30):
            turn = turns[number % len(turns)]
            answer, timing = Answer(turn.step_id, turn.given), Timing("2026-03-04T05:06:07+00:00", 2.0, 0)
            journal.record_review(start, turn.before.drill.state.anger, answer, timing)
            own_words.store_words(journal, "Li", ("bank-counter", "calm"), "en", f"I see. {number}", NOW)
        Outbox(journal, "https://lrs.example.org/xAPI").fill(NOW)
        stored = classes.new_stored_class(
            ("bank-counter", str(source), text), 7, "en", {"way": "hands", "names": []}, NOW
        )
        classes.begin_class(journal, stored)
        for number in range(1, 61):
            event = f'["counted", {{"counts": [{number}, 2], "voters": 60}}]'
            classes.add_event(journal, stored.id, number, event, NOW)


def leave_log(path: Path, folder: Path) -> Path:
    """A copy of a journal as a kill leaves it, with its last answers in the log."""
    folder.mkdir()
    copy = folder / path.name
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM drill").fetchone()  # who reads keeps the log from being copied
        for number in range(6):
            drilled(path, ("bank-counter", "network-outage")[number % 2], mixed, trainee="Ho", guess=3)
        for suffix in ("", "-wal", "-shm"):
            shutil.copyfile(f"{path}{suffix}", f"{copy}{suffix}")
        reader.execute("ROLLBACK")
    return copy


def content(path: Path) -> Rows:
    """What is compared of a journal."""
    with contextlib.closing(sqlite3.connect(path)) as db:
        return {table: set(db.execute(f"SELECT {columns} FROM {table}")) for table, columns in TABLES.items()}


# ---------------------------------------------------------------- breaking

Damage = Callable[[bytearray, random.Random], None]


def one_byte(whole: bytearray, chance: random.Random) -> None:
    place = chance.randrange(len(whole))
    whole[place] ^= chance.randrange(1, 256)


def one_page(whole: bytearray, chance: random.Random) -> None:
    page = chance.randrange(len(whole) // PAGE)
    whole[page * PAGE : (page + 1) * PAGE] = chance.randbytes(PAGE) if chance.random() < 0.7 else bytes(PAGE)


def some_pages(whole: bytearray, chance: random.Random) -> None:
    for _times in range(chance.randrange(2, 9)):
        one_page(whole, chance)


def cut(whole: bytearray, chance: random.Random) -> None:
    del whole[chance.randrange(200, len(whole)) :]


def head(whole: bytearray, chance: random.Random) -> None:
    if chance.random() < 0.5:
        whole[chance.randrange(100)] ^= chance.randrange(1, 256)
    else:
        whole[:100] = chance.randbytes(100)


def part(whole: bytearray, chance: random.Random) -> None:
    start, size = chance.randrange(len(whole)), chance.randrange(1, 600)
    whole[start : start + size] = chance.randbytes(len(whole[start : start + size]))


def emptied(whole: bytearray, _chance: random.Random) -> None:
    del whole[:]


KINDS: dict[str, Damage] = {
    "one byte": one_byte,
    "one page": one_page,
    "some pages": some_pages,
    "cut off": cut,
    "head": head,
    "part of a page": part,
}
LOG_KINDS: dict[str, Damage] = {
    "log: one byte": one_byte,
    "log: part": part,
    "log: cut off": cut,
    "log: head": head,
    "log: empty": emptied,
}


# ---------------------------------------------------------------- what must be carried over


def pages_touched(before: bytes, after: bytes) -> set[int]:
    """The pages, from 0, that are not what they were."""
    count = -(-len(before) // PAGE)
    return {page for page in range(count) if before[page * PAGE :][:PAGE] != after[page * PAGE :][:PAGE]}


def readable_answers(whole: Whole, touched: set[int]) -> set[tuple[Any, ...]]:
    """The answers whose bytes, and those of all they need, stand on pages that were not touched."""
    written = whole.files[""]

    def is_kept(text: bytes) -> bool:
        place = written.find(text)
        return place >= 0 and place // PAGE not in touched and (place + len(text) - 1) // PAGE not in touched

    with contextlib.closing(sqlite3.connect(whole.path)) as db:
        packed = dict(db.execute("SELECT hash, text FROM scenario"))
        drills = db.execute("SELECT id, scenario_id, file, scenario_hash FROM drill").fetchall()
    texts = {hashed for hashed, text in packed.items() if _is_text_kept(written, hashed, text, touched)}
    texts |= {hashed for _id, _case, file, hashed in drills if Path(file).exists()}
    kept: set[tuple[Any, ...]] = set()
    for drill_id, case, file, hashed in drills:
        if hashed not in texts or not is_kept(f"{drill_id}{case}{file}{hashed}".encode()):
            continue
        for row in sorted(each for each in whole.rows["answer"] if each[0] == drill_id):
            number = b"" if row[1] == 1 else bytes([row[1]])  # SQLite stores 1 as a kind of value
            if not is_kept(drill_id.encode() + number + f"{row[2]}{row[3]}".encode()):
                break
            kept.add(row)
    return kept


def _is_text_kept(whole: bytes, hashed: str, packed: bytes, touched: set[int]) -> bool:
    place = whole.find(hashed.encode() + packed[:40])
    if place < 0 or place // PAGE in touched:
        return False
    pages = range(len(whole) // PAGE)
    needed = [page for page in pages if whole[page * PAGE + 4 : page * PAGE + 60] in packed]
    return not touched & set(needed)


# ---------------------------------------------------------------- one journal


class Whole(NamedTuple):
    """A journal before it is broken: its files by suffix, and what is in it."""

    path: Path
    files: dict[str, bytes]
    rows: Rows


@contextlib.contextmanager
def quick_folder() -> Iterator[Path]:
    """A folder for a while, in memory where there is one: a repair waits for the disk more than for anything else."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() and os.access(memory, os.W_OK) else None) as name:
        yield Path(name)


def prepare(folder: Path) -> dict[bool, Whole]:
    """A journal by itself (False), and one with a log (True)."""
    path = folder / "whole.db"
    fill(path)
    found = {False: Whole(path, {"": path.read_bytes()}, content(path))}
    logged = leave_log(path, folder / "logged")
    files = {suffix: Path(f"{logged}{suffix}").read_bytes() for suffix in ("", "-wal", "-shm")}
    found[True] = Whole(logged, files, content(logged))
    return found


def break_file(whole: Whole, kind: str, number: int, folder: Path) -> Outcome:
    """Breaks a copy of a journal, or its log, repairs it and looks what is there."""
    folder.mkdir()
    path = folder / "journal.db"
    suffix, damage = ("-wal", LOG_KINDS[kind]) if kind in LOG_KINDS else ("", KINDS[kind])
    after = bytearray(whole.files[suffix])
    damage(after, random.Random(number))
    for each, whole_content in whole.files.items():
        Path(f"{path}{each}").write_bytes(bytes(after) if each == suffix else whole_content)
    if suffix:
        wanted = _read_by_sqlite(path)
    else:
        touched = pages_touched(whole.files[""], bytes(after))
        wanted = readable_answers(whole, touched)
    return _look(path, kind, whole.rows, wanted)


def _read_by_sqlite(path: Path) -> set[tuple[Any, ...]]:
    copy = path.with_name("by-sqlite.db")
    for suffix in ("", "-wal"):
        shutil.copyfile(f"{path}{suffix}", f"{copy}{suffix}")
    return content(copy)["answer"]


def _look(path: Path, kind: str, rows: Rows, wanted: set[tuple[Any, ...]]) -> Outcome:
    faults, told, noticed = [], "", False
    try:
        with contextlib.closing(Journal(path, NOW)) as journal:
            noticed = journal.repair is not None
        noticed = repair_journal(path, NOW) is not None or noticed
        with contextlib.closing(Journal(path, NOW)) as journal:
            for _played in History(journal).played_drills(cut_off=True):
                pass
    except JournalError as error:
        told = error.code
        return Outcome(kind, noticed, told, 0, len(wanted), (), 0)
    except Exception as error:
        return Outcome(kind, noticed, told, 0, len(wanted), (repr(error),), 0)
    after = content(path)
    changed = {table: after[table] - rows[table] for table in TABLES}
    count = sum(map(len, changed.values()))
    missing = wanted - after["answer"]
    if kind in LOG_KINDS and not noticed and rows["answer"] - after["answer"]:
        faults.append("answers were lost, and nobody was told")
    if noticed and missing:
        faults.append(f"{len(missing)} readable answers are gone")
    if count and kind not in ("one byte", "part of a page"):
        faults.append(f"invented: {changed}")
    return Outcome(kind, noticed, told, len(after["answer"]), len(wanted), tuple(faults), count)


def break_many(times: int) -> list[Outcome]:
    """So many journals broken, each kind in turn."""
    kinds = [*KINDS, *LOG_KINDS]
    with quick_folder() as folder:
        whole = prepare(folder)
        outcomes = []
        for number in range(times):
            kind = kinds[number % len(kinds)]
            outcomes.append(break_file(whole[kind in LOG_KINDS], kind, number, folder / str(number)))
        return outcomes


def main() -> None:
    """Breaks journals and prints what was found, by kind."""
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--times", type=int, default=200)
    outcomes = break_many(options.parse_args().times)
    print(
        f"{'kind':<16}{'broken':>7}{'noticed':>8}{'refused':>8}{'readable':>9}{'carried':>8}{'changed':>8}{'faults':>7}"
    )
    for kind in (*KINDS, *LOG_KINDS):
        of = [each for each in outcomes if each.kind == kind]
        used = [each for each in of if not each.told]
        figures = (
            *(len(of), sum(each.noticed for each in of), len(of) - len(used)),
            *(sum(each.readable for each in used), sum(each.carried for each in used)),
            *(sum(each.changed for each in of), sum(len(each.faults) for each in of)),
        )
        print(
            f"{kind:<16}"
            + "".join(f"{each:>{width}}" for each, width in zip(figures, (7, 8, 8, 9, 8, 8, 7), strict=True))
        )
    print(*(each for each in outcomes if each.faults), sep="\n")
    print(Counter(each.told for each in outcomes if each.told))


if __name__ == "__main__":
    main()
