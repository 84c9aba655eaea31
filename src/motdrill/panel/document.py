"""A panel's verdict as a JSON document."""

from fractions import Fraction
from typing import Any, Final

from motdrill.panel.verdict import Agreement, RatedReply, Verdict

VERSION: Final = 1


def panel_document(verdicts: dict[str, Verdict]) -> dict[str, Any]:
    """The verdicts on scenarios, by scenario id, as plain data."""
    return {"version": VERSION, "scenarios": [_verdict(name, verdict) for name, verdict in verdicts.items()]}


def _verdict(scenario_id: str, verdict: Verdict) -> dict[str, Any]:
    return {
        "scenario": scenario_id,
        "raters": verdict.raters,
        **_agreement(verdict.overall),
        "steps": [{"step": step, **_agreement(agreement)} for step, agreement in verdict.steps.items()],
        "replies": [_rated_reply(rated) for rated in verdict.rated_replies],
    }


def _agreement(agreement: Agreement) -> dict[str, Any]:
    return {
        "items": agreement.items,
        "kappa_with_key": _decimal(agreement.with_key),
        "kappa_among_raters": _decimal(agreement.among_raters),
    }


def _rated_reply(rated: RatedReply) -> dict[str, Any]:
    item = rated.item
    return {
        "step": item.step,
        "reply": item.reply,
        "anger": item.anger,
        "points": item.points,
        "ratings": list(rated.ratings),
        "mean": _decimal(rated.mean),
        "off": rated.is_far_off,
        "proposed": rated.proposed_points,
        "writable": rated.is_writable,
    }


def _decimal(value: Fraction | None) -> float | None:
    return None if value is None else round(float(value), 4)
