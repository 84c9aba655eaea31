"""Batches statements for a learning record store and interprets its responses.

The statements of one drill are always sent in one request, which a store accepts or rejects as a whole (xAPI 1.0.3,
part 3, section 2.1.2); a batch is several whole drills. A rejected batch is sent again drill by drill, so that one bad
drill does not hold up the others.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final, Literal, NamedTuple, TypeAlias

from motdrill.exports.xapi_statements import Statement

BATCH: Final = 100
"""The number of statements in a batch; a single drill may have more."""
PAUSES_S: Final = (0.5, 1.0, 2.0, 4.0)
"""The pause before each further attempt."""
MAX_PAUSE_S: Final = 30.0
"""The longest `Retry-After` that is respected."""

Meaning: TypeAlias = Literal[
    "sent", "known", "refused", "unreachable", "busy", "not-allowed", "moved", "no-store"
]  # fmt: skip
"""What a response means; `known`: the store has other statements with these ids."""

TEMPORARY: Final = ("unreachable", "busy")
"""Meanings after which another attempt may succeed."""
ENDS: Final = (*TEMPORARY, "not-allowed", "moved", "no-store")
"""Meanings that concern the store and not the statements; nothing more is sent after them."""


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


class StoreResponse(NamedTuple):
    """A store's response.

    Attributes:
        status: The HTTP status; 0 without a response.
        text: The start of the body, or why there is no response; one line, printable.
        stored: Whether the body is a receipt for stored statements.
        retry_after_s: From the header `Retry-After`; 0 without it.
        place: From the header `Location`; empty without it.
    """

    status: int
    text: str
    stored: bool = False
    retry_after_s: float = 0.0
    place: str = ""


class Delivery(NamedTuple):
    """The result of sending some drills.

    Attributes:
        meaning: What the response means.
        drill_ids: The drills it concerns; empty if nothing more is sent.
        reply: The response.
    """

    meaning: Meaning
    drill_ids: tuple[str, ...]
    response: StoreResponse


Post: TypeAlias = Callable[[list[Statement]], StoreResponse]


def meaning(response: StoreResponse) -> Meaning:
    """What the response to a POST of statements means.

    A response that does not look like a store's, such as the login page of a hotel's network, is `no-store`.
    """
    status = response.status
    if not status:
        return "unreachable"
    if status == 204 or (status == 200 and response.stored):  # 204: the store had all of them already
        return "sent"
    if status in (408, 429) or status >= 500:
        return "busy"
    if 300 <= status < 400:
        return "moved"
    meanings: dict[int, Meaning] = {401: "not-allowed", 403: "not-allowed", 409: "known"}
    if status < 400 or status in (404, 405, 407):
        return "no-store"
    return meanings.get(status, "refused")


class Sender:
    """Sends statements, with retries."""

    def __init__(self, post: Post, sleep: Callable[[float], None], chance: Callable[[], float]) -> None:
        """Prepares to send.

        Args:
            post: Sends statements once.
            sleep: Waits for a number of seconds.
            chance: Returns a random number from 0 to 1; it spreads the retries of many senders.
        """
        self._post, self._sleep, self._chance = post, sleep, chance

    def send(self, drills: Iterable[DrillStatements]) -> Iterator[Delivery]:
        """Sends drills and yields each delivery; ends early if nothing more can be sent."""
        for batch in batches(drills):
            for delivery in self._send_batch(batch):
                yield delivery
                if delivery.meaning in ENDS:
                    return

    def _send_batch(self, batch: Sequence[DrillStatements]) -> Iterator[Delivery]:
        response = self._post_with_retries([statement for drill in batch for statement in drill.statements])
        result = meaning(response)
        if result in ENDS:
            yield Delivery(result, (), response)
        elif result == "sent" or len(batch) == 1:
            yield Delivery(result, tuple(drill.drill_id for drill in batch), response)
        else:
            for drill in batch:
                yield from self._send_batch([drill])

    def _post_with_retries(self, statements: list[Statement]) -> StoreResponse:
        response = self._post(statements)
        for pause in PAUSES_S:
            if meaning(response) not in TEMPORARY:
                break
            requested = min(response.retry_after_s, MAX_PAUSE_S)
            self._sleep(max(pause * (1 + self._chance() / 2), requested))
            response = self._post(statements)
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


def is_receipt(body: str) -> bool:
    """Whether a response body is a store's receipt for statements: the list of their ids."""
    try:
        ids = json.loads(body)
    except (ValueError, RecursionError):
        return False
    return isinstance(ids, list) and all(isinstance(statement_id, str) for statement_id in ids)
