"""Pydantic's errors as faults of ours, told apart by Pydantic's stable `type` codes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from pydantic import BaseModel, ValidationError

from motdrill.scenario import model
from motdrill.scenario.links import Fault, nearest
from motdrill.scenario.texts import Path

_STEPS: Final[dict[str, type[BaseModel]]] = {
    "@reply": model.ReplyStep,
    "@anger": model.AngerStep,
    "@needs": model.NeedsStep,
    "@spot": model.SpotStep,
}
_BY_NAME: Final[dict[str, type[BaseModel]]] = {
    "customer": model.Customer,
    "cues": model.Cues,
    "when": model.When,
    "debrief": model.Debrief,
    "case": model.Case,
}
_BY_CONTAINER: Final[dict[str, type[BaseModel]]] = {
    "needs": model.Need,
    "replies": model.Reply,
    "lines": model.Line,
    "endings": model.Ending,
}
_WANTED: Final = {
    "string_type": "text",
    "union_tag_not_found": "text",
    "int_type": "number",
    "int_from_float": "number",
    "bool_type": "yes-no",
    "dict_type": "mapping",
    "mapping_type": "mapping",
    "model_type": "mapping",
    "model_attributes_type": "mapping",
    "tuple_type": "list",
}


def field_faults(error: ValidationError) -> Iterator[Fault]:
    """One fault for each thing wrong, without echoes: of two errors at one path the first is told."""
    seen: set[Path] = set()
    for entry in error.errors(include_url=False):
        loc = entry["loc"]
        path = tuple(part for part in loc if not _is_tag(part) and part != "[key]")
        if path not in seen:
            seen.add(path)
            yield _fault(entry, loc, path)


def ignored_fields(error: ValidationError) -> list[Path]:
    """Paths of the `x-` fields that Pydantic found unknown: an author's own, to be left alone."""
    entries = error.errors(include_url=False, include_context=False, include_input=False)
    return [
        tuple(part for part in entry["loc"] if not _is_tag(part))
        for entry in entries
        if entry["type"] == "extra_forbidden" and str(entry["loc"][-1]).startswith("x-")
    ]


def _is_tag(part: str | int) -> bool:
    return isinstance(part, str) and part.startswith("@")


def _fault(entry: Any, loc: Path, path: Path) -> Fault:
    kind, name, given = entry["type"], str(path[-1] if path else ""), entry["input"]
    if loc and loc[-1] == "[key]":
        return _key_fault(loc, path, name)
    if kind in _BY_TYPE:
        return _BY_TYPE[kind](entry, loc, path, name)
    if given is None:
        return _language_or_empty(loc, path, name)
    if kind.startswith("string_"):
        code = "bad-id" if name == "goto" or isinstance(path[-1], int) else "empty-text"
        return Fault(code, path, {"name": given if code == "bad-id" else name})
    return Fault("wrong-type", path, {"name": name, "wanted": _WANTED.get(kind, "text")})


def _language_or_empty(loc: Path, path: Path, name: str) -> Fault:
    if "@languages" in loc and len(name) > 2:
        return Fault("comma-in-text", path, {"name": name}, at_key=True)
    return Fault("empty-value", path, {"name": name}, at_key=True)


def _key_fault(loc: Path, path: Path, name: str) -> Fault:
    if len(loc) > 2 and loc[-3] == "@languages":
        return Fault("unknown-language", path, {"name": name}, at_key=True)
    return Fault("bad-id", path, {"name": name}, at_key=True)


def _unknown_field(entry: Any, loc: Path, path: Path, name: str) -> Fault:
    near = nearest(name, _fields_at(loc[:-1]))
    return Fault("unknown-field", path, {"name": name, "near": near}, at_key=True)


def _missing_field(entry: Any, loc: Path, path: Path, name: str) -> Fault:
    return Fault(
        "missing-field", path[:-1], {"name": name, "parent": str(path[-2]) if len(path) > 1 else ""}, at_key=True
    )


def _unknown_value(entry: Any, loc: Path, path: Path, name: str) -> Fault:
    if entry["type"] == "union_tag_invalid":
        known, path, given = [tag[1:] for tag in _STEPS], (*path, "ask"), entry["ctx"]["tag"][1:]
    else:
        known, given = _literals(entry["ctx"]["expected"]), entry["input"]
    if given is None:
        return Fault("empty-value", path, {"name": str(path[-1])}, at_key=True)
    near = nearest(str(given), known)
    return Fault("unknown-value", path, {"name": given, "near": near, "known": ", ".join(known)})


def _literals(expected: str) -> list[str]:
    return expected.replace(" or ", ", ").replace("'", "").split(", ")


def _out_of_range(entry: Any, loc: Path, path: Path, name: str) -> Fault:
    bounds = {"low": entry["ctx"].get("ge"), "high": entry["ctx"].get("le")}
    return Fault("out-of-range", path, {"name": name, "given": entry["input"], **_both_bounds(loc, bounds)})


def _both_bounds(loc: Path, bounds: Mapping[str, Any]) -> dict[str, Any]:
    """Pydantic names only the bound that was broken; people want to know both."""
    field = str(next((part for part in reversed(loc) if isinstance(part, str) and not _is_tag(part)), ""))
    both = {
        "anger": (0, 6), "from": (0, 6), "score": (0, 3), "stars": (-3, 3), "level": (1, 3),
        "minutes": (1, 240), "pass": (0, 100), "percent": (0, 100),
    }  # fmt: skip
    low, high = both.get(field, (bounds["low"], bounds["high"]))
    return {"low": low, "high": high}


def _count(entry: Any, loc: Path, path: Path, name: str) -> Fault:
    few = entry["type"] == "too_short" or (entry["type"] == "missing" and isinstance(path[-1], int))
    limit = entry["ctx"].get("min_length" if few else "max_length")
    return Fault(
        "too-few" if few else "too-many",
        path,
        {"name": name, "limit": limit, "count": entry["ctx"]["actual_length"]},
        at_key=True,
    )


def _fields_at(loc: Path) -> list[str]:
    """The fields that may stand in the mapping at a place of Pydantic's."""
    found: type[BaseModel] = model.Scenario
    for before, part in zip((None, *loc), loc, strict=False):
        if part in _STEPS:
            found = _STEPS[str(part)]
        elif isinstance(part, int) and before == "@variants":
            found = model.Variant
        elif before in _BY_CONTAINER:
            found = _BY_CONTAINER[str(before)]
        else:
            found = _BY_NAME.get(str(part), found)
    return [field.alias or name for name, field in found.model_fields.items()]


_BY_TYPE: Final = {
    "extra_forbidden": _unknown_field,
    "missing": _missing_field,
    "literal_error": _unknown_value,
    "union_tag_invalid": _unknown_value,
    "greater_than_equal": _out_of_range,
    "less_than_equal": _out_of_range,
    "too_short": _count,
    "too_long": _count,
}
