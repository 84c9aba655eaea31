"""What a trainee should do next: the first of six reasons that applies.

What was begun comes before what is due, what is due before what is new, and of what is new the case that trains the
weakest skill at the depth the course has come to.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from motdrill.drill.rules import required_depth

if TYPE_CHECKING:
    from motdrill.practice.tally import SkillTotal

NextReason: TypeAlias = Literal["cut-off", "due", "not-passed", "weakest", "course", "lowest"]


class CourseCase(NamedTuple):
    """A case of the course, by its id and its opening anger; an anger beyond 0-6 stands for an unknown one."""

    id: str
    opening_anger: int


class BestScore(NamedTuple):
    """A person's best score of a scenario in percent, and whether they ever passed it."""

    percent: int
    passed: bool


class CutOff(NamedTuple):
    """A drill that was cut off: its scenario, the number of the step it was at, and whether it was an exam."""

    scenario_id: str
    number: int
    exam: bool = False


class Standing(NamedTuple):
    """Where a trainee stands.

    Attributes:
        cut_off: What was cut off last.
        due: The steps due for review today.
        review_steps: The steps of the next review, and `review_minutes` what they take.
        best: The best scores by scenario, the one played last first.
        weakest: The skill with the smallest share of its points in the last drills.
    """

    cut_off: CutOff | None = None
    due: int = 0
    review_steps: int = 0
    review_minutes: int = 0
    best: Mapping[str, BestScore] = {}
    weakest: SkillTotal | None = None


class NextStep(NamedTuple):
    """What to do next and why; a review names no scenario.

    Attributes:
        percent: With `not-passed` and `lowest` the best score, with `weakest` the skill's percentage.
        skill: With `weakest`, the skill.
    """

    reason: NextReason
    scenario_id: str = ""
    percent: int = 0
    skill: str = ""


def choose_next(
    standing: Standing, course: Sequence[CourseCase], times_trained: Callable[[str, str], int]
) -> NextStep | None:
    """The next step; None where there is no case at all.

    Args:
        standing: Where the trainee stands.
        course: The cases in the order of the course.
        times_trained: How many steps of a scenario, by its id, train a skill; asked of few scenarios only.
    """
    if standing.cut_off:
        return NextStep("cut-off", standing.cut_off.scenario_id)
    if standing.due:
        return NextStep("due")
    ids = {case.id for case in course}
    best = {name: score for name, score in standing.best.items() if name in ids}
    for name, score in best.items():
        if not score.passed:
            return NextStep("not-passed", name, score.percent)
    unplayed = [case for case in course if case.id not in best]
    if unplayed:
        return _next_of_course(unplayed, standing.weakest, times_trained)
    lowest = min(course, key=lambda case: best[case.id].percent, default=None)
    return NextStep("lowest", lowest.id, best[lowest.id].percent) if lowest else None


def _next_of_course(
    unplayed: Sequence[CourseCase], weakest: SkillTotal | None, times_trained: Callable[[str, str], int]
) -> NextStep:
    """The case that trains the weakest skill most at the depth of the next case, else the next case."""
    first = unplayed[0]
    if weakest:
        at_depth = [case for case in unplayed if _depth(case) == _depth(first)]
        times = {case.id: times_trained(case.id, weakest.skill) for case in at_depth}
        if most := max(times, key=times.__getitem__) if any(times.values()) else "":
            return NextStep("weakest", most, weakest.percent, weakest.skill)
    return NextStep("course", first.id)


def _depth(case: CourseCase) -> int | None:
    return required_depth(case.opening_anger) if 0 <= case.opening_anger <= 6 else None
