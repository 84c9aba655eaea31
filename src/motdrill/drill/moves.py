"""Every kind of answer a step allows at an anger, with its outcome.

Answers with the same points and target are one move with a count: the 120 orders of five needs make only a handful of
moves. Best play, the chance to pass and the analysis of random players are all sums over these moves.
"""

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
        points: The points that enter the score, 0-3; 0 at a step that does not count.
        anger: The anger after it, 0-6.
        target: The step or ending it leads to; None where the story is over and the ending depends on the score.
        answer_count: How many of the step's possible answers are of this kind.
        reply: The reply's id; None at other kinds of step.
    """

    points: int
    anger: int
    target: str | None
    answer_count: int
    reply: str | None = None

    @property
    def talk(self) -> int:
        """The points of a reply; 0 at other kinds of step, whose points are reading."""
        return 0 if self.reply is None else self.points


def move(
    counts: bool,
    points: int,
    anger: int,
    next_step: str | None,
    goto: str | None = None,
    answer_count: int = 1,
    reply_id: str | None = None,
) -> Move:
    """What answers of a kind lead to: the only place that knows walk-outs, `goto` and steps that do not count.

    Args:
        counts: Whether the step counts.
        points: The answer's points by the rules, 0-3.
        anger: The anger it leads to: 0-6, or more where the customer walks out.
        next_step: The step after it in the file; None if it is the last.
        goto: The step or ending that the reply names, if any.
        answer_count: How many answers are of this kind.
        reply_id: The reply, at a step that asks for one.
    """
    earned = points if counts else 0
    if rules.walks_out(anger):
        return Move(earned, MAX_ANGER, WALKED_OUT, answer_count, reply_id)
    return Move(earned, anger, goto or next_step, answer_count, reply_id)


def moves(scenario: Scenario, step_id: str, angers: Iterable[int]) -> dict[int, tuple[Move, ...]]:
    """The moves of a step at each of some angers of 0-6, replies in the order of the file."""
    step, next_step = scenario.steps[step_id], scenario.next_steps[step_id]
    if isinstance(step, ReplyStep):
        return _reply_moves(step, next_step, angers)
    return {anger: _reading_moves(scenario, step, next_step, anger) for anger in angers}


def _reply_moves(step: ReplyStep, next_step: str | None, angers: Iterable[int]) -> dict[int, tuple[Move, ...]]:
    """The moves of replies; to read a model's field takes as long as a call, so each is read once for all angers."""
    counts = step.counts
    replies = [(reply_id, rules.effects(reply), reply.goto) for reply_id, reply in step.replies.items()]
    return {
        anger: tuple(
            [
                move(counts, effects[anger].points, effects[anger].anger, next_step, goto, 1, reply_id)
                for reply_id, effects, goto in replies
            ]
        )
        for anger in angers
    }


def _reading_moves(scenario: Scenario, step: Step, next_step: str | None, anger: int) -> tuple[Move, ...]:
    counts = _points_counts(scenario, step, anger)
    if not step.counts:
        counts = Counter({0: counts.total()})
    return tuple(
        move(step.counts, points, anger, next_step, answer_count=answer_count)
        for points, answer_count in sorted(counts.items(), reverse=True)
    )


def _points_counts(scenario: Scenario, step: Step, anger: int) -> Counter[int]:
    """How many of a step's possible answers earn each number of points."""
    if isinstance(step, NeedsStep):
        return _ranking_counts(len(needs_order(scenario, step)))
    if isinstance(step, SpotStep):
        lines = len(step.lines)
        return _sum_counts((rules.spot_points(right, lines), comb(lines, right)) for right in range(lines + 1))
    return _sum_counts((rules.anger_points(stars, anger), 1) for stars in range(MAX_ANGER + 1))


@cache
def _ranking_counts(needs: int) -> Counter[int]:
    order = tuple(map(str, range(needs)))
    return _sum_counts((rules.needs_points(ranking, order), 1) for ranking in permutations(order))


def _sum_counts(pairs: Iterable[tuple[int, int]]) -> Counter[int]:
    counts: Counter[int] = Counter()
    for points, count in pairs:
        counts[points] += count
    return counts
