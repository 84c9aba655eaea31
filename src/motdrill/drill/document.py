"""The scorecard as one JSON document: what the pages show, with exact values beside the rounded ones."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import Any

from motdrill.drill.scorecard import Cost, Scorecard
from motdrill.drill.state import Drill

VERSION = 1


def as_document(
    drill: Drill, card: Scorecard, guess: int | None, *, lang: str, exam: bool, trainee: str
) -> dict[str, Any]:
    """The document as plain data.

    Args:
        drill: A drill that is over.
        card: Its scorecard.
        guess: The trainee's guess of the remembered experience, 0-10.
        lang: The language it ran in.
        exam: Whether it was an exam.
        trainee: Who played.
    """
    return {
        "version": VERSION,
        "scenario": drill.scenario_id,
        "seed": drill.seed,
        "lang": lang,
        "mode": "exam" if exam else "practice",
        "trainee": trainee,
        "score": {"percent": card.score_percent, "exact": exact(card.score)},
        "points": card.points,
        "best_points": card.best_points,
        "pass_percent": card.pass_percent,
        "passed": card.passed,
        "ending": {"id": card.ending, "lost": card.lost},
        "anger": list(card.anger_curve),
        "skills": [{"group": row.group, "skill": row.skill, "points": row.points, "of": row.of} for row in card.skills],
        "answers": [_answer(cost) for cost in card.costs],
        "turning_point": card.turning_point.number if card.turning_point else None,
        "remembered": {"value": float(card.remembered), "exact": exact(card.remembered), "guess": guess},
        "codes": dict(sorted(card.codes.items())),
    }


def _answer(cost: Cost) -> dict[str, Any]:
    turn = cost.turn
    given = turn.answer.given
    return {
        "step": turn.answer.step,
        "given": list(given) if isinstance(given, tuple) else given,
        "points": turn.points,
        "counts": turn.counts,
        "anger": [turn.before.anger, turn.after.anger],
        "cost": {"percent": cost.shown_percent, "exact": exact(cost.exact_percent)},
        "best_before_percent": cost.best_before_percent,
        "best_after_percent": cost.best_after_percent,
    }


def exact(value: Fraction) -> str:
    """A fraction as JSON can carry it without rounding: "200/3"."""
    return str(value)


def as_json(drill: Drill, card: Scorecard, guess: int | None, *, lang: str, exam: bool, trainee: str) -> str:
    """The document as JSON text."""
    document = as_document(drill, card, guess, lang=lang, exam=exam, trainee=trainee)
    return json.dumps(document, ensure_ascii=False, indent=2)
