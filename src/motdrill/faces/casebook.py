"""A case as a hand-out in Markdown: the situation, questions, the best way through, the pages of the method."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from motdrill.drill.best import best_way
from motdrill.drill.choices import choice_text
from motdrill.drill.state import Drill, Turn
from motdrill.faces.pages.library import CHANNELS
from motdrill.faces.pages.scorecard import ending_words
from motdrill.faces.pages.step import answer_told, cues_told, question_of, skill_name
from motdrill.faces.stage import Stage
from motdrill.method import handbook
from motdrill.method.catalogue import CODES, MAX_ANGER, SKILLS
from motdrill.scenario.model import AngerStep, ReplyStep, Scenario, SpotStep
from motdrill.scenario.uses import uses
from motdrill.wording import N_, _, pick

_MARKS = re.compile(r"([\\`*_\[\]<>#|~&])")
_LISTED = re.compile(r"^(\s*\d*)([-+.)])(?=\s|$)", re.MULTILINE)
_RULED = re.compile(r"^(\s*)([-=])(?=[-=\s]*$)", re.MULTILINE)
_CASE = {
    "event": N_("What happened"),
    "wanted": N_("What was wanted"),
    "refused": N_("What could not be given"),
    "mattered": N_("What mattered most"),
    "change": N_("What to change in the house"),
    "lesson": N_("The lesson for every counter"),
}


def casebook(scenario: Scenario, scenario_id: str, lang: str, seed: int, *, with_key: bool) -> str:
    """The hand-out.

    Args:
        scenario: The scenario.
        scenario_id: Its id.
        lang: A language it is complete in.
        seed: Decides the order of the replies; the same with and without the key.
        with_key: Whether the best way, its reasons and the case behind it are told.

    Returns:
        Markdown; texts of the scenario stand as they are written, whatever signs they have.
    """
    stage = Stage(Drill(scenario, scenario_id, seed), lang)
    way = best_way(stage.drill)
    parts = [*_situation(stage), *_questions(stage)]
    for number, turn in enumerate(way.turns, 1):
        here = stage.at(way.answers[: number - 1])
        parts += _step(here, number)
        parts += _answer(here, turn) if with_key else []
    if with_key:
        parts += [*_ending(stage.at(way.answers)), *_case(stage)]
    return "\n\n".join([*parts, *_pages(scenario, way if with_key else None)]) + "\n"


def plain(text: str) -> str:
    """Text that Markdown shows as it is written."""
    return _RULED.sub(r"\1\\\2", _LISTED.sub(r"\1\\\2", _MARKS.sub(r"\\\1", text)))


def _heading(text: str) -> str:
    return f"## {text}"


def _situation(stage: Stage) -> list[str]:
    scenario = stage.drill.scenario
    facts = [stage.drill.scenario_id, _(CHANNELS[scenario.channel]) if scenario.channel else ""]
    facts += [_("level {level}").format(level=scenario.level)] if scenario.level else []
    facts += [_("{minutes} min").format(minutes=scenario.minutes)] if scenario.minutes else []
    parts = [f"# {plain(stage.title)}", " · ".join(filter(None, facts)), _heading(_("The situation"))]
    parts += [plain(stage.text(scenario.brief))] if scenario.brief else []
    return parts + ([_spoken(_("You"), stage.text(scenario.you))] if scenario.you else [])


def _spoken(name: str, words: str) -> str:
    speaker = _("{name}: ").format(name=plain(name)).strip()
    return f"**{speaker}** {plain(words)}"


def _questions(stage: Stage) -> list[str]:
    questions = stage.drill.scenario.debrief.questions
    if not questions:
        return []
    return [_heading(_("To think about")), _numbered(stage.text(text) for text in questions)]


def _numbered(texts: Iterable[str]) -> str:
    return "\n".join(f"{i}. {plain(text)}" for i, text in enumerate(texts, 1))


def _step(stage: Stage, number: int) -> list[str]:
    """A step as it is met on the best way, without its key."""
    step, anger = stage.drill.open_step, stage.drill.state.anger
    stars = f" {'★' * anger}{'☆' * (MAX_ANGER - anger)}" if stage.shows_stars else ""
    parts = [_heading(_("step {number}").format(number=number).capitalize() + stars)]
    if cues := cues_told(stage, step.cues, anger):
        parts.append(f"*{plain(cues)}*")
    if words := stage.said(step.says, anger):
        parts.append("> " + _spoken(stage.customer, words))
    parts.append(f"**{plain(question_of(stage, step))}**")
    if isinstance(step, AngerStep):
        return parts
    texts = {name: choice_text(stage.drill.scenario, step, each) for each, name in stage.letters.items()}
    return [*parts, "\n".join(f"- {name}  {plain(stage.text(text))}" for name, text in texts.items())]


def _answer(before: Stage, turn: Turn) -> list[str]:
    """The best answer to a step, and why."""
    step, anger = before.drill.open_step, turn.before.anger
    of = f" / {MAX_ANGER}" if isinstance(step, AngerStep) else ""
    parts = [f"→ **{answer_told(before, turn.answer.given)}{of}**"]
    if isinstance(step, SpotStep):
        parts.append("\n".join(_lines_told(before, step)))
    if not isinstance(step, ReplyStep):
        return [*parts, plain(before.said(step.why, anger))] if step.why else parts
    reply = step.replies[str(turn.answer.given)]
    if reaction := before.reaction(turn):
        parts.append(f"*{plain(reaction)}*")
    codes = [" ".join(f"`{code}`" for code in reply.does)] if reply.does else []
    return [*parts, plain(before.said(reply.why, anger)), *codes]


def _lines_told(stage: Stage, step: SpotStep) -> Iterator[str]:
    """Each line judged, with its reason."""
    letters = stage.letters
    for line_id, line in step.lines.items():
        name = letters[line_id]
        yield f"- {name} {'✓' if line.good else '✗'}  {plain(stage.said(line.why, stage.drill.state.anger))}".rstrip()


def _ending(stage: Stage) -> list[str]:
    title, text = ending_words(stage, stage.drill.state.ending or "")
    return [_heading(_("How it ends")), f"**{plain(title)}** {plain(text)}"]


def _case(stage: Stage) -> list[str]:
    scenario = stage.drill.scenario
    told = [(_(label), getattr(scenario.case, part)) for part, label in _CASE.items()] if scenario.case else []
    parts = [_spoken(label, stage.text(text)) for label, text in told if text]
    head = [_heading(_("The case behind it"))] if parts else []
    lesson = scenario.debrief.lesson
    return head + parts + ([f"> {plain(stage.text(lesson))}"] if lesson else [])


def _pages(scenario: Scenario, way: Drill | None) -> list[str]:
    """The pages of the method that the case uses: its skills, and with the key the codes of the best way."""
    trained = uses(scenario)
    rows = [f"- {skill_name(skill)}: `motdrill learn {skill}`" for skill in SKILLS if trained[skill]]
    if way:
        shown = {code for turn in way.turns if (reply := way.reply(turn)) for code in reply.does}
        entries = handbook.chapter("codes")
        rows += [f"- {pick(entries[code].name)}: `motdrill learn {code}`" for code in CODES if code in shown]
    return [_heading(_("Pages of the method")), "\n".join(rows)] if rows else []
