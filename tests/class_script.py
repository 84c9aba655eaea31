"""What a facilitator types by lines for a class with the bank's case, and the room as it has to stand after it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import yaml

import oracle
from motdrill import library
from motdrill.classroom.events import Counted, Event, Halved, Revealed, Took, VotedAgain
from motdrill.classroom.room import Room, new_room
from motdrill.classroom.session import apply_event
from motdrill.drill.drill import Drill
from motdrill.drill.scorecard import Scorecard
from motdrill.drill.turn import AnswerValue, State
from motdrill.scenario.load import load
from motdrill.scenario.model import NeedsStep, SpotStep
from motdrill.ui.pages.scorecard import ending_words
from motdrill.ui.view import DrillView
from terminal import Planned, Ran, squeezed

BANK, SEED, PEOPLE = "bank-counter", 7, 12
TEAMS = ("Red", "Blue", "Green", "Gold")
HANDS = ("class", BANK, "--hands", "--seed", str(SEED))
BY_TEAMS = ("class", BANK, "--teams", ",".join(TEAMS), "--seed", str(SEED))
KEY = re.compile(r"✓|The best was|It was|The order at this moment|Well done:|of 3|●|最佳是|正确判断|正确顺序")
"""What tells who is right."""

FILE = library.find_scenario(BANK)[0]
SCENARIO = load(FILE).scenario
RAW: dict[str, Any] = yaml.load(FILE.read_text("utf-8"), Loader=yaml.CSafeLoader)
THE_NIGHT, NIGHT_ANGER = "ask-the-night", 2


# ---------------------------------------------------------------- what the room knows, worked out apart


def choices(drill: Drill) -> tuple[str, ...]:
    """What hands are counted for, in the order shown."""
    return drill.choice_order(drill.state.step or "") or tuple("0123456")


def right(drill: Drill) -> AnswerValue:
    """A best answer of this step at this anger, by the oracle's rules."""
    step_id, anger = drill.state.step or "", drill.state.anger
    step = RAW["steps"][step_id]
    kind = oracle.kind(step)
    if kind == "reply":
        return str(max(step["replies"], key=lambda each: oracle.worth(step["replies"][each], anger)))
    if kind == "needs":
        return tuple(oracle.true_order(RAW, step))
    if kind == "spot":
        return tuple(line for line, told in step["lines"].items() if told["good"])
    return anger


def wrong(drill: Drill) -> AnswerValue:
    """An answer that is no best one: of replies the worst after which the story goes on; needs backward, the other
    lines, two stars off."""
    step, given = RAW["steps"][drill.state.step or ""], right(drill)
    if isinstance(given, tuple):
        return given[::-1] if oracle.kind(step) == "needs" else tuple(set(step["lines"]) - set(given))
    if isinstance(given, int):
        return given - 2 if given > 1 else given + 2
    going_on = {name: reply for name, reply in step["replies"].items() if reply.get("goto") not in RAW["endings"]}
    return str(min(going_on, key=lambda each: oracle.worth(going_on[each], drill.state.anger)))


def points(drill: Drill, given: AnswerValue) -> int:
    """What an answer earns, by the oracle."""
    answer = frozenset(given) if isinstance(drill.step, SpotStep) and isinstance(given, tuple) else given
    moves = oracle.moves(RAW, drill.state.step or "", drill.state.anger)
    return next(move.points for move in moves if move.answer == answer)


def hands_for(drill: Drill, given: AnswerValue, other: AnswerValue, many: int, people: int = PEOPLE) -> Counted:
    """Hands of `many` people for one answer and of the rest for another."""
    counts, rest = dict.fromkeys(choices(drill), 0), people - many
    if isinstance(drill.step, NeedsStep) and isinstance(given, tuple):
        first, second = [need for need in counts if need != given[0]][:2]  # no two needs level, where that can be
        counts |= {given[0]: many, first: rest - rest // 3, second: rest // 3}
        return Counted(tuple(counts.values()), people)
    for each, times in ((given, many), (other, rest)):
        for choice in each if isinstance(each, tuple) else (str(each),):
            counts[choice] += times
    return Counted(tuple(counts.values()), people)


def as_line(drill: Drill, counted: Counted) -> str:
    """What the facilitator types for it."""
    people = [counted.voters] if isinstance(drill.step, SpotStep) else []
    return " ".join(map(str, [*counted.counts, *people]))


def named(drill: Drill, given: AnswerValue) -> Planned:
    """An answer with the keys and the line that give it."""
    stage = DrillView(drill, "en")
    return Planned(stage, stage.with_answers(drill.answer(given).answers), given)


@dataclass
class Script:
    """The lines a facilitator types, and the room as it has to stand after them."""

    room: Room
    lines: list[str] = field(default_factory=list)

    def then(self, line: str, *happened: Event) -> Script:
        self.lines.append(line)
        for event in happened:
            self.room = apply_event(self.room, event)
        return self

    def hands(self, many: int, given: AnswerValue | None = None, other: AnswerValue | None = None) -> Script:
        """Hands go up: `many` for the right answer, the rest for the wrong one."""
        drill = self.room.drill
        counted = hands_for(drill, right(drill) if given is None else given, other or wrong(drill), many)
        return self.then(as_line(drill, counted), counted)

    def reveal(self) -> Script:
        return self.then("r", Revealed())

    def again(self, many: int) -> Script:
        """The second round, which ends with the reveal."""
        self.then("v", VotedAgain()).hands(many)
        self.room = apply_event(self.room, Revealed())
        return self

    def go_on(self, given: AnswerValue | None = None) -> Script:
        """On with the room's answer, or another, past the customer's reaction."""
        drill, asked = self.room.drill, self.room.active_parties
        self.then("" if given is None else "y", Took(given))
        self.lines += [named(drill, given).line()] if given is not None else []
        answered = {self.room.drills[party].answers[-1]: self.room.drills[party] for party in asked}
        self.lines += [""] * sum(map(reacts, answered.values()))
        return self

    def to_the_end(self, many: Callable[[Drill], int] = lambda _drill: 9) -> Script:
        """One round a step to the end of the story; then the scorecard and the debrief."""
        while self.room.active_parties:
            self.hands(many(self.room.drill)).reveal().go_on()
        return self

    @property
    def typed(self) -> str:
        return "\n".join([*self.lines, "", "", ""])


def reacts(drill: Drill) -> bool:
    """Whether the customer's reaction, or the ending, has a page."""
    reply = drill.reply(drill.turns[-1])
    return drill.state.ending is not None or (reply is not None and reply.reaction is not None)


def script(start: str = "", anger: int = NIGHT_ANGER) -> Script:
    return Script(new_room(Drill(SCENARIO, BANK, SEED, start_at=State(start, anger) if start else None)))


def pages(out: str) -> list[str]:
    """What was printed, page by page: each ends with a prompt."""
    return re.split(r"\) > |^> ", out, flags=re.MULTILINE)


def says(text: str, *wanted: str) -> bool:
    return all(squeezed(each) in squeezed(text) for each in wanted)


def ended_well(done: Ran) -> bool:
    assert (done.code, done.err) == (0, ""), f"{done.err}\n{done.out[-3000:]}"
    return True


def card_told(drill: Drill, lang: str = "en") -> list[str]:
    card, stage = Scorecard(drill), DrillView(drill, lang)
    return [f"{card.score_percent}%", *ending_words(stage, card.ending)]


# ---------------------------------------------------------------- scripts that several tests begin with


def last_step() -> Script:
    return script("last-word", 0).hands(9).reveal().go_on()


def lost_way(drill: Drill) -> int:
    """The room goes wrong at its second answer, a reply, and nowhere else."""
    return 0 if len(drill.turns) == 1 else 9


def halved() -> tuple[Script, Halved]:
    plan = script().to_the_end(lost_way)
    turning = Scorecard(plan.room.drill).turning_point
    assert turning and turning.lossless_reply
    halves = Halved(turning.number, (turning.turn.answer.value, turning.lossless_reply))
    return plan.then("t", halves), halves
