"""Mends in a scenario's text what is certain to be a slip of the keyboard; all else stays, character for character."""

import re
from collections.abc import Iterable
from typing import Final

from motdrill.scenario.diagnosis import FROM_PARSER, causes, slips_behind, slips_in_readable
from motdrill.scenario.file_text import LINE_SEPARATORS
from motdrill.scenario.load import problems_in
from motdrill.scenario.problem import is_error
from motdrill.scenario.slips import Slip, edited
from motdrill.scenario.structure import FIELDS, TOP, is_known

_MAX_ROUNDS: Final = 5
"""Most rounds of mending: a slip may come to light only when another is mended."""
_SEPARATORS: Final = "\u2028\u2029"
_AT_LINE_END: Final = re.compile(r"[\u2028\u2029]+(?=[ \t]*\r?$)", re.MULTILINE)
_BETWEEN_LINES: Final = re.compile(
    r"^(?P<indent> *)(?P<dash>(?:- +)?)[^\n]*?[\u2028\u2029]+(?=(?P<own>[ \t]*)(?:#|- |(?P<key>[\w-]+):\s))",
    re.MULTILINE,
)
_ONLY_AT_TOP: Final = FIELDS[TOP] - frozenset[str]().union(*(FIELDS[context] for context in FIELDS if context != TOP))


def with_plain_line_ends(text: str) -> str:
    """A text without separators of lines, which are told before anything else, as they move the numbers of lines."""
    if "\n" not in text:
        return LINE_SEPARATORS.sub("\n", text)
    text, count = _AT_LINE_END.sub("", text), 1
    while count:
        text, count = _BETWEEN_LINES.subn(lambda found: f"{found[0].rstrip(_SEPARATORS)}\n{_indent_below(found)}", text)
    return LINE_SEPARATORS.sub(" ", text)


def _indent_below(found: re.Match[str]) -> str:
    """The indent that a line needs which a separator has parted from the one before, if it lost its own."""
    key = found["key"]
    if found["own"] or key in _ONLY_AT_TOP or not (key is None or is_known(key)):
        return ""
    return found["indent"] + (" " * len(found["dash"]) if key else "")


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
