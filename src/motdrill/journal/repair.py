"""Repairs a damaged journal: copies it aside, and puts a new one with all that could be read in its place."""

import os
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from itertools import chain, count
from pathlib import Path
from typing import NamedTuple

from motdrill.journal.failures import failure_code
from motdrill.journal.pages import page_sizes, split_pages
from motdrill.journal.salvage import Carried, ReadablePages, count_readable_rows, salvage
from motdrill.journal.write_ahead_log import Log, index_path, log_path, read_log

_LOCK_WAIT_S = 5


class Repair(NamedTuple):
    """What became of a damaged journal.

    Attributes:
        damaged_copy: Where it was copied to, as it was.
        carried: What was carried over, table by table.
        is_log_damaged: Whether something of what was recorded last was damaged or gone.
    """

    damaged_copy: Path
    carried: tuple[Carried, ...]
    is_log_damaged: bool


def repair_file(path: Path, now: datetime, connect: Callable[[Path], sqlite3.Connection]) -> Repair:
    """Repairs a damaged file; only when the new one is whole, it takes the place of the old one.

    Args:
        path: The file.
        now: The time in UTC, part of the name of the copy.
        connect: Opens a journal, and makes one where there is none.

    Raises:
        OSError: A file cannot be read or written.
        sqlite3.Error: Another program has the file open, or the new one cannot be written.
    """
    content, log = path.read_bytes(), read_log(path)
    pages = _readable_pages(content, log)
    copies = [(path, content), *((each, each.read_bytes()) for each in [log_path(path)] if each.exists())]
    _refuse_in_use(path)
    damaged_copy = _copy_aside(path, copies, now)
    draft = path.with_name(f"{path.name}.repair")
    try:
        _remove(draft)
        with closing(connect(draft)) as db:
            carried = salvage(pages, db)
        shutil.copymode(path, draft)
        for beside in (log_path(path), index_path(path)):
            beside.unlink(missing_ok=True)
        draft.replace(path)
    finally:
        _remove(draft)
    return Repair(damaged_copy, carried, log.is_damaged)


def has_traces(path: Path) -> bool:
    """Whether a file without a head has rows of a journal in it."""
    return count_readable_rows(_readable_pages(path.read_bytes(), Log())) > 0


def _readable_pages(content: bytes, log: Log) -> ReadablePages:
    """The pages of a file, those in its log first; of the sizes a page may have, the one that shows more rows."""
    sizes = {len(frame.page) for frame in log.frames} or page_sizes(content)
    candidates = [_pages_of(split_pages(content, page_bytes), log) for page_bytes in sizes]
    return max(candidates, key=count_readable_rows) if len(candidates) > 1 else candidates[0]


def _pages_of(pages: dict[int, bytes], log: Log) -> ReadablePages:
    versions = [*((frame.number, frame.page) for frame in reversed(log.frames) if frame.is_good), *pages.items()]
    versions = [(number, page) for number, page in versions if number <= (log.page_count() or len(pages))]
    newest: dict[int, bytes] = {}
    for number, page in versions:
        newest.setdefault(number, page)
    return ReadablePages(newest, tuple(versions) if log.is_damaged else ())


def _refuse_in_use(path: Path) -> None:
    """Raises sqlite3.OperationalError if another program has the file open: what it wrote then would be lost.

    To work alone in write-ahead mode, SQLite needs a lock that nobody gets while another has the file open.
    """
    with closing(sqlite3.connect(path, timeout=0.5, isolation_level=None)) as db:
        try:
            db.execute("PRAGMA locking_mode = EXCLUSIVE")
            db.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except sqlite3.DatabaseError as error:
            if failure_code(error, path) == "journal-busy":
                raise


def _copy_aside(path: Path, copies: list[tuple[Path, bytes]], now: datetime) -> Path:
    """Copies a file and its log, as they were read, to new, unused names; they are never deleted."""
    first = f"{path.name}.damaged-{now:%Y%m%dT%H%M%S}"
    for name in chain([first], (f"{first}-{number}" for number in count(2))):
        target = path.with_name(name)
        if not target.exists():
            break
    for source, content in copies:
        copy = target.with_name(target.name + source.name.removeprefix(path.name))
        with copy.open("xb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        shutil.copymode(path, copy)
    return target


def _remove(draft: Path) -> None:
    for file in (draft, log_path(draft), index_path(draft)):
        file.unlink(missing_ok=True)


@contextmanager
def repair_lock(path: Path) -> Iterator[None]:
    """Keeps two programs from repairing the same file; waits for the other."""
    lock = path.with_name(path.name + ".lock")
    for _attempt in range(_LOCK_WAIT_S * 20):
        with suppress(FileExistsError):
            lock.touch(exist_ok=False)
            break
        time.sleep(0.05)
    try:
        yield
    finally:
        lock.unlink(missing_ok=True)
