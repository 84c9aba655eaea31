"""The result of a drill: score, costs, turning point, skills, remembered experience."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from motdrill.drill.attainable import Attainable, floor_percent
from motdrill.drill.drill import Drill
from motdrill.drill.endings import is_lost, passes
from motdrill.drill.turn import Turn
from motdrill.method.catalogue import MAX_ANGER, MAX_POINTS, SKILL_GROUPS


@dataclass(frozen=True, slots=True)
class SkillPoints:
    """Points of one skill (in a group of `SKILL_GROUPS`) at steps that train it and count, out of 3 per step."""

    group: str
    skill: str
    points: int
    max_points: int


@dataclass(frozen=True, slots=True)
class AnswerCost:
    """What one answer cost.

    Attributes:
        number: The number of the answer in the drill, from 1.
        exact_percent: The loss in percent of the most points attainable; all of them sum to 100 - score.
        shown_percent: The loss in whole percents, apportioned so that they sum to 100 - the shown score.
        attainable_before_percent: The best score still possible before the answer; floor.
        attainable_after_percent: The best score still possible after it; floor.
        lossless_reply: A reply that would have cost nothing; None at other kinds of step.
    """

    number: int
    turn: Turn
    exact_percent: Fraction
    shown_percent: int
    attainable_before_percent: int
    attainable_after_percent: int
    lossless_reply: str | None
    is_turning_point: bool


class Part(NamedTuple):
    """One of the two parts of a score: talk (replies) or reading (anger, needs, lines).

    Attributes:
        points: Points earned.
        max_points: The most points this part can earn from the start.
    """

    points: int
    max_points: int

    @property
    def percent(self) -> int | None:
        """The floor of the percentage; None if this part can earn nothing."""
        return 100 * self.points // self.max_points if self.max_points else None


@dataclass(frozen=True)
class Scorecard:
    """The result of a drill that is over.

    Each part is computed on first use: a group's report reads score and skills of thousands of drills, but never the
    costs, which are expensive.
    """

    drill: Drill

    @property
    def points(self) -> int:
        """Points earned."""
        return self.drill.state.points

    @property
    def max_points(self) -> int:
        """The most points attainable from the start."""
        return self.drill.attainable.max_points

    @property
    def score(self) -> Fraction:
        """Exact percentage of the best attainable."""
        return self.drill.attainable.percent(self.points)

    @property
    def score_percent(self) -> int:
        """The floor of the score: what is shown, and what is compared with the pass mark."""
        return floor_percent(self.points, self.max_points)

    @property
    def talk(self) -> Part:
        """What the replies earned."""
        return Part(self.drill.state.talk, self.drill.attainable.max_talk)

    @property
    def reading(self) -> Part:
        """What reading the anger, the needs and lines earned."""
        return Part(self.drill.state.reading, self.drill.attainable.max_reading)

    @property
    def reading_cost_percent(self) -> int:
        """What reading cost of the score, in shown percent."""
        return sum(cost.shown_percent for cost in self.costs if not self.drill.reply(cost.turn))

    @property
    def pass_percent(self) -> int:
        """The pass mark, 0-100."""
        return self.drill.scenario.pass_

    @property
    def passed(self) -> bool:
        """Whether the score reaches the pass mark and the customer is not lost."""
        return passes(self.drill.scenario, self.ending, self.score_percent)

    @property
    def ending(self) -> str:
        """The ending's id."""
        return self.drill.state.ending or ""

    @property
    def lost(self) -> bool:
        """Whether the ending is a lost one."""
        return is_lost(self.drill.scenario, self.ending)

    @cached_property
    def anger_curve(self) -> tuple[int, ...]:
        """The anger at the start and after each reply, 0-6."""
        after_replies = (turn.after.anger for turn in self.drill.turns if self.drill.reply(turn))
        return (self.drill.start.anger, *after_replies)

    @cached_property
    def worst_number(self) -> int | None:
        """The number of the reply that raised the anger to its highest (a walk-out above all); None if none did."""
        raising = [
            (turn.before.anger + turn.effect.anger_change, -n)
            for n, turn in self._replies()
            if turn.effect.anger_change > 0
        ]
        return -max(raising)[1] if raising else None

    @cached_property
    def best_number(self) -> int | None:
        """The number of the reply that took most anger away; None if no reply took any."""
        soothed = [(turn.before.anger - turn.after.anger, -number) for number, turn in self._replies()]
        stars, number = max(soothed, default=(0, 0))
        return -number if stars > 0 else None

    def _replies(self) -> Iterator[tuple[int, Turn]]:
        return ((number, turn) for number, turn in enumerate(self.drill.turns, 1) if self.drill.reply(turn))

    @property
    def remembered_experience(self) -> Fraction:
        """The remembered experience, 0-10: mean of the worst moment and the end (Fredrickson and Kahneman, 1993).

        The worst moment is the highest anger to which a reply raised it; the opening anger is not the trainee's doing.
        If no reply raised the anger, the end alone counts.
        """
        end = self.drill.state.anger
        worst = end if self.worst_number is None else self.drill.turns[self.worst_number - 1].after.anger
        return 10 * (1 - Fraction(worst + end, 2 * MAX_ANGER))

    @cached_property
    def skills(self) -> tuple[SkillPoints, ...]:
        """One row for each skill practised, in the method's order."""
        return _skill_rows(self.drill)

    @cached_property
    def costs(self) -> tuple[AnswerCost, ...]:
        """The cost of each answer."""
        return _costs(self.drill)

    @property
    def codes(self) -> Counter[str]:
        """How many of the chosen replies are examples of each code."""
        replies = (self.drill.reply(turn) for turn in self.drill.turns)
        return Counter(code for reply in replies if reply for code in reply.does)

    @property
    def turning_point(self) -> AnswerCost | None:
        """The answer that decided the drill; None where it passed and nothing was lost."""
        return next((cost for cost in self.costs if cost.is_turning_point), None)


def _skill_rows(drill: Drill) -> tuple[SkillPoints, ...]:
    points: Counter[str] = Counter()
    max_points: Counter[str] = Counter()
    for turn in drill.turns:
        if turn.counts:
            for skill in drill.scenario.steps[turn.answer.step].trains:
                points[skill] += turn.points
                max_points[skill] += MAX_POINTS
    return tuple(
        SkillPoints(group, skill, points[skill], max_points[skill])
        for group, skills in SKILL_GROUPS.items()
        for skill in skills
        if max_points[skill]
    )


def _costs(drill: Drill) -> tuple[AnswerCost, ...]:
    attainable, turns = drill.attainable, drill.turns
    totals = [attainable.max_points, *(_attainable_after(attainable, turn) for turn in turns)]
    exact = [attainable.percent(before) - attainable.percent(after) for before, after in pairwise(totals)]
    shown = apportion(exact)
    percents = [floor_percent(total, attainable.max_points) for total in totals]
    turning_point = _turning_point_index(attainable, turns, exact)
    return tuple(
        AnswerCost(
            number=i + 1,
            turn=turn,
            exact_percent=exact[i],
            shown_percent=shown[i],
            attainable_before_percent=percents[i],
            attainable_after_percent=percents[i + 1],
            lossless_reply=lossless_reply(drill, turn),
            is_turning_point=i == turning_point,
        )
        for i, turn in enumerate(turns)
    )


def _attainable_after(attainable: Attainable, turn: Turn) -> int:
    """The points so far after a turn, and the most that can still follow."""
    return turn.after.points + attainable.most_points(turn.after.step, turn.after.anger)


def _turning_point_index(attainable: Attainable, turns: tuple[Turn, ...], exact: list[Fraction]) -> int | None:
    """The first answer after which no continuation passes; if there is none, the costliest, the first of equals.

    If no way passes even from the start, no answer has decided that.
    """
    if attainable.can_pass(attainable.first_step, attainable.first_anger):
        for i, turn in enumerate(turns):
            after = turn.after
            if not attainable.can_pass(after.step or after.ending, after.anger, after.talk, after.reading):
                return i
    return exact.index(max(exact)) if any(exact) else None


def lossless_reply(drill: Drill, turn: Turn) -> str | None:
    """A reply that loses nothing where a turn was taken; None at other kinds of step."""
    return drill.attainable.lossless_move(turn.answer.step, turn.before.anger).reply


def apportion(exact: list[Fraction]) -> list[int]:
    """Whole percents that sum to the ceiling of the exact sum, by the method of largest remainders.

    Shares without a remainder get nothing extra, so an answer that cost nothing shows no cost; equal remainders are
    served in order.
    """
    floors = [int(share) for share in exact]
    missing = -int(-sum(exact) // 1) - sum(floors)
    by_remainder = sorted(range(len(exact)), key=lambda i: (floors[i] - exact[i], i))
    for i in by_remainder[:missing]:
        floors[i] += 1
    return floors
