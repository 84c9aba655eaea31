"""Exact distribution of a random player's angers, points and endings, without sampling.

`goto` only points forward, so one pass over the steps in file order moves all probability from the start to the
endings. For each (step, anger) the pass holds the distribution of the points so far, talk and reading, in one integer:
every number of a pair (see `drill.attainable`) has `_WIDTH` bits, which hold its probability in units of 2**-_POINT.
So a move is a shift and a sum, whatever the number of points. A step loses less than a unit of each probability.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, TypeAlias

from motdrill.drill.attainable import Attainable, StepAtAnger
from motdrill.drill.endings import is_lost
from motdrill.drill.players import Chooser, expected_percent

Target: TypeAlias = tuple[str | None, int]
"""A step or ending (None if score and anger choose the ending), and the anger at which it is reached, 0-6."""

_POINT: Final = 96
"""A unit is 1e-29: the rounding of float64 is greater in all that is shown."""
_WIDTH: Final = 168
_SHARE: Final = _WIDTH - _POINT - 8
"""The bits to which one by the number of a step's answers is rounded; a product leaves 8 bits of its width unused."""


@dataclass(frozen=True)
class Distribution:
    """Probabilities of a random player.

    Attributes:
        attainable: Where the player starts.
        chooser: The moves the player considers.
        final: By ending, the distribution of the final number of points with which it is reached, in one integer.
    """

    attainable: Attainable
    chooser: Chooser
    final: Mapping[str, int] = field(repr=False)

    @property
    def expected_percent(self) -> float:
        """The expected score in percent, which an analysis shows and no check asks for."""
        return expected_percent(self.attainable, self.chooser)

    @cached_property
    def endings(self) -> dict[str, float]:
        """The probability of each ending; without those rarer than about 1e-29."""
        return {ending_id: _sum(packed) for ending_id, packed in self.final.items()}

    @cached_property
    def points(self) -> tuple[float, ...]:
        """The probability of each final number of points, from 0 to the most attainable."""
        packed, size = sum(self.final.values()), _WIDTH // 8
        raw = packed.to_bytes((self.attainable.max_points + 1) * size, "little")
        return tuple(_sum(int.from_bytes(raw[at : at + size], "little")) for at in range(0, len(raw), size))

    @cached_property
    def passing(self) -> float:
        """The probability of passing."""
        kept = [packed for ending_id, packed in self.final.items() if not is_lost(self.attainable.scenario, ending_id)]
        return _sum(sum(kept) >> self.attainable.points_to_pass * _WIDTH)

    @cached_property
    def reached(self) -> dict[StepAtAnger, float]:
        """The probability of reaching each step at each anger; only what can be reached."""
        reached: dict[Target, float] = {(self.attainable.first_step, self.attainable.first_anger): 1.0}
        for state, moves in self.attainable.moves.items():
            if state in reached:
                considered = self.chooser(moves)
                share = reached[state] / sum([move.answer_count for move in considered])
                for move in considered:
                    target = (move.target, move.anger)
                    reached[target] = reached.get(target, 0.0) + share * move.answer_count
        return {state: reached[state] for state in self.attainable.moves if state in reached}


def distribute(attainable: Attainable, chooser: Chooser) -> Distribution:
    """The distribution of a player who starts where `attainable` does and considers the moves of `chooser`."""
    packed: dict[Target, int] = {(attainable.first_step, attainable.first_anger): 1 << _POINT}
    kept = _kept_bits(attainable)
    for state, moves in attainable.moves.items():
        if state not in packed:
            continue
        considered = chooser(moves)
        answers = sum([move.answer_count for move in considered])
        share = (packed.pop(state) * ((1 << _SHARE) // answers) >> _SHARE) & kept
        for move in considered:
            target = (move.target, move.anger)
            moved = share * move.answer_count << attainable.shift(move) * _WIDTH
            packed[target] = packed.get(target, 0) + moved
    return Distribution(attainable, chooser, _by_ending(attainable, packed))


def _kept_bits(attainable: Attainable) -> int:
    """The bits of all probabilities that a division does not spill into from the next one."""
    pairs = (attainable.max_points + 1) * attainable.reading_width
    return int.from_bytes(((1 << _WIDTH - _SHARE) - 1).to_bytes(_WIDTH // 8, "little") * pairs, "little")


def _by_ending(attainable: Attainable, packed: Mapping[Target, int]) -> dict[str, int]:
    """The distribution of the points of both kinds by ending, from that of the pairs by target."""
    final: dict[str, int] = {}
    for (target, anger), pairs in packed.items():
        for talk, row in _rows_by_talk(attainable, pairs):
            if row:
                ending_id = target or attainable.ending(anger, talk)
                final[ending_id] = final.get(ending_id, 0) + (row << talk * _WIDTH)
    return final


def _rows_by_talk(attainable: Attainable, pairs: int) -> Iterator[tuple[int, int]]:
    """The parts with equal talk; all in one, at no talk, where only sums of points are told apart."""
    if not attainable.talk_matters:
        yield 0, pairs
        return
    bits = attainable.reading_width * _WIDTH
    for talk in range(pairs.bit_length() // bits + 1):
        yield talk, pairs >> talk * bits & (1 << bits) - 1


def _sum(packed: int) -> float:
    """The sum of all probabilities: casting out, as nines are cast out of decimal numbers."""
    return packed % ((1 << _WIDTH) - 1) / (1 << _POINT)
