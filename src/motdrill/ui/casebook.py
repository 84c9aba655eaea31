"""A scenario as a hand-out in Markdown: situation, questions, the lossless way through, pages of the method."""

import re
from collections.abc import Iterator
from operator import itemgetter

from motdrill.drill.best_play import best_way
from motdrill.drill.choices import choice_text
from motdrill.drill.drill import Drill
from motdrill.drill.turn import Turn
from motdrill.messages import N_, _, in_language
from motdrill.messages.labels import CHANNELS
from motdrill.method import handbook
from motdrill.method.catalogue import CODES, MAX_ANGER, SKILLS
from motdrill.scenario.model import AngerStep, ReplyStep, Scenario, SpotStep
from motdrill.scenario.skill_usage import skill_usage
from motdrill.ui.pages.scorecard import ending_words
from motdrill.ui.pages.step import answer_text, brief_lists, cues_line, question_of, speaker
from motdrill.ui.pages.walk import position_line, skill_name
from motdrill.ui.view import DrillView

_MARKUP = re.compile(r"([\\`*_\[\]<>#|~&])")
_LIST_MARKER = re.compile(r"^(\s*\d*)([-+.)])(?=\s|$)", re.MULTILINE)
_RULE = re.compile(r"^(\s*)([-=])(?=[-=\s]*$)", re.MULTILINE)
_CASE_PARTS = {
    "event": N_("What happened"),
    "wanted": N_("What was wanted"),
    "refused": N_("What could not be given"),
    "mattered": N_("What mattered most"),
    "change": N_("What to change in the house"),
    "lesson": N_("The lesson for every counter"),
}


def casebook(scenario: Scenario, scenario_id: str, lang: str, seed: int, *, with_key: bool) -> str:
    """The hand-out as Markdown; the scenario's texts are escaped, so they appear as written.

    Args:
        scenario: The scenario.
        scenario_id: Its id.
        lang: A language it is complete in.
        seed: Decides the order of the replies, with and without the key.
        with_key: Whether to add the best answers, their reasons and the case behind the scenario.
    """
    view = DrillView(Drill(scenario, scenario_id, seed), lang)
    way = best_way(view.drill)
    parts = [*_situation(view), *_questions(view)]
    for number, turn in enumerate(way.turns, 1):
        before = view.with_answers(way.answers[: number - 1])
        parts += _step(before, number)
        parts += _answer(before, turn) if with_key else []
    if with_key:
        parts += [*_ending(view.with_answers(way.answers)), *_case(view)]
    return "\n\n".join([*parts, *_pages(scenario, way if with_key else None)]) + "\n"


def escape_markdown(text: str) -> str:
    """Escapes a text so that Markdown shows it as written."""
    return _RULE.sub(r"\1\\\2", _LIST_MARKER.sub(r"\1\\\2", _MARKUP.sub(r"\\\1", text)))


def _situation(view: DrillView) -> list[str]:
    scenario = view.drill.scenario
    facts = [view.drill.scenario_id, _(CHANNELS[scenario.channel]) if scenario.channel else ""]
    facts += [_("level {level}").format(level=scenario.level)] if scenario.level else []
    facts += [_("{minutes} min").format(minutes=scenario.minutes)] if scenario.minutes else []
    parts = [f"# {escape_markdown(view.title)}", " · ".join(filter(None, facts)), "## " + _("The situation")]
    parts += [escape_markdown(view.text(scenario.brief))] if scenario.brief else []
    parts += [_labelled(_("You"), view.text(scenario.you))] if scenario.you else []
    for label, texts in brief_lists(view).items():
        parts += [_labelled(label, ""), "\n".join(f"- {escape_markdown(text)}" for text in texts)]
    return parts


def _labelled(label: str, text: str) -> str:
    bold = _("{name}: ").format(name=escape_markdown(label)).strip()
    return f"**{bold}** {escape_markdown(text)}".rstrip()


def _questions(view: DrillView) -> list[str]:
    questions = view.drill.scenario.debrief.questions
    rows = "\n".join(f"{i}. {escape_markdown(view.text(text))}" for i, text in enumerate(questions, 1))
    return ["## " + _("To think about"), rows] if questions else []


def _step(view: DrillView, number: int) -> list[str]:
    """A step as the lossless way reaches it, without its key."""
    step, anger = view.drill.current_step, view.drill.state.anger
    stars = f" {'★' * anger}{'☆' * (MAX_ANGER - anger)}" if view.shows_stars else ""
    parts = ["## " + _("step {number}").format(number=number).capitalize() + stars]
    if position := position_line(step.trains):
        parts.append(f"*{position}*")
    if cues := cues_line(view, step.cues, anger):
        parts.append(f"*{escape_markdown(cues)}*")
    if words := view.text_at(step.says, anger):
        name = speaker(view, words)
        parts.append("> " + (_labelled(name, words) if name else escape_markdown(words)))
    parts.append(f"**{escape_markdown(question_of(view, step))}**")
    if isinstance(step, AngerStep):
        return parts
    texts = {key: choice_text(view.drill.scenario, step, choice) for choice, key in view.letters.items()}
    return [*parts, "\n".join(f"- {key}  {escape_markdown(view.text(text))}" for key, text in texts.items())]


def _answer(before: DrillView, turn: Turn) -> list[str]:
    """The best answer to a step, and why; of replies that are equally good each with its own reasons."""
    step, anger = before.drill.current_step, turn.before.anger
    if isinstance(step, ReplyStep):
        best = _best_replies(before)
        # Translators: between the letters of replies that are equally good
        letters = _(" or ").join(best)
        reasons = (part for letter, reply in best.items() for part in _reply_reasons(before, reply, letter, len(best)))
        return [f"→ **{letters}**", *reasons]
    scale = f" / {MAX_ANGER}" if isinstance(step, AngerStep) else ""
    parts = [f"→ **{answer_text(before, turn.answer.value)}{scale}**"]
    if isinstance(step, SpotStep):
        parts.append("\n".join(_line_verdicts(before, step)))
    return [*parts, escape_markdown(before.text_at(step.why, anger))] if step.why else parts


def _best_replies(before: DrillView) -> dict[str, str]:
    """The replies that lose nothing, by their letters."""
    drill = before.drill
    best = {move.reply for move in drill.attainable.lossless_moves(drill.step_id, drill.state.anger)}
    return {letter: reply for reply, letter in sorted(before.letters.items(), key=itemgetter(1)) if reply in best}


def _reply_reasons(before: DrillView, reply_id: str, letter: str, count: int) -> Iterator[str]:
    """What a reply does and why it is good, under its letter where there are several."""
    after = before.drill.answer(reply_id)
    turn, reply = after.turns[-1], after.reply(after.turns[-1])
    if count > 1:
        yield f"**{letter}**"
    if reaction := before.reaction(turn):
        yield f"*{escape_markdown(reaction)}*"
    if reply:
        yield escape_markdown(before.text_at(reply.why, turn.before.anger))
        entries = handbook.chapter_entries("codes")
        if reply.does:
            yield " · ".join(f"{in_language(entries[code].name)} (`{code}`)" for code in reply.does)


def _line_verdicts(view: DrillView, step: SpotStep) -> Iterator[str]:
    letters, anger = view.letters, view.drill.state.anger
    for line_id, line in step.lines.items():
        sign = "✓" if line.good else "✗"
        yield f"- {letters[line_id]} {sign}  {escape_markdown(view.text_at(line.why, anger))}".rstrip()


def _ending(view: DrillView) -> list[str]:
    title, text = ending_words(view, view.drill.state.ending or "")
    return ["## " + _("How it ends"), f"**{escape_markdown(title)}** {escape_markdown(text)}"]


def _case(view: DrillView) -> list[str]:
    scenario = view.drill.scenario
    texts = [(_(label), getattr(scenario.case, part, None)) for part, label in _CASE_PARTS.items()]
    parts = [_labelled(label, view.text(text)) for label, text in texts if text]
    head = ["## " + _("The case behind it")] if parts else []
    lesson = scenario.debrief.lesson
    return head + parts + ([f"> {escape_markdown(view.text(lesson))}"] if lesson else [])


def _pages(scenario: Scenario, way: Drill | None) -> list[str]:
    """Links to the handbook: the skills trained, and the codes of the way taken, if given."""
    trained = skill_usage(scenario)
    rows = [f"- {skill_name(skill)}: `motdrill learn {skill}`" for skill in SKILLS if trained[skill]]
    if way:
        used = {code for turn in way.turns if (reply := way.reply(turn)) for code in reply.does}
        entries = handbook.chapter_entries("codes")
        rows += [f"- {in_language(entries[code].name)}: `motdrill learn {code}`" for code in CODES if code in used]
    return ["## " + _("Pages of the method"), "\n".join(rows)] if rows else []
