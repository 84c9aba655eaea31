"""The pages at the end of a class: the room's scorecard, the steps, the teams."""

from __future__ import annotations

from collections import Counter

from motdrill.classroom.room import Record, Room
from motdrill.drill.scorecard import Scorecard
from motdrill.drill.state import Drill
from motdrill.faces.page import Bar, Block, Heading, Page, Para, Part, Seen, Span, joined, para
from motdrill.faces.pages.room import Shown, marked_best, party_name
from motdrill.faces.pages.scorecard import curve_drawn, debrief_page, ending_words, scorecard_page
from motdrill.faces.stage import Stage
from motdrill.faces.wrap import cut, pad
from motdrill.method import handbook
from motdrill.method.catalogue import HARMFUL_CODES
from motdrill.wording import _, ngettext, pick, times_told

_TITLE = 28


def end_page(room: Room, lang: str) -> Page:
    """What the class came to.

    Args:
        room: A class that is over.
        lang: The language of the scenario's texts.
    """
    stages = [Stage(drill, lang) for drill in room.drills]
    main = scorecard_page(stages[0], Scorecard(stages[0].drill), None) if len(stages) == 1 else ()
    return joined(groups for groups in (main, _parties(room, stages), _teams(room), _steps(room, lang)) if groups)


def _parties(room: Room, stages: list[Stage]) -> list[Block]:
    """Parties that followed their own ways, side by side."""
    if len(stages) == 1:
        return []
    names = [party_name(name) for name in room.names]
    rows: list[Block] = [Heading((Span(stages[0].title, "title"),))]
    return rows + [block for name, stage in zip(names, stages, strict=True) for block in _party(name, stage)]


def _party(name: str, stage: Stage) -> list[Block]:
    card = Scorecard(stage.drill)
    title, _text = ending_words(stage, card.ending)
    verdict = Span(_("passed"), "good") if card.passed else Span(_("not passed"), "bad")
    score: tuple[Part, ...] = (Bar(card.score_percent, 100, 10), f"{card.score_percent:>4} %  ", verdict)
    rows: list[Block] = [para(*score, Seen(f"   {curve_drawn(card)}   "), title, label=name)]
    if card.turning_point:
        turning = _("turning point at step {number}").format(number=card.turning_point.number)
        rows.append(para(Span(turning, "quiet"), indent=4))
    return rows


def _teams(room: Room) -> list[Block]:
    """Teams that followed one way: the points their own answers would have earned."""
    named = {each: voter.name for each, voter in room.voters.items() if voter.name and voter.present}
    if len(room.drills) > 1 or not 2 <= len(named) <= 12:
        return []
    points = team_points(room.past)
    most = max((points[each] for each in named), default=0)
    rows = sorted(named, key=lambda each: -points[each])
    told = [para(Bar(points[each], most or 1, 10), f"{points[each]:>4}", label=named[each]) for each in rows]
    return [para(_("Points by their own answers"), style="strong"), *told]


def team_points(past: tuple[Record, ...]) -> Counter[str]:
    """The points each voter's last answer to every step earned there."""
    points: Counter[str] = Counter()
    for record in past:
        final = {voter: given for each in record.rounds for voter, given in each.ballots.items()}
        for voter, given in final.items():
            points[voter] += record.drill.turn_of(given).earned
    return points


def _steps(room: Room, lang: str) -> list[Block]:
    told = [(number, record) for number, record in enumerate(room.past, 1) if record.rounds]
    if not told:
        return []
    rows = [row for number, record in told for row in (_step_row(number, record, lang), _split_row(room, record, lang))]
    return [para(_("Best answers before and after talking, and the gain; below, the votes"), style="strong"), *rows]


def _step_row(number: int, record: Record, lang: str) -> Para:
    parts: list[Part] = [pad(cut(_words_at(record.drill, lang), _TITLE), _TITLE), "  "]
    for found in record.splits:
        parts += [Bar(found.best, found.voters or 1, 8), f"{found.best_percent:>4} %   "]
    if record.gain is not None:
        parts.append(f"{float(record.gain):+.2f}")
    return para(*parts, label=f"{number:>2}")


def _split_row(room: Room, record: Record, lang: str) -> Para:
    """How a step split in each round: what somebody took, and how many did."""
    shown = Shown(room, Stage(record.drill, lang))
    marked, letters = marked_best(shown), shown.stage.letters
    parts: list[Part] = []
    for i, found in enumerate(record.splits):
        parts += ["  →  "] if i else []
        taken = [(choice, count) for choice, count in found.counts.items() if count]
        for choice, count in taken:
            mark = " ✓" if choice in marked else ""
            parts.append(Span(f"{letters[choice]} {count}{mark}   ", "good" if mark else "quiet"))
    return para(*parts, indent=4)


def _words_at(drill: Drill, lang: str) -> str:
    step = drill.step
    return Stage(drill, lang).said(step.says, drill.state.anger) if step else ""


def lost_page(room: Room, lang: str) -> Page:
    """After the room tried to lose the customer: how soon it did, and what it recognised.

    Args:
        room: A class that is over.
        lang: The language of the scenario's texts.
    """
    stage = Stage(room.drills[0], lang)
    card = Scorecard(stage.drill)
    replies = len(card.anger_curve) - 1
    if card.lost:
        told = ngettext("Lost after {n} reply.", "Lost after {n} replies.", replies).format(n=replies)
    else:
        told = _("The customer stayed, in spite of all of you.")
    codes = [(code, times) for code, times in card.codes.most_common() if code in HARMFUL_CODES]
    entries = handbook.chapter("codes")
    rows = [para(pick(entries[code].name), Span(f"  ({code})  {times_told(times)}", "quiet")) for code, times in codes]
    title, text = ending_words(stage, card.ending)
    asked = [para(_("What did you recognise? Where have you heard it, or said it?"), style="strong")]
    head: list[Block] = [Heading((Span(stage.title, "title"),)), para(Span(told, "strong")), para(title, "  ", text)]
    return joined([head, rows, asked])


def debrief(room: Room, lang: str) -> Page:
    """Questions to think about; empty where the scenario has none."""
    return debrief_page(Stage(room.drills[0], lang))
