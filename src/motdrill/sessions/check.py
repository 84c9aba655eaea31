"""Checks scenario files and prints what is wrong or weak in them: `motdrill check`."""

import os
import sys
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import closing
from itertools import chain
from pathlib import Path

from motdrill import library
from motdrill.author.document import problem_document
from motdrill.author.findings import check
from motdrill.errors import UsageError
from motdrill.messages import _
from motdrill.messages.problems import problem_sentences
from motdrill.scenario.problem import PROBLEM_NUMBERS, Problem
from motdrill.scenario.safe_text import sanitize
from motdrill.sessions import worker_pool
from motdrill.ui.finding_lines import finding_lines, findings_summary
from motdrill.ui.output import show_json, show_lines, show_page
from motdrill.ui.pages.findings import finding_page
from motdrill.ui.terminal_size import terminal_size

FORMATS = ("text", "json", "github")
FILES_PER_PROCESS = 25
"""The fewest files that are worth a process of their own."""
_EFFECTIVE = os.access in os.supports_effective_ids


def check_files(
    names: Sequence[str],
    *,
    form: str = "text",
    select: str = "",
    ignore: str = "",
    strict: bool = False,
    fix: bool = False,
    dry_run: bool = False,
) -> int:
    """Checks scenario files and prints the findings; with `fix` or `dry_run` mends what is mechanical before.

    Returns:
        The exit code: 1 where a finding fails.

    Raises:
        UsageError: The format or a number is unknown.
    """
    if form not in FORMATS:
        raise UsageError("no-such-format", name=form, known=list(FORMATS))
    wanted, unwanted = _prefixes(select), _prefixes(ignore)
    files = list(dict.fromkeys(_files(names)))
    if fix or dry_run:
        from motdrill.sessions.fix import fix_files  # with all that it looks for it takes 10 ms to import

        fix_files(files, write=not dry_run, show=form == "text")
    with closing(_check_all(files)) as results:
        problems = _PRINTERS[form](
            [problem for problem in found if _is_selected(problem, wanted, unwanted)] for found in results
        )
    return 1 if any(problem.level == "error" or strict for problem in problems) else 0


def _check_all(files: Sequence[Path]) -> Generator[list[Problem], None, None]:
    """What is found in each file; many files are shared among processes."""
    if len(files) < 2 * FILES_PER_PROCESS:
        yield from map(check, files)
        return
    yield from worker_pool.map_in_order(check, files, min(worker_pool.cpu_count(), len(files) // FILES_PER_PROCESS))


def print_finding(number: str) -> int:
    """Prints the page of a finding.

    Raises:
        UsageError: There is no such finding.
    """
    page = finding_page(number.strip())
    if not page:
        raise UsageError("no-such-finding", name=number)
    show_page(page, plain=not sys.stdout.isatty())
    return 0


def _files(names: Sequence[str]) -> Iterator[Path]:
    if not names:
        yield from (path for path, _own in library.scenario_files())
    for name in names:
        library.refuse_sheet(name)
        path = Path(name)
        if not os.path.exists(path) and "/" not in name and not path.suffix:  # noqa: PTH110  # Path.exists may raise
            yield library.find_scenario(name)[0]
        elif os.path.isdir(path) and os.access(path, os.R_OK | os.X_OK, effective_ids=_EFFECTIVE):  # noqa: PTH112
            inside = (each for each in path.rglob("*") if each.suffix in library.SUFFIXES)
            yield from sorted(each for each in inside if not _is_hidden(each.relative_to(path)))
        else:
            yield path


def _is_hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def _is_selected(problem: Problem, wanted: tuple[str, ...], unwanted: tuple[str, ...]) -> bool:
    return (not wanted or problem.number.startswith(wanted)) and not problem.number.startswith(unwanted or ("-",))


def _prefixes(numbers: str) -> tuple[str, ...]:
    """Upper-case numbers and beginnings of numbers from a comma-separated list.

    Raises:
        UsageError: One of them begins no number.
    """
    prefixes = tuple(number.strip().upper() for number in numbers.split(",") if number.strip())
    for prefix in prefixes:
        if not any(number.startswith(prefix) for number in PROBLEM_NUMBERS.values()):
            raise UsageError("no-such-finding", name=prefix)
    return prefixes


def print_text(findings: Iterable[list[Problem]]) -> list[Problem]:
    """Prints findings file by file, and how many there are; returns them."""
    all_problems: list[Problem] = []
    files = 0
    for problems in findings:
        files += 1
        all_problems += problems
        show_findings(problems)
    print(findings_summary([problem.level for problem in all_problems], files))
    return all_problems


def show_findings(problems: Sequence[Problem]) -> None:
    """Prints the findings of one file."""
    if problems:
        show_lines(finding_lines(problems, min(terminal_size().columns, 120)))


def _print_json(findings: Iterable[list[Problem]]) -> list[Problem]:
    all_problems = [*chain.from_iterable(findings)]
    show_json([problem_document(problem, *problem_sentences(problem)) for problem in all_problems])
    return all_problems


def _print_github(findings: Iterable[list[Problem]]) -> list[Problem]:
    """Annotations of GitHub Actions; its commands escape percent signs and line ends."""
    all_problems: list[Problem] = []
    for problems in findings:
        all_problems += problems
        for problem in problems:
            what, mend = problem_sentences(problem)
            place = f",line={problem.location.line},col={problem.location.column}" if problem.location else ""
            file = _escaped(Path(problem.file).as_posix()).replace(":", "%3A").replace(",", "%2C")
            message = _escaped(what + _(": ") + mend)
            print(f"::{problem.level} file={file}{place},title={problem.number}::{message}")
    return all_problems


def _escaped(text: str) -> str:
    return sanitize(text.replace("\r", "\n")).replace("%", "%25").replace("\n", "%0A")


_PRINTERS = {"text": print_text, "json": _print_json, "github": _print_github}
