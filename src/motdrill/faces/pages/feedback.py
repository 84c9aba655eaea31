"""The pages that answer: what an answer did, and why the others are worth what they are."""

from __future__ import annotations

from string import ascii_uppercase

from motdrill.drill.rules import effect
from motdrill.drill.state import Turn
from motdrill.faces.page import Block, Dots, Heading, Page, Part, Seen, Span, Stars, Style, joined, para
from motdrill.faces.stage import Stage
from motdrill.faces.wrap import cut
from motdrill.method import handbook
from motdrill.method.catalogue import HARMFUL_CODES
from motdrill.scenario.model import AngerStep, Line, NeedsStep, Reply, ReplyStep, SpotStep, needs_order
from motdrill.wording import _, listing, pick, turns

_ONE_LINE, _HALF_LINE = 72, 44


def feedback_page(stage: Stage, turn: Turn, *, again: bool = False) -> Page:
    """What an answer did.

    Args:
        stage: The stage after the answer.
        turn: The answer's turn.
        again: A second try, which is shown but changes nothing.
    """
    step = stage.drill.scenario.steps[turn.answer.step]
    groups: list[list[Block]] = [_head(stage, turn, again)]
    if isinstance(step, ReplyStep):
        groups += _reply_groups(stage, turn, step.replies[str(turn.answer.given)], again)
    elif isinstance(step, SpotStep):
        groups.append(_spot_rows(stage, turn, step))
        groups.append(_why(stage.said(step.why, turn.before.anger)))
    else:
        anger = turn.before.anger
        groups.append([truth(anger)] if isinstance(step, AngerStep) else _ranking_rows(stage, turn, step))
        groups.append(_why(stage.said(step.why, anger)))
    return joined(groups)


def reaction_page(stage: Stage, turn: Turn) -> Page:
    """What an exam shows after an answer: the customer's reaction and nothing else; empty where there is none."""
    words = stage.reaction(turn)
    return (Heading((Span(stage.title, "title"),)), para(words)) if words else ()


def _head(stage: Stage, turn: Turn, again: bool) -> list[Block]:
    blocks: list[Block] = [Heading((Span(chosen(stage, turn), "strong"),))]
    parts: list[Part] = [Dots(turn.points)]
    if again:
        parts.append("  " + _("second try, not counted"))
    elif not turn.counts and not stage.review:
        parts.append("  " + _("this step is not counted"))
    if stage.drill.reply(turn) and not again and stage.shows_stars:
        parts += ["     ", Stars(turn.before.anger), " → ", Stars(turn.after.anger)]
    blocks.append(para(*parts))
    return blocks


def chosen(stage: Stage, turn: Turn) -> str:
    """An answer in one line, as the person gave it."""
    step, given = stage.drill.scenario.steps[turn.answer.step], turn.answer.given
    shown = stage.drill.shown(turn.answer.step)
    if isinstance(step, ReplyStep):
        text = stage.text(step.replies[str(given)].text)
        return f"{ascii_uppercase[shown.index(str(given))]}  {cut(text, _ONE_LINE)}"
    if isinstance(given, int):
        return _("You read {stars}").format(stars=turns.stars_told(given))
    if isinstance(step, NeedsStep):
        return _("Your order: {order}").format(order=" > ".join(str(shown.index(each) + 1) for each in given))
    marked = listing([ascii_uppercase[shown.index(each)] for each in given]) or _("none")
    return _("You marked: {marked}").format(marked=marked)


def _reply_groups(stage: Stage, turn: Turn, reply: Reply, again: bool) -> list[list[Block]]:
    told = turns.depth_told(turn, reply) if stage.shows_stars else ""
    moved = "" if again or not stage.shows_stars else turns.movement_told(turn)
    reasons: list[Block] = [para(text) for text in (told, moved) if text]
    reaction = "" if again else stage.reaction(turn)
    return [
        reasons,
        [para(reaction, style="words")] if reaction else [],
        _why(stage.said(reply.why, turn.before.anger)),
        [codes_line(reply)] if reply.does else [],
    ]


def codes_line(reply: Reply) -> Block:
    """The codes a reply is an example of, as `motdrill learn` finds them."""
    parts: list[Part] = []
    entries = handbook.chapter("codes")
    for code in reply.does:
        style: Style = "bad" if code in HARMFUL_CODES else "good"
        parts += ["  " if parts else "", Seen("− " if style == "bad" else "+ ", style), f"{pick(entries[code].name)} "]
        parts.append(Span(f"({code})", "quiet"))
    return para(*parts)


def _why(text: str) -> list[Block]:
    return [para(text, label=_("Why"))] if text else []


def truth(anger: int) -> Block:
    """The anger that was to be read."""
    return para(_("It was "), Stars(anger), _("."))


def _ranking_rows(stage: Stage, turn: Turn, step: NeedsStep) -> list[Block]:
    order = needs_order(stage.drill.scenario, step)
    given = turn.answer.given if isinstance(turn.answer.given, tuple) else ()
    rows: list[Block] = [para(_("The order at this moment, and yours:"), style="strong")]
    for i, need_id in enumerate(order, 1):
        need = stage.drill.scenario.needs[need_id]
        yours = given.index(need_id) + 1
        kind = pick(handbook.chapter("terms")[need.kind].name)
        spoken = _("spoken") if need.spoken else _("unspoken")
        mark = Span(_("you: {rank}").format(rank=yours), "good" if yours == i else "bad")
        rows.append(para(stage.text(need.text), label=str(i)))
        rows.append(para(mark, "  ", Span(f"{kind} · {spoken}", "quiet"), indent=4))
    return rows


def _spot_rows(stage: Stage, turn: Turn, step: SpotStep) -> list[Block]:
    """A row for each line; why, only where it was judged wrongly: `w` tells of all."""
    rows: list[Block] = []
    given = turn.answer.given if isinstance(turn.answer.given, tuple) else ()
    for letter, (line_id, line) in zip(ascii_uppercase, step.lines.items(), strict=False):
        verdict = _verdict(line.good, line_id in given)
        rows.append(para(verdict, "  ", Span(cut(stage.text(line.text), _HALF_LINE), "quiet"), label=letter))
        if line.good != (line_id in given):
            rows.append(para(stage.said(line.why, turn.before.anger), indent=4))
    return rows


def _verdict(good: bool, marked: bool) -> Span:
    if good:
        return Span(_("Well done, and you saw it."), "good") if marked else Span(_("Well done, and unmarked."), "bad")
    return Span(_("Not well done, yet marked."), "bad") if marked else Span(_("Rightly left unmarked."), "good")


def others_page(stage: Stage, turn: Turn) -> Page:
    """Why each other reply is worth what it is, at the anger of that moment, or why each line is good or not.

    Empty where a step has neither.
    """
    step = stage.drill.scenario.steps[turn.answer.step]
    shown = list(zip(ascii_uppercase, stage.drill.shown(turn.answer.step), strict=False))
    anger = turn.before.anger
    if isinstance(step, SpotStep):
        title, groups = _("Every line"), [line_worth(stage, letter, step.lines[each], anger) for letter, each in shown]
    elif isinstance(step, ReplyStep):
        others = [(letter, each) for letter, each in shown if each != turn.answer.given]
        title, groups = (
            _("The other replies"),
            [reply_worth(stage, letter, step.replies[each], anger) for letter, each in others],
        )
    else:
        return ()
    return joined([[Heading((Span(title, "title"),))], *groups])


def line_worth(stage: Stage, letter: str, line: Line, anger: int) -> list[Block]:
    """A line, whether it is well done, and why."""
    verdict = Span(_("Well done."), "good") if line.good else Span(_("Not well done."), "bad")
    return [
        para(Span(stage.text(line.text), "strong"), label=letter),
        para(verdict, " ", stage.said(line.why, anger), indent=4),
    ]


def reply_worth(stage: Stage, letter: str, reply: Reply, anger: int) -> list[Block]:
    """A reply, what it is worth at an anger, and why."""
    _miss, points, stars, _after = effect(reply, anger)
    worth: list[Part] = [Dots(points)]
    if stars and stage.shows_stars:
        worth.append("  " + _("anger {stars:+d}").format(stars=stars))
    return [
        para(Span(stage.text(reply.text), "strong"), label=letter),
        para(*worth, indent=4),
        para(stage.said(reply.why, anger), indent=4),
        *([codes_line(reply)] if reply.does else []),
    ]
