"""First tries at new cases: the honest sign of getting better, since whoever plays a case again knows its replies.

Chance earns more in one case than in another, and so does somebody who is good. Each score is therefore set between the
two (the players of `drill.players`): 0 is what chance earns there, 100 what a good player earns, or more.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Final, NamedTuple

from motdrill.drill.drill import Drill
from motdrill.drill.players import any_answer, expected_percent, within_one_point

MIN_FIRST_TRIES: Final = 4
"""With fewer, a trend would be drawn from single drills."""
_COMPARED_TRIES: Final = 3


class FirstTry(NamedTuple):
    """The first finished drill of a case: when it began, its score, and what the two players can expect there."""

    scenario_id: str
    started_at: datetime
    percent: float
    random_percent: float
    good_percent: float

    @property
    def adjusted_percent(self) -> int:
        """The score between chance (0) and a good player (100), never beyond; 100 where all answers earn the same."""
        width = self.good_percent - self.random_percent
        share = (self.percent - self.random_percent) / width if width > 0 else 1.0
        return round(100 * min(1.0, max(0.0, share)))


def first_try(drill: Drill, started_at: datetime) -> FirstTry:
    """The first try that a drill is."""
    attainable = drill.attainable
    players = (expected_percent(attainable, chooser) for chooser in (any_answer, within_one_point))
    return FirstTry(drill.scenario_id, started_at, float(attainable.percent(drill.state.points)), *players)


class FirstTriesTrend(NamedTuple):
    """The means of the first and of the last tries, as many of each, and none of them in both."""

    compared: int
    first_percent: int
    last_percent: int


def first_tries_trend(percents: Sequence[int]) -> FirstTriesTrend | None:
    """The trend of first tries, the oldest first; None for fewer than four."""
    if len(percents) < MIN_FIRST_TRIES:
        return None
    compared = min(_COMPARED_TRIES, len(percents) // 2)
    first, last = sum(percents[:compared]), sum(percents[-compared:])
    return FirstTriesTrend(compared, round(first / compared), round(last / compared))
