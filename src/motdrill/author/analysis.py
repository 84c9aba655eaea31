"""The figures of the analysis: what each kind of player earns, and what each answer costs."""

from collections.abc import Mapping
from dataclasses import dataclass

from motdrill.author import policies
from motdrill.author.distribution import Distribution, distribute
from motdrill.author.policies import PolicyResult
from motdrill.author.scenario_facts import ScenarioFacts
from motdrill.drill.attainable import Attainable, floor_percent
from motdrill.drill.players import any_answer, expected_percent, within_one_point
from motdrill.scenario.model import Scenario

BINS = 20
"""Columns of the histogram: 5 percent each, the last one including 100."""


@dataclass(frozen=True, slots=True)
class Analysis:
    """The exact analysis of a scenario. Scores are percentages of the attainable points, integers rounded down.

    Attributes:
        steps: The number of steps.
        worst_percent: The lowest possible score.
        random: A player who answers at random.
        good: A player who answers at random but never earns more than one point less than possible at a step.
        histogram: The random player's probability per 5 percent of score.
        longest: Always the longest reply, by language; `shortest` and `deepest` likewise.
        longest_is_best: By language, the steps whose longest reply loses nothing, and the number of steps compared.
        costs: Percent lost by step, answer and anger; an answer that is not a reply is named by its points.
    """

    steps: int
    pass_percent: int
    max_points: int
    worst_percent: int
    random: Distribution
    good: Distribution
    histogram: tuple[float, ...]
    longest: Mapping[str, PolicyResult]
    shortest: Mapping[str, PolicyResult]
    deepest: PolicyResult
    longest_is_best: Mapping[str, tuple[list[str], int]]
    costs: Mapping[str, Mapping[str, Mapping[int, float]]]


def analyse(scenario: Scenario) -> Analysis:
    """Analyses a scenario in which points can be earned: no sampling; probabilities are rounded to float64."""
    facts = ScenarioFacts(scenario)
    attainable, langs = facts.attainable, facts.languages
    return Analysis(
        steps=len(scenario.steps),
        pass_percent=scenario.pass_,
        max_points=attainable.max_points,
        worst_percent=floor_percent(_worst_points(attainable), attainable.max_points),
        random=facts.random,
        good=distribute(attainable, within_one_point),
        histogram=_histogram(facts.random, attainable.max_points),
        longest={lang: policies.play_policy(attainable, facts.replies_in(lang).longest) for lang in langs},
        shortest={lang: policies.play_policy(attainable, facts.replies_in(lang).shortest) for lang in langs},
        deepest=policies.play_policy(attainable, policies.deepest(facts.reply_steps)),
        longest_is_best={lang: facts.longest_is_lossless(lang) for lang in langs},
        costs=_costs(attainable),
    )


def _worst_points(attainable: Attainable) -> int:
    """The fewest points a drill can end with."""
    worst: dict[tuple[str, int], int] = {}
    for state, moves in reversed(list(attainable.moves.items())):
        worst[state] = min(move.points + worst.get((move.target or "", move.anger), 0) for move in moves)
    return worst[attainable.first_step, attainable.first_anger]


def _histogram(distribution: Distribution, max_points: int) -> tuple[float, ...]:
    bins = [0.0] * BINS
    for points, probability in enumerate(distribution.points):
        bins[min(BINS - 1, floor_percent(points, max_points) * BINS // 100)] += probability
    return tuple(bins)


def _costs(attainable: Attainable) -> dict[str, dict[str, dict[int, float]]]:
    costs: dict[str, dict[str, dict[int, float]]] = {}
    for step_id, anger in attainable.moves:
        rows = costs.setdefault(step_id, {})
        for move, lost in attainable.moves_with_losses(step_id, anger):
            rows.setdefault(move.reply or f"{move.points}/3", {})[anger] = float(attainable.percent(lost))
    return costs


def reference_scores(scenario: Scenario) -> tuple[float, dict[str, int]]:
    """The expected score of a random player, and the score of always the longest reply by language, both in percent."""
    facts = ScenarioFacts(scenario)
    longest = {lang: policies.play_policy(facts.attainable, facts.replies_in(lang).longest) for lang in facts.languages}
    return expected_percent(facts.attainable, any_answer), {lang: result.percent for lang, result in longest.items()}
