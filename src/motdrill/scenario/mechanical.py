"""Mends in a scenario's text what is certain to be a slip of the keyboard; all else stays, character for character."""

import re
from collections.abc import Iterable
from typing import Final

from motdrill.scenario.diagnosis import FROM_PARSER, causes, slips_behind, slips_in_readable
from motdrill.scenario.file_text import LINE_SEPARATORS
from motdrill.scenario.load import problems_in
from motdrill.scenario.problem import is_error
from motdrill.scenario.slips import Slip, edited

_MAX_ROUNDS: Final = 5
"""Most rounds of mending: a slip may come to light only when another is mended."""
_SEPARATORS: Final = {
    "": re.compile(r"[\u2028\u2029]+(?=[ \t]*\r?$)", re.MULTILINE),
    "\n": re.compile(r"[\u2028\u2029]+(?=[ \t]*(?:#|- |[\w-]+:\s))"),
    " ": LINE_SEPARATORS,
}
"""What is meant by separators at the end of a line, before what begins a line, and within a text."""


def with_plain_line_ends(text: str) -> str:
    """A text without separators of lines, which are told before anything else, as they move the numbers of lines."""
    if "\n" not in text:
        return LINE_SEPARATORS.sub("\n", text)
    for meant, separators in _SEPARATORS.items():
        text = separators.sub(meant, text)
    return text


def mended(text: str) -> str:
    """A text after mending, but for what would bring a fault that was not told of the text before."""
    after = _mended_in_rounds(text)
    if after == text:
        return text
    told = _faults(text)
    return after if _faults(after) <= told else _mended_in_part(text, told)


def _mended_in_rounds(text: str) -> str:
    for _round in range(_MAX_ROUNDS):
        after = _with_edits(text, _sure_slips(text))
        if after == text:
            break
        text = after
    return text


def _mended_in_part(text: str, told: set[tuple[str, int]]) -> str:
    """A text with as many of its slips mended as bring no fault that is not told; of many the halves are tried."""
    kept: list[Slip] = []
    untried = [_sure_slips(text)]
    while untried:
        slips = untried.pop()
        if _faults(_with_edits(text, [*kept, *slips])) <= told:
            kept += slips
        elif len(slips) > 1:
            untried += [slips[len(slips) // 2 :], slips[: len(slips) // 2]]
    return _with_edits(text, kept)


def _sure_slips(text: str) -> list[Slip]:
    return [slip for slip in slips_behind(text, problems_in(text)) if slip.is_mechanical]


def _with_edits(text: str, slips: Iterable[Slip]) -> str:
    return edited(text, [edit for slip in slips for edit in slip.edits])


def _faults(text: str) -> set[tuple[str, int]]:
    """The errors that are told of a text, with every line of each; not that its YAML cannot be read somewhere."""
    problems = problems_in(text)
    told = causes(text, problems, problems_in) if problems else slips_in_readable(text, problems_in)
    faults = set()
    for problem in told:
        if is_error(problem.code) and problem.code not in FROM_PARSER:
            more = problem.values.get("more", [])
            lines = [problem.location.line if problem.location else 0, *(more if isinstance(more, list) else [])]
            faults |= {(problem.code, line) for line in lines}
    return faults
