"""Every kind of answer a step allows at an anger, with its outcome.

Answers with the same points and target are one move with a count: the 120 orders of five needs make only a handful of
moves. Best play, the chance to pass and the analysis of random players are all sums over these moves.
"""

from collections import Counter
from collections.abc import Iterable
from functools import cache
from itertools import permutations
from math import comb
from typing import NamedTuple, TypeAlias

from motdrill.drill import rules
from motdrill.method.catalogue import MAX_ANGER
from motdrill.scenario.model import NeedsStep, Reply, ReplyStep, Scenario, SpotStep, Step, needs_order

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


Outcome: TypeAlias = tuple[int, int, str | None]
"""What an answer leads to, the first three fields of `Move`: the points earned, the anger, the target."""


def outcome(step: Step, next_step: str | None, points: int, anger: int, goto: str | None = None) -> Outcome:
    """What an answer leads to: the only place that knows walk-outs, `goto` and steps that do not count.

    Args:
        step: The step answered.
        next_step: The step after it in the file; None if it is the last.
        points: The answer's points by the rules, 0-3.
        anger: The anger it leads to: 0-6, or more where the customer walks out.
        goto: The step or ending that the reply names, if any.
    """
    earned = points if step.counts else 0
    if rules.walks_out(anger):
        return earned, MAX_ANGER, WALKED_OUT
    return earned, anger, goto or next_step


def moves(scenario: Scenario, step_id: str, anger: int) -> tuple[Move, ...]:
    """The moves of a step at an anger of 0-6, replies in the order of the file."""
    step, next_step = scenario.steps[step_id], scenario.next_steps[step_id]
    if isinstance(step, ReplyStep):
        return tuple([_reply_move(step, *reply, anger, next_step) for reply in step.replies.items()])
    counts = _points_counts(scenario, step, anger)
    if not step.counts:
        counts = Counter({0: counts.total()})
    return tuple(
        Move(*outcome(step, next_step, points, anger), answer_count)
        for points, answer_count in sorted(counts.items(), reverse=True)
    )


def _reply_move(step: ReplyStep, reply_id: str, reply: Reply, anger: int, next_step: str | None) -> Move:
    effect = rules.effect(reply, anger)
    return Move(*outcome(step, next_step, effect.points, effect.anger, reply.goto), 1, reply_id)


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
