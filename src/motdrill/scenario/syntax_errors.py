"""Common mistakes behind the YAML parser's errors, whose own messages are obscure."""

import re
from typing import Final

from motdrill.scenario.problem import Location, Problem

_FULL_WIDTH_COLON: Final = re.compile(r"\s*[\w-]+：")


def diagnose_syntax(text: str, error: Exception) -> Problem:
    """The mistake behind a `yaml.YAMLError`, located where the mistake begins, which may be before the error."""
    message = getattr(error, "problem", None) or str(error)
    lines = text.splitlines()
    marks = [getattr(error, name, None) for name in ("problem_mark", "context_mark")]
    locations = [Location(mark.line + 1, mark.column + 1) for mark in marks if mark] or [Location(1, 1)]
    if "quoted scalar" in str(getattr(error, "context", "")) and "unexpected" in message:
        return Problem("open-quote", locations[-1])
    previous_lines = [Location(location.line - 1, 1) for location in locations if location.line > 1]
    for location in (*locations, *previous_lines):
        line = lines[location.line - 1] if location.line <= len(lines) else ""
        if "\t" in line[: len(line) - len(line.lstrip())]:
            return Problem("tab-indent", location)
        if match := _FULL_WIDTH_COLON.match(line):
            field = match.group().strip()[:-1]
            return Problem("full-width-colon", Location(location.line, match.end()), {"line": f"{field}:"})
    code = "colon-in-text" if "mapping values are not allowed" in message else "syntax"
    return Problem(code, locations[0], {"problem": message})
