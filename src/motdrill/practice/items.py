"""How well each step of a scenario tells people apart, and who takes which reply.

The figures are those of Moodle's quiz statistics. Facility: the mean of the points, as a percentage of the most.
Discrimination: 100 times the correlation, over people, between the points of the step and those of all their other
steps; leaving the step out of the sum keeps it from agreeing with itself. Only first attempts count, since people who
come back know the story, and nothing is shown under 10 people, where chance would speak and everybody be recognised.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import StatisticsError, correlation, fmean
from typing import Final, TypeAlias

from motdrill.drill.choices import choices, taken
from motdrill.drill.played import Played
from motdrill.drill.state import Turn
from motdrill.method.catalogue import MAX_POINTS
from motdrill.scenario.model import Scenario, Step
from motdrill.scenario.parts import Text

LEAST_PEOPLE: Final = 10

Attempt: TypeAlias = tuple[Turn, int]
"""A turn, and the points its person earned at all other steps."""


@dataclass(frozen=True, slots=True)
class Share:
    """How many took a choice.

    Attributes:
        choice: A reply's or a line's id, stars, or the need put first.
        percent: Of the people who met the step.
        best: Whether it is right: a reply of score 3, a line well done, the dominant need; None for stars, whose truth
            depends on the way.
    """

    choice: str
    percent: float
    best: bool | None


@dataclass(frozen=True, slots=True)
class Item:
    """One step's statistics.

    Attributes:
        step: Its id.
        ask: What it asks for.
        people: How many met it at their first attempt.
        facility: Mean points in percent of 3; None under 10 people.
        discrimination: -100 to 100; None under 10 people, or where all earned the same.
        shares: One for each choice; empty under 10 people.
    """

    step: str
    ask: str
    people: int
    facility: float | None = None
    discrimination: float | None = None
    shares: tuple[Share, ...] = ()

    @property
    def idle(self) -> tuple[str, ...]:
        """Weaker replies that nobody takes: they cost reading and tell nobody apart."""
        return tuple(s.choice for s in self.shares if self.ask == "reply" and not s.percent and not s.best)


@dataclass(frozen=True, slots=True)
class Items:
    """A scenario's statistics.

    Attributes:
        scenario_id: Its id.
        title: Its title.
        people: How many first attempts there are with the text of the latest.
        left_out: First attempts with other texts, which are not mixed with these.
        items: One for each step that anybody met, in the order of the file.
    """

    scenario_id: str
    title: Text
    people: int
    left_out: int
    items: tuple[Item, ...]


def first_attempts(drills: Iterable[Played]) -> list[Played]:
    """The first drill of each person that came to its end.

    Args:
        drills: Drills of one scenario that are over, the oldest first.
    """
    first: dict[str, Played] = {}
    for played in drills:
        first.setdefault(played.trainee, played)
    return list(first.values())


def item_statistics(drills: Iterable[Played], since: datetime | None = None) -> Items | None:
    """The statistics of one scenario.

    Args:
        drills: Its drills that are over, the oldest first, without replays; all of them, since who comes back knows the
            story, however long ago.
        since: Only first attempts of that time or later; an aware time.

    Returns:
        None where there are no drills.
    """
    everything = [played for played in first_attempts(drills) if since is None or played.started_at >= since]
    if not everything:
        return None
    latest = everything[-1]
    same = [played for played in everything if played.text_hash == latest.text_hash]
    scenario = latest.drill.scenario
    met: dict[str, list[Attempt]] = {}
    for played in same:
        total = played.drill.state.points
        for turn in played.drill.turns:
            met.setdefault(turn.answer.step, []).append((turn, total - turn.earned))
    items = tuple(_item(scenario, step_id, met[step_id]) for step_id in scenario.steps if step_id in met)
    return Items(latest.drill.scenario_id, scenario.title, len(same), len(everything) - len(same), items)


def _item(scenario: Scenario, step_id: str, attempts: Sequence[Attempt]) -> Item:
    step, people = scenario.steps[step_id], len(attempts)
    if people < LEAST_PEOPLE:
        return Item(step_id, step.ask, people)
    points = [turn.points for turn, _rest in attempts]
    facility = 100 * fmean(points) / MAX_POINTS
    try:
        discrimination: float | None = 100 * correlation(points, [rest for _turn, rest in attempts])
    except StatisticsError:  # all earned the same, here or elsewhere
        discrimination = None
    return Item(step_id, step.ask, people, facility, discrimination, _shares(scenario, step, attempts))


def _shares(scenario: Scenario, step: Step, attempts: Sequence[Attempt]) -> tuple[Share, ...]:
    counts = Counter(choice for turn, _rest in attempts for choice in taken(step, turn.answer.given))
    known = choices(scenario, step).items()
    return tuple(Share(choice, 100 * counts[choice] / len(attempts), best) for choice, best in known)
