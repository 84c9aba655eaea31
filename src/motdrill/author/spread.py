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
from typing import Final, NamedTuple, TypeAlias

from motdrill.drill.endings import choose_ending, passes
from motdrill.drill.moves import Move
from motdrill.drill.value import Values, floor_percent

Chooser: TypeAlias = Callable[[tuple[Move, ...]], tuple[Move, ...]]
"""Which of a step's moves a player considers; every answer behind them is equally likely."""

End: TypeAlias = tuple[str | None, int]
"""A step or an ending (None where score and anger choose it) with the anger it is met with."""

_NEGLIGIBLE: Final = 1e-25


class Window(NamedTuple):
    """Probabilities of points: `mass[i]` is that of `low + i` points."""

    low: int
    mass: list[float]

    def trimmed(self) -> Window:
        """The window without what is negligible at its edges."""
        mass = self.mass
        start, end = 0, len(mass)
        while end > 1 and mass[end - 1] < _NEGLIGIBLE:
            end -= 1
        while start < end - 1 and mass[start] < _NEGLIGIBLE:
            start += 1
        return Window(self.low + start, mass[start:end])


class Share(NamedTuple):
    """What of a window goes on to another place: scaled by `weight`, and moved up by `points`."""

    window: Window
    points: int
    weight: float


def gathered(shares: Sequence[Share]) -> Window:
    """The window of a place, from everything that comes to it."""
    lows = [share.window.low + share.points for share in shares]
    low = min(lows)
    size = max([at + len(share.window.mass) for at, share in zip(lows, shares, strict=True)]) - low
    rows = []
    for at, (window, _points, weight) in zip(lows, shares, strict=True):
        before = at - low
        rows.append((weight, [0.0] * before + window.mass + [0.0] * (size - before - len(window.mass))))
    return Window(low, _weighted_sum(rows))


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
        endings: The probability of each ending that can be met.
        chosen: Those of the endings that anger and score chose, and no `goto`.
        points: The probability of each final number of points, from 0 to the best attainable.
        passing: The chance to pass.
        expected_percent: The expected score.
    """

    reached: Mapping[tuple[str, int], float]
    endings: Mapping[str, float]
    chosen: frozenset[str]
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
    coming: dict[End, list[Share]] = {(values.first, values.anger): [Share(Window(0, [1.0]), 0, 1.0)]}
    reached: dict[tuple[str, int], float] = {}
    for place, options in values.moves.items():
        if place not in coming:
            continue
        window = gathered(coming.pop(place)).trimmed()
        reached[place] = sum(window.mass)
        considered = chooser(options)
        answers = sum(move.answers for move in considered)
        for move in considered:
            share = Share(window, move.points, move.answers / answers)
            coming.setdefault((move.target, move.anger), []).append(share)
    return _ended(values, {end: gathered(shares) for end, shares in coming.items()}, reached)


def _ended(values: Values, windows: Mapping[End, Window], reached: Mapping[tuple[str, int], float]) -> Spread:
    points = [0.0] * (values.best_points + 1)
    endings: dict[str, float] = {}
    chosen: set[str] = set()
    passing = 0.0
    percents = [floor_percent(final, values.best_points) for final in range(values.best_points + 1)]
    for (target, anger), window in windows.items():
        for final, mass in enumerate(window.mass, window.low):
            if not mass:
                continue
            ending_id = target or choose_ending(values.scenario, anger, percents[final])
            if not target:
                chosen.add(ending_id)
            points[final] += mass
            endings[ending_id] = endings.get(ending_id, 0.0) + mass
            if passes(values.scenario, ending_id, percents[final]):
                passing += mass
    expected = sum(final * mass for final, mass in enumerate(points))
    percent = 100 * expected / values.best_points if values.best_points else 100.0
    return Spread(reached, endings, frozenset(chosen), tuple(points), passing, percent)
