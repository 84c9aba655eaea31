"""The author's analysis against the oracle's exact fractions, over drawn scenarios.

Drawing a scenario takes ten times as long as examining it: each test asks all it wants to know of the one it is given.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from math import floor
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings

import oracle
from motdrill.author import distribution, policies
from motdrill.author.distribution import Distribution
from motdrill.author.policies import Policy
from motdrill.author.scenario_facts import ScenarioFacts
from motdrill.drill import players
from motdrill.scenario.load import scenario_from_text
from oracle import Chooser, Scenario
from strategies import scenarios

pytestmark = pytest.mark.long

thoroughly = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
TOLERANCE = 1e-9


class Player(NamedTuple):
    """The same player in motdrill and in the oracle."""

    ours: players.Chooser
    theirs: Chooser


PLAYERS = {
    "random": Player(players.any_answer, oracle.everything),
    "good": Player(players.within_one_point, oracle.within_one_point),
}
POLICIES: dict[str, Callable[[ScenarioFacts], Policy]] = {
    "longest": lambda facts: facts.replies_in("en").longest,
    "shortest": lambda facts: facts.replies_in("en").shortest,
    "deepest": lambda facts: policies.deepest(facts.reply_steps),
}


def examined(scenario: Scenario) -> ScenarioFacts:
    return ScenarioFacts(scenario_from_text(json.dumps(scenario, ensure_ascii=False)))


def close(found: Mapping[Any, float], exact: Mapping[Any, Fraction]) -> bool:
    """The same keys, and values as near as float64 allows."""
    return set(found) == set(exact) and all(abs(found[key] - value) < TOLERANCE for key, value in exact.items())


def summed(pairs: Iterable[tuple[Any, Fraction]]) -> dict[Any, Fraction]:
    totals: dict[Any, Fraction] = defaultdict(Fraction)
    for key, value in pairs:
        totals[key] += value
    return dict(totals)


def places(angers: Mapping[str, set[int]]) -> set[tuple[str, int]]:
    return {(step, anger) for step, met in angers.items() for anger in met}


def met_with(scenario: Scenario, allowed: Chooser) -> dict[tuple[str, int], Fraction]:
    """How likely a player meets each step with each anger, from the oracle's moves alone."""
    chances: dict[tuple[str, int], Fraction] = defaultdict(Fraction, {oracle.start(scenario): Fraction(1)})
    for place in [(step, anger) for step in scenario["steps"] for anger in range(7)]:
        if place in chances:
            options = allowed(*place, list(oracle.moves(scenario, *place)))
            for move in options:
                if move.next in scenario["steps"]:
                    chances[move.next, move.next_anger] += chances[place] / len(options)
    return dict(chances)


# ---------------------------------------------------------------- players by chance


@thoroughly
@given(scenarios())
def test_players_by_chance_spread_over_places_points_and_endings_as_the_oracle_says(scenario: Scenario) -> None:
    case = examined(scenario)
    for player in PLAYERS.values():
        found = distribution.distribute(case.attainable, player.ours)
        compare_places(found, scenario, player.theirs)
        compare_points(found, scenario, player.theirs)
        compare_endings(found, scenario, player.theirs)
    assert case.reachable_angers == {step: sorted(met) for step, met in oracle.reachable(scenario).items() if met}


def test_talk_chooses_the_ending_where_nothing_is_read() -> None:
    replies = {"poor": {"text": "a", "score": 0, "why": "so"}, "fair": {"text": "b", "score": 1, "why": "so"}}
    scenario: Scenario = {
        "format": 1,
        "title": "Two ends",
        "customer": {"name": "Li", "anger": 0},
        "steps": {"only": {"replies": replies}},
        "endings": {"silent": {"when": {"anger": [0, 0], "percent": [0, 0]}}},
    }
    assert examined(scenario).random.endings == {"silent": 0.5, "satisfied": 0.5}


def compare_places(found: Distribution, scenario: Scenario, allowed: Chooser) -> None:
    assert set(found.reached) == places(oracle.reached(scenario, allowed))
    assert close(found.reached, met_with(scenario, allowed))


def compare_points(found: Distribution, scenario: Scenario, allowed: Chooser) -> None:
    exact = summed((talk + reading, chance) for (_, _, talk, reading), chance in oracle.ends(scenario, allowed).items())
    assert len(found.points) == oracle.best(scenario) + 1
    assert close({points: mass for points, mass in enumerate(found.points) if mass}, exact)


def compare_endings(found: Distribution, scenario: Scenario, allowed: Chooser) -> None:
    scores, endings, passing = oracle.distribution(scenario, allowed)
    assert close(found.endings, endings)
    assert abs(found.passing - passing) < TOLERANCE
    assert abs(found.expected_percent - sum(score * chance for score, chance in scores.items())) < 100 * TOLERANCE


# ---------------------------------------------------------------- players who always do one thing


@thoroughly
@given(scenarios())
def test_players_who_always_do_one_thing_come_to_what_the_oracle_says(scenario: Scenario) -> None:
    facts = examined(scenario)
    for name, policy in POLICIES.items():
        found = policies.play_policy(facts.attainable, policy(facts))
        expected = oracle.play(scenario, oracle.policy_answers(scenario, name))
        assert (name, found.points, found.percent) == (name, expected.points, floor(expected.score))
        assert (found.ending, found.passed, found.anger) == (expected.ending, expected.passed, expected.anger)


# ---------------------------------------------------------------- perfect ways


@thoroughly
@given(scenarios())
def test_perfect_ways_are_the_oracle_s(scenario: Scenario) -> None:
    case = examined(scenario)
    assert set(case.lossless_moves) == places(oracle.perfect_states(scenario))
    compare_moves(case, scenario)
    compare_ends(case, scenario)
    compare_longest(case, scenario)


def compare_moves(case: ScenarioFacts, scenario: Scenario) -> None:
    best = oracle.best_moves(scenario)
    for (step, anger), found in case.lossless_moves.items():
        moves = best(step, anger, list(oracle.moves(scenario, step, anger)))
        ways = {(move.points, move.next, move.next_anger) for move in moves}
        assert {(move.points, move.target, move.anger) for move in found} == ways
        assert sum(move.answer_count for move in found) == len(moves)


def compare_ends(case: ScenarioFacts, scenario: Scenario) -> None:
    top = oracle.best_part(scenario, talk=True)
    ends = {
        oracle.ending(scenario, target, anger, floor(oracle.score(talk, top)))
        for target, anger, talk, _ in oracle.perfect_ends(scenario)
    }
    expected = sorted((ending, oracle.passed(scenario, ending, Fraction(100))) for ending in ends)
    assert list(case.lossless_endings()) == expected


def compare_longest(case: ScenarioFacts, scenario: Scenario) -> None:
    """Where the longest reply loses nothing at some anger met on a perfect way."""
    longest, best = oracle.chooser(scenario, "longest", "en"), oracle.best_moves(scenario)
    expected: dict[str, bool] = {}
    for step, angers in oracle.perfect_states(scenario).items():
        if angers and oracle.kind(scenario["steps"][step]) == "reply":
            options = {anger: list(oracle.moves(scenario, step, anger)) for anger in angers}
            expected[step] = any(longest(step, a, moves)[0] in best(step, a, moves) for a, moves in options.items())
    found, of = case.longest_is_lossless("en")
    assert (found, of) == ([step for step, is_best in expected.items() if is_best], len(expected))
