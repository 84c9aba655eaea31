"""One answer at one step: what counts as an answer, and the turn it makes."""

from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from motdrill.drill import rules
from motdrill.drill.attainable import Attainable
from motdrill.drill.moves import Outcome, outcome
from motdrill.method.catalogue import MAX_ANGER
from motdrill.scenario.model import AngerStep, NeedsStep, ReplyStep, Scenario, SpotStep, Step, needs_order

AnswerValue: TypeAlias = str | int | tuple[str, ...]
"""A reply's id, stars 0-6, a full ranking of needs, or the ids of the lines marked."""


class Answer(NamedTuple):
    """What was answered at a step."""

    step: str
    value: AnswerValue


class State(NamedTuple):
    """A point in the story.

    Attributes:
        step: The step to be answered; None when the story is over.
        anger: 0-6.
        points: Earned so far.
        ending: The ending; None while the story goes on.
        talk: Points earned by replies so far.
    """

    step: str | None
    anger: int
    points: int = 0
    ending: str | None = None
    talk: int = 0

    @property
    def reading(self) -> int:
        """Points earned by reading the anger, the needs or lines."""
        return self.points - self.talk


@dataclass(frozen=True, slots=True)
class Turn:
    """One answer, and the states before and after it.

    Attributes:
        points: Its points by the rules, 0-3, whether or not the step counts.
        miss: By how many levels a reply missed the required depth, 0-2; 0 at other steps.
        too_deep: Whether it missed by naming a hurt that was not shown.
        stars: How a reply changed the anger, -3 to 3, before the anger was limited to 0-6.
    """

    answer: Answer
    before: State
    after: State
    points: int
    counts: bool
    miss: int = 0
    too_deep: bool = False
    anger_change: int = 0

    @property
    def earned(self) -> int:
        """The points that enter the score."""
        return self.points if self.counts else 0


def is_answer(scenario: Scenario, step: Step, value: AnswerValue) -> bool:
    """Whether a value answers a step: one reply, stars, a full ranking of the needs, or lines without repetition."""
    if isinstance(step, ReplyStep):
        return isinstance(value, str) and value in step.replies
    if isinstance(step, AngerStep):
        return type(value) is int and 0 <= value <= MAX_ANGER
    if not isinstance(value, tuple) or len(set(value)) != len(value):
        return False
    if isinstance(step, NeedsStep):
        return set(value) == set(needs_order(scenario, step))
    return set(value) <= step.lines.keys()


def play_turn(scenario: Scenario, attainable: Attainable, state: State, answer: Answer) -> Turn:
    """Applies an answer to a state.

    Raises:
        ValueError: It answers another step than the state's, or is no answer to that step.
    """
    if state.step is None or answer.step != state.step:
        raise ValueError(f"answer to {answer.step} at {state.step}")
    step, value = scenario.steps[answer.step], answer.value
    if not is_answer(scenario, step, value):
        raise ValueError(f"{value!r} is no answer to a step that asks for {step.ask}")
    if isinstance(step, ReplyStep):
        reply = step.replies[str(value)]
        effect, goto, too_deep = rules.effect(reply, state.anger), reply.goto, rules.too_deep(reply.depth, state.anger)
    else:
        points = _points(scenario, step, state.anger, value)
        effect, goto, too_deep = rules.Effect(0, points, 0, state.anger), None, False
    result = outcome(step, scenario.next_steps[answer.step], effect.points, effect.anger, goto)
    after = _state_after(scenario, attainable, state, result, is_talk=isinstance(step, ReplyStep))
    return Turn(answer, state, after, effect.points, step.counts, effect.miss, too_deep, effect.anger_change)


def _points(scenario: Scenario, step: Step, anger: int, value: AnswerValue) -> int:
    """The points, 0-3, of an answer to a step that asks for no reply."""
    if isinstance(value, int):
        return rules.anger_points(value, anger)
    if isinstance(step, NeedsStep):
        return rules.needs_points(value, needs_order(scenario, step))
    assert isinstance(step, SpotStep)
    return rules.spot_points(rules.count_right_lines(value, step.lines), len(step.lines))


def _state_after(scenario: Scenario, attainable: Attainable, state: State, result: Outcome, *, is_talk: bool) -> State:
    points, talk = state.points + result.earned, state.talk + result.earned * is_talk
    if result.target in scenario.steps:
        return State(result.target, result.anger, points, talk=talk)
    ending = result.target or attainable.ending(result.anger, talk)
    return State(None, result.anger, points, ending, talk)
