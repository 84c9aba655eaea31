"""Writes to the journal as a drill, a review or a class goes on, and tells the person what becomes of it.

A journal that cannot be used stops nobody. What cannot be written is kept in order and tried again with the next
change and at the end, whatever the reason: another program may let go of the file, a disk may get room again. Only
what can never succeed is given up.
"""

import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import RLock
from typing import Final, TypeAlias, TypeVar

from motdrill.errors import JournalError
from motdrill.journal.journal import Journal
from motdrill.journal.locks import ProcessLocks
from motdrill.messages import N_, _, errors, join_sentences
from motdrill.sessions.journal_access import open_journal_file
from motdrill.ui.output import print_message

JournalChange: TypeAlias = Callable[[Journal], object]
"""One change of the journal, in one transaction."""
T = TypeVar("T")

RETRY_S: Final = 1.0
"""After a failure the next attempt is made no sooner, so that many changes do not all wait for the same program."""
PATIENCE_S, RETRY_PATIENCE_S, LAST_PATIENCE_S = 5.0, 0.25, 30.0
"""How long is waited for another program: at first, once that was in vain, and at the end."""

_BUSY: Final = "journal-busy"
_FINAL: Final = frozenset({"drill-gone", "drill-open", "journal-foreign", "journal-newer"})
_OUTLOOK: Final = {
    "busy": N_("Another program is using the journal. Answers are kept here meanwhile, and recorded once it is free."),
    "kept": N_("Answers are kept here meanwhile, and recorded once that is mended."),
    "final": N_("Nothing more is recorded."),
    "mended": N_("The journal can be used again: everything so far is recorded."),
}


class JournalWriter:
    """Writes changes to the journal, in order; those that cannot be written now wait for the next attempt.

    Attributes:
        problem: Why not everything is written, or could be; None while all is well.
        journal: The journal, for reading; None while it cannot be opened.
        is_open_elsewhere: Whether the last search met something that is open in another program.
    """

    def __init__(self, path: Path) -> None:
        """Opens the journal and tries whether it can be written."""
        self.problem: JournalError | None = None
        self.journal: Journal | None = None
        self.is_open_elsewhere = False
        self._path = path
        self._locks = ProcessLocks(path)
        self._pending: deque[JournalChange] = deque([Journal.check_writable])
        self._told = ""
        self._retry_at = 0.0
        self._file: tuple[int, int] | None = None
        self._is_closed = False
        self._has_waited = False
        self._lock = RLock()  # in a class, both the phones' thread and the facilitator's write
        self.flush()
        self._pending.clear()

    @property
    def is_busy(self) -> bool:
        """Whether all that hinders is another program that uses the journal."""
        return self.problem is not None and self.problem.code == _BUSY

    @property
    def is_behind(self) -> bool:
        """Whether something waits to be written."""
        return bool(self._pending)

    def write(self, change: JournalChange) -> None:
        """Writes a change after those that wait, or lets it wait as well."""
        with self._lock:
            self._pending.append(change)
            if time.monotonic() >= self._retry_at:
                self.flush()

    def flush(self) -> None:
        """Writes what waits, in order, as far as that is possible."""
        with self._lock:
            if self.problem and self.problem.code in _FINAL:
                return
            try:
                journal = self._opened()
                while self._pending:
                    self._pending[0](journal)
                    self._pending.popleft()
                self._settle(None, PATIENCE_S)
            except JournalError as error:
                self._settle(error, RETRY_PATIENCE_S)

    def _settle(self, problem: JournalError | None, patience_s: float) -> None:
        if self.journal is not None and (problem is None) != (self.problem is None):
            self.journal.wait_at_most(patience_s)
        self.problem = problem
        self._retry_at = time.monotonic() + RETRY_S if problem else 0.0

    def _opened(self) -> Journal:
        """The journal, opened anew if another file has taken its place: SQLite would go on writing to the old one."""
        if self.journal is not None and self._file != _file_id(self._path):
            self.journal.close()
            self.journal = None
        if self.journal is None:
            self.journal = open_journal_file(self._path)
            self._file = _file_id(self._path)
        return self.journal

    def readable_journal(self) -> Journal:
        """The journal, for reading.

        Raises:
            JournalError: It cannot be opened.
        """
        if self.journal is None:
            raise self.problem or JournalError(_BUSY, file=str(self._path), reason="")
        return self.journal

    def read(self, query: Callable[[Journal], T]) -> T | None:
        """What a query finds; None where the journal cannot be read."""
        with self._lock:
            try:
                return query(self.journal) if self.journal is not None else None
            except JournalError as error:
                self.problem = error
                return None

    def claim(self, entry_id: str) -> bool:
        """Takes a drill or a class, until this program ends, from all others; False if another has it."""
        is_free = self._locks.acquire(entry_id)
        self.is_open_elsewhere = self.is_open_elsewhere or not is_free
        return is_free

    def release(self, entry_id: str) -> None:
        """Leaves a drill or a class to others."""
        self._locks.release(entry_id)

    def news(self) -> str:
        """What has changed for better or worse since this was last asked, in sentences; empty if nothing has."""
        problem = self.problem
        code = problem.code if problem else ""
        if code == self._told:
            return ""
        self._told = code
        if problem is None or self.is_busy:
            return _(_OUTLOOK["busy" if problem else "mended"])
        return join_sentences([errors.error_message(problem), _(_OUTLOOK["final" if code in _FINAL else "kept"])])

    def report_waiting(self, not_recorded: str) -> None:
        """Prints, where something still waits to be written, why it does, and a sentence that says what that means."""
        if self.problem is not None and self.is_behind:
            print_message(join_sentences([errors.error_message(self.problem), not_recorded]), error=True)

    def finish_writing(self) -> None:
        """Writes what waits, if need be once another program has let go of the journal, for which it waits once."""
        if self.is_behind:
            self.flush()
        if self.is_behind and self.is_busy and not self._has_waited:
            self._has_waited = True
            self._wait_for_others()

    def close(self) -> None:
        """Writes what waits and closes the journal for good."""
        if self._is_closed:
            return
        self._is_closed = True
        self.finish_writing()
        if self.journal is not None:
            self.journal.close()
            self.journal = None

    def _wait_for_others(self) -> None:
        """Waits for the program that uses the journal; Ctrl-C ends the wait."""
        told = _(
            "Waiting up to {n} seconds for another program that uses the journal, to record what was answered. "
            "Ctrl-C stops waiting."
        )
        with suppress(KeyboardInterrupt):
            print_message(told.format(n=round(LAST_PATIENCE_S)), error=True)
            end = time.monotonic() + LAST_PATIENCE_S
            while self.is_busy and time.monotonic() < end:
                time.sleep(0.05)
                self.flush()


def _file_id(path: Path) -> tuple[int, int] | None:
    """What tells a file from another of the same name; None if there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
