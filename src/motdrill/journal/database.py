"""Opens the journal's file, updates its tables to this version, and has a damaged file repaired.

SQLite with a write-ahead log and full synchronisation: what is committed is on the disk, even if the process or the
machine then fails. Two programs that use it at once wait for each other.
"""

import shutil
import sqlite3
import tempfile
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from motdrill.errors import JournalError
from motdrill.journal.failures import DamageError, check_integrity, is_damage, is_writable, journal_errors
from motdrill.journal.tables import APPLICATION_ID, VERSION, migrate
from motdrill.journal.write_ahead_log import is_log_damaged, log_path

if TYPE_CHECKING:
    from motdrill.journal.repair import Repair

BUSY_MS: Final = 5000
MAX_CHECKED_PAGES: Final = 1000
"""Up to this size, some 2,000 drills, a file is checked whenever it is opened, which takes about 1.5 ms a megabyte."""
_SQLITE_MAGIC: Final = b"SQLite format 3\0"


class Database:
    """An open journal.

    Attributes:
        path: The file.
        repair: What became of a damaged file on opening; None if it was whole.
    """

    def __init__(self, path: Path, now: datetime, *, reading: bool = False, repairing: bool = True) -> None:
        """Opens the journal; creates it if it does not exist.

        Args:
            path: The file.
            now: The time in UTC, part of the name of the copy of a damaged file.
            reading: Whether it is only read: no file is created, and a write-protected one can be opened.
            repairing: Whether a damaged file is repaired.

        Raises:
            JournalError: It is damaged and not repaired, belongs to a newer motdrill or another program, or cannot
                be read or written.
        """
        self.path = path
        self.repair: Repair | None = None
        with journal_errors(path):
            if reading and (connection := _connect_read_only(path)):
                self._db = connection
                return
            path.parent.mkdir(parents=True, exist_ok=True)
            try:
                self._db = _connect_whole(path)
            except sqlite3.DatabaseError as error:
                if not (repairing and is_damage(error)):
                    raise
                self._db, self.repair = connect_repaired(path, now)

    def close(self) -> None:
        """Closes the file, and first copies the log into it, so that the file by itself is whole.

        Nobody is waited for: another program that uses the journal does the same at its end.
        """
        with suppress(sqlite3.Error):
            self._db.execute("PRAGMA busy_timeout = 0")
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self._db.close()

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """The connection, for queries."""
        with journal_errors(self.path):
            yield self._db

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction, which takes the write lock at once so that two programs never deadlock."""
        with journal_errors(self.path), _transaction(self._db, "IMMEDIATE"):
            yield self._db


@contextmanager
def _transaction(db: sqlite3.Connection, kind: str) -> Iterator[None]:
    db.execute(f"BEGIN {kind}")
    try:
        yield
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:  # if the disk is full, SQLite has rolled back by itself
            db.execute("ROLLBACK")
        raise


def _check_quickly(db: sqlite3.Connection) -> None:
    if db.execute("PRAGMA page_count").fetchone()[0] <= MAX_CHECKED_PAGES:
        check_integrity(db, "quick_check")


def _connect_whole(path: Path, check: Callable[[sqlite3.Connection], None] = _check_quickly) -> sqlite3.Connection:
    """Opens a journal that a check finds whole."""
    if is_log_damaged(path):
        raise DamageError(f"{log_path(path).name} is damaged or gone")
    db = _connect(path)
    try:
        check(db)
    except BaseException:
        db.close()
        raise
    return db


def _connect(path: Path) -> sqlite3.Connection:
    # a class is written from the phones' thread as well, one event at a time
    db = sqlite3.connect(path, timeout=BUSY_MS / 1000, isolation_level=None, check_same_thread=False)
    try:
        _refuse_foreign(db, path)
        _enable_write_ahead_log(db)
        db.execute("PRAGMA synchronous = FULL")
        db.execute("PRAGMA foreign_keys = ON")
        migrate(db)
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
    """Looks, before anything is changed, whose file it is.

    Raises:
        DamageError: It is a journal whose head does not fit its tables.
        JournalError: It is of a newer motdrill or of another program.
    """
    with _transaction(db, "DEFERRED"):  # another program may be making the tables
        version, application_id = (
            db.execute(f"PRAGMA {name}").fetchone()[0] for name in ("user_version", "application_id")
        )
        tables = {name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    is_ours = {"scenario", "drill", "answer"} <= tables
    if not is_ours and (application_id not in (0, APPLICATION_ID) or (application_id == 0 and tables)):
        raise JournalError("journal-foreign", file=str(path))
    if version > VERSION and application_id in (0, APPLICATION_ID):
        raise JournalError("journal-newer", file=str(path), given=version, known=VERSION)
    if version not in _versions_with(tables) or application_id not in (0, APPLICATION_ID):
        raise DamageError("its head does not fit its tables")


def _versions_with(tables: set[str]) -> range:
    """The versions of which a journal with these tables may be."""
    if "class" in tables:
        return range(3, VERSION + 1)
    return range(2, 3) if "review" in tables else range(1, 2) if tables else range(1)


def _connect_read_only(path: Path) -> sqlite3.Connection | None:
    """An empty journal if there is no file, or a write-protected one; None for a file that can be written."""
    if not path.exists():
        db = sqlite3.connect(":memory:", isolation_level=None)
        migrate(db)
        return db
    if path.is_file() and not is_writable(path):
        return _connect_write_protected(path)
    return None


def _connect_write_protected(path: Path) -> sqlite3.Connection:
    """A write-protected journal for reading; for one that has a log, or is older, an updated copy in memory."""
    if is_log_damaged(path):
        raise DamageError(f"{log_path(path).name} is damaged or gone")
    if log_path(path).exists() and log_path(path).stat().st_size:
        return _copy_with_log(path)
    db = sqlite3.connect(f"{path.absolute().as_uri()}?immutable=1", uri=True, isolation_level=None)
    _refuse_foreign(db, path)
    if db.execute("PRAGMA user_version").fetchone()[0] == VERSION:
        return db
    with closing(db):
        return _updated_copy(db)


def _copy_with_log(path: Path) -> sqlite3.Connection:
    """A copy in memory of a journal with its log: SQLite cannot read a log without making a file beside it."""
    with tempfile.TemporaryDirectory(prefix="motdrill-") as folder:
        copy = Path(folder) / path.name
        shutil.copyfile(path, copy)
        shutil.copyfile(log_path(path), log_path(copy))
        with closing(sqlite3.connect(copy, isolation_level=None)) as db:
            _refuse_foreign(db, path)
            return _updated_copy(db)


def _updated_copy(db: sqlite3.Connection) -> sqlite3.Connection:
    copy = sqlite3.connect(":memory:", isolation_level=None)
    db.backup(copy)
    migrate(copy)
    return copy


def connect_repaired(
    path: Path, now: datetime, check: Callable[[sqlite3.Connection], None] = _check_quickly
) -> "tuple[sqlite3.Connection, Repair | None]":
    """Repairs a journal that a check finds damaged, and opens it; another program may just have repaired it."""
    from motdrill.journal.repair import has_traces, repair_file, repair_lock  # loads YAML and all that plays a drill

    with repair_lock(path):
        try:
            return _connect_whole(path, check), None
        except (sqlite3.Error, zlib.error, ValueError) as error:
            if not is_damage(error):
                raise
        if path.suffix != ".db" and not path.read_bytes().startswith(_SQLITE_MAGIC) and not has_traces(path):
            raise JournalError("journal-foreign", file=str(path)) from None
        repair = repair_file(path, now, _connect)
        return _connect(path), repair
