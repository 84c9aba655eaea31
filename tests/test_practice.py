"""What drills add up to, computed by hand: review cards, progress, group report, item statistics, their documents."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from fractions import Fraction
from functools import cache
from itertools import pairwise
from math import sqrt
from typing import Any

import pytest
from fsrs import Card as Scheduled
from fsrs import Rating, Scheduler
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import oracle
from motdrill.drill.drill import Drill
from motdrill.drill.records import PlayedDrill, ReviewedStep, Timing
from motdrill.drill.scorecard import Scorecard
from motdrill.drill.turn import Answer, AnswerValue, State, play_turn
from motdrill.method.catalogue import HARMFUL_CODES, SKILLS
from motdrill.practice.cards import (
    MAX_CARDS,
    Card,
    StepAttempt,
    attempt_in_review,
    attempts_in_drill,
    build_cards,
    due_today,
    pick_session,
    to_fsrs_rating,
)
from motdrill.practice.document import group_document, items_document, progress_document
from motdrill.practice.first_tries import FirstTry, first_tries_trend
from motdrill.practice.group import FirstAttemptsRow, PersonRow, summarize_group
from motdrill.practice.item_statistics import (
    ChoiceShare,
    ScenarioStatistics,
    StepStatistics,
    first_attempts,
    item_statistics,
)
from motdrill.practice.progress import (
    Calibration,
    Progress,
    first_percent,
    recent_percent,
    recent_total,
    summarize_progress,
)
from motdrill.practice.tally import CodeRow, SkillTotal, Tally, weakest
from motdrill.scenario.load import scenario_from_text
from strategies import drills

briefly = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])

DESK = """
format: 1
title: At the desk
customer: {name: Li, anger: 2}
needs:
  heard: {kind: heard, spoken: false, text: a}
  fix: {kind: solve, spoken: true, text: b}
  money: {kind: compensate, spoken: true, text: c}
steps:
  read: {ask: anger, trains: [emotion]}
  roar:
    trains: [emotion, feel]
    replies:
      best: {text: a, score: 3, stars: -2, goto: sort, why: w}
      fair: {text: b, score: 2, goto: sort, does: [ask-open], why: w}
      blames: {text: c, score: 0, stars: 2, does: [blame, deny], why: w}
      jargons: {text: d, score: 1, stars: 1, does: [jargon, plain-words], why: w}
  again:
    counts: false
    trains: [offer]
    replies:
      mends: {text: a, score: 3, why: w}
      retorts: {text: b, score: 0, does: [blame], why: w}
  sort: {ask: needs, trains: [needs]}
  mark:
    ask: spot
    trains: [language]
    lines:
      greets: {text: a, good: true, why: w}
      asks: {text: b, good: true, why: w}
      sighs: {text: c, good: false, why: w}
      shouts: {text: d, good: false, why: w}
      hums: {text: e, good: false, why: w}
      leaves: {text: f, good: false, why: w}
"""
RIGHT_ORDER, RIGHT_LINES = ("heard", "fix", "money"), ("greets", "asks")

# By hand, of 12 points at most; 70% pass, and at 4 stars the customer is lost:
#            read  roar  again     sort  mark  together      stars after  remembered
# PERFECT    3     3     -         3     3     12 = 100%    0            10 (1 - 0/12) = 10
# FAIR       1     2     -         2     1      6 =  50%    2            10 (1 - 2/6) = 20/3
# POOR       3     0     (3)       1     1      5 =  41%    4, lost      10 (1 - 8/12) = 10/3
# JARGON     3     1     (0)       3     3     10 =  83%    3            10 (1 - 6/12) = 5
PERFECT: tuple[AnswerValue, ...] = (2, "best", RIGHT_ORDER, RIGHT_LINES)
FAIR: tuple[AnswerValue, ...] = (4, "fair", ("heard", "money", "fix"), ("greets", "asks", "sighs", "shouts"))
POOR: tuple[AnswerValue, ...] = (2, "blames", "mends", ("fix", "heard", "money"), ("greets", "sighs"))
JARGON: tuple[AnswerValue, ...] = (2, "jargons", "retorts", RIGHT_ORDER, RIGHT_LINES)

THREE = """
format: 1
title: Three readings
customer: {name: Li, anger: 2}
steps:
  one: {ask: anger}
  two: {ask: anger%s}
  three: {ask: anger}
"""
ALL_COUNT, TWO_DOES_NOT = THREE % "", THREE % ", counts: false"
STARS_FOR: tuple[AnswerValue, ...] = (5, 4, 3, 2)
"""What to answer for 0, 1, 2 and 3 points where the customer stands at two stars."""

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
BEIJING = timezone(timedelta(hours=8))
DAY = timedelta(days=1)


@cache
def empty(text: str, scenario_id: str) -> Drill:
    return Drill(scenario_from_text(text), scenario_id, 7)


def played(
    *answers: AnswerValue, text: str = DESK, scenario_id: str = "desk", at: datetime = NOON, **more: Any
) -> PlayedDrill:
    """A drill as the journal gives it back, with an answer each ten seconds; `hinted` has their numbers from 1."""
    drill = empty(text, scenario_id)
    for each in answers:
        drill = drill.answer(each)
    hinted, started, count = more.pop("hinted", ()), at.astimezone(UTC), len(answers)
    times = [(started + timedelta(seconds=10 * n)).isoformat() for n in range(1, count + 1)]
    timings = tuple(Timing(time, 4.0, int(n in hinted)) for n, time in enumerate(times, 1))
    ended = None if drill.step else at + timedelta(minutes=5)
    whole = PlayedDrill("id", drill, "/desk.yaml", "hash", "en", "practice", "", at, ended, None, timings)
    return replace(whole, **more)


def reviewed(step: str, answer: AnswerValue, anger: int = 2, at: datetime = NOON, hinted: bool = False) -> ReviewedStep:
    drill = empty(DESK, "desk")
    turn = play_turn(drill.scenario, drill.attainable, State(step, anger), Answer(step, answer))
    return ReviewedStep("desk", turn, "en", at, Timing(at.astimezone(UTC).isoformat(), 4.0, int(hinted)))


# ---------------------------------------------------------------- cards


@pytest.mark.parametrize(
    ("points", "hinted", "expected"),
    [
        *[(0, False, Rating.Again), (1, False, Rating.Again), (2, False, Rating.Hard), (3, False, Rating.Good)],
        *[(0, True, Rating.Again), (1, True, Rating.Again), (2, True, Rating.Hard), (3, True, Rating.Hard)],
    ],
)
def test_points_and_hint_say_how_well_a_step_is_remembered(points: int, hinted: bool, expected: Rating) -> None:
    assert to_fsrs_rating(points, hinted) == expected


def stepped(*ratings: tuple[datetime, Rating]) -> datetime:
    """When fsrs itself brings a step back that was rated so at these times."""
    scheduler, card = Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False), Scheduled(card_id=1)
    for at, each in ratings:
        card, _log = scheduler.review_card(card, each, at)
    return card.due


def readings(*done: tuple[int, AnswerValue, bool]) -> list[StepAttempt]:
    """The first step done on these days: with these stars, after the hint or not."""
    return [
        next(attempts_in_drill(played(stars, at=NOON + day * DAY, hinted=(1,) if hinted else ())))
        for day, stars, hinted in done
    ]


@pytest.mark.parametrize(
    ("done", "days"),
    [  # by the default parameters of FSRS-6; the customer stands at two stars
        ([(0, 2, False)], 2),
        ([(0, 2, True)], 1),
        ([(0, 3, False)], 1),
        ([(0, 4, False)], 1),
        ([(0, 2, False), (2, 2, False)], 11),
        ([(0, 2, False), (2, 5, False)], 1),
        ([(0, 4, False), (1, 2, False)], 2),
        ([(0, 2, False), (2, 2, False), (13, 2, False)], 46),
    ],
)
def test_a_step_comes_back_after_days_that_grow_as_it_is_known(done: list[Any], days: int) -> None:
    (card,) = build_cards(readings(*done))
    assert card.due == card.last_attempt.at + days * DAY
    assert card.attempt_count == len(done)


@briefly
@given(st.lists(st.tuples(st.integers(0, 90), st.integers(0, 6), st.booleans()), min_size=1, max_size=8), st.data())
def test_a_card_is_due_as_fsrs_says_in_whatever_order_the_answers_come(done: Any, data: st.DataObject) -> None:
    done = sorted({day: each for day, *each in done}.items())
    seen = readings(*((day, stars, hinted) for day, (stars, hinted) in done))
    (card,) = build_cards(data.draw(st.permutations(seen)))
    by_hand = [(NOON + day * DAY + timedelta(seconds=10), hand_rated(*each)) for day, each in done]
    assert card.due == stepped(*by_hand)
    assert (card.last_attempt, card.story_point, card.attempt_count) == (seen[-1], seen[-1].story_point, len(seen))
    assert build_cards(seen) == [card]


def hand_rated(stars: int, hinted: bool) -> Rating:
    off = abs(stars - 2)
    return Rating.Again if off > 1 else Rating.Good if off == 0 and not hinted else Rating.Hard


def test_each_step_done_in_a_drill_is_seen_when_it_was_answered() -> None:
    whole = played(*POOR, at=NOON.astimezone(BEIJING), hinted=(3,))
    seen = list(attempts_in_drill(whole))
    assert [each.key for each in seen] == [("desk", step) for step in ("read", "roar", "again", "sort", "mark")]
    assert [each.at for each in seen] == [NOON + timedelta(seconds=10 * n) for n in range(1, 6)]
    assert {each.at.utcoffset() for each in seen} == {timedelta(hours=8)}
    assert [each.hinted for each in seen] == [False, False, True, False, False]
    assert [each.turn for each in seen] == list(whole.drill.turns)


def test_an_answer_from_before_times_were_kept_was_given_when_its_drill_began() -> None:
    whole = played(*PERFECT)
    seen = attempts_in_drill(replace(whole, timings=tuple(timing._replace(at="") for timing in whole.timings)))
    assert {each.at for each in seen} == {NOON}


def test_a_card_is_met_again_in_the_drill_as_it_stood_before_the_answer() -> None:
    seen = list(attempts_in_drill(played(*POOR)))
    sources = [each.story_point for each in seen if each.story_point]
    assert [source.drill.answers for source in sources] == [
        tuple(turn.turn.answer for turn in seen[:count]) for count in range(5)
    ]
    assert [source.drill.state.step for source in sources] == ["read", "roar", "again", "sort", "mark"]
    met = sources[0].played
    assert all(each.played is met for each in sources)
    assert (met.file, met.text_hash, met.drill.seed) == ("/desk.yaml", "hash", 7)


def test_a_drill_that_was_cut_off_has_cards_for_the_steps_done() -> None:
    assert {card.key for card in build_cards(attempts_in_drill(played(2, "fair")))} == {
        ("desk", "read"),
        ("desk", "roar"),
    }


def test_equal_steps_of_two_scenarios_are_two_cards() -> None:
    seen = [*attempts_in_drill(played(2)), *attempts_in_drill(played(2, scenario_id="kiosk"))]
    assert [card.key for card in build_cards(seen)] == [("desk", "read"), ("kiosk", "read")]


def test_a_step_that_was_reviewed_and_never_met_in_a_story_has_no_card() -> None:
    assert build_cards([attempt_in_review(reviewed("read", 2))]) == []


def test_a_review_moves_the_card_and_its_anger_but_not_where_it_is_met() -> None:
    first, second = played(2, "fair", text_hash="old"), played(2, "best", at=NOON + DAY, text_hash="new")
    review = attempt_in_review(reviewed("roar", "blames", anger=5, at=NOON + 3 * DAY))
    found = {card.key[1]: card for card in build_cards([review, *attempts_in_drill(second), *attempts_in_drill(first)])}
    assert found["roar"].last_attempt == review
    assert (found["roar"].last_attempt.turn.before.anger, found["roar"].attempt_count) == (5, 3)
    assert found["roar"].story_point.played.text_hash == found["read"].story_point.played.text_hash == "new"
    assert found["roar"].due == NOON + 4 * DAY
    assert found["read"].last_attempt.at == NOON + DAY + timedelta(seconds=10)


def test_a_review_after_the_hint_is_remembered_as_hard() -> None:
    assert [attempt_in_review(reviewed("read", 2, hinted=hinted)).hinted for hinted in (False, True)] == [False, True]


def test_the_card_longest_due_comes_first_and_of_equals_the_first_by_name() -> None:
    found = build_cards([*attempts_in_drill(played(*FAIR)), *attempts_in_drill(played(2, "best", at=NOON - 9 * DAY))])
    assert [card.key[1] for card in found] == sorted((card.key[1] for card in found), key=lambda step: due(found, step))
    both = [next(attempts_in_drill(played(2, scenario_id=name))) for name in ("kiosk", "desk")]
    assert [card.key[0] for card in build_cards(both)] == ["desk", "kiosk"]


def due(found: Sequence[Card], step: str) -> datetime:
    return next(card.due for card in found if card.key[1] == step)


def a_card(scenario_id: str, step: str = "read", at: datetime = NOON) -> Card:
    (seen,) = attempts_in_drill(played(2, scenario_id=scenario_id, at=at - DAY))
    assert seen.story_point
    return Card((scenario_id, step), at, seen, seen.story_point, 1)


@pytest.mark.parametrize(
    ("at", "is_due"),
    [  # all UTC; now is the 4th at 20:00 in Beijing, where midnight is 16:00 UTC
        ("2026-03-01T00:00", True),
        ("2026-03-04T15:59:59", True),
        ("2026-03-04T16:00", False),
        ("2026-03-04T23:00", False),
        ("2026-03-05T15:00", False),
    ],
)
def test_a_card_is_due_up_to_midnight_in_the_zone_of_who_asks(at: str, is_due: bool) -> None:
    card = a_card("desk", at=datetime.fromisoformat(f"{at}+00:00"))
    assert due_today([card], NOON.astimezone(BEIJING)) == ([card] if is_due else [])


def test_the_cards_due_keep_their_order() -> None:
    found = [a_card("desk"), a_card("kiosk", at=NOON + DAY), a_card("mall", at=NOON - DAY)]
    assert due_today(found, NOON) == [found[0], found[2]]


# ---------------------------------------------------------------- a review's cards


def hand_of(scenario_ids: str) -> list[Card]:
    """Cards of scenarios named by a letter, the longest due first."""
    return [a_card(letter, f"step-{n}") for n, letter in enumerate(scenario_ids)]


def letters(session_cards: Sequence[Card]) -> str:
    return "".join(card.key[0] for card in session_cards)


def has_repeats(order: str) -> bool:
    return any(one == other for one, other in pairwise(order))


@pytest.mark.parametrize(
    ("due_cards", "order"), [("", ""), ("a", "a"), ("aabb", "abab"), ("abc", "abc"), ("aaabbc", "abcaba")]
)
def test_a_review_goes_from_scenario_to_scenario(due_cards: str, order: str) -> None:
    found = letters(pick_session(hand_of(due_cards)))
    assert sorted(found) == sorted(order)
    assert not has_repeats(found)


@briefly
@given(st.text("abc", max_size=16))
def test_nothing_is_lost_or_doubled_in_a_review_and_the_longest_due_comes_first(due_cards: str) -> None:
    whole = hand_of(due_cards)
    found = pick_session(whole)
    assert sorted(card.key for card in found) == sorted(card.key for card in whole[:MAX_CARDS])
    for letter in set(due_cards):
        ours = [card.key for card in found if card.key[0] == letter]
        assert ours == [card.key for card in whole[:MAX_CARDS] if card.key[0] == letter]


@briefly
@given(st.text("abcd", max_size=12))
def test_a_scenario_never_follows_itself_while_another_is_left(due_cards: str) -> None:
    found = letters(pick_session(hand_of(due_cards)))
    assert all(one != other or set(found[i + 1 :]) == {one} for i, (one, other) in enumerate(pairwise(found)))


@briefly
@given(st.text("abc", max_size=MAX_CARDS))
def test_a_scenario_never_follows_itself_where_any_order_can_keep_it_from_that(due_cards: str) -> None:
    found = letters(pick_session(hand_of(due_cards)))
    most = max(Counter(due_cards).values(), default=0)
    assert has_repeats(found) == (most > (len(due_cards) + 1) // 2), found


@pytest.mark.parametrize("most", [0, 1, 5, 20])
def test_a_review_has_so_many_cards_at_most(most: int) -> None:
    assert len(pick_session(hand_of("abababababababab"), most)) == min(16, most)
    assert MAX_CARDS == 6


# ---------------------------------------------------------------- one person over time


def over_days(*answers: Sequence[AnswerValue], **more: Any) -> list[PlayedDrill]:
    """Drills on one day after another."""
    return [played(*each, at=NOON + day * DAY, **more) for day, each in enumerate(answers)]


def alone(*answers: Sequence[AnswerValue], **more: Any) -> Progress:
    return summarize_progress(over_days(*answers, **more), [])


def test_the_example_drills_come_out_as_computed_by_hand() -> None:
    found = [Scorecard(played(*each).drill) for each in (PERFECT, FAIR, POOR, JARGON)]
    assert [(card.points, card.score_percent, card.passed, card.remembered_experience) for card in found] == [
        (12, 100, True, 10),
        (6, 50, False, Fraction(20, 3)),
        (5, 41, False, Fraction(10, 3)),
        (10, 83, True, 5),
    ]


def sixths(*points: int) -> tuple[Fraction, ...]:
    """Exact percentages."""
    return tuple(Fraction(100 * each, 6) for each in points)


def test_the_skills_of_a_person_drill_by_drill() -> None:
    assert alone(POOR, FAIR, JARGON, PERFECT).skills == (
        SkillTotal("sync", "emotion", 16, 24, sixths(3, 3, 4, 6)),
        SkillTotal("sync", "needs", 9, 12, sixths(2, 4, 6, 6)),
        SkillTotal("sync", "language", 8, 12, sixths(2, 2, 6, 6)),
        SkillTotal("three-f", "feel", 6, 12, sixths(0, 4, 2, 6)),
    )


def test_a_skill_trained_only_by_a_step_that_does_not_count_has_no_row() -> None:
    assert "offer" not in {row.skill for row in alone(POOR, JARGON).skills}


@pytest.mark.parametrize(
    ("points", "now", "at_first"),
    [
        ((3,), 50, None),
        ((2, 6), 66, None),
        ((2, 4), 50, None),
        ((0, 2, 4, 6), 66, None),
        ((0, 2, 4, 6, 6), 88, None),
        ((0, 2, 4, 6, 6, 4), 88, 33),
        ((3, 3, 4, 6, 0, 2, 2), 22, 55),
    ],
)
def test_now_is_the_mean_of_three_drills_and_at_first_that_of_the_first_three_and_only_the_mean_is_floored(
    points: tuple[int, ...], now: int, at_first: int | None
) -> None:
    percents = sixths(*points)
    row = SkillTotal("sync", "emotion", 1, 3, percents)
    assert (recent_percent(row), first_percent(row)) == (now, at_first)
    assert recent_total(row) == SkillTotal("sync", "emotion", now, 100, percents[-3:])


@pytest.mark.parametrize(
    ("answers", "skill"),
    [
        ([POOR] * 3, "feel"),  # emotion 50, needs 33, language 33, feel 0
        ([POOR, FAIR, FAIR], "language"),  # 50, 55, 33, 44
        ([FAIR] * 3, "language"),  # 50, 66, 33, 66
        ([JARGON] * 3, "feel"),  # 66, 100, 100, 33
        ([POOR, PERFECT, PERFECT, PERFECT], None),
        ([POOR], None),  # one drill or two say too little
        ([POOR, POOR], None),
    ],
)
def test_the_weakest_skill_is_that_of_the_last_three_drills(
    answers: list[Sequence[AnswerValue]], skill: str | None
) -> None:
    found = alone(*answers).weakest
    assert (found.skill if found else None) == skill


def test_of_equally_weak_skills_the_one_practised_more_is_told() -> None:
    rows = (SkillTotal("sync", "emotion", 3, 9), SkillTotal("sync", "needs", 6, 18), SkillTotal("sync", "state", 5, 9))
    assert weakest(rows) == rows[1]
    assert weakest(()) is None
    assert weakest((SkillTotal("sync", "emotion", 9, 9),)) is None


def test_a_skill_met_in_two_answers_is_not_called_weak() -> None:
    rows = (SkillTotal("sync", "emotion", 0, 6), SkillTotal("sync", "needs", 8, 9))
    assert weakest(rows) == rows[1] and weakest(rows[:1]) is None


def test_what_costs_points_stands_with_the_dearest_first() -> None:
    assert alone(POOR, JARGON, POOR).tally.codes() == (
        CodeRow("blame", 3, 6),
        CodeRow("deny", 2, 6),
        CodeRow("jargon", 1, 2),
    )


def test_of_codes_that_cost_the_same_the_more_frequent_and_then_the_first_by_name_comes_first() -> None:
    assert [row.code for row in alone(POOR).tally.codes()] == ["blame", "deny"]
    assert alone(JARGON, JARGON).tally.codes() == (CodeRow("jargon", 2, 4), CodeRow("blame", 2, 0))


def test_a_code_at_a_step_that_does_not_count_is_counted_but_leaves_no_points() -> None:
    assert CodeRow("blame", 1, 0) in alone(JARGON).tally.codes()


def test_what_a_reply_does_well_is_no_code_that_costs_points() -> None:
    assert alone(FAIR).tally.codes() == ()


def test_the_tally_of_a_person() -> None:
    tally = alone(POOR, FAIR, JARGON, PERFECT).tally
    assert (tally.drills, tally.passed, tally.seconds) == (4, 2, 4.0 * (5 + 4 + 5 + 4))


def test_each_scenario_has_its_scores_with_the_last_drilled_first() -> None:
    kiosk = played(*POOR, scenario_id="kiosk", at=NOON + 9 * DAY)
    kiosk_row, desk_row = summarize_progress([*over_days(PERFECT, POOR, FAIR), kiosk], []).scenarios
    assert (kiosk_row.scenario_id, kiosk_row.scores, kiosk_row.passed) == ("kiosk", (41,), False)
    assert (desk_row.scenario_id, desk_row.scores, desk_row.title) == ("desk", (100, 41, 50), "At the desk")
    assert (desk_row.passed, desk_row.last_passed, desk_row.last_at) == (True, False, NOON + 2 * DAY)


def test_a_scenario_goes_by_the_title_it_had_last() -> None:
    renamed = DESK.replace("At the desk", "At the counter")
    (row,) = summarize_progress([played(*FAIR), played(*FAIR, text=renamed, at=NOON + DAY)], []).scenarios
    assert (row.title, row.scores) == ("At the counter", (50, 50))


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-03-{text}").replace(tzinfo=BEIJING)


def test_days_are_those_of_the_readers_zone() -> None:
    drills = [played(*PERFECT, at=at("04T00:30")), played(*FAIR, at=at("04T23:30")), played(*POOR, at=at("05T00:30"))]
    reviews = [reviewed("read", 2, at=at("05T07:00")), reviewed("read", 2, at=at("06T07:00"))]
    found = summarize_progress(drills, reviews)
    assert found.days == {date(2026, 3, 4): 8, date(2026, 3, 5): 6, date(2026, 3, 6): 1}
    assert found.reviews == 2


def test_an_answer_given_after_midnight_is_of_the_day_it_was_given_on() -> None:
    found = summarize_progress(
        [played(*PERFECT, at=at("04T23:59:35"))], []
    )  # answers at :45, :55, 00:00:05 and 00:00:15
    assert found.days == {date(2026, 3, 4): 2, date(2026, 3, 5): 2}


@pytest.mark.parametrize(
    ("days", "today", "streak"),
    [
        ([], 4, 0),
        ([4], 4, 1),
        ([3], 4, 1),
        ([2], 4, 0),
        ([2, 3, 4], 4, 3),
        ([1, 3, 4], 4, 2),
        ([1, 2, 3], 4, 3),
        ([1, 2], 4, 0),
        ([4, 5], 4, 1),
    ],
)
def test_a_streak_ends_with_a_day_without_practice_but_not_before_today_is_over(
    days: list[int], today: int, streak: int
) -> None:
    drills = [played(*FAIR, at=at(f"{day:02}T12:00")) for day in days]
    assert summarize_progress(drills, []).streak(date(2026, 3, today)) == streak


def test_a_minute_before_and_a_minute_after_midnight_are_a_streak_of_two_days() -> None:
    drills = [played(*FAIR, at=at("03T23:58")), played(*FAIR, at=at("04T00:01"))]
    assert summarize_progress(drills, []).streak(date(2026, 3, 4)) == 2


def test_reviews_keep_a_streak() -> None:
    found = summarize_progress([played(*FAIR, at=at("02T12:00"))], [reviewed("read", 2, at=at("03T12:00"))])
    assert found.streak(date(2026, 3, 3)) == 2


def test_a_streak_goes_on_over_the_end_of_a_month() -> None:
    drills = [played(*FAIR, at=at("01T12:00") - day * DAY) for day in (2, 1, 0)]
    assert summarize_progress(drills, []).streak(date(2026, 3, 1)) == 3


def test_guesses_are_held_against_what_the_customer_will_remember() -> None:
    drills = [played(*POOR, guess=6), played(*JARGON, guess=3), played(*PERFECT, guess=None), played(*PERFECT, guess=9)]
    # 6 - 10/3 = 8/3, 3 - 5 = -2, 9 - 10 = -1: together -1/3, without their signs 17/3
    assert summarize_progress(drills, []).calibration == Calibration(3, Fraction(-1, 9), Fraction(17, 9))


def test_a_guess_of_nothing_is_a_guess() -> None:
    assert alone(POOR, POOR, POOR, guess=0).calibration == Calibration(3, Fraction(-10, 3), Fraction(10, 3))


@pytest.mark.parametrize("guesses", [(), (0,), (0, 9)])
def test_fewer_than_three_guesses_say_nothing(guesses: tuple[int, ...]) -> None:
    drills = [played(*FAIR), *(played(*POOR, guess=guess) for guess in guesses)]
    assert summarize_progress(drills, []).calibration is None


# By hand: at two stars a random player earns 0, 0, 1, 2, 3, 2 or 1, by 7: 9/7 of 3, a good player 2, 3 or 2: 7/3.
READINGS = {(3, 3, 3): 100, (2, 2, 3): 100, (2, 2, 2): 68, (1, 2, 1): 5, (1, 1, 1): 0, (0, 0, 0): 0}


@pytest.mark.parametrize("points", READINGS)
def test_a_first_try_stands_between_chance_and_a_good_player(points: tuple[int, ...]) -> None:
    (found,) = summarize_progress([played(*(STARS_FOR[each] for each in points), text=ALL_COUNT)], []).first_tries
    assert (round(found.random_percent, 4), round(found.good_percent, 4)) == (42.8571, 77.7778)
    assert found.percent == pytest.approx(100 * sum(points) / 9)
    assert found.adjusted_percent == READINGS[points]


def test_where_all_answers_earn_the_same_a_first_try_is_as_good_as_it_can_be() -> None:
    assert FirstTry("desk", NOON, 100, 100, 100).adjusted_percent == 100


def test_a_case_played_again_or_met_before_that_day_is_no_first_try() -> None:
    drills = [played(*POOR), played(*FAIR, scenario_id="kiosk", at=NOON + DAY), played(*PERFECT, at=NOON + 2 * DAY)]
    tries = {since: summarize_progress(drills, [], since).first_tries for since in (None, NOON + DAY)}
    assert [(each.scenario_id, each.started_at) for each in tries[None]] == [("desk", NOON), ("kiosk", NOON + DAY)]
    assert [each.scenario_id for each in tries[NOON + DAY]] == ["kiosk"]


@pytest.mark.parametrize(
    ("percents", "trend"),
    [
        ((), None),
        ((10, 20, 90), None),
        ((10, 20, 80, 90), (2, 15, 85)),
        ((10, 20, 0, 80, 90), (2, 15, 85)),
        ((10, 20, 31, 70, 80, 90), (3, 20, 80)),
        ((10, 20, 31, 0, 100, 70, 80, 90), (3, 20, 80)),
    ],
)
def test_a_trend_compares_the_first_tries_with_the_last_and_none_with_itself(
    percents: tuple[int, ...], trend: tuple[int, int, int] | None
) -> None:
    assert first_tries_trend(percents) == trend


DEPTHS = """
format: 1
title: Depths
customer: {name: Li, anger: 5}
steps:
  one:
    replies:
      deep: {text: a, score: 3, depth: unsaid, stars: -3, why: w}
      flat: {text: b, score: 3, depth: answer, why: w}
      half: {text: c, score: 1, depth: restate, does: [deny], why: w}
      calms: {text: d, score: 3, stars: -3, why: w}
  two:
    replies:
      deep: {text: a, score: 3, depth: unsaid, why: w}
      fair: {text: b, score: 2, why: w}
"""
LOSSES: dict[str, tuple[list[PlayedDrill], list[tuple[str, int, int]]]] = {
    "what was read": ([played(*FAIR)], [("anger", 1, 2), ("spot", 1, 2), ("needs", 1, 1)]),
    "codes and readings": (
        [played(*POOR)],
        [("blame", 1, 3), ("deny", 1, 3), ("needs", 1, 2), ("spot", 1, 2)],
    ),
    "not what a step that does not count would lose": ([played(*JARGON)], [("jargon", 1, 2)]),
    "too shallow twice": ([played("flat", "deep", text=DEPTHS)] * 2, [("not-deep-enough", 2, 4)]),
    "too deep": ([played("calms", "deep", text=DEPTHS)], [("too-deep", 1, 1)]),
    "by its code alone": ([played("half", "fair", text=DEPTHS)], [("deny", 1, 3)]),
    "nothing": ([played(*PERFECT)], []),
}


@pytest.mark.parametrize("case", LOSSES)
def test_points_are_lost_by_kinds_of_step_the_dearest_first_and_none_of_0(case: str) -> None:
    drills, rows = LOSSES[case]
    assert summarize_progress(drills, []).losses == tuple(rows)


def test_who_has_done_nothing_has_no_progress() -> None:
    found = summarize_progress([], [])
    assert (found.skills, found.scenarios, found.days, found.weakest) == ((), (), {}, None)
    assert (found.tally.codes(), found.reviews, found.calibration, found.streak(date(2026, 3, 4))) == ((), 0, None, 0)


# ---------------------------------------------------------------- any drills


@briefly
@given(st.lists(drills(), max_size=4), st.booleans())
def test_a_tally_is_the_sum_of_the_scorecards(cases: list[Any], joined: bool) -> None:
    tally, left = Tally(), Counter[str]()
    for scenario, answers in cases:
        each = drawn(scenario, answers)
        part = Tally() if joined else tally
        assert part.add(each) == (Scorecard(each.drill).score, Scorecard(each.drill).passed)
        if joined:
            tally.merge(part)
        left += left_points(scenario, answers)
    found = [Scorecard(drawn(*case).drill) for case in cases]
    codes = sum((card.codes for card in found), Counter())
    assert (tally.drills, tally.passed) == (len(cases), sum(card.passed for card in found))
    assert tally.seconds == 4 * sum(len(card.drill.answers) for card in found)
    assert tally.skills() == summed_skills(found)
    assert {row.code: row.count for row in tally.codes()} == {c: codes[c] for c in codes if c in HARMFUL_CODES}
    assert {row.code: row.points_lost for row in tally.codes() if row.points_lost} == left


def drawn(scenario: oracle.Scenario, answers: Sequence[oracle.Answer]) -> PlayedDrill:
    """A drawn drill as it is played; an oracle's marked lines are a set."""
    drill = Drill(scenario_from_text(json.dumps(scenario)), "drawn", 1)
    for answer in answers:
        drill = drill.answer(tuple(sorted(answer)) if isinstance(answer, frozenset) else answer)
    timings = tuple(Timing("", 4.0, 0) for _answer in answers)
    return replace(played(*PERFECT), drill=drill, timings=timings)


def summed_skills(found: Sequence[Scorecard]) -> tuple[SkillTotal, ...]:
    sums: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
    groups = {}
    for row in (row for card in found for row in card.skills):
        sums[row.skill][0] += row.points
        sums[row.skill][1] += row.max_points
        groups[row.skill] = row.group
    return tuple(SkillTotal(groups[skill], skill, *sums[skill]) for skill in SKILLS if skill in sums)


def left_points(scenario: oracle.Scenario, answers: list[oracle.Answer]) -> Counter[str]:
    """By the oracle: what replies with a harmful code leave at steps that count."""
    left: Counter[str] = Counter()
    for row in oracle.play(scenario, answers).rows:
        step = scenario["steps"][row.step]
        if oracle.kind(step) == "reply" and oracle.counts(step):
            for code in set(step["replies"][row.move.answer].get("does", ())):
                left[code] += (3 - row.move.points) * (code in HARMFUL_CODES)
    return +left


# ---------------------------------------------------------------- a group


def group_drills() -> list[PlayedDrill]:
    """Wu drills the desk twice and the kiosk once, Ánna the desk four times, somebody without a name the kiosk."""
    wu = [played(*POOR, trainee="Wu"), played(*PERFECT, trainee="Wu", at=NOON + DAY)]
    wu.append(played(*JARGON, scenario_id="kiosk", trainee="Wu", at=NOON + 2 * DAY))
    anna = over_days(PERFECT, POOR, FAIR, JARGON, trainee="Ánna")
    nobody = played(*FAIR, scenario_id="kiosk", at=NOON + 9 * DAY)
    return sorted([*wu, *anna, nobody], key=lambda each: each.started_at)


def test_each_person_of_a_group_has_a_row_by_name() -> None:
    assert summarize_group(group_drills()).people == (
        PersonRow("", 1, 0, 50, "", NOON + 9 * DAY),  # one drill calls nothing weak
        PersonRow("Wu", 3, 2, 75, "feel", NOON + 2 * DAY),  # 41 2/3, 100, 83 1/3; feel 4 of 9
        PersonRow("Ánna", 4, 2, 58, "feel", NOON + 3 * DAY),  # 41, 50, 83; feel 6 of 12
    )


def test_each_scenario_has_the_first_attempts_of_a_group() -> None:
    assert summarize_group(group_drills()).scenarios == (
        FirstAttemptsRow("desk", "At the desk", 2, 70, 1),  # Wu 41, Ánna 100
        FirstAttemptsRow("kiosk", "At the desk", 2, 66, 1),  # Wu 83, nobody 50
    )


def test_a_scenario_that_nobody_met_for_the_first_time_since_then_has_no_row() -> None:
    assert [row.scenario_id for row in summarize_group(group_drills(), since=NOON + DAY).scenarios] == ["kiosk"]


def test_a_groups_tally_is_that_of_all_its_drills() -> None:
    found = summarize_group(group_drills()).tally
    assert (found.drills, found.passed, found.seconds) == (8, 4, 4.0 * 36)
    assert found.codes() == (CodeRow("blame", 4, 6), CodeRow("deny", 2, 6), CodeRow("jargon", 2, 4))
    assert [(row.skill, row.points, row.max_points) for row in found.skills()] == [
        ("emotion", 32, 48),  # 3 + 6 + 4, 6 + 3 + 3 + 4, 3
        ("needs", 18, 24),
        ("language", 16, 24),
        ("feel", 12, 24),
    ]


def test_the_names_of_a_group_are_sorted() -> None:
    names = ["Li", "ab", "", "李", "Abe", "Zoe"]
    assert [row.trainee for row in summarize_group(played(*FAIR, trainee=name) for name in names).people] == sorted(
        names
    )


def test_who_lost_nothing_has_no_weakest_skill() -> None:
    (row,) = summarize_group([played(*PERFECT, trainee="Wu")]).people
    assert (row.weakest, row.recent_percent) == ("", 100)


def test_a_group_without_drills_is_empty() -> None:
    found = summarize_group([])
    assert (found.people, found.scenarios, found.tally) == ((), (), Tally())


# ---------------------------------------------------------------- item statistics


def crowd(answers: Sequence[Sequence[AnswerValue]], **more: Any) -> list[PlayedDrill]:
    """One drill of each of several people, a minute apart."""
    return [played(*each, trainee=f"p{n:02}", at=NOON + timedelta(minutes=n), **more) for n, each in enumerate(answers)]


def earning(rows: Sequence[Sequence[int]], text: str = ALL_COUNT) -> list[PlayedDrill]:
    """People who earn so many points at the three readings."""
    return crowd([[STARS_FOR[points] for points in row] for row in rows], text=text)


def statistics(drills: Sequence[PlayedDrill]) -> ScenarioStatistics:
    found = item_statistics(drills)
    assert found is not None
    return found


def by_step(found: ScenarioStatistics) -> dict[str, StepStatistics]:
    return {item.step: item for item in found.steps}


# x is the first reading, y the sum of the other two.
#   x   3  3  3  2  2  1  1  0  0  0    sum 15, mean 1.5     x²: 37 - 10 * 1.5²     = 14.5
#   y   6  5  4  4  3  3  2  1  2  0    sum 30, mean 3       y²: 120 - 10 * 3²      = 30
#   xy 18 15 12  8  6  3  2  0  0  0    sum 64               xy: 64 - 10 * 1.5 * 3  = 19
# Moodle: facility 100 * mean / 3; discrimination 100 * C(x, y) / sqrt(V(x) V(y)), each over s - 1 = 9.
TEN = [(3, 3, 3), (3, 3, 2), (3, 3, 1), (2, 3, 1), (2, 3, 0), (1, 3, 0), (1, 2, 0), (0, 1, 0), (0, 2, 0), (0, 0, 0)]


def test_facility_and_discrimination_of_ten_people_are_those_of_the_hand() -> None:
    found = by_step(statistics(earning(TEN)))
    assert found["one"].facility == pytest.approx(50)
    assert found["one"].discrimination == pytest.approx(100 * (19 / 9) / sqrt(14.5 / 9 * (30 / 9)))
    assert found["one"].discrimination == pytest.approx(91.0980, abs=1e-4)
    assert found["two"].facility == pytest.approx(100 * 2.3 / 3)
    assert found["three"].facility == pytest.approx(100 * 0.7 / 3)
    assert {item.people for item in found.values()} == {10}


def moodle(points: Sequence[int], others: Sequence[int]) -> float | None:
    """Moodle's discrimination index: variances and covariance over s - 1, and none where a variance is nothing."""
    s = len(points)
    mean, mean_others = Fraction(sum(points), s), Fraction(sum(others), s)
    variance = sum((x - mean) ** 2 for x in points) / (s - 1)
    variance_others = sum((y - mean_others) ** 2 for y in others) / (s - 1)
    covariance = sum((x - mean) * (y - mean_others) for x, y in zip(points, others, strict=True)) / (s - 1)
    product = variance * variance_others
    return float(100 * covariance) / sqrt(product) if product else None


@briefly
@given(st.lists(st.tuples(*[st.integers(0, 3)] * 3), min_size=10, max_size=30), st.booleans())
def test_any_figures_are_those_of_moodles_definitions(rows: list[tuple[int, int, int]], all_count: bool) -> None:
    found = statistics(earning(rows, ALL_COUNT if all_count else TWO_DOES_NOT))
    weights = (1, 1 if all_count else 0, 1)
    for i, item in enumerate(found.steps):
        points = [row[i] for row in rows]
        others = [sum(w * p for j, (w, p) in enumerate(zip(weights, row, strict=True)) if j != i) for row in rows]
        expected = moodle(points, others)
        assert item.facility == pytest.approx(100 * sum(points) / (3 * len(rows)))
        assert item.discrimination == (None if expected is None else pytest.approx(expected, abs=1e-6))


@pytest.mark.parametrize("rows", [[(1, 2, 3)] * 10, [(n % 4, 2, 3) for n in range(10)]])
def test_where_all_earn_the_same_nothing_tells_people_apart(rows: list[tuple[int, int, int]]) -> None:
    assert {item.discrimination for item in statistics(earning(rows)).steps} == {None}


def test_under_ten_people_a_scenario_shows_how_many_they_are_and_no_more() -> None:
    found = statistics(earning(TEN[:9]))
    assert (found.people, found.other_text_count) == (9, 0)
    assert found.steps == tuple(StepStatistics(step, "anger", 9) for step in ("one", "two", "three"))


def test_a_step_that_under_ten_people_met_shows_how_many_they_are_and_no_more() -> None:
    found = by_step(statistics(crowd([POOR] * 9 + [FAIR] * 3)))
    assert found["again"] == StepStatistics("again", "reply", 9)
    assert found["roar"].people == 12
    assert found["roar"].facility == pytest.approx(100 * 6 / 36)
    assert by_step(statistics(crowd([POOR] * 10)))["again"].facility == 100


def test_a_step_that_nobody_met_is_not_among_the_items() -> None:
    assert list(by_step(statistics(crowd([FAIR])))) == ["read", "roar", "sort", "mark"]
    assert list(by_step(statistics(crowd([FAIR, POOR])))) == ["read", "roar", "again", "sort", "mark"]


def test_the_shares_of_twenty_people() -> None:
    found = by_step(statistics(crowd([PERFECT] * 10 + [FAIR] * 5 + [POOR] * 4 + [JARGON])))
    shares = {
        step: [(s.choice, pytest.approx(s.percent), s.is_right) for s in item.shares] for step, item in found.items()
    }
    assert shares == {
        "read": [(str(stars), {2: 75, 4: 25}.get(stars, 0), None) for stars in range(7)],
        "roar": [("best", 50, True), ("fair", 25, False), ("blames", 20, False), ("jargons", 5, False)],
        "again": [],  # met by five
        "sort": [("heard", 80, True), ("fix", 20, False), ("money", 0, False)],
        "mark": [
            *[("greets", 100, True), ("asks", 80, True), ("sighs", 45, False), ("shouts", 25, False)],
            *[("hums", 0, False), ("leaves", 0, False)],
        ],
    }


@briefly
@given(st.lists(st.sampled_from([PERFECT, FAIR, POOR, JARGON]), min_size=10, max_size=24))
def test_the_shares_of_a_single_choice_sum_to_a_hundred(answers: list[tuple[AnswerValue, ...]]) -> None:
    for item in statistics(crowd(answers)).steps:
        if item.ask != "spot" and item.people >= 10:
            assert sum(share.percent for share in item.shares) == pytest.approx(100)
        assert all(0 <= share.percent <= 100 for share in item.shares)


def test_a_weaker_reply_that_nobody_takes_is_idle_and_the_best_never_is() -> None:
    found = by_step(statistics(crowd([FAIR] * 10)))
    assert found["roar"].unused_replies == ("blames", "jargons")
    assert [found[step].unused_replies for step in ("read", "sort", "mark")] == [()] * 3


def test_under_ten_people_no_reply_is_called_idle() -> None:
    assert by_step(statistics(crowd([FAIR] * 9)))["roar"].unused_replies == ()


def test_only_the_first_attempt_of_each_person_counts() -> None:
    first = crowd([FAIR] * 10)
    again = [replace(played(*PERFECT, at=NOON + DAY), trainee=each.trainee) for each in first]
    assert first_attempts([*first, *again]) == first
    assert statistics([*first, *again]) == statistics(first)


def test_first_attempts_with_other_texts_are_left_out() -> None:
    old = crowd([PERFECT] * 3, text_hash="old")
    new = [replace(played(*FAIR, at=NOON + DAY), trainee=f"q{n}", text_hash="new") for n in range(10)]
    found = statistics([*old, *new])
    assert (found.people, found.other_text_count) == (10, 3)
    assert by_step(found)["roar"].shares[0] == ChoiceShare("best", 0, True)
    back = replace(old[0], trainee="late", started_at=NOON + 2 * DAY)
    assert (statistics([*old, *new, back]).people, statistics([*old, *new, back]).other_text_count) == (4, 10)


def test_who_plays_a_changed_text_again_counts_with_the_first_text_alone() -> None:
    first = crowd([FAIR] * 10, text_hash="old")
    again = replace(played(*PERFECT, at=NOON + DAY), trainee="p00", text_hash="new")
    assert (statistics([*first, again]).people, statistics([*first, again]).other_text_count) == (10, 0)


def test_of_two_texts_begun_within_one_second_the_later_one_is_told() -> None:
    drills = [played(*FAIR, trainee="Li", text_hash="old"), played(*FAIR, trainee="Wu", text_hash="new")]
    renamed = replace(drills[1], drill=played(*FAIR, text=DESK.replace("At the desk", "Renamed")).drill)
    assert statistics([drills[0], renamed]).title == "Renamed"


def test_a_scenario_nobody_has_drilled_has_no_statistics() -> None:
    assert item_statistics([]) is None


# ---------------------------------------------------------------- documents


def as_read(document: dict[str, Any]) -> Any:
    """A document as whoever reads it as JSON gets it."""
    return json.loads(json.dumps(document, allow_nan=False))


def test_the_progress_document_holds_what_the_progress_holds() -> None:
    drills = [played(*POOR, guess=6), played(*JARGON, at=NOON + DAY, guess=3)]
    found = summarize_progress(drills, [reviewed("read", 2, at=NOON + 2 * DAY)])
    document = as_read(progress_document(found, "Wu", date(2026, 3, 6)))
    assert document["skills"][0] == {
        **{"group": "sync", "skill": "emotion", "points": 7, "of": 12},
        **{"percents": [50, 66], "now_percent": 58, "first_percent": None},
    }
    row = {"scenario": "desk", "drills": 2, "best_percent": 83, "last_percent": 83, "passed": True}
    assert document["scenarios"] == [row | {"last_passed": True, "last_at": "2026-03-05T12:00:00+00:00"}]
    assert document["days"] == {"2026-03-04": 5, "2026-03-05": 5, "2026-03-06": 1}
    assert document["calibration"] is None
    assert document["losses"][0] == {"kind": "blame", "times": 2, "points": 3}
    assert document["first_tries"]["trend"] is None
    (case,) = document["first_tries"]["cases"]
    assert (case["scenario"], case["percent"], case["started_at"]) == ("desk", 41.67, "2026-03-04T12:00:00+00:00")
    assert document["codes"][0] == {"code": "blame", "times": 2, "points": 3}
    plain = ("version", "trainee", "drills", "passed", "seconds", "reviews", "weakest", "streak_days")
    assert [document[name] for name in plain] == [1, "Wu", 2, 1, 40, 1, None, 3]


def test_the_progress_document_of_who_has_done_nothing_is_whole() -> None:
    document = as_read(progress_document(summarize_progress([], []), "", date(2026, 3, 6)))
    assert (document["skills"], document["weakest"], document["calibration"], document["days"]) == ([], None, None, {})


def test_the_group_document_holds_what_the_report_holds() -> None:
    group = summarize_group(group_drills())
    document = as_read(group_document(group))
    assert [document[name] for name in ("version", "drills", "passed", "seconds")] == [1, 8, 4, 144]
    assert document["people"][1] == {
        **{"trainee": "Wu", "drills": 3, "passed": 2, "recent_percent": 75, "weakest": "feel"},
        "last_at": "2026-03-06T12:00:00+00:00",
    }
    assert document["scenarios"][0] == {"scenario": "desk", "people": 2, "first_mean_percent": 70, "first_passed": 1}
    assert document["skills"][0] == {"group": "sync", "skill": "emotion", "points": 32, "of": 48}
    assert document["codes"] == [
        {"code": c.code, "times": c.count, "points": c.points_lost} for c in group.tally.codes()
    ]


def test_the_group_document_of_nobody_is_whole() -> None:
    document = as_read(group_document(summarize_group([])))
    assert (document["people"], document["scenarios"], document["skills"], document["codes"]) == ([], [], [], [])


def test_the_item_document_holds_what_the_statistics_hold() -> None:
    items = statistics(crowd([FAIR] * 10 + [POOR] * 2))
    document = as_read(items_document(items))
    assert [document[name] for name in ("version", "scenario", "people", "left_out")] == [1, "desk", 12, 0]
    roar, again = document["steps"][1:3]
    assert (roar["step"], roar["ask"], roar["people"], roar["facility_percent"]) == ("roar", "reply", 12, 55.56)
    assert roar["discrimination"] == round(items.steps[1].discrimination or 0, 2)
    assert roar["shares"][1] == {"choice": "fair", "percent": 83.33, "best": False}
    assert roar["idle"] == ["jargons"]
    hidden = {"facility_percent": None, "discrimination": None, "shares": [], "idle": []}
    assert again == {"step": "again", "ask": "reply", "people": 2, **hidden}


@pytest.mark.parametrize("document", [group_document, items_document], ids=lambda each: each.__name__)
def test_a_document_of_any_group_is_json(document: Callable[[Any], dict[str, Any]]) -> None:
    compute = summarize_group if document is group_document else item_statistics
    for answers in ([FAIR], [POOR] * 9, [PERFECT] * 10, [PERFECT, FAIR, POOR, JARGON] * 5):
        assert as_read(document(compute(crowd(answers))))["version"] == 1
