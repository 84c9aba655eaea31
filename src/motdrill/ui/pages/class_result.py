"""The pages at the end of a class: the room's scorecard, its parties, teams and steps."""

from collections import Counter

from motdrill.classroom.room import Room, StepRecord
from motdrill.drill.drill import Drill
from motdrill.drill.scorecard import Scorecard
from motdrill.messages import _, in_language, ngettext, times_text
from motdrill.method import handbook
from motdrill.method.catalogue import HARMFUL_CODES
from motdrill.ui.blocks import Bar, Block, Drawing, Heading, Inline, Page, Para, Span, join_groups, para
from motdrill.ui.pages.class_step import ClassView, party_name, right_choices
from motdrill.ui.pages.scorecard import curve_drawn, debrief_page, ending_words, scorecard_page
from motdrill.ui.view import DrillView
from motdrill.ui.wrap import clip_to_line, pad

_TITLE = 28


def end_page(room: Room, lang: str, *, by_teams: bool, tells_ending: bool = True) -> Page:
    """The result of a class that is over, for the room: it compares teams, and nobody with anybody.

    Args:
        room: The room.
        lang: The language of the scenario's texts.
        by_teams: Whether the voters are teams.
        tells_ending: Whether the ending of the room's one story is told: not where the room has just read it.
    """
    views = [DrillView(drill, lang) for drill in room.drills]
    card = Scorecard(views[0].drill)
    main = scorecard_page(views[0], card, None, tells_ending=tells_ending) if len(views) == 1 else ()
    teams = _teams(room) if by_teams else []
    return join_groups(groups for groups in (main, _parties(room, views), teams, _talk_result(room)) if groups)


def figures_page(room: Room, lang: str) -> Page:
    """The votes of each step, the best answers before and after talking, and the gain: for the facilitator."""
    return tuple(_steps(room, lang))


def _parties(room: Room, views: list[DrillView]) -> list[Block]:
    """The results of parties that each followed their own way."""
    if len(views) == 1:
        return []
    names = [party_name(name) for name in room.party_names]
    rows: list[Block] = [Heading((Span(views[0].title, "title"),))]
    return rows + [block for name, view in zip(names, views, strict=True) for block in _party(name, view)]


def _party(name: str, view: DrillView) -> list[Block]:
    card = Scorecard(view.drill)
    title, _text = ending_words(view, card.ending)
    verdict = Span(_("passed"), "good") if card.passed else Span(_("not passed"), "bad")
    score: tuple[Inline, ...] = (Bar(card.score_percent, 100, 10), f"{card.score_percent:>4}%  ", verdict)
    rows: list[Block] = [para(*score, Drawing(f"   {curve_drawn(card)}   "), title, label=name)]
    if card.turning_point:
        turning = _("turning point at step {number}").format(number=card.turning_point.number)
        rows.append(para(turning, indent=4))
    return rows


def _teams(room: Room) -> list[Block]:
    """The points that the teams' own answers would have earned, if all followed one way."""
    names = {voter_id: voter.name for voter_id, voter in room.voters.items() if voter.name and voter.present}
    if len(room.drills) > 1 or not 2 <= len(names) <= 12:
        return []
    points = team_points(room.past)
    most = max(points[team] for team in names) or 1
    ranking = sorted(names, key=lambda team: -points[team])
    rows = [para(Bar(points[team], most, 10), f"{points[team]:>4}", label=names[team]) for team in ranking]
    return [para(_("Points by their own answers"), style="strong"), *rows]


def _talk_result(room: Room) -> list[Block]:
    """At how many steps more of the room gave a best answer after talking."""
    shares = [[split.best_share for split in record.splits] for record in room.past]
    changes = [second - first for first, second in (pair for pair in shares if len(pair) == 2)]
    better, number = sum(change > 0 for change in changes), len(changes)
    if not number:
        return []
    sentence = ngettext(
        "The step you argued about got better by talking.",
        "{better} of the {n} steps you argued about got better by talking.",
        number,
    )
    none = _("This time no step got better by talking.")
    return [para(sentence.format(better=better, n=number) if better else none, style="strong")]


def team_points(past: tuple[StepRecord, ...]) -> Counter[str]:
    """The points earned by each voter's last answer to every step, by voter id."""
    points: Counter[str] = Counter()
    for record in past:
        last_votes = {voter: value for vote_round in record.rounds for voter, value in vote_round.ballots.items()}
        for voter, value in last_votes.items():
            points[voter] += record.drill.turn_for(value).earned
    return points


def _steps(room: Room, lang: str) -> list[Block]:
    rows: list[Block] = []
    for number, record in enumerate(room.past, 1):
        if record.rounds:
            rows += [_step_row(number, record, lang), _split_row(room, record, lang)]
    title = _("Best answers before and after talking, and the gain; below, the votes")
    return [para(title, style="strong"), *rows] if rows else []


def _step_row(number: int, record: StepRecord, lang: str) -> Para:
    parts: list[Inline] = [pad(clip_to_line(_customer_words(record.drill, lang), _TITLE), _TITLE), "  "]
    for split in record.splits:
        parts += [Bar(split.best_count, split.voters or 1, 8), f"{split.best_percent:>4}%   "]
    if record.gain is not None:
        parts.append(f"{float(record.gain):+.2f}")
    return para(*parts, label=f"{number:>2}")


def _split_row(room: Room, record: StepRecord, lang: str) -> Para:
    """The votes of each round at a step: every choice with votes, and their number."""
    class_view = ClassView(room, DrillView(record.drill, lang))
    right, letters = right_choices(class_view), class_view.view.letters
    parts: list[Inline] = []
    for i, split in enumerate(record.splits):
        parts += ["  →  "] if i else []
        for choice, count in split.counts.items():
            mark = " ✓" if choice in right else ""
            parts += [Span(f"{letters[choice]} {count}{mark}   ", "good" if mark else "quiet")] if count else []
    return para(*parts, indent=4)


def _customer_words(drill: Drill, lang: str) -> str:
    step = drill.step
    return DrillView(drill, lang).text_at(step.says, drill.state.anger) if step else ""


def lost_page(room: Room, lang: str, *, tells_ending: bool = True) -> Page:
    """The result of a class that tried to lose the customer: how soon it did, and by which harmful codes."""
    view = DrillView(room.drills[0], lang)
    card = Scorecard(view.drill)
    replies = len(card.anger_curve) - 1
    if card.lost:
        result = ngettext("Lost after {n} reply.", "Lost after {n} replies.", replies).format(n=replies)
    else:
        result = _("The customer stayed, in spite of all of you.")
    entries = handbook.chapter_entries("codes")
    rows = [
        para(in_language(entries[code].name), f"  ({code})  {times_text(times)}")
        for code, times in card.codes.most_common()
        if code in HARMFUL_CODES
    ]
    title, text = ending_words(view, card.ending)
    question = [para(_("What did you recognise? Where have you heard it, or said it?"), style="strong")]
    head: list[Block] = [Heading((Span(view.title, "title"),)), para(Span(result, "strong"))]
    head.append(para(title, *(["  ", text] if tells_ending else [])))
    return join_groups([head, rows, question])


def class_debrief_page(room: Room, lang: str) -> Page:
    """Questions to think about, and the lesson; empty if the scenario has neither."""
    return debrief_page(DrillView(room.drills[0], lang))
