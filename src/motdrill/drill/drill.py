"""The drill: a scenario, a seed and the answers so far.

A `Drill` is immutable; answering gives a new one. Its turns and its state are computed from the answers, so any prefix
of the answers is the drill as it was at that point.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from motdrill.drill.attainable import Attainable, attainable
from motdrill.drill.cached_copy import with_cached
from motdrill.drill.turn import (
    Answer,
    AnswerEffect,
    AnswerValue,
    State,
    Turn,
    answer_effect,
    apply_effect,
    is_answer,
    state_with,
)
from motdrill.scenario.model import NeedsStep, Reply, ReplyStep, Scenario, SpotStep, Step, needs_order


@dataclass(frozen=True)
class Drill:
    """A scenario, a seed, and the answers so far; everything else is computed.

    `step_id`, `current_step`, `turn_for` and `answer` raise ValueError when the drill is over, the last two also for a
    value that is no answer to the current step.

    Attributes:
        scenario_id: The scenario's id in the library.
        seed: Decides the order in which replies and needs are shown.
        start_at: The state it starts in; None for the first step at the customer's opening anger.
    """

    scenario: Scenario
    scenario_id: str
    seed: int
    answers: tuple[Answer, ...] = ()
    start_at: State | None = None

    @cached_property
    def attainable(self) -> Attainable:
        """The points attainable from every step and anger that can be reached."""
        return attainable(self.scenario, self.start.step or "", self.start.anger)

    @cached_property
    def longest_from(self) -> dict[str, int]:
        """For each step, how many steps the longest way from it has, itself included."""
        return longest_paths(self.scenario)

    @cached_property
    def start(self) -> State:
        """The state in which the drill begins."""
        return self.start_at or State(next(iter(self.scenario.steps)), self.scenario.customer.anger)

    @cached_property
    def effect_cache(self) -> dict[tuple[str | None, int, Answer], AnswerEffect]:
        """Effects by step, anger and answer, shared with all drills made from this one, which are thousands."""
        return {}

    @cached_property
    def effects(self) -> tuple[AnswerEffect, ...]:
        """What each answer did."""
        return self.effects_of(self.answers)

    def effects_of(self, answers: Iterable[Answer]) -> tuple[AnswerEffect, ...]:
        """What each of some answers would do, given one after the other from the start.

        Raises:
            LookupError, ValueError: One of them is no answer to the step it would be given to.
        """
        (step, anger, *_rest), effects, cache = self.start, [], self.effect_cache
        for answer in answers:
            effect = cache.get((step, anger, answer)) or self._effect(step, anger, answer)
            effects.append(effect)
            step, anger = effect.target, effect.anger
        return tuple(effects)

    def _effect(self, step: str | None, anger: int, answer: Answer) -> AnswerEffect:
        if answer.step != step:
            raise ValueError(f"answer to {answer.step} at {step}")
        effect = self.effect_cache[step, anger, answer] = answer_effect(self.scenario, anger, answer)
        return effect

    @cached_property
    def turns(self) -> tuple[Turn, ...]:
        """The answers with their effects and the states before and after each."""
        states = [self.start]
        for effect in self.effects:
            states.append(apply_effect(self.attainable, states[-1], effect))
        return tuple(map(Turn, self.effects, states, states[1:]))

    @cached_property
    def state(self) -> State:
        """The state after the last answer."""
        return self.state_after(self.effects)

    def state_after(self, effects: tuple[AnswerEffect, ...]) -> State:
        """The state after answers that did this, given one after the other from the start."""
        if not effects:
            return self.start
        points = self.start.points + sum([effect.earned for effect in effects])
        talk = self.start.talk + sum([effect.talk for effect in effects])
        return state_with(self.attainable, effects[-1], points, talk)

    @property
    def step(self) -> Step | None:
        """The step to be answered; None when the drill is over."""
        return self.scenario.steps[self.state.step] if self.state.step else None

    @property
    def step_id(self) -> str:
        """The id of the step to be answered."""
        if self.state.step is None:
            raise ValueError("the drill is over")
        return self.state.step

    @property
    def current_step(self) -> Step:
        """The step to be answered."""
        return self.scenario.steps[self.step_id]

    def accepts(self, value: AnswerValue) -> bool:
        """Whether a value answers the current step; false when the drill is over."""
        return self.step is not None and is_answer(self.scenario, self.step, value)

    def turn_for(self, value: AnswerValue) -> Turn:
        """The effect that an answer to the current step would have."""
        effect = self._effect(self.state.step, self.state.anger, Answer(self.step_id, value))
        return Turn(effect, self.state, apply_effect(self.attainable, self.state, effect))

    def answer(self, value: AnswerValue) -> Drill:
        """The drill after one more answer, to the current step."""
        turn = self.turn_for(value)
        return with_cached(
            self.with_answers((*self.answers, turn.answer)),
            turns=(*self.turns, turn),
            effects=(*self.effects, turn.effect),
        )

    def with_answers(self, answers: Iterable[Answer], seed: int | None = None) -> Drill:
        """The same drill with other answers and, unless None, another seed."""
        seed = self.seed if seed is None else seed
        other = Drill(self.scenario, self.scenario_id, seed, tuple(answers), self.start_at)
        return with_cached(  # expensive, and independent of answers and seed
            other,
            attainable=self.attainable,
            longest_from=self.longest_from,
            start=self.start,
            effect_cache=self.effect_cache,
        )

    def reply(self, turn: Turn) -> Reply | None:
        """The reply a turn chose; None at other kinds of step."""
        step = self.scenario.steps[turn.answer.step]
        return step.replies[str(turn.answer.value)] if isinstance(step, ReplyStep) else None

    def steps_left(self) -> int:
        """The most steps that may still come, the current one included; 0 when the drill is over."""
        return self.longest_from.get(self.state.step or "", 0)

    def choice_order(self, step_id: str) -> tuple[str, ...]:
        """The ids of the choices of a step in the order they are shown; empty where it asks for stars."""
        step = self.scenario.steps[step_id]
        if isinstance(step, ReplyStep):
            return shuffle_ids(step.replies, self.seed, step_id)
        if isinstance(step, NeedsStep):
            return shuffle_ids(needs_order(self.scenario, step), self.seed, step_id)
        return tuple(step.lines) if isinstance(step, SpotStep) else ()


def shuffle_ids(ids: Iterable[str], seed: int, step_id: str) -> tuple[str, ...]:
    """Ids in an order that looks random and is the same on every machine: by SHA-256 over seed, step and id."""
    return tuple(sorted(ids, key=lambda item_id: hashlib.sha256(f"{seed}\n{step_id}\n{item_id}".encode()).digest()))


def longest_paths(scenario: Scenario) -> dict[str, int]:
    """For each step, how many steps the longest way from it has, itself included."""
    lengths: dict[str, int] = {}
    for step_id in reversed(scenario.steps):
        step, next_step = scenario.steps[step_id], scenario.next_steps[step_id]
        targets = {next_step}
        if isinstance(step, ReplyStep):
            targets = {reply.goto or next_step for reply in step.replies.values()}
        lengths[step_id] = 1 + max(lengths.get(target or "", 0) for target in targets)
    return lengths
