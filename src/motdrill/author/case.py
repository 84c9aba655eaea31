"""What the rules ask about a scenario, each computed once and only when a rule asks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from motdrill.author import policies
from motdrill.author.spread import Spread, everything, spread
from motdrill.drill.endings import choose_ending
from motdrill.drill.moves import Move
from motdrill.drill.value import Place, Values, evaluate, floor_percent
from motdrill.method.catalogue import MAX_ANGER
from motdrill.scenario.model import ReplyStep, Scenario
from motdrill.scenario.parts import Text
from motdrill.scenario.texts import every_text, languages_of


@dataclass(frozen=True)
class Case:
    """A scenario under examination."""

    scenario: Scenario

    @cached_property
    def values(self) -> Values:
        """What is attainable, from the first step with the opening anger."""
        return evaluate(self.scenario, next(iter(self.scenario.steps)), self.scenario.customer.anger)

    @cached_property
    def random(self) -> Spread:
        """Where a random player comes to."""
        return spread(self.values, everything)

    @cached_property
    def endings_met(self) -> frozenset[str]:
        """Every ending that some drill comes to, however rarely."""
        led_to = {move.target for moves in self.values.moves.values() for move in moves if move.target}
        return self.endings_chosen | (led_to - self.scenario.steps.keys())

    @cached_property
    def endings_chosen(self) -> frozenset[str]:
        """The endings that anger and score choose for some drill, however rarely, and no `goto`.

        The points each place can be met with are the bits of an integer, as in `drill.value`.
        """
        values = self.values
        points: dict[tuple[str | None, int], int] = {(values.first, values.anger): 1}
        for place, moves in values.moves.items():
            for move in moves:
                onward = (move.target, move.anger)
                points[onward] = points.get(onward, 0) | points[place] << move.points
        found: set[str] = set()
        for anger in range(MAX_ANGER + 1):
            bits = points.get((None, anger), 0)
            finals = (final for final in range(bits.bit_length()) if bits >> final & 1)
            percents = {floor_percent(final, values.best_points) for final in finals}
            found.update(choose_ending(self.scenario, anger, percent) for percent in percents)
        return frozenset(found)

    @cached_property
    def angers(self) -> dict[str, list[int]]:
        """The angers each step can be met with; no entry for a step that nobody meets."""
        found: dict[str, list[int]] = {}
        for step_id, anger in self.values.moves:
            found.setdefault(step_id, []).append(anger)
        return found

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """The languages the scenario is meant to be in: those of its title, else those any text has; ("",) if none."""
        titled = languages_of(self.scenario.title)
        if titled:
            return tuple(dict.fromkeys(titled))
        found = {lang: None for _path, text in self.texts for lang in languages_of(text) or ()}
        return tuple(found) or ("",)

    @cached_property
    def texts(self) -> list[tuple[tuple[str | int, ...], Text]]:
        """Every text with its path."""
        return every_text(self.scenario)

    @cached_property
    def reply_steps(self) -> dict[str, ReplyStep]:
        """The steps that ask for a reply and can be met."""
        steps = self.scenario.steps
        return {key: step for key, step in steps.items() if isinstance(step, ReplyStep) and key in self.angers}

    @cached_property
    def perfect(self) -> dict[Place, tuple[Move, ...]]:
        """The places on a perfect way, with the moves that lose nothing there."""
        return policies.perfect_moves(self.values)

    def perfect_ends(self) -> Iterator[tuple[str, bool]]:
        """The endings of perfect ways, with whether they pass."""
        return policies.perfect_ends(self.values, self.perfect)
