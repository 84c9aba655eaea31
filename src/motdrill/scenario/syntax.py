"""What made the YAML parser give up, as one of our problems: people's slips are few, and the parser's words obscure."""

from __future__ import annotations

import re
from typing import Final

from motdrill.scenario.problem import Place, Problem

_FULL_WIDTH_COLON: Final = re.compile(r"\s*[\w-]+：")


def syntax_problem(text: str, error: Exception) -> Problem:
    """Where and why the parser gave up; for a slip that begins earlier, where it begins.

    Args:
        text: The file's text.
        error: A YAML error, with its marks and its words where it has them.
    """
    told = getattr(error, "problem", None) or str(error)
    lines = text.splitlines()
    marks = [getattr(error, name, None) for name in ("problem_mark", "context_mark")]
    places = [Place(mark.line + 1, mark.column + 1) for mark in marks if mark] or [Place(1, 1)]
    if "quoted scalar" in str(getattr(error, "context", "")) and "unexpected" in told:
        return Problem("open-quote", places[-1])
    for place in (*places, *(Place(place.line - 1, 1) for place in places if place.line > 1)):
        line = lines[place.line - 1] if place.line <= len(lines) else ""
        if "\t" in line[: len(line) - len(line.lstrip())]:
            return Problem("tab-indent", place)
        if found := _FULL_WIDTH_COLON.match(line):
            return Problem(
                "full-width-colon", Place(place.line, found.end()), {"line": found.group().strip()[:-1] + ":"}
            )
    return Problem(
        "colon-in-text" if "mapping values are not allowed" in told else "syntax", places[0], {"problem": told}
    )
