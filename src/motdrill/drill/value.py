"""The best still attainable, and whether a pass still is.

`goto` only points forward, so the order of the file is an order in which every step comes before the steps it can lead
to. One pass forward finds the places (a step met with an anger) that can be reached; one backward finds the most points
that can still be earned there; another, made only when it is asked for, whether a pass is still possible: the points so
far from which some continuation passes are kept as the bits of an integer, an answer that earns p points shifts the set
of the place it leads to by p, and several answers unite their sets.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TypeAlias

from motdrill.drill.endings import choose_ending, passes
from motdrill.drill.moves import Move, moves
from motdrill.method.catalogue import MAX_ANGER
from motdrill.scenario.links import BUILT_IN_ENDINGS
from motdrill.scenario.model import Scenario

Place: TypeAlias = tuple[str, int]
"""A step met with an anger of 0-6."""


@dataclass(frozen=True)
class Values:
    """What is still attainable from every place that can be reached.

    Attributes:
        scenario: The scenario.
        first: The step a drill starts at.
        anger: The anger it starts with.
        moves: The moves at every place that can be reached, in the order of the file.
        best_at: The most points still attainable at every such place.
    """

    scenario: Scenario
    first: str
    anger: int
    moves: Mapping[Place, tuple[Move, ...]]
    best_at: Mapping[Place, int]

    @property
    def best_points(self) -> int:
        """The most points attainable from the start."""
        return self.best_at[self.first, self.anger]

    def best(self, step_id: str | None, anger: int) -> int:
        """The most points still attainable at a step met with an anger; 0 where the story is over."""
        return self.best_at.get((step_id or "", anger), 0)

    def best_with(self, move: Move) -> int:
        """The most points attainable by a move and what follows it."""
        return move.points + self.best(move.target, move.anger)

    def best_move(self, step_id: str, anger: int) -> Move:
        """A move that loses nothing there; of several the one that earns most now, of equals the first in the file."""
        return max(self.moves[step_id, anger], key=lambda move: (self.best_with(move), move.points))

    def percent(self, points: int) -> Fraction:
        """Points as an exact percentage of the best attainable; where nothing can be earned, nothing is lost."""
        return Fraction(100 * points, self.best_points) if self.best_points else Fraction(100)

    def can_pass(self, target: str | None, anger: int, points: int) -> bool:
        """Whether some continuation passes, from a step (or ending, or None for the end) met with points so far."""
        return bool(self._passing[target, anger] >> points & 1)

    @cached_property
    def _passing(self) -> dict[tuple[str | None, int], int]:
        sets = _ending_sets(self.scenario, self.best_points)
        for place, options in reversed(list(self.moves.items())):
            union = 0
            for move in options:
                union |= sets[move.target, move.anger] >> move.points
            sets[place] = union
        return sets


def evaluate(scenario: Scenario, first: str, anger: int) -> Values:
    """Computes what is attainable; percentages are of the best attainable from the start.

    Args:
        scenario: A scenario; 1,000 steps take well under a second.
        first: The step a drill starts at.
        anger: The anger it starts with, 0-6.
    """
    reachable = _reachable(scenario, first, anger)
    best: dict[Place, int] = {}
    for place, options in reversed(reachable.items()):
        best[place] = max(move.points + best.get((move.target or "", move.anger), 0) for move in options)
    return Values(scenario, first, anger, reachable, best)


def _reachable(scenario: Scenario, first: str, anger: int) -> dict[Place, tuple[Move, ...]]:
    angers: dict[str | None, set[int]] = {step_id: set() for step_id in scenario.steps}
    angers[first].add(anger)
    found: dict[Place, tuple[Move, ...]] = {}
    for step_id in scenario.steps:
        for met in sorted(angers[step_id]):
            found[step_id, met] = options = moves(scenario, step_id, met)
            for move in options:
                if move.target in angers:
                    angers[move.target].add(move.anger)
    return found


def _ending_sets(scenario: Scenario, best_points: int) -> dict[tuple[str | None, int], int]:
    """For every way to be over, the final points that pass, as bits."""
    percents = [floor_percent(points, best_points) for points in range(best_points + 1)]

    def bits(endings: Iterable[str]) -> int:
        found = enumerate(zip(endings, percents, strict=True))
        return sum(1 << points for points, (ending, percent) in found if passes(scenario, ending, percent))

    sets: dict[tuple[str | None, int], int] = {}
    for anger in range(MAX_ANGER + 1):
        sets[None, anger] = bits(choose_ending(scenario, anger, percent) for percent in percents)
    for target in (*scenario.endings, *BUILT_IN_ENDINGS):  # which a `goto` leads to whatever the anger
        passing = bits([target] * len(percents))
        sets.update({(target, anger): passing for anger in range(MAX_ANGER + 1)})
    return sets


def floor_percent(points: int, best_points: int) -> int:
    """The score as people see it: the floor, so that a drill shown as 70 is never one that missed 70."""
    return 100 * points // best_points if best_points else 100
