"""A drill that was played: what the journal gives back, and what progress, reports and exports are made from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, NamedTuple, TypeAlias

from motdrill.drill.state import Drill

Mode: TypeAlias = Literal["practice", "exam", "replay"]


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
    """A drill that came to its end.

    Attributes:
        id: Its id, a UUID.
        drill: The scenario as it was then, and the answers.
        text_hash: SHA-256 of the scenario's text, which tells versions of it apart.
        lang: The language it ran in.
        mode: How it was played; a `replay` from the turning point counts in no statistic.
        trainee: Who played; empty where nobody said.
        started_at: When it began, in the zone of whoever asks.
        ended_at: When it ended, likewise.
        guess: What the trainee thought the remembered experience would be, 0-10.
        timings: One for each answer.
    """

    id: str
    drill: Drill
    text_hash: str
    lang: str
    mode: Mode
    trainee: str
    started_at: datetime
    ended_at: datetime
    guess: int | None
    timings: tuple[Timing, ...]
