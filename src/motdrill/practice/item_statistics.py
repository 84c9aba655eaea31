"""How well each step of a scenario tells people apart, and how many take which reply.

The figures are those of Moodle's quiz statistics. Facility: the mean of the points, as a percentage of the most.
Discrimination: 100 times the correlation, over people, between the points of the step and those of all their other
steps; leaving the step out of the sum keeps it from agreeing with itself. Only first attempts count, since people who
come back know the story. With fewer than 10 people there are no figures: chance would rule, and people be recognised.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import StatisticsError, correlation, fmean
from typing import Final, TypeAlias

from motdrill.drill.choices import choices, choices_in_answer
from motdrill.drill.records import PlayedDrill
from motdrill.drill.turn import Turn
from motdrill.method.catalogue import MAX_POINTS
from motdrill.scenario.base_types import Text
from motdrill.scenario.model import Scenario, Step

MIN_PEOPLE: Final = 10

Attempt: TypeAlias = tuple[Turn, int]
"""A turn, and the points its person earned at all other steps."""


@dataclass(frozen=True, slots=True)
class ChoiceShare:
    """The share, in percent of those who reached the step, that took a choice (see `drill.choices.chosen`).

    `earns_most` says whether the choice is right (see `drill.choices.choices`); None for stars.
    """

    choice: str
    percent: float
    is_right: bool | None


@dataclass(frozen=True, slots=True)
class StepStatistics:
    """One step's statistics; with fewer than 10 people only the number of people.

    Attributes:
        ask: What it asks for.
        people: How many reached it in their first attempt.
        facility: Mean points in percent of 3.
        discrimination: -100 to 100; None if all earned the same.
        shares: One for each choice.
    """

    step: str
    ask: str
    people: int
    facility: float | None = None
    discrimination: float | None = None
    shares: tuple[ChoiceShare, ...] = ()

    @property
    def unused_replies(self) -> tuple[str, ...]:
        """Replies below score 3 that nobody takes: they take time to read and tell nobody apart."""
        if self.ask != "reply":
            return ()
        return tuple(share.choice for share in self.shares if not share.percent and not share.is_right)


@dataclass(frozen=True, slots=True)
class ScenarioStatistics:
    """A scenario's statistics.

    Attributes:
        people: The number of first attempts with the same text as the latest one.
        left_out: The number of first attempts with other texts, which do not count.
        items: The statistics of each step that anybody reached, in file order.
    """

    scenario_id: str
    title: Text
    people: int
    other_text_count: int
    steps: tuple[StepStatistics, ...]


def first_attempts(drills: Iterable[PlayedDrill]) -> list[PlayedDrill]:
    """The first drill of each person, from finished drills of one scenario, the oldest first."""
    first: dict[str, PlayedDrill] = {}
    for played in drills:
        first.setdefault(played.trainee, played)
    return list(first.values())


def item_statistics(drills: Iterable[PlayedDrill], since: datetime | None = None) -> ScenarioStatistics | None:
    """The statistics of one scenario; None without drills.

    Args:
        drills: All its finished drills, the oldest first, without replays; also those before `since`, because who comes
            back knows the story.
        since: First attempts before this aware time do not count.
    """
    firsts = [played for played in first_attempts(drills) if since is None or played.started_at >= since]
    if not firsts:
        return None
    latest = firsts[-1]
    same_text = [played for played in firsts if played.text_hash == latest.text_hash]
    scenario = latest.drill.scenario
    attempts: dict[str, list[Attempt]] = {}
    for played in same_text:
        total = played.drill.state.points
        for turn in played.drill.turns:
            attempts.setdefault(turn.answer.step, []).append((turn, total - turn.earned))
    steps = tuple(_step_statistics(scenario, step, attempts[step]) for step in scenario.steps if step in attempts)
    other_texts = len(firsts) - len(same_text)
    return ScenarioStatistics(latest.drill.scenario_id, scenario.title, len(same_text), other_texts, steps)


def _step_statistics(scenario: Scenario, step_id: str, attempts: Sequence[Attempt]) -> StepStatistics:
    step, people = scenario.steps[step_id], len(attempts)
    if people < MIN_PEOPLE:
        return StepStatistics(step_id, step.ask, people)
    points = [turn.points for turn, _rest in attempts]
    facility = 100 * fmean(points) / MAX_POINTS
    try:
        discrimination: float | None = 100 * correlation(points, [rest for _turn, rest in attempts])
    except StatisticsError:  # all earned the same, here or elsewhere
        discrimination = None
    return StepStatistics(step_id, step.ask, people, facility, discrimination, _shares(scenario, step, attempts))


def _shares(scenario: Scenario, step: Step, attempts: Sequence[Attempt]) -> tuple[ChoiceShare, ...]:
    counts = Counter(choice for turn, _rest in attempts for choice in choices_in_answer(step, turn.answer.value))
    return tuple(
        ChoiceShare(choice, 100 * counts[choice] / len(attempts), is_right)
        for choice, is_right in choices(scenario, step).items()
    )
