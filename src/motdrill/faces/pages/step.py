"""The pages that ask: the brief, and one page for each kind of step."""

from __future__ import annotations

from string import ascii_uppercase

from motdrill.faces.page import Block, Choice, Gap, Heading, Page, Part, Span, Stars, joined, para
from motdrill.faces.stage import Stage
from motdrill.method import handbook
from motdrill.method.catalogue import MAX_ANGER
from motdrill.scenario.model import Cues, NeedsStep, ReplyStep, SpotStep, Step
from motdrill.wording import _, ngettext, pick


def skill_name(skill: str) -> str:
    """A skill's name in the language of the interface."""
    return pick(handbook.chapter("skills")[skill].name)


def brief_page(stage: Stage) -> Page:
    """What is read before the first step."""
    scenario = stage.drill.scenario
    right: tuple[Part, ...] = (Stars(stage.drill.state.anger),) if stage.shows_stars else ()
    groups: list[list[Block]] = [[Heading((Span(stage.title, "title"),), right)]]
    if scenario.brief:
        groups.append([para(stage.text(scenario.brief))])
    if scenario.you:
        groups.append([para(stage.text(scenario.you), label=_("You"))])
    groups.append([*(para(notice, style="fair") for notice in stage.notices), para(_how_it_goes(stage), style="quiet")])
    return joined(groups)


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


def _page(stage: Stage, step: Step, note: str, question: list[Block]) -> Page:
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


def scene(stage: Stage, step: Step) -> list[Block]:
    """What the customer shows and says at a step."""
    anger = stage.drill.state.anger
    blocks: list[Block] = []
    if cues := cues_told(stage, step.cues, anger):
        blocks.append(para(cues, style="quiet"))
    if words := stage.said(step.says, anger):
        blocks += [Gap(), *_speech(stage, words)] if blocks else _speech(stage, words)
    return blocks


def _speech(stage: Stage, words: str) -> list[Block]:
    # Translators: who speaks, before their words
    return [para(Span(_("{name}: ").format(name=stage.customer), "strong"), Span(words, "words"))]


def cues_told(stage: Stage, cues: Cues | None, anger: int) -> str:
    """What the body shows at an anger, in one line."""
    if cues is None:
        return ""
    shown = (stage.said(cue, anger) for cue in (cues.voice, cues.breath, cues.face, cues.posture))
    # Translators: between the things the body shows
    return _("; ").join(text for text in shown if text)


def choices_of(stage: Stage, step: Step) -> list[Block]:
    """What there is to choose among at a step, with what is asked where that is not plain."""
    shown = stage.drill.shown(stage.drill.state.step or "")
    if isinstance(step, ReplyStep):
        return _spaced([Choice(letter, (stage.text(step.replies[each].text),)) for letter, each in _lettered(shown)])
    asked: list[Block] = [para(question_of(stage, step), style="strong"), Gap()]
    if isinstance(step, SpotStep):
        return [*asked, *(Choice(letter, (stage.text(step.lines[each].text),)) for letter, each in _lettered(shown))]
    if isinstance(step, NeedsStep):
        needs = stage.drill.scenario.needs
        return [*asked, *(Choice(str(i), (stage.text(needs[each].text),)) for i, each in enumerate(shown, 1))]
    return [*asked, *_scale()]


def question_of(stage: Stage, step: Step) -> str:
    """What is asked at a step; a reply is asked for by showing some."""
    if isinstance(step, ReplyStep):
        return _("What do you say?")
    if isinstance(step, SpotStep):
        return _("Which of these were well done? Mark them.")
    if isinstance(step, NeedsStep):
        return _("What matters most to {name} now? Rank the needs.").format(name=stage.customer)
    return _("How angry is {name}?").format(name=stage.customer)


def _scale() -> list[Block]:
    words = {0: _("calm"), 1: _("annoyed"), 3: _("angry"), 5: _("furious"), MAX_ANGER: _("about to walk out")}
    return [
        Choice(str(stars), (Stars(stars), "  " + words[stars] if stars in words else ""))
        for stars in range(MAX_ANGER + 1)
    ]


def _lettered(shown: tuple[str, ...]) -> zip[tuple[str, str]]:
    return zip(ascii_uppercase, shown, strict=False)


def _spaced(choices: list[Choice]) -> list[Block]:
    blocks: list[Block] = []
    for choice in choices:
        blocks += [Gap(), choice] if blocks else [choice]
    return blocks
