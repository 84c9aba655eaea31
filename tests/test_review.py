"""Reviewing what is due: in the terminal, by lines, from the home screen; and what of it stands in the journal."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

import terminal
from motdrill import library, messages
from motdrill.drill.drill import Drill
from motdrill.drill.scorecard import Scorecard
from motdrill.drill.turn import Answer, State, Turn, play_turn
from motdrill.method import handbook
from motdrill.scenario.base_types import Text
from motdrill.scenario.load import load
from motdrill.scenario.model import AngerStep, NeedsStep, ReplyStep, Scenario, SpotStep, needs_order
from motdrill.scenario.texts import text_at, text_in
from motdrill.ui.pages.walk import skill_name
from practised import change, drilled, rows
from terminal import ENTER, Opened, Ran, Run, Terminal, best, mixed, page_after, past_the_end, squeezed, weak

Key = tuple[str, str]

BANK, OUTAGE = "bank-counter", "network-outage"
MOST = 6
NOT_DUE = ("first-words", "ask-the-night")
NOTHING = "Nothing is due today."
GO_ON = "motdrill review goes on."
REVIEWED = "SELECT scenario_id, step, anger, given FROM review ORDER BY id"


@cache
def scenario(name: str) -> Scenario:
    return load(library.find_scenario(name)[0]).scenario


def told_before(case: Scenario) -> list[Text]:
    """The texts of a case's brief."""
    return [text for text in (case.brief, case.you, *case.may, *case.may_not, *case.may_tell) if text]


def met(drill: Drill) -> dict[Key, Turn]:
    """The steps of a drill with the last turn at each."""
    return {(drill.scenario_id, turn.answer.step): turn for turn in drill.turns}


def ones(count: int) -> str:
    """The first choice, again and again: an answer at every kind of step."""
    return "1\n" * count


# ---------------------------------------------------------------- two drills, all of whose steps are due


@dataclass(frozen=True)
class Practised:
    """A journal, and the steps that are due in it."""

    path: Path
    due: dict[Key, Turn]

    def copied(self, to: Path) -> dict[str, str]:
        """Copies the journal; names the copy to the program."""
        shutil.copy(self.path, to)
        return {"MOTDRILL_JOURNAL": str(to)}


@pytest.fixture(scope="module")
def practised(tmp_path_factory: pytest.TempPathFactory) -> Practised:
    path = tmp_path_factory.mktemp("practised") / "journal.db"
    first, second = drilled(path, BANK, weak, days_ago=6), drilled(path, OUTAGE, mixed, days_ago=6)
    due = met(first) | met(second)
    assert len(due) > MOST
    return Practised(path, due)


@pytest.fixture
def kept(practised: Practised, path: Path) -> dict[str, str]:
    """Names a journal with two drills to the program."""
    return practised.copied(path)


@pytest.fixture(scope="module")
def in_a_row(practised: Practised, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Ran], list[Any]]:
    """Reviews one after another until nothing is due, between two looks at the progress."""
    folder = tmp_path_factory.mktemp("in a row")
    env = terminal.environment(folder / "own") | practised.copied(folder / "kept.db")
    look = [terminal.run(["progress", "--json"], env)]
    left = len(practised.due)
    runs = [terminal.run(["review"], env, ones(min(MOST, left - done))) for done in range(0, left + MOST, MOST)]
    look.append(terminal.run(["progress", "--json"], env))
    return folder / "kept.db", runs, [json.loads(each.out) for each in look]


def test_every_step_that_is_due_is_asked_once_and_at_the_anger_of_the_last_time(
    practised: Practised, in_a_row: tuple[Path, list[Ran], Any]
) -> None:
    asked = rows(in_a_row[0], "SELECT scenario_id, step, anger FROM review")
    assert sorted(asked) == sorted((*key, turn.before.anger) for key, turn in practised.due.items())


def test_a_review_has_six_steps_at_most_and_tells_of_the_rest(
    practised: Practised, in_a_row: tuple[Path, list[Ran], Any]
) -> None:
    runs, left = in_a_row[1], len(practised.due) - MOST
    assert f"{MOST} steps reviewed" in runs[0].out
    assert f"{left} more steps are due today: {GO_ON}" in runs[0].out
    assert "steps reviewed" in runs[-2].out and GO_ON not in runs[-2].out
    assert NOTHING in runs[-1].out
    assert {(each.code, each.err) for each in runs} == {(0, "")}


def test_two_scenarios_are_mixed_as_long_as_both_have_steps(in_a_row: tuple[Path, list[Ran], Any]) -> None:
    order = [name for (name,) in rows(in_a_row[0], "SELECT scenario_id FROM review ORDER BY id LIMIT 6")]
    both = 2 * min(order.count(BANK), order.count(OUTAGE))
    assert both
    assert all(one != other for one, other in pairwise(order[:both]))


def test_a_review_is_no_drill(practised: Practised, in_a_row: tuple[Path, list[Ran], Any]) -> None:
    for table in ("drill", "answer"):
        before, after = (rows(path, f"SELECT * FROM {table}") for path in (practised.path, in_a_row[0]))
        assert before == after
    before, after = in_a_row[2]
    reviewed = {"reviews": len(practised.due), "days": after["days"], "streak_days": 1}
    assert after == before | reviewed
    today = date.today().isoformat()
    assert after["days"] == before["days"] | {today: len(practised.due)}


def test_a_step_reviewed_is_due_again_on_another_day_which_is_told(in_a_row: tuple[Path, list[Ran], Any]) -> None:
    told = re.search(r"(\d+) steps? comes? back (tomorrow|on \d{4}-\d\d-\d\d)\.", in_a_row[1][-1].out)
    assert told and int(told[1]) >= 1


def test_a_case_is_introduced_once_in_a_review(in_a_row: tuple[Path, list[Ran], Any]) -> None:
    out = squeezed(in_a_row[1][0].out)
    for name in (BANK, OUTAGE):
        for text in told_before(scenario(name)):
            assert out.count(squeezed(text_in(text, "en"))) == 1


def test_lines_have_no_escape_codes(in_a_row: tuple[Path, list[Ran], Any]) -> None:
    assert not any("\x1b" in each.out for each in in_a_row[1])


# ---------------------------------------------------------------- nothing is due


@pytest.mark.parametrize("more", [[], ["--say"], ["--as", "Li"], ["--plain"]], ids=" ".join)
def test_where_nothing_was_ever_done_a_review_says_what_comes_back(run: Run, more: list[str]) -> None:
    done = run("review", *more)
    assert (done.code, done.err) == (0, "")
    assert NOTHING in done.out and "motdrill drill" in done.out


def test_where_nothing_is_due_yet_the_next_day_is_told(run: Run, path: Path) -> None:
    drill = drilled(path, OUTAGE, best)
    done = run("review", MOTDRILL_JOURNAL=str(path))
    told = re.search(r"(\d+) steps come back on (\S+)\.", done.out)
    assert (done.code, NOTHING in done.out) == (0, True)
    assert told and int(told[1]) == len(met(drill)), done.out
    assert date.fromisoformat(told[2]) > date.today()


def test_nothing_due_on_a_terminal_leaves_the_page_standing(opened: Opened) -> None:
    shown = opened("review")
    assert shown.wait_for_end() == 0
    assert shown.shows(NOTHING) and not shown.full_screen


# ---------------------------------------------------------------- page by page in a terminal


@dataclass(frozen=True)
class Visited:
    """One step as it was met: the page that led to it, if any, the question, the feedback."""

    context: str
    key: Key
    question: str
    feedback: str


@dataclass(frozen=True)
class Walked:
    """A whole review in a terminal."""

    lang: str
    columns: int
    visited: list[Visited]
    stories: dict[str, Drill]
    path: Path
    fresh: Path
    code: int
    left: str

    def turn(self, i: int) -> Turn:
        """The turn that was stored for a step."""
        name, step, anger, given = rows(self.path, REVIEWED)[i]
        read = json.loads(given)
        answer = Answer(step, tuple(read) if isinstance(read, list) else read)
        start = State(step, anger)
        return play_turn(scenario(name), Drill(scenario(name), name, 0, start_at=start).attainable, start, answer)


def asked(page: str, lang: str) -> Key | None:
    """The step whose question is on the page."""
    whole = squeezed(page)
    for name in (BANK, OUTAGE):
        for step_id, step in scenario(name).steps.items():
            if any(squeezed(text_at(step.says, anger, lang)) in whole for anger in range(7)):
                return name, step_id
    return None


def first_choice(key: Key) -> list[str]:
    """The keys that answer a step by its first choice."""
    step = scenario(key[0]).steps[key[1]]
    if isinstance(step, NeedsStep):
        return [*map(str, range(1, len(needs_order(scenario(key[0]), step)) + 1)), ENTER]
    if isinstance(step, SpotStep):
        return ["1", ENTER]
    return ["3"] if isinstance(step, AngerStep) else ["a"]


def walk(shown: Terminal, lang: str) -> Iterator[Visited]:
    """Answers every step by its first choice."""
    shown.wait_until(lambda: shown.full_screen and bool(shown.foot()), "a page")
    shown.settle()
    going = True
    while going:
        context = ""
        if (key := asked(shown.screen(), lang)) is None:
            context = shown.screen()
            key = asked(page_after(shown, ENTER), lang)
        assert key, shown.screen()
        question = shown.screen()
        feedback = page_after(shown, *first_choice(key))
        yield Visited(context, key, question, feedback)
        shown.keys(ENTER)
        going = not (shown.ends_or_changes(feedback) or past_the_end(shown) == "q")
    shown.keys("q")


@pytest.fixture(scope="module", params=[("en", 80, 60), ("zh", 40, 110)], ids=lambda each: each[0])
def walked(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Walked:
    """A review of four steps of one scenario and two of another, of drills that were cut off there."""
    lang, columns, high = request.param
    folder = tmp_path_factory.mktemp("walked")
    fresh, path = folder / "fresh.db", folder / "kept.db"
    stories = {BANK: drilled(fresh, BANK, best, days_ago=6, count=6)}
    stories[OUTAGE] = drilled(fresh, OUTAGE, mixed, days_ago=5, count=2)
    lately = f"strftime('%Y-%m-%dT%H:%M:%S+00:00', 'now') WHERE step IN {NOT_DUE}"
    change(fresh, f"UPDATE answer SET answered_at = {lately}")
    shutil.copy(fresh, path)
    env = terminal.environment(folder / "own", MOTDRILL_JOURNAL=str(path))
    with Terminal(("review", "--choose", "--lang", lang), env, columns, high) as shown:
        visited = list(walk(shown, lang))
        code = shown.wait_for_end()
        raw = shown.raw.rsplit(b"\x1b[?1049l", 1)[1].decode()
    left = re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", raw)
    return Walked(lang, columns, visited, stories, path, fresh, code, left)


def test_a_review_in_a_terminal_asks_every_kind_of_step_that_is_due(walked: Walked) -> None:
    met_steps = met(walked.stories[BANK]) | met(walked.stories[OUTAGE])
    due = {key: turn for key, turn in met_steps.items() if key[1] not in NOT_DUE}
    assert {visit.key for visit in walked.visited} == set(due)
    kinds = {type(scenario(name).steps[step]) for name, step in due}
    assert kinds == {ReplyStep, AngerStep, NeedsStep, SpotStep}
    assert walked.code == 0


def test_the_first_time_a_case_comes_up_its_brief_and_role_are_told_and_never_again(walked: Walked) -> None:
    introduced: set[str] = set()
    for visit in walked.visited:
        name = visit.key[0]
        for text in told_before(scenario(name)):
            told = squeezed(text_in(text, walked.lang)) in squeezed(visit.context)
            assert told == (name not in introduced), visit.context
        introduced.add(name)


def test_what_led_to_a_step_is_the_last_exchange_before_it(walked: Walked) -> None:
    for visit in walked.visited:
        drill = walked.stories[visit.key[0]]
        before = drill.turns[: next(i for i, turn in enumerate(drill.turns) if turn.answer.step == visit.key[1])]
        replied = [(reply, turn) for turn in before if (reply := drill.reply(turn))]
        for i, (reply, turn) in enumerate(reversed(replied)):
            for text in (text_in(reply.text, walked.lang), text_at(reply.reaction, turn.after.anger, walked.lang)):
                assert (squeezed(text) in squeezed(visit.context)) == (i == 0), visit.context


def test_a_page_before_a_step_comes_only_where_there_is_something_to_tell(walked: Walked) -> None:
    for i, visit in enumerate(walked.visited):
        first = visit.key[0] not in {earlier.key[0] for earlier in walked.visited[:i]}
        drill = walked.stories[visit.key[0]]
        steps = [turn.answer.step for turn in drill.turns]
        replied = any(drill.reply(turn) for turn in drill.turns[: steps.index(visit.key[1])])
        assert bool(visit.context) == (first or replied)


def test_a_question_shows_its_place_its_choices_and_the_anger_of_the_last_time(walked: Walked) -> None:
    for number, visit in enumerate(walked.visited, 1):
        name, step_id = visit.key
        step = scenario(name).steps[step_id]
        anger = met(walked.stories[name])[visit.key].before.anger
        page, stars = squeezed(visit.question), "★" * anger + "☆" * (6 - anger)
        assert f"{number}/{len(walked.visited)}" in page
        assert (stars in page.split("──")[0]) != isinstance(step, AngerStep), visit.question
        for text in choices(scenario(name), step_id):
            assert squeezed(text_in(text, walked.lang)) in page, visit.question


def choices(story: Scenario, step_id: str) -> list[Any]:
    step = story.steps[step_id]
    if isinstance(step, ReplyStep):
        return [reply.text for reply in step.replies.values()]
    if isinstance(step, SpotStep):
        return [line.text for line in step.lines.values()]
    return [need.text for need in story.needs.values()] if isinstance(step, NeedsStep) and not step.order else []


def test_feedback_says_what_the_answer_earned_and_why(walked: Walked) -> None:
    for i, visit in enumerate(walked.visited):
        turn = walked.turn(i)
        story = scenario(visit.key[0])
        step: Any = story.steps[visit.key[1]]
        told = step.replies[turn.answer.value] if isinstance(step, ReplyStep) else step
        assert "●" * turn.points + "○" * (3 - turn.points) in visit.feedback
        assert squeezed(text_at(told.why, turn.before.anger, walked.lang)) in squeezed(visit.feedback)


def test_a_review_ends_with_its_points_and_no_line_is_too_wide(walked: Walked) -> None:
    points, whole = sum(walked.turn(i).points for i in range(MOST)), 3 * MOST
    assert {str(points), str(whole)} <= set(re.findall(r"\d+", walked.left)), walked.left
    assert [line for line in walked.left.splitlines() if cell_len(line) > walked.columns] == []
    pages = [page for visit in walked.visited for page in (visit.context, visit.question, visit.feedback)]
    assert max(cell_len(line) for page in pages for line in page.splitlines()) <= walked.columns


def test_the_same_review_by_lines_stores_the_same_answers(walked: Walked, run: Run, path: Path) -> None:
    shutil.copy(walked.fresh, path)
    wanted = rows(walked.path, REVIEWED)
    lines = [
        " ".join(map(str, read if isinstance(read := json.loads(given), list) else [read])) for *_, given in wanted
    ]
    done = run("review", "--lang", walked.lang, typed="\n".join(lines) + "\n", MOTDRILL_JOURNAL=str(path))
    assert (done.code, done.err) == (0, "")
    assert rows(path, REVIEWED) == wanted
    assert rows(path, "SELECT DISTINCT lang FROM review") == [(walked.lang,)]
    for visit in walked.visited:
        assert squeezed(text_at(scenario(visit.key[0]).steps[visit.key[1]].says, 3, walked.lang)) in squeezed(done.out)


# ---------------------------------------------------------------- keys


@pytest.fixture
def one_reply(path: Path) -> dict[str, str]:
    """A journal in which one reply of a drill is due: the very first step of it."""
    drilled(path, OUTAGE, weak, days_ago=5, count=1)
    return {"MOTDRILL_JOURNAL": str(path)}


def the_question(opened: Opened, kept: dict[str, str]) -> Terminal:
    shown = opened("review", rows=60, **kept)
    shown.wait_for("review 1 of", "enter go on")
    shown.settle()
    page_after(shown, ENTER)
    return shown


def test_help_in_a_review_is_that_of_a_drill_and_leaves_one_answer(
    opened: Opened, one_reply: dict[str, str], path: Path
) -> None:
    step, anger = scenario(OUTAGE).steps["first-seconds"], scenario(OUTAGE).customer.anger
    assert isinstance(step, ReplyStep)
    shown = the_question(opened, one_reply)
    page_after(shown, "?")
    assert shown.shows(text_at(step.hint, anger, "en"))
    page_after(shown, "m")
    assert shown.shows(handbook.chapter_entries("skills")[step.trains[0]].brief["en"])
    page_after(shown, ENTER)
    page_after(shown, "b")
    feedback = shown.screen()
    page_after(shown, "w")
    given = json.loads(rows(path, REVIEWED)[0][3])
    for reply_id, reply in step.replies.items():
        assert shown.shows(text_at(reply.why, anger, "en")) == (reply_id != given)
    assert page_after(shown, ENTER) == feedback
    page_after(shown, "r")
    page_after(shown, "a")
    assert shown.shows("second try, not counted")
    assert page_after(shown, ENTER) == feedback
    assert rows(path, "SELECT step, given, hinted FROM review") == [("first-seconds", json.dumps(given), 1)]
    shown.keys(ENTER)
    shown.wait_for("Review done", "h home")
    shown.keys("q")
    assert shown.wait_for_end() == 0


PLACES = {"context": 0, "question": 0, "feedback": 1, "next question": 1}


def at_place(opened: Opened, kept: dict[str, str], where: str) -> Terminal:
    """A review that stands at a kind of page, with the answers before it given."""
    shown = opened("review", rows=60, **kept)
    shown.wait_for("review 1 of", "enter go on")
    shown.settle()
    steps = {"context": 0, "question": 1, "feedback": 2, "next question": 4}
    for key in [ENTER, "3", ENTER, ENTER][: steps[where]]:  # the second case is introduced as well
        page_after(shown, key)
    return shown


def test_by_lines_the_step_before_can_be_looked_into_and_tried_again(
    run: Run, kept: dict[str, str], path: Path, practised: Practised
) -> None:
    done = run("review", "--plain", typed="1\nw\nr\n2\nq\n", **kept)
    asked = rows(path, "SELECT scenario_id, step FROM review ORDER BY id")
    assert (done.code, len(asked)) == (130, 1)
    assert "Nothing has been answered yet" not in done.out
    first = scenario(asked[0][0]).steps[asked[0][1]]
    assert "Second try" in done.out and "second try, not counted" in done.out
    heading = {ReplyStep: "The other replies", SpotStep: "Every line"}.get(type(first), "no other replies")
    assert heading in done.out


def test_before_anything_is_answered_there_is_no_step_to_look_into(run: Run, kept: dict[str, str]) -> None:
    assert "Nothing has been answered yet" in run("review", "--plain", typed="w\nq\n", **kept).out


@pytest.mark.parametrize("where", PLACES)
def test_q_stops_a_review_with_130_and_keeps_what_was_answered(
    opened: Opened, kept: dict[str, str], path: Path, where: str
) -> None:
    shown = at_place(opened, kept, where)
    shown.keys("q")
    assert shown.wait_for_end() == 130
    assert len(rows(path, REVIEWED)) == PLACES[where]
    assert shown.shows(f"Stopped after {PLACES[where]} of {MOST} steps. What was answered is kept"), shown.screen()


def test_a_review_that_is_killed_loses_nothing_answered_and_goes_on_with_the_others(
    opened: Opened, run: Run, kept: dict[str, str], path: Path, practised: Practised
) -> None:
    shown = at_place(opened, kept, "feedback")
    shown.kill()
    assert shown.wait_for_end() == -9
    assert len(rows(path, REVIEWED)) == 1
    assert [run("review", typed=ones(MOST), **kept).code for _times in range(4)] == [0] * 4
    asked_for = [row[:2] for row in rows(path, "SELECT scenario_id, step FROM review")]
    assert sorted(asked_for) == sorted(practised.due)


@pytest.mark.parametrize("count", [0, 2])
def test_input_that_ends_in_a_review_stops_it_and_keeps_what_was_answered(
    run: Run, kept: dict[str, str], path: Path, count: int
) -> None:
    done = run("review", typed=ones(count), **kept)
    assert done.code == 130
    assert f"The input ended after {count} of {MOST} steps. What was answered is kept" in done.err
    assert len(rows(path, REVIEWED)) == count


def test_q_after_the_feedback_of_lines_counts_what_was_answered(run: Run, kept: dict[str, str], path: Path) -> None:
    done = run("review", typed=ones(2) + "?\nm\nw\nq\n", **kept)
    assert (done.code, len(rows(path, REVIEWED))) == (130, 2)
    assert f"Stopped after 2 of {MOST} steps." in done.err


def test_a_line_that_is_no_answer_is_explained_and_asked_again(run: Run, one_reply: dict[str, str], path: Path) -> None:
    done = run("review", typed="Z\n\n" + ones(1), **one_reply)
    assert (done.code, "There is no `Z` here." in done.out) == (0, True)
    assert len(rows(path, REVIEWED)) == 1


# ---------------------------------------------------------------- files that change

SMALL = """\
format: 1
title: A small case
brief: A small shop.
customer: {name: Mr Zhao, anger: 2}
steps:
  opens:
    says: And now?
    replies:
      good: {text: I will see to it., score: 3, why: It helps.}
      poor: {text: No idea., score: 0, why: It does not.}
  reads: {ask: anger, says: Hm., why: Two stars.}
  closes:
    says: Is that all?
    replies:
      good: {text: It is., score: 3, why: It is.}
      poor: {text: Who knows., score: 1, why: Nobody.}
debrief: {lesson: See to it.}
"""
READS = "  reads: {ask: anger, says: Hm., why: Two stars.}\n"
LINES = "spot, lines: {one: {text: One, good: true}, two: {text: Two, good: false}}"
ALL = {"opens", "reads", "closes"}


def edited(old: str, new: str) -> Callable[[Path], object]:
    def change_file(file: Path) -> None:
        text = file.read_text("utf-8")
        assert old in text
        file.write_text(text.replace(old, new), "utf-8")

    return change_file


CHANGES: dict[str, tuple[Callable[[Path], object], set[str]]] = {
    "nothing": (lambda file: None, ALL),
    "another text": (edited("And now?", "And what now?"), ALL),
    "another kind of step": (edited(READS, READS.replace("anger", LINES)), ALL),
    "a step removed": (edited(READS, ""), ALL - {"reads"}),
    "a step renamed": (edited("  reads:", "  listens:"), ALL - {"reads"}),
    "deleted": (Path.unlink, set()),
    "broken": (edited("steps:", "stepz:"), set()),
    "no text": (lambda file: file.write_bytes(b"\xff\xfe\x00"), set()),
}


@pytest.mark.parametrize(
    ("place", "changed"), [*(("own", each) for each in CHANGES), ("elsewhere", "nothing"), ("elsewhere", "deleted")]
)
def test_only_steps_that_their_file_still_has_are_asked_and_with_the_text_of_now(
    run: Run, own: Path, tmp_path: Path, path: Path, place: str, changed: str
) -> None:
    file = (own if place == "own" else tmp_path) / "small.yaml"
    file.write_text(SMALL, "utf-8")
    drilled(path, str(file), best, days_ago=5)
    make, asked_for = CHANGES[changed]
    make(file)
    done = run("review", typed=ones(len(asked_for)), MOTDRILL_JOURNAL=str(path))
    assert (done.code, done.err) == (0, "")
    assert {step for (step,) in rows(path, "SELECT step FROM review")} == asked_for
    assert (NOTHING in done.out) == (not asked_for)
    if changed == "another text":
        assert "And what now?" in done.out and "And now?" not in done.out


def test_a_review_of_a_text_edited_since_is_stored_with_the_text_that_was_asked(
    run: Run, own: Path, path: Path
) -> None:
    file = own / "small.yaml"
    file.write_text(SMALL, "utf-8")
    drilled(path, str(file), best, days_ago=5)
    edited("score: 1", "score: 2")(file)
    run("review", typed=ones(3), MOTDRILL_JOURNAL=str(path))
    assert rows(path, "SELECT count(*) FROM scenario") == [(2,)]
    assert rows(path, "SELECT count(*) FROM drill, review WHERE drill.scenario_hash = review.scenario_hash") == [(0,)]
    assert json.loads(run("progress", "--json", MOTDRILL_JOURNAL=str(path)).out)["reviews"] == 3


# ---------------------------------------------------------------- whose, and which journal


@pytest.mark.parametrize(
    ("arguments", "more", "count"),
    [
        ([], {}, 0),
        (["--as", "Li"], {}, 1),
        ([], {"MOTDRILL_NAME": " Li "}, 1),
        (["--as", "Wu"], {"MOTDRILL_NAME": "Li"}, 0),
    ],
    ids=["nobody", "--as", "MOTDRILL_NAME", "--as before MOTDRILL_NAME"],
)
def test_everybody_reviews_what_they_have_done_themselves(
    run: Run, path: Path, arguments: list[str], more: dict[str, str], count: int
) -> None:
    drilled(path, OUTAGE, weak, days_ago=5, count=1, trainee="Li")
    done = run("review", *arguments, typed=ones(count), MOTDRILL_JOURNAL=str(path), **more)
    assert (done.code, NOTHING in done.out) == (0, not count)
    assert rows(path, "SELECT trainee FROM review") == [("Li",)] * count


def a_folder(path: Path) -> None:
    path.mkdir()


def a_newer_one(path: Path) -> None:
    change(path, "PRAGMA user_version = 99")


@pytest.mark.parametrize("make", [a_folder, a_newer_one])
def test_a_journal_that_cannot_be_used_ends_a_review_with_2_and_one_message(
    run: Run, path: Path, make: Callable[[Path], None]
) -> None:
    make(path)
    done = run("review", MOTDRILL_JOURNAL=str(path))
    assert (done.code, done.out) == (2, "")
    assert str(path) in done.err and len(done.err.splitlines()) == 1


def test_where_the_journal_fails_on_the_way_nobody_is_told_that_all_is_kept(
    opened: Opened, kept: dict[str, str], path: Path
) -> None:
    shown = at_place(opened, kept, "question")
    change(path, "DROP TABLE review")
    page_after(shown, "3")
    shown.keys("q")
    assert shown.wait_for_end() in (2, 130)
    assert shown.shows(str(path)) and shown.shows("is damaged"), shown.screen()
    assert not shown.shows("What was answered is kept")


# ---------------------------------------------------------------- the home screen


def weakest_told(run: Run, kept: dict[str, str]) -> str:
    found = json.loads(run("progress", "--json", **kept).out)
    row = next(row for row in found["skills"] if row["skill"] == found["weakest"])
    return f"Weakest lately: {skill_name(found['weakest'])} ({row['now_percent']}%)"


def test_the_home_list_tells_what_is_due_and_0_reviews_it(
    run: Run, kept: dict[str, str], path: Path, practised: Practised
) -> None:
    number = len(practised.due)
    done = run(typed="0\n" + ones(2), **kept)
    minutes = re.search(rf"0\.  Next: review {MOST} steps, about (\d+) minutes \({number} are due\)", done.err)
    assert minutes and MOST / 3 <= int(minutes[1]) <= 3 * MOST
    assert done.code == 130
    assert f"after 2 of {MOST} steps" in done.err
    assert len(rows(path, REVIEWED)) == 2


def test_the_home_menu_begins_with_the_review(opened: Opened, kept: dict[str, str]) -> None:
    shown = opened(**kept)
    shown.wait_for("are due)", "Next: review", "Leave")
    shown.settle()
    entries = [line for line in shown.lines() if re.search(r"\w\) ", line)]
    assert "Next: review" in entries[0], shown.screen()
    shown.keys(ENTER)
    shown.wait_for("review 1 of 6", "enter go on")


def test_the_home_menu_speaks_of_a_review_in_chinese_and_no_line_is_too_wide(
    opened: Opened, kept: dict[str, str], practised: Practised
) -> None:
    shown = opened("--lang", "zh", columns=40, **kept)
    messages.set_language("zh")
    shown.wait_for(messages._("Leave"), f"{len(practised.due)}")
    assert f"{len(practised.due)} 步到期" in shown.screen() and "due" not in shown.screen()
    assert max(cell_len(line) for line in shown.lines()) <= 40


@pytest.mark.parametrize("plain", [True, False], ids=["lines", "terminal"])
def test_where_nothing_was_done_yet_the_home_screen_says_that_no_review_is_due(
    run: Run, opened: Opened, plain: bool
) -> None:
    if plain:
        page = run(typed="q\n").err
    else:
        shown = opened()
        page = shown.wait_for("Leave")
    assert "Review: nothing is due" in page and "Weakest" not in page


def test_from_three_drills_on_the_home_list_tells_the_weakest_skill(run: Run, path: Path) -> None:
    for days in (2, 1, 0):
        drilled(path, OUTAGE, weak, days_ago=days)
    done = run(typed="q\n", MOTDRILL_JOURNAL=str(path))
    assert weakest_told(run, {"MOTDRILL_JOURNAL": str(path)}) in done.err


def test_where_nothing_is_due_the_home_list_says_so_and_r_when_steps_come_back(run: Run, path: Path) -> None:
    card = Scorecard(drilled(path, OUTAGE, weak))
    done = run(typed="r\nq\n", MOTDRILL_JOURNAL=str(path))
    assert "Weakest" not in done.err and card.score_percent < 100  # one drill says too little
    assert "Next: review" not in done.err and "r.  Review: nothing is due" in done.err
    assert (done.code, "come back" in done.out) == (0, True)


def test_a_journal_that_cannot_be_used_leaves_the_home_list_as_it_is(run: Run, path: Path) -> None:
    a_folder(path)
    done = run(typed="q\n", MOTDRILL_JOURNAL=str(path))
    assert done.code == 0
    assert f"({BANK})" in done.err and "Traceback" not in done.err


def test_a_review_never_stands_where_a_document_was_asked_for(run: Run, kept: dict[str, str]) -> None:
    done = run("drill", "--json", typed="0\n" + ones(MOST), **kept)
    assert done.out == "" or json.loads(done.out), done.out
