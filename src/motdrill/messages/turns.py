"""Sentences on the effect of an answer: its points and the change of the anger."""

from motdrill.drill.moves import WALKED_OUT
from motdrill.drill.rules import required_depth
from motdrill.drill.turn import Turn
from motdrill.messages import _, in_language, ngettext
from motdrill.method import handbook
from motdrill.method.catalogue import DEPTHS
from motdrill.scenario.model import Reply


def depth_name(depth: str) -> str:
    """A depth's name in the language of the interface."""
    return in_language(handbook.chapter_entries("terms")[depth].name)


def depth_sentence(turn: Turn, reply: Reply) -> str:
    """Why a reply was not deep enough or too deep, and the cost; empty if its depth was right or it has none."""
    if not turn.effect.miss or reply.depth is None:
        return ""
    stars = stars_text(turn.before.anger)
    if turn.effect.names_unshown_hurt:
        why = _("At {stars} a hurt that was not shown is better left unnamed").format(stars=stars)
    else:
        needed = depth_name(DEPTHS[required_depth(turn.before.anger) - 1])
        why = _("At {stars} “{given}” is not deep enough; “{needed}” is called for").format(
            stars=stars, given=depth_name(reply.depth), needed=needed
        )
    # Translators: why it missed, then what that cost
    return _("{why}: {cost}.").format(why=why, cost=_wrong_depth_cost(turn, reply))


def _wrong_depth_cost(turn: Turn, reply: Reply) -> str:
    lost_points = reply.score - turn.points
    lost_relief = turn.effect.anger_change - reply.stars
    points = ngettext("{n} point less", "{n} points less", lost_points).format(n=lost_points)
    relief = ngettext("{n} star less relief", "{n} stars less relief", lost_relief).format(n=lost_relief)
    if lost_points and lost_relief:
        return _("{points}, {relief}").format(points=points, relief=relief)
    if lost_points or lost_relief:
        return points if lost_points else relief
    return _("it had nothing left to lose")


def stars_text(anger: int) -> str:
    """An anger in words, such as “5 stars”."""
    return ngettext("{n} star", "{n} stars", anger).format(n=anger)


def movement_sentence(turn: Turn) -> str:
    """How a reply changed the anger; empty if it did not."""
    change = turn.after.anger - turn.before.anger
    if turn.after.ending == WALKED_OUT:
        return _("That was more than anyone would put up with.")
    if change < 0:
        text = ngettext("It lowered the anger by {n} star.", "It lowered the anger by {n} stars.", -change)
    else:
        text = ngettext("It raised the anger by {n} star.", "It raised the anger by {n} stars.", change)
    return text.format(n=abs(change)) if change else ""
