"""The most points still attainable, and whether a pass still is.

`goto` only points forward, so in file order every step comes before the steps it can lead to. A forward pass finds the
(step, anger) pairs that can be reached; a backward pass finds the most points attainable from each of them.

Points are of two kinds: talk (replies) and reading (anger, needs, lines). The score is of both, but the ending follows
the talk alone. A second backward pass, made only on demand, finds with which points so far a pass is still possible.
A pair of talk and reading is numbered talk * reading_width + reading; the possible pairs are the bits set in an
integer; a move shifts its target's integer right by its own number, and the moves are united. Where no ending asks for
a range of talk, the width is 1: then a pair's number is the sum of its points, all that matters.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from operator import attrgetter
from typing import TypeAlias

from motdrill.drill.endings import choose_ending, is_lost
from motdrill.drill.moves import Move, moves
from motdrill.method.catalogue import MAX_ANGER
from motdrill.scenario.cross_checks import BUILT_IN_ENDINGS
from motdrill.scenario.model import Scenario

StepAtAnger: TypeAlias = tuple[str, int]
"""A step's id and the anger, 0-6, at which it is reached."""


@dataclass(frozen=True)
class Attainable:
    """What is still attainable from every step and anger that can be reached.

    Attributes:
        first_step: The step at which a drill starts.
        first_anger: The anger with which it starts, 0-6.
        moves: The moves at every step and anger that can be reached, in file order.
        most_points_at: The most points attainable from each of them.
        losses: How many of these points each of the moves there loses, now or later.
    """

    scenario: Scenario
    first_step: str
    first_anger: int
    moves: Mapping[StepAtAnger, tuple[Move, ...]]
    most_points_at: Mapping[StepAtAnger, int]
    losses: Mapping[StepAtAnger, Sequence[int]]

    @property
    def max_points(self) -> int:
        """The most points attainable from the start."""
        return self.most_points_at[self.first_step, self.first_anger]

    @cached_property
    def max_talk(self) -> int:
        """The most points that reply steps can earn from the start."""
        return self._most(lambda move: move.talk)

    @cached_property
    def max_reading(self) -> int:
        """The most points that the other steps can earn from the start."""
        return self._most(lambda move: move.points - move.talk)

    def _most(self, gain: Callable[[Move], int]) -> int:
        most: dict[StepAtAnger, int] = {}
        for step_at_anger, options in reversed(list(self.moves.items())):
            most[step_at_anger] = max(gain(move) + most.get((move.target or "", move.anger), 0) for move in options)
        return most[self.first_step, self.first_anger]

    @property
    def points_to_pass(self) -> int:
        """The least points whose floor percentage reaches the pass mark."""
        return -(-self.scenario.pass_ * self.max_points // 100)

    def ending(self, anger: int, talk: int) -> str:
        """The ending of a story that runs to its end at an anger of 0-6, with so many points of talk."""
        percent = floor_percent(talk, self.max_talk) if self.talk_matters else 0
        return choose_ending(self.scenario, anger, percent)

    @cached_property
    def talk_matters(self) -> bool:
        """Whether some ending asks for a range of talk; the anger alone chooses among all others."""
        return any(percents != [0, 100] for _id, _low, _high, *percents in self.scenario.ending_ranges)

    @cached_property
    def reading_width(self) -> int:
        """How many different numbers of reading points are told apart; see the module's docstring."""
        return self.max_reading + 1 if self.talk_matters else 1

    def shift(self, move: Move) -> int:
        """The number of a move's pair of talk and reading."""
        return move.points if self.reading_width == 1 else move.talk * (self.reading_width - 1) + move.points

    def most_points(self, step_id: str | None, anger: int) -> int:
        """The most points still attainable from a step at an anger; 0 when the story is over."""
        return self.most_points_at.get((step_id or "", anger), 0)

    def moves_with_losses(self, step_id: str, anger: int) -> Iterator[tuple[Move, int]]:
        """The moves at a step and anger that can be reached, each with the points that it loses."""
        return zip(self.moves[step_id, anger], self.losses[step_id, anger], strict=True)

    def lossless_moves(self, step_id: str, anger: int) -> tuple[Move, ...]:
        """The moves that lose nothing, in file order; there always is one."""
        return tuple([move for move, loss in self.moves_with_losses(step_id, anger) if not loss])

    def lossless_move(self, step_id: str, anger: int) -> Move:
        """A move that loses nothing; of several the one that earns most now, then the first in the file."""
        return max(self.lossless_moves(step_id, anger), key=attrgetter("points"))

    def percent(self, points: int) -> Fraction:
        """Points as an exact percentage of `max_points`; 100 where nothing can be earned."""
        return Fraction(100 * points, self.max_points) if self.max_points else Fraction(100)

    def can_pass(self, target: str | None, anger: int, talk: int = 0, reading: int = 0) -> bool:
        """Whether some continuation passes, from a step, an ending or None (the end), with the points so far."""
        return bool(self._passing[target, anger] >> (talk * self.reading_width + reading) & 1)

    @cached_property
    def _passing(self) -> dict[tuple[str | None, int], int]:
        sets = _ending_sets(self)
        for step_at_anger, options in reversed(list(self.moves.items())):
            union = 0
            for move in options:
                union |= sets[move.target, move.anger] >> self.shift(move)
            sets[step_at_anger] = union
        return sets


def attainable(scenario: Scenario, first: str, anger: int) -> Attainable:
    """What is attainable in a drill that starts at step `first` with an anger of 0-6; 1,000 steps take under 1 s."""
    reachable = _reachable(scenario, first, anger)
    most: dict[StepAtAnger, int] = {}
    losses: dict[StepAtAnger, list[int]] = {}
    for step_at_anger, options in reversed(reachable.items()):
        totals = [move.points + most.get((move.target or "", move.anger), 0) for move in options]
        most[step_at_anger] = best = max(totals)
        losses[step_at_anger] = [best - total for total in totals]
    return Attainable(scenario, first, anger, reachable, most, losses)


def _reachable(scenario: Scenario, first: str, first_anger: int) -> dict[StepAtAnger, tuple[Move, ...]]:
    angers: dict[str | None, set[int]] = {step_id: set() for step_id in scenario.steps}
    angers[first].add(first_anger)
    reachable: dict[StepAtAnger, tuple[Move, ...]] = {}
    for step_id in scenario.steps:
        for anger, options in moves(scenario, step_id, sorted(angers[step_id])).items():
            reachable[step_id, anger] = options
            for move in options:
                if move.target in angers:
                    angers[move.target].add(move.anger)
    return reachable


def _ending_sets(attainable: Attainable) -> dict[tuple[str | None, int], int]:
    """For every way to be over, the final pairs of talk and reading that pass, as bits."""
    scenario, width = attainable.scenario, attainable.reading_width
    needed = attainable.points_to_pass
    talks = range((attainable.max_talk if attainable.talk_matters else attainable.max_points) + 1)

    def bits(endings: Iterable[str]) -> int:
        passing = 0
        for talk, ending in enumerate(endings):
            if not is_lost(scenario, ending) and talk + width > needed:
                passing |= (1 << width) - (1 << max(0, needed - talk)) << talk * width
        return passing

    sets: dict[tuple[str | None, int], int] = {}
    for anger in range(MAX_ANGER + 1):
        sets[None, anger] = bits(attainable.ending(anger, talk) for talk in talks)
    for target in (*scenario.endings, *BUILT_IN_ENDINGS):  # a `goto` leads to them at any anger
        passing = bits([target] * len(talks))
        sets.update({(target, anger): passing for anger in range(MAX_ANGER + 1)})
    return sets


def floor_percent(points: int, max_points: int) -> int:
    """The score as shown: the floor, so that a drill shown as 70 has never missed a pass mark of 70."""
    return 100 * points // max_points if max_points else 100
