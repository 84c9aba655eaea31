"""Analysis and findings as JSON."""

from dataclasses import asdict
from typing import Any

from motdrill.author.analysis import Analysis
from motdrill.author.distribution import Distribution
from motdrill.scenario.problem import Problem


def analysis_document(scenario_id: str, analysis: Analysis) -> dict[str, Any]:
    """An analysis as plain data."""
    return {
        "version": 1,
        "scenario": scenario_id,
        "steps": analysis.steps,
        "pass_percent": analysis.pass_percent,
        "best_points": analysis.max_points,
        "worst_percent": analysis.worst_percent,
        "random": _distribution_document(analysis.random),
        "good": _distribution_document(analysis.good),
        "histogram": list(analysis.histogram),
        "longest": {lang: asdict(outcome) for lang, outcome in analysis.longest.items()},
        "shortest": {lang: asdict(outcome) for lang, outcome in analysis.shortest.items()},
        "deepest": asdict(analysis.deepest),
        "longest_is_best": {
            lang: {"steps": steps, "of": count} for lang, (steps, count) in analysis.longest_is_best.items()
        },
        "costs": {
            step: {answer: {str(anger): cost for anger, cost in row.items()} for answer, row in rows.items()}
            for step, rows in analysis.costs.items()
        },
    }


def _distribution_document(distribution: Distribution) -> dict[str, Any]:
    reached: dict[str, dict[str, float]] = {}
    for (step_id, anger), probability in distribution.reached.items():
        reached.setdefault(step_id, {})[str(anger)] = probability
    return {
        "expected_percent": distribution.expected_percent,
        "passing": distribution.passing,
        "endings": dict(distribution.endings),
        "reached": reached,
        "points": list(distribution.points),
    }


def problem_document(problem: Problem, fault: str, remedy: str) -> dict[str, Any]:
    """A finding as plain data, with the sentences for the fault and the remedy."""
    return {
        "file": problem.file,
        "line": problem.location.line if problem.location else None,
        "column": problem.location.column if problem.location else None,
        "level": problem.level,
        "number": problem.number,
        "code": problem.code,
        "message": fault,
        "mend": remedy,
    }
