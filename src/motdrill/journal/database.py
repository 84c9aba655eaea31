"""Opens the journal's file, updates its tables to this version, and sets a damaged file aside.

SQLite with a write-ahead log and full synchronisation: what is committed is on the disk, even if the process or the
machine then fails. Two programs that use it at once wait for each other.
"""

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
"""One SQL script per version, in order, that updates the tables from the version before; a new file runs them all."""
VERSION: Final = len(SCHEMA)
APPLICATION_ID: Final = 0x6D6F7464
"""SQLite's application id, which marks the file as ours: "motd"."""
BUSY_MS: Final = 5000
_SQLITE_MAGIC: Final = b"SQLite format 3\0"


class Database:
    """An open journal.

    Attributes:
        path: The file.
        set_aside: The new path of a damaged file that was set aside on opening; None if there was none.
    """

    def __init__(self, path: Path, now: datetime, *, reading: bool = False) -> None:
        """Opens the journal; creates it if it does not exist.

        Args:
            path: The file.
            now: The time in UTC, part of the new name of a damaged file.
            reading: Whether it is only read: no file is created, and a write-protected one can be opened.

        Raises:
            JournalError: It belongs to a newer motdrill or another program, or cannot be read or written.
        """
        self.path = path
        self.damaged_copy: Path | None = None
        with _journal_errors(path):
            if reading and (connection := _connect_read_only(path)):
                self._db = connection
                return
            path.parent.mkdir(parents=True, exist_ok=True)
            try:
                self._db = _connect(path)
            except sqlite3.DatabaseError as error:
                if isinstance(error, sqlite3.OperationalError):
                    raise
                self._db, self.damaged_copy = _replace_damaged(path, now)

    def close(self) -> None:
        """Closes the file."""
        self._db.close()

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """The connection, for queries."""
        with _journal_errors(self.path):
            yield self._db

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction, which takes the write lock at once so that two programs never deadlock."""
        with _journal_errors(self.path):
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield self._db
                self._db.execute("COMMIT")
            except BaseException:
                if self._db.in_transaction:  # if the disk is full, SQLite has rolled back by itself
                    self._db.execute("ROLLBACK")
                raise


def _connect(path: Path) -> sqlite3.Connection:
    # a class is written from the phones' thread as well, one event at a time
    db = sqlite3.connect(path, timeout=BUSY_MS / 1000, isolation_level=None, check_same_thread=False)
    try:
        _refuse_foreign(db, path)
        _enable_write_ahead_log(db)
        db.execute("PRAGMA synchronous = FULL")
        db.execute("PRAGMA foreign_keys = ON")
        _migrate(db)
    except BaseException:
        db.close()
        raise
    return db


def _enable_write_ahead_log(db: sqlite3.Connection) -> None:
    """Enables the write-ahead log; SQLite does not wait by itself for another program that does the same."""
    end = time.monotonic() + BUSY_MS / 1000
    while True:
        try:
            db.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > end:
                raise
        time.sleep(0.02)


def _refuse_foreign(db: sqlite3.Connection, path: Path) -> None:
    """Raises JournalError, before anything is changed, for a file of a newer motdrill or of another program."""
    version, application_id = (
        db.execute(f"PRAGMA {name}").fetchone()[0] for name in ("user_version", "application_id")
    )
    tables = {name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if application_id not in (0, APPLICATION_ID) or (
        application_id == 0 and tables and not {"scenario", "drill", "answer"} <= tables
    ):
        raise JournalError("journal-foreign", file=str(path))
    if version > VERSION:
        raise JournalError("journal-newer", file=str(path), given=version, known=VERSION)


def _migrate(db: sqlite3.Connection) -> None:
    """Updates the tables to this version; the pragma user_version is theirs, 0 for an empty file."""
    if db.execute("PRAGMA user_version").fetchone()[0] == VERSION:
        return
    db.execute("BEGIN IMMEDIATE")  # another program may be doing the same
    for step in SCHEMA[db.execute("PRAGMA user_version").fetchone()[0] :]:
        for statement in re.sub("--.*", "", step.read_text(encoding="utf-8")).split(";"):
            db.execute(statement)
    db.execute(f"PRAGMA user_version = {VERSION}")
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.execute("COMMIT")


def _connect_read_only(path: Path) -> sqlite3.Connection | None:
    """An empty journal if there is no file, or a write-protected one; None for a file that can be written."""
    if not path.exists():
        db = sqlite3.connect(":memory:", isolation_level=None)
        _migrate(db)
        return db
    if path.is_file() and not os.access(path, os.W_OK):
        return _connect_write_protected(path)
    return None


def _connect_write_protected(path: Path) -> sqlite3.Connection:
    """A write-protected journal for reading; for an older one an updated copy in memory."""
    db = sqlite3.connect(f"{path.absolute().as_uri()}?immutable=1", uri=True, isolation_level=None)
    _refuse_foreign(db, path)
    if db.execute("PRAGMA user_version").fetchone()[0] == VERSION:
        return db
    copy = sqlite3.connect(":memory:", isolation_level=None)
    with closing(db):
        db.backup(copy)
    _migrate(copy)
    return copy


def _replace_damaged(path: Path, now: datetime) -> tuple[sqlite3.Connection, Path | None]:
    """Sets a damaged journal aside and begins a new one, unless another program has just done so."""
    with _lock(path):
        try:
            return _connect(path), None
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError:
            if path.suffix != ".db" and not path.read_bytes()[: len(_SQLITE_MAGIC)] == _SQLITE_MAGIC:
                raise JournalError("journal-foreign", file=str(path)) from None
            set_aside = _set_aside(path, now)
            return _connect(path), set_aside


@contextmanager
def _lock(path: Path) -> Iterator[None]:
    """Keeps two programs from setting the same file aside; waits up to `BUSY_MS` for the other."""
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
    """Renames a damaged file to a new, unused name; it is never deleted."""
    first = path.with_name(f"{path.name}.damaged-{now:%Y%m%dT%H%M%S}")
    others = (first.with_name(f"{first.name}-{number}") for number in count(2))
    target = next(candidate for candidate in chain([first], others) if not candidate.exists())
    path.rename(target)
    for suffix in ("-wal", "-shm"):
        companion = path.with_name(path.name + suffix)
        if companion.exists():
            companion.rename(target.with_name(target.name + suffix))
    return target


@contextmanager
def _journal_errors(path: Path) -> Iterator[None]:
    """Turns every failure of the file into a JournalError."""
    try:
        yield
    except sqlite3.IntegrityError as error:
        if "FOREIGN KEY" in str(error):
            raise JournalError("drill-gone", file=str(path)) from error
        raise JournalError("journal-unusable", file=str(path), reason=str(error)) from error
    except (sqlite3.Error, zlib.error, OSError, ValueError) as error:
        busy = getattr(error, "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
        raise JournalError("journal-busy" if busy else "journal-unusable", file=str(path), reason=str(error)) from error
