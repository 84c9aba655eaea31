"""Players who always follow one rule: the longest, shortest or deepest reply."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from motdrill.drill.attainable import Attainable, floor_percent
from motdrill.drill.endings import passes
from motdrill.drill.rules import DEPTH_LEVELS
from motdrill.scenario.display_width import display_width
from motdrill.scenario.model import ReplyStep
from motdrill.scenario.texts import text_in

Policy: TypeAlias = Callable[[ReplyStep], str | None]
"""The id of the reply a player chooses at a step; None for an answer that loses nothing."""


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


def longest(lang: str) -> Policy:
    """Always the longest reply in a language, by display width; of equal ones the first in the file."""
    return lambda step: max(step.replies, key=_reply_widths(step, lang).__getitem__)


def shortest(lang: str) -> Policy:
    """Always the shortest reply in a language, by display width; of equal ones the first in the file."""
    return lambda step: min(step.replies, key=_reply_widths(step, lang).__getitem__)


def _reply_widths(step: ReplyStep, lang: str) -> dict[str, int]:
    return {reply_id: display_width(text_in(reply.text, lang)) for reply_id, reply in step.replies.items()}


def deepest(step: ReplyStep) -> str | None:
    """Always the deepest reply, of equal ones the first in the file; None if no reply has a depth."""
    reply_id = max(step.replies, key=lambda reply_id: DEPTH_LEVELS.get(step.replies[reply_id].depth or "", 0))
    return reply_id if step.replies[reply_id].depth else None


def play_policy(attainable: Attainable, policy: Policy) -> PolicyResult:
    """Plays a scenario by a policy; other kinds of step get an answer that loses nothing."""
    scenario = attainable.scenario
    target: str | None = attainable.first_step
    anger, points, talk = attainable.first_anger, 0, 0
    losses: dict[str, int] = {}
    while target in scenario.steps:
        step = scenario.steps[target]
        reply_id = policy(step) if isinstance(step, ReplyStep) else None
        if reply_id is None:
            move = attainable.lossless_move(target, anger)
        else:
            move = next(move for move in attainable.moves[target, anger] if move.reply == reply_id)
            losses[target] = attainable.most_points_at[target, anger] - attainable.most_points_with(move)
        target, anger, points, talk = move.target, move.anger, points + move.points, talk + move.talk
    percent = floor_percent(points, attainable.max_points)
    ending = target or attainable.ending(anger, talk)
    lucky_step = min(losses, key=losses.__getitem__, default="")
    return PolicyResult(points, percent, ending, passes(scenario, ending, percent), anger, lucky_step)
