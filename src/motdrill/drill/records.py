"""Drills, reviews and own words as the journal gives them back; progress, reports and exports are made from them."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal, NamedTuple, TypeAlias

from motdrill.drill.drill import Drill
from motdrill.drill.turn import AnswerEffect, State, Turn

Mode: TypeAlias = Literal["practice", "exam", "replay"]

Confirmation: TypeAlias = Literal["closest", "of-two", "of-all", "aloud"]
"""How the reply to what a trainee said in their own words was confirmed: as the closest, picked of the two closest,
picked of all, or picked of all after it was said aloud."""


def utc_text(at: datetime) -> str:
    """A time as it is stored and exported: UTC, ISO 8601, in whole seconds."""
    return at.astimezone(UTC).isoformat(timespec="seconds")


def local_time(text: str) -> datetime:
    """A stored time in the local time zone, which decides where days begin and end."""
    return datetime.fromisoformat(text).astimezone()


class Timing(NamedTuple):
    """When and how an answer was given.

    Attributes:
        at: When, UTC, ISO 8601; empty in drills of early versions, which did not store it.
        elapsed_s: How long it took, in seconds.
        hinted: Whether the hint was shown before it; 0 or 1.
        confirmed: How it was confirmed where it was said first; None where it was chosen.
    """

    at: str
    elapsed_s: float
    hinted: int
    confirmed: Confirmation | None = None


@dataclass(frozen=True, slots=True)
class PlayedDrill:
    """A drill from the journal; its times are local.

    Attributes:
        id: A UUID.
        drill: The scenario as it was then, and the answers.
        file: The path the scenario was read from.
        text_hash: SHA-256 of the scenario's text, which tells its versions apart.
        mode: How it was played; a `replay` from the turning point counts in no statistic.
        trainee: Who played; empty if no name was given.
        ended_at: None where it was cut off.
        guess: The trainee's guess of the remembered experience, 0-10.
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

    @property
    def effects(self) -> tuple[AnswerEffect, ...]:
        """What each answer did."""
        return self.drill.effects

    @property
    def state(self) -> State:
        """The state after the last answer."""
        return self.drill.state

    @property
    def seconds(self) -> float:
        """How long the answers took, all together."""
        return sum([timing.elapsed_s for timing in self.timings])

    def answered_at(self, timing: Timing) -> datetime:
        """When one of its answers was given, in local time; when the drill began if that is not known."""
        try:
            return datetime.fromisoformat(timing.at).astimezone(self.started_at.tzinfo)
        except (ValueError, OverflowError):
            return self.started_at


class FinishedDrill(NamedTuple):
    """A finished drill as a report on many people needs it, which is quicker to make than a `PlayedDrill`.

    Attributes:
        drill: The drill before its first answer, which all drills of a text share.
        trainee: Who played; empty if no name was given.
        started_at: In local time.
        seconds: How long the answers took, all together.
        effects: What each answer did.
        state: The state after the last answer.
    """

    drill: Drill
    trainee: str
    started_at: datetime
    seconds: float
    effects: tuple[AnswerEffect, ...]
    state: State


@dataclass(frozen=True, slots=True)
class ReviewedStep:
    """A single step answered in a review; `at` is in local time."""

    scenario_id: str
    turn: Turn
    lang: str
    at: datetime
    timing: Timing


@dataclass(frozen=True, slots=True)
class OwnWords:
    """What a trainee said in their own words, at a local time."""

    text: str
    at: datetime
