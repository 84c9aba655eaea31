"""Everything `check` says about a file: what keeps it from loading, else what is weak about it.

A file that does not load is told why and no more: what is weak about half a scenario are echoes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final, TypeAlias

from motdrill.author.case import Case
from motdrill.author.rules import balance, reach, scoring, texts
from motdrill.errors import ReadError
from motdrill.scenario.links import Fault
from motdrill.scenario.load import Loaded, load, placed
from motdrill.scenario.places import places_in
from motdrill.scenario.problem import MAX_PROBLEMS, NUMBERS, Problem, is_error

Rule: TypeAlias = Callable[[Case], Iterator[Fault]]

RULES: Final[tuple[Rule, ...]] = (
    reach.unreachable_step,
    reach.unreachable_text,
    reach.unreachable_ending,
    reach.ending_gap,
    scoring.no_full_score,
    scoring.best_reply_costs,
    scoring.perfect_way_fails,
    scoring.no_weak_reply,
    scoring.score_against_stars,
    scoring.harmful_best,
    balance.passes_by_chance,
    balance.passes_by_longest,
    balance.passes_by_deepest,
    balance.longest_is_best,
    balance.missing_skills,
    texts.language_missing,
    texts.near_identical,
    texts.does_not_fit,
)


def check(path: Path) -> list[Problem]:
    """Everything wrong or weak in a file, in the order of the file.

    Args:
        path: The file; that it cannot be read is a problem like others.
    """
    try:
        return findings(load(path, marked=True))
    except ReadError as error:
        return list(error.problems)


def findings(loaded: Loaded) -> list[Problem]:
    """What is weak about a scenario that loads, in the order of the file, without what its `accept` silences."""
    found = list(_faults(Case(loaded.scenario)))
    accepted = loaded.scenario.accept
    open_faults = [fault for fault in found if is_error(fault.code) or NUMBERS[fault.code] not in accepted]
    open_faults += _accept_faults(accepted, {fault.code for fault in found})
    if not open_faults:
        return []
    return [
        replace(problem, file=loaded.file)
        for problem in placed(loaded.places or places_in(loaded.text), open_faults)[:MAX_PROBLEMS]
    ]


def _faults(case: Case) -> Iterator[Fault]:
    """Where nothing can be earned, that is the cause of all else."""
    if nothing := list(scoring.no_points(case)):
        yield from nothing
        return
    for rule in RULES:
        yield from rule(case)


def _accept_faults(accepted: dict[str, str], found: set[str]) -> Iterator[Fault]:
    """Accepts of what is no warning; and, where the rules were run at all, of what they do not find."""
    warnings = {number: code for code, number in NUMBERS.items() if not is_error(code)}
    for number in accepted:
        if number not in warnings:
            yield Fault("unknown-accept", ("accept", number), {"name": number}, at_key=True)
        elif warnings[number] not in found and "no-points" not in found:
            yield Fault("idle-accept", ("accept", number), {"name": number}, at_key=True)
