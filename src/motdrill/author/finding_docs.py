"""The documentation of each finding, shared by `check --explain` and docs/findings.md."""

from functools import cache
from pathlib import Path
from typing import NamedTuple

from motdrill.scenario.parse import parse
from motdrill.scenario.problem import PROBLEM_NUMBERS, Problem


class FindingDoc(NamedTuple):
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
def finding_docs() -> tuple[FindingDoc, ...]:
    """All findings in the order of their numbers."""
    entries = parse(Path(__file__).with_name("findings.yaml").read_text(encoding="utf-8"), [])
    return tuple(
        FindingDoc(code, number, Problem(code).level, **entries[code]) for code, number in PROBLEM_NUMBERS.items()
    )


def find_finding_doc(name: str) -> FindingDoc | None:
    """The finding with a number ("MD203", "203") or code, in any case; None if there is none."""
    name = f"md{name}" if name.isdecimal() else name.lower()
    return next((doc for doc in finding_docs() if name in (doc.number.lower(), doc.code)), None)
