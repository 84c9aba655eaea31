"""What was played: what the journal gives back, and what progress, reports and exports are made from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal, NamedTuple, TypeAlias

from motdrill.drill.state import Drill, Turn

Mode: TypeAlias = Literal["practice", "exam", "replay"]


def utc(at: datetime) -> str:
    """A time as it is stored and as records carry it: UTC, ISO 8601, in seconds."""
    return at.astimezone(UTC).isoformat(timespec="seconds")


def local(text: str) -> datetime:
    """A stored time in the zone of this machine, where days begin and end for whoever asks."""
    return datetime.fromisoformat(text).astimezone()


class Timing(NamedTuple):
    """When and how an answer was given.

    Attributes:
        at: When, UTC, ISO 8601; empty where the journal of that time did not say.
        elapsed_s: How long it took, in seconds.
        hinted: Whether the hint had been asked for; 0 or 1.
    """

    at: str
    elapsed_s: float
    hinted: int


@dataclass(frozen=True, slots=True)
class Played:
    """A drill.

    Attributes:
        id: Its id, a UUID.
        drill: The scenario as it was then, and the answers.
        file: Where the scenario was read from.
        text_hash: SHA-256 of the scenario's text, which tells versions of it apart.
        lang: The language it ran in.
        mode: How it was played; a `replay` from the turning point counts in no statistic.
        trainee: Who played; empty where nobody said.
        started_at: When it began, in the zone of whoever asks.
        ended_at: When it ended, likewise; None where it was cut off.
        guess: What the trainee thought the remembered experience would be, 0-10.
        timings: One for each answer.
    """

    id: str
    drill: Drill
    file: str
    text_hash: str
    lang: str
    mode: Mode
    trainee: str
    started_at: datetime
    ended_at: datetime | None
    guess: int | None
    timings: tuple[Timing, ...]

    def answered_at(self, timing: Timing) -> datetime:
        """When one of its answers was given, in the zone of whoever asks; when it began where nothing else is known."""
        try:
            return datetime.fromisoformat(timing.at).astimezone(self.started_at.tzinfo)
        except (ValueError, OverflowError):
            return self.started_at


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A single step answered by itself.

    Attributes:
        scenario_id: The scenario it is of.
        turn: The answer and what it did.
        lang: The language it was asked in.
        at: When, in the zone of whoever asks.
        timing: When and how the answer was given.
    """

    scenario_id: str
    turn: Turn
    lang: str
    at: datetime
    timing: Timing


@dataclass(frozen=True, slots=True)
class Words:
    """What a trainee would have said, in their own words.

    Attributes:
        said: The words.
        at: When, in the zone of whoever asks.
        ticked: The codes they found in them; None where they have not looked.
    """

    said: str
    at: datetime
    ticked: tuple[str, ...] | None
