"""Sums over several drills, shared by one person's progress and a group's report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache
from typing import Final

from motdrill.drill.records import PlayedDrill
from motdrill.drill.scorecard import NO_POINTS, Part, Scorecard, SkillPoints
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
    """Sums over drills; points are by skill.

    Attributes:
        seconds: The time taken to answer.
        max_points: Points that could be earned.
        talk: Points of replies.
        reading: Points of reading the anger, the needs and lines.
        code_counts: How often a reply with each harmful code was chosen.
        code_losses: The points lost by those replies at steps that count.
    """

    drills: int = 0
    passed: int = 0
    seconds: float = 0.0
    points: Counter[str] = field(default_factory=Counter)
    max_points: Counter[str] = field(default_factory=Counter)
    talk: Part = NO_POINTS
    reading: Part = NO_POINTS
    code_counts: Counter[str] = field(default_factory=Counter)
    code_losses: Counter[str] = field(default_factory=Counter)

    def add(self, played: PlayedDrill, card: Scorecard) -> None:
        """Adds a drill that is over, with its scorecard."""
        self.drills += 1
        self.passed += card.passed
        self.talk, self.reading = self.talk.plus(card.talk), self.reading.plus(card.reading)
        self.seconds += sum([timing.elapsed_s for timing in played.timings])
        points, max_points = self.points, self.max_points
        for effect in played.drill.effects:  # as `Scorecard.skills`, but faster: no row for each skill
            if effect.counts:
                for skill in effect.trains:
                    points[skill] += effect.points
                    max_points[skill] += MAX_POINTS
            for code in _harmful(effect.does) if effect.does else ():
                self.code_counts[code] += 1
                self.code_losses[code] += (MAX_POINTS - effect.points) * effect.counts

    def merge(self, other: Tally) -> None:
        """Adds the sums of another tally."""
        self.drills += other.drills
        self.passed += other.passed
        self.talk, self.reading = self.talk.plus(other.talk), self.reading.plus(other.reading)
        self.seconds += other.seconds
        self.points.update(other.points)
        self.max_points.update(other.max_points)
        self.code_counts.update(other.code_counts)
        self.code_losses.update(other.code_losses)

    def skills(self) -> tuple[SkillTotal, ...]:
        """A row for each skill practised, in the method's order."""
        return skill_totals(self.points, self.max_points)

    def codes(self) -> tuple[CodeRow, ...]:
        """The harmful codes shown, the costliest first."""
        rows = (CodeRow(code, count, self.code_losses[code]) for code, count in self.code_counts.items())
        return tuple(sorted(rows, key=lambda row: (-row.points_lost, -row.count, row.code)))


def skill_totals(points: Mapping[str, int], max_points: Mapping[str, int]) -> tuple[SkillTotal, ...]:
    """A row for each skill that could earn anything, in the method's order; points are by skill."""
    return tuple(
        SkillTotal(_GROUP_BY_SKILL[skill], skill, points[skill], max_points[skill])
        for skill in SKILLS
        if max_points.get(skill)
    )


@cache
def _harmful(codes: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(code for code in codes if code in _HARMFUL)


def weakest(rows: tuple[SkillTotal, ...]) -> SkillTotal | None:
    """The skill with the smallest share of its points, of those met often enough; None if none is, or no point lost."""
    known = (row for row in rows if row.max_points >= MIN_ANSWERS * MAX_POINTS)
    lowest = min(known, key=lambda row: (row.points / row.max_points, -row.max_points), default=None)
    return lowest if lowest and lowest.points < lowest.max_points else None
