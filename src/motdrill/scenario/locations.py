"""Line and column of each key and value of a file, from the marks that `parse` records."""

from dataclasses import dataclass
from typing import Any, Final

from motdrill.scenario.parse import Marks, YamlData, parse
from motdrill.scenario.problem import DataPath, Location

KEY: Final = "\0key"
"""Last part of a path that means a key and not its value; no key of a file can contain a NUL."""


@dataclass(frozen=True, slots=True)
class Locations:
    """Locations in one file: its data, with the marks of every container in it."""

    data: YamlData
    marks: Marks

    def location(self, path: DataPath) -> Location | None:
        """The location of a value, or of its key if the path ends in `KEY`; None if there is no such value."""
        at_key = path[-1:] == (KEY,)
        parts = path[:-1] if at_key else path
        if not parts:
            return _location(self.marks[None])
        *parents, last = parts
        container = self._value(parents)
        marks = self.marks.get(id(container), {})
        if isinstance(container, dict) and last in marks:
            return _location(marks[last][0 if at_key else 1])
        if isinstance(container, tuple) and last in range(len(container)):
            return _location(marks[last])
        return None

    def _value(self, path: list[str | int]) -> YamlData:
        value = self.data
        for part in path:
            if isinstance(value, dict):
                value = value.get(part)
            elif isinstance(value, tuple) and isinstance(part, int) and part < len(value):
                value = value[part]
            else:
                return None
        return value


def locations_in(text: str) -> Locations:
    """Parses a valid text once more, recording the locations."""
    marks: Marks = {}
    return Locations(parse(text, [], marks), marks)


def _location(mark: Any) -> Location:
    """The location of a PyYAML mark, which counts from 0."""
    return Location(mark.line + 1, mark.column + 1)
