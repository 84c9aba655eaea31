"""The projector's pages: one thing at a time, to be read from the back row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from motdrill.classroom.gain import Advice, Shift
from motdrill.classroom.room import HALVES, Room
from motdrill.classroom.votes import Split, best_choices, best_points
from motdrill.drill.choices import choice_text
from motdrill.faces.page import Block, Gap, Heading, Page, Part, Seen, Span, Stars, joined, para
from motdrill.faces.pages.feedback import line_worth, reply_worth, truth
from motdrill.faces.pages.lobby import Reached
from motdrill.faces.pages.step import answer_told, choices_of, scene
from motdrill.faces.stage import Stage
from motdrill.faces.wrap import cut, pad
from motdrill.scenario.model import AngerStep, NeedsStep, ReplyStep, SpotStep, Step
from motdrill.wording import N_, _, listing

_ADVICE: Mapping[Advice, str] = {
    "explain": N_("Few chose a best answer: explain first, then vote again."),
    "discuss": N_("Turn to a neighbour who chose differently, and convince them."),
    "go-on": N_("Most chose a best answer: go on."),
}
_BAR = 24
_WORDS = 70


class Shown(NamedTuple):
    """What the projector is about.

    Attributes:
        room: The class.
        stage: Its story at the place that is asked.
    """

    room: Room
    stage: Stage

    @property
    def step(self) -> Step:
        """The step."""
        return self.stage.drill.open_step


def party_name(name: str) -> str:
    """A party's name as people read it."""
    return {HALVES[0]: _("left half"), HALVES[1]: _("right half")}.get(name, name)


def _heading(shown: Shown, right: str) -> Heading:
    room = shown.room
    middle: list[Part] = [Span(_("step {number}").format(number=len(room.past) + 1), "quiet")]
    if len(room.drills) > 1:
        middle.append("  " + listing([party_name(room.names[i]) for i in room.asked]))
    if room.left_at:
        middle.append(Span("  " + _("what if"), "fair"))
    if shown.stage.shows_stars:
        middle += ["  ", Stars(shown.stage.drill.state.anger)]
    return Heading((Span(shown.stage.title, "title"),), (right,), tuple(middle))


def round_told(number: int) -> str:
    """Which round it is."""
    return _("round {number}").format(number=number)


def vote_page(shown: Shown, votes_in: str, note: str = "", reached: Reached | None = None) -> Page:
    """The step, while it is voted on; nothing of how the room splits.

    Args:
        shown: What it is about.
        votes_in: How many votes there are, and of how many; or who is asked now.
        note: A line above the choices: what was wrong with the line typed.
        reached: What phones reach the class by, for those who come late.
    """
    right = "   ".join(part for part in (round_told(len(shown.room.rounds)), votes_in) if part)
    noted = [para(note, style="fair")] if note else []
    late = [para(f"{reached.url}   {reached.code}", style="quiet")] if reached else []
    asked = choices_of(shown.stage, shown.step)
    return joined([[_heading(shown, right)], scene(shown.stage, shown.step), noted, asked, late])


def split_page(shown: Shown, advice: Advice, left_s: int | None = None) -> Page:
    """How the room split, and not who is right.

    Args:
        shown: What it is about.
        advice: What the first vote calls for.
        left_s: Seconds left to talk; None where no talk is timed.
    """
    right = "   ".join((round_told(len(shown.room.splits)), _("before talking")))
    told: list[Part] = [_(_ADVICE[advice])]
    if left_s is not None:
        told.append(Span(f"   {left_s // 60}:{left_s % 60:02}", "strong"))
    return joined([[_heading(shown, right)], _bars(shown, shown.room.splits[-1]), [para(*told)]])


def _bars(shown: Shown, found: Split, best: Sequence[str] = ()) -> list[Block]:
    most = max(found.counts.values(), default=0) or 1
    letters = shown.stage.letters
    rows: list[Block] = []
    for choice, count in found.counts.items():
        bar = Seen(
            pad("█" * round(_BAR * count / most), _BAR), "good" if choice in best else "fair" if best else "title"
        )
        mark = Span("  ✓", "good") if choice in best else ""
        words = cut(shown.stage.text(choice_text(shown.stage.drill.scenario, shown.step, choice)), _WORDS)
        said = [para(Span(words, "quiet"), indent=4)] if words else []
        rows += [*([Gap()] if rows else []), para(bar, Span(f" {count:>3}", "strong"), mark, label=letters[choice])]
        rows += said
    if isinstance(shown.step, NeedsStep):
        rows.insert(0, para(_("How many put it first:"), style="quiet"))
    return rows


def reveal_page(shown: Shown, *, lose: bool = False) -> Page:
    """What was best, and how the room has moved.

    Args:
        shown: What it is about.
        lose: The room tries to lose the customer: nothing is best.
    """
    record = shown.room.record()
    groups: list[list[Block]] = [[_heading(shown, "" if lose else _("revealed"))], [] if lose else [_best(shown)]]
    if record.splits:
        groups.append(_bars(shown, record.splits[-1], () if lose else marked_best(shown)))
        groups.append([] if lose else _moved(record.splits, record.shift, record.gain))
    return joined([*groups, _onward(shown)])


def marked_best(shown: Shown) -> tuple[str, ...]:
    """The choices whose bars are right: of needs, of which the bars tell how many put each first, the dominant one."""
    best = best_choices(shown.stage.drill)
    return best[:1] if isinstance(shown.step, NeedsStep) else best


def _best(shown: Shown) -> Block:
    step, stage = shown.step, shown.stage
    letters, best = stage.letters, best_choices(shown.stage.drill)
    if isinstance(step, AngerStep):
        return truth(stage.drill.state.anger)
    if isinstance(step, NeedsStep):
        order = " > ".join(letters[each] for each in best)
        return para(_("The order at this moment: {order}").format(order=order), style="strong")
    if isinstance(step, SpotStep):
        told = listing([letters[each] for each in best]) or _("none")
        return para(_("Well done: {lines}").format(lines=told), style="strong")
    told = listing([letters[each] for each in best])
    points = best_points(stage.drill)
    words = stage.text(step.replies[best[0]].text)
    return para(
        Span(_("The best was {letters}, {points} of 3").format(letters=told, points=points), "strong"), "  ", words
    )


def _moved(splits: tuple[Split, ...], shift: Shift | None, gain: Fraction | None) -> list[Block]:
    rounds = [
        _("{round}: {best} of {voters} best").format(round=round_told(i), best=found.best, voters=found.voters)
        for i, found in enumerate(splits, 1)
    ]
    if gain is not None:
        rounds.append(_("gain {gain}").format(gain=f"{float(gain):.2f}"))
    rows: list[Block] = [para("    ".join(rounds), style="strong")]
    if shift:
        moved = _("wrong → right {to_right} · right → wrong {to_wrong} · {voters} voted twice")
        rows.append(para(moved.format(to_right=shift.to_right, to_wrong=shift.to_wrong, voters=shift.voters)))
    return rows


def _onward(shown: Shown) -> list[Block]:
    room, rows = shown.room, list[Block]()
    for party in room.asked:
        answer = room.answer_of(party)
        who = party_name(room.names[party]) or _("The room")
        if answer is None:
            rows.append(para(_("{who}: no vote; choose the way.").format(who=who)))
        elif answer.tied:
            level = listing([answer_told(shown.stage, each) for each in answer.tied])
            rows.append(para(_("{who}: {level} are level; choose the way.").format(who=who, level=level), style="fair"))
        else:
            rows.append(para(_("{who}: {answer}").format(who=who, answer=answer_told(shown.stage, answer.given))))
    return rows


def notes_page(shown: Shown, *, with_key: bool) -> Page:
    """What only the facilitator needs: notes and questions, and why each answer is worth what it is.

    Args:
        shown: What it is about.
        with_key: Whether the key is revealed: the room sees this page too.
    """
    stage, step = shown.stage, shown.step
    anger = stage.drill.state.anger
    groups: list[list[Block]] = [[_heading(shown, _("notes"))]]
    if step.notes:
        groups.append([para(stage.text(step.notes))])
    questions = stage.drill.scenario.debrief.questions
    groups.append([para(stage.text(text), label=f"{i}.") for i, text in enumerate(questions, 1)])
    if with_key and (why := stage.said(getattr(step, "why", None), anger)):
        groups.append([para(why, label=_("Why"))])
    for each, letter in stage.letters.items() if with_key else ():
        if isinstance(step, ReplyStep):
            groups.append(reply_worth(stage, letter, step.replies[each], anger))
        elif isinstance(step, SpotStep):
            groups.append(line_worth(stage, letter, step.lines[each], anger))
    return joined(groups)
