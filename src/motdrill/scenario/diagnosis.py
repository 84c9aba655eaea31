"""The causes of what is wrong with a scenario file, in place of their consequences.

A file that cannot be read, or whose fields do not fit, is looked at line by line. What is found is mended in memory,
which changes no line, and the file is read again: what is still wrong then is told as well, and nothing else.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final, TypeAlias

from motdrill.scenario.indentation import misplaced_blocks
from motdrill.scenario.line_scan import scan_lines
from motdrill.scenario.lost_lines import hidden_line
from motdrill.scenario.problem import MAX_PROBLEMS, Location, Problem, is_error, told_once
from motdrill.scenario.slip_signs import may_have_slips
from motdrill.scenario.slips import COLONS, Origin, Slip, edited
from motdrill.scenario.structure import FIELDS, TOP, WORD_FIELDS

Reader: TypeAlias = Callable[[str], Sequence[Problem]]
"""Reads a text and gives back what is wrong with it."""

MAX_CHARACTERS: Final = 200_000
"""Longer texts are not looked at: no scenario is as long, and it would take a second."""
FROM_PARSER: Final = frozenset({"syntax", "open-quote"})
"""Problems that say where a parser could not go on."""
MOST_MOVES: Final = 8
"""Of more lines indented wrongly, as in a file that has lost its indents, only the first is told in full."""
MOST_BESIDE: Final = 3
"""With more problems beside it, it is not sure that a line has been lost."""
_OF_IDS: Final = frozenset({"unknown-goto", "unknown-need", "needs-count"})
"""Problems that follow where ids are left out."""
_BEYOND: Final = frozenset({"too-deep", "too-many-values"})
_UNREADABLE: Final = frozenset(
    "colon-in-text sign-first open-bracket open-quote quote-in-text apostrophe stray-line trailing-mark text-and-lines "
    "lost-line".split()
)
"""Slips at which a parser always fails: where it did not, there is none."""
_READABLE: Final = frozenset(
    "no-space full-width-colon field-in-text full-width-mark backslash curly-quotes odd-space missing-colon zero-width "
    "lone-quote".split()
)
"""Slips that can stand in a file that is read: a trainee would see them."""
_OF_VALUES: Final = frozenset({"wrong-type", "unknown-value", "bad-id"})
_TOP_FIELD: Final = re.compile(rf"^([A-Za-z_]\w*)[{COLONS}:]", re.MULTILINE)


def causes(text: str, problems: Sequence[Problem], read: Reader) -> list[Problem]:
    """What is behind the problems of a text, and what else is wrong with it, in the order of the file."""
    if _is_beyond(text, problems):
        return list(problems)
    if (end := _second_copy(text)) and "\n---" not in text[:end]:
        first = text[:end]
        found = causes(first, faults, read) if (faults := read(first)) else slips_in_readable(first, read)
        return [*found, Problem("second-copy", Location(first.count("\n") + 1, 1))]
    if hidden := hidden_line(text, problems, lambda other: _weight(read(other)), _weight(problems)):
        return _uncovered(text, hidden, read)
    return _told(text, slips_behind(text, problems), problems, read)


def _uncovered(text: str, hidden: Slip, read: Reader) -> list[Problem]:
    """A line that is only a comment, and what is wrong with the text when it is none."""
    shown = edited(text, hidden.edits)
    faults = read(shown)
    found = causes(shown, faults, read) if faults else slips_in_readable(shown, read)
    told = [*_grouped([hidden]), *_relocated(found, Origin(text, hidden.edits))]
    return sorted(told, key=lambda problem: problem.location or Location(0, 0))


def _second_copy(text: str) -> int:
    """Where two fields that stand at the top of a text, one after the other, do so again; 0 if none do."""
    tops = [(found[1], found.start()) for found in _TOP_FIELD.finditer(text) if found[1] in FIELDS[TOP]]
    seen: set[tuple[str, str]] = set()
    for (name, start), (following, _start) in pairwise(tops):
        if (name, following) in seen:
            return start
        seen.add((name, following))
    return 0


def slips_behind(text: str, problems: Sequence[Problem]) -> tuple[Slip, ...]:
    """The slips in the lines of a text; of a text that is read, or can be parsed, only those that it can have."""
    if _is_beyond(text, problems):
        return ()
    slips = scan_lines(text).slips
    if not problems:
        return tuple(slip for slip in slips if slip.code in _READABLE or slip.is_inside)
    if any(problem.code in FROM_PARSER for problem in problems):
        return slips
    return tuple(slip for slip in slips if slip.code not in _UNREADABLE or slip.is_inside)


def _is_beyond(text: str, problems: Iterable[Problem]) -> bool:
    return len(text) > MAX_CHARACTERS or any(problem.code in _BEYOND for problem in problems)


def slips_in_readable(text: str, read: Reader) -> list[Problem]:
    """The slips in a text that is a scenario all the same, and what they hid, in the order of the file."""
    return _told(text, slips_behind(text, ()), (), read) if may_have_slips(text) else []


def _told(text: str, slips: tuple[Slip, ...], problems: Sequence[Problem], read: Reader) -> list[Problem]:
    edits = [edit for slip in slips for edit in slip.edits]
    mended, origin = edited(text, edits), Origin(text, edits)
    rest = list(read(mended)) if edits else list(problems)
    blocks = misplaced_blocks(mended) if rest else ()
    if blocks:
        moves = [edit for slip in blocks for edit in slip.edits]
        rest_placed = _apart(read(edited(mended, moves)), blocks)
        is_lost = any(slip.code == "lost-line" for slip in blocks)
        if _weight(rest_placed) < _weight(rest) and not (is_lost and len(rest_placed) > MOST_BESIDE):
            rest = _relocated(rest_placed, Origin(mended, moves))
        else:
            blocks = ()
    slips = _without_signs_of_words(slips, rest)
    lines = {slip.location.line for slip in slips}
    moved = [slip for slip in blocks if slip.location.line not in lines]
    if _has_lost_indents(moved):
        moved = [slip for slip in moved if slip.code == "wrong-indent"]
    told = [*slips, *(slip._replace(location=origin.location(slip.location)) for slip in moved)]
    rest = [] if _has_lost_indents(told) else _relocated(rest, origin)
    grouped = [*_grouped(told), *_independent(_once_a_language(rest), told)]
    return sorted(grouped, key=lambda problem: problem.location or Location(0, 0))[:MAX_PROBLEMS]


def _without_signs_of_words(slips: Iterable[Slip], rest: Iterable[Problem]) -> tuple[Slip, ...]:
    """Slips without signs that begin a value of which its field says better what is wanted: a number, or a word."""
    of_words = {
        problem.location.line
        for problem in rest
        if problem.location and problem.code in _OF_VALUES and WORD_FIELDS.intersection(problem.path[-2:])
    }
    return tuple(slip for slip in slips if slip.code != "sign-first" or slip.location.line not in of_words)


def _weight(problems: Sequence[Problem]) -> tuple[bool, int]:
    """What is worse is greater: a text that cannot be read, then more problems."""
    return any(problem.code in FROM_PARSER for problem in problems), len(problems)


def _independent(problems: Iterable[Problem], slips: Sequence[Slip]) -> list[Problem]:
    """Problems that are no consequence of the slips found."""
    lines = {slip.location.line for slip in slips if is_error(slip.code)}
    if not lines:
        return list(problems)
    return [
        problem
        for problem in _apart(problems, slips)
        if problem.code not in FROM_PARSER and (problem.location is None or problem.location.line not in lines)
    ]


def _apart(problems: Iterable[Problem], slips: Iterable[Slip]) -> list[Problem]:
    """Problems but for those of fields that were left out of what was read, because they stand where they cannot."""
    lost = {str(slip.values["line"]).rstrip(":") for slip in slips if slip.code == "lost-line"}
    left_out = lost | {slip.values["name"] for slip in slips if slip.code == "field-in-text"}
    return [
        problem
        for problem in problems
        if not (problem.code == "missing-field" and problem.values["name"] in left_out)
        and not (lost and problem.code in _OF_IDS)
    ]


def _has_lost_indents(slips: Iterable[Slip]) -> bool:
    """Whether so many lines are indented wrongly that what else is wrong may come of it."""
    return sum(slip.code == "wrong-indent" for slip in slips) > MOST_MOVES


def _grouped(slips: Sequence[Slip]) -> list[Problem]:
    """One problem for the slips of each kind, at the first; the lines of the others are among its values."""
    kinds: dict[object, list[Slip]] = {}
    as_one = _has_lost_indents(slips)
    for slip in slips:
        is_apart = slip.code == "wrong-indent" and not as_one
        move = [slip.values[name] for name in ("parent", "count", "deeper")] if is_apart else []
        kinds.setdefault((slip.code, *move), []).append(slip)
    problems = []
    for first, *others in kinds.values():
        lines = dict.fromkeys(slip.location.line for slip in others if slip.location.line != first.location.line)
        more = {"more": list(lines)} if lines else {}
        problems.append(Problem(first.code, first.location, {**first.values, **more}))
    return problems


def _once_a_language(problems: Iterable[Problem]) -> list[Problem]:
    """Problems with each language that is none told at its first place, with the lines of the others."""
    return told_once(
        problems, lambda problem: problem.values.get("name") if problem.code == "unknown-language" else None
    )


def _relocated(problems: Iterable[Problem], origin: Origin) -> list[Problem]:
    """Problems of an edited text, where they stand in the original."""
    return [
        replace(problem, location=origin.location(problem.location)) if problem.location else problem
        for problem in problems
    ]
