"""What is documented of each finding: one place, from which `check --explain` and docs/findings.md are made."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

from motdrill.scenario.parse import parse
from motdrill.scenario.problem import NUMBERS, Problem


class Documented(NamedTuple):
    """One finding's documentation; texts by language, examples as YAML."""

    code: str
    number: str
    level: str
    title: dict[str, str]
    rule: dict[str, str]
    why: dict[str, str]
    bad: str
    good: str


@cache
def documented() -> tuple[Documented, ...]:
    """All findings in the order of their numbers."""
    text = Path(__file__).with_name("findings.yaml").read_text(encoding="utf-8")
    entries = parse(text, [])
    return tuple(Documented(code, number, Problem(code).level, **entries[code]) for code, number in NUMBERS.items())


def finding(name: str) -> Documented | None:
    """The finding of a number or code, whatever its case; None where there is none."""
    wanted = f"md{name}" if name.isdecimal() else name.lower()
    return next((each for each in documented() if wanted in (each.number.lower(), each.code)), None)
