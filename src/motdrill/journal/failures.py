"""Turns what SQLite and the system say of the journal's file into a JournalError that names the kind of failure."""

import errno
import os
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from motdrill.errors import JournalError

_KINDS: Final = {
    sqlite3.SQLITE_BUSY: "journal-busy",
    sqlite3.SQLITE_LOCKED: "journal-busy",
    sqlite3.SQLITE_FULL: "journal-full",
    sqlite3.SQLITE_READONLY: "journal-read-only",
    sqlite3.SQLITE_PERM: "journal-read-only",
    sqlite3.SQLITE_CORRUPT: "journal-damaged",
    sqlite3.SQLITE_NOTADB: "journal-damaged",
}
"""The error for each of SQLite's primary result codes that has advice of its own."""
_SYSTEM_KINDS: Final = {
    errno.ENOSPC: "journal-full",
    errno.EDQUOT: "journal-full",
    errno.EFBIG: "journal-full",
    errno.EACCES: "journal-read-only",
    errno.EPERM: "journal-read-only",
    errno.EROFS: "journal-read-only",
}
_UNREADABLE: Final = ("decode to UTF-8", "malformed JSON", "no such table")
"""What is said, without a code of its own, of a text or a table that is damaged."""


class DamageError(sqlite3.DatabaseError):
    """The file is damaged, which SQLite itself has not noticed, or not yet."""


@contextmanager
def journal_errors(path: Path) -> Iterator[None]:
    """Turns every failure of the file into a JournalError, whose code says of which kind it is."""
    try:
        yield
    except (sqlite3.Error, zlib.error, OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise JournalError(failure_code(error, path), file=str(path), reason=reason) from error


def failure_code(error: Exception, path: Path) -> str:
    """The code of the JournalError for a failure of the file."""
    if isinstance(error, sqlite3.IntegrityError) and "FOREIGN KEY" in str(error):
        return "drill-gone"
    if is_damage(error):
        return "journal-damaged"
    if isinstance(error, OSError):
        return _SYSTEM_KINDS.get(error.errno or 0, "journal-unusable")
    code = _primary_code(error)
    if code == sqlite3.SQLITE_CANTOPEN and path.is_file() and not is_writable(path):
        return "journal-read-only"
    return _KINDS.get(code, "journal-unusable")


def is_damage(error: Exception) -> bool:
    """Whether a failure says that the file is damaged; text that is no UTF-8, JSON or compressed text is damage too."""
    if isinstance(error, DamageError | zlib.error | ValueError):
        return True
    is_unreadable = isinstance(error, sqlite3.OperationalError) and any(each in str(error) for each in _UNREADABLE)
    return is_unreadable or _KINDS.get(_primary_code(error)) == "journal-damaged"


def is_writable(path: Path) -> bool:
    """Whether a file can be written as a journal is: SQLite makes files beside it, in its folder."""
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def _primary_code(error: Exception) -> int:
    return int(getattr(error, "sqlite_errorcode", None) or 0) & 0xFF


def check_integrity(db: sqlite3.Connection, pragma: str = "integrity_check") -> None:
    """Has SQLite check a whole file, with `quick_check` all but its indexes.

    Raises:
        DamageError: It is damaged.
    """
    ((told,), *_others) = db.execute(f"PRAGMA {pragma}(1)").fetchall()
    if told != "ok":
        raise DamageError(" ".join(told.split()))
