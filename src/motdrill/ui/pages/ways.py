"""A way through a scenario as a dialogue, to be read aloud, and what the ways shown leave unread."""

from typing import Final, NamedTuple

from motdrill.drill.turn import Turn
from motdrill.messages import _, join_list, join_sentences, ngettext
from motdrill.scenario.model import NeedsStep, ReplyStep, SpotStep, Step
from motdrill.ui.blocks import Block, Gap, Heading, Page, Para, Span, Stars, join_groups, para
from motdrill.ui.pages.feedback import true_anger
from motdrill.ui.pages.scorecard import ending_words
from motdrill.ui.pages.step import question_of, scene
from motdrill.ui.pages.story import reply_and_reaction
from motdrill.ui.view import DrillView
from motdrill.ui.wrap import circled

_COUNTLESS: Final = 1_000_000_000
"""From here on the exact number says nothing more."""


class Coverage(NamedTuple):
    """How much of a scenario stands in the ways shown.

    Attributes:
        shown: The ways shown.
        ways: All ways.
        exchanges: All exchanges: a reply with the customer's words and cues before it and the reaction after it.
        unread: The exchanges that stand in no way shown.
        complete_after: How many of the ways shown have every exchange in them; 0 if all together have not.
        endings: The endings that no way shown comes to.
    """

    shown: int
    ways: int
    exchanges: int
    unread: int
    complete_after: int
    endings: tuple[str, ...]


def way_page(view: DrillView, number: int) -> Page:
    """The dialogue of a drill that is over, the way of a number; each step with its id, to find it in its file."""
    drill = view.drill
    ending = drill.state.ending or ""
    title, text = ending_words(view, ending)
    best = drill.state.points == drill.attainable.max_points
    name = _("way {number}: the best, to `{ending}`") if best else _("way {number}: to `{ending}`")
    head = Heading((Span(view.title, "title"), "  " + name.format(number=number, ending=ending)))
    end = [_place(ending, drill.state.anger), para(Span(title, "strong"), "  ", text)]
    return join_groups([[head], *(_exchange(view, turn) for turn in drill.turns), end])


def _place(place: str, anger: int) -> Para:
    """The id of a step or ending, and the anger there."""
    return para(Span(place, "quiet"), "  ", Stars(anger))


def _exchange(view: DrillView, turn: Turn) -> list[Block]:
    step = view.drill.scenario.steps[turn.answer.step]
    scene_blocks = [block for block in scene(view, step, turn.before.anger) if not isinstance(block, Gap)]
    said = reply_and_reaction(view, turn)
    asked = [] if isinstance(step, ReplyStep) else [para(question_of(view, step), style="quiet")]
    return [_place(turn.answer.step, turn.before.anger), *scene_blocks, *asked, *_right(view, step, turn), *said]


def _right(view: DrillView, step: Step, turn: Turn) -> list[Block]:
    """What is right at a step that asks for no reply, in full: ways go on from it."""
    value = turn.answer.value
    if isinstance(value, int):
        return [true_anger(value)]
    if isinstance(step, NeedsStep):
        needs = (view.text(view.drill.scenario.needs[need].text) for need in value)
        return [para(text, label=circled(number)) for number, text in enumerate(needs, 1)]
    return [para(view.text(step.lines[line].text), label="✓") for line in value] if isinstance(step, SpotStep) else []


def coverage_page(coverage: Coverage) -> Page:
    """How many ways were shown, of how many, and what has not been read in them."""
    told = ngettext("{shown} way shown, of {n} in all.", "{shown} ways shown, of {n} in all.", coverage.shown)
    # Translators: a number of ways
    ways = str(coverage.ways) if coverage.ways < _COUNTLESS else _("more than a billion")
    sentences = [told.format(shown=coverage.shown, n=ways), _read(coverage)]
    if coverage.endings:
        unread = _("No way shown ends in {endings}: --ending shows one.")
        sentences.append(unread.format(endings=join_list([f"`{ending}`" for ending in coverage.endings])))
    return (para(join_sentences(sentences), style="quiet"),)


def _read(coverage: Coverage) -> str:
    if coverage.unread:
        unread = _("Not read yet: {n} of {all} replies, counted again for each wording of what the customer says.")
        return unread.format(n=coverage.unread, all=coverage.exchanges)
    if coverage.complete_after < coverage.shown:
        return _("The first {n} have every reply, with each wording of what the customer says.").format(
            n=coverage.complete_after
        )
    return _("They have every reply, with each wording of what the customer says.")
