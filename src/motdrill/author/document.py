"""Analysis and findings as JSON."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from motdrill.author.analysis import Analysis
from motdrill.author.spread import Spread
from motdrill.scenario.problem import Problem


def analysis_document(scenario_id: str, analysis: Analysis) -> dict[str, Any]:
    """An analysis as plain data."""
    return {
        "version": 1,
        "scenario": scenario_id,
        "steps": analysis.steps,
        "pass_percent": analysis.pass_percent,
        "best_points": analysis.best_points,
        "worst_percent": analysis.worst_percent,
        "random": _player(analysis.random),
        "good": _player(analysis.good),
        "histogram": list(analysis.histogram),
        "longest": {lang: asdict(outcome) for lang, outcome in analysis.longest.items()},
        "shortest": {lang: asdict(outcome) for lang, outcome in analysis.shortest.items()},
        "deepest": asdict(analysis.deepest),
        "longest_is_best": {lang: {"steps": steps, "of": of} for lang, (steps, of) in analysis.longest_is_best.items()},
        "costs": {
            step: {answer: {str(anger): cost for anger, cost in row.items()} for answer, row in rows.items()}
            for step, rows in analysis.costs.items()
        },
    }


def _player(player: Spread) -> dict[str, Any]:
    reached: dict[str, dict[str, float]] = {}
    for (step_id, anger), chance in player.reached.items():
        reached.setdefault(step_id, {})[str(anger)] = chance
    return {
        "expected_percent": player.expected_percent,
        "passing": player.passing,
        "endings": dict(player.endings),
        "reached": reached,
        "points": list(player.points),
    }


def problem_document(problem: Problem, what: str, mend: str) -> dict[str, Any]:
    """A finding as plain data, with its sentences."""
    return {
        "file": problem.file,
        "line": problem.place.line if problem.place else None,
        "column": problem.place.column if problem.place else None,
        "level": problem.level,
        "number": problem.number,
        "code": problem.code,
        "message": what,
        "mend": mend,
    }
