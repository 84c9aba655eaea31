"""Where in a file its keys and values stand: looked up in the marks that `parse` has taken on its way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from motdrill.scenario.parse import Data, Marks, parse
from motdrill.scenario.problem import Path, Place

KEY: Final = "\0key"
"""Last in a path where the place of a key is wanted and not that of its value; no key of a file holds a NUL."""


@dataclass(frozen=True, slots=True)
class Places:
    """The places of one file.

    Attributes:
        data: What was read from it.
        marks: What was noted of each container in it.
    """

    data: Data
    marks: Marks

    def of(self, path: Path) -> Place | None:
        """The place of a value, or of its key where the path ends in `KEY`; None where there is none of that path."""
        at_key = path[-1:] == (KEY,)
        names = path[:-1] if at_key else path
        if not names:
            return _place(self.marks[None])
        container = self._value(names[:-1])
        noted = self.marks.get(id(container), {})
        if isinstance(container, dict) and names[-1] in noted:
            return _place(noted[names[-1]][0 if at_key else 1])
        if isinstance(container, tuple) and names[-1] in range(len(container)):
            return _place(noted[names[-1]])
        return None

    def _value(self, path: Path) -> Data:
        found = self.data
        for name in path:
            if isinstance(found, dict):
                found = found.get(name)
            elif isinstance(found, tuple) and isinstance(name, int) and name < len(found):
                found = found[name]
            else:
                return None
        return found


def places_in(text: str) -> Places:
    """The places of a text that `parse` takes without problems, by reading it once more."""
    marks: Marks = {}
    return Places(parse(text, [], marks), marks)


def _place(mark: Any) -> Place:
    """A mark of PyYAML, which counts from 0, as a place."""
    return Place(mark.line + 1, mark.column + 1)
