"""Batches statements for a learning record store and sees to it that what counts as sent is stored.

The statements of one drill are first sent in one request, which a store accepts or rejects as a whole (xAPI 1.0.3,
part 3, section 2.1.2); a batch is several whole drills. A batch that was not stored is sent again drill by drill, so
that one bad drill does not hold up the others. A drill of which the store has something already is settled statement by
statement: each is compared with what the store has of it, and sent alone if that is nothing.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final, Literal, NamedTuple, Protocol, TypeAlias

from motdrill.exports.statement_comparison import is_equivalent, stored_statement
from motdrill.exports.store_response import ENDS, TEMPORARY, Meaning, StoreResponse, meaning
from motdrill.exports.xapi_statements import Statement

BATCH: Final = 100
"""The number of statements in a batch; a single drill may have more."""


class Patience(NamedTuple):
    """How long a store is waited for.

    Attributes:
        silence_s: For the connection, and for each next piece of a response.
        response_s: For a whole response, from the first attempt to connect on.
        pauses_s: Before each further attempt.
        max_pause_s: At most, where `Retry-After` asks for more.
    """

    silence_s: float = 10.0
    response_s: float = 30.0
    pauses_s: tuple[float, ...] = (0.5, 1.0, 2.0, 4.0)
    max_pause_s: float = 30.0


PATIENCE: Final = Patience()


class DrillStatements(NamedTuple):
    """The statements of one drill.

    Attributes:
        drill_id: The drill's id.
        statements: All its statements.
        alone: Whether it is sent in a request of its own, because the store refused it before.
    """

    drill_id: str
    statements: list[Statement]
    alone: bool = False


DeliveryOutcome: TypeAlias = Literal["sent", "refused", "waiting", "ended"]


class StoreFault(NamedTuple):
    """Something to be told about a store or a drill.

    Attributes:
        meaning: What the response means; `differs`: the store has these statements with other content.
        response: The response, the first of several.
        statement_ids: The statements of the drill that it concerns; empty if it concerns the whole.
        statement_count: How many statements the drill has.
    """

    meaning: Meaning | Literal["differs"]
    response: StoreResponse
    statement_ids: tuple[str, ...] = ()
    statement_count: int = 0


class Delivery(NamedTuple):
    """The result of sending some drills.

    Attributes:
        outcome: What becomes of the drills; `waiting`: not all is confirmed; `ended`: nothing more is sent.
        drill_ids: The drills it concerns; empty if nothing more is sent, one if there are faults.
        faults: What is to be told.
    """

    outcome: DeliveryOutcome
    drill_ids: tuple[str, ...] = ()
    faults: tuple[StoreFault, ...] = ()


class Store(Protocol):
    """A learning record store."""

    def post(self, statements: Sequence[Statement]) -> StoreResponse:
        """Sends statements once."""

    def get(self, statement_id: str) -> StoreResponse:
        """Asks once for a statement."""


_Settled: TypeAlias = tuple[Meaning | Literal["differs"], StoreResponse]


class Sender:
    """Sends statements, with retries."""

    def __init__(
        self, store: Store, sleep: Callable[[float], None], chance: Callable[[], float], patience: Patience = PATIENCE
    ) -> None:
        """Prepares to send.

        Args:
            store: Where to.
            sleep: Waits for a number of seconds.
            chance: Returns a random number from 0 to 1; it spreads the retries of many senders.
            patience: The pauses between attempts.
        """
        self._store, self._sleep, self._chance, self._patience = store, sleep, chance, patience

    def send(self, drills: Iterable[DrillStatements]) -> Iterator[Delivery]:
        """Sends drills and yields each delivery; ends early if nothing more can be sent."""
        for batch in batches(drills):
            for delivery in self._send_batch(batch):
                yield delivery
                if delivery.outcome == "ended":
                    return

    def _send_batch(self, batch: Sequence[DrillStatements]) -> Iterator[Delivery]:
        statements = [statement for drill in batch for statement in drill.statements]
        response = self._with_retries(lambda: self._store.post(statements))
        result = meaning(response, statements)
        if result in ENDS:
            yield Delivery("ended", (), (StoreFault(result, response),))
            return
        if stored := tuple(drill.drill_id for drill in batch if response.confirms(drill.statements)):
            yield Delivery("sent", stored)
        for drill in (drill for drill in batch if drill.drill_id not in stored):
            if len(batch) > 1:
                yield from self._send_batch([drill])
            elif result == "refused":
                yield Delivery("refused", (drill.drill_id,), (StoreFault(result, response),))
            else:
                yield self._settle_drill(drill)

    def _settle_drill(self, drill: DrillStatements) -> Delivery:
        faults: dict[str, StoreFault] = {}
        for statement in drill.statements:
            result, response = self._settle(statement)
            if result in ENDS:
                return Delivery("ended", (), (StoreFault(result, response),))
            if result != "sent":
                fault = faults.setdefault(result, StoreFault(result, response, (), len(drill.statements)))
                faults[result] = fault._replace(statement_ids=(*fault.statement_ids, statement["id"]))
        outcome: DeliveryOutcome = (
            "refused" if "refused" in faults else "waiting" if "unconfirmed" in faults else "sent"
        )
        return Delivery(outcome, (drill.drill_id,), tuple(faults.values()))

    def _settle(self, statement: Statement) -> _Settled:
        """Compares a statement with what the store has of it, or sends it alone; the response decides."""
        found = self._with_retries(lambda: self._store.get(statement["id"]))
        if (result := meaning(found)) in TEMPORARY:
            return result, found
        if found.status == 200 and (stored := stored_statement(found.body, statement["id"])):
            return ("sent" if is_equivalent(statement, stored) else "differs"), found
        response = self._with_retries(lambda: self._store.post([statement]))
        result = meaning(response, [statement])
        return result, (found if result == "unconfirmed" else response)

    def _with_retries(self, request: Callable[[], StoreResponse]) -> StoreResponse:
        response = request()
        for pause in self._patience.pauses_s:
            if meaning(response) not in TEMPORARY:
                break
            requested = min(response.retry_after_s, self._patience.max_pause_s)
            self._sleep(max(pause * (1 + self._chance() / 2), requested))
            response = request()
        return response


def batches(drills: Iterable[DrillStatements]) -> Iterator[list[DrillStatements]]:
    """Groups drills, in order, into batches of at most `BATCH` statements or one drill."""
    batch: list[DrillStatements] = []
    for drill in drills:
        size = sum(len(batched.statements) for batched in batch)
        if batch and (drill.alone or batch[-1].alone or size + len(drill.statements) > BATCH):
            yield batch
            batch = []
        batch.append(drill)
    if batch:
        yield batch
