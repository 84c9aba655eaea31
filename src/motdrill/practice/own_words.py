"""What one person said in their own words and did not choose: how often it was understood, and how well it was said."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from motdrill.drill.records import Confirmation, PlayedDrill
from motdrill.drill.turn import Turn
from motdrill.method.catalogue import MAX_POINTS
from motdrill.practice.tally import MIN_ANSWERS, SkillTotal, skill_totals

MOST_NAMED: Final = 3
"""How many skills are named as said best."""


class SaidTotal(NamedTuple):
    """The steps said and not chosen.

    Attributes:
        steps: How many were said, in drills and reviews.
        typed: How many of them were typed, and not said aloud.
        understood: How many of those typed were taken for the reply that the person confirmed.
        skills: The points earned by them, by skill.
    """

    steps: int
    typed: int
    understood: int
    skills: tuple[SkillTotal, ...]

    @property
    def best_skills(self) -> tuple[SkillTotal, ...]:
        """The skills said best, of those said three times or more and to half of their points or more."""
        known = (row for row in self.skills if row.max_points >= MIN_ANSWERS * MAX_POINTS and row.percent >= 50)
        return tuple(sorted(known, key=lambda row: (-row.points / row.max_points, -row.max_points))[:MOST_NAMED])


def said_answers(played: PlayedDrill) -> Iterator[tuple[Turn, Confirmation]]:
    """The answers of a drill that were said, with how they were confirmed."""
    for turn, timing in zip(played.drill.turns, played.timings, strict=True):
        if timing.confirmed:
            yield turn, timing.confirmed


def said_total(answers: Iterable[tuple[Turn, Confirmation]]) -> SaidTotal | None:
    """Sums up what was said; None where nothing was."""
    confirmations: Counter[Confirmation] = Counter()
    points: Counter[str] = Counter()
    most: Counter[str] = Counter()
    for turn, confirmed in answers:
        confirmations[confirmed] += 1
        for skill in turn.effect.trains if turn.counts else ():
            points[skill] += turn.points
            most[skill] += MAX_POINTS
    steps = confirmations.total()
    if not steps:
        return None
    skills = skill_totals({skill: (points[skill], most[skill]) for skill in most})
    return SaidTotal(steps, steps - confirmations["aloud"], confirmations["closest"], skills)
