"""Sums over several drills, shared by one person's progress and a group's report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Final

from motdrill.drill.endings import passes
from motdrill.drill.records import FinishedDrill, PlayedDrill
from motdrill.drill.scorecard import Part, SkillPoints
from motdrill.method.catalogue import HARMFUL_CODES, MAX_POINTS, SKILL_GROUPS, SKILLS

_GROUP_BY_SKILL = {skill: group for group, skills in SKILL_GROUPS.items() for skill in skills}
_HARMFUL = frozenset(HARMFUL_CODES)
MIN_ANSWERS: Final = 3
"""How many answers it takes to call a skill weak."""


@dataclass(frozen=True, slots=True)
class CodeRow:
    """A harmful code: how often a reply showing it was chosen, and the points by which those fell short of 3."""

    code: str
    count: int
    points_lost: int


@dataclass(frozen=True, slots=True)
class SkillTotal(SkillPoints):
    """Points of one skill over several drills; `percents` has the exact percentage earned in each, oldest first."""

    percents: tuple[Fraction, ...] = ()

    @property
    def percent(self) -> int:
        """The percentage of points earned; floor."""
        return 100 * self.points // self.max_points


@dataclass(slots=True)
class Tally:
    """Sums over drills.

    Attributes:
        seconds: The time taken to answer.
        talk_points: What replies earned, of `max_talk`.
        reading_points: What reading the anger, the needs and lines earned, of `max_reading`.
        sums: What answers add to skills and harmful codes, see `_packed`.
    """

    drills: int = 0
    passed: int = 0
    seconds: float = 0.0
    talk_points: int = 0
    max_talk: int = 0
    reading_points: int = 0
    max_reading: int = 0
    sums: int = 0

    @property
    def talk(self) -> Part:
        """What the replies earned."""
        return Part(self.talk_points, self.max_talk)

    @property
    def reading(self) -> Part:
        """What reading the anger, the needs and lines earned."""
        return Part(self.reading_points, self.max_reading)

    def add(self, played: PlayedDrill | FinishedDrill) -> tuple[Fraction, bool]:
        """Adds a drill that is over; returns its exact score in percent, and whether it was passed."""
        state, attainable = played.state, played.drill.attainable
        score = attainable.percent(state.points)
        passed = passes(attainable.scenario, state.ending or "", int(score))
        self.drills += 1
        self.passed += passed
        self.talk_points += state.talk
        self.max_talk += attainable.max_talk
        self.reading_points += state.reading
        self.max_reading += attainable.max_reading
        self.seconds += played.seconds
        self.sums += sum([_packed(each.trains, each.does, each.points, each.counts) for each in played.effects])
        return score, passed

    def merge(self, other: Tally) -> None:
        """Adds the sums of another tally."""
        self.drills += other.drills
        self.passed += other.passed
        self.talk_points += other.talk_points
        self.max_talk += other.max_talk
        self.reading_points += other.reading_points
        self.max_reading += other.max_reading
        self.seconds += other.seconds
        self.sums += other.sums

    def skills(self) -> tuple[SkillTotal, ...]:
        """A row for each skill practised, in the method's order."""
        return skill_totals({skill: self._pair(skill) for skill in SKILLS})

    def codes(self) -> tuple[CodeRow, ...]:
        """The harmful codes shown, the costliest first."""
        sums = ((code, *self._pair(code)) for code in HARMFUL_CODES)
        rows = (CodeRow(code, count, lost) for code, lost, count in sums if count)
        return tuple(sorted(rows, key=lambda row: (-row.points_lost, -row.count, row.code)))

    def _pair(self, name: str) -> tuple[int, int]:
        """The sums of a skill, its points and the most possible, or of a code, the points lost and how often."""
        pair = self.sums >> _SHIFTS[name]
        return pair & _MOST, pair >> _BITS & _MOST


_BITS: Final = 32
_MOST: Final = (1 << _BITS) - 1
_SHIFTS: Final = {name: 2 * _BITS * place for place, name in enumerate((*SKILLS, *HARMFUL_CODES))}


def skill_totals(points: Mapping[str, tuple[int, int]]) -> tuple[SkillTotal, ...]:
    """A row for each skill that could earn anything, in the method's order, from its points and the most possible."""
    return tuple(
        SkillTotal(_GROUP_BY_SKILL[skill], skill, *points[skill]) for skill in SKILLS if points.get(skill, (0, 0))[1]
    )


@cache
def _packed(trains: tuple[str, ...], does: tuple[str, ...], points: int, counts: bool) -> int:
    """What an answer adds to each skill and harmful code: two numbers of 32 bits each, all in one integer.

    To add whole numbers of many bits is quick; a report would spend most of its time in adding to each apart.
    """
    lost = (MAX_POINTS - points) * counts
    skills = sum(points + (MAX_POINTS << _BITS) << _SHIFTS[skill] for skill in trains if counts)
    return skills + sum(lost + (1 << _BITS) << _SHIFTS[code] for code in does if code in _HARMFUL)


def weakest(rows: tuple[SkillTotal, ...]) -> SkillTotal | None:
    """The skill with the smallest share of its points, of those met often enough; None if none is, or no point lost."""
    known = (row for row in rows if row.max_points >= MIN_ANSWERS * MAX_POINTS)
    lowest = min(known, key=lambda row: (row.points / row.max_points, -row.max_points), default=None)
    return lowest if lowest and lowest.points < lowest.max_points else None
