"""The projector's pages of a step: one thing at a time, legible from the back row."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from motdrill.classroom.gain import Advice, Shift
from motdrill.classroom.room import GROUPS, Room
from motdrill.classroom.votes import Split, choices_earning_most, most_points_now
from motdrill.drill.choices import choice_text
from motdrill.messages import N_, _, join_list
from motdrill.scenario.model import AngerStep, NeedsStep, ReplyStep, SpotStep, Step
from motdrill.ui.blocks import Block, Drawing, Gap, Heading, Inline, Page, Span, Stars, Style, join_groups, para
from motdrill.ui.pages.class_lobby import without_dim
from motdrill.ui.pages.feedback import line_worth, reply_worth, true_anger
from motdrill.ui.pages.step import anger_words, answer_text, choices_of, said_by_customer, scene
from motdrill.ui.view import DrillView
from motdrill.ui.wrap import pad, pad_column

ADVICE: Mapping[Advice, str] = {
    "explain": N_("Few chose a best answer: explain first, then vote again."),
    "discuss": N_("Some chose a best answer: let them talk, then vote again."),
    "go-on": N_("Most chose a best answer: go on."),
}
"""Advice to the facilitator, never for the wall: beside a split it tells the room who is right."""
_BAR = 24


class ClassView(NamedTuple):
    """A class as the pages of a step see it.

    Attributes:
        room: The class.
        view: Its drill at the current step.
        left_s: The seconds left to vote or talk; None where that is not timed.
        foot: What stands below every page.
    """

    room: Room
    view: DrillView
    left_s: int | None = None
    foot: Page = ()

    @property
    def step(self) -> Step:
        """The current step."""
        return self.view.drill.current_step


def party_name(name: str) -> str:
    """The name of a party in the language of the interface."""
    return {GROUPS[0]: _("group one"), GROUPS[1]: _("group two")}.get(name, name)


def _heading(class_view: ClassView, *right: Inline) -> Heading:
    room, view = class_view.room, class_view.view
    middle: list[Inline] = [Span(_("step {number}").format(number=len(room.past) + 1), "quiet")]
    if len(room.drills) > 1:
        middle.append("  " + join_list([party_name(room.party_names[i]) for i in room.active_parties]))
    if room.room_before_detour:
        middle.append(Span("  " + _("what if"), "fair"))
    if view.shows_stars:
        middle += ["  ", Stars(view.drill.state.anger)]
    return Heading((Span(view.title, "title"),), right, tuple(middle))


def _clock(left_s: int | None) -> list[Inline]:
    """The time left, or that it is up; empty where nothing is timed."""
    if left_s is None:
        return []
    return ["   ", Span(f"{left_s // 60}:{left_s % 60:02}", "strong") if left_s else Span(_("time is up"), "bad")]


def round_label(number: int) -> str:
    """The label of a round by its number, from 1."""
    return _("round {number}").format(number=number)


def vote_page(class_view: ClassView, votes_in: str, note: str = "") -> Page:
    """The step during a vote, without any hint of how the room splits.

    Args:
        class_view: The class.
        votes_in: How many votes are in, and of how many; or whose turn it is.
        note: An error message above the choices.
    """
    view, step = class_view.view, class_view.step
    right = "   ".join(part for part in (round_label(len(class_view.room.rounds)), votes_in) if part)
    notes = [para(note, style="fair")] if note else []
    heading = _heading(class_view, right, *_clock(class_view.left_s))
    words = without_dim(scene(view, step, view.drill.state.anger))
    return join_groups([[heading], words, notes, choices_of(view, step), class_view.foot])


def split_page(class_view: ClassView, *, talks: bool) -> Page:
    """How the room split, and nothing that depends on the key; `talks` once the room is to talk about it."""
    room = class_view.room
    right = "   ".join((round_label(len(room.splits)), _("before talking")))
    parts: list[Inline] = [Span(_("Talk about it?"), "strong")]
    if talks:
        parts = [_("Turn to a neighbour who chose differently, and convince them."), *_clock(class_view.left_s)]
    heading, bars = _heading(class_view, right), _bars(class_view, room.splits[-1])
    return join_groups([[heading], _customer_words(class_view), bars, [para(*parts)], class_view.foot])


def _customer_words(class_view: ClassView) -> Page:
    """What the customer says, which the room has read before the vote."""
    words = class_view.view.text_at(class_view.step.says, class_view.view.drill.state.anger)
    return without_dim([said_by_customer(class_view.view, words)._replace(shrinks=True)] if words else [])


def _bars(class_view: ClassView, split: Split, best: Sequence[str] = ()) -> list[Block]:
    """The votes for each choice with its text, which is cut where the window is too low; never that of a best reply."""
    view, step = class_view.view, class_view.step
    most = max(split.counts.values(), default=0) or 1
    rows: list[Block] = []
    for choice, count in split.counts.items():
        style: Style = "good" if choice in best else "fair" if best else "title"
        bar = Drawing(pad("█" * round(_BAR * count / most), _BAR), style)
        mark = Span("  ✓", "good") if choice in best else ""
        meaning = stars_label(choice) if isinstance(step, AngerStep) else ()
        text = view.text(choice_text(view.drill.scenario, step, choice))
        rows += [Gap()] if rows and text else []
        rows.append(para(*meaning, bar, Span(f" {count:>3}", "strong"), mark, label=view.letters[choice]))
        is_best_reply = isinstance(step, ReplyStep) and choice in best
        rows += [para(text, indent=4)._replace(shrinks=not is_best_reply)] if text else []
    if isinstance(step, NeedsStep):
        rows.insert(0, para(_("How many put it first:")))
    return rows


def stars_label(choice: str) -> tuple[Inline, ...]:
    """A number of stars as stars and in words, all of one width."""
    words = anger_words()
    return Stars(int(choice)), "  ", pad_column(list(words.values()))[int(choice)], "  "


def reveal_page(class_view: ClassView, *, lose: bool = False) -> Page:
    """What was best, and how the votes moved; with `lose` (the room is to lose the customer) only the votes."""
    record = class_view.room.step_record()
    heading = _heading(class_view, "" if lose else _("revealed"))
    words = () if isinstance(class_view.step, SpotStep) else _customer_words(class_view)  # eight lines fill the page
    groups: list[Sequence[Block]] = [[heading], words, [] if lose else [best_answer(class_view)]]
    if record.splits:
        groups.append(_bars(class_view, record.splits[-1], () if lose else right_choices(class_view)))
        groups.append([] if lose else vote_changes(record.splits, record.shift, record.gain))
    return join_groups([*groups, next_answers(class_view), class_view.foot])


def right_choices(class_view: ClassView) -> tuple[str, ...]:
    """The choices whose bars are right; of needs, whose bars count first places, only the dominant one."""
    best = choices_earning_most(class_view.view.drill)
    return best[:1] if isinstance(class_view.step, NeedsStep) else best


def best_answer(class_view: ClassView) -> Block:
    """What was best at the step; a reply with its text, unless that stands beside its votes."""
    step, view = class_view.step, class_view.view
    best = choices_earning_most(view.drill)
    if isinstance(step, AngerStep):
        return true_anger(view.drill.state.anger)
    letters = [view.letters[choice] for choice in best]
    if isinstance(step, NeedsStep):
        return para(_("The order at this moment: {order}").format(order=" > ".join(letters)), style="strong")
    if isinstance(step, SpotStep):
        return para(_("Well done: {lines}").format(lines=join_list(letters) or _("none")), style="strong")
    points = most_points_now(view.drill)
    title = _("The best was {letters}, {points} of 3").format(letters=join_list(letters), points=points)
    text = "" if class_view.room.step_record().rounds else view.text(step.replies[best[0]].text)  # else it has a bar
    return para(Span(title, "strong"), "  " if text else "", text)


def vote_changes(splits: tuple[Split, ...], shift: Shift | None, gain: Fraction | None) -> list[Block]:
    """The share of best answers in each round, and who changed their answer."""
    parts = [
        _("{round}: {best} of {voters} best").format(round=round_label(i), best=split.best_count, voters=split.voters)
        for i, split in enumerate(splits, 1)
    ]
    if gain is not None:
        parts.append(_("gain {gain}").format(gain=f"{float(gain):.2f}"))
    rows: list[Block] = [para("    ".join(parts), style="strong")]
    if shift:
        sentence = _("wrong → right {to_right} · right → wrong {to_wrong} · {voters} voted twice")
        rows.append(para(sentence.format(to_right=shift.to_right, to_wrong=shift.to_wrong, voters=shift.voters)))
    return rows


def next_answers(class_view: ClassView) -> list[Block]:
    """For each party, the answer the story goes on with, or what the facilitator must choose from."""
    room, view, rows = class_view.room, class_view.view, list[Block]()
    for party in room.active_parties:
        answer = room.answer_of(party)
        who = party_name(room.party_names[party]) or _("The room")
        if answer is None:
            rows.append(para(_("{who}: no vote; choose the way.").format(who=who)))
        elif answer.tied_values:
            level = join_list([answer_text(view, value) for value in answer.tied_values])
            rows.append(para(_("{who}: {level} are level; choose the way.").format(who=who, level=level), style="fair"))
        else:
            how = "   " + _how_composed(class_view) if answer.is_composed else ""
            rows.append(para(_("{who}: {answer}").format(who=who, answer=answer_text(view, answer.value)), how))
    return rows


def _how_composed(class_view: ClassView) -> str:
    """How the room's answer comes about where nobody may have given it."""
    by_hands = any(vote_round.hands for vote_round in class_view.room.rounds)
    if isinstance(class_view.step, SpotStep):
        return _("the lines that more than half marked, one by one")
    if by_hands:
        return _("by how many put each one first, which is all that hands tell")
    return _("all rankings taken together; nobody gave exactly this one")


def notes_page(class_view: ClassView, *, with_key: bool) -> Page:
    """Notes and questions for the facilitator; `with_key` also what each answer is worth, once that is revealed."""
    view, step = class_view.view, class_view.step
    groups: list[list[Block]] = [[_heading(class_view, _("notes"))]]
    if step.notes:
        groups.append([para(view.text(step.notes))])
    questions = view.drill.scenario.debrief.questions
    groups.append([para(view.text(text), label=f"{i}.") for i, text in enumerate(questions, 1)])
    if with_key and (why := view.text_at(getattr(step, "why", None), view.drill.state.anger)):
        groups.append([para(why, label=_("Why"))])
    groups += [choice_worth(class_view, choice) for choice in view.letters] if with_key else []
    return join_groups(groups)


def choice_worth(class_view: ClassView, choice: str) -> list[Block]:
    """What a reply or a line is worth at this anger, and why; empty for needs and stars."""
    view, step = class_view.view, class_view.step
    letter, anger = view.letters[choice], view.drill.state.anger
    if isinstance(step, ReplyStep):
        return reply_worth(view, letter, step.replies[choice], anger)
    return line_worth(view, letter, step.lines[choice], anger) if isinstance(step, SpotStep) else []
