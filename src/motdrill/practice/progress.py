"""One person's progress: skills, scenarios, what costs points, days of practice, how well they read a customer."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Final

from motdrill.drill.records import Confirmation, PlayedDrill, ReviewedStep
from motdrill.drill.scorecard import Scorecard
from motdrill.drill.turn import Turn
from motdrill.practice.first_tries import FirstTry, first_try
from motdrill.practice.losses import LossRow, loss_rows, uncoded_losses
from motdrill.practice.own_words import SaidTotal, said_answers, said_total
from motdrill.practice.tally import SkillTotal, Tally, weakest
from motdrill.scenario.base_types import Text

RECENT_DRILLS: Final = 3
"""How many drills make a recent or first mean; a single one says more about the scenario than about the skill."""
MIN_GUESSES: Final = 3
"""How many guesses it takes to say how somebody guesses."""


@dataclass(frozen=True, slots=True)
class ScenarioRow:
    """One person's drills of a scenario, with its latest title.

    Attributes:
        scores: The shown score of each drill in percent, the oldest first.
        passed: Whether any of them was passed.
        last_at: When the last one began.
    """

    scenario_id: str
    title: Text
    scores: tuple[int, ...]
    passed: bool
    last_passed: bool
    last_at: datetime


@dataclass(frozen=True, slots=True)
class Calibration:
    """Guesses of the remembered experience, compared with the value computed from peak and end.

    Attributes:
        drills: The number of guesses.
        bias: The mean of guess - computed, -10 to 10: above 0 the customer remembers it worse than guessed.
        error: The mean distance between the two, 0-10.
    """

    drills: int
    bias: Fraction
    error: Fraction


@dataclass(frozen=True, slots=True)
class Progress:
    """One person's practice; `calibration` is None for fewer than three guesses.

    Attributes:
        skills: A row for each skill practised, with its percentages drill by drill.
        losses: Where points are lost, the costliest kind first.
        first_tries: The first drill of each case, the oldest first.
        scenarios: A row for each scenario, the one played last first.
        said: What was said in own words; None where nothing was.
        reviews: The number of steps reviewed.
        days: The number of answers, in drills and reviews, by day.
    """

    tally: Tally
    skills: tuple[SkillTotal, ...]
    scenarios: tuple[ScenarioRow, ...]
    losses: tuple[LossRow, ...]
    first_tries: tuple[FirstTry, ...]
    said: SaidTotal | None
    reviews: int
    days: Mapping[date, int]
    calibration: Calibration | None

    @property
    def weakest(self) -> SkillTotal | None:
        """The skill with the smallest share of its points in the last drills, of those met in three drills or more."""
        return weakest(tuple(recent_total(row) for row in self.skills if len(row.percents) >= RECENT_DRILLS))

    def streak(self, today: date) -> int:
        """Days of practice in a row, up to today, or up to yesterday while today has none yet."""
        day = today if today in self.days else today - timedelta(days=1)
        count = 0
        while day - timedelta(days=count) in self.days:
            count += 1
        return count


@dataclass(slots=True)
class _Sums:
    tally: Tally = field(default_factory=Tally)
    percents: dict[str, list[Fraction]] = field(default_factory=dict)
    scenarios: dict[str, list[tuple[PlayedDrill, int, bool]]] = field(default_factory=dict)
    losses: list[tuple[str, int]] = field(default_factory=list)
    first_tries: list[FirstTry] = field(default_factory=list)
    said: list[tuple[Turn, Confirmation]] = field(default_factory=list)
    days: Counter[date] = field(default_factory=Counter)
    guess_errors: list[Fraction] = field(default_factory=list)

    def add(self, played: PlayedDrill) -> None:
        card = Scorecard(played.drill)
        self.tally.add(played)
        self.losses += uncoded_losses(played.drill)
        self.said += said_answers(played)
        for row in card.skills:
            self.percents.setdefault(row.skill, []).append(Fraction(100 * row.points, row.max_points))
        attempts = self.scenarios.setdefault(played.drill.scenario_id, [])
        attempts.append((played, card.score_percent, card.passed))
        self.days.update(played.answered_at(timing).date() for timing in played.timings)
        if played.guess is not None:
            self.guess_errors.append(played.guess - card.remembered_experience)


def summarize_progress(
    drills: Iterable[PlayedDrill], reviews: Iterable[ReviewedStep], since: datetime | None = None
) -> Progress:
    """Sums up one person's practice.

    Args:
        drills: All finished drills, the oldest first, without replays; those before `since` are needed to tell which
            try at a case was the first.
        reviews: The reviews that count.
        since: Drills before this aware time do not count.
    """
    sums, review_count, met = _Sums(), 0, set()
    for played in drills:
        if since is None or played.started_at >= since:
            sums.add(played)
            if played.drill.scenario_id not in met:
                sums.first_tries.append(first_try(played.drill, played.started_at))
        met.add(played.drill.scenario_id)
    for review in reviews:
        review_count += 1
        sums.days[review.at.date()] += 1
        if confirmed := review.timing.confirmed:
            sums.said.append((review.turn, confirmed))
    skills = tuple(replace(row, percents=tuple(sums.percents[row.skill])) for row in sums.tally.skills())
    rows = sorted(map(_scenario_row, sums.scenarios.values()), key=lambda row: row.last_at, reverse=True)
    losses, tries = loss_rows(sums.tally.codes(), sums.losses), tuple(sums.first_tries)
    said, calibration = said_total(sums.said), _calibration(sums.guess_errors)
    return Progress(sums.tally, skills, tuple(rows), losses, tries, said, review_count, sums.days, calibration)


def _scenario_row(attempts: list[tuple[PlayedDrill, int, bool]]) -> ScenarioRow:
    last, _score, last_passed = attempts[-1]
    scores = tuple(score for _played, score, _passed in attempts)
    passed = any(passed for _played, _score, passed in attempts)
    title = last.drill.scenario.title
    return ScenarioRow(last.drill.scenario_id, title, scores, passed, last_passed, last.started_at)


def _calibration(errors: list[Fraction]) -> Calibration | None:
    number = len(errors)
    if number < MIN_GUESSES:
        return None
    return Calibration(number, sum(errors) / Fraction(number), sum(map(abs, errors)) / Fraction(number))


def recent_percent(row: SkillTotal) -> int:
    """The mean of the last three drills' exact percentages; floor, and nothing before it is rounded."""
    last = row.percents[-RECENT_DRILLS:]
    return int(sum(last) / len(last))


def first_percent(row: SkillTotal) -> int | None:
    """The mean of the first three drills' percentages; None until three later ones can be compared with them."""
    return int(sum(row.percents[:RECENT_DRILLS]) / RECENT_DRILLS) if len(row.percents) >= 2 * RECENT_DRILLS else None


def recent_total(row: SkillTotal) -> SkillTotal:
    """A skill's row over the last three drills only, in percent."""
    return replace(row, points=recent_percent(row), max_points=100, percents=row.percents[-RECENT_DRILLS:])
