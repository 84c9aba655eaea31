"""What waits to be sent to a store, and what has been sent there."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from motdrill.drill.played import utc
from motdrill.journal.database import Database


class Waiting(NamedTuple):
    """A drill that is to be sent.

    Attributes:
        drill_id: Its id.
        refused: Whether the store refused it before.
    """

    drill_id: str
    refused: bool


class Outbox:
    """The drills for one store; another address is another outbox."""

    def __init__(self, database: Database, endpoint: str) -> None:
        """Turns to a store.

        Args:
            database: The journal.
            endpoint: The store's address, always in the same form.
        """
        self._database = database
        self._endpoint = endpoint

    def fill(self, at: datetime) -> None:
        """Puts in every finished drill that was not in yet; replays are for nobody else.

        Args:
            at: When, UTC.

        Raises:
            JournalError: It cannot be written.
        """
        with self._database.writing() as db:
            db.execute(
                "INSERT OR IGNORE INTO outbox (drill_id, endpoint, queued_at) SELECT id, ?, ? FROM drill"
                " WHERE finished = 1 AND mode IN ('practice', 'exam')",
                (self._endpoint, utc(at)),
            )

    def waiting(self) -> list[Waiting]:
        """The drills that are to be sent, the oldest first, and those that were refused before at the end.

        Raises:
            JournalError: It cannot be read.
        """
        with self._database.reading() as db:
            rows = db.execute(
                "SELECT drill_id, problem IS NOT NULL AS refused FROM outbox JOIN drill ON drill.id = drill_id"
                " WHERE endpoint = ? AND sent_at IS NULL ORDER BY refused, started_at, drill.rowid",
                (self._endpoint,),
            )
            return [Waiting(drill_id, bool(refused)) for drill_id, refused in rows]

    def sent(self, drill_ids: Iterable[str], at: datetime) -> None:
        """Notes, all at once, that the store has these drills.

        Args:
            drill_ids: The drills.
            at: When, UTC.

        Raises:
            JournalError: It cannot be written.
        """
        with self._database.writing() as db:
            db.executemany(
                "UPDATE outbox SET sent_at = ?, problem = NULL WHERE drill_id = ? AND endpoint = ?",
                [(utc(at), drill_id, self._endpoint) for drill_id in drill_ids],
            )

    def refused(self, drill_id: str, problem: str) -> None:
        """Notes that the store refused a drill, and why; it stays.

        Args:
            drill_id: The drill.
            problem: What the store said.

        Raises:
            JournalError: It cannot be written.
        """
        with self._database.writing() as db:
            db.execute(
                "UPDATE outbox SET problem = ? WHERE drill_id = ? AND endpoint = ?",
                (problem, drill_id, self._endpoint),
            )
