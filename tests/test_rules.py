"""The rules of a drill: small tables, and whole drills computed by hand (`plays/`)."""

from __future__ import annotations

import json
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

import oracle
from motdrill.drill import rules
from motdrill.drill.drill import Drill
from motdrill.drill.scorecard import Scorecard, apportion
from motdrill.scenario.load import scenario_from_text
from motdrill.scenario.model import Line, Reply
from motdrill.scenario.texts import text_at

PLAYS = sorted((Path(__file__).parent / "plays").glob("*.yaml"))


def reply(worth: int = 3, **fields: Any) -> Reply:
    return Reply(text="Yes.", score=worth, why="So.", **fields)


# ---------------------------------------------------------------- whole drills


@cache
def read(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    if isinstance(found["scenario"], str):
        found["scenario"] = yaml.safe_load((path.parent / found["scenario"]).read_text("utf-8"))
    return found


def played(play: dict[str, Any]) -> Drill:
    drill = Drill(scenario_from_text(json.dumps(play["scenario"])), "play", seed=1)
    for answer in play["answers"]:
        drill = drill.answer(tuple(answer) if isinstance(answer, list) else answer)
    return drill


def turns_found(drill: Drill) -> dict[str, Any]:
    turns = drill.turns
    return {
        "steps": [turn.answer.step for turn in turns],
        "points": [turn.earned for turn in turns],
        "worth": [turn.points for turn in turns],
        "misses": [turn.effect.miss for turn in turns],
        "names_unshown_hurt": [turn.effect.names_unshown_hurt for turn in turns],
        "stars": [turn.effect.anger_change for turn in turns],
        "says": [text_at(drill.scenario.steps[turn.answer.step].says, turn.before.anger, "en") for turn in turns],
    }


def card_found(card: Scorecard) -> dict[str, Any]:
    turning = card.turning_point
    plain = ("score_percent", "pass_percent", "ending", "lost", "passed")
    return {name: getattr(card, name) for name in plain} | {
        "anger": list(card.anger_curve),
        "best_points": card.max_points,
        "score": card.score,
        "costs": [cost.shown_percent for cost in card.costs],
        "exact_costs": [cost.exact_percent for cost in card.costs],
        "turning_point": turning.number if turning else None,
        "remembered": card.remembered_experience,
        "worst_moment": card.worst_number,
        "best_moment": card.best_number,
        "talk": [card.talk.points, card.talk.max_points],
        "reading": [card.reading.points, card.reading.max_points],
        "skills": {row.skill: [row.points, row.max_points] for row in card.skills},
    }


def exactly(name: str, value: Any) -> Any:
    """Fractions are written 25/6 in a play."""
    if name == "exact_costs":
        return [Fraction(cost) for cost in value]
    return Fraction(value) if name in ("score", "remembered") else value


@pytest.mark.parametrize("path", PLAYS, ids=lambda path: path.stem)
def test_a_play_computed_by_hand_comes_out_so(path: Path) -> None:
    play = read(path)
    drill = played(play)
    found = turns_found(drill) | card_found(Scorecard(drill))
    expected = {name: exactly(name, value) for name, value in play["expect"].items()}
    assert {name: found[name] for name in expected} == expected, play["about"]


@pytest.mark.parametrize("path", PLAYS, ids=lambda path: path.stem)
def test_the_oracle_comes_to_the_same_as_the_hand(path: Path) -> None:
    play = read(path)
    steps, answers = iter(played(play).answers), []
    for answer in play["answers"]:
        spots = play["scenario"]["steps"][next(steps).step].get("ask") == "spot"
        answers.append((frozenset if spots else tuple)(answer) if isinstance(answer, list) else answer)
    result = oracle.play(play["scenario"], answers)
    found = {
        "points": [row.move.points for row in result.rows],
        "best_points": result.best,
        "score": result.score,
        "score_percent": int(result.score),
        "ending": result.ending,
        "passed": result.passed,
        "costs": oracle.shown_costs([row.cost for row in result.rows]),
        "exact_costs": [row.cost for row in result.rows],
        "turning_point": None if result.turning is None else result.turning + 1,
        "remembered": result.remembered,
        "worst_moment": result.worst_moment,
        "best_moment": result.best_moment,
        "talk": [result.talk, result.best_talk],
        "reading": [result.points - result.talk, result.best_reading],
    }
    expected = {name: exactly(name, value) for name, value in play["expect"].items() if name in found}
    assert {name: found[name] for name in expected} == expected


def test_every_play_says_what_it_is_about_and_what_it_expects() -> None:
    for path in PLAYS:
        assert read(path)["about"].endswith("."), path.name
        assert read(path)["expect"], path.name


# ---------------------------------------------------------------- depth


@pytest.mark.parametrize(("anger", "depth"), [(0, 0), (1, 1), (2, 1), (3, 2), (4, 2), (5, 3), (6, 3)])
def test_the_depth_called_for_grows_with_the_anger(anger: int, depth: int) -> None:
    assert rules.required_depth(anger) == depth


@pytest.mark.parametrize(
    ("depth", "misses"),
    [
        ("answer", [0, 0, 0, 1, 1, 2, 2]),
        ("restate", [0, 0, 0, 0, 0, 1, 1]),
        ("unsaid", [1, 1, 1, 0, 0, 0, 0]),
        (None, [0, 0, 0, 0, 0, 0, 0]),
    ],
)
def test_the_miss_of_each_depth_at_each_anger(depth: Any, misses: list[int]) -> None:
    assert [rules.depth_miss(depth, anger) for anger in range(7)] == misses


def test_only_a_hurt_named_where_none_was_shown_is_too_deep() -> None:
    assert [rules.names_unshown_hurt("unsaid", anger) for anger in range(7)] == [True] * 3 + [False] * 4
    assert not any(rules.names_unshown_hurt(depth, 0) for depth in ("answer", "restate", None))


@pytest.mark.parametrize(("worth", "points"), [(0, 0), (1, 0), (2, 0), (3, 1)])
def test_a_reply_two_levels_too_shallow_earns_two_points_less_and_never_below_0(worth: int, points: int) -> None:
    assert rules.effect(reply(worth, depth="answer"), 5).points == points


# ---------------------------------------------------------------- anger


@pytest.mark.parametrize(("stars", "felt"), [(-3, -1), (-2, 0), (-1, 0)])
def test_a_soothing_reply_that_is_too_shallow_soothes_less(stars: int, felt: int) -> None:
    assert rules.effect(reply(depth="answer", stars=stars), 6).anger_change == felt


@pytest.mark.parametrize("stars", [0, 1, 2, 3])
def test_a_reply_that_does_not_soothe_is_not_changed_by_a_miss(stars: int) -> None:
    assert rules.effect(reply(depth="answer", stars=stars), 6).anger_change == stars


def test_a_soothing_reply_that_is_too_deep_soothes_less() -> None:
    assert rules.effect(reply(depth="unsaid", stars=-2), 2).anger == 1


def test_anger_never_goes_below_0() -> None:
    assert rules.effect(reply(stars=-3), 1).anger == 0


@pytest.mark.parametrize(("anger", "stars", "out"), [(6, 0, False), (5, 1, False), (6, 1, True), (4, 3, True)])
def test_a_customer_walks_out_above_six_stars(anger: int, stars: int, out: bool) -> None:
    assert rules.walks_out(rules.effect(reply(stars=stars), anger).anger) is out


# ---------------------------------------------------------------- readings


def test_each_star_off_takes_a_point() -> None:
    assert [rules.anger_points(stars, 2) for stars in range(7)] == [1, 2, 3, 2, 1, 0, 0]


@pytest.mark.parametrize(
    ("ranking", "points"),
    [
        *[("ab", 3), ("ba", 0)],
        *[("abc", 3), ("acb", 2), ("bac", 1), ("bca", 1), ("cab", 1), ("cba", 0)],
        *[("abcde", 3), ("abced", 2), ("abedc", 2), ("aedcb", 1), ("bacde", 1), ("bcdea", 1), ("edcba", 0)],
    ],
)
def test_a_ranking_is_worth_its_pairs_and_its_first_need(ranking: str, points: int) -> None:
    """Of ten pairs abced turns 1 (27 // 10), abedc 3 (21 // 10), aedcb 6 (12 // 10), bcdea 4 (but b is first)."""
    assert rules.needs_points(ranking, sorted(ranking)) == points


@pytest.mark.parametrize(
    ("lines", "points"),
    [
        (2, [0, 0, 3]),
        (3, [0, 0, 1, 3]),
        (4, [0, 0, 0, 2, 3]),
        (5, [0, 0, 0, 1, 2, 3]),
        (6, [0, 0, 0, 0, 1, 2, 3]),
        (7, [0, 0, 0, 0, 0, 1, 2, 3]),
        (8, [0, 0, 0, 0, 0, 1, 2, 2, 3]),
    ],
)
def test_half_of_the_lines_right_is_chance_and_earns_nothing(lines: int, points: list[int]) -> None:
    assert [rules.spot_points(right, lines) for right in range(lines + 1)] == points


def test_a_line_is_judged_rightly_when_marked_if_good_and_left_if_not() -> None:
    lines = {"aa": Line(text="a", good=True), "bb": Line(text="b", good=False), "cc": Line(text="c", good=True)}
    marked = [(), ("aa",), ("bb",), ("aa", "cc"), ("aa", "bb", "cc")]
    assert [rules.count_right_lines(names, lines) for names in marked] == [1, 2, 0, 3, 2]


# ---------------------------------------------------------------- shown costs


@pytest.mark.parametrize(
    ("exact", "shown"),
    [
        ([], []),
        (["0", "0"], [0, 0]),
        (["100/3", "100/3", "100/3"], [34, 33, 33]),
        (["0", "1/2", "0"], [0, 1, 0]),
        (["1/4", "1/2", "3/4"], [0, 1, 1]),
        (["25", "25"], [25, 25]),
    ],
)
def test_shown_costs_are_apportioned_by_largest_remainder(exact: list[str], shown: list[int]) -> None:
    """1/4 + 1/2 + 3/4 is 3/2, shown as 2: the two largest remainders get one each."""
    assert apportion([Fraction(share) for share in exact]) == shown
