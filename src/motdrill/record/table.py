"""A drill as rows of a table: one row an answer, with what is true of its drill repeated in each."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any, Final

from motdrill.drill.played import Played, Timing, utc
from motdrill.drill.scorecard import Cost, Scorecard
from motdrill.drill.state import Drill, Given
from motdrill.scenario.characters import no_formula

COLUMNS: Final = (
    "drill_id", "scenario", "text_hash", "trainee", "mode", "lang", "started_at", "ended_at", "score_percent",
    "pass_percent", "passed", "ending", "remembered", "guess", "answer", "step", "ask", "given", "points", "counts",
    "anger_before", "anger_after", "cost_percent", "elapsed_s", "hinted", "codes",
)  # fmt: skip
"""The header; docs/records.md says what each column holds."""


def rows(played: Played) -> Iterator[dict[str, Any]]:
    """One row for each answer, by column.

    Args:
        played: A drill that came to its end.
    """
    card = Scorecard(played.drill)
    shared = _of_drill(played, card)
    for cost, timing in zip(card.costs, played.timings, strict=True):
        yield {**shared, **_of_answer(played.drill, cost, timing)}


def _of_drill(played: Played, card: Scorecard) -> dict[str, Any]:
    return {
        "drill_id": played.id,
        "scenario": no_formula(played.drill.scenario_id),
        "text_hash": played.text_hash,
        "trainee": no_formula(played.trainee),
        "mode": played.mode,
        "lang": played.lang,
        "started_at": utc(played.started_at),
        "ended_at": utc(played.ended_at) if played.ended_at else "",
        "score_percent": card.score_percent,
        "pass_percent": card.pass_percent,
        "passed": _truth(card.passed),
        "ending": card.ending,
        "remembered": _decimal(card.remembered),
        "guess": "" if played.guess is None else played.guess,
    }


def _of_answer(drill: Drill, cost: Cost, timing: Timing) -> dict[str, Any]:
    turn = cost.turn
    reply = drill.reply(turn)
    return {
        "answer": cost.number,
        "step": turn.answer.step,
        "ask": drill.scenario.steps[turn.answer.step].ask,
        "given": _words(turn.answer.given),
        "points": turn.points,
        "counts": _truth(turn.counts),
        "anger_before": turn.before.anger,
        "anger_after": turn.after.anger,
        "cost_percent": _decimal(cost.exact_percent),
        "elapsed_s": timing.elapsed_s,
        "hinted": _truth(bool(timing.hinted)),
        "codes": " ".join(reply.does) if reply else "",
    }


def _words(given: Given) -> str:
    return " ".join(given) if isinstance(given, tuple) else str(given)


def _truth(value: bool) -> str:
    return "true" if value else "false"


def _decimal(value: Fraction) -> str:
    return f"{float(value):.4f}"
