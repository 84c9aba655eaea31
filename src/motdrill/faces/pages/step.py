"""The pages that ask: the brief, and one page for each kind of step."""

from __future__ import annotations

from collections.abc import Iterable

from motdrill.drill.choices import choice_text
from motdrill.drill.state import Given
from motdrill.faces.page import Block, Choice, Heading, Page, Part, Span, Stars, joined, para
from motdrill.faces.stage import Stage
from motdrill.method import handbook
from motdrill.method.catalogue import MAX_ANGER
from motdrill.scenario.model import AngerStep, Cues, NeedsStep, ReplyStep, SpotStep, Step
from motdrill.wording import _, ngettext, pick


def skill_name(skill: str) -> str:
    """A skill's name in the language of the interface."""
    return pick(handbook.chapter("skills")[skill].name)


def brief_page(stage: Stage) -> Page:
    """What is read before the first step."""
    right: tuple[Part, ...] = (Stars(stage.drill.state.anger),) if stage.shows_stars else ()
    told = [*(para(notice, style="fair") for notice in stage.notices), para(_how_it_goes(stage), style="quiet")]
    return joined([[Heading((Span(stage.title, "title"),), right)], introduction(stage), told])


def introduction(stage: Stage) -> Page:
    """The case, and who the trainee is in it."""
    scenario = stage.drill.scenario
    brief = [para(stage.text(scenario.brief))] if scenario.brief else []
    you = [para(stage.text(scenario.you), label=_("You"))] if scenario.you else []
    return joined([brief, you])


def _how_it_goes(stage: Stage) -> str:
    number = stage.drill.steps_ahead()
    steps = ngettext("up to {n} step", "up to {n} steps", number).format(n=number)
    if stage.exam:
        told = _("Exam: {steps}, no help, passed from {percent}\u00a0%.")
    else:
        told = _("Drill: {steps}, passed from {percent}\u00a0%. After each answer you see what it did.")
    return told.format(steps=steps, percent=stage.drill.scenario.pass_)


def step_page(stage: Stage, note: str = "") -> Page:
    """One step, with all that is needed to answer it.

    Args:
        stage: A stage whose drill stands at a step.
        note: A line above the choices: a hint, or what was wrong with the line typed.
    """
    step = stage.drill.open_step
    return _page(stage, step, note, choices_of(stage, step))


def words_page(stage: Stage, note: str = "") -> Page:
    """One step before its replies are seen: what would the trainee say?

    Args:
        stage: A stage whose drill stands at a step.
        note: A line above the question: a hint, or what was wrong with the line typed.
    """
    question = _("What would you say? In your own words, before you see the replies.")
    return _page(stage, stage.drill.open_step, note, [para(question, style="strong")])


def _page(stage: Stage, step: Step, note: str, question: Iterable[Block]) -> Page:
    noted = [para(note, style="fair")] if note else []
    return joined([[_heading(stage, step)], scene(stage, step), noted, question])


def _heading(stage: Stage, step: Step) -> Heading:
    number, total = stage.review or _numbers(stage)
    skills = " · ".join(skill_name(skill) for skill in step.trains)
    middle: list[Part] = [Span(skills, "quiet")] if skills and not stage.exam else []
    if not step.counts and not stage.review:
        middle.append(Span("  " + _("not counted"), "quiet"))
    right = (Stars(stage.drill.state.anger),) if stage.shows_stars else ()
    return Heading((Span(stage.title, "title"), f"  {number}/{total}"), right, tuple(middle))


def _numbers(stage: Stage) -> tuple[int, int]:
    """Which step this is, and of how many at most."""
    done = len(stage.drill.turns)
    return done + 1, done + stage.drill.steps_ahead()


def scene(stage: Stage, step: Step) -> Page:
    """What the customer shows and says at a step."""
    cues, words = cues_told(stage, step.cues, stage.drill.state.anger), stage.said(step.says, stage.drill.state.anger)
    # Translators: who speaks, before their words
    speaker = Span(_("{name}: ").format(name=stage.customer), "strong")
    shown = [para(cues, style="quiet")] if cues else []
    return joined([shown, [para(speaker, Span(words, "words"))] if words else []])


def cues_told(stage: Stage, cues: Cues | None, anger: int) -> str:
    """What the body shows at an anger, in one line."""
    if cues is None:
        return ""
    shown = (stage.said(cue, anger) for _name, cue in cues.each)
    # Translators: between the things the body shows
    return _("; ").join(text for text in shown if text)


def choices_of(stage: Stage, step: Step) -> Page:
    """What there is to choose among at a step, with what is asked where that is not plain."""
    if isinstance(step, AngerStep):
        rows = _scale()
    else:
        texts = {name: choice_text(stage.drill.scenario, step, each) for each, name in stage.letters.items()}
        rows = [Choice(name, (stage.text(text),)) for name, text in texts.items()]
    if isinstance(step, ReplyStep):
        return joined([row] for row in rows)
    return joined([[para(question_of(stage, step), style="strong")], rows])


def question_of(stage: Stage, step: Step) -> str:
    """What is asked at a step; a reply is asked for by showing some."""
    if isinstance(step, ReplyStep):
        return _("What do you say?")
    if isinstance(step, SpotStep):
        return _("Which of these were well done? Mark them.")
    if isinstance(step, NeedsStep):
        return _("What matters most to {name} now? Rank the needs.").format(name=stage.customer)
    return _("How angry is {name}?").format(name=stage.customer)


def _scale() -> list[Choice]:
    words = {0: _("calm"), 1: _("annoyed"), 3: _("angry"), 5: _("furious"), MAX_ANGER: _("about to walk out")}
    return [
        Choice(str(stars), (Stars(stars), "  " + words[stars] if stars in words else ""))
        for stars in range(MAX_ANGER + 1)
    ]


def answer_told(stage: Stage, given: Given) -> str:
    """An answer to the step the drill stands at, as the page names it."""
    letters = stage.letters
    if isinstance(given, tuple):
        between = " > " if isinstance(stage.drill.step, NeedsStep) else " "
        return between.join(letters[each] for each in given) or _("none")
    return letters[str(given)]
