"""Faults that show only between fields: names that lead nowhere, rankings that miss a need, ranges upside down.

Each check yields `Fault`s, which name a path; `load` turns paths into places.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain

from motdrill.errors import nearest
from motdrill.scenario.model import Ending, NeedsStep, ReplyStep, Scenario
from motdrill.scenario.problem import Path

BUILT_IN_ENDINGS = ("satisfied", "settled", "lost", "walked-out")
MAX_SUGGESTIONS = 20


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault at a path; `at_key` where the key itself is meant and not its value."""

    code: str
    path: Path
    values: Mapping[str, object] = field(default_factory=dict)
    at_key: bool = False


def faults(scenario: Scenario) -> Iterator[Fault]:
    """Everything wrong between the fields of a scenario that is right field by field."""
    yield from _shared_ids(scenario)
    near = _Near()
    gotos = _Gotos(scenario, near)
    for step_id, step in scenario.steps.items():
        path: Path = ("steps", step_id)
        yield from gotos.check(step_id, (*path, "goto"), step.goto)
        if isinstance(step, ReplyStep):
            for reply_id, reply in step.replies.items():
                yield from gotos.check(step_id, (*path, "replies", reply_id, "goto"), reply.goto)
        elif isinstance(step, NeedsStep):
            yield from _ranking(scenario, near, path, step)
    for ending_id, ending in scenario.endings.items():
        yield from _ending(("endings", ending_id), ending_id, ending)


def _shared_ids(scenario: Scenario) -> Iterator[Fault]:
    for ending_id in scenario.endings:
        if ending_id in scenario.steps:
            yield Fault("shared-id", ("endings", ending_id), {"name": ending_id}, at_key=True)
    for step_id in scenario.steps:
        if step_id in BUILT_IN_ENDINGS:
            yield Fault("reserved-id", ("steps", step_id), {"name": step_id}, at_key=True)


class _Near:
    """Suggests what was meant, for the first faults only: comparing takes a while."""

    def __init__(self) -> None:
        self._left = MAX_SUGGESTIONS

    def to(self, name: str, known: Iterable[str]) -> str:
        """The known name most like this one; empty where none is like it, and after enough suggestions."""
        self._left -= 1
        return nearest(name, known) if self._left >= 0 else ""


class _Gotos:
    """Checks where gotos lead."""

    def __init__(self, scenario: Scenario, near: _Near) -> None:
        self._positions = {step_id: i for i, step_id in enumerate(scenario.steps)}
        self._endings = dict.fromkeys((*scenario.endings, *BUILT_IN_ENDINGS))
        self._near = near

    def check(self, here: str, path: Path, target: str | None) -> Iterator[Fault]:
        if target is None or target in self._endings:
            return
        position = self._positions.get(target)
        if position is None:
            later = (step for step, place in self._positions.items() if place > self._positions[here])
            near = self._near.to(target, chain(later, self._endings))
            yield Fault("unknown-goto", path, {"name": target, "step": here, "near": near})
        elif position <= self._positions[here]:
            yield Fault("backward-goto", path, {"name": target, "step": here})


def _ranking(scenario: Scenario, near: _Near, path: Path, step: NeedsStep) -> Iterator[Fault]:
    order = step.order or ()
    for i, name in enumerate(order):
        if name not in scenario.needs:
            yield Fault("unknown-need", (*path, "order", i), {"name": name, "near": near.to(name, scenario.needs)})
        elif name in order[:i]:
            yield Fault("repeated-need", (*path, "order", i), {"name": name})
    if not order and not 2 <= len(scenario.needs) <= 5:
        yield Fault("needs-count", path, {"count": len(scenario.needs)})


def _ending(path: Path, ending_id: str, ending: Ending) -> Iterator[Fault]:
    when = ending.when
    for name, bounds in (("anger", when.anger), ("percent", when.percent)) if when else ():
        if bounds and bounds[0] > bounds[1]:
            yield Fault("empty-range", (*path, "when", name), {"low": bounds[0], "high": bounds[1]})
    if ending_id in BUILT_IN_ENDINGS:
        for name in ("when", "lost"):
            if getattr(ending, name) is not None:
                yield Fault("built-in-meaning", (*path, name), {"name": ending_id, "field": name}, at_key=True)
