"""Where the keys and values of a file stand: a second pass over its events, made only where something is to be told."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any, Final

from yaml import MappingEndEvent, MappingStartEvent, ScalarEvent, SequenceEndEvent, SequenceStartEvent, StreamEndEvent
from yaml.cyaml import CParser  # type: ignore[attr-defined]

from motdrill.scenario.problem import Path, Place

KEY: Final = "\0key"
"""Last in a path where the place of a key is wanted and not that of its value; no key of a file holds a NUL."""


def locate(text: str, wanted: set[Path]) -> dict[Path, Place]:
    """Finds where keys and values stand.

    Args:
        text: A text that `parse` took without problems.
        wanted: Paths of values, or of keys where they end in `KEY`.

    Returns:
        The place of each path that was found.
    """
    parser = CParser(text)
    try:
        return _Locator(parser.get_event, wanted).document()
    finally:
        parser.dispose()


class _AllFound(Exception):
    """Reading ends: nothing more is wanted."""


class _Locator:
    """One pass over the events that looks into a container only where something wanted lies in it."""

    def __init__(self, next_event: Callable[[], Any], wanted: set[Path]) -> None:
        self._next = next_event
        self._wanted = wanted
        self._above = {path[:end] for path in wanted for end in range(len(path))}
        self._found: dict[Path, Place] = {}

    def document(self) -> dict[Path, Place]:
        self._next()  # stream start
        with suppress(_AllFound):
            if type(self._next()) is not StreamEndEvent:
                self._value(self._next(), ())
        return self._found

    def _note(self, path: Path, event: Any) -> None:
        if path in self._wanted:
            mark = event.start_mark
            self._found[path] = Place(mark.line + 1, mark.column + 1)
            if len(self._found) == len(self._wanted):  # often at the title: what is wrong as a whole is told there
                raise _AllFound

    def _value(self, event: Any, path: Path) -> None:
        self._note(path, event)
        if type(event) is ScalarEvent:
            return
        if path not in self._above:
            self._skip()
        elif type(event) is MappingStartEvent:
            while type(key := self._next()) is not MappingEndEvent:
                self._note((*path, key.value, KEY), key)
                self._value(self._next(), (*path, key.value))
        else:
            index = 0
            while type(item := self._next()) is not SequenceEndEvent:
                self._value(item, (*path, index))
                index += 1

    def _skip(self) -> None:
        depth = 1
        while depth:
            kind = type(self._next())
            if kind is MappingStartEvent or kind is SequenceStartEvent:
                depth += 1
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                depth -= 1
