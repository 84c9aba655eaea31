"""What the answers add up to: score, costs, turning point, skills, remembered experience."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from motdrill.drill.endings import is_lost, passes
from motdrill.drill.moves import moves
from motdrill.drill.state import Drill, Turn
from motdrill.drill.value import Values, floor_percent
from motdrill.method.catalogue import MAX_ANGER, MAX_POINTS, SKILL_GROUPS


@dataclass(frozen=True, slots=True)
class SkillRow:
    """Points of one skill over the steps that train it and count."""

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


@dataclass(frozen=True, slots=True)
class Scorecard:
    """The result of a drill that is over.

    Attributes:
        score: Exact percentage of the best attainable.
        score_percent: Its floor, which is what is shown and what the pass mark is held against.
        pass_percent: The pass mark.
        passed: Whether the score reaches the pass mark and the customer is not lost.
        ending: The ending's id.
        lost: Whether it is a lost one.
        points: Points earned.
        best_points: The most points attainable from the start.
        anger_curve: The anger at the start and after each reply, 0-6.
        skills: One row for each skill that was practised, in the method's order.
        costs: One for each answer.
        remembered: The remembered experience, 0-10: peak and end of the anger.
        peak: The highest anger after any reply, 0-6; the opening anger if there was no reply.
        peak_number: The answer after which the anger was at its peak; 0 where that was the opening.
        codes: How often the replies chosen were examples of each code.
    """

    score: Fraction
    score_percent: int
    pass_percent: int
    passed: bool
    ending: str
    lost: bool
    points: int
    best_points: int
    anger_curve: tuple[int, ...]
    skills: tuple[SkillRow, ...]
    costs: tuple[Cost, ...]
    remembered: Fraction
    peak: int
    peak_number: int
    codes: Counter[str]

    @property
    def turning_point(self) -> Cost | None:
        """The answer that decided the drill; None where nothing was lost."""
        return next((cost for cost in self.costs if cost.is_turning_point), None)


def score(drill: Drill) -> Scorecard:
    """Computes the scorecard.

    Args:
        drill: A drill that is over.
    """
    values, state = drill.values, drill.state
    percent = floor_percent(state.points, values.best_points)
    ending = state.ending or ""
    curve, peak, peak_number = _anger_of(drill)
    return Scorecard(
        score=values.percent(state.points),
        score_percent=percent,
        pass_percent=drill.scenario.pass_,
        passed=passes(drill.scenario, ending, percent),
        ending=ending,
        lost=is_lost(drill.scenario, ending),
        points=state.points,
        best_points=values.best_points,
        anger_curve=curve,
        skills=_skill_rows(drill),
        costs=_costs(drill),
        remembered=10 * (1 - Fraction(peak + curve[-1], 2 * MAX_ANGER)),
        peak=peak,
        peak_number=peak_number,
        codes=Counter(code for turn in drill.turns if (reply := drill.reply(turn)) for code in reply.does),
    )


def _anger_of(drill: Drill) -> tuple[tuple[int, ...], int, int]:
    """The anger at the start and after each reply, its peak after any reply, and the number of that reply's turn."""
    after = [(turn.after.anger, number) for number, turn in enumerate(drill.turns, 1) if drill.reply(turn)]
    peak, number = max(after, key=lambda pair: (pair[0], -pair[1]), default=(drill.start.anger, 0))
    return (drill.start.anger, *(anger for anger, _number in after)), peak, number


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
    """The first answer after which no continuation passes; if there is none, the costliest, the first of equals."""
    for i, turn in enumerate(turns):
        after = turn.after
        if not values.can_pass(after.step or after.ending, after.anger, after.points):
            return i
    return exact.index(max(exact)) if any(exact) else None


def best_reply(drill: Drill, turn: Turn) -> str | None:
    """The reply that would have kept the most attainable where a turn was taken; None at other kinds of step."""
    options = moves(drill.scenario, turn.answer.step, turn.before.anger)
    return max(options, key=drill.values.best_with).reply


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
