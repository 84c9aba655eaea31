"""The findings of `motdrill check` as lines: location, number and sentence; the source line, marked; the remedy."""

import re
from collections.abc import Iterable, Iterator, Sequence

from rich.cells import cell_len

from motdrill.messages import _, ngettext, problems
from motdrill.scenario.problem import ERROR, Problem
from motdrill.scenario.safe_text import sanitize
from motdrill.ui.blocks import Style
from motdrill.ui.layout import Run, StyledLine, wrap_runs
from motdrill.ui.wrap import clip

_TOKEN = re.compile(r'"[^"]*"|[^\s:,{}\[\]]+|\S')


def finding_lines(findings: Iterable[Problem], width: int) -> Iterator[StyledLine]:
    """Lines for findings, `width` columns wide."""
    for finding in findings:
        yield from _finding(finding, width)
        yield ()


def _finding(finding: Problem, width: int) -> Iterator[StyledLine]:
    message, remedy = problems.problem_sentences(finding)
    style: Style = "bad" if finding.level == ERROR else "fair"
    head: list[Run] = [
        (sanitize(problems.location_text(finding)), "strong"),
        (" ", ""),
        (problems.level_name(finding.level), style),
        (f" {finding.number}  ", ""),
    ]
    yield from wrap_runs([*head, (sanitize(message), "")], width)
    location = finding.location
    if location is None or not finding.row.strip():
        yield from (((" " * 4, ""), *line) for line in wrap_runs([(remedy, "good")], width - 4))
        return
    number = f"{location.line:>6} | "
    row = sanitize(finding.row.rstrip()).replace("\t", " ")
    visible, before = _window(row, location.column - 1, max(10, width - len(number)))
    carets = _carets(row, location.column - 1)[: max(1, width - len(number) - before)]
    yield ((number, "quiet"), (visible, ""))
    yield from _caret_lines(" " * 6 + " | ", before, carets, remedy, width)


def _window(row: str, index: int, width: int) -> tuple[str, int]:
    """The part of a source line around an index that fits a width, and the columns before the index."""
    start = 0
    if cell_len(row[: index + 8]) > width:
        start = index
        while start and cell_len(row[start - 1 : index]) < width // 2:
            start -= 1
    head = "…" if start else ""
    return head + clip(row[start:], width - len(head)), cell_len(head + row[start:index])


def _caret_lines(margin: str, before: int, carets: str, remedy: str, width: int) -> Iterator[StyledLine]:
    """The carets with the remedy behind them, or below them if it does not fit."""
    room = width - len(margin) - before - len(carets) - 1
    line: StyledLine = ((margin, "quiet"), (" " * before + carets, "fair"))
    if cell_len(remedy) <= room:
        yield (*line, (" " + remedy, "good"))
        return
    yield line
    yield from (((margin, "quiet"), *part) for part in wrap_runs([(remedy, "good")], width - len(margin)))


def _carets(row: str, index: int) -> str:
    """Carets as wide as the token at an index, 1-40."""
    token = _TOKEN.match(row, index)
    return "^" * min(40, max(1, cell_len(token.group()) if token else 1))


def findings_summary(levels: Sequence[str], files: int) -> str:
    """The numbers of files, and of errors and warnings among the levels of findings, as a sentence."""
    errors = levels.count(ERROR)
    warnings = len(levels) - errors
    return _("{files}: {errors}, {warnings}").format(
        files=ngettext("{n} file", "{n} files", files).format(n=files),
        errors=ngettext("{n} error", "{n} errors", errors).format(n=errors),
        warnings=ngettext("{n} warning", "{n} warnings", warnings).format(n=warnings),
    )
