"""A file to a scenario, or to the list of everything wrong with it.

The order of the checks is the order in which faults cause each other, and a stage that fails ends the reading: bytes,
YAML, fields, links. So a person sees causes and not their echoes.
"""

from __future__ import annotations

import codecs
import errno
import stat
import sys
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError

from motdrill.errors import ReadError
from motdrill.scenario.characters import CONTROL, neutral
from motdrill.scenario.fields import field_faults, ignored_fields
from motdrill.scenario.links import Fault, faults
from motdrill.scenario.model import FORMAT, Scenario
from motdrill.scenario.parse import Marks, parse
from motdrill.scenario.places import KEY, Places, places_in
from motdrill.scenario.problem import MAX_PROBLEMS, Place, Problem

MAX_BYTES: Final = 1 << 20

_OS_CODES: Final = {
    errno.ENOENT: "not-found",
    errno.ENOTDIR: "not-found",
    errno.EISDIR: "is-directory",
    errno.EACCES: "no-permission",
    errno.EPERM: "no-permission",
}


@dataclass(frozen=True, slots=True)
class Loaded:
    """A scenario with where it came from.

    Attributes:
        id: The file's stem; a name can have control characters, which an id cannot.
        file: The file as the person named it.
        text: The file's text.
        scenario: The scenario.
        places: Where in the file what stands; None where that was not to be kept.
    """

    id: str
    file: str
    text: str
    scenario: Scenario
    places: Places | None


def load(path: Path | str, *, marked: bool = False) -> Loaded:
    """Reads a scenario file.

    Args:
        path: The file; the scenario's id is its stem.
        marked: Whether to keep where in it what stands, which takes a tenth longer.

    Returns:
        The scenario.

    Raises:
        ReadError: Something is wrong with the file; carries every problem found, in the order of the file.
    """
    file, path = str(path), Path(path)
    try:
        text = read_text(path)
        return Loaded(neutral(path.stem), file, text, *read(text, marked=marked))
    except ReadError as error:
        raise ReadError([replace(problem, file=file) for problem in error.problems]) from error


def read_text(path: Path) -> str:
    """The text of a file, within the limits of the format.

    Raises:
        ReadError: It cannot be read, is too large, or is no UTF-8 text free of control characters.
    """
    try:
        if not (stat.S_ISREG(path.stat().st_mode) or path.is_dir()):  # a pipe would be waited for
            raise ReadError([Problem("unreadable-file", None, {"reason": "not a regular file"})])
        with path.open("rb") as stream:
            raw = stream.read(MAX_BYTES + 1)
    except OSError as error:
        code = _OS_CODES.get(error.errno or 0, "unreadable-file")
        if sys.platform == "win32" and path.is_dir():  # there it is a matter of permission
            code = "is-directory"
        raise ReadError([Problem(code, None, {"reason": error.strerror or ""})]) from error
    if len(raw) > MAX_BYTES:
        raise ReadError([Problem("too-large", None, {"limit": MAX_BYTES})])
    return _checked(_decoded(raw))


def _decoded(raw: bytes) -> str:
    raw = raw.removeprefix(codecs.BOM_UTF8)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8")
        place = Place(before.count("\n") + 1, len(before) - before.rfind("\n"))
        raise ReadError([Problem("not-utf8", place, {"gbk": _reads_as_gbk(raw)})]) from error


def _reads_as_gbk(raw: bytes) -> bool:
    try:
        raw.decode("gb18030")
    except UnicodeDecodeError:
        return False
    return True


def _checked(text: str) -> str:
    problems = []
    for found in CONTROL.finditer(text):
        line = text.count("\n", 0, found.start()) + 1
        place = Place(line, found.start() - text.rfind("\n", 0, found.start()))
        problems.append(Problem("control-character", place, {"name": f"U+{ord(found.group()):04X}"}))
        if len(problems) == 10:
            break
    if problems:
        raise ReadError(problems)
    return text


def build(text: str) -> Scenario:
    """The scenario a text describes.

    Raises:
        ReadError: It describes none; the problems name no file.
    """
    return read(text)[0]


def read(text: str, *, marked: bool = False) -> tuple[Scenario, Places | None]:
    """The scenario a text describes, and where it is to be kept, where in it what stands.

    Raises:
        ReadError: It describes none; the problems name no file.
    """
    problems: list[Problem] = []
    marks: Marks | None = {} if marked else None
    data = parse(text, problems, marks)
    places = None if marks is None else Places(data, marks)

    def refused(found: list[Fault]) -> ReadError:
        told = placed(places or places_in(text), found)
        return ReadError([_left_empty(problem, text) for problem in told])

    if problems:
        raise ReadError(sorted(problems, key=lambda problem: problem.place or Place(0, 0)))
    if not isinstance(data, dict):
        raise ReadError([Problem("empty-file" if data is None else "not-a-mapping", Place(1, 1))])
    version = data.get("format")
    if type(version) is int and version > FORMAT:
        raise refused([Fault("newer-format", ("format",), {"given": version, "known": FORMAT})])
    try:
        scenario = _validated(data)
    except ValidationError as error:
        raise refused(list(field_faults(error))) from error
    if found := list(islice(faults(scenario), MAX_PROBLEMS)):
        raise refused(found)
    return scenario, places


def _left_empty(problem: Problem, text: str) -> Problem:
    """A language without a text comes of a comma only where a comma stands before it."""
    if problem.code != "comma-in-text" or problem.place is None:
        return problem
    lines = text.splitlines()[: problem.place.line]
    before = "".join([*lines[:-1], lines[-1][: problem.place.column - 1]]).rstrip()
    return problem if before.endswith(",") else replace(problem, code="empty-value")


def _validated(data: dict[str, Any]) -> Scenario:
    try:
        return Scenario.model_validate(data)
    except ValidationError as error:
        own = ignored_fields(error)
        if not own:
            raise
        for *parents, name in own:
            part: Any = data
            for step in parents:
                part = part[step]
            del part[name]
        return Scenario.model_validate(data)


def placed(places: Places, found: list[Fault]) -> list[Problem]:
    """Faults as problems in the order of the file; what is missing stands where its parent does.

    Args:
        places: Where in the file what stands.
        found: What is wrong with it.
    """
    problems = []
    for fault in found:
        place = next(filter(None, map(places.of, _candidates(fault))))  # the whole file has a place
        problems.append(Problem(fault.code, place, fault.values))
    return sorted(problems, key=lambda problem: problem.place or Place(0, 0))


def _candidates(fault: Fault) -> list[tuple[str | int, ...]]:
    """Paths that stand for a fault's place, the nearest first."""
    path = fault.path
    exact = [(*path, KEY), path] if fault.at_key else [path, (*path, KEY)]
    above: list[tuple[str | int, ...]] = [(*path[:end], KEY) for end in range(len(path) - 1, 0, -1)]
    return [*exact, *above, ()]
