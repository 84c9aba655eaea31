"""Parses a strict subset of YAML into plain data, from PyYAML's stream of events (`event_parser`).

The event stream is twice as fast as `yaml.load`, shows duplicate keys and locations, and allows a limit on nesting: the
composer behind `load` crashes on 25,000 nested brackets and takes half a minute for a few hundred bytes of nested merge
keys.

Anchors, aliases, merge keys, tags and further documents are errors. Scalars follow YAML 1.2's core schema: `no`, `on`
and `12:30` are text. Sequences become tuples.
"""

import re
from collections.abc import Callable
from typing import Any, Final, TypeAlias

import yaml

from motdrill.scenario.event_parser import EventParser
from motdrill.scenario.problem import MAX_PROBLEMS, Location, Problem
from motdrill.scenario.safe_text import CONTROL

YamlData: TypeAlias = Any
"""str, int, float, bool, None, a tuple of Data, or a dict from str to Data."""

Marks: TypeAlias = dict[int | None, Any]
"""PyYAML's marks of the entries of each container, by the container's `id()`: for a dict (key mark, value mark) by key,
for a tuple a list. The key None has the mark of the document."""

MAX_DEPTH: Final = 64
MAX_VALUES: Final = 30_000
"""At 20 bytes or more per value, no scenario has so many; other data with more values would take long to check."""

MOST_ABOVE: Final = 20_000
"""So many characters are looked at for the field above one that is empty."""

_SCALAR: Final = yaml.ScalarEvent
_MAPPING_START: Final = yaml.MappingStartEvent
_MAPPING_END: Final = yaml.MappingEndEvent
_SEQUENCE_END: Final = yaml.SequenceEndEvent

_CONSTANTS: Final = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
    **{str(number): number for number in range(-3, 101)},  # nearly all numbers of a scenario, quicker so than parsed
}  # fmt: skip
_NUMBER_START: Final = frozenset("+-.0123456789")
_INT: Final = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT: Final = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")


class _AbortParsing(Exception):
    """Parsing stops; the problem behind it is already recorded."""


def parse(text: str, problems: list[Problem], marks: Marks | None = None) -> YamlData:
    """Parses one YAML document.

    Args:
        text: A text free of control characters.
        problems: Filled with what is wrong; if anything but "empty-value" is added, the result must not be used.
        marks: Filled for `locations.Locations`.

    Returns:
        Plain data; None for an empty document.
    """
    parser, problems_before = EventParser(text), len(problems)
    try:
        return _Parser(text, parser.get_event, problems, marks).document()
    except _AbortParsing:
        return None
    except yaml.YAMLError as error:
        if (end := _libyaml_nesting_limit(error)) is None:
            problems.append(_syntax_problem(error))
            return None
    finally:
        parser.dispose()
    del problems[problems_before:]
    return parse(text[:end], problems, marks)


def _syntax_problem(error: yaml.YAMLError) -> Problem:
    """Where the YAML cannot be read; what libyaml says of it helps nobody, `diagnosis` looks for the cause."""
    marks = [getattr(error, name, None) for name in ("problem_mark", "context_mark")]
    locations = [Location(mark.line + 1, mark.column + 1) for mark in marks if mark] or [Location(1, 1)]
    if "quoted scalar" in str(getattr(error, "context", "")) and "unexpected" in str(getattr(error, "problem", "")):
        return Problem("open-quote", locations[-1])
    return Problem("syntax", locations[0])


def _libyaml_nesting_limit(error: yaml.YAMLError) -> int | None:
    """The index at which libyaml (0.2.6 or later) rejects 1,000 levels; None for another error.

    libyaml looks ahead: for brackets in one line it fails before any event. Text cut at the index reaches `MAX_DEPTH`.
    """
    mark = getattr(error, "problem_mark", None)
    return mark.index if mark and "maximum nesting depth" in str(error) else None


def parse_header(text: str) -> dict[str, YamlData]:
    """The fields before `steps`, without parsing the long rest of a file; empty if its YAML is invalid there."""
    parser = EventParser(text)
    try:
        return _Parser(text, parser.get_event, [], None).header()
    except (_AbortParsing, yaml.YAMLError):
        return {}
    finally:
        parser.dispose()


class _Parser:
    """One pass over the events; recursion is limited by `MAX_DEPTH`."""

    def __init__(self, text: str, next_event: Callable[[], Any], problems: list[Problem], marks: Marks | None) -> None:
        self._text = text
        self._next_event = next_event
        self._problems = problems
        self._marks = marks
        self._value_count = 0
        self._has_hash = "#" in text
        self._has_escape = "\\" in text

    def document(self) -> YamlData:
        self._next_event()  # stream start
        if type(self._next_event()) is yaml.StreamEndEvent:
            return None
        event = self._next_event()
        if self._marks is not None:
            self._marks[None] = event.start_mark
        data = self._value(event, 0)
        self._next_event()  # document end
        event = self._next_event()
        if type(event) is not yaml.StreamEndEvent:
            self._report("more-documents", event.start_mark)
        return data

    def header(self) -> dict[str, YamlData]:
        self._next_event()  # stream start
        if type(self._next_event()) is yaml.StreamEndEvent or type(self._next_event()) is not _MAPPING_START:
            return {}
        result = {}
        while type(event := self._next_event()) is _SCALAR and event.value != "steps":
            result[event.value] = self._value(self._next_event(), 1)
        return result

    def _value(self, event: Any, depth: int) -> YamlData:
        kind = type(event)
        if kind is _SCALAR:
            if event.tag or event.anchor:
                self._refuse_properties(event)
            return self._scalar(event)
        if kind is yaml.AliasEvent:
            self._report("alias", event.start_mark, name=event.anchor)
            return None
        if event.tag or event.anchor:
            self._refuse_properties(event)
        if depth >= MAX_DEPTH:
            self._report("too-deep", event.start_mark, limit=MAX_DEPTH)
            raise _AbortParsing
        return self._mapping(depth + 1) if kind is _MAPPING_START else self._sequence(depth + 1)

    def _mapping(self, depth: int) -> dict[str, YamlData]:
        """Most of the parsing time is spent here, so common keys and values are handled without a call."""
        result: dict[str, YamlData] = {}
        marks: dict[str, tuple[Any, Any]] | None = None if self._marks is None else {}
        next_event, no_escapes, no_hash = self._next_event, not self._has_escape, not self._has_hash
        event = next_event()
        while type(event) is not _MAPPING_END:
            common = type(event) is _SCALAR and event.tag is None and event.anchor is None and no_escapes
            key = event.value if common and event.value != "<<" else self._key(event, depth)
            if key in result and type(event) is _SCALAR:
                self._report("duplicate-key", event.start_mark, name=key)
            value = next_event()
            if marks is not None:
                marks[key] = (event.start_mark, value.start_mark)
            if type(value) is not _SCALAR or value.tag is not None or value.anchor is not None:
                result[key] = self._value(value, depth)
            else:
                text = value.value
                is_text = no_escapes if value.style else no_hash and text not in _CONSTANTS and text[0].isalpha()
                result[key] = text if is_text else self._scalar(value) if text else self._nothing(key, event, value)
            event = next_event()
            self._value_count += 1
            if self._value_count > MAX_VALUES:
                self._refuse_more(event)
        if self._marks is not None:
            self._marks[id(result)] = marks
        return result

    def _sequence(self, depth: int) -> tuple[YamlData, ...]:
        items, marks = [], []
        event = self._next_event()
        while type(event) is not _SEQUENCE_END:
            marks.append(event.start_mark)
            items.append(self._value(event, depth))
            event = self._next_event()
            self._value_count += 1
            if self._value_count > MAX_VALUES:
                self._refuse_more(event)
        result = tuple(items)
        if self._marks is not None:
            self._marks[id(result)] = marks
        return result

    def _key(self, event: Any, depth: int) -> str:
        """Keys are always text, so that a key such as 7 is reported as a bad id and not as a wrong type."""
        if type(event) is not _SCALAR:
            self._report("key-not-text", event.start_mark)
            self._value(event, depth)
            return ""
        if event.tag or event.anchor:
            self._refuse_properties(event)
        if event.value == "<<" and not event.style:
            self._report("merge-key", event.start_mark)
        self._check_escapes(event)
        return str(event.value)

    def _scalar(self, event: Any) -> YamlData:
        value = event.value
        if event.style:
            self._check_escapes(event)
            return value
        if value in _CONSTANTS:
            return _CONSTANTS[value]
        if value[0] in _NUMBER_START and (parsed := parse_number(value)) is not None:
            return parsed
        if self._has_hash:
            self._check_comment(event)
        return value

    def _nothing(self, key: str, event: Any, value: Any) -> YamlData:
        """An empty value; reports a key with nothing after its colon, or with a # that may be the text."""
        if value.style:
            return ""
        index = value.start_mark.index
        has_colon = self._text[max(index - 80, 0) : index].rstrip(" \t").endswith(":")  # {en: Hello, friend} has none
        if has_colon and not _is_authors_own(self._text, index):
            if self._text.startswith((" #", "\t#"), index):
                self._check_comment(value)
            else:
                self._report("empty-value", event.start_mark, name=key)
        return None

    def _check_escapes(self, event: Any) -> None:
        """Escapes in quotes can produce control characters that the raw text does not contain."""
        if self._has_escape and (match := CONTROL.search(event.value)):
            self._report("control-character", event.start_mark, name=f"U+{ord(match.group()):04X}")

    def _check_comment(self, event: Any) -> None:
        """Reports a # after a single space, which may be meant as text ("our #1"); after two it is a comment."""
        end = event.end_mark.index
        if self._text.startswith((" #", "\t#"), end):
            self._report("comment-after-text", event.end_mark, text=self._text[end + 1 : end + 21].split("\n", 1)[0])

    def _refuse_more(self, event: Any) -> None:
        """Refuses further values; `event` is the next one, where the problem is located."""
        self._report("too-many-values", event.start_mark, limit=MAX_VALUES)
        raise _AbortParsing

    def _refuse_properties(self, event: Any) -> None:
        if event.anchor:
            self._report("anchor", event.start_mark, name=event.anchor)
        if event.tag:
            self._report("tag", event.start_mark, name=event.tag)

    def _report(self, code: str, mark: Any, **values: object) -> None:
        self._problems.append(Problem(code, Location(mark.line + 1, mark.column + 1), values))
        if len(self._problems) == MAX_PROBLEMS:
            raise _AbortParsing


def _is_authors_own(text: str, index: int) -> bool:
    """Whether an index is in a field whose name begins with `x-`, or below one: motdrill leaves those alone."""
    depth = index
    for row in reversed(text[max(0, index - MOST_ABOVE) : index].split("\n")) if "x-" in text else ():
        body = row.lstrip(" -")
        if body and not body.startswith("#") and len(row) - len(body) < depth:
            depth = len(row) - len(body)
            if body.startswith("x-"):
                return True
    return False


def parse_number(value: str) -> int | float | None:
    """A plain scalar as a number by YAML 1.2's core schema; None if it is text."""
    if _INT.fullmatch(value):
        # int() raises for thousands of digits; no field allows more than a few
        return int(value, 0 if value[1:2] in ("o", "x") else 10) if len(value) < 20 else float("inf")
    if _FLOAT.fullmatch(value):
        return float(value.lower().replace(".inf", "inf").replace(".nan", "nan"))
    return None
