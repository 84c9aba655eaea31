"""Every kind of answer a step allows at an anger, with what it earns and where it leads.

Answers that differ in nothing the score can see are one move with a count: the 120 orders of five needs make only a
handful of moves. Best play, the chance to pass and the analysis of random players are all sums over these moves.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache
from itertools import permutations
from math import comb
from typing import NamedTuple

from motdrill.drill import rules
from motdrill.method.catalogue import MAX_ANGER
from motdrill.scenario.model import NeedsStep, ReplyStep, Scenario, SpotStep, Step, needs_order

WALKED_OUT = "walked-out"


class Move(NamedTuple):
    """One kind of answer.

    Attributes:
        points: What it earns, 0-3; 0 at a step that does not count.
        anger: The anger after it, 0-6.
        target: The step or ending it leads to; None where the story is over and the ending depends on the score.
        answers: How many of the step's possible answers are of this kind.
        reply: The reply's id; None at other kinds of step.
    """

    points: int
    anger: int
    target: str | None
    answers: int
    reply: str | None = None


def moves(scenario: Scenario, step_id: str, anger: int) -> tuple[Move, ...]:
    """The moves of a step at an anger of 0-6, replies in the order of the file."""
    step = scenario.steps[step_id]
    onward = scenario.next_steps[step_id]
    if isinstance(step, ReplyStep):
        return tuple(_reply_move(step, reply_id, anger, onward) for reply_id in step.replies)
    earned = _points_counts(scenario, step, anger)
    if not step.counts:
        earned = Counter({0: earned.total()})
    return tuple(Move(points, anger, onward, count) for points, count in sorted(earned.items(), reverse=True))


def _reply_move(step: ReplyStep, reply_id: str, anger: int, onward: str | None) -> Move:
    reply = step.replies[reply_id]
    effect = rules.effect(reply, anger)
    points, after = effect.points if step.counts else 0, effect.anger
    if rules.walks_out(after):
        return Move(points, MAX_ANGER, WALKED_OUT, 1, reply_id)
    return Move(points, after, reply.goto or onward, 1, reply_id)


def _points_counts(scenario: Scenario, step: Step, anger: int) -> Counter[int]:
    if isinstance(step, NeedsStep):
        return _ranking_counts(len(needs_order(scenario, step)))
    if isinstance(step, SpotStep):
        lines = len(step.lines)
        return _summed((rules.spot_points(right, lines), comb(lines, right)) for right in range(lines + 1))
    return _summed((rules.anger_points(stars, anger), 1) for stars in range(MAX_ANGER + 1))


@cache
def _ranking_counts(needs: int) -> Counter[int]:
    order = tuple(map(str, range(needs)))
    return _summed((rules.needs_points(ranking, order), 1) for ranking in permutations(order))


def _summed(pairs: Iterable[tuple[int, int]]) -> Counter[int]:
    counts: Counter[int] = Counter()
    for points, count in pairs:
        counts[points] += count
    return counts
