"""A drill as table rows: one row per answer, each with the fields of its drill."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any, Final

from motdrill.drill.drill import Drill
from motdrill.drill.records import PlayedDrill, Timing, utc_text
from motdrill.drill.scorecard import AnswerCost, Scorecard
from motdrill.drill.turn import AnswerValue
from motdrill.scenario.safe_text import escape_formula

COLUMNS: Final = (
    "drill_id", "scenario", "text_hash", "trainee", "mode", "lang", "started_at", "ended_at", "score_percent",
    "talk_percent", "reading_percent", "pass_percent", "passed", "ending", "remembered", "guess", "answer", "step",
    "ask", "given", "points", "counts", "anger_before", "anger_after", "cost_percent", "elapsed_s", "hinted",
    "confirmed", "codes",
)  # fmt: skip
"""The header; docs/records.md says what each column holds."""


def answer_rows(played: PlayedDrill) -> Iterator[dict[str, Any]]:
    """One row for each answer of a finished drill, by column."""
    card = Scorecard(played.drill)
    shared = _drill_fields(played, card)
    for cost, timing in zip(card.costs, played.timings, strict=True):
        yield {**shared, **_answer_fields(played.drill, cost, timing)}


def _drill_fields(played: PlayedDrill, card: Scorecard) -> dict[str, Any]:
    return {
        "drill_id": played.id,
        "scenario": escape_formula(played.drill.scenario_id),
        "text_hash": played.text_hash,
        "trainee": escape_formula(played.trainee),
        "mode": played.mode,
        "lang": played.lang,
        "started_at": utc_text(played.started_at),
        "ended_at": utc_text(played.ended_at) if played.ended_at else "",
        "score_percent": card.score_percent,
        "talk_percent": "" if card.talk.percent is None else card.talk.percent,
        "reading_percent": "" if card.reading.percent is None else card.reading.percent,
        "pass_percent": card.pass_percent,
        "passed": _true_or_false(card.passed),
        "ending": card.ending,
        "remembered": _decimal(card.remembered_experience),
        "guess": "" if played.guess is None else played.guess,
    }


def _answer_fields(drill: Drill, cost: AnswerCost, timing: Timing) -> dict[str, Any]:
    turn = cost.turn
    reply = drill.reply(turn)
    return {
        "answer": cost.number,
        "step": turn.answer.step,
        "ask": drill.scenario.steps[turn.answer.step].ask,
        "given": _value_text(turn.answer.value),
        "points": turn.points,
        "counts": _true_or_false(turn.counts),
        "anger_before": turn.before.anger,
        "anger_after": turn.after.anger,
        "cost_percent": _decimal(cost.exact_percent),
        "elapsed_s": timing.elapsed_s,
        "hinted": _true_or_false(bool(timing.hinted)),
        "confirmed": timing.confirmed or "",
        "codes": " ".join(reply.does) if reply else "",
    }


def _value_text(value: AnswerValue) -> str:
    return " ".join(value) if isinstance(value, tuple) else str(value)


def _true_or_false(value: bool) -> str:
    return "true" if value else "false"


def _decimal(value: Fraction) -> str:
    return f"{float(value):.4f}"
