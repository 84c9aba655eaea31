"""Sentences for what an answer did: why it earned what it earned, and why the anger moved as it did."""

from __future__ import annotations

from motdrill.drill.moves import WALKED_OUT
from motdrill.drill.rules import needed_depth
from motdrill.drill.state import Turn
from motdrill.method import handbook
from motdrill.method.catalogue import DEPTHS
from motdrill.scenario.model import Reply
from motdrill.wording import _, ngettext, pick


def depth_name(depth: str) -> str:
    """A depth's name."""
    return pick(handbook.chapter("terms")[depth].name)


def depth_told(turn: Turn, reply: Reply) -> str:
    """Why a reply was not deep enough, or too deep; empty where its depth was right or it has none."""
    if not turn.miss or reply.depth is None:
        return ""
    if turn.too_deep:
        why = _("At {stars} a hurt that was not shown is better left unnamed").format(
            stars=stars_told(turn.before.anger)
        )
    else:
        why = _("At {stars} “{given}” is not deep enough; “{needed}” is called for").format(
            stars=stars_told(turn.before.anger),
            given=depth_name(reply.depth),
            needed=depth_name(DEPTHS[needed_depth(turn.before.anger) - 1]),
        )
    # Translators: why it missed, then what that cost
    return _("{why}: {cost}.").format(why=why, cost=_miss_cost(turn, reply))


def _miss_cost(turn: Turn, reply: Reply) -> str:
    lost_points = reply.score - turn.points
    lost_relief = turn.stars - reply.stars
    points = ngettext("{n} point less", "{n} points less", lost_points).format(n=lost_points)
    relief = ngettext("{n} star less relief", "{n} stars less relief", lost_relief).format(n=lost_relief)
    if lost_points and lost_relief:
        return _("{points}, {relief}").format(points=points, relief=relief)
    if lost_points or lost_relief:
        return points if lost_points else relief
    return _("it had nothing left to lose")


def stars_told(anger: int) -> str:
    """An anger in words: 5 stars."""
    return ngettext("{n} star", "{n} stars", anger).format(n=anger)


def movement_told(turn: Turn) -> str:
    """What a reply did to the anger."""
    moved = turn.after.anger - turn.before.anger
    if turn.after.ending == WALKED_OUT:
        return _("That was more than anybody stays for.")
    if moved < 0:
        return ngettext("It lowered the anger by {n} star.", "It lowered the anger by {n} stars.", -moved).format(
            n=-moved
        )
    if moved > 0:
        return ngettext("It raised the anger by {n} star.", "It raised the anger by {n} stars.", moved).format(n=moved)
    return ""
