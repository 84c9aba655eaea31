"""A drill as one JSON document: what the pages show, with exact values beside the rounded ones."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from motdrill.drill.played import Mode, Played, utc
from motdrill.drill.scorecard import Cost, Scorecard, SkillRow
from motdrill.drill.state import Given

VERSION = 1


def as_document(card: Scorecard, guess: int | None, *, lang: str, mode: Mode, trainee: str) -> dict[str, Any]:
    """The document as plain data.

    Args:
        card: The scorecard of a drill that is over.
        guess: The trainee's guess of the remembered experience, 0-10.
        lang: The language it ran in.
        mode: How it was played.
        trainee: Who played.
    """
    return {
        "version": VERSION,
        "scenario": card.drill.scenario_id,
        "seed": card.drill.seed,
        "lang": lang,
        "mode": mode,
        "trainee": trainee,
        "score": {"percent": card.score_percent, "exact": exact(card.score)},
        "points": card.points,
        "best_points": card.best_points,
        "pass_percent": card.pass_percent,
        "passed": card.passed,
        "ending": {"id": card.ending, "lost": card.lost},
        "anger": list(card.anger_curve),
        "skills": [skill_plain(row) for row in card.skills],
        "answers": [_answer(cost) for cost in card.costs],
        "turning_point": card.turning_point.number if card.turning_point else None,
        "remembered": {"value": float(card.remembered), "exact": exact(card.remembered), "guess": guess},
        "codes": dict(sorted(card.codes.items())),
    }


def _answer(cost: Cost) -> dict[str, Any]:
    turn = cost.turn
    return {
        "step": turn.answer.step,
        "given": given_plain(turn.answer.given),
        "points": turn.points,
        "counts": turn.counts,
        "anger": [turn.before.anger, turn.after.anger],
        "cost": {"percent": cost.shown_percent, "exact": exact(cost.exact_percent)},
        "best_before_percent": cost.best_before_percent,
        "best_after_percent": cost.best_after_percent,
    }


def skill_plain(row: SkillRow) -> dict[str, Any]:
    """The points of a skill, as JSON carries them."""
    return {"group": row.group, "skill": row.skill, "points": row.points, "of": row.of}


def given_plain(given: Given) -> str | int | list[str]:
    """What was answered, as JSON carries it."""
    return list(given) if isinstance(given, tuple) else given


def played_document(played: Played) -> dict[str, Any]:
    """The document of a drill from the journal: with its id, the text's hash, and when each answer was given."""
    card = Scorecard(played.drill)
    document = as_document(card, played.guess, lang=played.lang, mode=played.mode, trainee=played.trainee)
    for answer, timing in zip(document["answers"], played.timings, strict=True):
        answer.update(elapsed_s=timing.elapsed_s, hinted=bool(timing.hinted), at=timing.at or None)
    return {
        "id": played.id,
        "text_hash": played.text_hash,
        "started_at": utc(played.started_at),
        "ended_at": utc(played.ended_at) if played.ended_at else None,
        **document,
    }


def exact(value: Fraction) -> str:
    """A fraction as JSON can carry it without rounding: "200/3"."""
    return str(value)
