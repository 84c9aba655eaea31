"""What comes next: at home, at the end of a drill or a review, and for whom."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from motdrill import library
from motdrill.method.catalogue import SKILLS
from motdrill.practice.cards import (
    AHEAD,
    LONG_AGO,
    StepAttempt,
    attempts_in_drill,
    build_cards,
    date_attempts,
    due_today,
)
from motdrill.practice.next_step import BestScore, CourseCase, CutOff, NextStep, Standing, choose_next
from motdrill.practice.reading_time import CHARACTERS_PER_MINUTE, WORDS_PER_MINUTE, reading_seconds
from motdrill.practice.tally import SkillTotal
from motdrill.sessions.similar_name import similar_name
from motdrill.ui.pages.library import TOPICS, topics
from practised import change, drilled, rows
from terminal import CTRL_C, ENTER, ESCAPE, UP, Opened, Run, Terminal, answer_lines, best, planned, squeezed, weak
from test_practice import NOON, played

SHORT = "address-question"
SEED = 7
QUESTION = "Which sentence will you use tomorrow?"
SENTENCE = "I hear that you have waited since eight."

# ---------------------------------------------------------------- the next step

COURSE = [CourseCase("one", 1), CourseCase("two", 2), CourseCase("three", 3), CourseCase("four", 4)]
WEAK = SkillTotal("sync", "needs", 4, 10)
TRAINED = {("two", "needs"): 2, ("four", "needs"): 5}
PASSED, FAILED = BestScore(90, True), BestScore(55, False)

NEXT: dict[str, tuple[Standing, NextStep | None]] = {
    "nothing done": (Standing(), NextStep("course", "one")),
    "cut off": (Standing(CutOff("two", 3), due=4, best={"one": FAILED}), NextStep("cut-off", "two")),
    "due": (Standing(due=4, best={"one": FAILED}), NextStep("due")),
    "not passed": (Standing(best={"two": FAILED, "one": FAILED}, weakest=WEAK), NextStep("not-passed", "two", 55)),
    "gone": (Standing(best={"gone": FAILED}), NextStep("course", "one")),
    "weakest at this depth": (Standing(weakest=WEAK), NextStep("weakest", "two", 40, "needs")),
    "weakest beyond": (Standing(best={"two": PASSED}, weakest=WEAK), NextStep("course", "one")),
    "deeper": (Standing(best={"one": PASSED, "two": PASSED}, weakest=WEAK), NextStep("weakest", "four", 40, "needs")),
    "the next": (Standing(best={"one": PASSED}), NextStep("course", "two")),
    "all passed": (
        Standing(best={"one": PASSED, "three": PASSED, "two": BestScore(71, True), "four": BestScore(75, True)}),
        NextStep("lowest", "two", 71),
    ),
}


@pytest.mark.parametrize(("standing", "step"), NEXT.values(), ids=NEXT)
def test_the_next_step_is_the_first_reason_that_applies(standing: Standing, step: NextStep | None) -> None:
    assert choose_next(standing, COURSE, lambda name, skill: TRAINED.get((name, skill), 0)) == step
    assert "needs" in SKILLS


def test_without_any_case_there_is_no_next_step() -> None:
    assert choose_next(Standing(), [], lambda name, skill: 0) is None


def test_of_each_bundled_case_it_is_told_what_it_is_about() -> None:
    told = {row.id: topics(row) for row in library.entries_by_course()}
    assert {name for name, words in told.items() if not words} <= {"opening-hours"}
    assert set(TOPICS) <= {tag for row in library.entries_by_course() for tag in row.header["tags"]}


# ---------------------------------------------------------------- minutes


def test_reading_takes_so_long_by_words_and_by_characters() -> None:
    assert reading_seconds("one two three isn't it " * 10) == pytest.approx(60 * 50 / WORDS_PER_MINUTE)
    assert reading_seconds("客户很生气。" * 10) == pytest.approx(60 * 50 / CHARACTERS_PER_MINUTE)
    assert reading_seconds("") == 0


# ---------------------------------------------------------------- clocks


def reading_at(at: datetime) -> StepAttempt:
    return replace(next(attempts_in_drill(played(0, at=at))), at=at)


@pytest.mark.parametrize(("answered", "due"), [("23:55", "07:55"), ("20:00", "04:00"), ("09:00", "00:00")])
def test_a_step_answered_before_midnight_is_due_after_the_night(answered: str, due: str) -> None:
    at = datetime.fromisoformat(f"2026-03-04T{answered}+00:00")
    (card,) = build_cards([reading_at(at)])
    assert card.due - at == timedelta(days=1)
    midnight = card.due.replace(hour=0, minute=0)
    moments = [midnight + timedelta(minutes=5 * n) for n in range(288)]
    assert f"{next(each for each in moments if due_today([card], each)):%H:%M}" == due


def test_a_clock_that_stood_a_year_ahead_brings_a_step_back_once_and_not_every_day() -> None:
    ahead = NOON + timedelta(days=365)
    before, wrong, after = reading_at(NOON - timedelta(days=3)), reading_at(ahead), reading_at(NOON)
    for day in range(0, 300, 20):
        now = NOON + timedelta(days=day)
        dated = [attempt.at for attempt in date_attempts(now, [before, wrong, after])]
        assert dated == [before.at, before.at, after.at]
        assert [attempt.at for attempt in date_attempts(now, [wrong], [after])] == [after.at, after.at]
        assert [attempt.at for attempt in date_attempts(now, [wrong])] == [LONG_AGO]
    slightly = reading_at(NOON + AHEAD / 2)
    assert [attempt.at for attempt in date_attempts(NOON, [slightly])] == [slightly.at]


def test_a_journal_written_with_a_clock_a_year_ahead_is_reviewed_once(run: Run, path: Path) -> None:
    drilled(path, SHORT, best, days_ago=-365, count=1)
    kept = {"MOTDRILL_JOURNAL": str(path)}
    first = run("review", typed="1\n", **kept)
    assert (first.code, "1 step reviewed" in first.out) == (0, True)
    assert "Nothing is due today." in run("review", **kept).out
    change(path, "UPDATE review SET answered_at = strftime('%Y-%m-%dT%H:%M:%S+00:00', 'now', '-40 days')")
    assert "1 step reviewed" in run("review", typed="1\n", **kept).out


# ---------------------------------------------------------------- names


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("Zoë", "Zoe"),
        ("zoe", "Zoe"),
        ("ＺＯＥ", "Zoe"),
        ("Joanna", "Johanna"),
        ("Mihcael", "Michael"),
        ("Mickael", "Michael"),
        ("Anne", ""),
        ("李玮", ""),
        ("Bob", ""),
    ],
)
def test_a_name_like_a_known_one_is_found(name: str, known: str) -> None:
    assert similar_name(name, ["", "Anna", "Johanna", "Michael", "Zoe", "李伟"]) == known


def test_a_new_name_like_a_known_one_is_asked_about_at_a_terminal_and_told_elsewhere(
    run: Run, opened: Opened, path: Path
) -> None:
    drilled(path, SHORT, best, trainee="Zoe")
    kept = {"MOTDRILL_JOURNAL": str(path)}
    done = run("drill", SHORT, "--as", "Zoë", typed="q\n", **kept)
    assert "Nobody called Zoë is in the journal, but Zoe is. If that is you, say --as Zoe." in done.err
    assert "but" not in run("drill", SHORT, "--as", "Zoe", typed="q\n", **kept).err
    shown = opened("drill", SHORT, "--as", "Zoë", **kept)
    shown.wait_for("Are you Zoe?")
    shown.settle()
    shown.keys("y")
    shown.wait_for("enter go on")
    assert "Zoë" not in shown.screen()


# ---------------------------------------------------------------- the end of a drill


def to_the_last_page(shown: Terminal, sentence: str = "") -> None:
    """Plays the short case by letters, to the page that offers what comes next."""
    turns = planned(SHORT, SEED, weak)
    shown.wait_for(turns[0].before.title)
    shown.settle()
    shown.keys(ENTER)
    for turn in turns:
        shown.wait_for(turn.place, *turn.texts())
        shown.settle()
        before = shown.screen()
        shown.keys(*turn.keys())
        shown.wait_for_change(before)
        shown.keys(ENTER)
    shown.wait_for("0 (awful)")
    shown.settle()
    shown.keys("5", ENTER)
    for _page in range(12):
        shown.settle()
        if shown.shows(QUESTION):
            break
        before = shown.screen()
        shown.keys(ENTER)
        shown.wait_for_change(before)
    shown.keys(*sentence, ENTER)
    shown.wait_for("what comes next", " home")
    shown.settle()


def test_the_end_of_a_drill_offers_the_next_and_keeps_the_sentence(opened: Opened, run: Run, path: Path) -> None:
    kept = {"MOTDRILL_JOURNAL": str(path)}
    shown = opened("drill", SHORT, "--seed", str(SEED), **kept)
    to_the_last_page(shown, SENTENCE)
    assert re.search(r"\d steps? comes? back tomorrow\.", shown.screen())
    assert shown.shows("Next: “Mill Lane fourteen” again")
    shown.keys(ENTER)
    shown.wait_for("enter go on", "Mill Lane fourteen", f"Your sentence of {date.today()}: “{SENTENCE}”")
    shown.settle()
    shown.keys("q")
    assert shown.wait_for_end() == 130
    assert rows(path, "SELECT said, step FROM words") == [(SENTENCE, "")]
    assert squeezed(SENTENCE) in squeezed(run(typed="q\n", **kept).err)
    assert "1 entry in own words" in run("forget", "--unnamed", "--yes", **kept).out
    assert SENTENCE not in run(typed="q\n", **kept).err


def test_h_leads_home_and_leaving_home_after_a_drill_is_no_failure(opened: Opened, path: Path) -> None:
    shown = opened("drill", SHORT, "--seed", str(SEED), MOTDRILL_JOURNAL=str(path))
    to_the_last_page(shown)
    shown.keys("h")
    shown.wait_for("Which complaint will you take?", "Leave")
    shown.settle()
    shown.keys("q", ENTER)
    assert shown.wait_for_end() == 0
    assert rows(path, "SELECT count(*) FROM words") == [(0,)]


def test_by_lines_at_a_terminal_the_end_offers_the_same(opened: Opened, path: Path) -> None:
    shown = opened("drill", SHORT, "--plain", "--seed", str(SEED), rows=200, MOTDRILL_JOURNAL=str(path))
    for line in [*answer_lines(planned(SHORT, SEED, weak), "6").splitlines(), "", "", ""]:
        shown.settle()
        shown.keys(*line, ENTER)
        if shown.shows(QUESTION):
            break
    shown.wait_for(QUESTION)
    shown.keys(*SENTENCE, ENTER)
    shown.wait_for("what comes next", "(h home q done) >")
    shown.keys("h", ENTER)
    shown.wait_for("0. Next:", "A number, an id or a title", SENTENCE)
    shown.keys(ENTER)
    shown.wait_for("Drill: up to")
    shown.keys(CTRL_C)
    assert shown.wait_for_end() == 130


@pytest.mark.parametrize("more", [[], ["--exam"]], ids=["practice", "exam"])
def test_in_a_pipe_the_end_tells_what_comes_next_and_asks_nothing(run: Run, path: Path, more: list[str]) -> None:
    turns = planned(SHORT, SEED, best, exam=bool(more))
    lines = answer_lines(turns, "6")
    done = run("drill", SHORT, "--seed", str(SEED), *more, typed=lines, MOTDRILL_JOURNAL=str(path))
    assert done.code == 0
    assert re.search(r"\d steps? comes? back ", done.out) and "Next: “" in done.out
    assert QUESTION not in done.out


def test_done_at_the_scorecard_tells_all_the_same_when_steps_come_back(opened: Opened, path: Path) -> None:
    shown = opened("drill", SHORT, "--plain", "--seed", str(SEED), rows=200, MOTDRILL_JOURNAL=str(path))
    for line in answer_lines(planned(SHORT, SEED, weak), "6").splitlines():
        shown.settle()
        shown.keys(*line, ENTER)
    shown.wait_for("q done) >")
    shown.keys("q", ENTER)
    assert shown.wait_for_end() == 0
    assert shown.shows("come back tomorrow.") and not shown.shows(QUESTION)


def test_a_review_offers_the_steps_that_are_still_due(opened: Opened, path: Path) -> None:
    drilled(path, "bank-counter", weak, days_ago=6, count=8)
    shown = opened("review", "--plain", rows=300, MOTDRILL_JOURNAL=str(path))
    for _step in range(6):
        shown.settle()
        shown.keys("1", ENTER)
    shown.wait_for("2 more steps are due today", "enter: go on with them")
    shown.keys(ENTER)
    shown.wait_for("review 1 of 2")
    shown.keys(CTRL_C)
    assert shown.wait_for_end() == 130
    assert shown.shows("Stopped after 0 of 2 steps.")


# ---------------------------------------------------------------- titles


SEEDED = ["--seed", "7"]
COMMANDS = [*(["drill", *SEEDED], ["try", *SEEDED]), *([name] for name in "show check analyse graph casebook".split())]


@pytest.mark.parametrize("command", [*COMMANDS, ["report"], ["tells"]], ids=" ".join)
def test_a_title_names_a_case_wherever_its_id_does(run: Run, path: Path, command: list[str]) -> None:
    drilled(path, SHORT, best)
    names = (SHORT, "mill lane FOURTEEN", "“Mill Lane, fourteen”", "文化路几号")
    one, *others = [run(*command, name, typed="q\n", MOTDRILL_JOURNAL=str(path)) for name in names]
    assert [(each.code, each.out) for each in others] == [(one.code, one.out)] * 3


def test_a_drill_that_was_cut_off_is_gone_on_with_by_its_title(run: Run, path: Path) -> None:
    drilled(path, SHORT, best, count=1)
    done = run("drill", "Mill Lane fourteen", "--resume", typed="q\n", MOTDRILL_JOURNAL=str(path))
    assert (done.code, "Stopped at step 2" in done.err) == (130, True)


# ---------------------------------------------------------------- home, and back to it


def test_whatever_was_begun_at_home_leads_back_home_and_ctrl_c_ends_all(opened: Opened, path: Path) -> None:
    shown = opened(MOTDRILL_JOURNAL=str(path))
    shown.wait_for("Leave")
    for key in (ENTER, ENTER, "a", "q"):  # the brief, a step, its feedback
        shown.settle()
        before = shown.screen()
        shown.keys(key)
        shown.wait_until(lambda was=before: shown.screen() != was)
    shown.wait_for("Next: go on with “Mill Lane fourteen” (stopped at step 2)", "Leave")
    pages = {"p": "To begin: go back and choose a case.", "m": "Moments of truth", "e": "Which case as an exam?"}
    for key, there in pages.items():
        shown.settle()
        shown.keys(key, ENTER)
        shown.wait_for(there)
        shown.settle()
        shown.keys(ESCAPE)
        shown.wait_for("r) Review: nothing is due", "Leave")
    shown.settle()
    shown.keys("a", ENTER)
    shown.wait_for("Back", "Esc leads back")
    shown.settle()
    shown.keys(UP, ENTER)
    shown.wait_for("m) Method: the handbook", "Leave")
    shown.settle()
    shown.keys(ENTER)
    shown.wait_for("enter go on")
    shown.settle()
    shown.keys(CTRL_C)
    assert shown.wait_for_end() == 130
    assert shown.shows("Stopped at step 2. motdrill drill --resume goes on from there.")


def test_a_long_list_says_that_it_goes_on_and_its_headings_look_like_none_of_its_entries(
    opened: Opened, path: Path
) -> None:
    shown = opened(MOTDRILL_JOURNAL=str(path))
    shown.wait_for("Leave")
    assert not shown.shows("more ▼")
    shown.settle()
    shown.keys("m", ENTER)
    shown.wait_for("── The method ──", "» Moments of truth", "more ▼")
    assert shown.lines()[1].strip() == "Back"
    for there in ("» Back", "» Serving the metric"):
        shown.settle()
        shown.keys(UP)
        shown.wait_for(there)
    assert not shown.shows("more ▼")
    shown.settle()
    shown.keys(ESCAPE)
    shown.wait_for("Leave")


def test_in_a_narrow_window_a_list_breaks_its_keys_at_words(opened: Opened, path: Path) -> None:
    shown = opened(MOTDRILL_JOURNAL=str(path), columns=40, rows=20)
    shown.wait_for("Leave")
    assert shown.lines()[:3] == ["▸ Which complaint will you take?", "(arrows or the key in front, then", "Enter)"]


def test_by_lines_at_a_terminal_home_is_come_back_to_as_well(opened: Opened, path: Path) -> None:
    shown = opened("--plain", rows=600, MOTDRILL_JOURNAL=str(path))
    pages = {"r": "To begin: choose a case.", "p": "To begin: go back and choose a case.", "m": "Which page?"}
    pages |= {"emotion": "Trained by", "q": "q to leave", "e": "Which case as an exam?", "1": "Exam: up to"}
    for line, there in pages.items():
        shown.settle()
        shown.keys(*line, ENTER)
        shown.wait_for(there)
    shown.settle()
    shown.keys("q", ENTER)
    shown.wait_until(lambda: shown.screen().count("m.  Method: the handbook") == 5, "home once more")
    assert not shown.shows("motdrill drill") and not shown.shows("motdrill learn")
    shown.settle()
    shown.keys("q", ENTER)
    assert shown.wait_for_end() == 0


def test_from_home_a_drill_that_is_over_leads_home_by_q(opened: Opened, path: Path) -> None:
    shown = opened("drill", "--seed", str(SEED), MOTDRILL_JOURNAL=str(path))
    shown.wait_for("Leave")
    shown.settle()
    shown.keys(ENTER)
    shown.wait_for("enter go on")
    to_the_last_page(shown)
    shown.keys("q")
    shown.wait_for("r) Review: nothing is due", "Leave")
    shown.settle()
    shown.keys("q", ENTER)
    assert shown.wait_for_end() == 0
