"""Everybody who drills on one machine, for the trainer: who practises, where they stand, what costs the group most."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from motdrill.drill.played import Played
from motdrill.drill.scorecard import Scorecard
from motdrill.practice.progress import RECENT
from motdrill.practice.tally import Tally, weakest
from motdrill.scenario.parts import Text


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person.

    Attributes:
        trainee: The name; empty for whoever did not say.
        drills: How many came to their end.
        passed: How many of them were passed.
        recent_percent: The mean score of the last three; the floor.
        weakest: The skill with the least of its points; empty where nothing was lost.
        last_at: When the last drill began.
    """

    trainee: str
    drills: int
    passed: int
    recent_percent: int
    weakest: str
    last_at: datetime


@dataclass(frozen=True, slots=True)
class FirstRow:
    """A scenario as people met it for the first time.

    Attributes:
        scenario_id: Its id.
        title: Its title when it was played last.
        people: How many came to its end for the first time.
        mean_percent: The mean score of their first attempts; the floor.
        passed: How many passed at the first attempt.
    """

    scenario_id: str
    title: Text
    people: int
    mean_percent: int
    passed: int


@dataclass(frozen=True, slots=True)
class Group:
    """A group's practice.

    Attributes:
        tally: What all drills add up to.
        people: A row for each person, by name.
        scenarios: A row for each scenario that somebody met for the first time, by id.
    """

    tally: Tally
    people: tuple[PersonRow, ...]
    scenarios: tuple[FirstRow, ...]


@dataclass(slots=True)
class _Person:
    last_at: datetime
    tally: Tally = field(default_factory=Tally)
    scores: list[int] = field(default_factory=list)
    firsts: dict[str, tuple[int, bool]] = field(default_factory=dict)


def group_report(drills: Iterable[Played], since: datetime | None = None) -> Group:
    """Adds up everybody's practice.

    Args:
        drills: Drills that are over, the oldest first, without replays; all of them, since only those before `since`
            tell which attempt was somebody's first.
        since: What counts begins at that time; an aware time.
    """
    people: dict[str, _Person] = {}
    titles: dict[str, Text] = {}
    known: set[tuple[str, str]] = set()
    for played in drills:
        if since is not None and played.started_at < since:
            known.add((played.trainee, played.drill.scenario_id))
            continue
        card, scenario_id = Scorecard(played.drill), played.drill.scenario_id
        person = people.get(played.trainee) or people.setdefault(played.trainee, _Person(played.started_at))
        person.last_at = played.started_at
        person.tally.add(played, card)
        person.scores.append(card.score_percent)
        if scenario_id not in person.firsts and (played.trainee, scenario_id) not in known:
            person.firsts[scenario_id] = card.score_percent, card.passed
        titles[scenario_id] = played.drill.scenario.title
    whole = Tally()
    for person in people.values():
        whole.join(person.tally)
    rows = tuple(_person_row(name, people[name]) for name in sorted(people))
    met = sorted({scenario_id for person in people.values() for scenario_id in person.firsts})
    return Group(whole, rows, tuple(_first_row(each, titles[each], people.values()) for each in met))


def _person_row(name: str, person: _Person) -> PersonRow:
    last = person.scores[-RECENT:]
    skill = weakest(person.tally.skills())
    tally = person.tally
    mean = sum(last) // len(last)
    return PersonRow(name, tally.drills, tally.passed, mean, skill.skill if skill else "", person.last_at)


def _first_row(scenario_id: str, title: Text, people: Iterable[_Person]) -> FirstRow:
    firsts = [person.firsts[scenario_id] for person in people if scenario_id in person.firsts]
    mean = sum(score for score, _passed in firsts) // len(firsts)
    return FirstRow(scenario_id, title, len(firsts), mean, sum(passed for _score, passed in firsts))
