"""Writes a scenario as YAML, as authors do: texts in double quotes, ids and codes plain, lists of them in brackets."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from motdrill.scenario.safe_text import to_json

_CODE_FIELDS: Final = frozenset(["channel", "tags", "kind", "ask", "trains", "order", "depth", "does", "goto"])
"""Fields whose values are ids, codes or single words, written without quotes where YAML allows it."""
_PLAIN: Final = re.compile(r"(?!(true|false|null)$)[^\W\d_][\w-]*", re.IGNORECASE)
_LINE_SEPARATORS: Final = {0x2028: "\\u2028", 0x2029: "\\u2029"}
"""Line ends to YAML, which would fold them, but not to JSON."""
_APART: Final = frozenset(["steps", "endings", "debrief", "case", "accept"])
"""Parts of a scenario before which a line is left empty."""


def write_scenario(document: Mapping[str, Any]) -> str:
    """The text of a scenario file that `parse` reads as the same data.

    Args:
        document: The fields in the form of the file and in the order in which they are to be written: mappings with
            text keys, sequences, texts, numbers, booleans and None. It need not be a valid scenario.
    """
    lines: list[str] = []
    for key, value in document.items():
        lines += [""] if key in _APART and lines else []
        lines += _steps(value) if key == "steps" and isinstance(value, Mapping) and value else _field(key, value)
    return "\n".join(lines) + "\n"


def _steps(steps: Mapping[str, Any]) -> Iterator[str]:
    """The steps, with an empty line between any two."""
    yield "steps:"
    for number, (key, value) in enumerate(steps.items()):
        if number:
            yield ""
        yield from (f"  {line}" for line in _field(key, value))


def _field(key: str, value: Any) -> Iterator[str]:
    """The lines of a field, the first of them not indented."""
    code = key in _CODE_FIELDS
    name = _scalar(key, plain=True)
    if isinstance(value, Mapping) and value:
        yield f"{name}:"
        yield from (f"  {line}" for child, inner in value.items() for line in _field(child, inner))
    elif _is_list(value) and not _is_short(value, code):
        yield f"{name}:"
        yield from (f"  {line}" for item in value for line in _item(item))
    elif _is_list(value):
        yield f"{name}: [{', '.join(_scalar(item, plain=code) for item in value)}]"
    else:
        yield f"{name}: {'{}' if isinstance(value, Mapping) else _scalar(value, plain=code)}"


def _item(value: Any) -> Iterator[str]:
    """The lines of an entry of a list."""
    if isinstance(value, Mapping) and value:
        lines = [line for key, inner in value.items() for line in _field(key, inner)]
    elif _is_list(value):
        lines = [f"[{', '.join(_scalar(item) for item in value)}]"]
    else:
        lines = ["{}" if isinstance(value, Mapping) else _scalar(value)]
    yield f"- {lines[0]}"
    yield from (f"  {line}" for line in lines[1:])


def _is_list(value: Any) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str)


def _is_short(items: Sequence[Any], code: bool) -> bool:
    """Whether a list is written in brackets: codes and numbers, and the empty list."""
    return all(isinstance(item, int | float) or (code and isinstance(item, str)) for item in items)


def _scalar(value: Any, *, plain: bool = False) -> str:
    if isinstance(value, str) and not (plain and _PLAIN.fullmatch(value)):
        return to_json(value).translate(_LINE_SEPARATORS)
    return value if isinstance(value, str) else to_json(value)
