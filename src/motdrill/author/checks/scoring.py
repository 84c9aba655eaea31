"""Points and stars that contradict each other, or the method."""

from collections.abc import Iterator

from motdrill.author.scenario_facts import ScenarioFacts
from motdrill.drill.rules import effect
from motdrill.method.catalogue import HARMFUL_CODES, MAX_POINTS
from motdrill.scenario.cross_checks import Fault
from motdrill.scenario.model import Reply, ReplyStep
from motdrill.scenario.problem import DataPath

HOT = 4
"""The least anger in stars at which the feeling goes before the matter."""

_HARMFUL = frozenset(HARMFUL_CODES)
_STATE_CODES = frozenset({"notice-state", "match-urgency", "lead-down", "announce-silence"})


def no_points(facts: ScenarioFacts) -> Iterator[Fault]:
    """A scenario in which no points can be earned."""
    if not facts.attainable.max_points:
        yield Fault("no-points", ("steps",), {}, at_key=True)


def no_full_score(facts: ScenarioFacts) -> Iterator[Fault]:
    """A step that can be reached at an anger at which no reply earns full points, whether the step counts or not."""
    for step_id in facts.reply_steps:
        reachable = facts.reachable_angers[step_id]
        angers = [anger for anger in reachable if MAX_POINTS not in facts.reply_points(step_id, anger)]
        if angers:
            yield Fault("no-full-score", ("steps", step_id), {"name": step_id, "angers": angers}, at_key=True)


def best_reply_costs(facts: ScenarioFacts) -> Iterator[Fault]:
    """A reply that earns the most points now but loses some overall, because a weaker reply leads to more later."""
    attainable = facts.attainable
    reported: set[DataPath] = set()
    for (step_id, anger), moves in attainable.moves.items():
        most_points_now = max([move.points for move in moves])
        for move, lost in attainable.moves_with_losses(step_id, anger):
            if not (lost and move.reply and most_points_now and move.points == most_points_now):
                continue
            path = ("steps", step_id, "replies", move.reply)
            if path not in reported:
                reported.add(path)
                values = {"name": move.reply, "anger": anger, "cost": float(attainable.percent(lost))}
                yield Fault("best-reply-costs", path, values, at_key=True)


def perfect_way_fails(facts: ScenarioFacts) -> Iterator[Fault]:
    """A drill that loses no point but does not pass."""
    for ending_id, passed in facts.lossless_endings():
        if not passed:
            path = ("endings", ending_id) if ending_id in facts.scenario.endings else ("steps",)
            yield Fault("perfect-way-fails", path, {"name": ending_id}, at_key=True)


def no_weak_reply(facts: ScenarioFacts) -> Iterator[Fault]:
    """A step whose replies all have a score of 2 or more, so that there is nothing to get wrong."""
    for step_id, step in facts.reply_steps.items():
        if all(reply.score >= 2 for reply in step.replies.values()):
            yield Fault("no-weak-reply", ("steps", step_id), {"name": step_id}, at_key=True)


def score_against_stars(facts: ScenarioFacts) -> Iterator[Fault]:
    """A reply of score 0 that soothes, or one of score 3 that provokes."""
    for path, reply_id, reply in _replies(facts):
        if (reply.score == 0 and reply.stars < 0) or (reply.score == MAX_POINTS and reply.stars > 0):
            values = {"name": reply_id, "score": reply.score, "stars": reply.stars}
            yield Fault("score-against-stars", (*path, "stars"), values)


def harmful_best(facts: ScenarioFacts) -> Iterator[Fault]:
    """A reply of score 3 marked as an example of a harmful code."""
    for path, reply_id, reply in _replies(facts):
        for i, code in enumerate(reply.does):
            if reply.score == MAX_POINTS and code in _HARMFUL:
                yield Fault("harmful-best", (*path, "does", i), {"name": reply_id, "code": code})


def feeling_unmet(facts: ScenarioFacts) -> Iterator[Fault]:
    """A reply that earns full points at a great anger though it meets neither the feeling nor the body's state.

    Above three stars the customer does not take in the matter before the feeling is met (the handbook on emotion).
    """
    for path, name, reply, angers in _full_when_hot(facts):
        if reply.depth is None and not _STATE_CODES.intersection(reply.does):
            yield Fault("feeling-unmet", path, {"name": name, "angers": angers}, at_key=True)


def three_f_too_hot(facts: ScenarioFacts) -> Iterator[Fault]:
    """A reply in three Fs that earns full points at an anger at which `found` comes too early."""
    for path, name, reply, angers in _full_when_hot(facts):
        if "three-f" in reply.does:
            yield Fault("three-f-too-hot", path, {"name": name, "angers": angers}, at_key=True)


def _full_when_hot(facts: ScenarioFacts) -> Iterator[tuple[DataPath, str, Reply, list[int]]]:
    """The replies that earn full points at angers of `HOT` and more on a way that loses nothing, with these angers.

    After a mistake the customer may be hotter wherever it was made; what teaches is the way of one who makes none.
    """
    for step_id, step in facts.reply_steps.items():
        hot = [anger for anger in facts.lossless_angers.get(step_id, ()) if anger >= HOT]
        for reply_id, reply in step.replies.items() if hot else ():
            if full := [anger for anger in hot if effect(reply, anger).points == MAX_POINTS]:
                yield ("steps", step_id, "replies", reply_id), reply_id, reply, full


def _replies(facts: ScenarioFacts) -> Iterator[tuple[DataPath, str, Reply]]:
    for step_id, step in facts.scenario.steps.items():
        if isinstance(step, ReplyStep):
            for reply_id, reply in step.replies.items():
                yield ("steps", step_id, "replies", reply_id), reply_id, reply
