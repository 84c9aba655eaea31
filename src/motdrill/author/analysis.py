"""The figures of the analysis: what each kind of player gets, and what each answer costs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from motdrill.author import policies
from motdrill.author.case import Case
from motdrill.author.policies import Outcome
from motdrill.author.spread import Spread, spread, within_one_point
from motdrill.drill.moves import Move
from motdrill.drill.value import Values, floor_percent
from motdrill.scenario.model import Scenario

BINS = 20
"""Columns of the histogram: 5 percent each, the last with 100."""


@dataclass(frozen=True, slots=True)
class Analysis:
    """The exact analysis of a scenario.

    Attributes:
        steps: How many steps it has.
        pass_percent: The pass mark.
        best_points: The most points attainable.
        worst_percent: The lowest score a drill can end with, floor.
        random: Where a random player comes to.
        good: Where a good player comes to, who loses at most one point at each step.
        histogram: The random player's probability of each 5 percent of score.
        longest: Always the longest reply, by language.
        shortest: Always the shortest reply, by language.
        deepest: Always the deepest reply.
        longest_is_best: By language, the steps whose longest reply is a best one, and how many steps there are.
        costs: By step and answer, what it costs in percent at each anger it can be given at; an answer that is no reply
            goes by its points.
    """

    steps: int
    pass_percent: int
    best_points: int
    worst_percent: int
    random: Spread
    good: Spread
    histogram: tuple[float, ...]
    longest: Mapping[str, Outcome]
    shortest: Mapping[str, Outcome]
    deepest: Outcome
    longest_is_best: Mapping[str, tuple[list[str], int]]
    costs: Mapping[str, Mapping[str, Mapping[int, float]]]


def analyse(scenario: Scenario) -> Analysis:
    """Computes the analysis: no sampling, all probabilities in float64.

    Args:
        scenario: A scenario in which something can be earned.
    """
    case = Case(scenario)
    values, langs = case.values, case.languages
    return Analysis(
        steps=len(scenario.steps),
        pass_percent=scenario.pass_,
        best_points=values.best_points,
        worst_percent=floor_percent(worst_points(values), values.best_points),
        random=case.random,
        good=spread(values, within_one_point),
        histogram=histogram(case.random, values.best_points),
        longest={lang: policies.follow(values, policies.longest(lang)) for lang in langs},
        shortest={lang: policies.follow(values, policies.shortest(lang)) for lang in langs},
        deepest=policies.follow(values, policies.deepest),
        longest_is_best={lang: policies.longest_is_best(values, lang) for lang in langs},
        costs=costs(values),
    )


def worst_points(values: Values) -> int:
    """The fewest points a drill can end with."""
    worst: dict[tuple[str, int], int] = {}
    for place, moves in reversed(list(values.moves.items())):
        worst[place] = min(move.points + worst.get((move.target or "", move.anger), 0) for move in moves)
    return worst[values.first, values.anger]


def histogram(spread: Spread, best_points: int) -> tuple[float, ...]:
    """Probabilities by score in bins of 5 percent."""
    bins = [0.0] * BINS
    for points, chance in enumerate(spread.points):
        bins[min(BINS - 1, floor_percent(points, best_points) * BINS // 100)] += chance
    return tuple(bins)


def costs(values: Values) -> dict[str, dict[str, dict[int, float]]]:
    """What each answer costs in percent of the best attainable, by step, answer and anger."""
    found: dict[str, dict[str, dict[int, float]]] = {}
    for (step_id, anger), moves in values.moves.items():
        best = values.best_at[step_id, anger]
        rows = found.setdefault(step_id, {})
        for move in moves:
            rows.setdefault(answer_name(move), {})[anger] = float(values.percent(best - values.best_with(move)))
    return found


def answer_name(move: Move) -> str:
    """A reply's id; for other kinds of answer their points, such as 2/3."""
    return move.reply or f"{move.points}/3"


def expected_percent(scenario: Scenario) -> tuple[float, dict[str, int]]:
    """What a random player may expect, and what always choosing the longest reply earns in each language."""
    case = Case(scenario)
    longest = {lang: policies.follow(case.values, policies.longest(lang)).percent for lang in case.languages}
    return case.random.expected_percent, longest
