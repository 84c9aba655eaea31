"""What a learning record store's response means (xAPI 1.0.3, part 3, sections 2.1 and 3.2)."""

import json
from collections.abc import Sequence
from typing import Final, Literal, NamedTuple, TypeAlias

from motdrill.exports.xapi_statements import Statement

Meaning: TypeAlias = Literal[
    "sent", "unconfirmed", "refused", "unreachable", "late", "busy", "not-allowed", "moved", "no-store"
]  # fmt: skip
"""What a response means; `unconfirmed`: a store's response, which does not say that it has what was sent."""

TEMPORARY: Final = ("unreachable", "late", "busy")
"""Meanings after which another attempt may succeed."""
ENDS: Final = (*TEMPORARY, "not-allowed", "moved", "no-store")
"""Meanings that concern the store and not the statements; nothing more is sent after them."""


class StoreResponse(NamedTuple):
    """A store's response.

    Attributes:
        status: The HTTP status; 0 without a whole response.
        text: The start of the body or, if that is empty, what the status is called; without a response, why, empty if
            it took too long. One line, printable.
        body: The body, as far as it was read.
        retry_after_s: From the header `Retry-After`; 0 without it.
        place: From the header `Location`; empty without it.
    """

    status: int
    text: str = ""
    body: str = ""
    retry_after_s: float = 0.0
    place: str = ""

    def confirms(self, statements: Sequence[Statement]) -> bool:
        """Whether this is a receipt that names all these statements."""
        named = named_ids(self.body) if self.status == 200 else None
        return named is not None and named.issuperset(str(statement["id"]).lower() for statement in statements)


def named_ids(body: str) -> frozenset[str] | None:
    """The ids that a receipt, a list of them, names, in small letters; None if this is no receipt.

    Order, letter case and repetition say nothing; some stores leave out what they had before.
    """
    ids = parsed(body)
    if not isinstance(ids, list) or not all(isinstance(each, str) for each in ids):
        return None
    return frozenset(each.lower() for each in ids)


def parsed(body: str) -> object:
    """The value of a JSON text; None if it is none."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None


def meaning(response: StoreResponse, statements: Sequence[Statement] = ()) -> Meaning:
    """What the response to a POST of statements means.

    A response that does not look like a store's, such as the login page of a hotel's network, is `no-store`.
    """
    status = response.status
    if not status:
        return "unreachable" if response.text else "late"
    if response.confirms(statements):
        return "sent"
    if status in (204, 409) or (status == 200 and named_ids(response.body) is not None):
        return "unconfirmed"
    if status in (408, 429) or status >= 500:
        return "busy"
    if 300 <= status < 400 and response.place:
        return "moved"
    if status in (401, 403):
        return "not-allowed"
    return "no-store" if status < 400 or status in (404, 405, 407) else "refused"
