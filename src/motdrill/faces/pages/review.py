"""The pages of a review: what led to a step, what it came to, and when the next steps are due."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from motdrill.drill.state import Turn
from motdrill.faces.page import Bar, Block, Heading, Page, Part, Span, Stars, joined, para
from motdrill.faces.pages.step import introduction
from motdrill.faces.stage import Stage
from motdrill.method.catalogue import MAX_POINTS
from motdrill.wording import _, ngettext


def context_page(stage: Stage, before: Stage, *, known: bool) -> Page:
    """What has to be known to answer a step that is met outside its story; empty where that is nothing new.

    Args:
        stage: A stage whose drill stands at the step.
        before: The story as it was before the step the last time.
        known: Whether the case was introduced before in this review.
    """
    number, total = stage.review or (1, 1)
    told = _("review {number} of {total}").format(number=number, total=total)
    right: tuple[Part, ...] = (Stars(stage.drill.state.anger),) if stage.shows_stars else ()
    story = [() if known else introduction(stage), _exchange(before)]
    if not any(story):
        return ()
    return joined([[Heading((Span(stage.title, "title"), f"  {told}"), right)], *story])


def _exchange(before: Stage) -> list[Block]:
    """The last reply given in the story, and what the customer made of it."""
    for turn in reversed(before.drill.turns):
        if reply := before.drill.reply(turn):
            said = para(before.text(reply.text), label=_("You said"), style="quiet")
            reaction = before.reaction(turn)
            return [said, *([para(reaction, style="words")] if reaction else [])]
    return []


def done_page(turns: Sequence[Turn], left: int, upcoming: tuple[date, int] | None) -> Page:
    """What a review came to.

    Args:
        turns: What was answered.
        left: How many steps are still due today.
        upcoming: The next day on which steps are due, and how many; None where there is none.
    """
    points, whole = sum(turn.points for turn in turns), MAX_POINTS * len(turns)
    steps = ngettext("{n} step reviewed", "{n} steps reviewed", len(turns)).format(n=len(turns))
    earned = _("{points} of {whole} points").format(points=points, whole=whole)
    groups: list[list[Block]] = [
        [Heading((Span(_("Review done"), "title"),), (steps,))],
        [para(Bar(points, whole, 12), " " + earned)],
        [para(upcoming_told(left, upcoming), style="quiet")],
    ]
    return joined(groups)


def nothing_page(upcoming: tuple[date, int] | None, gone: int) -> Page:
    """There is nothing to review today.

    Args:
        upcoming: The next day on which steps are due, and how many; None where there is none.
        gone: How many steps do not come back, since their scenario has changed, gone, or cannot be read.
    """
    head = Heading((Span(_("Review"), "title"),))
    told = ngettext(
        "{n} step does not come back: its scenario has changed or gone.",
        "{n} steps do not come back: their scenarios have changed or gone.",
        gone,
    ).format(n=gone)
    left_out = [para(told, style="fair")] if gone else []
    return joined(
        [[head], [para(_("Nothing is due today."))], left_out, [para(upcoming_told(0, upcoming), style="quiet")]]
    )


def upcoming_told(left: int, upcoming: tuple[date, int] | None) -> str:
    """What comes next, in a sentence."""
    if left:
        told = ngettext("{n} more step is due today", "{n} more steps are due today", left).format(n=left)
        return _("{told}: motdrill review goes on.").format(told=told)
    if upcoming is None:
        return _("Every step of a drill comes back here: motdrill drill.")
    day, steps = upcoming
    told = ngettext("Next: {n} step on {day}.", "Next: {n} steps on {day}.", steps)
    return told.format(n=steps, day=day.isoformat())
