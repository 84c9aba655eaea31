"""What a panel rates: every reply that can be met, at the anger of the best way."""

from __future__ import annotations

import hashlib
from typing import NamedTuple

from motdrill.drill.best import best_way
from motdrill.drill.rules import effect
from motdrill.drill.state import Drill
from motdrill.drill.value import Place, Values
from motdrill.scenario.model import Reply, ReplyStep, Scenario
from motdrill.scenario.texts import speak


class Item(NamedTuple):
    """One reply to be rated.

    Attributes:
        key: Names it on a sheet and tells nothing; another text of the reply has another key, another language has not.
        step: The step's id.
        number: The step's place among those rated, from 1.
        anger: The anger at which it is rated, 0-6.
        reply: The reply's id.
        points: What the reply earns there if the step counts, 0-3.
        miss: By how many levels it is too shallow there, or 1 if it is too deep; 0 where its points are its score.
    """

    key: str
    step: str
    number: int
    anger: int
    reply: str
    points: int
    miss: int


def items(scenario: Scenario, scenario_id: str) -> tuple[Item, ...]:
    """The replies of every step that can be met, in the order of the file."""
    drill = Drill(scenario, scenario_id, 0)
    met = angers(drill)
    found: list[Item] = []
    for number, step_id in enumerate(met, 1):
        step = scenario.steps[step_id]
        assert isinstance(step, ReplyStep)
        for reply_id, reply in step.replies.items():
            gained = effect(reply, met[step_id])
            key = _key(scenario_id, step_id, reply_id, reply)
            found.append(Item(key, step_id, number, met[step_id], reply_id, gained.points, gained.miss))
    return tuple(found)


def angers(drill: Drill) -> dict[str, int]:
    """The anger at which each step of replies is rated: that of the best way.

    A step beside the best way is rated at the anger with which a way that loses least comes there; of equals the lower.

    Args:
        drill: A drill of the scenario, before its first answer.
    """
    on_way = {turn.before.step: turn.before.anger for turn in best_way(drill).turns}
    kept = _kept(drill.values)
    found: dict[str, int] = {}
    for step_id, step in drill.scenario.steps.items():
        places = [place for place in kept if place[0] == step_id]
        if isinstance(step, ReplyStep) and places:
            nearest = max(places, key=lambda place: (kept[place], -place[1]))
            found[step_id] = on_way.get(step_id, nearest[1])
    return found


def heard_before(drill: Drill) -> dict[str, tuple[Place, ...]]:
    """For each step of replies on the best way, the steps right before it that ask for no reply.

    What the customer says there, a rater has to know; what was replied before that, would tell the key.

    Args:
        drill: A drill of the scenario, before its first answer.
    """
    found: dict[str, tuple[Place, ...]] = {}
    heard: list[Place] = []
    for turn in best_way(drill).turns:
        step_id = turn.answer.step
        if isinstance(drill.scenario.steps[step_id], ReplyStep):
            found[step_id], heard = tuple(heard), []
        else:
            heard.append((step_id, turn.before.anger))
    return found


def _kept(values: Values) -> dict[Place, int]:
    """The most points a drill can end with that comes through each place."""
    so_far: dict[Place, int] = {(values.first, values.anger): 0}
    for place, options in values.moves.items():
        for move in options:
            onward = (move.target or "", move.anger)
            so_far[onward] = max(so_far.get(onward, 0), so_far[place] + move.points)
    return {place: so_far[place] + values.best(*place) for place in values.moves}


def _key(scenario_id: str, step_id: str, reply_id: str, reply: Reply) -> str:
    texts = [speak(reply.text, lang) for lang in sorted(reply.text)] if isinstance(reply.text, dict) else [reply.text]
    told = "\n".join([scenario_id, step_id, reply_id, *texts])
    # the letter before it keeps spreadsheets from reading 12e45678 as a number
    return "r-" + hashlib.sha256(told.encode()).hexdigest()[:10]
