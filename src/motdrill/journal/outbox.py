"""The drills that are to be sent to a learning record store, and those sent already."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from motdrill.drill.records import utc_text
from motdrill.journal.database import Database


class WaitingDrill(NamedTuple):
    """A drill that is to be sent, and whether the store refused it before."""

    drill_id: str
    refused: bool


class Outbox:
    """The drills for one store, identified by its address."""

    def __init__(self, database: Database, endpoint: str) -> None:
        """Opens the outbox; `endpoint` is an address as `exports.lrs_settings.checked_endpoint` normalizes it."""
        self._database = database
        self._endpoint = endpoint

    def fill(self, at: datetime) -> None:
        """Adds every finished drill that is not in the outbox yet, except replays."""
        with self._database.writing() as db:
            db.execute(
                "INSERT OR IGNORE INTO outbox (drill_id, endpoint, queued_at) SELECT id, ?, ? FROM drill"
                " WHERE finished = 1 AND mode IN ('practice', 'exam')",
                (self._endpoint, utc_text(at)),
            )

    def waiting_drills(self) -> list[WaitingDrill]:
        """The drills that are to be sent, the oldest first, and last those that were refused before."""
        with self._database.reading() as db:
            rows = db.execute(
                "SELECT drill_id, problem IS NOT NULL AS refused FROM outbox JOIN drill ON drill.id = drill_id"
                " WHERE endpoint = ? AND sent_at IS NULL ORDER BY refused, started_at, drill.rowid",
                (self._endpoint,),
            )
            return [WaitingDrill(drill_id, bool(refused)) for drill_id, refused in rows]

    def mark_sent(self, drill_ids: Iterable[str], at: datetime) -> None:
        """Stores, in one transaction, that the store has these drills."""
        with self._database.writing() as db:
            db.executemany(
                "UPDATE outbox SET sent_at = ?, problem = NULL WHERE drill_id = ? AND endpoint = ?",
                [(utc_text(at), drill_id, self._endpoint) for drill_id in drill_ids],
            )

    def mark_refused(self, drill_id: str, problem: str) -> None:
        """Stores that the store refused a drill, with its reason; the drill stays in the outbox."""
        with self._database.writing() as db:
            db.execute(
                "UPDATE outbox SET problem = ? WHERE drill_id = ? AND endpoint = ?",
                (problem, drill_id, self._endpoint),
            )
