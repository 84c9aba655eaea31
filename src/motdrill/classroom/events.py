"""What can happen in a class, and its form in JSON; the journal stores events and nothing computed from them."""

import json
from dataclasses import asdict, dataclass
from typing import Any, Final, TypeAlias, get_args

from motdrill.drill.turn import AnswerValue


@dataclass(frozen=True, slots=True)
class Joined:
    """Somebody takes part, or comes back under another name.

    The name is empty if they gave none; `party` is the index of their party, or -1 for the smallest one.
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
    """Somebody votes, or changes their vote while the round is open."""

    voter: str
    given: AnswerValue


@dataclass(frozen=True, slots=True)
class Unvoted:
    """Somebody withdraws their vote."""

    voter: str


@dataclass(frozen=True, slots=True)
class Counted:
    """The hands were counted, for each choice in the order shown, out of so many voters."""

    counts: tuple[int, ...]
    voters: int


@dataclass(frozen=True, slots=True)
class Closed:
    """The round is closed."""


@dataclass(frozen=True, slots=True)
class Reopened:
    """The round is open again."""


@dataclass(frozen=True, slots=True)
class VotedAgain:
    """The second round begins."""


@dataclass(frozen=True, slots=True)
class Revealed:
    """What was best is shown."""


@dataclass(frozen=True, slots=True)
class Took:
    """The story goes on with this answer; None where each party goes on with its own."""

    given: AnswerValue | None


@dataclass(frozen=True, slots=True)
class Back:
    """One step back, to be voted on anew."""


@dataclass(frozen=True, slots=True)
class LookedInto:
    """A detour begins: the story goes on with another answer for a while, which does not count."""

    given: AnswerValue


@dataclass(frozen=True, slots=True)
class Returned:
    """The detour ends."""


@dataclass(frozen=True, slots=True)
class Halved:
    """The room splits into two groups, whose ways (answers) differ from one answer of the story on.

    `number` is the number of that answer, from 1; usually the turning point.
    """

    number: int
    ways: tuple[AnswerValue, AnswerValue]


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

_CLASSES: Final[dict[str, type[Any]]] = {event_class.__name__.lower(): event_class for event_class in get_args(Event)}


def as_json(event: Event) -> str:
    """An event as one line of JSON."""
    return json.dumps([type(event).__name__.lower(), asdict(event)], ensure_ascii=False)


def from_json(text: str) -> Event:
    """The event in a line of JSON; raises ValueError if there is none."""
    try:
        kind, fields = json.loads(text)
        event: Event = _CLASSES[kind](**{name: _to_tuples(value) for name, value in fields.items()})
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"no event: {text[:80]}") from error
    return event


def _to_tuples(value: Any) -> Any:
    return tuple(map(_to_tuples, value)) if isinstance(value, list) else value
