"""The pages of a review: the story before a step, the result, and when the next steps are due."""

from collections.abc import Sequence
from datetime import date

from motdrill.drill.turn import Turn
from motdrill.messages import _, join_sentences, ngettext
from motdrill.method.catalogue import MAX_POINTS
from motdrill.ui.blocks import Bar, Heading, Inline, Page, Span, Stars, join_groups, para
from motdrill.ui.pages.next_step import coming_back
from motdrill.ui.pages.step import introduction
from motdrill.ui.pages.story import reply_and_reaction
from motdrill.ui.view import DrillView


def context_page(view: DrillView, *, known: bool) -> Page:
    """What must be known to answer a step outside its story, and notices; empty if there is nothing new.

    `known` means that the situation was shown before.
    """
    number, total = view.review or (1, 1)
    progress = _("review {number} of {total}").format(number=number, total=total)
    right: tuple[Inline, ...] = (Stars(view.drill.state.anger),) if view.shows_stars else ()
    rows = [reply_and_reaction(view.story, turn) for turn in view.story.drill.turns] if view.story else []
    last = next((each for each in reversed(rows) if each), [])
    notices = [para(notice, style="fair") for notice in view.notices]
    reminder = [para(view.reminder, style="strong")] if view.reminder else []
    story = [notices, () if known else introduction(view), last, reminder]
    if not any(story):
        return ()
    return join_groups([[Heading((Span(view.title, "title"), f"  {progress}"), right)], *story])


def done_page(turns: Sequence[Turn], upcoming: str, following: str) -> Page:
    """The result of a review, when the next steps come back, and what follows; either may be empty."""
    points, whole = sum(turn.points for turn in turns), MAX_POINTS * len(turns)
    steps = ngettext("{n} step reviewed", "{n} steps reviewed", len(turns)).format(n=len(turns))
    head = Heading((Span(_("Review done"), "title"),), (steps,))
    earned = para(Bar(points, whole, 12), " " + _("{points} of {whole} points").format(points=points, whole=whole))
    coming = [para(upcoming, style="quiet")] if upcoming else []
    return join_groups([[head], [earned], coming, [para(following, style="strong")] if following else []])


def nothing_page(upcoming: tuple[date, int] | None, gone: int, *, at_home: bool = False) -> Page:
    """The page when no step is due; `gone` counts steps that are never due, since their scenario changed or is gone.

    How to begin is told by a command or, `at_home`, by what home offers.
    """
    head = Heading((Span(_("Review"), "title"),))
    sentence = ngettext(
        "{n} step does not come back: its scenario has changed or gone.",
        "{n} steps do not come back: their scenarios have changed or gone.",
        gone,
    )
    left_out = [para(sentence.format(n=gone), style="fair")] if gone else []
    begin = _("To begin: choose a case.") if at_home else _("To begin: motdrill drill")
    told = coming_back(upcoming, date.today()) or join_sentences([_("Every step of a drill comes back here."), begin])
    next_due = para(told, style="quiet")
    return join_groups([[head], [para(_("Nothing is due today."))], left_out, [next_due]])
