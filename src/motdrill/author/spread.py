"""How players who answer by chance spread over anger, points and endings: exactly, without sampling.

`goto` only points forward, so one pass over the steps in the order of the file moves all probability from the start to
the endings. For each step and anger the pass keeps the distribution of the points so far as a window: its lowest points
and a list of probabilities from there on, in float64. What is less likely than 1e-25 at a window's edge is dropped, a
billion times less than the rounding of the numbers that stay; windows then grow with the root of the number of steps
and not with the number itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from motdrill.drill.endings import choose_ending, passes
from motdrill.drill.moves import Move
from motdrill.drill.value import Values, floor_percent

Chooser: TypeAlias = Callable[[tuple[Move, ...]], tuple[Move, ...]]
"""Which of a step's moves a player considers; every answer behind them is equally likely."""

End: TypeAlias = tuple[str | None, int]
"""A step or an ending (None where score and anger choose it) with the anger it is met with."""

_NEGLIGIBLE: Final = 1e-25

Window: TypeAlias = tuple[int, list[float]]
"""Probabilities of points: the lowest points, and the probabilities of them and of each number of points above."""

Share: TypeAlias = tuple[int, list[float], float]
"""What comes to a place from another: that place's window, moved up by the points earned, and the weight it has."""


def _trimmed(low: int, mass: list[float]) -> Window:
    """A window without what is negligible at its edges."""
    start, end = 0, len(mass)
    while end > 1 and mass[end - 1] < _NEGLIGIBLE:
        end -= 1
    while start < end - 1 and mass[start] < _NEGLIGIBLE:
        start += 1
    return low + start, mass[start:end]


def gathered(shares: Sequence[Share]) -> Window:
    """The window of a place, from everything that comes to it."""
    low = min([low for low, _mass, _weight in shares])
    end = max([low + len(mass) for low, mass, _weight in shares])
    rows = [(weight, [0.0] * (at - low) + mass + [0.0] * (end - at - len(mass))) for at, mass, weight in shares]
    return low, _weighted_sum(rows)


def _weighted_sum(rows: list[tuple[float, list[float]]]) -> list[float]:
    """The sum of lists of one length, each scaled.

    Nearly all time of an analysis is spent here. Four lists are added in one pass, which takes half as long as four.
    """
    match rows:
        case [(v, a)]:
            return [v * i for i in a]
        case [(v, a), (w, b)]:
            return [v * i + w * j for i, j in zip(a, b, strict=True)]
        case [(v, a), (w, b), (x, c)]:
            return [v * i + w * j + x * k for i, j, k in zip(a, b, c, strict=True)]
        case [(v, a), (w, b), (x, c), (y, d), *more]:
            four = [v * i + w * j + x * k + y * m for i, j, k, m in zip(a, b, c, d, strict=True)]
            return _weighted_sum([(1.0, four), *more]) if more else four
    return []


@dataclass(frozen=True, slots=True)
class Spread:
    """Where a player by chance comes to.

    Attributes:
        reached: The probability of meeting each step with each anger; only what can be met.
        endings: The probability of each ending that is met; what is rarer than `_NEGLIGIBLE` is not.
        points: The probability of each final number of points, from 0 to the best attainable.
        passing: The chance to pass.
        expected_percent: The expected score.
    """

    reached: Mapping[tuple[str, int], float]
    endings: Mapping[str, float]
    points: tuple[float, ...]
    passing: float
    expected_percent: float


def everything(moves: tuple[Move, ...]) -> tuple[Move, ...]:
    """The random player considers every answer."""
    return moves


def within_one_point(moves: tuple[Move, ...]) -> tuple[Move, ...]:
    """The good player considers answers that earn at most one point less than the best there."""
    best = max(move.points for move in moves)
    return tuple(move for move in moves if move.points >= best - 1)


def spread(values: Values, chooser: Chooser) -> Spread:
    """Spreads a player over a scenario.

    Args:
        values: The scenario's attainable values; the player starts where they start.
        chooser: Which answers the player considers.
    """
    coming: dict[End, list[Share]] = {(values.first, values.anger): [(0, [1.0], 1.0)]}
    reached: dict[tuple[str, int], float] = {}
    for place, options in values.moves.items():
        if place not in coming:
            continue
        low, mass = _trimmed(*gathered(coming.pop(place)))
        reached[place] = sum(mass)
        considered = chooser(options)
        answers = sum([move.answers for move in considered])
        for move in considered:
            share = (low + move.points, mass, move.answers / answers)
            coming.setdefault((move.target, move.anger), []).append(share)
    return _ended(values, {end: gathered(shares) for end, shares in coming.items()}, reached)


def _ended(values: Values, windows: Mapping[End, Window], reached: Mapping[tuple[str, int], float]) -> Spread:
    points = [0.0] * (values.best_points + 1)
    endings: dict[str, float] = {}
    passing = 0.0
    percents = [floor_percent(final, values.best_points) for final in range(values.best_points + 1)]
    for (target, anger), (low, chances) in windows.items():
        for final, mass in enumerate(chances, low):
            if not mass:
                continue
            ending_id = target or choose_ending(values.scenario, anger, percents[final])
            points[final] += mass
            endings[ending_id] = endings.get(ending_id, 0.0) + mass
            if passes(values.scenario, ending_id, percents[final]):
                passing += mass
    expected = sum(final * mass for final, mass in enumerate(points))
    percent = 100 * expected / values.best_points if values.best_points else 100.0
    return Spread(reached, endings, tuple(points), passing, percent)
