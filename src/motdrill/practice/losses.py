"""Where points are lost, by the kind of step: what was said, how deep it went, and what was read.

An answer's loss stands under one kind: a reply of a harmful code under that code (of several, under each), any other
reply under its depth, as far as depth cost it points.
"""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from motdrill.drill.drill import Drill
from motdrill.drill.turn import Turn
from motdrill.method.catalogue import HARMFUL_CODES, MAX_POINTS
from motdrill.practice.tally import CodeRow

_HARMFUL = frozenset(HARMFUL_CODES)


class LossRow(NamedTuple):
    """A harmful code, `not-deep-enough`, `too-deep`, `anger`, `needs` or `spot`: how often it cost how many points."""

    kind: str
    times: int
    points_lost: int


def uncoded_losses(drill: Drill) -> list[tuple[str, int]]:
    """Kind and points of each answer that lost points in a drill, and not by a harmful code."""
    losses = (_loss(drill, turn) for turn in drill.turns if turn.counts)
    return [(kind, points) for kind, points in losses if points > 0]


def _loss(drill: Drill, turn: Turn) -> tuple[str, int]:
    reply = drill.reply(turn)
    if reply is None:
        return drill.scenario.steps[turn.answer.step].ask, MAX_POINTS - turn.points
    if not _HARMFUL.isdisjoint(reply.does):
        return "", 0
    return "too-deep" if turn.effect.names_unshown_hurt else "not-deep-enough", reply.score - turn.points


def loss_rows(codes: Iterable[CodeRow], losses: Iterable[tuple[str, int]] = ()) -> tuple[LossRow, ...]:
    """The kinds that cost points, the costliest first: harmful codes, and those of `uncoded_losses`."""
    times: Counter[str] = Counter()
    points: Counter[str] = Counter()
    for kind, lost in losses:
        times[kind] += 1
        points[kind] += lost
    rows = [LossRow(row.code, row.count, row.points_lost) for row in codes if row.points_lost]
    rows += [LossRow(kind, times[kind], points[kind]) for kind in times]
    return tuple(sorted(rows, key=lambda row: (-row.points_lost, -row.times, row.kind)))
