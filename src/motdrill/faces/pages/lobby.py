"""The projector's pages around a step: how to join, the case, and what an answer did."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from motdrill.faces.page import Block, Heading, Page, Seen, Span, joined, para
from motdrill.faces.pages.scorecard import ending_words
from motdrill.faces.pages.step import introduction
from motdrill.faces.stage import Stage
from motdrill.wording import _, listing, ngettext


class Reached(NamedTuple):
    """What phones reach a class by.

    Attributes:
        url: The page's address, as it is typed.
        code: The join code.
        qr: The lines of the QR code of both; what is filled is dark.
    """

    url: str
    code: str
    qr: tuple[str, ...]


def lobby_page(title: str, reached: Reached, people: int) -> Page:
    """Before the class begins: how to join, and how many have.

    Args:
        title: The scenario's title.
        reached: What phones reach it by.
        people: How many have joined.
    """
    told = ngettext("{n} person has joined", "{n} people have joined", people).format(n=people)
    squares = [para(Seen(line.replace(" ", "\u00a0"), "paper"), indent=3) for line in reached.qr]
    where = para(Span(reached.url, "title"), "    ", _("code"), " ", Span(reached.code, "strong"))
    return joined([[Heading((Span(title, "title"),), (told,))], [where], squares])


def opening_page(stage: Stage, *, lose: bool) -> Page:
    """The case, before the first step.

    Args:
        stage: The stage.
        lose: Whether the room is to lose the customer.
    """
    task = [para(_("Lose the customer, in as few replies as you can."), style="strong")] if lose else []
    return joined([[Heading((Span(stage.title, "title"),))], introduction(stage), task])


def answered_page(stage: Stage, names: Sequence[str]) -> Page:
    """What the customer makes of an answer, and how it ended where it did; empty where there is nothing to tell.

    Args:
        stage: The stage after the answer.
        names: Whose answer it was, as people read it, where there are several.
    """
    words = stage.reaction(stage.last) if stage.last else ""
    ending: list[Block] = []
    if stage.drill.state.ending:
        title, text = ending_words(stage, stage.drill.state.ending)
        ending = [para(Span(title, "strong"), "  ", text)]
    if not words and not ending:
        return ()
    who = Span("  " + listing(names), "quiet") if names else ""
    return joined([[Heading((Span(stage.title, "title"), who))], [para(words)] if words else [], ending])
