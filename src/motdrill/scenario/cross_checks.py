"""Faults between fields: ids that do not exist, rankings of too many or unknown needs, empty ranges.

Each check yields `Fault`s with a path; `load.locate` finds the line and column of the path.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain

from motdrill.errors import nearest
from motdrill.scenario.meant import as_id
from motdrill.scenario.model import Ending, NeedsStep, ReplyStep, Scenario
from motdrill.scenario.problem import DataPath

BUILT_IN_ENDINGS = ("satisfied", "settled", "lost", "walked-out")
MAX_SUGGESTIONS = 20


@dataclass(frozen=True, slots=True)
class Fault:
    """A problem code at a path of the scenario's data; `at_key` if it concerns the key and not its value."""

    code: str
    path: DataPath
    values: Mapping[str, object] = field(default_factory=dict)
    at_key: bool = False


def find_faults(scenario: Scenario) -> Iterator[Fault]:
    """Everything wrong between the fields of a scenario whose fields are valid one by one."""
    yield from _check_ids(scenario)
    checker = _StepChecker(scenario)
    for step_id, step in scenario.steps.items():
        path: DataPath = ("steps", step_id)
        if step.goto:
            yield from checker.check_goto(step_id, (*path, "goto"), step.goto)
        if isinstance(step, ReplyStep):
            for reply_id, reply in step.replies.items():
                if reply.goto:
                    yield from checker.check_goto(step_id, (*path, "replies", reply_id, "goto"), reply.goto)
        elif isinstance(step, NeedsStep):
            yield from checker.check_needs_order(path, step)
    for ending_id, ending in scenario.endings.items():
        yield from _check_ending(("endings", ending_id), ending_id, ending)


def find_misspelt_gotos(data: Mapping[str, object]) -> Iterator[Fault]:
    """The misspelt ids in `goto` in the data of a scenario whose fields are wrong in other places."""
    known = known_ids(data, "goto")
    left = MAX_SUGGESTIONS
    for step_id, step in _mapping(data.get("steps")).items():
        for reply_id, reply in _mapping(_mapping(step).get("replies")).items():
            target = _mapping(reply).get("goto")
            if isinstance(target, str) and target not in known and left and (near := nearest(target, known)):
                left -= 1
                path = ("steps", step_id, "replies", reply_id, "goto")
                yield Fault("unknown-goto", path, {"name": target, "step": step_id, "near": near})


def known_ids(data: Mapping[str, object], field: str) -> tuple[str, ...]:
    """The ids that a `goto` or an `order` may name; a name that cannot be an id as it will be once it is mended."""
    if field == "order":
        return tuple(as_id(name) or name for name in _mapping(data.get("needs")))
    places = (*_mapping(data.get("steps")), *_mapping(data.get("endings")))
    return (*(as_id(name) or name for name in places), *BUILT_IN_ENDINGS)


def with_known_targets(faults: Iterable[Fault], data: Mapping[str, object]) -> Iterator[Fault]:
    """The faults; a `goto` that cannot be an id leads nowhere, unless the id it was made of stands in the data."""
    known, left = known_ids(data, "goto"), MAX_SUGGESTIONS
    ids = set(known)
    for fault in faults:
        name = str(fault.values.get("name", ""))
        is_goto = fault.code == "bad-id" and fault.path[-1] == "goto" and "sentence" not in fault.values
        if not is_goto or not name or {name, fault.values["near"]} & ids:
            yield fault
        else:
            left -= 1
            near = nearest(name, known) if left >= 0 else ""
            yield Fault("unknown-goto", fault.path, {"name": name, "step": fault.path[1], "near": near})


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}


def _check_ids(scenario: Scenario) -> Iterator[Fault]:
    for ending_id in scenario.endings:
        if ending_id in scenario.steps:
            yield Fault("shared-id", ("endings", ending_id), {"name": ending_id}, at_key=True)
    for step_id in scenario.steps:
        if step_id in BUILT_IN_ENDINGS:
            yield Fault("reserved-id", ("steps", step_id), {"name": step_id}, at_key=True)


class _StepChecker:
    """Checks the ids in `goto` and `order`; as suggestions are slow, only `MAX_SUGGESTIONS` faults get one."""

    def __init__(self, scenario: Scenario) -> None:
        self._needs = scenario.needs
        self._positions = {step_id: i for i, step_id in enumerate(scenario.steps)}
        self._endings = dict.fromkeys((*scenario.endings, *BUILT_IN_ENDINGS))
        self._suggestions_left = MAX_SUGGESTIONS

    def _suggest(self, name: str, known: Iterable[str]) -> str:
        self._suggestions_left -= 1
        return nearest(name, known) if self._suggestions_left >= 0 else ""

    def check_goto(self, step_id: str, path: DataPath, target: str) -> Iterator[Fault]:
        if target in self._endings:
            return
        position = self._positions.get(target)
        if position is None:
            later = (name for name, place in self._positions.items() if place > self._positions[step_id])
            near = self._suggest(target, chain(later, self._endings))
            yield Fault("unknown-goto", path, {"name": target, "step": step_id, "near": near})
        elif position <= self._positions[step_id]:
            yield Fault("backward-goto", path, {"name": target, "step": step_id})

    def check_needs_order(self, path: DataPath, step: NeedsStep) -> Iterator[Fault]:
        order = step.order or ()
        for i, name in enumerate(order):
            if name not in self._needs:
                near = self._suggest(name, self._needs)
                yield Fault("unknown-need", (*path, "order", i), {"name": name, "near": near})
            elif name in order[:i]:
                yield Fault("repeated-need", (*path, "order", i), {"name": name})
        if not order and not 2 <= len(self._needs) <= 5:
            yield Fault("needs-count", path, {"count": len(self._needs)})


def _check_ending(path: DataPath, ending_id: str, ending: Ending) -> Iterator[Fault]:
    when = ending.when
    for name, bounds in (("anger", when.anger), ("percent", when.percent)) if when else ():
        if bounds and bounds[0] > bounds[1]:
            yield Fault("empty-range", (*path, "when", name), {"low": bounds[0], "high": bounds[1]})
    if ending_id in BUILT_IN_ENDINGS:
        for name in ("when", "lost"):
            if getattr(ending, name) is not None:
                yield Fault("built-in-meaning", (*path, name), {"name": ending_id, "field": name}, at_key=True)
