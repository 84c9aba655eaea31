"""A drill as one JSON document: what the pages show, with exact values beside the rounded ones."""

from fractions import Fraction
from typing import Any

from motdrill.drill.records import Mode, PlayedDrill, utc_text
from motdrill.drill.scorecard import AnswerCost, Part, Scorecard, SkillPoints
from motdrill.drill.turn import AnswerValue

VERSION = 1


def drill_document(card: Scorecard, guess: int | None, *, lang: str, mode: Mode, trainee: str) -> dict[str, Any]:
    """The document of a drill that is over, as plain data; `guess` is of the remembered experience, 0-10."""
    return {
        "version": VERSION,
        "scenario": card.drill.scenario_id,
        "seed": card.drill.seed,
        "lang": lang,
        "mode": mode,
        "trainee": trainee,
        "score": {"percent": card.score_percent, "exact": fraction_text(card.score)},
        "talk": _part_document(card.talk),
        "reading": _part_document(card.reading),
        "points": card.points,
        "best_points": card.max_points,
        "pass_percent": card.pass_percent,
        "passed": card.passed,
        "ending": {"id": card.ending, "lost": card.lost},
        "anger": list(card.anger_curve),
        "skills": [skill_document(row) for row in card.skills],
        "answers": [_answer_document(cost) for cost in card.costs],
        "turning_point": card.turning_point.number if card.turning_point else None,
        "remembered": _remembered_document(card, guess),
        "codes": dict(sorted(card.codes.items())),
    }


def _remembered_document(card: Scorecard, guess: int | None) -> dict[str, Any]:
    value = card.remembered_experience
    moments = {"worst_moment": card.worst_number, "best_moment": card.best_number}
    return {"value": float(value), "exact": fraction_text(value), "guess": guess, **moments}


def _part_document(part: Part) -> dict[str, int | None]:
    return {"percent": part.percent, "points": part.points, "best_points": part.max_points}


def _answer_document(cost: AnswerCost) -> dict[str, Any]:
    turn = cost.turn
    return {
        "step": turn.answer.step,
        "given": value_document(turn.answer.value),
        "points": turn.points,
        "counts": turn.counts,
        "anger": [turn.before.anger, turn.after.anger],
        "cost": {"percent": cost.shown_percent, "exact": fraction_text(cost.exact_percent)},
        "best_before_percent": cost.attainable_before_percent,
        "best_after_percent": cost.attainable_after_percent,
    }


def skill_document(row: SkillPoints) -> dict[str, Any]:
    """The points of a skill, as plain data."""
    return {"group": row.group, "skill": row.skill, "points": row.points, "of": row.max_points}


def value_document(value: AnswerValue) -> str | int | list[str]:
    """An answer's value, as plain data."""
    return list(value) if isinstance(value, tuple) else value


def played_drill_document(played: PlayedDrill) -> dict[str, Any]:
    """The document of a drill from the journal, with its id, the text's hash and the time of each answer."""
    card = Scorecard(played.drill)
    document = drill_document(card, played.guess, lang=played.lang, mode=played.mode, trainee=played.trainee)
    for answer, timing in zip(document["answers"], played.timings, strict=True):
        answer.update(
            elapsed_s=timing.elapsed_s, hinted=bool(timing.hinted), confirmed=timing.confirmed, at=timing.at or None
        )
    return {
        "id": played.id,
        "text_hash": played.text_hash,
        "started_at": utc_text(played.started_at),
        "ended_at": utc_text(played.ended_at) if played.ended_at else None,
        **document,
    }


def fraction_text(value: Fraction) -> str:
    """A fraction as text without rounding: "200/3"."""
    return str(value)
