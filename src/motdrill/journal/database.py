"""Opens the journal's file, updates its tables to this version, and has a damaged file repaired.

SQLite with a write-ahead log and full synchronisation: what is committed is on the disk, even if the process or the
machine then fails. Two programs that use it at once wait for each other.
"""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from motdrill.errors import JournalError
from motdrill.journal.failures import DamageError, is_damage, is_writable, journal_errors
from motdrill.journal.tables import APPLICATION_ID, VERSION, migrate
from motdrill.journal.write_ahead_log import is_log_damaged, log_path

if TYPE_CHECKING:
    from motdrill.journal.repair import Repair

BUSY_MS: Final = 5000
MAX_CHECKED_BYTES: Final = 4 << 20
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
                self._db, self.repair = _connect_repaired(path, now)

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
        with journal_errors(self.path):
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield self._db
                self._db.execute("COMMIT")
            except BaseException:
                if self._db.in_transaction:  # if the disk is full, SQLite has rolled back by itself
                    self._db.execute("ROLLBACK")
                raise


def repair_journal(path: Path, now: datetime) -> "Repair | None":
    """Repairs a journal that is damaged anywhere; None if it is whole. `now` is the time in UTC.

    Raises:
        JournalError: It belongs to a newer motdrill or another program, is in use, or cannot be read or written.
    """
    with journal_errors(path):
        try:
            with closing(_connect_whole(path)) as db:
                check_integrity(db)
            return None
        except sqlite3.DatabaseError as error:
            if not is_damage(error):
                raise
        db, repair = _connect_repaired(path, now, thorough=True)
        db.close()
        return repair


def check_integrity(db: sqlite3.Connection, pragma: str = "integrity_check") -> None:
    """Has SQLite check a whole file, with `quick_check` all but its indexes.

    Raises:
        DamageError: It is damaged.
    """
    ((told,), *_others) = db.execute(f"PRAGMA {pragma}(1)").fetchall()
    if told != "ok":
        raise DamageError(" ".join(told.split()))


def _connect_whole(path: Path) -> sqlite3.Connection:
    """Opens a journal that is whole as far as can be told in a moment."""
    if is_log_damaged(path):
        raise DamageError(f"{log_path(path).name} is damaged or gone")
    db = _connect(path)
    try:
        if path.stat().st_size <= MAX_CHECKED_BYTES:
            check_integrity(db, "quick_check")
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
    db.execute("BEGIN")  # another program may be making the tables
    try:
        version, application_id = (
            db.execute(f"PRAGMA {name}").fetchone()[0] for name in ("user_version", "application_id")
        )
        tables = {name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    finally:
        db.execute("ROLLBACK")
    is_ours = {"scenario", "drill", "answer"} <= tables
    if not is_ours and (application_id not in (0, APPLICATION_ID) or (application_id == 0 and tables)):
        raise JournalError("journal-foreign", file=str(path))
    if version > VERSION and application_id == APPLICATION_ID:
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
    import shutil  # here, and tempfile: only a log in a folder that may not be written needs them
    import tempfile

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


def _connect_repaired(
    path: Path, now: datetime, *, thorough: bool = False
) -> "tuple[sqlite3.Connection, Repair | None]":
    """Repairs a damaged journal and opens the new one, unless another program has just done so."""
    from motdrill.journal.repair import has_traces, repair_file, repair_lock  # with all that plays a drill

    with repair_lock(path):
        db = None
        try:
            db = _connect_whole(path)
            if thorough:
                check_integrity(db)
            return db, None
        except sqlite3.DatabaseError as error:
            if db:
                db.close()
            if not is_damage(error):
                raise
        if path.suffix != ".db" and not path.read_bytes().startswith(_SQLITE_MAGIC) and not has_traces(path):
            raise JournalError("journal-foreign", file=str(path)) from None
        repair = repair_file(path, now, _connect)
        return _connect(path), repair
