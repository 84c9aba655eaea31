"""Findings as an author reads them: place, number and sentence; the line quoted, the place marked, how to mend it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from rich.cells import cell_len

from motdrill.faces.layout import Line, Run, wrap_runs
from motdrill.faces.page import Style
from motdrill.faces.wrap import clipped
from motdrill.scenario.characters import neutral
from motdrill.scenario.problem import ERROR, Problem
from motdrill.wording import _, ngettext, problems

_TOKEN = re.compile(r'"[^"]*"|[^\s:,{}\[\]]+|\S')


def finding_lines(found: Iterable[Problem], text: str, width: int) -> Iterator[Line]:
    """Lines that tell of one file's findings.

    Args:
        found: The findings.
        text: The file's text; empty where it could not be read.
        width: Columns there are.
    """
    rows = text.split("\n")
    for problem in found:
        yield from _finding(problem, rows, width)
        yield ()


def _finding(problem: Problem, rows: Sequence[str], width: int) -> Iterator[Line]:
    what, mend = problems.told(problem)
    style: Style = "bad" if problem.level == ERROR else "fair"
    head: list[Run] = [
        (neutral(problems.where(problem)), "strong"),
        (" ", ""),
        (problems.level(problem), style),
        (f" {problem.number}  ", ""),
    ]
    yield from wrap_runs([*head, (neutral(what), "")], width)
    place = problem.place
    if place is None or place.line > len(rows) or not rows[place.line - 1].strip():
        yield from (((" " * 4, ""), *line) for line in wrap_runs([(mend, "good")], width - 4))
        return
    number = f"{place.line:>6} | "
    row = neutral(rows[place.line - 1].rstrip()).replace("\t", " ")
    shown, before = _window(row, place.column - 1, max(10, width - len(number)))
    mark = _mark(row, place.column - 1)[: max(1, width - len(number) - before)]
    yield ((number, "quiet"), (shown, ""))
    yield from _marked(" " * 6 + " | ", before, mark, mend, width)


def _window(row: str, at: int, columns: int) -> tuple[str, int]:
    """So much of a line as fits, with the place in it, and the columns before the place."""
    start = 0
    if cell_len(row[: at + 8]) > columns:
        start = at
        while start and cell_len(row[start - 1 : at]) < columns // 2:
            start -= 1
    head = "…" if start else ""
    return head + clipped(row[start:], columns - len(head)), cell_len(head + row[start:at])


def _marked(margin: str, before: int, mark: str, mend: str, width: int) -> Iterator[Line]:
    """The mark under the place, the mend behind it; below it where there is no room."""
    room = width - len(margin) - before - len(mark) - 1
    marked: Line = ((margin, "quiet"), (" " * before + mark, "fair"))
    if cell_len(mend) <= room:
        yield (*marked, (" " + mend, "good"))
        return
    yield marked
    yield from (((margin, "quiet"), *line) for line in wrap_runs([(mend, "good")], width - len(margin)))


def _mark(row: str, at: int) -> str:
    """As many carets as the word at the place takes."""
    found = _TOKEN.match(row, at)
    return "^" * min(40, max(1, cell_len(found.group()) if found else 1))


def summary(found: Sequence[Problem], files: int) -> str:
    """How many findings in how many files."""
    errors = sum(problem.level == ERROR for problem in found)
    warnings = len(found) - errors
    return _("{files}: {errors}, {warnings}").format(
        files=ngettext("{n} file", "{n} files", files).format(n=files),
        errors=ngettext("{n} error", "{n} errors", errors).format(n=errors),
        warnings=ngettext("{n} warning", "{n} warnings", warnings).format(n=warnings),
    )
