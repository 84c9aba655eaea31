"""How players who answer by chance spread over anger, points and endings: exactly, without sampling.

`goto` only points forward, so one pass over the steps in the order of the file moves all probability from the start to
the endings. For each step and anger the pass keeps the distribution of the points so far as a window: its lowest points
and a list of probabilities from there on, in float64. What is less likely than 1e-30 at a window's edge is dropped, a
billion billion times less than the rounding of the numbers that stay; windows then grow with the root of the number of
steps and not with the number itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

from motdrill.drill.endings import choose_ending, passes
from motdrill.drill.moves import Move
from motdrill.drill.value import Values, floor_percent

Chooser: TypeAlias = Callable[[tuple[Move, ...]], tuple[Move, ...]]
"""Which of a step's moves a player considers; every answer behind them is equally likely."""

_NEGLIGIBLE: Final = 1e-30


@dataclass(slots=True)
class Window:
    """Probabilities of points: `mass[i]` is that of `low + i` points."""

    low: int
    mass: list[float]

    def total(self) -> float:
        """The probability of the window as a whole."""
        return sum(self.mass)

    def add(self, other: Window, points: int, weight: float) -> None:
        """Adds another window, moved up by points and scaled."""
        low = other.low + points
        if low < self.low:
            self.mass[:0] = [0.0] * (self.low - low)
            self.low = low
        start = low - self.low
        missing = start + len(other.mass) - len(self.mass)
        if missing > 0:
            self.mass.extend([0.0] * missing)
        end = start + len(other.mass)
        self.mass[start:end] = [mine + weight * its for mine, its in zip(self.mass[start:end], other.mass, strict=True)]

    def trim(self) -> None:
        """Drops what is negligible at both edges."""
        mass = self.mass
        start, end = 0, len(mass)
        while end > 1 and mass[end - 1] < _NEGLIGIBLE:
            end -= 1
        while start < end - 1 and mass[start] < _NEGLIGIBLE:
            start += 1
        if end - start < len(mass):
            self.low, self.mass = self.low + start, mass[start:end]


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
    windows: dict[tuple[str | None, int], Window] = {(values.first, values.anger): Window(0, [1.0])}
    reached: dict[tuple[str, int], float] = {}
    for (step_id, anger), options in values.moves.items():
        window = windows.pop((step_id, anger), None)
        if window is None:
            continue
        window.trim()
        reached[step_id, anger] = window.total()
        considered = chooser(options)
        answers = sum(move.answers for move in considered)
        for move in considered:
            place = (move.target, move.anger)
            if place not in windows:
                windows[place] = Window(window.low + move.points, [])
            windows[place].add(window, move.points, move.answers / answers)
    return _ended(values, windows, reached)


def _ended(
    values: Values, windows: Mapping[tuple[str | None, int], Window], reached: Mapping[tuple[str, int], float]
) -> Spread:
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
