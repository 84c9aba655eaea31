"""Players who always follow one rule: the longest, shortest or deepest reply."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from motdrill.drill.attainable import Attainable, floor_percent
from motdrill.drill.endings import passes
from motdrill.drill.rules import DEPTH_LEVELS
from motdrill.scenario.display_width import display_width
from motdrill.scenario.model import ReplyStep
from motdrill.scenario.texts import text_in

Policy: TypeAlias = Mapping[str, int]
"""Which of the replies of a step a player chooses, from 0; at every other step the player loses nothing."""


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


@dataclass(frozen=True)
class RepliesInLanguage:
    """The replies of steps in one language, and the players who go by their length.

    Attributes:
        texts: What the replies of each step say, in the order of the file.
    """

    texts: Mapping[str, list[str]]

    @cached_property
    def widths(self) -> dict[str, list[int]]:
        """The columns of the replies of each step on a terminal."""
        return {step_id: list(map(display_width, texts)) for step_id, texts in self.texts.items()}

    @cached_property
    def longest(self) -> Policy:
        """Always the reply with the most columns, of equal ones the first in the file."""
        return {step_id: widths.index(max(widths)) for step_id, widths in self.widths.items()}

    @cached_property
    def shortest(self) -> Policy:
        """Always the reply with the fewest columns, of equal ones the first in the file."""
        return {step_id: widths.index(min(widths)) for step_id, widths in self.widths.items()}


def replies_in(steps: Mapping[str, ReplyStep], lang: str) -> RepliesInLanguage:
    """The replies of steps in a language."""
    return RepliesInLanguage(
        {step_id: [text_in(reply.text, lang) for reply in step.replies.values()] for step_id, step in steps.items()}
    )


def deepest(steps: Mapping[str, ReplyStep]) -> Policy:
    """Always the deepest reply, of equal ones the first in the file, at steps that have one with a depth."""
    chosen = {}
    for step_id, step in steps.items():
        levels = [DEPTH_LEVELS.get(reply.depth or "", 0) for reply in step.replies.values()]
        if any(levels):
            chosen[step_id] = levels.index(max(levels))
    return chosen


def play_policy(attainable: Attainable, policy: Policy) -> PolicyResult:
    """Plays a scenario by a policy."""
    scenario, steps = attainable.scenario, attainable.scenario.steps
    target: str | None = attainable.first_step
    anger, points, talk = attainable.first_anger, 0, 0
    losses: dict[str, int] = {}
    while target in steps:
        if target in policy:
            move = attainable.moves[target, anger][policy[target]]
            losses[target] = attainable.losses[target, anger][policy[target]]
        else:
            move = attainable.lossless_move(target, anger)
        target, anger, points, talk = move.target, move.anger, points + move.points, talk + move.talk
    percent = floor_percent(points, attainable.max_points)
    ending = target or attainable.ending(anger, talk)
    lucky_step = min(losses, key=losses.__getitem__, default="")
    return PolicyResult(points, percent, ending, passes(scenario, ending, percent), anger, lucky_step)
