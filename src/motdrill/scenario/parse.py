"""YAML text to plain data: a strict subset, read from PyYAML's C event stream.

The stream is used instead of `yaml.load` because it is twice as fast, shows equal keys and the place of each, and lets
depth be refused before it does harm: the composer behind `load` ends 25,000 nested brackets with a segmentation fault
and takes half a minute for a few hundred bytes of nested merge keys.

What is left out of YAML: anchors, aliases, merge keys, tags, several documents. Scalars follow YAML 1.2's core schema,
so that `no`, `on` and `12:30` are the text they look like. Sequences become tuples.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final, TypeAlias

import yaml
from yaml.cyaml import CParser  # type: ignore[attr-defined]

from motdrill.scenario.characters import CONTROL
from motdrill.scenario.problem import MAX_PROBLEMS, Place, Problem
from motdrill.scenario.syntax import syntax_problem

Data: TypeAlias = Any
"""str, int, float, bool, None, a tuple of Data, or a dict from str to Data."""

Marks: TypeAlias = dict[int | None, Any]
"""Where everything stands, as PyYAML marks it: of each container, by its `id`, the marks of its entries (of a dict by
key the key's and the value's, of a tuple one after another); of the whole, by None."""

MAX_DEPTH: Final = 64
MAX_VALUES: Final = 30_000
"""A value takes twenty bytes and more in a scenario; what has as many as this is data of another kind, and slow."""

_SCALAR: Final = yaml.ScalarEvent
_MAPPING_START: Final = yaml.MappingStartEvent
_MAPPING_END: Final = yaml.MappingEndEvent
_SEQUENCE_END: Final = yaml.SequenceEndEvent

_WORDS: Final = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip
_NUMBER_START: Final = frozenset("+-.0123456789")
_INT: Final = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT: Final = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")


class _Ended(Exception):
    """Reading ends: the problem that ends it is already noted."""


def parse(text: str, problems: list[Problem], marks: Marks | None = None) -> Data:
    """Reads one YAML document.

    Args:
        text: The file's text, free of control characters.
        problems: Takes what is wrong; where anything is added, the data returned is not to be used.
        marks: Takes where everything stands, for `places.Places`.

    Returns:
        Plain data; None for an empty document.
    """
    parser, known = CParser(text), len(problems)
    try:
        return _Reader(text, parser.get_event, problems, marks).document()
    except _Ended:
        return None
    except yaml.YAMLError as error:
        if (end := _too_deep_for_libyaml(error)) is None:
            problems.append(syntax_problem(text, error))
            return None
    finally:
        parser.dispose()
    del problems[known:]
    return parse(text[:end], problems, marks)


def _too_deep_for_libyaml(error: yaml.YAMLError) -> int | None:
    """Where libyaml gives up, as its releases from 0.2.6 on do at 1,000 levels: read up to there, a file ends at ours.

    It looks ahead: of brackets in one line it would tell the thousandth and give no event for any of them.
    """
    mark = getattr(error, "problem_mark", None)
    return mark.index if mark and "maximum nesting depth" in str(error) else None


def parse_header(text: str) -> dict[str, Data]:
    """The fields before `steps`, which is where a long file spends its lines.

    Args:
        text: The file's text.

    Returns:
        Plain data; none where its YAML breaks before `steps`, which a full reading will tell.
    """
    parser = CParser(text)
    try:
        return _Reader(text, parser.get_event, [], None).header()
    except (_Ended, yaml.YAMLError):
        return {}
    finally:
        parser.dispose()


class _Reader:
    """One pass over the events; recursion is bounded by `MAX_DEPTH`."""

    def __init__(self, text: str, next_event: Callable[[], Any], problems: list[Problem], marks: Marks | None) -> None:
        self._text = text
        self._next = next_event
        self._problems = problems
        self._marks = marks
        self._values = 0
        self._has_hash = "#" in text
        self._has_escape = "\\" in text

    def document(self) -> Data:
        self._next()  # stream start
        if type(self._next()) is yaml.StreamEndEvent:
            return None
        event = self._next()
        if self._marks is not None:
            self._marks[None] = event.start_mark
        data = self._value(event, 0)
        self._next()  # document end
        more = self._next()
        if type(more) is not yaml.StreamEndEvent:
            self._note("more-documents", more.start_mark)
        return data

    def header(self) -> dict[str, Data]:
        self._next()  # stream start
        if type(self._next()) is yaml.StreamEndEvent or type(self._next()) is not _MAPPING_START:
            return {}
        result = {}
        while type(event := self._next()) is _SCALAR and event.value != "steps":
            result[event.value] = self._value(self._next(), 1)
        return result

    def _value(self, event: Any, depth: int) -> Data:
        kind = type(event)
        if kind is _SCALAR:
            if event.tag or event.anchor:
                self._refuse_properties(event)
            return self._scalar(event)
        if kind is yaml.AliasEvent:
            self._note("alias", event.start_mark, name=event.anchor)
            return None
        if event.tag or event.anchor:
            self._refuse_properties(event)
        if depth >= MAX_DEPTH:
            self._note("too-deep", event.start_mark, limit=MAX_DEPTH)
            raise _Ended
        return self._mapping(depth + 1) if kind is _MAPPING_START else self._sequence(depth + 1)

    def _mapping(self, depth: int) -> dict[str, Data]:
        """Most of reading is spent here: what is ordinary is told apart without a call."""
        result: dict[str, Data] = {}
        marks: dict[str, tuple[Any, Any]] | None = None if self._marks is None else {}
        following, may_escape = self._next, self._has_escape
        event = following()
        while type(event) is not _MAPPING_END:
            plain = type(event) is _SCALAR and event.tag is None and event.anchor is None and not may_escape
            key = event.value if plain and event.value != "<<" else self._key(event, depth)
            if key in result and type(event) is _SCALAR:
                self._note("duplicate-key", event.start_mark, name=key)
            inner = following()
            if marks is not None:
                marks[key] = (event.start_mark, inner.start_mark)
            ordinary = type(inner) is _SCALAR and inner.style and inner.tag is None and inner.anchor is None
            result[key] = inner.value if ordinary and not may_escape else self._value(inner, depth)
            event = following()
            self._count(event)
        if self._marks is not None:
            self._marks[id(result)] = marks
        return result

    def _sequence(self, depth: int) -> tuple[Data, ...]:
        result, marks = [], []
        event = self._next()
        while type(event) is not _SEQUENCE_END:
            marks.append(event.start_mark)
            result.append(self._value(event, depth))
            event = self._next()
            self._count(event)
        found = tuple(result)
        if self._marks is not None:
            self._marks[id(found)] = marks
        return found

    def _key(self, event: Any, depth: int) -> str:
        """Keys are text whatever they look like: an id written 7 is told apart from the text only by its rule."""
        if type(event) is not _SCALAR:
            self._note("key-not-text", event.start_mark)
            self._value(event, depth)
            return ""
        if event.tag or event.anchor:
            self._refuse_properties(event)
        if event.value == "<<" and not event.style:
            self._note("merge-key", event.start_mark)
        self._check_escapes(event)
        return str(event.value)

    def _scalar(self, event: Any) -> Data:
        value = event.value
        if event.style:
            self._check_escapes(event)
            return value
        if value in _WORDS:
            return _WORDS[value]
        if value[0] in _NUMBER_START and (found := number(value)) is not None:
            return found
        if self._has_hash:
            self._check_comment(event)
        return value

    def _check_escapes(self, event: Any) -> None:
        """A text is free of control characters as it stands, but not of escapes that mean one."""
        if self._has_escape and (found := CONTROL.search(event.value)):
            self._note("control-character", event.start_mark, name=f"U+{ord(found.group()):04X}")

    def _check_comment(self, event: Any) -> None:
        """One space before # looks like part of the text ("our #1"); two or more set a comment apart."""
        end = event.end_mark.index
        if self._text.startswith((" #", "\t#"), end):
            self._note("comment-after-text", event.end_mark, text=self._text[end + 1 : end + 21].split("\n", 1)[0])

    def _count(self, event: Any) -> None:
        """Counts a value that was read; the next event is where there are too many."""
        self._values += 1
        if self._values > MAX_VALUES:
            self._note("too-many-values", event.start_mark, limit=MAX_VALUES)
            raise _Ended

    def _refuse_properties(self, event: Any) -> None:
        if event.anchor:
            self._note("anchor", event.start_mark, name=event.anchor)
        if event.tag:
            self._note("tag", event.start_mark, name=event.tag)

    def _note(self, code: str, mark: Any, **values: object) -> None:
        self._problems.append(Problem(code, Place(mark.line + 1, mark.column + 1), values))
        if len(self._problems) == MAX_PROBLEMS:
            raise _Ended


def number(value: str) -> int | float | None:
    """A plain scalar as a number, by YAML 1.2's core schema; None where it is text."""
    if _INT.fullmatch(value):
        # int() refuses thousands of digits; no field of the format takes more than a few.
        return int(value, 0 if value[1:2] in ("o", "x") else 10) if len(value) < 20 else float("inf")
    if _FLOAT.fullmatch(value):
        return float(value.lower().replace(".inf", "inf").replace(".nan", "nan"))
    return None
