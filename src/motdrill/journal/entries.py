"""What the journal stores, as values."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from motdrill.drill.played import Mode
from motdrill.drill.state import Answer


@dataclass(frozen=True, slots=True)
class Begun:
    """A drill as it begins.

    Attributes:
        scenario_id: The scenario's id.
        file: The scenario's file, as an absolute path.
        text: The file's text.
        seed: The seed.
        lang: The language it runs in.
        mode: How it is played; a `replay` from the turning point counts in no statistic.
        trainee: Who plays; empty where nobody said.
    """

    scenario_id: str
    file: str
    text: str
    seed: int
    lang: str
    mode: Mode
    trainee: str


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A drill that was cut off.

    Attributes:
        id: Its id in the journal.
        begun: As it began, with the scenario's text of that time.
        answers: The answers given.
        started_at: When it began, UTC, ISO 8601.
    """

    id: str
    begun: Begun
    answers: tuple[Answer, ...]
    started_at: str


def text_hash(text: str) -> str:
    """The hash a scenario's text goes by."""
    return hashlib.sha256(text.encode()).hexdigest()


def storable(file: str) -> str:
    """A file's name as SQLite takes it: bytes of it that are no text become signs."""
    return file.encode(errors="replace").decode()
