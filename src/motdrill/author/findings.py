"""Everything `check` reports about a file: why it does not load, else the weaknesses of the scenario."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final, TypeAlias

from motdrill.author.checks import balance, draft, pages, reach, scoring, texts
from motdrill.author.scenario_facts import ScenarioFacts
from motdrill.errors import ReadError
from motdrill.scenario.cross_checks import Fault
from motdrill.scenario.load import Loaded, load, locate, problems_in
from motdrill.scenario.locations import locations_in
from motdrill.scenario.problem import (
    MAX_PROBLEMS,
    PROBLEM_NUMBERS,
    Location,
    Problem,
    in_file,
    is_error,
    told_once,
)
from motdrill.scenario.slip_signs import may_have_slips

Check: TypeAlias = Callable[[ScenarioFacts], Iterator[Fault]]

CHECKS: Final[tuple[Check, ...]] = (
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
    scoring.feeling_unmet,
    scoring.three_f_too_hot,
    balance.passes_by_chance,
    balance.passes_by_longest,
    balance.passes_by_deepest,
    balance.longest_is_best,
    balance.missing_skills,
    balance.passes_by_shortest,
    balance.told_by_sound,
    balance.said_steps,
    texts.language_missing,
    texts.near_identical,
    pages.does_not_fit,
    texts.angers_alike,
    texts.also_elsewhere,
    pages.title_too_long,
    pages.why_too_long,
    texts.quote_pair,
    texts.joined_tags,
    texts.odd_sign,
    draft.template_text,
    draft.placeholder,
    draft.no_says,
    draft.no_reaction,
    draft.same_why,
)

WARNINGS: Final = {number: code for code, number in PROBLEM_NUMBERS.items() if not is_error(code)}
"""The codes of findings that `accept` may name, by number."""

TOLD_ONCE: Final = frozenset({"language-missing", "placeholder", "odd-sign"})
"""Problems that half-written work has by the hundred."""
_OF_CELL: Final = frozenset({"column", "form", "choices"})
"""What a problem of a sheet says of its cell."""


def check(path: Path) -> list[Problem]:
    """Everything wrong or weak in a file, in the order of the file; raises no error for an unreadable file."""
    try:
        loaded = load(path, marked=True)
    except ReadError as error:
        return each_once(error.problems)
    facts = ScenarioFacts(loaded.scenario)
    slips = _slips(loaded) if may_have_slips(loaded.text, facts.joined_words) else []
    if any(is_error(problem.code) for problem in slips):
        return slips  # what the texts say cannot be judged before they are what was meant
    return each_once(_findings(loaded, facts, slips))


def _slips(loaded: Loaded) -> list[Problem]:
    from motdrill.scenario.diagnosis import slips_in_readable  # importing it takes 5 ms, and a good file does without

    return in_file(slips_in_readable(loaded.text, problems_in), loaded.file, loaded.text)


def findings(loaded: Loaded) -> list[Problem]:
    """The weaknesses of a scenario, in the order of the file, without those in its `accept`."""
    return _findings(loaded, ScenarioFacts(loaded.scenario), ())


def _findings(loaded: Loaded, facts: ScenarioFacts, slips: Sequence[Problem]) -> list[Problem]:
    faults = _run_checks(facts)
    accepted = loaded.scenario.accept
    remaining = [fault for fault in faults if is_error(fault.code) or PROBLEM_NUMBERS[fault.code] not in accepted]
    remaining += _check_accept(accepted, {fault.code for fault in faults} | {slip.code for slip in slips})
    told = [slip for slip in slips if slip.number not in accepted]
    if remaining:
        problems = locate(loaded.locations or locations_in(loaded.text), remaining)
        told += in_file(problems[:MAX_PROBLEMS], loaded.file, loaded.text)
    return sorted(told, key=lambda problem: problem.location or Location(0, 0))


def each_once(problems: Sequence[Problem]) -> list[Problem]:
    """Problems, of which those of half-written work are told once, at the first, with the lines of the others."""
    return told_once(problems, _half_written)


def _half_written(problem: Problem) -> object:
    """What makes a problem of half-written work like others: what it says, or the field that replies or steps lack."""
    if "sentence" in problem.values:
        return None  # of a sheet: of a column, a row or a table that is missing
    if problem.code == "missing-field" and problem.path:
        return problem.code, problem.values["name"], problem.path[-2:-1]
    values = {name: value for name, value in problem.values.items() if name not in _OF_CELL}
    return (problem.code, str(values)) if problem.code in TOLD_ONCE else None


def _run_checks(facts: ScenarioFacts) -> list[Fault]:
    """All faults; if no points can be earned, only that one, as it causes others."""
    return list(scoring.no_points(facts)) or [fault for check in CHECKS for fault in check(facts)]


def _check_accept(accepted: dict[str, str], codes: set[str]) -> Iterator[Fault]:
    """Entries of `accept` that name no warning, or a warning that no check reports."""
    for number in accepted:
        if number not in WARNINGS:
            yield Fault("unknown-accept", ("accept", number), {"name": number}, at_key=True)
        elif WARNINGS[number] not in codes and "no-points" not in codes:
            yield Fault("idle-accept", ("accept", number), {"name": number}, at_key=True)
