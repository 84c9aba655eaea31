"""Points and stars that contradict each other, or the method."""

from __future__ import annotations

from collections.abc import Iterator

from motdrill.author.case import Case
from motdrill.drill.rules import effect
from motdrill.method.catalogue import HARMFUL_CODES, MAX_POINTS
from motdrill.scenario.links import Fault
from motdrill.scenario.model import Reply, ReplyStep
from motdrill.scenario.problem import Path

_HARMFUL = frozenset(HARMFUL_CODES)


def no_points(case: Case) -> Iterator[Fault]:
    """A scenario in which nothing can be earned."""
    if not case.values.best_points:
        yield Fault("no-points", ("steps",), {}, at_key=True)


def no_full_score(case: Case) -> Iterator[Fault]:
    """A step that can be met with an anger at which no reply earns full points."""
    for step_id, step in case.reply_steps.items():
        poor = [anger for anger in case.angers[step_id] if _best_points(case, step_id, step, anger) < MAX_POINTS]
        if poor:
            yield Fault("no-full-score", ("steps", step_id), {"name": step_id, "angers": poor}, at_key=True)


def _best_points(case: Case, step_id: str, step: ReplyStep, anger: int) -> int:
    """The most points of a reply there; moves have them, except where a step does not count."""
    if step.counts:
        return max(move.points for move in case.values.moves[step_id, anger])
    return max(effect(reply, anger).points for reply in step.replies.values())


def best_reply_costs(case: Case) -> Iterator[Fault]:
    """A reply with the most points at its step that still costs something, because the weaker way earns more later."""
    values = case.values
    told: set[tuple[str, str]] = set()
    for (step_id, anger), moves in values.moves.items():
        top = max(move.points for move in moves)
        best = values.best_at[step_id, anger]
        for move in moves:
            if move.reply and top and move.points == top and values.best_with(move) < best:
                if (step_id, move.reply) not in told:
                    told.add((step_id, move.reply))
                    cost = float(values.percent(best - values.best_with(move)))
                    path = ("steps", step_id, "replies", move.reply)
                    yield Fault(
                        "best-reply-costs", path, {"name": move.reply, "anger": anger, "cost": cost}, at_key=True
                    )


def perfect_way_fails(case: Case) -> Iterator[Fault]:
    """A way without a lost point that does not pass."""
    for ending_id, passed in case.perfect_ends():
        if not passed:
            place = ("endings", ending_id) if ending_id in case.scenario.endings else ("steps",)
            yield Fault("perfect-way-fails", place, {"name": ending_id}, at_key=True)


def no_weak_reply(case: Case) -> Iterator[Fault]:
    """A step whose replies are all fair or better: there is nothing to get wrong."""
    for step_id, step in case.reply_steps.items():
        if all(reply.score >= 2 for reply in step.replies.values()):
            yield Fault("no-weak-reply", ("steps", step_id), {"name": step_id}, at_key=True)


def score_against_stars(case: Case) -> Iterator[Fault]:
    """A harmful reply that soothes, or a best one that provokes."""
    for path, name, reply in _replies(case):
        if (reply.score == 0 and reply.stars < 0) or (reply.score == MAX_POINTS and reply.stars > 0):
            values = {"name": name, "score": reply.score, "stars": reply.stars}
            yield Fault("score-against-stars", (*path, "stars"), values)


def harmful_best(case: Case) -> Iterator[Fault]:
    """A best reply marked as an example of something harmful."""
    for path, name, reply in _replies(case):
        for i, code in enumerate(reply.does):
            if reply.score == MAX_POINTS and code in _HARMFUL:
                yield Fault("harmful-best", (*path, "does", i), {"name": name, "code": code})


def _replies(case: Case) -> Iterator[tuple[Path, str, Reply]]:
    for step_id, step in case.scenario.steps.items():
        if isinstance(step, ReplyStep):
            for reply_id, reply in step.replies.items():
                yield ("steps", step_id, "replies", reply_id), reply_id, reply
