"""What a panel rates: every reply that can be reached, at the anger of the lossless way."""

import hashlib
from typing import NamedTuple

from motdrill.drill.attainable import Attainable, StepAtAnger
from motdrill.drill.best_play import best_way
from motdrill.drill.drill import Drill
from motdrill.drill.rules import effect
from motdrill.scenario.model import Reply, ReplyStep, Scenario
from motdrill.scenario.texts import text_in


class RatingItem(NamedTuple):
    """One reply to be rated.

    Attributes:
        key: Identifies it on a sheet without revealing anything; changes with the reply's text, not with the language.
        number: The step's number among those rated, from 1.
        anger: The anger at which it is rated, 0-6.
        points: The points of the reply at that anger, 0-3, if the step counts.
        miss: By how many levels, 0-2, it misses the required depth; 0 if its points are its score.
    """

    key: str
    step: str
    number: int
    anger: int
    reply: str
    points: int
    miss: int


def rating_items(scenario: Scenario, scenario_id: str) -> tuple[RatingItem, ...]:
    """The replies of every step that can be reached, in file order."""
    items: list[RatingItem] = []
    for number, (step_id, anger) in enumerate(rating_angers(Drill(scenario, scenario_id, 0)).items(), 1):
        step = scenario.steps[step_id]
        assert isinstance(step, ReplyStep)
        for reply_id, reply in step.replies.items():
            result = effect(reply, anger)
            key = _item_key(scenario_id, step_id, reply_id, reply)
            items.append(RatingItem(key, step_id, number, anger, reply_id, result.points, result.miss))
    return tuple(items)


def rating_angers(drill: Drill) -> dict[str, int]:
    """The anger at which each reply step is rated: that on the lossless way, from a drill without answers.

    A step off that way is rated at the anger with which the least is lost in reaching it; of equals the lower.
    """
    angers_on_way = {turn.before.step: turn.before.anger for turn in best_way(drill).turns}
    most_points = _most_points_through(drill.attainable)
    angers: dict[str, int] = {}
    for step_id, step in drill.scenario.steps.items():
        reached = [step_at_anger for step_at_anger in most_points if step_at_anger[0] == step_id]
        if isinstance(step, ReplyStep) and reached:
            _step, anger = max(reached, key=lambda step_at_anger: (most_points[step_at_anger], -step_at_anger[1]))
            angers[step_id] = angers_on_way.get(step_id, anger)
    return angers


def preceding_steps(drill: Drill) -> dict[str, tuple[StepAtAnger, ...]]:
    """For each reply step on the lossless way, the steps right before it that ask for no reply.

    A rater has to know what the customer says there; the replies before that would reveal the key. The drill has no
    answers yet.
    """
    steps_before: dict[str, tuple[StepAtAnger, ...]] = {}
    without_reply: list[StepAtAnger] = []
    for turn in best_way(drill).turns:
        step_id = turn.answer.step
        if isinstance(drill.scenario.steps[step_id], ReplyStep):
            steps_before[step_id], without_reply = tuple(without_reply), []
        else:
            without_reply.append((step_id, turn.before.anger))
    return steps_before


def _most_points_through(attainable: Attainable) -> dict[StepAtAnger, int]:
    """The most points of a whole drill that goes through each step at each anger."""
    points_before: dict[StepAtAnger, int] = {(attainable.first_step, attainable.first_anger): 0}
    for step_at_anger, options in attainable.moves.items():
        for move in options:
            target = (move.target or "", move.anger)
            points_before[target] = max(points_before.get(target, 0), points_before[step_at_anger] + move.points)
    return {
        step_at_anger: points_before[step_at_anger] + attainable.most_points(*step_at_anger)
        for step_at_anger in attainable.moves
    }


def _item_key(scenario_id: str, step_id: str, reply_id: str, reply: Reply) -> str:
    texts = [text_in(reply.text, lang) for lang in sorted(reply.text)] if isinstance(reply.text, dict) else [reply.text]
    content = "\n".join([scenario_id, step_id, reply_id, *texts])
    # the prefix keeps spreadsheets from reading 12e45678 as a number
    return "r-" + hashlib.sha256(content.encode()).hexdigest()[:10]
