"""The drill as a fold over its answers.

A `Drill` is immutable: answering gives a new one. Its turns and its place in the story are computed from the answers,
so that any prefix of the answers is the drill as it stood then.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, TypeAlias

from motdrill.drill import rules
from motdrill.drill.endings import choose_ending
from motdrill.drill.moves import WALKED_OUT
from motdrill.drill.value import Values, evaluate, floor_percent
from motdrill.method.catalogue import MAX_ANGER
from motdrill.scenario.model import AngerStep, NeedsStep, Reply, ReplyStep, Scenario, SpotStep, Step, needs_order

Given: TypeAlias = str | int | tuple[str, ...]
"""A reply's id, stars 0-6, a full ranking of needs, or the ids of the lines marked."""


class Answer(NamedTuple):
    """What was answered at a step."""

    step: str
    given: Given


class State(NamedTuple):
    """A place in the story.

    Attributes:
        step: The step to be answered; None when the story is over.
        anger: 0-6.
        points: Earned so far.
        ending: The ending; None while the story goes on.
    """

    step: str | None
    anger: int
    points: int = 0
    ending: str | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """One answer and what it did.

    Attributes:
        answer: The answer.
        before: The place it was given at.
        after: The place it led to.
        points: Its points by the rules, 0-3, whether or not the step counts.
        counts: Whether the step counts.
        miss: By how many levels a reply missed the depth called for, 0-3.
        too_deep: Whether that was by naming a hurt that was not shown.
        stars: What a reply did to the anger before it was held within 0-6.
    """

    answer: Answer
    before: State
    after: State
    points: int
    counts: bool
    miss: int = 0
    too_deep: bool = False
    stars: int = 0

    @property
    def earned(self) -> int:
        """The points that enter the score."""
        return self.points if self.counts else 0


def is_answer(scenario: Scenario, step: Step, given: Given) -> bool:
    """Whether something is an answer to a step: one reply, stars, every need once, or lines each at most once."""
    if isinstance(step, ReplyStep):
        return isinstance(given, str) and given in step.replies
    if isinstance(step, AngerStep):
        return type(given) is int and 0 <= given <= MAX_ANGER
    if not isinstance(given, tuple) or len(set(given)) != len(given):
        return False
    if isinstance(step, NeedsStep):
        return set(given) == set(needs_order(scenario, step))
    return set(given) <= step.lines.keys()


def play_turn(scenario: Scenario, values: Values, state: State, answer: Answer) -> Turn:
    """Applies one answer to a place in the story.

    Args:
        scenario: The scenario.
        values: Its attainable values.
        state: A place whose step is the answer's.
        answer: An answer to its step.

    Raises:
        ValueError: It is none that the step allows.
    """
    if state.step is None or answer.step != state.step:
        raise ValueError(f"answer to {answer.step} at {state.step}")
    step = scenario.steps[answer.step]
    if isinstance(step, ReplyStep):
        return _reply_turn(scenario, values, state, answer, step)
    points = _read_points(scenario, step, state.anger, answer.given)
    after = _moved(scenario, values, state, scenario.next_steps[answer.step], state.anger, points * step.counts)
    return Turn(answer, state, after, points, step.counts)


def _reply_turn(scenario: Scenario, values: Values, state: State, answer: Answer, step: ReplyStep) -> Turn:
    if not is_answer(scenario, step, answer.given):
        raise _none(step, answer.given)
    reply = step.replies[str(answer.given)]
    effect = rules.effect(reply, state.anger)
    target = WALKED_OUT if rules.walks_out(effect.anger) else reply.goto or scenario.next_steps[answer.step]
    earned = effect.points * step.counts
    after = _moved(scenario, values, state, target, min(effect.anger, MAX_ANGER), earned)
    too_deep = rules.too_deep(reply, state.anger)
    return Turn(answer, state, after, effect.points, step.counts, effect.miss, too_deep, effect.stars)


def _read_points(scenario: Scenario, step: Step, anger: int, given: Given) -> int:
    if is_answer(scenario, step, given):
        if isinstance(given, int):
            return rules.anger_points(given, anger)
        if isinstance(step, NeedsStep):
            return rules.needs_points(given, needs_order(scenario, step))
        if isinstance(step, SpotStep):
            return rules.spot_points(rules.right_lines(given, step.lines), len(step.lines))
    raise _none(step, given)


def _none(step: Step, given: Given) -> ValueError:
    return ValueError(f"{given!r} is no answer to a step that asks for {step.ask}")


def _moved(scenario: Scenario, values: Values, state: State, target: str | None, anger: int, earned: int) -> State:
    points = state.points + earned
    if target in scenario.steps:
        return State(target, anger, points)
    percent = floor_percent(points, values.best_points)
    return State(None, anger, points, target or choose_ending(scenario, anger, percent))


@dataclass(frozen=True)
class Drill:
    """A scenario, a seed, and the answers given; all else is computed.

    Attributes:
        scenario: The scenario.
        scenario_id: Its id in the library.
        seed: Decides the order in which replies and needs are shown.
        answers: The answers so far.
        start_at: Where it starts, if not at the first step with the customer's opening anger.
    """

    scenario: Scenario
    scenario_id: str
    seed: int
    answers: tuple[Answer, ...] = ()
    start_at: State | None = None

    @cached_property
    def values(self) -> Values:
        """What is attainable from every place of the scenario."""
        return evaluate(self.scenario, self.start.step or "", self.start.anger)

    @cached_property
    def ahead(self) -> dict[str, int]:
        """How many steps the longest way from each step has, itself included."""
        return longest_way(self.scenario)

    @cached_property
    def start(self) -> State:
        """Where the drill begins."""
        return self.start_at or State(next(iter(self.scenario.steps)), self.scenario.customer.anger)

    @cached_property
    def met(self) -> dict[tuple[State, Answer], Turn]:
        """Turns computed before, here or in a drill made from this one: thousands of drills share a few hundred."""
        return {}

    @cached_property
    def turns(self) -> tuple[Turn, ...]:
        """The answers with what each did."""
        state, turns, met = self.start, [], self.met
        for answer in self.answers:
            turn = met.get((state, answer)) or self._turn(state, answer)
            turns.append(turn)
            state = turn.after
        return tuple(turns)

    def _turn(self, state: State, answer: Answer) -> Turn:
        turn = self.met.get((state, answer))
        if turn is None:
            turn = self.met[state, answer] = play_turn(self.scenario, self.values, state, answer)
        return turn

    @cached_property
    def state(self) -> State:
        """The place the story has come to."""
        return self.turns[-1].after if self.turns else self.start

    @property
    def step(self) -> Step | None:
        """The step to be answered; None when the story is over."""
        return self.scenario.steps[self.state.step] if self.state.step else None

    @property
    def open_step(self) -> Step:
        """The step to be answered, where there has to be one.

        Raises:
            ValueError: The story is over.
        """
        if self.step is None:
            raise ValueError("the drill is over")
        return self.step

    def takes(self, given: Given) -> bool:
        """Whether something is an answer to the step it stands at."""
        return self.step is not None and is_answer(self.scenario, self.step, given)

    def turn_of(self, given: Given) -> Turn:
        """What an answer would do at the step it stands at.

        Raises:
            ValueError: It is no answer to that step, or the story is over.
        """
        if self.state.step is None:
            raise ValueError("the drill is over")
        return self._turn(self.state, Answer(self.state.step, given))

    def answer(self, given: Given) -> Drill:
        """The drill after one more answer, to the step it stands at.

        Raises:
            ValueError: It is no answer to that step, or the story is over.
        """
        turn = self.turn_of(given)
        again = self.having((*self.answers, turn.answer))
        again.__dict__["turns"] = (*self.turns, turn)
        return again

    def having(self, answers: Iterable[Answer], seed: int | None = None) -> Drill:
        """The same drill with other answers, and with another seed where one is given."""
        seed = self.seed if seed is None else seed
        again = Drill(self.scenario, self.scenario_id, seed, tuple(answers), self.start_at)
        # the dearest parts, and they do not depend on the answers
        again.__dict__.update(values=self.values, ahead=self.ahead, met=self.met, start=self.start)
        return again

    def reply(self, turn: Turn) -> Reply | None:
        """The reply a turn chose; None at other kinds of step."""
        step = self.scenario.steps[turn.answer.step]
        return step.replies[str(turn.answer.given)] if isinstance(step, ReplyStep) else None

    def steps_ahead(self) -> int:
        """The most steps that may still come, this one included: progress is shown against the longest way."""
        return self.ahead.get(self.state.step or "", 0)

    def shown(self, step_id: str) -> tuple[str, ...]:
        """The ids to choose among at a step, in the order they are shown."""
        step = self.scenario.steps[step_id]
        if isinstance(step, ReplyStep):
            return shuffled(step.replies, self.seed, step_id)
        if isinstance(step, NeedsStep):
            return shuffled(needs_order(self.scenario, step), self.seed, step_id)
        return tuple(step.lines) if isinstance(step, SpotStep) else ()


def shuffled(ids: Iterable[str], seed: int, step_id: str) -> tuple[str, ...]:
    """Ids in an order that looks random and is the same on every machine: by SHA-256 over seed, step and id."""
    return tuple(sorted(ids, key=lambda each: hashlib.sha256(f"{seed}\n{step_id}\n{each}".encode()).digest()))


def longest_way(scenario: Scenario) -> dict[str, int]:
    """For each step, how many steps the longest way from it has, itself included."""
    ahead: dict[str, int] = {}
    for step_id in reversed(scenario.steps):
        step = scenario.steps[step_id]
        targets = {scenario.next_steps[step_id]}
        if isinstance(step, ReplyStep):
            targets = {reply.goto or scenario.next_steps[step_id] for reply in step.replies.values()}
        ahead[step_id] = 1 + max(ahead.get(target or "", 0) for target in targets)
    return ahead
