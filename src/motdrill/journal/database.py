"""The journal's file: opening it, bringing its tables to this version, setting a damaged one aside.

SQLite with a write-ahead log and full synchronisation: what is committed is on the disk, whatever becomes of the
process or the machine. Two programs at once wait for each other.
"""

from __future__ import annotations

import os
import re
import sqlite3
import time
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from itertools import chain, count
from pathlib import Path
from typing import Final

from motdrill.errors import JournalError

SCHEMA: Final = tuple(sorted(Path(__file__).with_name("schema").glob("*.sql")))
"""The statements that bring the tables from one version to the next, in order; a new file goes through all of them."""
VERSION: Final = len(SCHEMA)
OURS: Final = 0x6D6F7464
"""SQLite's mark of whose file it is: "motd"."""
BUSY_MS: Final = 5000
_SQLITE: Final = b"SQLite format 3\0"


class Database:
    """An open journal.

    Attributes:
        path: The file.
        set_aside: Where a damaged file was moved to when this one was opened; None where none was.
    """

    def __init__(self, path: Path, now: datetime, *, reading: bool = False) -> None:
        """Opens the journal, making it where there is none.

        Args:
            path: The file.
            now: The time, UTC; names a damaged file that is set aside.
            reading: Only to be read: no file is made, and one that may not be written is read all the same.

        Raises:
            JournalError: It is of a newer motdrill or another program, or cannot be read or written.
        """
        self.path = path
        self.set_aside: Path | None = None
        with _told(path):
            if reading and (known := _read_only(path)):
                self._db = known
                return
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

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """The connection, for queries.

        Raises:
            JournalError: It cannot be read.
        """
        with _told(self.path):
            yield self._db

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction, begun as a writing one so that two programs never deadlock.

        Raises:
            JournalError: It cannot be written.
        """
        with _told(self.path):
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield self._db
                self._db.execute("COMMIT")
            except BaseException:
                if self._db.in_transaction:  # SQLite has ended it by itself where the disk is full
                    self._db.execute("ROLLBACK")
                raise


def _opened(path: Path) -> sqlite3.Connection:
    # a class is written from the phones' thread as well, one event at a time
    db = sqlite3.connect(path, timeout=BUSY_MS / 1000, isolation_level=None, check_same_thread=False)
    try:
        _refuse_others(db, path)
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


def _refuse_others(db: sqlite3.Connection, path: Path) -> None:
    """Before anything is changed: a file of a newer motdrill, or of another program, is left as it is."""
    version, owner = (db.execute(f"PRAGMA {name}").fetchone()[0] for name in ("user_version", "application_id"))
    tables = {name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if owner not in (0, OURS) or (owner == 0 and tables and not {"scenario", "drill", "answer"} <= tables):
        raise JournalError("journal-foreign", file=str(path))
    if version > VERSION:
        raise JournalError("journal-newer", file=str(path), given=version, known=VERSION)


def _migrate(db: sqlite3.Connection) -> None:
    """Brings the tables to this version; user_version numbers them, 0 being an empty file."""
    if db.execute("PRAGMA user_version").fetchone()[0] == VERSION:
        return
    db.execute("BEGIN IMMEDIATE")  # another program may be doing it at this moment
    for step in SCHEMA[db.execute("PRAGMA user_version").fetchone()[0] :]:
        for statement in re.sub("--.*", "", step.read_text(encoding="utf-8")).split(";"):
            db.execute(statement)
    db.execute(f"PRAGMA user_version = {VERSION}")
    db.execute(f"PRAGMA application_id = {OURS}")
    db.execute("COMMIT")


def _read_only(path: Path) -> sqlite3.Connection | None:
    """An empty journal in place of none, or one that may not be written; None where it is like any other."""
    if not path.exists():
        db = sqlite3.connect(":memory:", isolation_level=None)
        _migrate(db)
        return db
    if path.is_file() and not os.access(path, os.W_OK):
        return _of_this_version(path)
    return None


def _of_this_version(path: Path) -> sqlite3.Connection:
    """A journal that may not be written, to be read; of an older one a copy in memory, brought to this version."""
    db = sqlite3.connect(f"{path.absolute().as_uri()}?immutable=1", uri=True, isolation_level=None)
    _refuse_others(db, path)
    if db.execute("PRAGMA user_version").fetchone()[0] == VERSION:
        return db
    copy = sqlite3.connect(":memory:", isolation_level=None)
    with closing(db):
        db.backup(copy)
    _migrate(copy)
    return copy


def _opened_anew(path: Path, now: datetime) -> tuple[sqlite3.Connection, Path | None]:
    """A new journal in place of a damaged one, unless another program has just done the same."""
    with _alone(path):
        try:
            return _opened(path), None
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError:
            if path.suffix != ".db" and not path.read_bytes()[: len(_SQLITE)] == _SQLITE:
                raise JournalError("journal-foreign", file=str(path)) from None
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
    except sqlite3.IntegrityError as error:
        if "FOREIGN KEY" in str(error):
            raise JournalError("drill-gone", file=str(path)) from error
        raise JournalError("journal-unusable", file=str(path), reason=str(error)) from error
    except (sqlite3.Error, zlib.error, OSError, ValueError) as error:
        raise JournalError("journal-unusable", file=str(path), reason=str(error)) from error
