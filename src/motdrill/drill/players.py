"""Players who answer by chance, among all answers or among the good ones, and the score they can expect.

They give a score its meaning: what chance earns in a scenario, and what somebody earns there who is good, not perfect.
"""

from collections.abc import Callable
from typing import TypeAlias

from motdrill.drill.attainable import Attainable, StepAtAnger
from motdrill.drill.moves import Move

Chooser: TypeAlias = Callable[[tuple[Move, ...]], tuple[Move, ...]]
"""The moves of a step that a player considers; the player is equally likely to give any of their answers."""


def any_answer(moves: tuple[Move, ...]) -> tuple[Move, ...]:
    """The random player considers every answer."""
    return moves


def within_one_point(moves: tuple[Move, ...]) -> tuple[Move, ...]:
    """The good player considers answers that earn at most one point less than the most possible now."""
    most_points_now = max(move.points for move in moves)
    return tuple(move for move in moves if move.points >= most_points_now - 1)


def expected_percent(attainable: Attainable, chooser: Chooser) -> float:
    """The expected score in percent of a player who starts where `attainable` does; 100 where nothing can be earned."""
    expected: dict[StepAtAnger, float] = {}
    for state, moves in reversed(list(attainable.moves.items())):
        considered = chooser(moves)
        points = [
            move.answer_count * (move.points + expected.get((move.target or "", move.anger), 0.0))
            for move in considered
        ]
        expected[state] = sum(points) / sum([move.answer_count for move in considered])
    most = attainable.max_points
    return 100 * expected[attainable.first_step, attainable.first_anger] / most if most else 100.0
