"""What is written to the journal comes back: drills, reviews, words, people; and what cannot be read is left out."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from motdrill.drill.records import OwnWords, PlayedDrill, Timing, utc_text
from motdrill.drill.turn import Answer, State
from motdrill.journal import history as history_module
from motdrill.journal.entries import DrillStart, text_hash
from motdrill.journal.history import History
from motdrill.journal.journal import Journal
from motdrill.journal.own_words import last_words, store_words
from motdrill.practice.group import summarize_group
from motdrill.practice.item_statistics import item_statistics
from motdrill.practice.progress import summarize_progress

DESK = """
format: 1
title: At the desk
customer: {name: Li, anger: 2}
needs:
  heard: {kind: heard, spoken: false, text: a}
  fix: {kind: solve, spoken: true, text: b}
steps:
  read: {ask: anger, trains: [emotion]}
  roar:
    trains: [feel]
    replies:
      best: {text: a, score: 3, stars: -2, why: w}
      blames: {text: b, score: 0, stars: 1, does: [blame], why: w}
  sort: {ask: needs, trains: [needs]}
  mark:
    ask: spot
    trains: [language]
    lines:
      greets: {text: a, good: true, why: w}
      sighs: {text: b, good: false, why: w}
"""
RENAMED = DESK.replace("At the desk", "At the counter")
NEWER = DESK.replace("format: 1", "format: 99")
ANSWERS = (
    Answer("read", 2),
    Answer("roar", "blames"),
    Answer("sort", ("fix", "heard")),
    Answer("mark", ("greets",)),
)
NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
SECOND, DAY = timedelta(seconds=1), timedelta(days=1)


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with closing(Journal(tmp_path / "journal.db", NOON)) as opened:
        yield opened


@pytest.fixture
def in_zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Takes this process to a time zone, by its POSIX name, until the test is over."""
    if not hasattr(time, "tzset"):
        pytest.skip("this system cannot change its time zone for one process")

    def go(name: str) -> None:
        monkeypatch.setenv("TZ", name)
        time.tzset()

    yield go
    monkeypatch.undo()
    time.tzset()


def begun(**more: Any) -> DrillStart:
    fields = {"scenario_id": "desk", "file": "/gone/desk.yaml", "text": DESK, "seed": 7, "lang": "en"}
    return DrillStart(**{**fields, "mode": "practice", "trainee": "", **more})


def timing(at: datetime, hinted: int = 0) -> Timing:
    return Timing(at.isoformat(), 4.25, hinted)


def write(
    journal: Journal,
    answers: Sequence[Answer] = ANSWERS,
    at: datetime = NOON,
    finished: bool = True,
    guess: int | None = None,
    **more: Any,
) -> str:
    """Writes a drill, its second answer after the hint."""
    drill_id = journal.begin_drill(begun(**more), at)
    for number, answer in enumerate(answers, 1):
        journal.record_answer(drill_id, number, answer, timing(at + number * 10 * SECOND, int(number == 2)))
    if finished:
        journal.finish_drill(drill_id, guess, at + timedelta(minutes=5))
    return drill_id


def ids(drills: Iterator[PlayedDrill]) -> list[str]:
    return [played.id for played in drills]


# ---------------------------------------------------------------- drills


def test_a_drill_comes_back_as_it_was_played(journal: Journal) -> None:
    drill_id = write(journal, guess=6, mode="exam", trainee="Wu", lang="zh", seed=2**32 - 1)
    (played,) = History(journal).played_drills()
    assert (played.id, played.file, played.text_hash) == (drill_id, "/gone/desk.yaml", text_hash(DESK))
    assert (played.lang, played.mode, played.trainee, played.guess) == ("zh", "exam", "Wu", 6)
    assert (played.drill.scenario_id, played.drill.seed, played.drill.answers) == ("desk", 2**32 - 1, ANSWERS)
    assert (played.started_at, played.ended_at) == (NOON, NOON + timedelta(minutes=5))
    assert played.timings == tuple(timing(NOON + n * 10 * SECOND, int(n == 2)) for n in range(1, 5))
    assert (played.drill.state.points, played.drill.state.anger) == (3 + 0 + 0 + 3, 3)
    assert [type(answer.value) for answer in played.drill.answers] == [int, str, tuple, tuple]


def test_drills_of_one_text_differ_in_answers_and_seed_alone(journal: Journal) -> None:
    best = (ANSWERS[0], Answer("roar", "best"), *ANSWERS[2:])
    write(journal, seed=1)
    write(journal, best, seed=2)
    one, other = History(journal).played_drills()
    assert (one.drill.seed, other.drill.seed) == (1, 2)
    assert (one.drill.answers, other.drill.answers) == (ANSWERS, best)
    assert (one.drill.state.points, other.drill.state.points) == (6, 9)


def test_one_text_under_two_ids_is_two_scenarios(journal: Journal) -> None:
    write(journal)
    write(journal, scenario_id="kiosk")
    assert [played.drill.scenario_id for played in History(journal).played_drills()] == ["desk", "kiosk"]


def test_replays_are_left_out_unless_they_are_asked_for(journal: Journal) -> None:
    practice, exam, replay = (write(journal, mode=mode) for mode in ("practice", "exam", "replay"))
    history = History(journal)
    assert ids(history.played_drills()) == [practice, exam]
    assert ids(history.played_drills(modes=("replay",))) == [replay]
    assert ids(history.played_drills(modes=("exam", "replay"))) == [exam, replay]
    assert ids(history.played_drills(modes=())) == []


def test_drills_that_were_cut_off_are_left_out_unless_they_are_asked_for(journal: Journal) -> None:
    whole, cut, left = write(journal), write(journal, ANSWERS[:2], finished=False), write(journal, (), finished=False)
    journal.abandon_drill(left, NOON + DAY)
    history = History(journal)
    assert ids(history.played_drills()) == [whole]
    assert ids(history.played_drills(cut_off=True)) == [whole, cut, left]
    found = {played.id: played for played in history.played_drills(cut_off=True)}
    assert (found[cut].drill.answers, found[cut].ended_at) == (ANSWERS[:2], None)
    assert (found[cut].drill.state.step, len(found[cut].timings)) == ("sort", 2)
    assert (found[left].drill.answers, found[left].ended_at) == ((), NOON + DAY)
    assert history.unreadable == set()


def test_a_drill_whose_guess_is_still_to_be_made_is_cut_off_at_its_end(journal: Journal) -> None:
    cut = write(journal, finished=False)
    assert ids(History(journal).played_drills()) == []
    (played,) = History(journal).played_drills(cut_off=True)
    assert (played.id, played.drill.step, played.guess) == (cut, None, None)


def test_drills_of_one_person_are_found_and_of_nobody_too(journal: Journal) -> None:
    by_name = {name: [write(journal, trainee=name) for _times in range(2)] for name in ("", "Wu", "wu", "Ánna")}
    history = History(journal)
    assert {name: ids(history.played_drills(trainee=name)) for name in by_name} == by_name
    assert ids(history.played_drills(trainee="W%")) == []
    assert len(ids(history.played_drills())) == 8


def test_drills_of_one_scenario_are_found(journal: Journal) -> None:
    write(journal)
    kiosk = write(journal, scenario_id="kiosk", trainee="Wu")
    history = History(journal)
    assert ids(history.played_drills(scenario_id="kiosk")) == [kiosk]
    assert ids(history.played_drills(scenario_id="kiosk", trainee="")) == []


def test_drills_since_a_time_are_found_in_whatever_zone_it_is_told(journal: Journal) -> None:
    _before, begun_then, after = (write(journal, at=NOON + n * SECOND) for n in (-1, 0, 1))
    history = History(journal)
    for zone in ("+00:00", "+08:00", "-11:30"):
        since = NOON.astimezone(datetime.fromisoformat(f"2026-01-01T00:00{zone}").tzinfo)
        assert ids(history.played_drills(since=since)) == [begun_then, after]
    assert ids(history.played_drills(since=NOON + DAY)) == []


def test_drills_are_found_by_their_ids(journal: Journal) -> None:
    first, _second, third = (write(journal) for _times in range(3))
    history = History(journal)
    assert ids(history.played_drills(drill_ids=[third, first, "not-there"])) == [first, third]
    assert ids(history.played_drills(drill_ids=[])) == []


def test_drills_come_with_the_oldest_first(journal: Journal) -> None:
    written = {days: write(journal, at=NOON + days * DAY) for days in (3, -400, 0, 1)}
    assert ids(History(journal).played_drills()) == [written[days] for days in sorted(written)]


def test_drills_begun_within_one_second_come_in_the_order_they_were_begun(journal: Journal) -> None:
    written = [write(journal, at=NOON + timedelta(milliseconds=1 + n)) for n in range(8)]
    assert ids(History(journal).played_drills()) == written


def test_drills_can_be_read_while_others_are_recorded(journal: Journal) -> None:
    written = [write(journal, at=NOON + n * SECOND) for n in range(5)]
    found = []
    for played in History(journal).played_drills():
        found.append(played.id)
        journal.finish_drill(played.id, 3, NOON + DAY)
        write(journal, at=NOON - DAY)
    assert found == written


# ---------------------------------------------------------------- reviews, words, people


def test_a_review_comes_back_as_it_was_done(journal: Journal) -> None:
    journal.record_review(begun(lang="zh", trainee="Wu"), 5, ANSWERS[1], timing(NOON, 1))
    (review,) = History(journal).reviews("Wu")
    assert (review.scenario_id, review.lang, review.at, review.timing) == ("desk", "zh", NOON, timing(NOON, 1))
    assert (review.turn.answer, review.turn.before, review.turn.points) == (ANSWERS[1], State("roar", 5), 0)
    assert review.turn.after.anger == 6


@pytest.mark.parametrize("answer", ANSWERS, ids=lambda answer: answer.step)
def test_every_kind_of_step_can_be_reviewed(journal: Journal, answer: Answer) -> None:
    journal.record_review(begun(), 2, answer, timing(NOON))
    (review,) = History(journal).reviews("")
    assert review.turn.answer == answer
    assert review.turn.points == {"read": 3, "roar": 0, "sort": 0, "mark": 3}[answer.step]


def test_reviews_are_those_of_one_person_since_a_time_with_the_oldest_first(journal: Journal) -> None:
    for seconds in (2, 0, 1):
        journal.record_review(begun(trainee="Wu"), seconds, ANSWERS[0], timing(NOON + seconds * SECOND))
    journal.record_review(begun(trainee="Li"), 4, ANSWERS[0], timing(NOON))
    history = History(journal)
    assert [review.turn.before.anger for review in history.reviews("Wu")] == [0, 1, 2]
    assert [review.turn.before.anger for review in history.reviews("Wu", NOON + SECOND)] == [1, 2]
    assert [review.turn.before.anger for review in history.reviews("Li")] == [4]
    assert list(history.reviews("")) == []


def test_reviews_within_one_second_come_in_the_order_they_were_done(journal: Journal) -> None:
    for anger in (3, 6, 0, 5, 1):
        journal.record_review(begun(), anger, ANSWERS[0], timing(NOON))
    assert [review.turn.before.anger for review in History(journal).reviews("")] == [3, 6, 0, 5, 1]


def test_a_review_is_no_drill(journal: Journal) -> None:
    journal.record_review(begun(), 2, ANSWERS[0], timing(NOON))
    assert list(History(journal).played_drills(cut_off=True)) == []


def test_the_last_words_said_at_a_step_come_back(journal: Journal) -> None:
    step = ("desk", "roar")
    assert last_words(journal, "Wu", step) is None
    store_words(journal, "Wu", step, "en", "Sorry.", NOON)
    assert last_words(journal, "Wu", step) == OwnWords("Sorry.", NOON)
    store_words(journal, "Wu", step, "zh", "“对不起”\n让您久等了", NOON)
    assert last_words(journal, "Wu", step) == OwnWords("“对不起”\n让您久等了", NOON)


def test_how_a_reply_was_confirmed_comes_back_with_its_answer(journal: Journal) -> None:
    how = Timing(utc_text(NOON), 3.0, 0, "of-two")
    drill_id = journal.begin_drill(begun(), NOON)
    journal.record_answer(drill_id, 1, ANSWERS[0], how)
    journal.record_review(begun(), 2, ANSWERS[0], how)
    (played,) = History(journal).played_drills(cut_off=True)
    (reviewed,) = History(journal).reviews("")
    assert played.timings == (how,) and reviewed.timing == how


def test_words_are_of_one_person_at_one_step_of_one_scenario(journal: Journal) -> None:
    said = {(name, step): f"{name} {step}" for name in ("", "Wu") for step in (("desk", "roar"), ("kiosk", "roar"))}
    for (name, step), words in said.items():
        store_words(journal, name, step, "en", words, NOON)
    found = {key: last_words(journal, *key) for key in said}
    assert {key: words.text for key, words in found.items() if words} == said
    assert last_words(journal, "", ("desk", "sort")) is None


def test_everybody_who_has_drilled_reviewed_or_said_something_is_known_once_by_name(journal: Journal) -> None:
    assert History(journal).people() == ()
    for name in ("Wu", "Wu", "Ánna"):
        write(journal, trainee=name)
    write(journal, ANSWERS[:1], finished=False, trainee="")
    for name in ("Wu", "Li"):
        journal.record_review(begun(trainee=name), 2, ANSWERS[0], timing(NOON))
    store_words(journal, "only words", ("desk", "roar"), "en", "Sorry.", NOON)
    assert History(journal).people() == ("", "Li", "Wu", "only words", "Ánna")


# ---------------------------------------------------------------- times


@pytest.mark.parametrize(
    ("zone", "hours", "day"), [("UTC0", 0, 4), ("CST-8", 8, 5), ("NPT-5:45", 5.75, 4), ("SST11", -11, 4)]
)
def test_times_come_back_in_the_zone_of_this_machine(
    journal: Journal, in_zone: Callable[[str], None], zone: str, hours: float, day: int
) -> None:
    evening = NOON + timedelta(hours=6)
    write(journal, at=evening)
    journal.record_review(begun(), 2, ANSWERS[0], timing(evening))
    store_words(journal, "", ("desk", "roar"), "en", "Sorry.", evening)
    in_zone(zone)
    (played,), (review,) = History(journal).played_drills(), History(journal).reviews("")
    words = last_words(journal, "", ("desk", "roar"))
    assert words
    for found in (played.started_at, review.at, words.at):
        assert (found, found.utcoffset(), found.day) == (evening, timedelta(hours=hours), day)
    assert played.ended_at
    assert played.ended_at.utcoffset() == timedelta(hours=hours)


def test_summer_time_is_that_of_the_day_a_drill_was_begun_on(journal: Journal, in_zone: Callable[[str], None]) -> None:
    for month in (1, 7):
        write(journal, at=datetime(2026, month, 4, 12, tzinfo=UTC))
    in_zone("CET-1CEST,M3.5.0,M10.5.0/3")
    assert [played.started_at.hour for played in History(journal).played_drills()] == [13, 14]


# ---------------------------------------------------------------- texts of another time


def test_a_scenario_that_was_edited_changes_nothing_about_what_was_played(journal: Journal) -> None:
    write(journal)
    write(journal, text=RENAMED)
    journal.record_review(begun(), 2, ANSWERS[0], timing(NOON))
    old, new = History(journal).played_drills()
    assert (old.drill.scenario.title, new.drill.scenario.title) == ("At the desk", "At the counter")
    assert (old.text_hash, new.text_hash) == (text_hash(DESK), text_hash(RENAMED))
    (row,) = summarize_progress(History(journal).played_drills(), []).scenarios
    assert (row.title, len(row.scores)) == ("At the counter", 2)


def test_the_file_of_a_scenario_is_not_needed_any_more(journal: Journal, tmp_path: Path) -> None:
    file = tmp_path / "desk.yaml"
    file.write_text(DESK, encoding="utf-8")
    write(journal, file=str(file))
    before = [(played.drill.answers, played.drill.state) for played in History(journal).played_drills()]
    for change in (lambda: file.write_text(NEWER, encoding="utf-8"), file.unlink):
        change()
        assert [(played.drill.answers, played.drill.state) for played in History(journal).played_drills()] == before


def test_each_text_is_built_once(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    built: list[str] = []
    build = history_module.scenario_from_text
    monkeypatch.setattr(history_module, "scenario_from_text", lambda text: built.append(text) or build(text))
    for text in (DESK, RENAMED) * 3:
        write(journal, text=text)
        journal.record_review(begun(text=text), 2, ANSWERS[0], timing(NOON))
    history = History(journal)
    assert (len(list(history.played_drills())), len(list(history.played_drills())), len(list(history.reviews("")))) == (
        6,
        6,
        6,
    )
    assert built == [DESK, RENAMED]


@pytest.mark.parametrize("text", [NEWER, "", "[", DESK.replace("ask: anger", "ask: smell")])
def test_a_text_this_motdrill_cannot_read_is_left_out_and_named(journal: Journal, text: str) -> None:
    write(journal, text=text)
    journal.record_review(begun(text=text), 2, ANSWERS[0], timing(NOON))
    kept = write(journal)
    journal.record_review(begun(), 3, ANSWERS[0], timing(NOON))
    history = History(journal)
    assert ids(history.played_drills()) == [kept]
    assert [review.turn.before.anger for review in history.reviews("")] == [3]
    assert history.unreadable == {text_hash(text)}


DO_NOT_FIT = {
    "a step that is not there": (Answer("gone", 2),),
    "a step whose turn it is not": (ANSWERS[1],),
    "a reply that is not there": (ANSWERS[0], Answer("roar", "gone")),
    "stars for a reply": (ANSWERS[0], Answer("roar", 3)),
    "a reply for stars": (Answer("read", "best"),),
    "a need that is not there": (*ANSWERS[:2], Answer("sort", ("fix", "gone"))),
    "an empty ranking": (*ANSWERS[:2], Answer("sort", ())),
    "an answer too many": (*ANSWERS, ANSWERS[3]),
    "an answer of no kind": (Answer("read", {"stars": 2}),),  # type: ignore[arg-type]
}


@pytest.mark.parametrize("what", DO_NOT_FIT)
@pytest.mark.parametrize("finished", [True, False], ids=["finished", "cut-off"])
def test_answers_that_do_not_fit_their_text_are_left_out_and_the_text_named(
    journal: Journal, what: str, finished: bool
) -> None:
    write(journal, DO_NOT_FIT[what], text=RENAMED, finished=finished)
    kept, fits = write(journal), write(journal, text=RENAMED)
    history = History(journal)
    assert ids(history.played_drills(cut_off=True)) == [kept, fits]
    assert history.unreadable == {text_hash(RENAMED)}
    compare_with_report(journal)


@pytest.mark.parametrize("count", range(len(ANSWERS)))
def test_a_finished_drill_whose_answers_end_before_the_story_is_left_out(journal: Journal, count: int) -> None:
    write(journal, ANSWERS[:count])
    kept = write(journal, text=RENAMED)
    history = History(journal)
    assert ids(history.played_drills()) == [kept]
    assert history.unreadable == {text_hash(DESK)}
    compare_with_report(journal)


def compare_with_report(journal: Journal) -> None:
    """A report reads drills by a quicker way, which finds the same drills and leaves out the same texts."""
    whole, quick = History(journal), History(journal)
    drills = [(each.trainee, each.started_at, each.seconds, each.effects, each.state) for each in whole.played_drills()]
    assert [tuple(each) for _drill, *each in quick.finished_drills()] == drills
    assert quick.unreadable == whole.unreadable


@pytest.mark.parametrize(
    "answer",
    [
        Answer("gone", 2),
        Answer("roar", "gone"),
        Answer("roar", 3),
        Answer("read", "best"),
        Answer("sort", ("fix", "gone")),
        Answer("sort", ()),
    ],
    ids=repr,
)
def test_a_review_that_does_not_fit_its_text_is_left_out_and_the_text_named(journal: Journal, answer: Answer) -> None:
    journal.record_review(begun(text=RENAMED), 2, answer, timing(NOON))
    journal.record_review(begun(), 3, ANSWERS[0], timing(NOON))
    history = History(journal)
    assert [review.turn.before.anger for review in history.reviews("")] == [3]
    assert history.unreadable == {text_hash(RENAMED)}


def test_an_answer_from_before_times_were_kept_comes_back_without_one(journal: Journal) -> None:
    write(journal)
    with closing(sqlite3.connect(journal.path)) as db, db:
        db.execute("UPDATE answer SET answered_at = ''")
    (played,) = History(journal).played_drills()
    assert {timing.at for timing in played.timings} == {""}


# ---------------------------------------------------------------- what counts


def test_replays_and_drills_that_were_cut_off_count_in_no_statistic(journal: Journal) -> None:
    for number in range(10):
        write(journal, trainee=f"p{number}", at=NOON + number * SECOND)
    history = History(journal)
    before = [statistics(history) for statistics in STATISTICS]
    better = (ANSWERS[0], Answer("roar", "best"), *ANSWERS[2:])
    write(journal, better, trainee="early", mode="replay", at=NOON - DAY)
    write(journal, better, trainee="p0", mode="replay", at=NOON - DAY)
    write(journal, better[:3], trainee="p1", finished=False, at=NOON - DAY)
    write(journal, better, trainee="p2", finished=False, at=NOON - DAY)
    assert [statistics(history) for statistics in STATISTICS] == before
    (item, *_others) = before[0].steps
    assert (before[0].people, item.people, item.facility) == (10, 10, 100)


STATISTICS: tuple[Callable[[History], Any], ...] = (
    lambda history: item_statistics(history.played_drills(scenario_id="desk")),
    lambda history: summarize_group(history.finished_drills()),
    lambda history: summarize_progress(history.played_drills(trainee="p0"), history.reviews("p0")),
)
