"""The projector's pages around a step: how to join, the situation, and what an answer did."""

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from motdrill.classroom.room import Voter
from motdrill.messages import _, join_list, ngettext
from motdrill.ui.blocks import Block, Drawing, Heading, Inline, Page, Para, Span, join_groups, para
from motdrill.ui.pages.scorecard import ending_words
from motdrill.ui.pages.step import introduction
from motdrill.ui.pages.story import needs_and_exchanges
from motdrill.ui.view import DrillView

_EXCHANGES: Final = 2
"""How many of the last exchanges a recap shows: as many as fit a wall of 24 lines."""


class ClassAddress(NamedTuple):
    """How phones reach a class: the page's URL, the join code, and the lines of a QR code with both."""

    url: str
    code: str
    qr: tuple[str, ...]


def lobby_page(title: str, address: ClassAddress, people: int, *, is_locked: bool) -> Page:
    """How to join, and how many people have joined; before the class begins, and on a key for latecomers."""
    joined: list[Inline] = [ngettext("{n} person has joined", "{n} people have joined", people).format(n=people)]
    qr_code = [para(Drawing(line.replace(" ", "\u00a0"), "paper"), indent=3) for line in address.qr]
    directions = para(Span(address.url, "title"), "    ", _("code"), " ", Span(address.code, "strong"))
    return join_groups([[Heading((Span(title, "title"),), (*joined, *_locked(is_locked)))], [directions], qr_code])


def _locked(is_locked: bool) -> list[Inline]:
    return [" · ", Span(_("locked"), "fair")] if is_locked else []


def door_line(address: ClassAddress, *, is_locked: bool) -> Para:
    """How latecomers join, below every page of a class."""
    return para(address.url, "    ", _("code"), " ", Span(address.code, "strong"), *_locked(is_locked))


def people_page(people: Sequence[Voter], *, is_locked: bool) -> Page:
    """Who is in the class, by number, to have somebody removed; without people that they are on the desk."""
    question = _("Whom? They can join again.")
    if is_locked:
        question = _("Whom? They can join again once the room is unlocked.")
    everybody = [f"{voter.number} {voter.name or '–'}".replace(" ", "\u00a0") for voter in people]
    return join_groups(
        [[para(question, style="strong")], [para("    ".join(everybody) or _("The people are on the desk."))]]
    )


def opening_page(view: DrillView, *, lose: bool) -> Page:
    """The situation, before the first step; with `lose`, the room is to lose the customer."""
    task = [para(_("Lose the customer, in as few replies as you can."), style="strong")] if lose else []
    return join_groups([[Heading((Span(view.title, "title"),))], introduction(view), task])


def without_dim(blocks: Iterable[Block]) -> Page:
    """The same blocks with nothing in the dim style, which a projector washes out."""
    return tuple(_without_dim(block) if isinstance(block, Para) else block for block in blocks)


def _without_dim(paragraph: Para) -> Para:
    parts = tuple(part.text if isinstance(part, Span) and part.style == "quiet" else part for part in paragraph.parts)
    return paragraph._replace(parts=parts, style="" if paragraph.style == "quiet" else paragraph.style)


def recap_page(view: DrillView) -> Page:
    """What has happened before the first step, where the class begins in the middle; empty if nothing was said."""
    story = [group for group in needs_and_exchanges(view, _EXCHANGES) if group]
    shrinking = [without_dim(block._replace(shrinks=True) for block in group) for group in story]
    heading = Heading((Span(view.title, "title"), "  " + _("what has happened so far")))
    return join_groups([[heading], *shrinking]) if story else ()


def answered_page(view: DrillView, names: Sequence[str], foot: Page = ()) -> Page:
    """The reaction to the last answer, and the ending if there is one; empty if neither.

    Args:
        view: The story after the answer.
        names: The parties that gave it.
        foot: What stands below.
    """
    reaction = view.reaction(view.last_turn) if view.last_turn else ""
    ending: list[Block] = []
    if view.drill.state.ending:
        title, text = ending_words(view, view.drill.state.ending)
        ending = [para(Span(title, "strong"), "  ", text)]
    if not reaction and not ending:
        return ()
    parties = "  " + join_list(names) if names else ""
    heading = Heading((Span(view.title, "title"), parties))
    return join_groups([[heading], [para(reaction)] if reaction else [], ending, foot])
