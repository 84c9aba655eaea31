"""The pages after an answer: what it did, and what the other choices are worth."""

from string import ascii_uppercase

from motdrill.drill.endings import is_lost
from motdrill.drill.rules import effect
from motdrill.drill.turn import Turn
from motdrill.messages import _, in_language, join_list, ngettext, turns
from motdrill.method import handbook
from motdrill.method.catalogue import HARMFUL_CODES
from motdrill.scenario.model import AngerStep, Line, NeedsStep, Reply, ReplyStep, SpotStep, needs_order
from motdrill.ui.blocks import (
    Block,
    Dots,
    Drawing,
    Heading,
    Inline,
    Page,
    Para,
    Span,
    Speech,
    Stars,
    Style,
    join_groups,
    para,
)
from motdrill.ui.view import DrillView
from motdrill.ui.wrap import circled


def feedback_page(view: DrillView, turn: Turn, *, again: bool = False) -> Page:
    """What an answer did; `view` is the view after it, and a second try (`again`) counts for nothing."""
    step = view.drill.scenario.steps[turn.answer.step]
    if isinstance(step, ReplyStep):
        return _reply_page(view, turn, step, step.replies[str(turn.answer.value)], again)
    head = [Heading((Span(answer_line(view, turn), "strong"),)), _points(view, turn, again)]
    if isinstance(step, SpotStep):
        result = _spot_rows(view, turn, step)
    else:
        result = [true_anger(turn.before.anger)] if isinstance(step, AngerStep) else _ranking_rows(view, turn, step)
    return join_groups([head, result, _why(view.text_at(step.why, turn.before.anger))])


def reaction_page(view: DrillView, turn: Turn) -> Page:
    """What an exam shows after an answer: only the customer's reaction; empty if there is none."""
    words = view.reaction(turn)
    return (Heading((Span(view.title, "title"),)), para(words)) if words else ()


def _points(view: DrillView, turn: Turn, again: bool) -> Block:
    """The points of an answer and, in a drill, what a reply did to the anger."""
    parts: list[Inline] = [Dots(turn.points)]
    if again:
        parts.append("  " + _("second try, not counted"))
    elif not turn.counts and not view.review:
        parts.append("  " + not_counted_text(view, turn))
    if view.drill.reply(turn) and view.shows_stars:
        parts += ["     ", Stars(turn.before.anger), "\u00a0→\u00a0", Stars(turn.after.anger)]
    return para(*parts)


def not_counted_text(view: DrillView, turn: Turn) -> str:
    """What to say of an answer to a step that does not count."""
    if turn.after.ending and is_lost(view.drill.scenario, turn.after.ending):
        return _("earns no points, but has lost the customer")
    return _("this step is not counted")


def answer_line(view: DrillView, turn: Turn) -> str:
    """A turn's answer in a line, by the letters and numbers that were shown; a reply in full."""
    step, value = view.drill.scenario.steps[turn.answer.step], turn.answer.value
    order = view.drill.choice_order(turn.answer.step)
    if isinstance(step, ReplyStep):
        return f"{reply_letter(view, turn.answer.step, str(value))}  {view.text(step.replies[str(value)].text)}"
    if isinstance(value, int):
        return _("You read {stars}").format(stars=turns.stars_text(value))
    if isinstance(step, NeedsStep):
        return _("Your order: {order}").format(order=" > ".join(str(order.index(need) + 1) for need in value))
    marked = join_list([ascii_uppercase[order.index(line)] for line in value]) or _("none")
    return _("You marked: {marked}").format(marked=marked)


def reply_letter(view: DrillView, step_id: str, reply_id: str) -> str:
    """The letter under which a reply was shown."""
    return ascii_uppercase[view.drill.choice_order(step_id).index(reply_id)]


def _reply_page(view: DrillView, turn: Turn, step: ReplyStep, reply: Reply, again: bool) -> Page:
    """The customer's words and the whole reply, then what came of it: what has been read before may be cut."""
    number = view.review[0] if view.review else view.drill.turns.index(turn) + 1
    words = view.text_at(step.says, turn.before.anger)
    letter = reply_letter(view, turn.answer.step, str(turn.answer.value))
    depth, movement = turns.depth_sentence(turn, reply), turns.movement_sentence(turn)
    reasons = [para(text) for text in (depth, movement) if text and view.shows_stars]
    reaction = view.reaction(turn)
    return join_groups(
        [
            [Heading((Span(view.title, "title"), f"  {number}"))],
            [Para((Drawing(words, "quiet"),), shrinks=True)] if words else [],
            [Para((view.text(reply.text),), letter, "strong", shrinks=True)],
            [_points(view, turn, again), *reasons],
            [para(reaction, style="words")] if reaction else [],
            _why(view.text_at(reply.why, turn.before.anger)),
            [*([codes_line(reply)] if reply.does else []), *([] if again else _shorter_way(view, turn))],
        ]
    )


def _shorter_way(view: DrillView, turn: Turn) -> list[Block]:
    """Says that a reply has led past steps, since the next page counts fewer."""
    before, after = (view.drill.longest_from.get(step or "", 0) for step in (turn.answer.step, turn.after.step))
    if view.review or not 0 < after < before - 1:
        return []
    sentence = ngettext("A shorter way: {n} more step.", "A shorter way: at most {n} more steps.", after)
    return [para(sentence.format(n=after), style="quiet")]


def codes_line(reply: Reply) -> Block:
    """The codes of a reply, with the ids that `motdrill learn` knows them by."""
    parts: list[Inline] = []
    entries = handbook.chapter_entries("codes")
    for code in reply.does:
        style: Style = "bad" if code in HARMFUL_CODES else "good"
        parts += ["  " if parts else "", Drawing("− " if style == "bad" else "+ ", style)]
        parts.append(Speech(_("fault: ") if style == "bad" else _("good: ")))
        parts += [f"{in_language(entries[code].name)} ", Span(f"({code})", "quiet")]
    return para(*parts)


def _why(text: str) -> list[Block]:
    return [para(text, label=_("Why"))] if text else []


def true_anger(anger: int) -> Block:
    """The true anger, in a sentence."""
    return para(_("It was "), Stars(anger), _("."))


def _ranking_rows(view: DrillView, turn: Turn, step: NeedsStep) -> list[Block]:
    order, shown = needs_order(view.drill.scenario, step), view.drill.choice_order(turn.answer.step)
    ranking = turn.answer.value if isinstance(turn.answer.value, tuple) else ()
    rows: list[Block] = [para(_("The order at this moment, and the place you gave each:"), style="strong")]
    for true_rank, need_id in enumerate(order, 1):
        need = view.drill.scenario.needs[need_id]
        rank = ranking.index(need_id) + 1
        kind = in_language(handbook.chapter_entries("terms")[need.kind].name)
        spoken = _("spoken") if need.spoken else _("unspoken")
        yours = Span(_("you: {rank}").format(rank=circled(rank)), "good" if rank == true_rank else "bad")
        rows.append(para(f"{shown.index(need_id) + 1}  {view.text(need.text)}", label=circled(true_rank)))
        rows.append(para(yours, "  ", Span(f"{kind} · {spoken}", "quiet"), indent=4))
    return rows


def _spot_rows(view: DrillView, turn: Turn, step: SpotStep) -> list[Block]:
    """A row for each line, with the reason only if it was judged wrongly; `others_page` has all reasons."""
    rows: list[Block] = []
    marked = turn.answer.value if isinstance(turn.answer.value, tuple) else ()
    for letter, (line_id, line) in zip(ascii_uppercase, step.lines.items(), strict=False):
        verdict = _verdict(line.good, line_id in marked)
        rows.append(Para((verdict, "  ", Span(view.text(line.text), "quiet")), letter, shrinks=True))
        if line.good != (line_id in marked):
            rows.append(para(view.text_at(line.why, turn.before.anger), indent=4))
    return rows


def _verdict(good: bool, marked: bool) -> Span:
    if good:
        return Span(_("Well done, and you saw it."), "good") if marked else Span(_("Well done, and unmarked."), "bad")
    return Span(_("Not well done, yet marked."), "bad") if marked else Span(_("Rightly left unmarked."), "good")


def others_page(view: DrillView, turn: Turn) -> Page:
    """The worth of the other replies at the turn's anger, or the verdict on each line; empty at other steps."""
    step, anger = view.drill.scenario.steps[turn.answer.step], turn.before.anger
    choices = zip(ascii_uppercase, view.drill.choice_order(turn.answer.step), strict=False)
    if isinstance(step, SpotStep):
        title = _("Every line")
        groups = [line_worth(view, letter, step.lines[choice], anger) for letter, choice in choices]
    elif isinstance(step, ReplyStep):
        title = _("The other replies")
        others = [(letter, choice) for letter, choice in choices if choice != turn.answer.value]
        groups = [reply_worth(view, letter, step.replies[choice], anger) for letter, choice in others]
    else:
        return ()
    return join_groups([[Heading((Span(title, "title"),))], *groups])


def line_worth(view: DrillView, letter: str, line: Line, anger: int) -> list[Block]:
    """A line to be judged, the verdict on it, and why."""
    verdict = Span(_("Well done."), "good") if line.good else Span(_("Not well done."), "bad")
    return [
        para(Span(view.text(line.text), "strong"), label=letter),
        para(verdict, " ", view.text_at(line.why, anger), indent=4),
    ]


def reply_worth(view: DrillView, letter: str, reply: Reply, anger: int) -> list[Block]:
    """A reply, its points and effect at an anger, and why."""
    _miss, points, stars, _after = effect(reply, anger)
    worth: list[Inline] = [Dots(points)]
    if stars and view.shows_stars:
        worth.append("  " + _("anger {stars:+d}").format(stars=stars))
    return [
        para(Span(view.text(reply.text), "strong"), label=letter),
        para(*worth, indent=4),
        para(view.text_at(reply.why, anger), indent=4),
        *([codes_line(reply)] if reply.does else []),
    ]
