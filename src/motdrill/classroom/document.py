"""A class as a JSON document and as rows: how rounds went, and where the story led. Who voted what is in neither."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from motdrill.classroom.room import Record, Room
from motdrill.classroom.votes import Split
from motdrill.drill.document import given_plain
from motdrill.drill.scorecard import Scorecard
from motdrill.drill.state import Drill
from motdrill.scenario.characters import no_formula

VERSION: Final = 1

COLUMNS: Final = (
    *("class", "scenario", "text_hash", "lang", "way", "started_at", "number", "step", "anger", "parties"),
    *("round", "voters", "best", "best_percent", "counts", "gain"),
)
"""One row a round."""


def class_document(room: Room, about: dict[str, Any]) -> dict[str, Any]:
    """A class as plain data.

    Args:
        room: The class.
        about: What it was: its id, scenario, language, way of voting and time.
    """
    return {
        "version": VERSION,
        **about,
        "people": len(room.voters),
        "steps": [_step(record) for record in room.past],
        "parties": [_party(name, drill) for name, drill in zip(room.names, room.drills, strict=True)],
    }


def class_rows(room: Room, about: dict[str, Any]) -> Iterator[tuple[Any, ...]]:
    """A class as rows of `COLUMNS`: one for each round.

    Args:
        room: The class.
        about: What it was: its id, scenario, text's hash, language, way of voting and time.
    """
    for number, record in enumerate(room.past, 1):
        gain = "" if record.gain is None else f"{float(record.gain):.4f}"
        for i, found in enumerate(record.splits, 1):
            parties = no_formula(" ".join(record.names))
            place = (number, record.drill.state.step, record.drill.state.anger, parties)
            counts = " ".join(f"{choice}={count}" for choice, count in found.counts.items())
            yield (
                *map(no_formula, about.values()),
                *place,
                i,
                found.voters,
                found.best,
                found.best_percent,
                counts,
                gain,
            )


def _step(record: Record) -> dict[str, Any]:
    shift = record.shift
    return {
        "step": record.drill.state.step,
        "anger": record.drill.state.anger,
        "parties": list(record.names),
        "rounds": [_round(found) for found in record.splits],
        "wrong_to_right": shift.to_right if shift else None,
        "right_to_wrong": shift.to_wrong if shift else None,
        "gain": None if record.gain is None else round(float(record.gain), 4),
        "took": [given_plain(given) for given in record.took],
    }


def _round(found: Split) -> dict[str, Any]:
    counts = dict(found.counts)
    return {"voters": found.voters, "best": found.best, "best_percent": found.best_percent, "counts": counts}


def _party(name: str, drill: Drill) -> dict[str, Any]:
    told: dict[str, Any] = {"name": name, "answers": [[each.step, given_plain(each.given)] for each in drill.answers]}
    if drill.step is None:
        card = Scorecard(drill)
        told |= {"score_percent": card.score_percent, "passed": card.passed, "ending": card.ending}
    return told
