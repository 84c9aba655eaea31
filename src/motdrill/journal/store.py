"""The journal's file: SQLite, one short transaction a change.

Every answer is committed when it is given, with write-ahead log and full synchronisation, so that what was shown as
accepted is on the disk: a process that is killed, or a machine that loses power, loses nothing of it. Two programs at
once wait for each other.
"""

from __future__ import annotations

import json
import sqlite3
import time
import uuid
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from itertools import chain, count
from pathlib import Path
from typing import Any, Final

from motdrill.drill.state import Answer, Given
from motdrill.errors import JournalError
from motdrill.journal.entries import Begun, Unfinished, text_hash

VERSION: Final = 1
BUSY_MS: Final = 5000


class Journal:
    """An open journal.

    Attributes:
        set_aside: Where a damaged file was moved to when this one was opened; None where none was.
    """

    def __init__(self, path: Path, now: datetime) -> None:
        """Opens the journal, making it where there is none.

        Args:
            path: The file.
            now: The time, UTC; names a damaged file that is set aside.

        Raises:
            JournalError: It is of a newer motdrill, or cannot be read or written.
        """
        self.path = path
        self.set_aside: Path | None = None
        with _told(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            try:
                self._db = _opened(path)
            except sqlite3.DatabaseError as error:
                if isinstance(error, sqlite3.OperationalError):
                    raise
                self._db, self.set_aside = _opened_anew(path, now)

    def close(self) -> None:
        """Closes the file."""
        self._db.close()

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
        hashed = text_hash(begun.text)
        with self._writing() as db:
            packed = zlib.compress(begun.text.encode(), 6)
            db.execute("INSERT OR IGNORE INTO scenario (hash, text) VALUES (?, ?)", (hashed, packed))
            db.execute(
                "INSERT INTO drill (id, scenario_id, file, scenario_hash, seed, lang, mode, trainee, started_at)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (drill_id, begun.scenario_id, begun.file, hashed, *_manner(begun), stamp(at)),
            )
        return drill_id

    def record(self, drill_id: str, number: int, answer: Answer, elapsed_s: float, hinted: bool) -> None:
        """Stores an answer.

        Args:
            drill_id: The drill's id.
            number: Which answer of the drill it is, from 1.
            answer: The answer.
            elapsed_s: How long it took, in seconds.
            hinted: Whether the hint had been asked for.

        Raises:
            JournalError: It cannot be written.
        """
        row = (drill_id, number, answer.step, json.dumps(answer.given), round(elapsed_s, 2), int(hinted))
        with self._writing() as db:
            db.execute("INSERT INTO answer VALUES (?, ?, ?, ?, ?, ?)", row)

    def finish(self, drill_id: str, guess: int | None, at: datetime) -> None:
        """Stores that a drill came to its end.

        Args:
            drill_id: The drill's id.
            guess: What the trainee thought the remembered experience would be, 0-10.
            at: When, UTC.

        Raises:
            JournalError: It cannot be written.
        """
        with self._writing() as db:
            db.execute(
                "UPDATE drill SET finished = 1, guess = ?, ended_at = ? WHERE id = ?", (guess, stamp(at), drill_id)
            )

    def leave(self, drill_id: str, at: datetime) -> None:
        """Stores that a drill that was cut off is not to be gone on with.

        Raises:
            JournalError: It cannot be written.
        """
        with self._writing() as db:
            db.execute("UPDATE drill SET ended_at = ? WHERE id = ?", (stamp(at), drill_id))

    def unfinished(self, trainee: str) -> Unfinished | None:
        """The drill of a person that was cut off last, if it has an answer and was not left for good.

        Raises:
            JournalError: It cannot be read.
        """
        with _told(self.path):
            row = self._db.execute(
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
            return Unfinished(drill_id, begun, self._answers(drill_id), started_at)

    def _answers(self, drill_id: str) -> tuple[Answer, ...]:
        rows = self._db.execute("SELECT step, given FROM answer WHERE drill_id = ? ORDER BY number", (drill_id,))
        return tuple(Answer(step, _given(text)) for step, text in rows)

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction, begun as a writing one so that two programs never deadlock."""
        with _told(self.path):
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield self._db
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")


def _manner(begun: Begun) -> tuple[int, str, str, str]:
    return begun.seed, begun.lang, begun.mode, begun.trainee


def stamp(at: datetime) -> str:
    """A time as it is stored."""
    return at.isoformat(timespec="seconds")


def _given(text: str) -> Given:
    given: Any = json.loads(text)
    return tuple(given) if isinstance(given, list) else given


def _opened(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(path, timeout=BUSY_MS / 1000, isolation_level=None)
    try:
        _refuse_newer(db, path)
        _write_ahead(db)
        db.execute("PRAGMA synchronous = FULL")
        db.execute("PRAGMA foreign_keys = ON")
        _migrate(db)
    except BaseException:
        db.close()
        raise
    return db


def _write_ahead(db: sqlite3.Connection) -> None:
    """Turns the write-ahead log on; SQLite does not wait by itself for another program that is doing the same."""
    end = time.monotonic() + BUSY_MS / 1000
    while True:
        try:
            db.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > end:
                raise
        time.sleep(0.02)


def _refuse_newer(db: sqlite3.Connection, path: Path) -> None:
    """Before anything is changed: a file of a newer motdrill is left as it is."""
    if (version := db.execute("PRAGMA user_version").fetchone()[0]) > VERSION:
        raise JournalError("journal-newer", file=str(path), given=version, known=VERSION)


def _migrate(db: sqlite3.Connection) -> None:
    """Brings the tables to this version; user_version numbers them, 0 being an empty file."""
    if db.execute("PRAGMA user_version").fetchone()[0] == VERSION:
        return
    db.execute("BEGIN IMMEDIATE")  # another program may be making them at this moment
    if db.execute("PRAGMA user_version").fetchone()[0] == 0:
        schema = Path(__file__).with_name("schema.sql").read_text(encoding="utf-8")
        for statement in schema.split(";"):
            db.execute(statement)
        db.execute(f"PRAGMA user_version = {VERSION}")
    db.execute("COMMIT")


def _opened_anew(path: Path, now: datetime) -> tuple[sqlite3.Connection, Path | None]:
    """A new journal in place of a damaged one, unless another program has just done the same."""
    with _alone(path):
        try:
            return _opened(path), None
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError:
            aside = _set_aside(path, now)
            return _opened(path), aside


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Keeps a second program from setting aside what the first has just begun; waits for it for a few seconds."""
    lock = path.with_name(path.name + ".lock")
    for _attempt in range(BUSY_MS // 50):
        with suppress(FileExistsError):
            lock.touch(exist_ok=False)
            break
        time.sleep(0.05)
    try:
        yield
    finally:
        lock.unlink(missing_ok=True)


def _set_aside(path: Path, now: datetime) -> Path:
    """Moves a damaged file out of the way, under a name nothing has; it is never deleted."""
    named = path.with_name(f"{path.name}.damaged-{now:%Y%m%dT%H%M%S}")
    others = (named.with_name(f"{named.name}-{number}") for number in count(2))
    aside = next(each for each in chain([named], others) if not each.exists())
    path.rename(aside)
    for suffix in ("-wal", "-shm"):
        beside = path.with_name(path.name + suffix)
        if beside.exists():
            beside.rename(aside.with_name(aside.name + suffix))
    return aside


@contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except (sqlite3.Error, zlib.error, OSError, ValueError) as error:
        raise JournalError("journal-unusable", file=str(path), reason=str(error)) from error
