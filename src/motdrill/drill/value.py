"""The best still attainable, and whether a pass still is: one pass backward over steps and anger.

`goto` only points forward, so going through the steps from the last to the first meets every step after the steps it
can lead to. For each step and anger the pass keeps

- the most points that can still be earned, and
- the set of points-so-far from which some continuation still passes, as the bits of an integer. An answer that earns
  p points shifts the set of the place it leads to by p; several answers unite their sets.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from motdrill.drill.endings import choose_ending, passes
from motdrill.drill.moves import Move, moves
from motdrill.method.catalogue import MAX_ANGER, MAX_POINTS
from motdrill.scenario.links import BUILT_IN_ENDINGS
from motdrill.scenario.model import Scenario

ANGERS = range(MAX_ANGER + 1)


@dataclass(frozen=True, slots=True)
class Values:
    """What is still attainable from every place of a scenario.

    Attributes:
        best_points: The most points attainable from the start.
    """

    scenario: Scenario
    best_points: int
    _best: dict[tuple[str, int], int]
    _passing: dict[tuple[str | None, int], int]

    def best(self, step_id: str | None, anger: int) -> int:
        """The most points still attainable at a step met with an anger; 0 where the story is over."""
        return self._best.get((step_id, anger), 0) if step_id else 0

    def best_after(self, move: Move) -> int:
        """The most points still attainable after a move."""
        return self.best(move.target, move.anger)

    def can_pass(self, step_id: str | None, anger: int, points: int) -> bool:
        """Whether some continuation passes, from a step (or ending, or None for the end) met with points so far."""
        return bool(self._passing[step_id, anger] >> points & 1)

    def percent(self, points: int) -> Fraction:
        """Points as an exact percentage of the best attainable; where nothing can be earned, nothing is lost."""
        return Fraction(100 * points, self.best_points) if self.best_points else Fraction(100)


def evaluate(scenario: Scenario, first: str, anger: int) -> Values:
    """Computes what is attainable from every step at every anger.

    Args:
        scenario: A scenario; 1,000 steps take well under a second.
        first: The step a drill starts at.
        anger: The anger it starts with, 0-6; percentages are of the best attainable from there.
    """
    best: dict[tuple[str, int], int] = {}
    onward = {
        (step_id, anger): moves(scenario, step_id, anger) for step_id in reversed(scenario.steps) for anger in ANGERS
    }
    for place, options in onward.items():
        best[place] = max(move.points + best.get((move.target or "", move.anger), 0) for move in options)
    best_points = best[first, anger]
    passing = _ending_sets(scenario, best_points)
    for place, options in onward.items():
        passing[place] = _united(options, passing)
    return Values(scenario, best_points, best, passing)


def _united(options: tuple[Move, ...], passing: dict[tuple[str | None, int], int]) -> int:
    union = 0
    for move in options:
        union |= passing[move.target, move.anger] >> move.points
    return union


def _ending_sets(scenario: Scenario, best_points: int) -> dict[tuple[str | None, int], int]:
    """For every way to be over, the final points that pass, as bits."""
    percents = [floor_percent(points, best_points) for points in range(MAX_POINTS * len(scenario.steps) + 1)]
    return {
        (target, anger): sum(
            1 << points
            for points, percent in enumerate(percents)
            if passes(scenario, target or choose_ending(scenario, anger, percent), percent)
        )
        for target in (None, *scenario.endings, *BUILT_IN_ENDINGS)
        for anger in ANGERS
    }


def floor_percent(points: int, best_points: int) -> int:
    """The score as people see it: the floor, so that a drill shown as 70 is never one that missed 70."""
    return 100 * points // best_points if best_points else 100
