"""The page of the facilitator's desk, which the room does not see: all that helps to lead the class."""

from collections.abc import Mapping, Sequence
from itertools import dropwhile
from typing import Final, NamedTuple

from motdrill.classroom.gain import advise
from motdrill.classroom.room import Room
from motdrill.classroom.votes import Split
from motdrill.messages import N_, _, join_list, ngettext
from motdrill.scenario.model import AngerStep, NeedsStep
from motdrill.ui.blocks import Bar, Block, Gap, Heading, Inline, Page, Span, Stars, join_groups, para
from motdrill.ui.pages.class_result import figures_page
from motdrill.ui.pages.class_step import (
    ADVICE,
    ClassView,
    best_answer,
    choice_worth,
    next_answers,
    party_name,
    right_choices,
    round_label,
    vote_changes,
)
from motdrill.ui.view import DrillView

_WALL: Final[Mapping[str, str]] = {
    "lobby": N_("On the wall: how to join."),
    "opening": N_("On the wall: the situation."),
    "recap": N_("On the wall: what has happened so far."),
    "question": N_("On the wall: the step, to vote on."),
    "split": N_("On the wall: how the room split."),
    "revealed": N_("On the wall: what was best."),
    "reaction": N_("On the wall: the customer's reaction."),
    "result": N_("On the wall: the result."),
}


class DeskView(NamedTuple):
    """What the desk knows of a class.

    Attributes:
        room: The class.
        lang: The language of the scenario's texts.
        wall: What the wall shows, a `WallPage`.
        wall_page: The page of the question that stands there.
        left_s: The seconds that the room has left; None without a time.
        thresholds: The percentages between which the advice is to discuss.
        lose: Whether the room is to lose the customer.
        in_turn: Whether one team after another is asked.
    """

    room: Room
    lang: str
    wall: str
    wall_page: Page = ()
    left_s: int | None = None
    thresholds: tuple[int, int] = (0, 100)
    lose: bool = False
    in_turn: bool = False


def desk_page(desk: DeskView) -> Page:
    """The page of the desk."""
    head: list[Block] = [_heading(desk), para(*_now(desk))]
    people = _people(desk.room)
    if desk.wall_page and not isinstance(desk.wall_page[0], Heading):
        # a question beside the wall's pages, such as whom to remove, or whether to close without a vote
        return join_groups([[*head, *desk.wall_page], people])
    if desk.wall in ("question", "split", "revealed") and desk.room.active_parties:
        view = ClassView(desk.room, DrillView(desk.room.drill, desk.lang))
        return join_groups([head, *_step_groups(desk, view), people])
    wall_page = tuple(dropwhile(lambda block: isinstance(block, Heading | Gap), desk.wall_page))
    figures = figures_page(desk.room, desk.lang) if desk.wall == "result" and not desk.lose else ()
    return join_groups([head, wall_page, figures, people])


def _heading(desk: DeskView) -> Heading:
    room, view = desk.room, DrillView(desk.room.drill, desk.lang)
    if not room.active_parties:
        return Heading((Span(view.title, "title"),))
    place = _("step {number}").format(number=len(room.past) + 1) + " · " + round_label(len(room.rounds))
    middle: list[Inline] = [Span(place, "quiet")]
    if len(room.drills) > 1:
        middle.append("  " + join_list([party_name(room.party_names[i]) for i in room.active_parties]))
    if room.room_before_detour:
        middle.append(Span("  " + _("what if"), "fair"))
    return Heading((Span(view.title, "title"),), (_votes_in(desk),), tuple(middle))


def _votes_in(desk: DeskView) -> str:
    room = desk.room
    if desk.wall == "lobby" or not room.voters:
        number = sum(voter.present for voter in room.voters.values())
        return ngettext("{n} person has joined", "{n} people have joined", number).format(n=number) if number else ""
    ballots = room.rounds[-1].ballots
    votes_in = _("{n} of {of} in").format(n=len(ballots), of=len(room.present))
    waiting = [voter.name for voter_id, voter in room.present.items() if voter_id not in ballots]
    is_asked = desk.in_turn and desk.wall == "question" and waiting
    return f"{waiting[0]}   {votes_in}" if is_asked else votes_in


def _now(desk: DeskView) -> list[Inline]:
    """What the wall shows, and the time that is left."""
    parts: list[Inline] = [_(_WALL[desk.wall])]
    if desk.left_s is not None:
        left = _("{minutes}:{seconds:02} left").format(minutes=desk.left_s // 60, seconds=desk.left_s % 60)
        parts.append(Span("   " + (left if desk.left_s else _("The time is up.")), "strong"))
    return parts


def _step_groups(desk: DeskView, view: ClassView) -> list[Sequence[Block]]:
    """The step: advice, the split beside the key, how votes moved, what each choice is worth, and what to ask."""
    record, step, drill_view = desk.room.step_record(), view.step, view.view
    groups: list[Sequence[Block]] = [_advice(desk)] if desk.wall == "split" else []
    if isinstance(step, NeedsStep):
        groups.append([best_answer(view)])
    is_counted = desk.wall != "question" and bool(record.splits)
    groups.append(_bars(view, record.splits[-1] if is_counted else None))
    if desk.wall == "revealed":
        groups.append(vote_changes(record.splits, record.shift, record.gain) if record.splits else [])
        groups.append(next_answers(view))
    groups += [_worth(view, choice, letter) for choice, letter in drill_view.letters.items()]
    if why := drill_view.text_at(getattr(step, "why", None), view.room.drill.state.anger):
        groups.append([para(why, label=_("Why"))])
    groups.append([para(drill_view.text(step.notes), label=_("Notes"))] if step.notes else [])
    questions = desk.room.drill.scenario.debrief.questions
    return [*groups, [para(drill_view.text(text), label=f"{i}.") for i, text in enumerate(questions, 1)]]


def _advice(desk: DeskView) -> list[Block]:
    """What to do after the first vote, and the share of best answers that says so."""
    splits = desk.room.splits
    if desk.lose or len(splits) > 1 or not splits[-1].voters:
        return []
    first = splits[-1]
    told = _("{best} of {voters} gave a best answer ({percent}%).").format(
        best=first.best_count, voters=first.voters, percent=first.best_percent
    )
    return [para(told), para(_(ADVICE[advise(first.best_percent, *desk.thresholds)]), style="strong")]


def _bars(view: ClassView, split: Split | None) -> list[Block]:
    """The key, and how many chose each choice, if that is counted."""
    most = max(split.counts.values(), default=0) or 1 if split else 1
    right, rows = right_choices(view), list[Block]()
    if split and isinstance(view.step, NeedsStep):
        rows.append(para(_("How many put it first:"), style="quiet"))
    for choice, letter in view.view.letters.items():
        parts: list[Inline] = [Stars(int(choice)), "  "] if isinstance(view.step, AngerStep) else []
        parts += [Bar(split.counts[choice], most), f" {split.counts[choice]}  "] if split else []
        parts += [Span("✓", "good")] if choice in right else []
        rows += [para(*parts, label=letter)] if parts else []
    return rows


def _worth(view: ClassView, choice: str, letter: str) -> list[Block]:
    if isinstance(view.step, NeedsStep):
        return [para(view.view.text(view.view.drill.scenario.needs[choice].text), label=letter)]
    return choice_worth(view, choice)


def _people(room: Room) -> list[Block]:
    """Who takes part, with the numbers by which they are named, and who has voted in an open round."""
    voted = room.rounds[-1].ballots if room.active_parties else {}
    people = [
        f"{voter.number} {voter.name or '–'}{' ✓' if voter_id in voted else ''}".replace(" ", "\u00a0")
        for voter_id, voter in room.voters.items()
        if voter.present
    ]
    title = _("People; ✓ has voted") if voted else _("People")
    return [para(title, style="strong"), para("    ".join(people))] if people else []


def invitation_page(url: str, code: str) -> Page:
    """How the facilitator opens the desk in a browser; nobody else may see it."""
    title = Heading((Span(_("Your desk"), "title"),), (_("for the facilitator alone"),))
    what = _("With a second device you lead the class and see what the room must not: advice, key, notes, people.")
    once = _("The code works once. Whoever uses it leads the class.")
    return join_groups(
        [[title], [para(what)], [para(Span(url, "title"), "    ", _("code"), " ", Span(code, "strong"))], [para(once)]]
    )
