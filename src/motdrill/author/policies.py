"""Players who always follow one rule: the longest, shortest or deepest reply."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from motdrill.drill.attainable import Attainable, floor_percent
from motdrill.drill.endings import passes
from motdrill.drill.rules import DEPTH_LEVELS
from motdrill.scenario.display_width import display_width
from motdrill.scenario.model import ReplyStep
from motdrill.scenario.texts import text_in

Policy: TypeAlias = Mapping[str, str]
"""The id of the reply a player chooses, by step; at every other step the player gives an answer that loses nothing."""


@dataclass(frozen=True, slots=True)
class PolicyResult:
    """The end of one player's drill.

    Attributes:
        points: The points earned.
        percent: Their share of the attainable ones, rounded down.
        ending: The ending's id.
        passed: Whether the drill is passed.
        anger: The last anger, 0-6.
        lucky_step: The step at which its reply lost least, the first of equals; "" if it never chose a reply.
    """

    points: int
    percent: int
    ending: str
    passed: bool
    anger: int
    lucky_step: str = ""


class ByLength(NamedTuple):
    """Always the longest, and always the shortest reply in a language, by display width."""

    longest: Policy
    shortest: Policy


def by_length(steps: Mapping[str, ReplyStep], lang: str) -> ByLength:
    """The players who go by length; of replies as long the first in the file is chosen."""
    longest, shortest = {}, {}
    for step_id, step in steps.items():
        widths = {reply_id: display_width(text_in(reply.text, lang)) for reply_id, reply in step.replies.items()}
        longest[step_id] = max(widths, key=widths.__getitem__)
        shortest[step_id] = min(widths, key=widths.__getitem__)
    return ByLength(longest, shortest)


def deepest(steps: Mapping[str, ReplyStep]) -> Policy:
    """Always the deepest reply, of equal ones the first in the file, at steps that have one with a depth."""
    chosen = {}
    for step_id, step in steps.items():
        levels = {name: DEPTH_LEVELS[reply.depth] for name, reply in step.replies.items() if reply.depth}
        if levels:
            chosen[step_id] = max(levels, key=levels.__getitem__)
    return chosen


def play_policy(attainable: Attainable, policy: Policy) -> PolicyResult:
    """Plays a scenario by a policy."""
    scenario = attainable.scenario
    target: str | None = attainable.first_step
    anger, points, talk = attainable.first_anger, 0, 0
    losses: dict[str, int] = {}
    while target in scenario.steps:
        if target not in policy:
            move = attainable.lossless_move(target, anger)
        else:
            move = next(move for move in attainable.moves[target, anger] if move.reply == policy[target])
            losses[target] = attainable.most_points_at[target, anger] - attainable.most_points_with(move)
        target, anger, points, talk = move.target, move.anger, points + move.points, talk + move.talk
    percent = floor_percent(points, attainable.max_points)
    ending = target or attainable.ending(anger, talk)
    lucky_step = min(losses, key=losses.__getitem__, default="")
    return PolicyResult(points, percent, ending, passes(scenario, ending, percent), anger, lucky_step)
