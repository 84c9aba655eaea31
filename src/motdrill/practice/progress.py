"""One person over time: skills, scenarios, what costs points, days of practice, how well they read a customer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Final

from motdrill.drill.played import Played, Reviewed
from motdrill.drill.scorecard import Scorecard
from motdrill.practice.tally import SkillTotal, Tally, weakest
from motdrill.scenario.parts import Text

RECENT: Final = 3
"""How many drills `now` and `at first` are the mean of: one drill alone says more about the case than the skill."""


@dataclass(frozen=True, slots=True)
class ScenarioRow:
    """One scenario's drills.

    Attributes:
        scenario_id: Its id.
        title: Its title at the last drill.
        scores: The shown score of each drill in percent, the oldest first.
        passed: Whether any was passed.
        last_passed: Whether the last was.
        last_at: When the last began.
    """

    scenario_id: str
    title: Text
    scores: tuple[int, ...]
    passed: bool
    last_passed: bool
    last_at: datetime


@dataclass(frozen=True, slots=True)
class Calibration:
    """The remembered experience as guessed, against the one computed from peak and end.

    Attributes:
        drills: How many guesses there are.
        bias: The mean of guess - computed, 0-10 points: above 0 the customer remembers it worse than thought.
        error: The mean distance between the two.
    """

    drills: int
    bias: Fraction
    error: Fraction


@dataclass(frozen=True, slots=True)
class Progress:
    """One person's practice.

    Attributes:
        tally: What their drills add up to.
        skills: A row for each skill practised, with its percentages drill by drill.
        scenarios: A row for each scenario, that of the last drill first.
        reviews: Steps reviewed.
        days: Answers given, in drills and reviews, by day.
        calibration: None where no guess was made.
    """

    tally: Tally
    skills: tuple[SkillTotal, ...]
    scenarios: tuple[ScenarioRow, ...]
    reviews: int
    days: Mapping[date, int]
    calibration: Calibration | None

    @property
    def weakest(self) -> SkillTotal | None:
        """The skill with the least of its points in the last drills."""
        return weakest(tuple(recent(row) for row in self.skills))

    def streak(self, today: date) -> int:
        """Days in a row with practice, up to today; up to yesterday while today has none yet."""
        day = today if today in self.days else today - timedelta(days=1)
        count = 0
        while day - timedelta(days=count) in self.days:
            count += 1
        return count


@dataclass(slots=True)
class _Gathered:
    """What is gathered while the drills pass by."""

    tally: Tally = field(default_factory=Tally)
    percents: dict[str, list[int]] = field(default_factory=dict)
    scenarios: dict[str, list[tuple[Played, int, bool]]] = field(default_factory=dict)
    days: Counter[date] = field(default_factory=Counter)
    guesses: list[Fraction] = field(default_factory=list)

    def add(self, played: Played) -> None:
        card = Scorecard(played.drill)
        self.tally.add(played, card)
        for row in card.skills:
            self.percents.setdefault(row.skill, []).append(100 * row.points // row.of)
        ways = self.scenarios.setdefault(played.drill.scenario_id, [])
        ways.append((played, card.score_percent, card.passed))
        self.days.update(played.answered_at(timing).date() for timing in played.timings)
        if played.guess is not None:
            self.guesses.append(played.guess - card.remembered)


def progress(drills: Iterable[Played], reviews: Iterable[Reviewed]) -> Progress:
    """Adds up one person's practice.

    Args:
        drills: Their drills that are over, the oldest first, without replays.
        reviews: Their reviews.
    """
    gathered, reviewed = _Gathered(), 0
    for played in drills:
        gathered.add(played)
    for review in reviews:
        reviewed += 1
        gathered.days[review.at.date()] += 1
    tally = gathered.tally
    skills = tuple(replace(row, percents=tuple(gathered.percents[row.skill])) for row in tally.skills())
    rows = sorted(map(_scenario_row, gathered.scenarios.values()), key=lambda row: row.last_at, reverse=True)
    return Progress(tally, skills, tuple(rows), reviewed, gathered.days, _calibration(gathered.guesses))


def _scenario_row(ways: list[tuple[Played, int, bool]]) -> ScenarioRow:
    last, _score, last_passed = ways[-1]
    scores, passed = tuple(score for _played, score, _passed in ways), any(passed for _played, _score, passed in ways)
    title = last.drill.scenario.title
    return ScenarioRow(last.drill.scenario_id, title, scores, passed, last_passed, last.started_at)


def _calibration(differences: list[Fraction]) -> Calibration | None:
    if not differences:
        return None
    number = len(differences)
    return Calibration(number, sum(differences) / Fraction(number), sum(map(abs, differences)) / Fraction(number))


def now_percent(row: SkillTotal) -> int:
    """The mean of the last drills' percentages; the floor."""
    last = row.percents[-RECENT:]
    return sum(last) // len(last)


def first_percent(row: SkillTotal) -> int | None:
    """The mean of the first drills' percentages; None until as many later ones stand against them."""
    return sum(row.percents[:RECENT]) // RECENT if len(row.percents) >= 2 * RECENT else None


def recent(row: SkillTotal) -> SkillTotal:
    """A skill's row over the last drills alone, in percent."""
    return replace(row, points=now_percent(row), of=100, percents=row.percents[-RECENT:])
