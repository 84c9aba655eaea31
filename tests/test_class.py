"""A class as people hold it: the real program over pipes and in a pseudo-terminal, from the first step to the end."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing as closing_
from dataclasses import dataclass, field
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml
from rich.cells import cell_len

import oracle
from motdrill import library, messages
from motdrill.classroom.events import Counted, Event, Halved, Joined, LookedInto, Reopened, Revealed, Took, VotedAgain
from motdrill.classroom.gain import advise
from motdrill.classroom.room import Room, new_room
from motdrill.classroom.session import apply_event
from motdrill.drill.drill import Drill
from motdrill.drill.scorecard import Scorecard
from motdrill.drill.turn import AnswerValue, State
from motdrill.journal.classes import begin_class, new_stored_class
from motdrill.journal.database import Database
from motdrill.messages import _
from motdrill.scenario.load import load
from motdrill.scenario.model import AngerStep, NeedsStep, ReplyStep, SpotStep
from motdrill.sessions.class_recorder import ClassRecorder, ClassSettings
from motdrill.ui.pages.class_step import round_label
from motdrill.ui.pages.scorecard import ending_words
from motdrill.ui.view import DrillView
from practised import change, rows
from terminal import CTRL_C, ENTER, Opened, Planned, Ran, Run, Terminal, best, squeezed

BANK, SEED, PEOPLE = "bank-counter", 7, 12
TEAMS = ("Red", "Blue", "Green", "Gold")
HANDS = ("class", BANK, "--hands", "--seed", str(SEED))
BY_TEAMS = ("class", BANK, "--teams", ",".join(TEAMS), "--seed", str(SEED))
KEY = re.compile(r"✓|The best was|It was|The order at this moment|Well done:|of 3|●|最佳是|实际是|此刻的顺序")
"""What tells who is right."""

FILE = library.find_scenario(BANK)[0]
SCENARIO = load(FILE).scenario
RAW: dict[str, Any] = yaml.safe_load(FILE.read_text("utf-8"))
THE_NIGHT, NIGHT_ANGER = "ask-the-night", 2


# ---------------------------------------------------------------- what the room knows, worked out apart


def choices(drill: Drill) -> tuple[str, ...]:
    """What hands are counted for, in the order shown."""
    return drill.shown_order(drill.state.step or "") or tuple("0123456")


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
    """An answer that is no best one: of replies the worst, needs backward, the other lines, two stars off."""
    step, given = RAW["steps"][drill.state.step or ""], right(drill)
    if isinstance(given, tuple):
        return given[::-1] if oracle.kind(step) == "needs" else tuple(set(step["lines"]) - set(given))
    if isinstance(given, int):
        return given - 2 if given > 1 else given + 2
    return str(min(step["replies"], key=lambda each: oracle.worth(step["replies"][each], drill.state.anger)))


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
        """Enter reveals where most were right; elsewhere it is a key."""
        return self.then("" if advise(self.room.splits[-1].most_points_percent) == "go-on" else "r", Revealed())

    def again(self, many: int) -> Script:
        """The second round, which ends with the reveal."""
        self.then("", VotedAgain()).hands(many)
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
    return [f"{card.score_percent} %", *ending_words(stage, card.ending)]


# ---------------------------------------------------------------- twelve people by hands, in a terminal


def page_after(shown: Terminal, *keys: str) -> str:
    """The page that keys lead to, read at rest: half drawn, a wide letter may have lost its other half."""
    before = shown.screen()
    shown.keys(*keys)
    shown.settle()
    return shown.screen() if shown.screen() != before else shown.wait_for_change(before)


def enter(shown: Terminal) -> str:
    """Reads a page to its end and goes on."""
    for _times in range(20):
        more = "▼" in shown.screen()
        page_after(shown, ENTER)
        if not more:
            break
    return shown.screen()


def begun(shown: Terminal, lang: str = "en") -> None:
    """Past the page the class opens with."""
    shown.wait_for(DrillView(Drill(SCENARIO, BANK, SEED), lang).title)
    shown.settle()
    fits(shown)
    enter(shown)


def fits(shown: Terminal) -> None:
    assert max(map(cell_len, shown.lines())) <= shown.columns, shown.screen()


def shows_step(shown: Terminal, drill: Drill, lang: str) -> None:
    """A page to vote on: all that is to be read, and nothing that tells who is right, nor what is only for notes."""
    stage = DrillView(drill, lang)
    step = drill.step
    turn = Planned(stage, stage, right(drill))
    fits(shown)
    if "▼" not in shown.screen():
        assert all(map(shown.shows, turn.texts())), shown.screen()
    assert step and not (step.notes and shown.shows(stage.text(step.notes)))
    assert not KEY.search(shown.screen()), shown.screen()
    heading = "".join(shown.lines()).split("──")[0]
    assert isinstance(step, AngerStep) != ("★" * drill.state.anger + "☆" * (6 - drill.state.anger) in heading)


def typed(shown: Terminal, line: str) -> str:
    return page_after(shown, line, ENTER)


def shows_split(shown: Terminal, counted: Counted, *told: str) -> None:
    """How the room split, in numbers, and not who is right."""
    bars = re.findall(r"(\d+)$", shown.screen(), re.MULTILINE)
    assert [int(each) for each in bars][-len(counted.counts) :] == list(counted.counts), shown.screen()
    assert all(map(shown.shows, told)) and not KEY.search(shown.screen()), shown.screen()
    fits(shown)


def two_rounds(shown: Terminal, drill: Drill, lang: str, words: Sequence[str]) -> AnswerValue:
    """One step: a vote, the talk, a second vote, the reveal; gives back the room's answer."""
    shows_step(shown, drill, lang)
    first, second = (hands_for(drill, right(drill), wrong(drill), many) for many in (3, 9))
    typed(shown, as_line(drill, first))
    shows_split(shown, first, words[0])
    enter(shown)
    shows_step(shown, drill, lang)
    typed(shown, as_line(drill, second))
    fits(shown)
    gain = Fraction(9 - 3, PEOPLE - 3)
    assert shown.shows(words[1].format(f"{float(gain):.2f}")) and shown.shows(words[2]), shown.screen()
    room = apply_event(apply_event(new_room(drill), second), Revealed())
    answer = room.answer_of(0)
    assert answer and not answer.tied_values
    return answer.value


def whole_class(shown: Terminal, lang: str, words: Sequence[str]) -> Drill:
    """Twelve people by hands from the first step to the scorecard."""
    drill, kinds = Drill(SCENARIO, BANK, SEED), set()
    begun(shown, lang)
    while drill.step is not None:
        kinds.add(drill.step.ask)
        before, drill = drill, drill.answer(two_rounds(shown, drill, lang, words))
        enter(shown)
        if reacts(drill):
            reply = before.step.replies[drill.answers[-1].value] if isinstance(before.step, ReplyStep) else None
            assert reply and shown.shows(DrillView(drill, lang).text_at(reply.reaction, drill.state.anger)), (
                shown.screen()
            )
            assert not drill.state.ending or all(
                map(shown.shows, ending_words(DrillView(drill, lang), drill.state.ending))
            )
            fits(shown)
            enter(shown)
    assert kinds == {"reply", "anger", "needs", "spot"}
    return drill


def to_the_end(shown: Terminal) -> str:
    """Past the scorecard and the debrief; gives back what is left standing."""
    for _times in range(40):
        if not shown.full_screen:
            break
        shown.keys(ENTER)
        shown.settle()
    assert shown.wait_for_end() == 0
    after_all = shown.raw.rsplit(b"\x1b[?1049l", 1)[1].decode()
    return re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]|\r", "", after_all)


EXPLAIN = "Few chose a best answer: explain first, then vote again."


def said_in(lang: str) -> tuple[str, str, str]:
    """The advice, the gain and the first round as the interface says them."""
    messages.set_language(lang)
    rounds = _("{round}: {best} of {voters} best").format(round=round_label(1), best=3, voters=PEOPLE)
    return _(EXPLAIN), _("gain {gain}").replace("{gain}", "{}"), rounds


def test_twelve_people_by_hands_from_the_first_step_to_the_scorecard_at_80_by_24(opened: Opened) -> None:
    shown = opened(*HANDS)
    drill = whole_class(shown, "en", said_in("en"))
    shown.wait_for(*card_told(drill)[:2])
    left = to_the_end(shown)
    assert says(left, *card_told(drill))
    assert len(re.findall(r"25 %[^%]*75 %\s*\+0\.67", left)) == len(drill.answers)


def test_twelve_people_by_hands_in_chinese_in_40_columns(opened: Opened) -> None:
    shown = opened(*HANDS, "--lang", "zh", columns=40, rows=60)
    drill = whole_class(shown, "zh", said_in("zh"))
    fits(shown)
    left = to_the_end(shown)
    assert max(map(cell_len, left.splitlines())) <= 40
    assert says(left, *card_told(drill, "zh")) and left.count("+0.67") == len(drill.answers)


def test_at_80_columns_each_step_is_one_line_of_the_result(opened: Opened) -> None:
    shown = opened(*HANDS, "--from", "last-word")
    begun(shown)
    plan = script("last-word", 0).hands(4).again(9)
    for line in plan.lines:
        typed(shown, line) if line else enter(shown)
    left = to_the_end(shown)
    assert re.search(r"^ *1 .*33 %.*75 %.*\+0\.62$", left, re.MULTILINE), left[-400:]
    assert re.search(r"^ +[A-D] \d+ .*✓.*  →  .*[A-D] 9 ✓", left, re.MULTILINE), left[-400:]


def text_of(page: Path) -> str:
    """What a page in HTML says."""
    return html.unescape(re.sub(r"<style.*?</style>|<[^>]+>", "", page.read_text("utf-8"), flags=re.DOTALL))


def test_in_a_small_window_the_keys_and_the_numbers_typed_stay_in_sight(opened: Opened) -> None:
    shown = opened(*HANDS, "--lang", "zh", "--from", "first-words", columns=40, rows=24)
    begun(shown, "zh")
    shown.keys("1 2 3 4")
    shown.wait_for("▸ 1 2 3 4", "q 停止")
    fits(shown)
    shown.resize(40, 12)
    shown.settle()
    assert shown.shows("▸ 1 2 3 4"), shown.screen()


# ---------------------------------------------------------------- four teams, in a terminal


def team_votes(shown: Terminal, drill: Drill, given: Sequence[AnswerValue]) -> None:
    for name, each in zip(TEAMS, given, strict=True):
        assert shown.lines()[0].endswith(name), shown.screen()
        if name == TEAMS[0]:
            shows_step(shown, drill, "en")
        page_after(shown, *named(drill, each).keys())


def test_four_teams_following_one_way_from_the_first_step_to_the_scorecard(opened: Opened) -> None:
    """Each kind of step is met with two rounds at first; where most are right at once, the room goes on after one."""
    shown = opened(*BY_TEAMS)
    drill, kinds, earned = Drill(SCENARIO, BANK, SEED), set(), dict.fromkeys(TEAMS, 0)
    begun(shown)
    while drill.step is not None:
        yes, no = right(drill), wrong(drill)
        if drill.step.ask not in kinds:
            two_rounds_by_teams(shown, drill)
        else:
            team_votes(shown, drill, (yes, yes, yes, no))
            assert shown.shows("Most chose a best answer: go on.") and not KEY.search(shown.screen())
            enter(shown)
            assert shown.shows("round 1: 3 of 4 best")
        kinds.add(drill.step.ask)
        for name, each in zip(TEAMS, (yes, yes, yes, no), strict=True):
            earned[name] += points(drill, each)
        drill = drill.answer(yes)
        enter(shown)
        if reacts(drill):
            enter(shown)
    left = to_the_end(shown)
    assert says(left, *card_told(drill), "Points by their own answers") and left.count("+0.67") == len(kinds) == 4
    assert all(re.search(rf"^\W*{name}\b.*\s{earned[name]}$", left, re.MULTILINE) for name in TEAMS), left


def two_rounds_by_teams(shown: Terminal, drill: Drill) -> None:
    yes, no = right(drill), wrong(drill)
    team_votes(shown, drill, (yes, no, no, no))
    assert shown.shows(EXPLAIN) and not KEY.search(shown.screen())
    enter(shown)
    team_votes(shown, drill, (yes, yes, yes, no))
    assert shown.shows("wrong → right 2 · right → wrong 0 · 4 voted twice") and shown.shows("gain 0.67")


OWN_WAYS: dict[str, Callable[[Drill], AnswerValue]] = {
    "Red": right,
    "Blue": wrong,
    "Green": lambda drill: (right, wrong)[len(drill.turns) % 2](drill),
    "Gold": lambda drill: wrong(drill) if len(drill.turns) == 1 else right(drill),
}


def own_ways(shown: Terminal) -> dict[str, Drill]:
    """Every team its own way, the facilitator revealing after the first round; by what the screen says."""
    drills = {name: Drill(SCENARIO, BANK, SEED) for name in TEAMS}
    for _times in range(250):
        heading = " ".join(shown.lines()[:4])
        asked = next((name for name in TEAMS if re.search(rf"round \d +{name}$", shown.lines()[0])), "")
        if asked:
            shows_step(shown, drills[asked], "en")
            given = OWN_WAYS[asked](drills[asked])
            page_after(shown, *named(drills[asked], given).keys())
            drills[asked] = drills[asked].answer(given)
        elif "before" in heading and "talking" in heading:
            page_after(shown, "r")
        elif all(map(shown.shows, TEAMS)) and "%" in shown.screen():
            return drills
        else:  # reactions: two teams may have met with the same
            shown.keys(ENTER)
            shown.settle()
    raise AssertionError(shown.screen())


def test_four_teams_each_on_its_own_way_end_side_by_side(opened: Opened) -> None:
    shown = opened(*BY_TEAMS, "--own", "--thresholds", "0,100")
    begun(shown)
    shown.wait_for("round 1   Red", "Red, Blue, Green, Gold")
    drills = own_ways(shown)
    assert all(drill.step is None for drill in drills.values())
    left = to_the_end(shown)
    for name, drill in drills.items():
        card = Scorecard(drill)
        verdict = "passed" if card.passed else "not passed"
        row = next(line for line in left.splitlines() if line.strip().startswith(name))
        assert f"{card.score_percent} %  {verdict}" in row, left
        assert not card.turning_point or f"turning point at step {card.turning_point.number}" in left
    assert len({Scorecard(drill).score_percent for drill in drills.values()}) > 2


def test_teams_of_chinese_names_are_told_apart_and_a_chinese_comma_divides_them(run: Run) -> None:
    done = run("class", BANK, "--teams", "红队，蓝队", "--plain", "--lang", "zh", typed="3\n")
    assert "红队" in pages(done.out)[0] and "蓝队" in pages(done.out)[1]


def test_teams_with_the_same_answer_meet_one_reaction_and_others_are_named(run: Run) -> None:
    """Three teams, each on its own way, two of one mind."""
    drill = script(THE_NIGHT).room.drill
    same, other = (named(drill, given) for given in (right(drill), wrong(drill)))
    arguments = (
        "class",
        BANK,
        "--teams",
        "Red,Blue,Green",
        "--own",
        "--from",
        THE_NIGHT,
        "--seed",
        str(SEED),
        "--plain",
    )
    reactions = [each.after.text_at(reaction_of(each), each.after.drill.state.anger) for each in (same, other)]
    done = run(*arguments, typed="\n".join([*(each.line() for each in (same, other, same)), "r", "", "", "", ""]))
    told = [page for page in pages(done.out) if any(says(page, each) for each in reactions)]
    assert [says(page, reactions[0]) for page in told] == [True, False]
    assert "Red, Green" in told[0] and "Blue" not in told[0]
    assert "Blue" in told[1].strip().split("\n")[0] and "Red" not in told[1]
    done = run(*arguments, typed="\n".join([same.line()] * 3 + ["", "", "", ""]))
    told = [page for page in pages(done.out) if says(page, reactions[0])]
    assert len(told) == 1 and not any(name in told[0] for name in ("Red", "Blue", "Green"))


def reaction_of(turn: Planned) -> Any:
    return SCENARIO.steps[turn.step_id].replies[str(turn.given)].reaction


# ---------------------------------------------------------------- by lines, with the plain face


def test_a_whole_class_by_lines_says_gain_answer_and_score(run: Run) -> None:
    plan = script()
    while plan.room.active_parties:
        plan.hands(4).again(9).go_on()
    done = run(*HANDS, "--plain", typed=plan.typed)
    assert ended_well(done)
    steps = len(plan.room.past)
    assert done.out.count("round 1: 4 of 12 best    round 2: 9 of 12 best    gain 0.62") == steps
    assert says(done.out, *card_told(plan.room.drill))
    assert len(re.findall(r"33 %.*75 %", done.out)) >= steps
    assert "\x1b" not in done.out


def test_the_key_is_not_in_view_before_the_reveal_and_then_it_is(run: Run) -> None:
    plan = script()
    while plan.room.active_parties:
        plan.hands(4).again(9).go_on()
    for page in pages(run(*HANDS, "--plain", typed=plan.typed).out)[: len(plan.lines)]:
        assert bool(KEY.search(page)) == ("revealed" in page), page


@pytest.mark.parametrize(
    ("many", "advice", "enter_does"),
    [
        (3, "Few chose a best answer: explain first, then vote again.", "vote again"),
        (4, "Turn to a neighbour who chose differently, and convince them.", "vote again"),
        (8, "Turn to a neighbour who chose differently, and convince them.", "vote again"),
        (9, "Most chose a best answer: go on.", "reveal"),
    ],
)
def test_advice_follows_the_first_vote(run: Run, many: int, advice: str, enter_does: str) -> None:
    shown = pages(run(*HANDS, "--plain", typed=script().hands(many).typed).out)[1]
    assert advice in shown and f"enter: {enter_does}" in shown


def test_thresholds_can_be_moved(run: Run) -> None:
    told = run(*HANDS, "--plain", "--thresholds", "10，20", typed=script().hands(3).typed).out
    assert "Most chose a best answer: go on." in told


@pytest.mark.parametrize(("talk", "clock"), [("65", "1:05"), ("3600", "60:00")])
def test_the_time_to_talk_is_shown_where_the_room_is_to_talk(run: Run, talk: str, clock: str) -> None:
    assert clock in run(*HANDS, "--plain", "--talk", talk, typed=script().hands(6).typed).out
    assert clock not in run(*HANDS, "--plain", "--talk", talk, typed=script().hands(2).typed).out


def test_without_a_time_to_talk_there_is_no_clock(run: Run) -> None:
    split = pages(run(*HANDS, "--plain", "--talk", "0", typed=script().hands(6).typed).out)[1]
    assert "Turn to a neighbour" in split and not re.search(r"\d:\d\d", split)


def test_the_split_has_each_choices_first_words(run: Run) -> None:
    """So that what is argued about can be read again."""
    for step, part in ((THE_NIGHT, "replies"), ("keying", "lines")):
        plan = script(step, 1).hands(6)
        split = pages(run(*HANDS, "--from", step, "--plain", typed=plan.typed).out)[1]
        texts = [each["text"]["en"] for each in RAW["steps"][step][part].values()]
        assert "before talking" in split and says(split, *(text[:40] for text in texts))


def test_notes_come_on_a_key_and_the_vote_goes_on_after_them(run: Run) -> None:
    stage = DrillView(script("first-words", 3).room.drill, "en")
    notes = stage.text(SCENARIO.steps["first-words"].notes)
    done = run(*HANDS, "--from", "first-words", "--plain", typed="n\n\n1 2 9 0\nn\n")
    shown = pages(done.out)
    assert [says(page, notes) for page in shown[:5]] == [False, True, False, False, True]
    assert "round 1   hands up" in shown[2]


def test_notes_have_the_questions_at_once_and_the_key_only_after_the_reveal(run: Run) -> None:
    """The room reads along."""
    stage = DrillView(script("first-words", 3).room.drill, "en")
    questions = [stage.text(text) for text in SCENARIO.debrief.questions]
    whys = [stage.text(reply.why) for reply in SCENARIO.steps["first-words"].replies.values()]
    plan = script("first-words", 3).hands(6)
    lines = ["n", "", plan.lines[0], "n", "", "r", "n", ""]
    shown = pages(run(*HANDS, "--from", "first-words", "--plain", typed="\n".join(lines)).out)
    notes = [shown[1], shown[4], shown[7]]
    notes = [shown[1], shown[4], shown[7]]
    assert all(says(page, *questions) for page in notes)
    assert [any(says(page, why) for why in whys) for page in notes] == [False, False, True]
    assert [bool(KEY.search(page)) for page in notes] == [False, False, True] and says(notes[2], *whys)


def test_a_line_that_is_no_key_is_told_so_and_asked_again(run: Run) -> None:
    """At every page that waits for a key; nothing happens by it."""
    told = "Only Enter and the keys do something here."
    plan = script("last-word", 0).hands(9)
    lines = [*plan.lines, "x", "", "hello", "", "7", "", "t t", "", "?", ""]
    shown = pages(run(*HANDS, "--from", "last-word", "--plain", typed="\n".join(lines)).out)
    assert [told in page for page in shown[1:7]] == [False, True, False, True, False, True]
    assert "enter: reveal" in shown[1] and "enter: reveal" in shown[2]
    assert "enter: go on with the room's answer" in shown[3] and "enter: go on with the room's answer" in shown[4]


# ---------------------------------------------------------------- the page a class opens with


def opening(lang: str = "en") -> list[str]:
    """The case and the role, paragraph by paragraph."""
    stage = DrillView(Drill(SCENARIO, BANK, SEED), lang)
    return [stage.text(SCENARIO.brief), stage.text(SCENARIO.you)]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_in_a_terminal_the_class_opens_with_the_case_and_waits(opened: Opened, lang: str) -> None:
    shown = opened(*HANDS, "--lose", "--lang", lang, rows=30)
    shown.wait_for(DrillView(Drill(SCENARIO, BANK, SEED), lang).title)
    shown.settle()
    messages.set_language(lang)
    task = _("Lose the customer, in as few replies as you can.")
    assert all(map(shown.shows, [*opening(lang), task])), shown.screen()
    assert not shown.shows(_("hands up")) and not KEY.search(shown.screen())
    fits(shown)
    enter(shown)
    assert shown.shows(_("hands up"))


def test_by_lines_the_case_is_printed_and_no_line_is_read_for_it(run: Run) -> None:
    first, second = pages(run(*HANDS, "--plain", typed="s\n").out)[:2]
    assert says(first, *opening(), "hands up") and "Lose the customer" not in first
    assert "revealed" in second
    assert says(pages(run(*HANDS, "--plain", "--lose").out)[0], *opening(), "Lose the customer, in as few replies")


def test_q_stops_at_the_case_too_and_the_class_can_be_gone_on_with(
    opened: Opened, run: Run, kept: dict[str, str]
) -> None:
    shown = opened(*HANDS, **kept)
    shown.wait_for("enter begin", "q stop")
    shown.settle()
    shown.keys("q")
    assert shown.wait_for_end() == 130
    assert shown.shows("The class stopped at step 1. motdrill class --resume goes on from there."), shown.screen()
    assert "hands up" in pages(run("class", "--resume", "--plain", **kept).out)[0]


# ---------------------------------------------------------------- wrong counts

WRONG_COUNTS = {
    "too few": ("1 2 3", "Type 4 numbers, separated by spaces."),
    "too many": ("1 2 3 4 5", "Type 4 numbers, separated by spaces."),
    "letters": ("a b c d", "Type 4 numbers, separated by spaces."),
    "below nought": ("-1 2 3 4", "Type 4 numbers, separated by spaces."),
    "halves of people": ("1.5 2 3 4", "Type 4 numbers, separated by spaces."),
    "too many digits": ("1 2 3 44444", "Type 4 numbers, separated by spaces."),
    "nothing": ("", "Type 4 numbers, separated by spaces."),
}


@pytest.mark.parametrize("case", WRONG_COUNTS)
def test_wrong_counts_are_explained_and_asked_again(run: Run, case: str) -> None:
    line, told = WRONG_COUNTS[case]
    shown = pages(run(*HANDS, "--from", "first-words", "--plain", typed=f"{line}\n0 0 12 0\n").out)
    assert told in shown[1] and "before talking" in shown[2]


def test_counts_may_stand_between_commas_and_in_wide_digits(run: Run) -> None:
    done = run(*HANDS, "--from", "first-words", "--plain", typed="１，２、９; 0\n")
    assert re.findall(r"^[A-D] +.*?(\d+)$", pages(done.out)[1], re.MULTILINE) == ["1", "2", "9", "0"]


def test_at_lines_the_people_come_last_and_no_line_has_more_hands_than_people(run: Run) -> None:
    number = len(RAW["steps"]["keying"]["lines"])
    more, right_line = " ".join(["13"] * number + ["12"]), " ".join(["12"] * number + ["12"])
    shown = pages(run(*HANDS, "--from", "keying", "--plain", typed=f"{more}\n{right_line}\n").out)
    assert f"{number} numbers, one a line, and how many people there are" in shown[0]
    assert "There are more hands than the 12 people." in shown[1] and "before talking" in shown[2]


def test_at_needs_one_is_told_that_hands_are_for_the_need_put_first(run: Run) -> None:
    prompt = pages(run(*HANDS, "--from", "sort-needs", "--plain").out)[0].rsplit("\n", 1)[-1]
    number = len(oracle.true_order(RAW, RAW["steps"]["sort-needs"]))
    assert f"{number} numbers: how many put each one first" in prompt


def test_a_vote_without_a_hand_is_revealed_and_the_facilitator_chooses_the_way(run: Run) -> None:
    plan = script(THE_NIGHT)
    plan.then("0 0 0 0", Counted((0,) * 4, 0), Revealed()).lines.append("")
    done = run(*HANDS, "--from", THE_NIGHT, "--plain", typed=plan.go_on(right(plan.room.drill)).typed)
    shown = pages(done.out)
    assert "The room: no vote; choose the way." in shown[1]
    assert "There is no single answer: y chooses the way." in shown[2]
    assert says(done.out, "step 2")


# ---------------------------------------------------------------- the facilitator's other ways


def test_a_skipped_vote_is_revealed_without_a_split(run: Run) -> None:
    shown = pages(run(*HANDS, "--plain", typed="s\n").out)
    assert "(s skip the vote  " in shown[0]
    assert "revealed" in shown[1] and "It was anger 3 of 6." in shown[1] and "round 1" not in shown[1]


def test_a_reopened_round_is_counted_anew(run: Run) -> None:
    plan = script().hands(3).then("o", Reopened()).hands(6).reveal().then("o", Reopened()).hands(12)
    shown = pages(run(*HANDS, "--plain", typed=plan.reveal().typed).out)
    assert "round 1: 6 of 12 best" in shown[4] and "round 1   hands up" in shown[5]
    assert "round 1: 12 of 12 best" in shown[7]


def test_what_cannot_be_done_is_said_on_the_page_of_a_terminal(opened: Opened) -> None:
    shown = opened(*HANDS)
    begun(shown)
    typed(shown, "0 0 0 12 0 0 0")
    before = shown.screen()
    page_after(shown, "p")
    assert shown.shows("This is the first step.") and not shown.shows("Only Enter")
    assert squeezed(before.split("\n")[2]) in squeezed(shown.screen())


def test_one_step_back_asks_the_step_before_again(run: Run) -> None:
    plan = script().hands(9).reveal().go_on()
    done = run(*HANDS, "--plain", typed="\n".join([*plan.lines, "p", "p", ""]))
    shown = pages(done.out)
    assert "step 1" in shown[len(plan.lines) + 1]
    assert "This is the first step." in shown[len(plan.lines) + 2]


def test_on_a_tie_the_facilitator_chooses_the_way(run: Run) -> None:
    plan = script(THE_NIGHT)
    replies = choices(plan.room.drill)
    plan.hands(6, replies[0], replies[2]).reveal().lines.append("")
    done = run(*HANDS, "--from", THE_NIGHT, "--plain", typed=plan.go_on(replies[2]).typed)
    shown = pages(done.out)
    assert "The room: A, C are level; choose the way." in shown[2]
    assert "There is no single answer: y chooses the way." in shown[3]
    assert says(
        shown[5], DrillView(plan.room.drill, "en").text_at(SCENARIO.steps[THE_NIGHT].replies[replies[2]].reaction, 4)
    )


def test_a_way_that_is_no_answer_is_explained_and_nothing_is_taken(run: Run) -> None:
    plan = script(THE_NIGHT).hands(9).reveal()
    shown = pages(run(*HANDS, "--from", THE_NIGHT, "--plain", typed="\n".join([*plan.lines, "y", "z", ""])).out)
    assert "There is no `z` here." in shown[4] and "enter: go on with the room's answer" in shown[4]


def test_what_if_looks_into_another_way_and_comes_back(run: Run) -> None:
    plan = script(THE_NIGHT).hands(9).reveal()
    drill, other = plan.room.drill, wrong(plan.room.drill)
    detour = apply_event(plan.room, LookedInto(other))
    lines = [*plan.lines, "w", named(drill, other).line(), "", "u", "", ""]
    shown = pages(run(*HANDS, "--from", THE_NIGHT, "--plain", typed="\n".join(lines)).out)
    inside = next(page for page in shown if "what if" in page.strip().split("\n")[0])
    assert says(inside, *Planned(DrillView(detour.drill, "en"), DrillView(detour.drill, "en"), other).texts())
    back = shown[shown.index(inside) + 1]
    assert "round 1: 9 of 12 best" in back and "what if" not in back.strip().split("\n")[0]


def test_what_if_shows_what_the_customer_makes_of_it(run: Run) -> None:
    plan = script(THE_NIGHT).hands(9).reveal()
    drill, other = plan.room.drill, wrong(plan.room.drill)
    reply = SCENARIO.steps[THE_NIGHT].replies[str(other)]
    lines = [*plan.lines, "w", named(drill, other).line(), "", ""]
    done = run(*HANDS, "--from", THE_NIGHT, "--plain", typed="\n".join(lines))
    assert says(done.out, DrillView(drill, "en").text_at(reply.reaction, drill.answer(other).state.anger))


def test_what_if_at_the_last_step_shows_the_ending_and_comes_back(run: Run) -> None:
    plan = script("last-word", 0).hands(9).reveal()
    drill, other = plan.room.drill, wrong(plan.room.drill)
    ended = drill.answer(other)
    lines = [*plan.lines, "w", named(drill, other).line(), "", "q", ""]
    done = run(*HANDS, "--from", "last-word", "--plain", typed="\n".join(lines))
    shown = pages(done.out)
    assert ended.state.ending and says(shown[4], *ending_words(DrillView(ended, "en"), ended.state.ending))
    assert "round 1: 9 of 12 best" in shown[5] and "what if" not in shown[5].strip().split("\n")[0]
    assert done.code == 130


def test_a_dash_where_a_way_is_chosen_stands_for_none(run: Run, path: Path, kept: dict[str, str]) -> None:
    plan = script("keying", 1).hands(9).reveal()
    shown = pages(
        run(*HANDS, "--from", "keying", "--plain", typed="\n".join([*plan.lines, "y", "-", "", ""]), **kept).out
    )
    assert any("step 2" in page for page in shown)
    assert rows(path, "SELECT event FROM class_event ORDER BY number")[-1] == ('["took", {"given": []}]',)


def test_a_dash_is_no_way_where_there_is_none_to_mark(run: Run) -> None:
    plan = script(THE_NIGHT).hands(9).reveal()
    shown = pages(run(*HANDS, "--from", THE_NIGHT, "--plain", typed="\n".join([*plan.lines, "y", "-", ""])).out)
    assert "step 1" in shown[2] and "enter: go on with the room's answer" in shown[4]


@pytest.mark.parametrize("key", ["y", "w"])
def test_q_stops_also_where_a_way_is_chosen(run: Run, key: str) -> None:
    plan = script(THE_NIGHT).hands(9).reveal()
    done = run(*HANDS, "--from", THE_NIGHT, "--plain", typed="\n".join([*plan.lines, key, "q", ""]))
    assert done.err == "The class stopped at step 1. motdrill class --resume goes on from there.\n"


@pytest.mark.parametrize("key", ["y", "w"])
def test_an_empty_line_where_a_way_is_chosen_goes_back(run: Run, key: str) -> None:
    """Whoever pressed y by mistake must get back, also at lines, where an empty line could be an answer."""
    plan = script("keying", 1).hands(9).reveal()
    shown = pages(run(*HANDS, "--from", "keying", "--plain", typed="\n".join([*plan.lines, key, "", ""])).out)
    assert "step 1" in shown[4] and "revealed" in shown[4]


def test_a_teams_answer_that_was_mistyped_can_be_mended_by_reopening(run: Run) -> None:
    """All teams are asked again, and only what they say then is counted."""
    done = run("class", BANK, "--teams", "Red,Blue", "--seed", "7", "--plain", typed="1\n1\no\n3\n3\n\n")
    shown = pages(done.out)
    assert re.search(r"round 1 +Red", shown[3]) and re.search(r"round 1 +Blue", shown[4]), shown[3:5]
    assert "before talking" in shown[5] and "round 1: 2 of 2 best" in shown[6]


# ---------------------------------------------------------------- two halves


def lost_way(drill: Drill) -> int:
    """The room goes wrong at its second answer, a reply, and nowhere else."""
    return 0 if len(drill.turns) == 1 else 9


def halved() -> tuple[Script, Halved]:
    plan = script().to_the_end(lost_way)
    turning = Scorecard(plan.room.drill).turning_point
    assert turning and turning.lossless_reply
    halves = Halved(turning.number, (turning.turn.answer.value, turning.lossless_reply))
    return plan.then("t", halves), halves


def test_two_halves_take_both_ways_from_the_turning_point(run: Run) -> None:
    plan, _halves = halved()
    plan.to_the_end()
    done = run(*HANDS, "--plain", typed=plan.typed)
    assert ended_well(done)
    assert "hands up: left half" in done.out
    last = done.out[done.out.rindex("left half") - 200 :]
    for name, drill in zip(("left half", "right half"), plan.room.drills, strict=True):
        card = Scorecard(drill)
        assert re.search(rf"^{name}.* {card.score_percent} %  {'passed' if card.passed else 'not passed'}", last, re.M)
    assert "two halves take both ways" not in pages(last)[-1]


def test_after_a_perfect_class_there_is_no_turning_point_and_no_halves(run: Run) -> None:
    plan = script()
    while plan.room.active_parties:
        plan.hands(12).reveal().go_on(best(plan.room.drill))
    done = run(*HANDS, "--plain", typed=plan.typed)
    assert ended_well(done) and says(done.out, "100 %")
    assert "two halves take both ways" not in done.out


# ---------------------------------------------------------------- five minutes, and losing


def test_a_class_may_begin_at_any_step(run: Run) -> None:
    plan = script("last-word", 0)
    done = run(*HANDS, "--from", "last-word", "--plain", typed=plan.hands(12).reveal().go_on().typed)
    assert ended_well(done)
    assert "step 1" in pages(done.out)[0] and "step 2" not in done.out


def test_losing_the_customer_is_one_round_a_step_and_tells_how_soon_it_was_done(run: Run) -> None:
    plan = script()
    while plan.room.active_parties:
        plan.hands(1)
        plan.room = apply_event(plan.room, Revealed())
        plan.go_on()
    done = run(*HANDS, "--lose", "--plain", typed=plan.typed)
    assert ended_well(done)
    card = Scorecard(plan.room.drill)
    replies = len(card.anger_curve) - 1
    assert card.lost and f"Lost after {replies} repl" in done.out
    assert "What did you recognise?" in done.out
    assert "before talking" not in done.out and " gain" not in done.out and "passed" not in done.out
    bars = pages(done.out)[1]
    assert re.findall(r"^\d +.*?(\d+)$", bars, re.MULTILINE)[-7:] == [
        str(n) for n in plan.room.past[0].splits[0].counts.values()
    ]
    assert not KEY.search(done.out)


def test_a_customer_who_stays_is_told_of_too(run: Run) -> None:
    plan = script("last-word", 0)
    plan.hands(12)
    plan.room = apply_event(plan.room, Revealed())
    done = run(*HANDS, "--lose", "--from", "last-word", "--plain", typed=plan.go_on().typed)
    assert ended_well(done) and "The customer stayed, in spite of all of you." in done.out


# ---------------------------------------------------------------- stopping and going on


def test_q_stops_and_resume_goes_on_with_the_round_as_it_was(run: Run, kept: dict[str, str]) -> None:
    plan = script().hands(9).reveal().go_on().hands(5)
    stopped = run(*HANDS, "--plain", typed="\n".join([*plan.lines, "q", ""]), **kept)
    assert stopped.code == 130
    assert stopped.err == "The class stopped at step 2. motdrill class --resume goes on from there.\n"
    before = len(plan.lines)
    plan.reveal().go_on().to_the_end()
    done = run("class", "--resume", "--plain", typed="\n".join([*plan.lines[before:], "", "", ""]), **kept)
    assert ended_well(done)
    assert "step 2" in pages(done.out)[0] and "before talking" in pages(done.out)[0]
    assert says(done.out, *card_told(plan.room.drill))
    again = run("class", "--resume", "--plain", **kept)
    assert (again.code, again.err) == (
        2,
        "There is no class to go on with. Begin one: motdrill class bank-counter --hands.\n",
    )


def test_the_end_of_the_input_stops_the_class_and_it_can_be_gone_on_with(run: Run, kept: dict[str, str]) -> None:
    done = run(*HANDS, "--plain", typed="s\n", **kept)
    assert done.code == 130
    assert done.err == "The input ended at step 1 of the class. motdrill class --resume goes on from there.\n"
    assert "revealed" in pages(run("class", "--resume", "--plain", **kept).out)[0]


@pytest.mark.parametrize("where", ["opening", "vote", "split"])
def test_ctrl_c_stops_anywhere_and_nothing_is_lost(opened: Opened, run: Run, kept: dict[str, str], where: str) -> None:
    shown = opened(*HANDS, **kept)
    if where == "opening":
        shown.wait_for("enter begin", "q stop")
        shown.settle()
    else:
        begun(shown)
    if where == "split":
        typed(shown, "0 0 0 5 7 0 0")
    shown.keys(CTRL_C)
    assert shown.wait_for_end() == 130
    assert not shown.full_screen and "Traceback" not in shown.screen()
    first = pages(run("class", "--resume", "--plain", **kept).out)[0]
    assert ("before talking" if where == "split" else "hands up") in first


def test_a_class_killed_in_the_middle_of_the_teams_goes_on_with_the_next_team(
    opened: Opened, run: Run, path: Path, kept: dict[str, str]
) -> None:
    shown = opened(*BY_TEAMS, **kept)
    begun(shown)
    page_after(shown, "3")
    page_after(shown, "4")
    shown.kill()
    assert shown.wait_for_end() == -9
    assert rows(path, "SELECT count(*) FROM class_event") == [(len(TEAMS) + 2,)]
    out = run("class", "--resume", "--plain", typed="3\n3\n\n", **kept).out
    assert re.search(r"^round 1 +Green$", pages(out)[0], re.MULTILINE) and "round 1: 3 of 4 best" in out


def test_a_class_cut_off_in_a_detour_goes_on_there(run: Run, kept: dict[str, str]) -> None:
    detour = script(THE_NIGHT).hands(9).reveal()
    lines = [*detour.lines, "w", named(detour.room.drill, wrong(detour.room.drill)).line(), ""]
    run(*HANDS, "--from", THE_NIGHT, "--plain", typed="\n".join(lines), **kept)
    assert re.search(r"step 1  what if", pages(run("class", "--resume", "--plain", **kept).out)[0])


def test_a_class_stopped_in_halves_goes_on_there(run: Run, kept: dict[str, str]) -> None:
    plan, _halves = halved()
    stopped = run(*HANDS, "--plain", typed="\n".join([*plan.lines, "q", ""]), **kept)
    assert stopped.code == 130 and "motdrill class --resume goes on from there." in stopped.err
    half = ("left half", "right half")[plan.room.active_parties[0]]
    assert f"hands up: {half}" in pages(run("class", "--resume", "--plain", **kept).out)[0]


def test_where_the_input_ends_in_the_halves_the_class_goes_on_there(run: Run, path: Path, kept: dict[str, str]) -> None:
    plan, _halves = halved()
    done = run(*HANDS, "--plain", typed="\n".join([*plan.lines, ""]), **kept)
    assert done.code == 130 and "motdrill class --resume goes on from there." in done.err
    assert rows(path, "SELECT count(*) FROM class WHERE ended_at IS NULL") == [(1,)]


def test_a_class_that_goes_on_keeps_its_thresholds_and_its_time_to_talk(run: Run, kept: dict[str, str]) -> None:
    plan = script().hands(3)
    run(*HANDS, "--plain", "--thresholds", "10,40", "--talk", "65", typed="\n".join([*plan.lines, ""]), **kept)
    split = pages(run("class", "--resume", "--plain", **kept).out)[0]
    assert "Turn to a neighbour" in split and "1:05" in split


def test_a_class_goes_on_with_the_text_it_began_with(run: Run, own: Path, kept: dict[str, str]) -> None:
    mine = own / "mine.yaml"
    mine.write_text(FILE.read_text("utf-8"), "utf-8")
    run("class", "mine", "--hands", "--plain", typed="s\n", **kept)
    mine.unlink()
    assert "revealed" in pages(run("class", "--resume", "--plain", **kept).out)[0]


def test_the_end_of_the_input_after_the_story_is_the_end_of_the_class(run: Run, kept: dict[str, str]) -> None:
    done = run(*HANDS, "--plain", "--from", "last-word", typed="\n".join([*closing().lines, ""]), **kept)
    assert ended_well(done)
    assert run("class", "--resume", "--plain", **kept).code == 2


# ---------------------------------------------------------------- the journal and the file


def test_a_journal_that_cannot_be_used_is_told_and_the_class_goes_on(run: Run, tmp_path: Path) -> None:
    (tmp_path / "no-folder").write_text("")
    plan = script("last-word", 0).hands(9).reveal().go_on()
    arguments = (*HANDS, "--from", "last-word", "--plain", "--journal", str(tmp_path / "no-folder" / "j.db"))
    done = run(*arguments, typed=plan.typed)
    assert done.code == 0 and done.err.rstrip().endswith("This class is not recorded.")
    assert says(done.out, *card_told(plan.room.drill))


def test_a_journal_that_fails_in_the_middle_is_told_at_the_end(run: Run, path: Path, kept: Any) -> None:
    run("drill", BANK, "--plain", typed="3\n", **kept)
    change(
        path, "CREATE TRIGGER full BEFORE INSERT ON class_event WHEN NEW.number > 1 BEGIN SELECT RAISE(ABORT, ''); END"
    )
    done = run(*HANDS, "--from", "last-word", "--plain", typed=closing().typed, **kept)
    assert done.code == 0 and done.err.count("This class is not recorded.") == 1
    assert says(done.out, *card_told(closing().room.drill))


def test_what_phones_and_the_leader_write_at_once_is_all_kept(path: Path) -> None:
    with closing_(Database(path, datetime.now(UTC))) as database:
        held = new_stored_class(("bank-counter", "/b.yaml", "text"), 1, "en", {}, datetime.now(UTC))
        begin_class(database, held)
        keeper = ClassRecorder(database, held.id, 0)
        with ThreadPoolExecutor(2) as threads:
            leader = threads.submit(lambda: [keeper.update_settings(ClassSettings("hands")) for _time in range(100)])
            for i in range(100):
                keeper.save(Joined(f"phone-{i}", ""))
            leader.result()
        assert keeper.problem is None
    assert rows(path, "SELECT count(*) FROM class_event") == [(100,)]


def test_a_class_that_is_not_recorded_does_not_promise_to_be_gone_on_with(run: Run, tmp_path: Path) -> None:
    (tmp_path / "no-folder").write_text("")
    done = run(*HANDS, "--plain", "--journal", str(tmp_path / "no-folder" / "j.db"), typed="q\n")
    assert done.code == 130 and "--resume" not in done.err
    told, stopped = done.err.strip().split("\n")
    assert told.endswith("This class is not recorded.")
    assert stopped == "The class stopped at step 1. It is not in the journal."


def test_an_own_case_and_another_language_are_told_before_the_class(run: Run, own: Path) -> None:
    (own / f"{BANK}.yaml").write_text(library.find_scenario(BANK)[0].read_text("utf-8"), "utf-8")
    assert f"Your own `{BANK}` is used" in run(*HANDS, "--plain", typed="q\n").err
    only = "format: 1\ntitle: {en: T}\ncustomer: {name: {en: L}, anger: 1}\nsteps: {one: {ask: anger}}\n"
    (own / "mine.yaml").write_text(only, "utf-8")
    assert "zh" in run("class", "mine", "--hands", "--plain", "--lang", "zh", typed="q\n").err.splitlines()[0]


def test_each_thing_is_in_the_journal_before_anybody_sees_what_it_does(run: Run, path: Path, kept: Any) -> None:
    run(*HANDS, "--plain", typed="s\no\n0 0 0 12 0 0 0\n\n\n", **kept)
    happened = [text.split('"')[1] for (text,) in rows(path, "SELECT event FROM class_event ORDER BY number")]
    assert happened == ["revealed", "reopened", "counted", "revealed", "took"]
    assert rows(path, "SELECT ended_at FROM class") == [(None,)]


def test_a_class_that_came_to_its_end_is_marked_so_and_is_no_drill(run: Run, path: Path, kept: Any) -> None:
    assert ended_well(run(*HANDS, "--plain", "--from", "last-word", typed=closing().typed, **kept))
    assert rows(path, "SELECT count(*) FROM class WHERE ended_at IS NOT NULL") == [(1,)]
    assert rows(path, "SELECT count(*) FROM drill") == [(0,)]


def closing() -> Script:
    return script("last-word", 0).hands(9).reveal().go_on()


def test_the_result_is_saved_as_html(run: Run, tmp_path: Path) -> None:
    done = run(*HANDS, "--plain", "--from", "last-word", "--save", "class.html", typed=closing().typed)
    assert ended_well(done) and "Saved as class.html." in done.out
    saved = (tmp_path / "class.html").read_text("utf-8")
    assert saved.lower().startswith("<!doctype html>") and "<script" not in saved and "http" not in saved
    text = text_of(tmp_path / "class.html")
    assert says(text, *card_told(closing().room.drill)) and "75 %" in text


def test_a_team_cannot_write_into_the_page_that_is_saved(run: Run, tmp_path: Path) -> None:
    lines = ["1", "1", "r", "", "", "", "", ""]
    done = run("class", BANK, "--teams", "<b>x</b>,Blue", "--from", "last-word", "--plain", "--save", "c.html",
               typed="\n".join(lines))  # fmt: skip
    assert done.code == 0, done.err
    saved = (tmp_path / "c.html").read_text("utf-8")
    assert "<b>x</b>" not in saved and "&lt;b&gt;x&lt;/b&gt;" in saved


def test_a_file_that_cannot_be_saved_is_told_of_before_the_class(run: Run, kept: dict[str, str]) -> None:
    for place in ("no/such/c.html", "kept.db", "."):
        done = run(*HANDS, "--plain", "--from", "last-word", "--save", place, typed=closing().typed, **kept)
        assert (done.code, done.out) == (2, "") and place in done.err, "told at the start, not when the class is over"


# ---------------------------------------------------------------- wrong usage

WRONG_USAGE: dict[str, tuple[str, ...]] = {
    "no scenario": ("--hands",),
    "no such scenario": ("nowhere", "--hands"),
    "no manner": (BANK,),
    "two manners": (BANK, "--hands", "--teams", "A,B"),
    "own ways without teams": (BANK, "--hands", "--own"),
    "one team": (BANK, "--teams", "Red"),
    "no team at all": (BANK, "--teams", " , "),
    "two teams of one name": (BANK, "--teams", "Red,Red"),
    "thirteen teams": (BANK, "--teams", ",".join("ABCDEFGHIJKLM")),
    "no such step": (BANK, "--hands", "--from", "nowhere"),
    "thresholds upside down": (BANK, "--hands", "--thresholds", "70,30"),
    "one threshold": (BANK, "--hands", "--thresholds", "30"),
    "thresholds above 100": (BANK, "--hands", "--thresholds", "30,101"),
    "thresholds in letters": (BANK, "--hands", "--thresholds", "a,b"),
    "talk below nought": (BANK, "--hands", "--talk", "-1"),
    "talk without end": (BANK, "--hands", "--talk", "3601"),
    "a port below nought": (BANK, "--phones", "--local", "--port", "-1"),
    "a port that no machine has": (BANK, "--phones", "--local", "--port", "65536"),
    "nothing to go on with": ("--resume",),
    "a seed in letters": (BANK, "--hands", "--seed", "x"),
}


@pytest.mark.parametrize("case", WRONG_USAGE)
def test_wrong_usage_ends_with_2_and_one_message_in_either_language(run: Run, case: str, path: Path) -> None:
    lang = "zh" if list(WRONG_USAGE).index(case) % 2 else "en"
    done = run("class", *WRONG_USAGE[case], "--plain", "--lang", lang, MOTDRILL_JOURNAL=str(path))
    assert (done.code, done.out) == (2, ""), done.err
    assert done.err.strip() and "Traceback" not in done.err and "has failed" not in done.err
    assert bool(re.search(r"[\u4e00-\u9fff]", done.err)) == (lang == "zh")
    assert not path.exists() or rows(path, "SELECT count(*) FROM class") == [(0,)]


def test_the_help_names_every_way_to_vote(run: Run) -> None:
    for lang, word in (("en", "hands"), ("zh", "举手")):
        done = run("class", "--help", "--lang", lang)
        assert done.code == 0 and word in done.out
        assert all(option in done.out for option in ("--hands", "--teams", "--phones", "--resume", "--save", "--lose"))
