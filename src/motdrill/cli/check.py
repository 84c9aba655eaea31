"""`motdrill check`: what is wrong or weak in scenario files, where, and how to mend it."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from motdrill import library
from motdrill.cli.completing import findings, on_tab, one_of, scenarios
from motdrill.errors import UsageError
from motdrill.faces.show import show_json
from motdrill.scenario.characters import neutral
from motdrill.scenario.problem import NUMBERS
from motdrill.wording import _

if TYPE_CHECKING:
    from motdrill.scenario.problem import Problem

_EFFECTIVE = os.access in os.supports_effective_ids
FORMATS = ("text", "json", "github")


def check(
    paths: Annotated[
        list[str] | None,
        typer.Argument(metavar="PATHS", help=_("Files and folders."), autocompletion=on_tab(scenarios)),
    ] = None,
    form: Annotated[
        str,
        typer.Option(
            "--format", metavar="FORM", help=_("text, json or github."), autocompletion=on_tab(one_of(*FORMATS))
        ),
    ] = "text",
    select: Annotated[
        str, typer.Option("--select", metavar="MD…", help=_("Only these: MD3,MD401."), autocompletion=on_tab(findings))
    ] = "",
    ignore: Annotated[
        str, typer.Option("--ignore", metavar="MD…", help=_("All but these."), autocompletion=on_tab(findings))
    ] = "",
    strict: Annotated[bool, typer.Option("--strict", help=_("Warnings fail too."))] = False,
    explain: Annotated[
        str,
        typer.Option(
            "--explain", metavar="MD…", help=_("Print a finding's page, and stop."), autocompletion=on_tab(findings)
        ),
    ] = "",
) -> int:
    """Checks scenario files: the library where none is named."""
    if explain:
        return _explain(explain)
    if form not in FORMATS:
        raise UsageError("no-such-format", name=form, known=list(FORMATS))
    wanted, unwanted = _prefixes(select), _prefixes(ignore)
    files = list(dict.fromkeys(_files(paths or [])))
    found = [(path, [each for each in _check(path) if _chosen(each, wanted, unwanted)]) for path in files]
    _PRINTERS[form](found)
    problems = [problem for _path, each in found for problem in each]
    return 1 if any(problem.level == "error" or strict for problem in problems) else 0


def _check(path: Path) -> list[Problem]:
    from motdrill.author.findings import check as check_file

    return check_file(path)


def _files(names: Sequence[str]) -> Iterator[Path]:
    if not names:
        yield from (path for path, _own in library.files())
    for name in names:
        path = Path(name)
        if not os.path.exists(path) and "/" not in name and not path.suffix:  # noqa: PTH110  # Path.exists may raise
            yield library.find(name)[0]
        elif os.path.isdir(path) and os.access(path, os.R_OK | os.X_OK, effective_ids=_EFFECTIVE):  # noqa: PTH112
            inside = (each for each in path.rglob("*") if each.suffix in library.SUFFIXES)
            yield from sorted(each for each in inside if not _is_hidden(each.relative_to(path)))
        else:
            yield path


def _is_hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def _chosen(problem: Problem, wanted: tuple[str, ...], unwanted: tuple[str, ...]) -> bool:
    return (not wanted or problem.number.startswith(wanted)) and not problem.number.startswith(unwanted or ("-",))


def _prefixes(numbers: str) -> tuple[str, ...]:
    """Numbers and beginnings of numbers, separated by commas as they are given.

    Raises:
        UsageError: One is the beginning of no number.
    """
    found = tuple(number.strip().upper() for number in numbers.split(",") if number.strip())
    for prefix in found:
        if not any(number.startswith(prefix) for number in NUMBERS.values()):
            raise UsageError("no-such-finding", name=prefix)
    return found


def print_text(found: Iterable[tuple[Path, list[Problem]]]) -> None:
    """Prints findings file by file, and how many there are."""
    from motdrill.faces.findings import finding_lines, summary
    from motdrill.faces.show import show_lines

    everything: list[Problem] = []
    files = 0
    for path, problems in found:
        files += 1
        everything += problems
        if problems:
            show_lines(finding_lines(problems, _text_of(path), min(shutil.get_terminal_size().columns, 120)))
    print(summary(everything, files))


def _text_of(path: Path) -> str:
    """The file's text for quoting; whatever it is, it was told already."""
    try:
        if path.is_file():
            with path.open("rb") as stream:
                return stream.read(1 << 20).decode("utf-8-sig", errors="replace")
    except OSError:
        pass
    return ""


def _print_json(found: Iterable[tuple[Path, list[Problem]]]) -> None:
    from motdrill.author.document import problem_document
    from motdrill.wording.problems import told

    rows = [problem_document(problem, *told(problem)) for _path, problems in found for problem in problems]
    show_json(rows)


def _print_github(found: Iterable[tuple[Path, list[Problem]]]) -> None:
    """Annotations of GitHub Actions; its commands escape percent signs and line ends."""
    from motdrill.wording.problems import told

    for path, problems in found:
        for problem in problems:
            what, mend = told(problem)
            place = f",line={problem.place.line},col={problem.place.column}" if problem.place else ""
            file = _escaped(path.as_posix()).replace(":", "%3A").replace(",", "%2C")
            message = _escaped(what + _(": ") + mend)
            print(f"::{problem.level} file={file}{place},title={problem.number}::{message}")


def _escaped(text: str) -> str:
    return neutral(text.replace("\r", "\n")).replace("%", "%25").replace("\n", "%0A")


_PRINTERS = {"text": print_text, "json": _print_json, "github": _print_github}


def _explain(number: str) -> int:
    from motdrill.faces.pages.findings import finding_page
    from motdrill.faces.show import show_page

    page = finding_page(number.strip())
    if not page:
        raise UsageError("no-such-finding", name=number)
    show_page(page, plain=not sys.stdout.isatty())
    return 0
