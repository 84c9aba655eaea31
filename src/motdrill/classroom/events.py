"""What can happen in a class, and its form in JSON: the journal keeps these and nothing that follows from them."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any, Final, TypeAlias, get_args

from motdrill.drill.state import Given


@dataclass(frozen=True, slots=True)
class Joined:
    """Somebody takes part, or comes back under another name.

    Attributes:
        voter: Their id.
        name: As shown; empty for nobody in particular.
        party: Which way of the story they follow, by its place; -1 for the party with the fewest.
    """

    voter: str
    name: str
    party: int = -1


@dataclass(frozen=True, slots=True)
class Left:
    """Somebody is no longer counted; coming back is joining again."""

    voter: str


@dataclass(frozen=True, slots=True)
class Voted:
    """Somebody votes, or votes otherwise while the round is open."""

    voter: str
    given: Given


@dataclass(frozen=True, slots=True)
class Unvoted:
    """Somebody takes their vote back."""

    voter: str


@dataclass(frozen=True, slots=True)
class Counted:
    """The hands were counted: for each choice in the order shown, and how many people there are."""

    counts: tuple[int, ...]
    voters: int


@dataclass(frozen=True, slots=True)
class Closed:
    """The round is closed."""


@dataclass(frozen=True, slots=True)
class Reopened:
    """The round goes on."""


@dataclass(frozen=True, slots=True)
class VotedAgain:
    """The second round begins."""


@dataclass(frozen=True, slots=True)
class Revealed:
    """What was best is shown."""


@dataclass(frozen=True, slots=True)
class Took:
    """The story goes on.

    Attributes:
        given: With which answer; None where each party goes on with its own.
    """

    given: Given | None


@dataclass(frozen=True, slots=True)
class Back:
    """One step back: what was voted there is voted anew."""


@dataclass(frozen=True, slots=True)
class LookedInto:
    """What if: the story goes another way for a while, which is not counted."""

    given: Given


@dataclass(frozen=True, slots=True)
class Returned:
    """Back from the other way."""


@dataclass(frozen=True, slots=True)
class Halved:
    """Two halves of the room take two ways from an answer of the story on.

    Attributes:
        number: Which answer of the story, from 1: usually the turning point.
        ways: The answer of each half.
    """

    number: int
    ways: tuple[Given, Given]


Event: TypeAlias = (
    Joined
    | Left
    | Voted
    | Unvoted
    | Counted
    | Closed
    | Reopened
    | VotedAgain
    | Revealed
    | Took
    | Back
    | LookedInto
    | Returned
    | Halved
)

_KINDS: Final[dict[str, type[Any]]] = {kind.__name__.lower(): kind for kind in get_args(Event)}


def as_json(event: Event) -> str:
    """An event as one line of JSON."""
    return json.dumps([type(event).__name__.lower(), asdict(event)], ensure_ascii=False)


def from_json(text: str) -> Event:
    """The event a line of JSON tells of.

    Raises:
        ValueError: It tells of none.
    """
    try:
        kind, fields = json.loads(text)
        event: Event = _KINDS[kind](**{name: _frozen(value) for name, value in fields.items()})
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"no event: {text[:80]}") from error
    return event


def _frozen(value: Any) -> Any:
    return tuple(_frozen(each) for each in value) if isinstance(value, list) else value
