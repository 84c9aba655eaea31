"""The page that compares the trainee's own words with the best reply."""

from string import ascii_uppercase

from motdrill.drill.records import OwnWords
from motdrill.drill.scorecard import lossless_reply
from motdrill.messages import _, in_language
from motdrill.method import handbook
from motdrill.scenario.model import Reply, ReplyStep
from motdrill.ui.blocks import Block, ChoiceBlock, Gap, Heading, Page, Span, join_groups, para
from motdrill.ui.view import DrillView


def lossless_reply_of(view: DrillView) -> Reply:
    """The reply that would have lost nothing at the last turn.

    Raises:
        ValueError: The last turn was no reply.
    """
    turn = view.last_turn
    step = view.drill.scenario.steps[turn.answer.step] if turn else None
    if turn is None or not isinstance(step, ReplyStep):
        raise ValueError("no reply was chosen last")
    return step.replies[lossless_reply(view.drill, turn) or ""]


def compare_page(view: DrillView, words: str, before: OwnWords | None, note: str = "") -> Page:
    """The trainee's words, those of the time before, and the best reply with its codes as a list to tick.

    `view` is the view after the answer; `note` is an error message above the list.
    """
    best = lossless_reply_of(view)
    rows: list[Block] = [para(words, label=_("You"))]
    if before:
        rows += [Gap(), para(before.text, label=f"{before.at:%Y-%m-%d}", style="quiet")]
    rows += [Gap(), para(view.text(best.text), label=_("Best"), style="good")]
    notes = [para(note, style="fair")] if note else []
    return join_groups([[Heading((Span(_("In your own words"), "title"),))], rows, notes, _checklist(best)])


def _checklist(best: Reply) -> list[Block]:
    if not best.does:
        return []
    question = _("What of the best reply do your words do too? Tick honestly: it changes no score.")
    entries = handbook.chapter_entries("codes")
    rows = [
        ChoiceBlock(letter, (in_language(entries[code].name), Span(f"  {in_language(entries[code].brief)}", "quiet")))
        for letter, code in zip(ascii_uppercase, best.does, strict=False)
    ]
    return [para(question, style="strong"), Gap(), *rows]
