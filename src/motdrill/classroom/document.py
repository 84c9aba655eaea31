"""A class as a JSON document and as table rows: its rounds and its story, but never who voted what."""

from collections.abc import Iterator
from typing import Any, Final

from motdrill.classroom.room import Room, StepRecord
from motdrill.classroom.votes import Split
from motdrill.drill.document import value_document
from motdrill.drill.drill import Drill
from motdrill.drill.scorecard import Scorecard
from motdrill.scenario.safe_text import escape_formula

VERSION: Final = 1

COLUMNS: Final = (
    *("class", "scenario", "text_hash", "lang", "way", "started_at", "number", "step", "anger", "parties"),
    *("round", "voters", "best", "best_percent", "counts", "gain"),
)
"""The columns of `class_rows`."""


def class_document(room: Room, about: dict[str, Any]) -> dict[str, Any]:
    """A class as plain data; `about` gives its id, scenario, language, way of voting and time."""
    return {
        "version": VERSION,
        **about,
        "people": len(room.voters),
        "steps": [_step(record) for record in room.past],
        "parties": [_party(name, drill) for name, drill in zip(room.party_names, room.drills, strict=True)],
    }


def class_rows(room: Room, about: dict[str, Any]) -> Iterator[tuple[Any, ...]]:
    """One row of `COLUMNS` for each round; `about` gives the first six columns."""
    for number, record in enumerate(room.past, 1):
        gain = "" if record.gain is None else f"{float(record.gain):.4f}"
        parties = escape_formula(" ".join(record.party_names))
        step = (number, record.drill.step_id, record.drill.state.anger, parties)
        for i, split in enumerate(record.splits, 1):
            counts = " ".join(f"{choice}={count}" for choice, count in split.counts.items())
            result = (split.voters, split.best_count, split.best_percent, counts, gain)
            yield (*map(escape_formula, about.values()), *step, i, *result)


def _step(record: StepRecord) -> dict[str, Any]:
    shift = record.shift
    return {
        "step": record.drill.step_id,
        "anger": record.drill.state.anger,
        "parties": list(record.party_names),
        "rounds": [_round(split) for split in record.splits],
        "wrong_to_right": shift.to_right if shift else None,
        "right_to_wrong": shift.to_wrong if shift else None,
        "gain": None if record.gain is None else round(float(record.gain), 4),
        "took": [value_document(value) for value in record.took],
    }


def _round(split: Split) -> dict[str, Any]:
    counts = dict(split.counts)
    return {
        "voters": split.voters,
        "best": split.best_count,
        "best_percent": split.best_percent,
        "counts": counts,
    }


def _party(name: str, drill: Drill) -> dict[str, Any]:
    answers = [[answer.step, value_document(answer.value)] for answer in drill.answers]
    document: dict[str, Any] = {"name": name, "answers": answers}
    if drill.step is None:
        card = Scorecard(drill)
        document |= {"score_percent": card.score_percent, "passed": card.passed, "ending": card.ending}
    return document
