"""The pages of the brief and of each kind of step."""

import re
from collections.abc import Iterable
from typing import Final

from motdrill.drill.choices import choice_text
from motdrill.drill.endings import is_lost
from motdrill.drill.turn import AnswerValue
from motdrill.messages import N_, _, ngettext
from motdrill.method.catalogue import MAX_ANGER
from motdrill.scenario.model import AngerStep, Cues, NeedsStep, ReplyStep, SpotStep, Step
from motdrill.ui.blocks import (
    Block,
    ChoiceBlock,
    Heading,
    Inline,
    ListBlock,
    Page,
    Para,
    Span,
    Stars,
    join_groups,
    para,
)
from motdrill.ui.pages.walk import position_line, walk_line
from motdrill.ui.view import DrillView
from motdrill.ui.wrap import pad_column

_LISTS: Final = {"may": N_("You may"), "may_not": N_("You may not"), "may_tell": N_("You may tell")}
"""The lists of the brief, by field, with their labels."""

_DIRECTION: Final = re.compile(r"(\([^()]*\)|（[^（）]*）)")
_CUES = {"voice": N_("Voice"), "breath": N_("Breath"), "face": N_("Face"), "posture": N_("Posture")}


def brief_page(view: DrillView) -> Page:
    """The page before the first step."""
    right: tuple[Inline, ...] = (Stars(view.drill.state.anger),) if view.shows_stars else ()
    notices = [para(notice, style="fair") for notice in view.notices]
    notices += [para(view.reminder, style="strong")] if view.reminder else []
    walk = walk_line(view.drill.scenario)
    rules = [*([para(walk, style="strong")] if walk else []), para(_rules(view), style="quiet")]
    return join_groups([[Heading((Span(view.title, "title"),), right)], introduction(view), notices + rules])


def introduction(view: DrillView) -> Page:
    """The situation, the trainee's role in it, and what they may do and tell."""
    scenario = view.drill.scenario
    brief = [para(view.text(scenario.brief))] if scenario.brief else []
    you = [para(view.text(scenario.you), label=_("You"))] if scenario.you else []
    lists = brief_lists(view)
    return join_groups([brief, you, map(ListBlock, pad_column(list(lists)), lists.values())])


def brief_lists(view: DrillView) -> dict[str, tuple[str, ...]]:
    """The lists of the brief by their labels; none of them is empty."""
    texts = ((label, getattr(view.drill.scenario, field)) for field, label in _LISTS.items())
    return {_(label): tuple(map(view.text, items)) for label, items in texts if items}


def _rules(view: DrillView) -> str:
    number = view.drill.steps_left()
    steps = ngettext("up to {n} step", "up to {n} steps", number).format(n=number)
    if view.exam:
        sentence = _("Exam: {steps}, no help, passed from {percent}%.")
    else:
        sentence = _("Drill: {steps}, passed from {percent}%. After each answer you see what it did.")
    return sentence.format(steps=steps, percent=view.drill.scenario.pass_)


def step_page(view: DrillView, *notes: str) -> Page:
    """The current step with its choices; notes, such as a hint or an error message, stand above them."""
    return page_of(view, notes, choices_of(view, view.drill.current_step))


def words_page(view: DrillView, *notes: str) -> Page:
    """The current step without its replies, asking for the trainee's own words; notes as in `step_page`."""
    question = _("What would you say? In your own words, before you see the replies.")
    return page_of(view, notes, [para(question, style="strong")])


def page_of(view: DrillView, notes: Iterable[str], question: Iterable[Block], *, read_before: bool = False) -> Page:
    """The current step with a question of its own; one that was `read_before` shrinks where the window is low."""
    step = view.drill.current_step
    rows = [para(note, style="fair") for note in (*_first_notes(view), *notes) if note]
    shown = scene(view, step, view.drill.state.anger)
    if read_before:
        shown = tuple(block._replace(shrinks=True) if isinstance(block, Para) else block for block in shown)
    return join_groups([[_heading(view, step)], shown, rows, question])


def _first_notes(view: DrillView) -> list[str]:
    """What is to be known where a run that counts nowhere, one from the middle, or a detour, begins."""
    last = view.last_turn
    begins_here = view.replay if last else view.drill.start_at is not None and not view.review
    notes = list(view.notices) if begins_here else []
    if last and last.counts and not (view.drill.current_step.counts or view.review or view.exam):
        notes.append(_("Your last answer led to this detour: it moves the anger, but earns no points."))
    return notes


def _heading(view: DrillView, step: Step) -> Heading:
    number, total = view.review or _numbers(view)
    position = position_line(step.trains)
    middle: list[Inline] = [Span(position, "quiet")] if position and not view.exam else []
    if not step.counts and not view.review:
        middle.append(Span("  " + _not_counted(view), "quiet"))
    right = (Stars(view.drill.state.anger),) if view.shows_stars else ()
    return Heading((Span(view.title, "title"), f"  {number}/{total}"), right, tuple(middle))


def _not_counted(view: DrillView) -> str:
    drill = view.drill
    moves = drill.attainable.moves.get((drill.step_id, drill.state.anger), ())
    if any(is_lost(drill.scenario, move.target or "") for move in moves):
        return _("earns no points, but can lose the customer")
    return _("not counted")


def _numbers(view: DrillView) -> tuple[int, int]:
    """The number of the current step, from 1, and of the most steps there can be; an exam does not tell which way."""
    done = len(view.drill.turns)
    return done + 1, view.with_answers(()).drill.steps_left() if view.exam else done + view.drill.steps_left()


def scene(view: DrillView, step: Step, anger: int) -> Page:
    """The customer's cues and words at a step, at an anger of 0-6."""
    cues, words = cues_line(view, step.cues, anger), view.text_at(step.says, anger)
    return join_groups([[para(cues, style="quiet")] if cues else [], [said_by_customer(view, words)] if words else []])


def said_by_customer(view: DrillView, words: str) -> Para:
    """What the customer says, after their name; stage directions in brackets are quiet."""
    name = speaker(view, words)
    # Translators: who speaks, before their words
    head = [Span(_("{name}: ").format(name=name), "strong")] if name else []
    pieces = filter(None, _DIRECTION.split(words))
    return para(*head, *(Span(piece, "quiet" if _DIRECTION.match(piece) else "words") for piece in pieces))


def speaker(view: DrillView, words: str) -> str:
    """The customer's name; empty where a stage direction comes first, which is nobody's and tells who speaks."""
    return "" if _DIRECTION.match(words) else view.customer


def cues_line(view: DrillView, cues: Cues | None, anger: int) -> str:
    """The cues at an anger with their names, in one line; empty if there are none."""
    texts = ((name, view.text_at(cue, anger)) for name, cue in (cues.by_name if cues else ()))
    # Translators: what the body shows: "Voice: loud"
    named = (_("{cue}: {text}").format(cue=_(_CUES[name]), text=text) for name, text in texts if text)
    # Translators: between the things the body shows
    return _("; ").join(named)


def choices_of(view: DrillView, step: Step) -> Page:
    """The choices of a step; except for replies, with the question above them."""
    if isinstance(step, AngerStep):
        rows = _anger_scale()
    else:
        texts = {key: choice_text(view.drill.scenario, step, choice) for choice, key in view.letters.items()}
        rows = [ChoiceBlock(key, (view.text(text),)) for key, text in texts.items()]
    if isinstance(step, ReplyStep):
        return join_groups([row] for row in rows)
    return join_groups([[para(question_of(view, step), style="strong")], rows])


def question_of(view: DrillView, step: Step) -> str:
    """The question of a step, as a sentence."""
    if isinstance(step, ReplyStep):
        return _("What do you say?")
    if isinstance(step, SpotStep):
        return _("Which of these were well done? Mark them.")
    if isinstance(step, NeedsStep):
        return _("What matters most to {name} now? Rank the needs.").format(name=view.customer)
    return _("How angry is {name}?").format(name=view.customer)


def _anger_scale() -> list[ChoiceBlock]:
    return [
        ChoiceBlock(str(stars), (Stars(stars), "  " + word if word else "")) for stars, word in anger_words().items()
    ]


def anger_words() -> dict[int, str]:
    """What numbers of stars mean, 0-6; empty for those between two others."""
    words = {0: _("calm"), 1: _("annoyed"), 3: _("angry"), 5: _("furious"), MAX_ANGER: _("about to break off")}
    return {stars: words.get(stars, "") for stars in range(MAX_ANGER + 1)}


def answer_text(view: DrillView, value: AnswerValue) -> str:
    """An answer to the current step, by the keys that its page shows."""
    letters = view.letters
    if isinstance(value, tuple):
        separator = " > " if isinstance(view.drill.step, NeedsStep) else " "
        return separator.join(letters[choice] for choice in value) or _("none")
    return letters[str(value)]
