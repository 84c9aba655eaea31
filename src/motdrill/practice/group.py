"""A report for the trainer on all who use one machine: who practises, how well, and what costs most points."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction

from motdrill.drill.records import FinishedDrill, PlayedDrill
from motdrill.practice.progress import RECENT_DRILLS
from motdrill.practice.tally import Tally, weakest
from motdrill.scenario.base_types import Text


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person's finished drills; `trainee` is empty for drills without a name.

    Attributes:
        recent_percent: The mean score of the last three; floor.
        weakest: The skill with the smallest share of its points; empty for fewer than three drills, or no point lost.
        last_at: When the last drill began.
    """

    trainee: str
    drills: int
    passed: int
    recent_percent: int
    weakest: str
    last_at: datetime


@dataclass(frozen=True, slots=True)
class FirstAttemptsRow:
    """The first attempts at a scenario, with its latest title.

    Attributes:
        people: How many finished it for the first time.
        mean_percent: The mean score of their first attempts; floor.
        passed: How many passed at the first attempt.
    """

    scenario_id: str
    title: Text
    people: int
    mean_percent: int
    passed: int


@dataclass(frozen=True, slots=True)
class Group:
    """The practice of a group, with rows sorted by name, and by id for the scenarios with a first attempt."""

    tally: Tally
    people: tuple[PersonRow, ...]
    scenarios: tuple[FirstAttemptsRow, ...]


@dataclass(slots=True)
class _Person:
    last_at: datetime
    tally: Tally = field(default_factory=Tally)
    scores: list[Fraction] = field(default_factory=list)
    first_attempts: dict[str, tuple[Fraction, bool]] = field(default_factory=dict)
    """By scenario: the exact score in percent, and whether it was passed."""


def summarize_group(drills: Iterable[PlayedDrill | FinishedDrill], since: datetime | None = None) -> Group:
    """Sums up everybody's practice.

    Args:
        drills: All finished drills, the oldest first, without replays; those before `since` are needed to tell which
            attempt was somebody's first.
        since: Drills before this aware time do not count.
    """
    people: dict[str, _Person] = {}
    titles: dict[str, Text] = {}
    met_before: set[tuple[str, str]] = set()
    for played in drills:
        if since is not None and played.started_at < since:
            met_before.add((played.trainee, played.drill.scenario_id))
            continue
        scenario_id = played.drill.scenario_id
        person = people.get(played.trainee) or people.setdefault(played.trainee, _Person(played.started_at))
        person.last_at = played.started_at
        score, passed = person.tally.add(played)
        person.scores.append(score)
        if scenario_id not in person.first_attempts and (played.trainee, scenario_id) not in met_before:
            person.first_attempts[scenario_id] = score, passed
        titles[scenario_id] = played.drill.scenario.title
    total = Tally()
    for person in people.values():
        total.merge(person.tally)
    rows = tuple(_person_row(name, people[name]) for name in sorted(people))
    new = sorted({scenario_id for person in people.values() for scenario_id in person.first_attempts})
    first_rows = tuple(_first_row(scenario_id, titles[scenario_id], people.values()) for scenario_id in new)
    return Group(total, rows, first_rows)


def _person_row(name: str, person: _Person) -> PersonRow:
    recent_scores, tally = person.scores[-RECENT_DRILLS:], person.tally
    mean = int(sum(recent_scores) / len(recent_scores))
    skill = weakest(tally.skills()) if tally.drills >= RECENT_DRILLS else None
    return PersonRow(name, tally.drills, tally.passed, mean, skill.skill if skill else "", person.last_at)


def _first_row(scenario_id: str, title: Text, people: Iterable[_Person]) -> FirstAttemptsRow:
    results = [person.first_attempts[scenario_id] for person in people if scenario_id in person.first_attempts]
    mean = int(sum(score for score, _passed in results) / len(results))
    return FirstAttemptsRow(scenario_id, title, len(results), mean, sum(passed for _score, passed in results))
