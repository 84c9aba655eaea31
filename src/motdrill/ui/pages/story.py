"""The page of the story so far: the situation, the needs once ranked, and what was said until now."""

from motdrill.drill.turn import Turn
from motdrill.messages import _
from motdrill.scenario.model import NeedsStep, needs_order
from motdrill.ui.blocks import Heading, Page, Para, Span, join_groups, para
from motdrill.ui.pages.step import introduction, said_by_customer
from motdrill.ui.view import DrillView
from motdrill.ui.wrap import circled

EXCHANGES = 3
"""How many of the last exchanges are shown."""


def story_page(view: DrillView) -> Page:
    """The situation, the needs and the last exchanges before the current step.

    A review shows the story that led to its step the last time.
    """
    told = view.story or view
    head = Heading((Span(view.title, "title"), "  " + _("the story so far")))
    return join_groups([[head], introduction(view), *needs_and_exchanges(told, EXCHANGES, exam=view.exam)])


def needs_and_exchanges(view: DrillView, most: int, *, exam: bool = False) -> list[list[Para]]:
    """The needs once ranked (in an exam as they were ranked), and the last exchanges, at most so many."""
    return [_ranked_needs(view, exam=exam), *last_exchanges(view, most)]


def last_exchanges(view: DrillView, most: int) -> list[list[Para]]:
    """What the customer said, the reply, and the reaction to it, for each of the last replies."""
    turns = [turn for turn in view.drill.turns if view.drill.reply(turn)]
    return [[*_customer_words(view, turn), *reply_and_reaction(view, turn)] for turn in turns[-most:]]


def _customer_words(view: DrillView, turn: Turn) -> list[Para]:
    words = view.text_at(view.drill.scenario.steps[turn.answer.step].says, turn.before.anger)
    return [said_by_customer(view, words)] if words else []


def reply_and_reaction(view: DrillView, turn: Turn) -> list[Para]:
    """A turn's reply, and the customer's reaction to it; empty for a turn that is no reply."""
    reply, reaction = view.drill.reply(turn), view.reaction(turn)
    said = [para(view.text(reply.text), label=_("You said"))] if reply else []
    return [*said, *([para(reaction, style="words")] if reaction else [])]


def _ranked_needs(view: DrillView, *, exam: bool) -> list[Para]:
    """The needs in the order last asked for, true or (in an exam, which tells nothing) as ranked; empty before that."""
    for turn in reversed(view.drill.turns):
        step, ranking = view.drill.scenario.steps[turn.answer.step], turn.answer.value
        if isinstance(step, NeedsStep) and isinstance(ranking, tuple):
            title = _("The needs, as you ranked them") if exam else _("The needs, in their order at that moment")
            order = ranking if exam else needs_order(view.drill.scenario, step)
            texts = (view.text(view.drill.scenario.needs[need].text) for need in order)
            return [para(title, style="strong"), *(para(text, label=circled(i)) for i, text in enumerate(texts, 1))]
    return []
