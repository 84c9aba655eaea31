"""The pages after a drill: the scorecard, and the debrief."""

from fractions import Fraction

from motdrill.author.analysis import reference_scores
from motdrill.drill.scorecard import AnswerCost, Scorecard, SkillPoints
from motdrill.messages import N_, _
from motdrill.scenario.model import ReplyStep
from motdrill.ui.blocks import (
    Bar,
    Block,
    Columns,
    Drawing,
    Gap,
    Heading,
    Inline,
    Page,
    Para,
    Span,
    Stars,
    join_groups,
    para,
)
from motdrill.ui.pages.feedback import answer_line, not_counted_text, reply_letter
from motdrill.ui.pages.walk import GROUP_NAMES, group_name, skill_name
from motdrill.ui.view import DrillView
from motdrill.ui.wrap import pad_column

SPARKS = "▁▂▃▄▅▆▇"
_SHOWN_COSTS = 4
_BUILT_IN = {
    "satisfied": (N_("Satisfied"), N_("{name} is calm again and takes leave of you.")),
    "settled": (N_("Settled"), N_("The matter is settled; {name} is still cool towards you.")),
    "lost": (N_("Lost"), N_("{name} goes, angry, and tells others why.")),
    "walked-out": (N_("Walked out"), N_("{name} has had enough and walks out.")),
}


def scorecard_page(view: DrillView, card: Scorecard, guess: int | None, *, tells_ending: bool = True) -> Page:
    """The result of a drill that is over.

    Args:
        view: The drill.
        card: Its scorecard.
        guess: The trainee's guess of the remembered experience, 0-10.
        tells_ending: Whether the ending is told, and not only named because it stood on the page before.
    """
    title, text = ending_words(view, card.ending)
    ending = para(Span(title, "strong"), "  " + text if tells_ending else "")
    return join_groups(
        [
            [
                _heading(view, card),
                ending,
                *_parts(card),
            ],
            [Columns(_skill_columns(card)), *_curve(card)],
            _costs(view, card),
            _remembered(card, guess),
            [_reference_scores(view)] if view.drill.start_at is None else [],
        ]
    )


def verdict(card: Scorecard) -> tuple[str, bool]:
    """The verdict as a phrase (a failed drill misses the score or loses the customer), and whether it passed."""
    if card.passed:
        return _("passed ({percent})").format(percent=card.pass_percent), True
    if card.score_percent < card.pass_percent:
        return _("not passed ({percent})").format(percent=card.pass_percent), False
    return _("not passed: the customer is lost"), False


def _heading(view: DrillView, card: Scorecard) -> Heading:
    text, passed = verdict(card)
    extras = (view.trainee, _("exam") if view.exam else "", _("played again") if view.replay else "")
    left = (Span(view.title, "title"), *(Span(f"  {extra}", "quiet") for extra in extras if extra))
    return Heading(left, (Span(f"{card.score_percent}%", "strong"), "  ", Span(text, "good" if passed else "bad")))


def _parts(card: Scorecard) -> list[Block]:
    """The two parts of the score, and which of them kept the drill from passing."""
    shares = [text for text in (talk_share(card.talk.percent), reading_share(card.reading.percent)) if text]
    blocks: list[Block] = [para(" · ".join(shares), style="quiet")] if len(shares) == 2 else []
    reading_cost = card.reading_cost_percent
    if blocks and not card.passed and not card.lost and card.score_percent + reading_cost >= card.pass_percent:
        sentence = _("What you said was worth {talk}%. Reading the anger and the needs cost {cost} points.")
        blocks.append(para(sentence.format(talk=card.talk.percent, cost=reading_cost), style="fair"))
    return blocks


def talk_share(percent: int | None) -> str:
    """The talk's percentage as a phrase; empty if no reply could earn anything."""
    return "" if percent is None else _("the talk {percent}%").format(percent=percent)


def reading_share(percent: int | None) -> str:
    """The percentage of reading as a phrase; empty if there was nothing to read."""
    return "" if percent is None else _("reading {percent}%").format(percent=percent)


def ending_words(view: DrillView, ending_id: str) -> tuple[str, str]:
    """The title and text of an ending: the scenario's, else the built-in ones."""
    own = view.drill.scenario.endings.get(ending_id)
    title, text = _BUILT_IN.get(ending_id, (ending_id, ""))
    return (
        view.text(own.title if own else None) or _(title),
        view.text(own.text if own else None) or (_(text).format(name=view.customer) if text else ""),
    )


def _skill_columns(card: Scorecard) -> tuple[tuple[Para, ...], ...]:
    groups = {group: [row for row in card.skills if row.group == group] for group in GROUP_NAMES}
    return tuple(
        (
            para(group_name(group, rows), style="strong"),
            *map(_skill_row, rows, pad_column([skill_name(row.skill) for row in rows])),
        )
        for group, rows in groups.items()
        if rows
    )


def _skill_row(row: SkillPoints, name: str) -> Para:
    return para(name, " ", Bar(row.points, row.max_points, 6), f" {row.points}/{row.max_points}")


def _curve(card: Scorecard) -> list[Block]:
    if len(card.anger_curve) < 2:
        return []
    numbers = " ".join(map(str, card.anger_curve))
    return [Gap(), para(Drawing(curve_drawn(card) + "  "), numbers, label=_("Anger"))]


def curve_drawn(card: Scorecard) -> str:
    """The anger at the start and after each reply, as a line of bars."""
    return "".join(SPARKS[anger] for anger in card.anger_curve)


def _costs(view: DrillView, card: Scorecard) -> list[Block]:
    lost, turning = 100 - card.score_percent, card.turning_point
    if not lost and turning is None and not card.lost:
        return [para(_("Full points: nothing was lost."), style="good")]
    by_cost = sorted((cost for cost in card.costs if cost.shown_percent), key=lambda cost: -cost.shown_percent)
    costs = [*([turning] if turning else []), *(cost for cost in by_cost if cost is not turning)]
    if lost:
        title = _("Where {lost} of 100 points went").format(lost=lost)
    else:  # the customer can be lost at full score
        title = _("Full points, and yet the customer is lost")
    blocks: list[Block] = [para(title, style="strong")]
    for cost in costs[:_SHOWN_COSTS]:
        blocks += _cost_rows(view, cost)
    if rest := sum(cost.shown_percent for cost in costs[_SHOWN_COSTS:]):
        blocks.append(para(_("the other answers together"), label=f"{-rest:>4}"))
    return blocks


def _cost_rows(view: DrillView, cost: AnswerCost) -> list[Block]:
    where = _("step {number}").format(number=cost.number)
    label = f"{-cost.shown_percent:>4}"
    rows: list[Block] = [Para((Span(where + "  ", "quiet"), answer_line(view, cost.turn)), label, shrinks=True)]
    if not cost.turn.counts:
        rows.append(para(Span(not_counted_text(view, cost.turn), "quiet"), indent=6))
    if cost.is_turning_point:
        is_reply = view.drill.reply(cost.turn) is not None
        title = _("Turning point.") if is_reply else _("The turning point for the score, not for the customer.")
        space = "" if title.endswith("。") else " "
        still_possible = _("Before it {best}% was still possible; after it, {rest}%.").format(
            best=cost.attainable_before_percent, rest=cost.attainable_after_percent
        )
        rows.append(para(Span(title, "fair"), space, still_possible, indent=6))
        rows += _lossless_reply(view, cost)
    return rows


def _lossless_reply(view: DrillView, cost: AnswerCost) -> list[Block]:
    """The reply that would have lost nothing; empty at other kinds of step."""
    step = view.drill.scenario.steps[cost.turn.answer.step]
    if not (isinstance(step, ReplyStep) and cost.lossless_reply):
        return []
    letter = reply_letter(view, cost.turn.answer.step, cost.lossless_reply)
    text = view.text(step.replies[cost.lossless_reply].text)
    return [Para((Span(_("Better: "), "good"), f"{letter}  {text}"), indent=6, shrinks=True)]


def _remembered(card: Scorecard, guess: int | None) -> list[Block]:
    parts: list[Inline] = [Span(_("{value} of 10").format(value=decimal(card.remembered_experience)), "strong")]
    if guess is not None:
        parts.append("  " + _("you guessed {guess}").format(guess=guess))
    turns = card.drill.turns
    moments: list[Inline] = []
    if worst := card.worst_number:
        moments += [_("worst moment (step {number})").format(number=worst), " ", Stars(turns[worst - 1].after.anger)]
        moments.append("    ")
    moments += [_("end"), " ", Stars(card.anger_curve[-1]), "    "]
    moments.append(_("both count equally") if worst else _("no reply raised the anger, so the end alone counts"))
    rows: list[Block] = [para(*parts, label=_("What the customer will remember")), para(*moments, style="quiet")]
    if best := card.best_number:
        turn = turns[best - 1]
        fall = (Stars(turn.before.anger), "\u00a0→\u00a0", Stars(turn.after.anger))
        rows.append(para(_("best moment (step {number})").format(number=best), " ", *fall, style="quiet"))
    if not card.passed:
        counted = _("counted from the anger in the talk alone; what the ending tells came after it")
        rows.append(para(counted, style="quiet"))
    return rows


def _reference_scores(view: DrillView) -> Block:
    """The scores of a random player and of one who always takes the longest reply, to compare one's own with."""
    expected, longest = reference_scores(view.drill.scenario)
    sentence = _("A random player gets {random}% here; always taking the longest reply gets {longest}%.")
    longest_percent = longest.get(view.lang, next(iter(longest.values())))
    return para(sentence.format(random=f"{expected:.0f}", longest=longest_percent), style="quiet")


def decimal(value: Fraction) -> str:
    """Formats a non-negative value with one decimal, rounded half up."""
    tenths = int(value * 10 + Fraction(1, 2))
    return f"{tenths // 10}.{tenths % 10}"


def debrief_page(view: DrillView) -> Page:
    """Questions to think about, and the lesson; empty if the scenario has neither."""
    debrief = view.drill.scenario.debrief
    questions = [para(view.text(text), label=f"{i}.") for i, text in enumerate(debrief.questions, 1)]
    lesson = [para(view.text(debrief.lesson), label=_("Lesson"))] if debrief.lesson else []
    if not questions and not lesson:
        return ()
    head = [Heading((Span(view.title, "title"), "  " + _("debrief")))]
    return join_groups([head, *([question] for question in questions), lesson])


def ending_page(view: DrillView, card: Scorecard, note: str = "") -> Page:
    """The ending, and the question how the customer will remember it; `note` is an error message above it."""
    title, text = ending_words(view, card.ending)
    question = _("If you were {name}: how would you remember this, from 0 (awful) to 10 (wonderful)?")
    return join_groups(
        [
            [Heading((Span(view.title, "title"), "  " + _("the end")))],
            [para(Span(title, "strong")), para(text)],
            [para(note, style="fair")] if note else [],
            [para(question.format(name=view.customer), style="strong")],
        ]
    )
