"""Values that the journal stores."""

import hashlib
import json
from dataclasses import dataclass
from typing import Any, Final

from motdrill.drill.records import Mode
from motdrill.drill.turn import Answer, AnswerValue

MISFIT: Final = (LookupError, TypeError, ValueError, ArithmeticError)
"""What playing an answer raises if it does not fit its scenario."""


@dataclass(frozen=True, slots=True)
class DrillStart:
    """The start of a drill; `file` is an absolute path, `text` its content, and `trainee` may be empty.

    In the mode `replay`, from the turning point on, it counts in no statistic.
    """

    scenario_id: str
    file: str
    text: str
    seed: int
    lang: str
    mode: Mode
    trainee: str


@dataclass(frozen=True, slots=True)
class UnfinishedDrill:
    """A drill that was cut off: its id, start and answers so far; `started_at` is in UTC, ISO 8601."""

    id: str
    start: DrillStart
    answers: tuple[Answer, ...]
    started_at: str


def text_hash(text: str) -> str:
    """The hash that identifies a scenario's text: SHA-256, hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def storable_path(file: str) -> str:
    """A path that SQLite can store: bytes that are no valid text become question marks."""
    return file.encode(errors="replace").decode()


def parse_value(text: str) -> AnswerValue:
    """An answer's value from its stored JSON."""
    value: Any = json.loads(text)
    return tuple(value) if isinstance(value, list) else value
