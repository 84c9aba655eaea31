"""The page that puts the trainee's own words beside the best reply."""

from __future__ import annotations

from string import ascii_uppercase

from motdrill.drill.played import Words
from motdrill.drill.scorecard import best_reply
from motdrill.faces.page import Block, Choice, Gap, Heading, Page, Span, joined, para
from motdrill.faces.stage import Stage
from motdrill.method import handbook
from motdrill.scenario.model import Reply, ReplyStep
from motdrill.wording import _, pick


def best_of(stage: Stage) -> Reply:
    """The reply that would have kept the most attainable where the last turn was taken, which was at replies."""
    turn = stage.last
    step = stage.drill.scenario.steps[turn.answer.step] if turn else None
    if turn is None or not isinstance(step, ReplyStep):
        raise ValueError("no reply was chosen last")
    return step.replies[best_reply(stage.drill, turn) or ""]


def compare_page(stage: Stage, words: str, before: Words | None, note: str = "") -> Page:
    """The trainee's words, those of the last time, and the best reply with its codes as a list to tick.

    Args:
        stage: The stage after the answer.
        words: What the trainee would have said.
        before: What they said the last time; None where they never did.
        note: A line above the list: what was wrong with the line typed.
    """
    best = best_of(stage)
    beside: list[Block] = [
        para(words, label=_("You")),
        Gap(),
        para(stage.text(best.text), label=_("Best"), style="good"),
    ]
    if before:
        beside[1:1] = [Gap(), para(before.said, label=f"{before.at:%Y-%m-%d}", style="quiet")]
    return joined(
        [
            [Heading((Span(_("In your own words"), "title"),))],
            beside,
            [para(note, style="fair")] if note else [],
            _checklist(best),
        ]
    )


def _checklist(best: Reply) -> list[Block]:
    if not best.does:
        return []
    question = _("What of the best reply do your words do too? Tick honestly: it changes no score.")
    entries = handbook.chapter("codes")
    rows = [
        Choice(letter, (pick(entries[code].name), Span(f"  {pick(entries[code].brief)}", "quiet")))
        for letter, code in zip(ascii_uppercase, best.does, strict=False)
    ]
    return [para(question, style="strong"), Gap(), *rows]
