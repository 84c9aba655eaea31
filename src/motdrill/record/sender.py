"""Which statements travel together, and what each answer of a store means.

The statements of one drill always travel in one request, which a store takes whole or not at all (xAPI 1.0.3, part 3,
section 2.1.2); a batch is several whole drills. What a store refuses of a batch is tried drill by drill, so that one
bad drill does not hold up the others.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final, Literal, NamedTuple, TypeAlias

from motdrill.record.statements import Statement

BATCH: Final = 100
"""How many statements a batch has, about."""
PAUSES_S: Final = (0.5, 1.0, 2.0, 4.0)
"""How long to wait before each further attempt."""
LONGEST_PAUSE_S: Final = 30.0
"""The longest that a store may make us wait."""

Meaning: TypeAlias = Literal[
    "sent", "known", "refused", "unreachable", "busy", "not-allowed", "moved", "no-store"
]  # fmt: skip
"""What an answer means; `known`: the store has statements of these ids that say something else."""

PASSING: Final = ("unreachable", "busy")
"""What may be better a little later."""
ENDS: Final = (*PASSING, "not-allowed", "moved", "no-store")
"""What concerns the store and not what was sent: nothing more is sent."""


class Parcel(NamedTuple):
    """The statements of one drill.

    Attributes:
        drill_id: The drill's id.
        statements: All its statements.
        alone: Whether it travels by itself, because the store refused it before.
    """

    drill_id: str
    statements: list[Statement]
    alone: bool = False


class Reply(NamedTuple):
    """What a store answered.

    Attributes:
        status: The HTTP status; 0 where no answer came.
        text: The beginning of what it said, or why no answer came; of one line and without control characters.
        taken: Whether the body is what a store says that has taken statements.
        retry_after_s: How long it asks to be left alone; 0 where it does not.
        place: Where it says it has moved to; empty where it does not.
    """

    status: int
    text: str
    taken: bool = False
    retry_after_s: float = 0.0
    place: str = ""


class Fate(NamedTuple):
    """What became of some drills, or of the sending as a whole.

    Attributes:
        meaning: What the store's answer means.
        drill_ids: The drills it is about; none where nothing more is sent.
        reply: The answer.
    """

    meaning: Meaning
    drill_ids: tuple[str, ...]
    reply: Reply


Post: TypeAlias = Callable[[list[Statement]], Reply]


def meaning(reply: Reply) -> Meaning:
    """What an answer to a POST of statements means.

    An answer that could come from anybody, such as the welcome page of a hotel's network, is not taken for a store's.
    """
    status = reply.status
    if not status:
        return "unreachable"
    if status == 204 or (status == 200 and reply.taken):  # 204: a store that had all of them already
        return "sent"
    if status in (408, 429) or status >= 500:
        return "busy"
    if 300 <= status < 400:
        return "moved"
    named: dict[int, Meaning] = {401: "not-allowed", 403: "not-allowed", 409: "known"}
    if status < 400 or status in (404, 405, 407):
        return "no-store"
    return named.get(status, "refused")


class Sender:
    """Sends statements, patiently."""

    def __init__(self, post: Post, sleep: Callable[[float], None], chance: Callable[[], float]) -> None:
        """Begins.

        Args:
            post: Sends statements once.
            sleep: Waits for some seconds.
            chance: A number of 0 to 1, another one each time: so that many who wait do not come back all at once.
        """
        self._post = post
        self._sleep = sleep
        self._chance = chance

    def send(self, parcels: Iterable[Parcel]) -> Iterator[Fate]:
        """Sends drills, and says after each request what became of which; ends early where nothing more can be sent.

        Args:
            parcels: The drills.
        """
        for batch in batches(parcels):
            for fate in self._sent(batch):
                yield fate
                if fate.meaning in ENDS:
                    return

    def _sent(self, batch: Sequence[Parcel]) -> Iterator[Fate]:
        reply = self._patiently([statement for parcel in batch for statement in parcel.statements])
        found = meaning(reply)
        if found in ENDS:
            yield Fate(found, (), reply)
        elif found == "sent" or len(batch) == 1:
            yield Fate(found, tuple(parcel.drill_id for parcel in batch), reply)
        else:
            for parcel in batch:
                yield from self._sent([parcel])

    def _patiently(self, statements: list[Statement]) -> Reply:
        reply = self._post(statements)
        for pause in PAUSES_S:
            if meaning(reply) not in PASSING:
                break
            asked = min(reply.retry_after_s, LONGEST_PAUSE_S)
            self._sleep(max(pause * (1 + self._chance() / 2), asked))
            reply = self._post(statements)
        return reply


def batches(parcels: Iterable[Parcel]) -> Iterator[list[Parcel]]:
    """Drills in the order given, as many together as have about `BATCH` statements."""
    batch: list[Parcel] = []
    for parcel in parcels:
        size = sum(len(each.statements) for each in batch)
        if batch and (parcel.alone or batch[-1].alone or size + len(parcel.statements) > BATCH):
            yield batch
            batch = []
        batch.append(parcel)
    if batch:
        yield batch


def is_receipt(body: str) -> bool:
    """Whether a body is what a store answers that has taken statements: the list of their ids."""
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return False
    return isinstance(found, list) and all(isinstance(each, str) for each in found)
