"""The author's analysis against the oracle's exact fractions, over drawn scenarios."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from fractions import Fraction
from math import floor
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings

import oracle
from motdrill.author import policies, spread
from motdrill.author.case import Case
from motdrill.author.policies import Policy
from motdrill.author.spread import Spread
from motdrill.scenario.load import build
from oracle import Chooser, Scenario
from strategies import scenarios

thoroughly = settings(max_examples=350, deadline=None, suppress_health_check=[HealthCheck.too_slow])
TOLERANCE = 1e-9


class Player(NamedTuple):
    """The same player in motdrill and in the oracle."""

    ours: spread.Chooser
    theirs: Chooser


PLAYERS = {
    "random": Player(spread.everything, oracle.everything),
    "good": Player(spread.within_one_point, oracle.within_one_point),
}
POLICIES: dict[str, Policy] = {
    "longest": policies.longest("en"),
    "shortest": policies.shortest("en"),
    "deepest": policies.deepest,
}


def examined(scenario: Scenario) -> Case:
    return Case(build(json.dumps(scenario, ensure_ascii=False)))


def spread_of(scenario: Scenario, player: Player) -> Spread:
    return spread.spread(examined(scenario).values, player.ours)


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


@pytest.mark.parametrize("name", PLAYERS)
@thoroughly
@given(scenario=scenarios())
def test_a_player_by_chance_spreads_over_endings_scores_and_passing_as_the_oracle_says(
    name: str, scenario: Scenario
) -> None:
    player = PLAYERS[name]
    found, (scores, endings, passing) = (
        spread_of(scenario, player),
        oracle.distribution(scenario, player.theirs),
    )
    assert close(found.endings, endings)
    assert abs(found.passing - passing) < TOLERANCE
    assert abs(found.expected_percent - sum(score * chance for score, chance in scores.items())) < 100 * TOLERANCE


@pytest.mark.parametrize("name", PLAYERS)
@thoroughly
@given(scenario=scenarios())
def test_a_player_by_chance_earns_points_as_the_oracle_says(name: str, scenario: Scenario) -> None:
    player = PLAYERS[name]
    found = spread_of(scenario, player).points
    exact = summed((points, chance) for (_, _, points), chance in oracle.ends(scenario, player.theirs).items())
    assert len(found) == oracle.best(scenario) + 1
    assert close({points: mass for points, mass in enumerate(found) if mass}, exact)


@pytest.mark.parametrize("name", PLAYERS)
@thoroughly
@given(scenario=scenarios())
def test_a_player_by_chance_reaches_the_places_the_oracle_says(name: str, scenario: Scenario) -> None:
    player = PLAYERS[name]
    found = spread_of(scenario, player).reached
    assert set(found) == places(oracle.reached(scenario, player.theirs))
    assert close(found, met_with(scenario, player.theirs))


@thoroughly
@given(scenarios())
def test_steps_are_met_with_the_angers_the_oracle_says(scenario: Scenario) -> None:
    expected = {step: sorted(angers) for step, angers in oracle.reachable(scenario).items() if angers}
    assert examined(scenario).angers == expected


# ---------------------------------------------------------------- players who always do one thing


@pytest.mark.parametrize("name", POLICIES)
@thoroughly
@given(scenario=scenarios())
def test_a_player_who_always_does_one_thing_comes_to_what_the_oracle_says(name: str, scenario: Scenario) -> None:
    found = policies.follow(examined(scenario).values, POLICIES[name])
    expected = oracle.play(scenario, oracle.policy_answers(scenario, name))
    assert (found.points, found.percent) == (expected.points, floor(expected.score))
    assert (found.ending, found.passed, found.anger) == (expected.ending, expected.passed, expected.anger)


# ---------------------------------------------------------------- perfect ways


@thoroughly
@given(scenarios())
def test_perfect_ways_lead_through_the_places_the_oracle_says(scenario: Scenario) -> None:
    assert set(examined(scenario).perfect) == places(oracle.perfect_states(scenario))


@thoroughly
@given(scenarios())
def test_moves_of_a_perfect_way_are_the_oracle_s(scenario: Scenario) -> None:
    best = oracle.best_moves(scenario)
    for (step, anger), found in examined(scenario).perfect.items():
        moves = best(step, anger, list(oracle.moves(scenario, step, anger)))
        ways = {(move.points, move.next, move.next_anger) for move in moves}
        assert {(move.points, move.target, move.anger) for move in found} == ways
        assert sum(move.answers for move in found) == len(moves)


@thoroughly
@given(scenarios())
def test_perfect_ways_end_and_pass_as_the_oracle_says(scenario: Scenario) -> None:
    ends = {oracle.ending(scenario, target, anger, 100) for target, anger, _ in oracle.perfect_ends(scenario)}
    expected = sorted((ending, oracle.passed(scenario, ending, Fraction(100))) for ending in ends)
    assert list(examined(scenario).perfect_ends()) == expected


@thoroughly
@given(scenarios())
def test_the_longest_reply_is_best_where_the_oracle_says(scenario: Scenario) -> None:
    longest, best = oracle.chooser(scenario, "longest", "en"), oracle.best_moves(scenario)
    expected: dict[str, bool] = {}
    for step, angers in oracle.perfect_states(scenario).items():
        if angers and oracle.kind(scenario["steps"][step]) == "reply":
            options = {anger: list(oracle.moves(scenario, step, anger)) for anger in angers}
            expected[step] = any(longest(step, a, moves)[0] in best(step, a, moves) for a, moves in options.items())
    found, of = policies.longest_is_best(examined(scenario).values, "en")
    assert (found, of) == ([step for step, is_best in expected.items() if is_best], len(expected))
