"""The drill against its own laws and against the oracle, over drawn scenarios and answers."""

from __future__ import annotations

import hashlib
import json
from math import floor

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import oracle
from motdrill.drill.best_play import lossless_answer
from motdrill.drill.drill import Drill, shuffle_ids
from motdrill.drill.scorecard import Scorecard
from motdrill.drill.turn import AnswerValue
from motdrill.scenario.load import scenario_from_text
from oracle import Answer, Scenario
from strategies import drills, scenarios

thoroughly = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
briefly = settings(thoroughly, max_examples=50)


def as_given(scenario: Scenario, step: str, answer: Answer) -> AnswerValue:
    """An oracle's answer as motdrill takes it: the lines marked are a tuple in the file's order."""
    if not isinstance(answer, frozenset):
        return answer
    return tuple(line for line in scenario["steps"][step]["lines"] if line in answer)


def begin(scenario: Scenario, seed: int = 1) -> Drill:
    return Drill(scenario_from_text(json.dumps(scenario, ensure_ascii=False)), "drawn", seed)


def played(scenario: Scenario, answers: list[Answer], seed: int = 1) -> Drill:
    drill = begin(scenario, seed)
    for answer in answers:
        drill = drill.answer(as_given(scenario, drill.state.step or "", answer))
    return drill


def result(scenario: Scenario, answers: list[Answer], seed: int = 1) -> Scorecard:
    return Scorecard(played(scenario, answers, seed))


def parts(card: Scorecard) -> tuple[object, ...]:
    moments = card.worst_number, card.best_number, card.remembered_experience, card.anger_curve
    return card.score, card.talk, card.reading, card.costs, card.skills, card.codes, card.ending, moments


@thoroughly
@given(drills())
def test_costs_sum_to_exactly_what_the_score_lacks(case: tuple[Scenario, list[Answer]]) -> None:
    card = result(*case)
    assert sum(cost.exact_percent for cost in card.costs) == 100 - card.score
    assert all(cost.exact_percent >= 0 for cost in card.costs)


@briefly
@given(drills())
def test_shown_costs_add_up_to_what_the_shown_score_lacks(case: tuple[Scenario, list[Answer]]) -> None:
    card = result(*case)
    assert sum(cost.shown_percent for cost in card.costs) == 100 - card.score_percent
    assert all(abs(cost.shown_percent - cost.exact_percent) < 1 for cost in card.costs)
    assert not any(cost.shown_percent for cost in card.costs if not cost.exact_percent)


@briefly
@given(scenarios())
def test_a_perfect_list_of_answers_scores_100_and_costs_nothing(scenario: Scenario) -> None:
    card = result(scenario, oracle.policy_answers(scenario, "best"))
    assert card.score == card.score_percent == 100
    assert not any(cost.shown_percent for cost in card.costs)


@briefly
@given(drills())
def test_anger_stays_within_0_and_6_and_points_within_0_and_3(case: tuple[Scenario, list[Answer]]) -> None:
    drill = played(*case)
    assert all(0 <= turn.after.anger <= 6 for turn in drill.turns)
    assert all(0 <= turn.points <= 3 and 0 <= turn.effect.miss <= 3 for turn in drill.turns)


@briefly
@given(drills(), st.data())
def test_resuming_from_any_prefix_of_the_answers_gives_the_same_drill(
    case: tuple[Scenario, list[Answer]], data: st.DataObject
) -> None:
    whole = played(*case)
    cut = data.draw(st.integers(0, len(whole.answers)))
    stopped = Drill(whole.scenario, whole.scenario_id, whole.seed, whole.answers[:cut])
    assert stopped.turns == whole.turns[:cut]
    for answer in whole.answers[cut:]:
        assert stopped.state.step == answer.step
        stopped = stopped.answer(answer.value)
    assert (stopped.state, stopped.turns) == (whole.state, whole.turns)
    assert parts(Scorecard(stopped)) == parts(Scorecard(whole))


@briefly
@given(drills(), st.integers(0, 2**63 - 1))
def test_no_seed_changes_a_score(case: tuple[Scenario, list[Answer]], seed: int) -> None:
    assert parts(result(*case, seed=seed)) == parts(result(*case, seed=0))


@thoroughly
@given(drills())
def test_every_turn_is_as_the_oracle_says(case: tuple[Scenario, list[Answer]]) -> None:
    drill, expected = played(*case), oracle.play(*case)
    assert [turn.earned for turn in drill.turns] == [row.move.points for row in expected.rows]
    assert [turn.before.anger for turn in drill.turns] == [row.before for row in expected.rows]
    assert [turn.after.anger for turn in drill.turns] == [row.move.next_anger for row in expected.rows]
    assert [turn.answer.step for turn in drill.turns] == [row.step for row in expected.rows]


@thoroughly
@given(drills())
def test_the_result_is_as_the_oracle_says(case: tuple[Scenario, list[Answer]]) -> None:
    card, expected = result(*case), oracle.play(*case)
    assert (card.points, card.max_points, card.score) == (expected.points, expected.best, expected.score)
    assert card.score_percent == floor(expected.score)
    assert (card.ending, card.passed) == (expected.ending, expected.passed)
    assert card.lost == oracle.is_lost(case[0], card.ending)
    assert card.remembered_experience == expected.remembered
    assert (card.worst_number, card.best_number) == (expected.worst_moment, expected.best_moment)
    assert (card.talk.points, card.talk.max_points) == (expected.talk, expected.best_talk)
    assert (card.reading.points, card.reading.max_points) == (expected.points - expected.talk, expected.best_reading)


@thoroughly
@given(drills())
def test_costs_and_turning_point_are_as_the_oracle_says(case: tuple[Scenario, list[Answer]]) -> None:
    card, expected = result(*case), oracle.play(*case)
    exact = [row.cost for row in expected.rows]
    assert [cost.exact_percent for cost in card.costs] == exact
    assert [cost.shown_percent for cost in card.costs] == oracle.shown_costs(exact)
    turning = card.turning_point.number - 1 if card.turning_point else None
    assert turning == expected.turning
    assert sum(cost.is_turning_point for cost in card.costs) == (turning is not None)


@briefly
@given(drills())
def test_the_best_reply_named_at_a_turn_costs_nothing_there(case: tuple[Scenario, list[Answer]]) -> None:
    scenario, found = case[0], oracle.values(case[0])
    for cost in result(*case).costs:
        step, anger = cost.turn.answer.step, cost.turn.before.anger
        assert (cost.lossless_reply is None) == (oracle.kind(scenario["steps"][step]) != "reply")
        for move in oracle.moves(scenario, step, anger):
            if move.label == cost.lossless_reply:
                assert move.points + oracle.ahead(scenario, found, move) == found[step, anger]


@briefly
@given(drills())
def test_skill_rows_hold_the_steps_that_count_and_no_other(case: tuple[Scenario, list[Answer]]) -> None:
    scenario, expected = case[0], oracle.play(*case)
    rows: dict[str, tuple[int, int]] = {}
    for row in expected.rows:
        if oracle.counts(scenario["steps"][row.step]):
            for skill in scenario["steps"][row.step]["trains"]:
                points, of = rows.get(skill, (0, 0))
                rows[skill] = points + row.move.points, of + 3
    assert {row.skill: (row.points, row.max_points) for row in result(*case).skills} == rows


@briefly
@given(scenarios(), st.integers(0, 2**63 - 1))
def test_what_is_shown_is_what_can_be_answered(scenario: Scenario, seed: int) -> None:
    drill = begin(scenario, seed)
    for name, step in scenario["steps"].items():
        ids = {
            "reply": list(step.get("replies", ())),
            "anger": [],
            "needs": oracle.true_order(scenario, step),
            "spot": list(step.get("lines", ())),
        }[oracle.kind(step)]
        shown = drill.choice_order(name)
        assert sorted(shown) == sorted(ids)
        assert oracle.kind(step) != "spot" or list(shown) == ids


@briefly
@given(scenarios())
def test_the_longest_way_ahead_is_that_of_the_oracle(scenario: Scenario) -> None:
    ahead: dict[str | None, int] = {}
    for name in reversed(scenario["steps"]):
        onward = {move.next for move in oracle.moves(scenario, name, 0) if not move.walked_out}
        ahead[name] = 1 + max(ahead.get(target, 0) for target in onward)
    assert begin(scenario).steps_left() == ahead[oracle.start(scenario)[0]]


@given(st.integers(0, 2**63 - 1), st.lists(st.from_regex(r"[a-z]{2,8}", fullmatch=True), unique=True))
def test_the_shuffle_is_the_order_of_sha256_over_seed_step_and_id(seed: int, ids: list[str]) -> None:
    digests = {hashlib.sha256(f"{seed}\n{'roar'}\n{name}".encode()).hexdigest(): name for name in ids}
    assert list(shuffle_ids(ids, seed, "roar")) == [digests[key] for key in sorted(digests)]
    assert shuffle_ids(reversed(ids), seed, "roar") == shuffle_ids(ids, seed, "roar")


def test_the_shuffle_never_changes() -> None:
    """By `printf '7\\nroar\\nalpha' | sha256sum` and so on: alpha 1741…, bravo 223e…, delta 8b92…, charlie bed5…."""
    assert shuffle_ids(["alpha", "bravo", "charlie", "delta"], 7, "roar") == ("alpha", "bravo", "delta", "charlie")


# ---------------------------------------------------------------- what is no answer, and what is best

CASE = {
    "format": 1,
    "title": "T",
    "customer": {"name": "Li", "anger": 2},
    "needs": {need: {"kind": "heard", "spoken": True, "text": need} for need in ("aa", "bb", "cc")},
    "steps": {
        "read": {"ask": "anger", "trains": ["feel", "feel"]},
        "rank": {"ask": "needs"},
        "mark": {"ask": "spot", "lines": {each: {"text": each, "good": True} for each in ("one", "two")}},
        "say": {
            "replies": {
                "weak": {"text": "a", "score": 0, "why": "w"},
                "fine": {"text": "b", "score": 3, "why": "w", "goto": "settled"},
            }
        },
        "more": {
            "replies": {
                "good": {"text": "a", "score": 3, "why": "w", "does": ["own-it", "own-it"]},
                "poor": {"text": "b", "score": 0, "why": "w"},
            }
        },
    },
}
RIGHT: tuple[AnswerValue, ...] = (2, ("aa", "bb", "cc"), ("one", "two"), "weak", "good")
NO_ANSWERS: dict[int, tuple[AnswerValue, ...]] = {
    0: (7, -1, True, "two", ("aa",)),
    1: (("aa",), ("aa", "aa", "aa"), ("aa", "bb", "zz"), (), "aa", 1),
    2: (("zz",), ("one", "one"), "one", 1),
    3: ("zz", 1, ("weak",)),
}


def at(number: int) -> Drill:
    drill = Drill(scenario_from_text(json.dumps(CASE)), "t", 1)
    for given_ in RIGHT[:number]:
        drill = drill.answer(given_)
    return drill


@pytest.mark.parametrize(("number", "given_"), [(n, each) for n, found in NO_ANSWERS.items() for each in found])
def test_what_is_no_answer_to_the_step_is_refused(number: int, given_: AnswerValue) -> None:
    with pytest.raises(ValueError, match="no answer"):
        at(number).answer(given_)


def test_of_replies_that_lose_nothing_the_best_is_the_one_that_earns_most_now_wherever_it_is_named() -> None:
    drill = at(3)
    assert lossless_answer(drill) == "fine"
    assert Scorecard(at(5)).costs[3].lossless_reply == "fine"


def test_a_skill_or_a_code_written_twice_counts_once() -> None:
    card = Scorecard(at(5))
    assert [(row.skill, row.max_points) for row in card.skills] == [("feel", 3)] and card.codes == {"own-it": 1}
