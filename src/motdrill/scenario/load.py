"""Loads a file as a scenario, or reports everything wrong with it.

The checks run in the order bytes, YAML, fields, links between fields; the first kind that fails ends the loading, so
that people see causes and not their consequences.
"""

from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from motdrill.errors import ReadError
from motdrill.scenario.cross_checks import Fault, find_faults, find_misspelt_gotos, with_known_targets
from motdrill.scenario.field_checks import find_field_faults, ignored_fields
from motdrill.scenario.file_text import read_text
from motdrill.scenario.locations import KEY, Locations, locations_in
from motdrill.scenario.model import FORMAT, Scenario
from motdrill.scenario.parse import Marks, parse
from motdrill.scenario.problem import MAX_PROBLEMS, DataPath, Location, Problem, in_file
from motdrill.scenario.safe_text import sanitize


@dataclass(frozen=True, slots=True)
class Loaded:
    """A scenario and the file it came from, a path as the person gave it.

    The id is the file's stem, sanitized: a file name can contain control characters. `locations` has line and column of
    each key and value; it is None unless loaded with `marked`.
    """

    id: str
    file: str
    text: str
    scenario: Scenario
    locations: Locations | None


def load(path: Path | str, *, marked: bool = False) -> Loaded:
    """Loads a scenario file.

    Args:
        path: The file; the scenario's id is its stem.
        marked: Whether to record line and column of each value, which takes 10% longer.

    Raises:
        ReadError: With every problem found, in the order of the file.
    """
    file, path, text = str(path), Path(path), ""
    try:
        text = read_text(path)
        return Loaded(sanitize(path.stem), file, text, *read_with_locations(text, marked=marked))
    except ReadError as error:
        raise ReadError(in_file(error.problems, file, text)) from error


def scenario_from_text(text: str) -> Scenario:
    """The scenario in a YAML text.

    Raises:
        ReadError: The text is not a valid scenario; `file` of the problems is empty.
    """
    return read_with_locations(text)[0]


def read_with_locations(text: str, *, marked: bool = False) -> tuple[Scenario, Locations | None]:
    """The scenario in a YAML text and, if `marked`, line and column of each key and value.

    Raises:
        ReadError: The text is not a valid scenario; `file` of the problems is empty.
    """
    try:
        return _read(text, marked=marked)
    except ReadError as error:
        from motdrill.scenario.diagnosis import causes  # importing it takes 5 ms, and a good file does without

        raise ReadError(causes(text, error.problems, problems_in)) from error


def problems_in(text: str) -> tuple[Problem, ...]:
    """What keeps a text from being a scenario, as a reading shows it: the causes may lie elsewhere."""
    try:
        _read(text)
    except ReadError as error:
        return error.problems
    return ()


def _read(text: str, *, marked: bool = False) -> tuple[Scenario, Locations | None]:
    problems: list[Problem] = []
    marks: Marks | None = {} if marked else None
    data = parse(text, problems, marks)
    if any(problem.code != "empty-value" for problem in problems) or (problems and data is None):
        raise ReadError(_in_file_order(problems))
    if not isinstance(data, dict):
        raise ReadError([Problem("empty-file" if data is None else "not-a-mapping", Location(1, 1))])
    locations = None if marks is None else Locations(data, marks)
    result = _scenario_or_faults(data)
    if isinstance(result, list):
        located = locate(locations or locations_in(text), result)
        empty = {problem.location for problem in problems}
        problems += [_without_comma(problem, text) for problem in located if problem.location not in empty]
    if isinstance(result, list) or problems:
        raise ReadError(_in_file_order(problems))
    return result, locations


def _scenario_or_faults(data: dict[str, Any]) -> Scenario | list[Fault]:
    """The scenario, or the faults of the first kind of check that fails."""
    version = data.get("format")
    if type(version) is int and version > FORMAT:
        return [Fault("newer-format", ("format",), {"given": version, "known": FORMAT})]
    try:
        scenario = _validate(data)
    except ValidationError as error:
        faults = list(with_known_targets(find_field_faults(error, data), data))
        places = {fault.path for fault in faults}
        return [*faults, *(fault for fault in find_misspelt_gotos(data) if fault.path not in places)]
    return list(islice(find_faults(scenario), MAX_PROBLEMS)) or scenario


def _validate(data: dict[str, Any]) -> Scenario:
    try:
        return Scenario.model_validate(data)
    except ValidationError as error:
        ignored = ignored_fields(error)
        if not ignored:
            raise
        for *parents, name in ignored:
            container: Any = data
            for key in parents:
                container = container[key]
            del container[name]
        return Scenario.model_validate(data)


def _without_comma(problem: Problem, text: str) -> Problem:
    """`comma-in-text` becomes another problem if what precedes the language without a text is no comma."""
    if problem.code != "comma-in-text" or problem.location is None:
        return problem
    *lines, line = text.splitlines()[: problem.location.line]
    preceding = "".join([*lines, line[: problem.location.column - 1]]).rstrip()
    if preceding.endswith("{"):
        return replace(problem, code="empty-value", values={**problem.values, "sentence": "text-in-braces"})
    return problem if preceding.endswith(",") else replace(problem, code="empty-value")


def locate(locations: Locations, faults: list[Fault]) -> list[Problem]:
    """Faults as problems with line and column, in the order of the file; a missing field is located at its parent."""
    problems = []
    for fault in faults:
        location = next(filter(None, map(locations.location, _candidate_paths(fault))))
        problems.append(Problem(fault.code, location, fault.values, path=fault.path))
    return _in_file_order(problems)


def _in_file_order(problems: list[Problem]) -> list[Problem]:
    return sorted(problems, key=lambda problem: problem.location or Location(0, 0))


def _candidate_paths(fault: Fault) -> list[DataPath]:
    """Paths to locate a fault at, the nearest first; the last is the whole file, which always has a location."""
    path = fault.path
    exact = [(*path, KEY), path] if fault.at_key else [path, (*path, KEY)]
    parents: list[DataPath] = [(*path[:end], KEY) for end in range(len(path) - 1, 0, -1)]
    return [*exact, *parents, ()]
