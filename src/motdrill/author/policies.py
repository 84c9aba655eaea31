"""Players who always do one thing: the longest reply, the shortest, the deepest; and the perfect ones."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from motdrill.drill.endings import choose_ending, passes
from motdrill.drill.moves import Move
from motdrill.drill.rules import REACHES
from motdrill.drill.value import Place, Values, floor_percent
from motdrill.scenario.model import ReplyStep
from motdrill.scenario.texts import speak
from motdrill.scenario.width import display_width

Policy: TypeAlias = Callable[[ReplyStep], str | None]
"""The reply a player takes at a step; None where they answer as well as can be."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """Where one player comes to.

    Attributes:
        points: Points earned.
        percent: The score, floor.
        ending: The ending's id.
        passed: Whether it is passed.
        anger: The last anger, 0-6.
    """

    points: int
    percent: int
    ending: str
    passed: bool
    anger: int


def longest(lang: str) -> Policy:
    """Always the longest reply in a language, by display width; of equals the first in the file."""
    return lambda step: max(step.replies, key=lambda each: display_width(speak(step.replies[each].text, lang)))


def shortest(lang: str) -> Policy:
    """Always the shortest reply in a language, by display width; of equals the first in the file."""
    return lambda step: min(step.replies, key=lambda each: display_width(speak(step.replies[each].text, lang)))


def deepest(step: ReplyStep) -> str | None:
    """Always the deepest reply, of equals the first in the file; where no reply has a depth, the best."""
    found = max(step.replies, key=lambda each: REACHES.get(step.replies[each].depth or "", 0))
    return found if step.replies[found].depth else None


def follow(values: Values, policy: Policy) -> Outcome:
    """Plays a scenario by a policy; other kinds of step are answered with the best points."""
    target: str | None = values.first
    anger, points = values.anger, 0
    while target in values.scenario.steps:
        step = values.scenario.steps[target]
        options = values.moves[target, anger]
        reply = policy(step) if isinstance(step, ReplyStep) else None
        if reply is None:
            move = values.best_move(target, anger)
        else:
            move = next(each for each in options if each.reply == reply)
        target, anger, points = move.target, move.anger, points + move.points
    percent = floor_percent(points, values.best_points)
    ending = target or choose_ending(values.scenario, anger, percent)
    return Outcome(points, percent, ending, passes(values.scenario, ending, percent), anger)


def perfect_moves(values: Values) -> dict[Place, tuple[Move, ...]]:
    """The places on a way that loses nothing, with the moves that lose nothing there."""
    met = {(values.first, values.anger)}
    found: dict[Place, tuple[Move, ...]] = {}
    for place, options in values.moves.items():
        if place not in met:
            continue
        best = values.best_at[place]
        found[place] = tuple(move for move in options if values.best_with(move) == best)
        met.update((move.target, move.anger) for move in found[place] if move.target)
    return found


def perfect_ends(values: Values, perfect: Mapping[Place, tuple[Move, ...]]) -> Iterator[tuple[str, bool]]:
    """The endings that perfect ways come to, with whether they pass."""
    percent = floor_percent(values.best_points, values.best_points)
    ends = {
        move.target or choose_ending(values.scenario, move.anger, percent)
        for moves in perfect.values()
        for move in moves
        if move.target not in values.scenario.steps
    }
    for ending in sorted(ends):
        yield ending, passes(values.scenario, ending, percent)


def longest_is_best(values: Values, lang: str) -> tuple[list[str], int]:
    """Steps of replies on perfect ways whose longest reply loses nothing at some anger met there.

    Returns:
        The ids of those steps, and how many steps of replies lie on perfect ways.
    """
    choose = longest(lang)
    lossless: dict[str, set[str | None]] = {}
    for (step_id, _anger), moves in perfect_moves(values).items():
        lossless.setdefault(step_id, set()).update([move.reply for move in moves])
    steps = {step_id: values.scenario.steps[step_id] for step_id in lossless}
    found = {
        step_id: choose(step) in lossless[step_id] for step_id, step in steps.items() if isinstance(step, ReplyStep)
    }
    return [step_id for step_id, best in found.items() if best], len(found)
