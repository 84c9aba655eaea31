"""Ways through a scenario, to be read by its author: to an ending, or as few as have everything in them.

What is read at a step is an exchange: the customer's words at their anger, the reply, the reaction. Answers to steps
that ask for no reply change nothing in the story, so the replies tell one way from another. How many ways there are is
exact; since there may be countless ones, each is built step by step from what is still unread ahead.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple, TypeAlias

from motdrill.author.scenario_facts import ScenarioFacts, bits_set
from motdrill.drill.attainable import Attainable, StepAtAnger
from motdrill.drill.best_play import right_answer
from motdrill.drill.moves import Move
from motdrill.drill.turn import Answer
from motdrill.scenario.model import ReplyStep, Scenario
from motdrill.scenario.texts import text_at

Way: TypeAlias = tuple[Answer, ...]
"""The answers of a drill from the first step to an ending; right ones where no reply is asked for."""


class Exchange(NamedTuple):
    """What is read at a step: the customer's words and cues, the reply's id, and the reaction to it.

    All of them are empty where there are none.
    """

    step: str
    words: tuple[str, ...]
    reply: str
    reaction: str


def way_to(facts: ScenarioFacts, ending: str) -> Way | None:
    """The way to an ending on which replies earn most, of equals the calmest at its end; None if none leads there."""
    moves = facts.attainable.moves
    talk_at = facts.talk_at(moves)
    ends = [
        (points, -anger, target)
        for (target, anger), talk in talk_at.items()
        if target in (ending, None)
        for points in bits_set(talk)
        if target or facts.attainable.ending(anger, points) == ending
    ]
    if not ends:
        return None
    points, calm, target = max(ends, key=lambda end: end[:2])
    return _back_from((target, -calm), points, facts.attainable, talk_at)


def _back_from(
    place: tuple[str | None, int], talk: int, attainable: Attainable, talk_at: Mapping[tuple[str | None, int], int]
) -> Way:
    """A way on which so many points of talk are earned to a place that `talk_at` can be reached with them."""
    way: list[Answer] = []
    for state, moves in reversed(list(attainable.moves.items())):  # `goto` only points forward
        for move in moves:
            before = talk - move.talk
            if (move.target, move.anger) == place and before >= 0 and talk_at[state] >> before & 1:
                way.append(_answer(attainable.scenario, state, move))
                place, talk = state, before
                break
    return tuple(reversed(way))


def _answer(scenario: Scenario, state: StepAtAnger, move: Move) -> Answer:
    step_id, anger = state
    step = scenario.steps[step_id]
    return Answer(step_id, move.reply or "" if isinstance(step, ReplyStep) else right_answer(scenario, step, anger))


@dataclass
class _Prefix:
    """How many ways that were given begin with the same replies, and those that follow."""

    given: int = 0
    after: dict[str | None, "_Prefix"] = field(default_factory=dict)


@dataclass(frozen=True)
class Ways:
    """All ways through a scenario, from its first step at its opening anger.

    Attributes:
        lang: The language whose texts tell exchanges apart.
    """

    attainable: Attainable
    lang: str

    @cached_property
    def number(self) -> int:
        """How many ways there are."""
        return self._numbers[self.attainable.first_step, self.attainable.first_anger]

    @cached_property
    def exchanges(self) -> frozenset[Exchange]:
        """Every exchange of some way."""
        return frozenset(exchange for options in self._options.values() for exchange, _move in options)

    def exchanges_on(self, way: Way) -> Iterator[Exchange]:
        """The exchanges of a way, in order."""
        state = (self.attainable.first_step, self.attainable.first_anger)
        for answer in way:
            options = self._options[state]
            exchange, move = next(option for option in options if option[1].reply in (None, answer.value))
            yield exchange
            state = (move.target or "", move.anger)

    def by_novelty(self) -> Iterator[Way]:
        """All ways, each the one with most exchanges that were in none before it, then the least read ones."""
        read: Counter[Exchange] = Counter()
        given = _Prefix()
        for _number in range(self.number):
            way = self._newest(read, given)
            read.update(self.exchanges_on(way))
            yield way

    def _newest(self, read: Counter[Exchange], given: _Prefix) -> Way:
        unread = self._unread_ahead(read)
        state, way = (self.attainable.first_step, self.attainable.first_anger), []
        given.given += 1
        while state in self._options:
            left = [option for option in self._options[state] if self._has_more(option[1], given)]
            _exchange, move = max(left, key=lambda option: (unread[option], -read[option[0]]))
            way.append(_answer(self.attainable.scenario, state, move))
            given = given.after.setdefault(move.reply, _Prefix())
            given.given += 1
            state = (move.target or "", move.anger)
        return tuple(way)

    def _has_more(self, move: Move, given: _Prefix) -> bool:
        """Whether some way that goes on by a move has not been given yet."""
        after = given.after.get(move.reply)
        return after is None or after.given < self._numbers.get((move.target or "", move.anger), 1)

    def _unread_ahead(self, read: Counter[Exchange]) -> Counter[tuple[Exchange, Move]]:
        """How many unread exchanges a way can still meet that goes on by an exchange, itself included."""
        ahead: Counter[tuple[Exchange, Move]] = Counter()
        if len(read) == len(self.exchanges):
            return ahead
        most: dict[StepAtAnger, int] = {}
        for state, options in reversed(self._options.items()):
            for option in options:
                exchange, move = option
                ahead[option] = (exchange not in read) + most.get((move.target or "", move.anger), 0)
            most[state] = max(ahead[option] for option in options)
        return ahead

    @cached_property
    def _numbers(self) -> dict[StepAtAnger, int]:
        """How many ways go on from every step and anger."""
        numbers: dict[StepAtAnger, int] = {}
        for state, options in reversed(self._options.items()):
            numbers[state] = sum(numbers.get((move.target or "", move.anger), 1) for _exchange, move in options)
        return numbers

    @cached_property
    def _options(self) -> dict[StepAtAnger, tuple[tuple[Exchange, Move], ...]]:
        """The exchanges possible at every step and anger, with their moves: one where no reply is asked for."""
        return {
            state: tuple((self._exchange(state, move), move) for move in (moves if moves[0].reply else moves[:1]))
            for state, moves in self.attainable.moves.items()
        }

    def _exchange(self, state: StepAtAnger, move: Move) -> Exchange:
        step_id, anger = state
        step = self.attainable.scenario.steps[step_id]
        shown = [step.says, *(cue for _name, cue in (step.cues.by_name if step.cues else ()))]
        words = tuple(text_at(text, anger, self.lang) for text in shown)
        if not isinstance(step, ReplyStep) or move.reply is None:
            return Exchange(step_id, words, "", "")
        reaction = text_at(step.replies[move.reply].reaction, move.anger, self.lang)
        return Exchange(step_id, words, move.reply, reaction)
