"""The pages after a drill: the scorecard, and the debrief."""

from __future__ import annotations

from fractions import Fraction

from motdrill.author.analysis import expected_percent
from motdrill.drill.scorecard import Cost, Scorecard, SkillRow
from motdrill.faces.page import Bar, Block, Columns, Gap, Heading, Page, Para, Part, Seen, Span, Stars, joined, para
from motdrill.faces.pages.feedback import chosen
from motdrill.faces.pages.step import skill_name
from motdrill.faces.stage import Stage
from motdrill.faces.wrap import cut, pad
from motdrill.scenario.model import ReplyStep
from motdrill.wording import N_, _

SPARKS = "▁▂▃▄▅▆▇"
_SHOWN_COSTS = 4
_BUILT_IN = {
    "satisfied": (N_("Satisfied"), N_("{name} is calm again and takes leave of you.")),
    "settled": (N_("Settled"), N_("The matter is settled; {name} is still cool towards you.")),
    "lost": (N_("Lost"), N_("{name} goes, angry, and tells others why.")),
    "walked-out": (N_("Walked out"), N_("{name} has had enough and walks out.")),
}


def scorecard_page(stage: Stage, card: Scorecard, guess: int | None) -> Page:
    """The result of a drill.

    Args:
        stage: The stage of a drill that is over.
        card: Its scorecard.
        guess: What the trainee thought the remembered experience would be, 0-10.
    """
    return joined(
        [
            [_heading(stage, card), _ending_text(stage, card)],
            [Columns(_skill_columns(card)), *_curve(card)],
            _costs(stage, card),
            _remembered(card, guess),
            [_others(stage)] if stage.drill.start_at is None else [],
        ]
    )


def verdict(card: Scorecard) -> tuple[str, bool]:
    """Passed or not, and which of the two it failed."""
    if card.passed:
        return _("passed ({percent})").format(percent=card.pass_percent), True
    if card.score_percent < card.pass_percent:
        return _("not passed ({percent})").format(percent=card.pass_percent), False
    return _("not passed: the customer is lost"), False


def _heading(stage: Stage, card: Scorecard) -> Heading:
    told, good = verdict(card)
    left: list[Part] = [Span(stage.title, "title")]
    extras = (stage.trainee, _("exam") if stage.exam else "", _("played again") if stage.replay else "")
    left += [Span(f"  {extra}", "quiet") for extra in extras if extra]
    score = Span(f"{card.score_percent} %", "strong")
    return Heading(tuple(left), (score, "  ", Span(told, "good" if good else "bad")))


def _ending_text(stage: Stage, card: Scorecard) -> Block:
    title, text = ending_words(stage, card.ending)
    return para(Span(title, "strong"), "  " + text)


def ending_words(stage: Stage, ending_id: str) -> tuple[str, str]:
    """An ending's title and text: the scenario's own, or the built-in ones."""
    own = stage.drill.scenario.endings.get(ending_id)
    title, text = _BUILT_IN.get(ending_id, (ending_id, ""))
    return (
        stage.text(own.title if own else None) or _(title),
        stage.text(own.text if own else None) or (_(text).format(name=stage.customer) if text else ""),
    )


def _skill_columns(card: Scorecard) -> tuple[tuple[Para, ...], ...]:
    groups = [[row for row in card.skills if row.group == group] for group in ("sync", "three-f", "other")]
    return tuple(tuple(_skill_row(row, group) for row in group) for group in groups if group)


def _skill_row(row: SkillRow, group: list[SkillRow]) -> Para:
    from rich.cells import cell_len

    width = max(cell_len(skill_name(each.skill)) for each in group)
    return para(pad(skill_name(row.skill), width), " ", Bar(row.points, row.of, 6), f" {row.points}/{row.of}")


def _curve(card: Scorecard) -> list[Block]:
    if len(card.anger_curve) < 2:
        return []
    numbers = " ".join(map(str, card.anger_curve))
    return [Gap(), para(Seen(curve_drawn(card) + "  "), numbers, label=_("Anger"))]


def curve_drawn(card: Scorecard) -> str:
    """The anger after each reply as a line of bars."""
    return "".join(SPARKS[anger] for anger in card.anger_curve)


def _costs(stage: Stage, card: Scorecard) -> list[Block]:
    lost, turning = 100 - card.score_percent, card.turning_point
    if not lost and turning is None and not card.lost:
        return [para(_("Every point there was: nothing was lost."), style="good")]
    dear = sorted((cost for cost in card.costs if cost.shown_percent), key=lambda cost: -cost.shown_percent)
    shown = [*([turning] if turning else []), *(cost for cost in dear if cost is not turning)]
    if lost:
        title = _("Where {lost} of 100 points went").format(lost=lost)
    else:  # a story that ends badly all the same
        title = _("Every point there was, and the customer is lost")
    blocks: list[Block] = [para(title, style="strong")]
    for cost in shown[:_SHOWN_COSTS]:
        blocks += _cost_rows(stage, cost)
    if rest := sum(cost.shown_percent for cost in shown[_SHOWN_COSTS:]):
        blocks.append(para(_("the other answers together"), label=f"{-rest:>4}"))
    return blocks


def _cost_rows(stage: Stage, cost: Cost) -> list[Block]:
    where = _("step {number}").format(number=cost.number)
    label = f"{-cost.shown_percent:>4}"
    row = para(Span(where + "  ", "quiet"), cut(chosen(stage, cost.turn), 56), label=label)
    if not cost.is_turning_point:
        return [row]
    return [row, para(Span(_("Turning point."), "fair"), " ", _had_you(stage, cost), indent=6)]


def _had_you(stage: Stage, cost: Cost) -> str:
    step = stage.drill.scenario.steps[cost.turn.answer.step]
    if isinstance(step, ReplyStep) and cost.best_reply:
        better = cut(stage.text(step.replies[cost.best_reply].text), 60)
        return _("Had you said “{better}”, {best}\u00a0% was still possible; with your reply, {rest}\u00a0%.").format(
            better=better, best=cost.best_before_percent, rest=cost.best_after_percent
        )
    return _("Before it {best}\u00a0% was still possible; after it, {rest}\u00a0%.").format(
        best=cost.best_before_percent, rest=cost.best_after_percent
    )


def _remembered(card: Scorecard, guess: int | None) -> list[Block]:
    parts: list[Part] = [Span(_("{value} of 10").format(value=decimal(card.remembered)), "strong")]
    if guess is not None:
        parts.append("  " + _("you guessed {guess}").format(guess=guess))
    worst = _("worst moment (step {number})").format(number=card.peak_number) if card.peak_number else _("worst moment")
    end = (_("end"), " ", Stars(card.anger_curve[-1]))
    moments = (worst, " ", Stars(card.peak), "    ", *end, "    ", _("both weigh the same"))
    return [
        para(*parts, label=_("What the customer will remember")),
        para(*moments, style="quiet"),
    ]


def _others(stage: Stage) -> Block:
    """What players without understanding get: a score is worth what it is above theirs."""
    expected, longest = expected_percent(stage.drill.scenario)
    told = _("A random player gets {random}\u00a0% here, always the longest reply {longest}\u00a0%.")
    longest_here = longest.get(stage.lang, next(iter(longest.values())))
    return para(told.format(random=f"{expected:.0f}", longest=longest_here), style="quiet")


def decimal(value: Fraction) -> str:
    """A value with one decimal, rounded half up."""
    tenths = int(value * 10 + Fraction(1, 2))
    return f"{tenths // 10}.{tenths % 10}"


def debrief_page(stage: Stage) -> Page:
    """Questions to think about, and the lesson; empty where the scenario has none."""
    debrief = stage.drill.scenario.debrief
    questions = [para(stage.text(text), label=f"{i}.") for i, text in enumerate(debrief.questions, 1)]
    lesson = [para(stage.text(debrief.lesson), label=_("Lesson"))] if debrief.lesson else []
    if not questions and not lesson:
        return ()
    head = [Heading((Span(stage.title, "title"), "  " + _("debrief")))]
    return joined([head, *([question] for question in questions), lesson])


def ending_page(stage: Stage, card: Scorecard, note: str = "") -> Page:
    """How the story ends, and the last question: what will the customer remember?"""
    title, text = ending_words(stage, card.ending)
    question = _("If you were {name}: how would you remember this, from 0 (awful) to 10 (wonderful)?")
    return joined(
        [
            [Heading((Span(stage.title, "title"), "  " + _("the end")))],
            [para(Span(title, "strong")), para(text)],
            [para(note, style="fair")] if note else [],
            [para(question.format(name=stage.customer), style="strong")],
        ]
    )
