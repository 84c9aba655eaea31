"""A panel's verdict as a JSON document."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, Final

from motdrill.panel.verdict import Agreement, Rated, Verdict

VERSION: Final = 1


def panel_document(verdicts: dict[str, Verdict]) -> dict[str, Any]:
    """The verdicts on scenarios, by id, as plain data."""
    return {"version": VERSION, "scenarios": [_verdict(name, found) for name, found in verdicts.items()]}


def _verdict(name: str, found: Verdict) -> dict[str, Any]:
    return {
        "scenario": name,
        "raters": found.raters,
        **_agreement(found.whole),
        "steps": [{"step": step, **_agreement(each)} for step, each in found.steps.items()],
        "replies": [_rated(each) for each in found.rated],
    }


def _agreement(found: Agreement) -> dict[str, Any]:
    return {
        "items": found.items,
        "kappa_with_key": _decimal(found.with_key),
        "kappa_among_raters": _decimal(found.among),
    }


def _rated(found: Rated) -> dict[str, Any]:
    item = found.item
    return {
        "step": item.step,
        "reply": item.reply,
        "anger": item.anger,
        "points": item.points,
        "ratings": list(found.ratings),
        "mean": _decimal(found.mean),
        "off": found.off,
        "proposed": found.proposed,
        "writable": found.writable,
    }


def _decimal(value: Fraction | None) -> float | None:
    return None if value is None else round(float(value), 4)
