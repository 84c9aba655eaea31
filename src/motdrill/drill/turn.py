"""One answer at one step: what counts as an answer, and the turn it makes."""

from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from motdrill.drill import rules
from motdrill.drill.attainable import Attainable
from motdrill.drill.moves import move
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


class AnswerEffect(NamedTuple):
    """What an answer does at its step and an anger, whatever was earned before.

    Attributes:
        points: Its points by the rules, 0-3, whether or not the step counts.
        earned: The points that enter the score.
        talk: Those of them that a reply earned.
        anger: The anger after it, 0-6.
        target: The step or ending it leads to; None where the story is over and anger and talk choose the ending.
        trains: The skills of its step.
        does: The codes that a reply is an example of.
        miss: By how many levels a reply missed the required depth, 0-2; 0 at other steps.
        names_unshown_hurt: Whether it missed by naming a hurt that was not shown.
        anger_change: How a reply changed the anger, -3 to 3, before the anger was limited to 0-6.
    """

    answer: Answer
    points: int
    earned: int
    talk: int
    anger: int
    target: str | None
    counts: bool
    trains: tuple[str, ...]
    does: tuple[str, ...] = ()
    miss: int = 0
    names_unshown_hurt: bool = False
    anger_change: int = 0


@dataclass(frozen=True, slots=True)
class Turn:
    """One answer, and the states before and after it."""

    effect: AnswerEffect
    before: State
    after: State

    @property
    def answer(self) -> Answer:
        """What was answered."""
        return self.effect.answer

    @property
    def points(self) -> int:
        """Its points by the rules, 0-3, whether or not the step counts."""
        return self.effect.points

    @property
    def earned(self) -> int:
        """The points that enter the score."""
        return self.effect.earned

    @property
    def counts(self) -> bool:
        """Whether the step counts."""
        return self.effect.counts


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


def answer_effect(scenario: Scenario, anger: int, answer: Answer) -> AnswerEffect:
    """What an answer does at an anger of 0-6.

    Raises:
        LookupError: There is no such step.
        ValueError: It is no answer to its step.
    """
    step, value = scenario.steps[answer.step], answer.value
    if not is_answer(scenario, step, value):
        raise ValueError(f"{value!r} is no answer to a step that asks for {step.ask}")
    next_step = scenario.next_steps[answer.step]
    if not isinstance(step, ReplyStep):
        points = _points(scenario, step, anger, value)
        earned, anger, target, *_count = move(step.counts, points, anger, next_step)
        return AnswerEffect(answer, points, earned, 0, anger, target, step.counts, step.trains)
    reply = step.replies[str(value)]
    miss, points, anger_change, changed = rules.effect(reply, anger)
    names_unshown_hurt = rules.names_unshown_hurt(reply.depth, anger)
    earned, anger, target, *_count = move(step.counts, points, changed, next_step, reply.goto)
    marks = (step.trains, reply.does, miss, names_unshown_hurt, anger_change)
    return AnswerEffect(answer, points, earned, earned, anger, target, step.counts, *marks)


def apply_effect(attainable: Attainable, state: State, effect: AnswerEffect) -> State:
    """The state after an answer."""
    return state_with(attainable, effect, state.points + effect.earned, state.talk + effect.talk)


def state_with(attainable: Attainable, effect: AnswerEffect, points: int, talk: int) -> State:
    """The state after an answer, with all points, and those of talk, that it and the answers before it earned."""
    if effect.target in attainable.scenario.steps:
        return State(effect.target, effect.anger, points, talk=talk)
    return State(None, effect.anger, points, effect.target or attainable.ending(effect.anger, talk), talk)


def play_turn(scenario: Scenario, attainable: Attainable, state: State, answer: Answer) -> Turn:
    """Applies an answer to a state.

    Raises:
        ValueError: It answers another step than the state's, or is no answer to that step.
    """
    if state.step is None or answer.step != state.step:
        raise ValueError(f"answer to {answer.step} at {state.step}")
    effect = answer_effect(scenario, state.anger, answer)
    return Turn(effect, state, apply_effect(attainable, state, effect))


def _points(scenario: Scenario, step: Step, anger: int, value: AnswerValue) -> int:
    """The points, 0-3, of an answer to a step that asks for no reply."""
    if isinstance(value, int):
        return rules.anger_points(value, anger)
    if isinstance(step, NeedsStep):
        return rules.needs_points(value, needs_order(scenario, step))
    assert isinstance(step, SpotStep)
    return rules.spot_points(rules.count_right_lines(value, step.lines), len(step.lines))
