"""What the answers add up to: score, costs, turning point, skills, remembered experience."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import pairwise

from motdrill.drill.endings import is_lost, passes
from motdrill.drill.state import Drill, Turn
from motdrill.drill.value import Values, floor_percent
from motdrill.method.catalogue import MAX_ANGER, MAX_POINTS, SKILL_GROUPS


@dataclass(frozen=True, slots=True)
class SkillRow:
    """Points of one skill over the steps that train it and count.

    Attributes:
        group: The group it belongs to, a key of `method.catalogue.SKILL_GROUPS`.
        skill: Its id.
        points: Points earned there.
        of: The most that could be earned, 3 a step.
    """

    group: str
    skill: str
    points: int
    of: int


@dataclass(frozen=True, slots=True)
class Cost:
    """What one answer cost.

    Attributes:
        number: Which answer of the drill it was, from 1.
        exact_percent: Of the best attainable, exactly; all costs sum to 100 - score.
        shown_percent: Whole percents, apportioned so that they sum to 100 - the shown score.
        best_before_percent: The best score still possible before the answer, floor.
        best_after_percent: The best score still possible after it, floor.
        turn: The answer with what it did.
        best_reply: A reply that would have cost nothing there; None at other kinds of step.
        is_turning_point: Whether this is the drill's turning point.
    """

    number: int
    turn: Turn
    exact_percent: Fraction
    shown_percent: int
    best_before_percent: int
    best_after_percent: int
    best_reply: str | None
    is_turning_point: bool


@dataclass(frozen=True)
class Scorecard:
    """The result of a drill that is over; each part is computed when it is first asked for.

    A group's report asks thousands of drills for their score and skills, and none of them for its costs, which are the
    dear part.

    Attributes:
        drill: A drill that is over.
    """

    drill: Drill

    @property
    def points(self) -> int:
        """Points earned."""
        return self.drill.state.points

    @property
    def best_points(self) -> int:
        """The most points attainable from the start."""
        return self.drill.values.best_points

    @property
    def score(self) -> Fraction:
        """Exact percentage of the best attainable."""
        return self.drill.values.percent(self.points)

    @property
    def score_percent(self) -> int:
        """Its floor, which is what is shown and what the pass mark is held against."""
        return floor_percent(self.points, self.best_points)

    @property
    def pass_percent(self) -> int:
        """The pass mark."""
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
        replied = (turn.after.anger for turn in self.drill.turns if self.drill.reply(turn))
        return (self.drill.start.anger, *replied)

    @cached_property
    def peak(self) -> int:
        """The highest anger after any reply, 0-6; the opening anger if there was no reply."""
        return max(self.anger_curve[1:], default=self.anger_curve[0])

    @property
    def peak_number(self) -> int:
        """The answer after which the anger was at its peak; 0 where that was the opening."""
        replied = (number for number, turn in enumerate(self.drill.turns, 1) if self.drill.reply(turn))
        return next((n for n, anger in zip(replied, self.anger_curve[1:], strict=True) if anger == self.peak), 0)

    @property
    def remembered(self) -> Fraction:
        """The remembered experience, 0-10: peak and end of the anger (peak-end; Fredrickson and Kahneman, 1993)."""
        return 10 * (1 - Fraction(self.peak + self.anger_curve[-1], 2 * MAX_ANGER))

    @cached_property
    def skills(self) -> tuple[SkillRow, ...]:
        """One row for each skill that was practised, in the method's order."""
        return _skill_rows(self.drill)

    @cached_property
    def costs(self) -> tuple[Cost, ...]:
        """One for each answer."""
        return _costs(self.drill)

    @property
    def codes(self) -> Counter[str]:
        """How often the replies chosen were examples of each code."""
        replies = (self.drill.reply(turn) for turn in self.drill.turns)
        return Counter(code for reply in replies if reply for code in reply.does)

    @property
    def turning_point(self) -> Cost | None:
        """The answer that decided the drill; None where it passed and nothing was lost."""
        return next((cost for cost in self.costs if cost.is_turning_point), None)


def _skill_rows(drill: Drill) -> tuple[SkillRow, ...]:
    points: Counter[str] = Counter()
    of: Counter[str] = Counter()
    for turn in drill.turns:
        if turn.counts:
            for skill in drill.scenario.steps[turn.answer.step].trains:
                points[skill] += turn.points
                of[skill] += MAX_POINTS
    return tuple(
        SkillRow(group, skill, points[skill], of[skill])
        for group, skills in SKILL_GROUPS.items()
        for skill in skills
        if of[skill]
    )


def _costs(drill: Drill) -> tuple[Cost, ...]:
    values, turns = drill.values, drill.turns
    attainable = [values.best_points, *(turn.after.points + _ahead(values, turn) for turn in turns)]
    exact = [values.percent(before) - values.percent(after) for before, after in pairwise(attainable)]
    shown = apportion(exact)
    turning = _turning_index(values, turns, exact)
    return tuple(
        Cost(
            number=i + 1,
            turn=turn,
            exact_percent=exact[i],
            shown_percent=shown[i],
            best_before_percent=floor_percent(attainable[i], values.best_points),
            best_after_percent=floor_percent(attainable[i + 1], values.best_points),
            best_reply=best_reply(drill, turn),
            is_turning_point=i == turning,
        )
        for i, turn in enumerate(turns)
    )


def _ahead(values: Values, turn: Turn) -> int:
    return values.best(turn.after.step, turn.after.anger)


def _turning_index(values: Values, turns: tuple[Turn, ...], exact: list[Fraction]) -> int | None:
    """The first answer after which no continuation passes; if there is none, the costliest, the first of equals.

    Where no way passes from the start, no answer has decided that.
    """
    if values.can_pass(values.first, values.anger, 0):
        for i, turn in enumerate(turns):
            after = turn.after
            if not values.can_pass(after.step or after.ending, after.anger, after.points):
                return i
    return exact.index(max(exact)) if any(exact) else None


def best_reply(drill: Drill, turn: Turn) -> str | None:
    """The best reply where a turn was taken; None at other kinds of step."""
    return drill.values.best_move(turn.answer.step, turn.before.anger).reply


def apportion(exact: list[Fraction]) -> list[int]:
    """Whole percents that sum to the ceiling of the exact sum, by the method of largest remainders.

    Shares without a remainder get nothing extra, so an answer that cost nothing shows no cost; of equal remainders the
    first is served first.
    """
    floors = [int(share) for share in exact]
    missing = -int(-sum(exact) // 1) - sum(floors)
    by_remainder = sorted(range(len(exact)), key=lambda i: (floors[i] - exact[i], i))
    for i in by_remainder[:missing]:
        floors[i] += 1
    return floors
