"""Exact distribution of a random player's angers, points and endings, without sampling.

`goto` only points forward, so one pass over the steps in file order moves all probability from the start to the
endings. For each (step, anger) the pass stores the distribution of the points so far, talk and reading, as a window:
the lowest number of a pair (see `drill.attainable`) and a list of float64 probabilities from there on. Probabilities
below 1e-25 at the edges of a window are dropped, a billion times less than the rounding error of the others, so that
windows grow with the square root of the number of steps.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from motdrill.drill.attainable import Attainable, StepAtAnger
from motdrill.drill.endings import is_lost
from motdrill.drill.players import Chooser, expected_percent

Target: TypeAlias = tuple[str | None, int]
"""A step or ending (None if score and anger choose the ending), and the anger at which it is reached, 0-6."""

_NEGLIGIBLE: Final = 1e-25

Window: TypeAlias = tuple[int, list[float]]
"""The lowest number of a pair of talk and reading (`Attainable.shift`), and the probabilities from it on."""

WeightedWindow: TypeAlias = tuple[int, list[float], float]
"""One move's share in the window of its target: the previous window, shifted by the points earned, and its weight."""


def _trim(low: int, probabilities: list[float]) -> Window:
    """Drops negligible probabilities at both edges."""
    start, end = 0, len(probabilities)
    while end > 1 and probabilities[end - 1] < _NEGLIGIBLE:
        end -= 1
    while start < end - 1 and probabilities[start] < _NEGLIGIBLE:
        start += 1
    return low + start, probabilities[start:end]


def _merge_windows(shares: Sequence[WeightedWindow]) -> Window:
    """The weighted sum of windows."""
    low = min([start for start, _values, _weight in shares])
    end = max([start + len(values) for start, values, _weight in shares])
    padded = [
        (weight, [0.0] * (start - low) + values + [0.0] * (end - start - len(values)))
        for start, values, weight in shares
    ]
    return low, _weighted_sum(padded)


def _weighted_sum(rows: list[tuple[float, list[float]]]) -> list[float]:
    """The weighted sum of lists of equal length.

    An analysis spends most of its time here; adding four lists in one pass takes half as long as one by one.
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
class Distribution:
    """Probabilities of a random player.

    Attributes:
        attainable: Where the player starts.
        chooser: The moves the player considers.
        reached: Of reaching each step at each anger; only what can be reached.
        endings: Of each ending; without those rarer than about `_NEGLIGIBLE`.
        points: Of each final number of points, from 0 to the most attainable.
        passing: Of passing.
    """

    attainable: Attainable
    chooser: Chooser
    reached: Mapping[StepAtAnger, float]
    endings: Mapping[str, float]
    points: tuple[float, ...]
    passing: float

    @property
    def expected_percent(self) -> float:
        """The expected score in percent, which an analysis shows and no check asks for."""
        return expected_percent(self.attainable, self.chooser)


def distribute(attainable: Attainable, chooser: Chooser) -> Distribution:
    """The distribution of a player who starts where `attainable` does and considers the moves of `chooser`."""
    shares: dict[Target, list[WeightedWindow]] = {(attainable.first_step, attainable.first_anger): [(0, [1.0], 1.0)]}
    reached: dict[StepAtAnger, float] = {}
    for state, moves in attainable.moves.items():
        if state not in shares:
            continue
        low, probabilities = _trim(*_merge_windows(shares.pop(state)))
        reached[state] = sum(probabilities)
        considered = chooser(moves)
        answers = sum([move.answer_count for move in considered])
        for move in considered:
            share = (low + attainable.shift(move), probabilities, move.answer_count / answers)
            shares.setdefault((move.target, move.anger), []).append(share)
    windows = {target: _merge_windows(parts) for target, parts in shares.items()}
    return Distribution(attainable, chooser, reached, *_summarize(attainable, windows))


def _rows_by_talk(window: Window, attainable: Attainable) -> Iterator[tuple[int, int, list[float]]]:
    """The parts of a window with equal talk: the talk, the least points of both kinds, the probabilities from there."""
    (low, probabilities), width = window, attainable.reading_width
    if not attainable.talk_matters:  # only sums of points are told apart
        yield low, low, probabilities
        return
    start = 0
    while start < len(probabilities):
        talk, reading = divmod(low + start, width)
        end = start + width - reading
        yield talk, talk + reading, probabilities[start:end]
        start = end


def _summarize(
    attainable: Attainable, windows: Mapping[Target, Window]
) -> tuple[dict[str, float], tuple[float, ...], float]:
    """The probabilities of each ending, of each final number of points, and of passing."""
    max_points, needed = attainable.max_points, attainable.points_to_pass
    points = [0.0] * (max_points + 1)
    endings: dict[str, float] = {}
    passing = 0.0
    for (target, anger), window in windows.items():
        for talk, least, probabilities in _rows_by_talk(window, attainable):
            if not any(probabilities):
                continue
            ending_id = target or attainable.ending(anger, talk)
            endings[ending_id] = endings.get(ending_id, 0.0) + sum(probabilities)
            for final_points, probability in enumerate(probabilities, least):
                points[final_points] += probability
            if not is_lost(attainable.scenario, ending_id):
                passing += sum(probabilities[max(0, needed - least) :])
    return endings, tuple(points), passing
