"""Pydantic's errors as faults of ours, told apart by Pydantic's stable `type` codes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from pydantic import BaseModel, ValidationError

from motdrill.errors import nearest
from motdrill.scenario import model, parts
from motdrill.scenario.links import Fault
from motdrill.scenario.problem import MAX_PROBLEMS, Path

_STEPS: Final[dict[str, type[BaseModel]]] = {
    "\0reply": model.ReplyStep,
    "\0anger": model.AngerStep,
    "\0needs": model.NeedsStep,
    "\0spot": model.SpotStep,
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
_TAGS: Final = frozenset({parts.PLAIN, parts.LANGUAGES, parts.VARIANTS, *_STEPS})
_WRITTEN: Final = frozenset({"en", "zh", "zh-CN", "zh-Hans"})
_WANTED: Final = {
    "string_type": "text",
    "union_tag_not_found": "text",
    "int_type": "number",
    "bool_type": "yes-no",
    "dict_type": "mapping",
    "model_type": "mapping",
    "tuple_type": "list",
}


def field_faults(error: ValidationError) -> Iterator[Fault]:
    """One fault for each thing wrong, without echoes.

    Of two errors at one path the first is told; that a list is too short is not told where a fault of one of its
    entries made it so.
    """
    entries = [(entry, _path(entry)) for entry in error.errors(include_url=False)[:MAX_PROBLEMS]]
    within = {path[:end] for _entry, path in entries for end in range(len(path))}
    commas = _commas(entries)
    seen: set[Path] = set()
    for entry, path in entries:
        if path in seen or path[:-1] in commas or (entry["type"] == "too_short" and path in within):
            continue
        seen.add(path)
        yield _fault(entry, entry["loc"], path)
    for path in commas.values():
        yield Fault("comma-in-text", path, {"name": path[-1]}, at_key=True)


def _commas(entries: Sequence[tuple[Any, Path]]) -> dict[Path, Path]:
    """Texts in which a piece after a comma was read as a language: it has no value, and no author writes in it.

    Returns:
        The first such piece's path by its text's path.
    """
    found: dict[Path, Path] = {}
    for entry, path in entries:
        loc = entry["loc"]
        if entry["input"] is None and loc[-2:-1] == (parts.LANGUAGES,) and path[-1] not in _WRITTEN:
            found.setdefault(path[:-1], path)
    return found


def ignored_fields(error: ValidationError) -> list[Path]:
    """Paths of the `x-` fields that Pydantic found unknown: an author's own, to be left alone."""
    entries = error.errors(include_url=False, include_context=False)
    found = [_path(entry) for entry in entries if entry["type"] == "extra_forbidden"]
    return [path for path in found if str(path[-1]).startswith("x-")]


def _path(entry: Any) -> Path:
    """Pydantic's place without the tags of unions and the sign that a key is meant."""
    loc = entry["loc"][:-1] if _at_key(entry) else entry["loc"]
    return tuple(part for part in loc if part not in _TAGS)


def _at_key(entry: Any) -> bool:
    """Whether a key is meant, which Pydantic says by a last part; but a file may have a key of that very name."""
    loc: Path = entry["loc"]
    return loc[-1:] == ("[key]",) and entry["type"].startswith("string") and loc[-2] == entry["input"]


def _fault(entry: Any, loc: Path, path: Path) -> Fault:
    kind, name, given = entry["type"], str(path[-1] if path else ""), entry["input"]
    if _at_key(entry):
        code = "unknown-language" if len(loc) > 2 and loc[-3] == parts.LANGUAGES else "bad-id"
        return Fault(code, path, {"name": name}, at_key=True)
    if kind in _BY_TYPE:
        return _BY_TYPE[kind](entry, loc, path, name)
    if given is None:
        return Fault("empty-value", path, {"name": name}, at_key=True)
    if kind in _WANTED:
        wanted = "mapping" if len(path) == 2 and path[0] == "steps" else _WANTED[kind]
        return Fault("wrong-type", path, {"name": _named(path), "wanted": wanted})
    if name == "goto" or (path[-2:-1] == ("order",) and isinstance(path[-1], int)):
        return Fault("bad-id", path, {"name": given})
    return Fault("empty-text", path, {"name": _named(path)})


def _named(path: Path) -> str:
    """What a person calls a place: the last field's name, not its position in a list."""
    return next((part for part in reversed(path) if isinstance(part, str)), "")


def _unknown_field(entry: Any, loc: Path, path: Path, name: str) -> Fault:
    near = nearest(name, _fields_at(loc[:-1]))
    return Fault("unknown-field", path, {"name": name, "near": near}, at_key=True)


def _missing_field(entry: Any, loc: Path, path: Path, name: str) -> Fault:
    if isinstance(path[-1], int):  # a range of two with only one
        return Fault("too-few", path[:-1], {"name": _named(path), "limit": 2, "count": path[-1]}, at_key=True)
    return Fault("missing-field", path[:-1], {"name": name, "parent": _named(path[:-1])}, at_key=True)


def _unknown_value(entry: Any, loc: Path, path: Path, name: str) -> Fault:
    if entry["type"] == "union_tag_invalid":
        known, path, given = [tag[1:] for tag in _STEPS], (*path, "ask"), entry["input"]["ask"]
    else:
        known, given = _literals(entry["ctx"]["expected"]), entry["input"]
    if given is None:
        return Fault("empty-value", path, {"name": _named(path)}, at_key=True)
    near = nearest(str(given), known)
    return Fault("unknown-value", path, {"name": given, "near": near, "known": ", ".join(known)})


def _literals(expected: str) -> list[str]:
    return expected.replace(" or ", ", ").replace("'", "").split(", ")


def _out_of_range(entry: Any, loc: Path, path: Path, name: str) -> Fault:
    bounds = {"low": entry["ctx"].get("ge"), "high": entry["ctx"].get("le")}
    return Fault("out-of-range", path, {"name": _named(path), "given": entry["input"], **_both_bounds(path, bounds)})


def _both_bounds(path: Path, bounds: Mapping[str, Any]) -> dict[str, Any]:
    """Pydantic names only the bound that was broken; people want to know both."""
    field = _named(path)
    both = {
        "anger": (0, 6), "from": (0, 6), "score": (0, 3), "stars": (-3, 3), "level": (1, 3),
        "minutes": (1, 240), "pass": (0, 100), "percent": (0, 100), "format": (1, model.FORMAT),
    }  # fmt: skip
    low, high = both.get(field, (bounds["low"], bounds["high"]))
    return {"low": low, "high": high}


def _count(entry: Any, loc: Path, path: Path, name: str) -> Fault:
    few = entry["type"] == "too_short"
    values = {
        "name": name,
        "limit": entry["ctx"]["min_length" if few else "max_length"],
        "count": len(entry["input"]),
    }
    return Fault("too-few" if few else "too-many", path, values, at_key=True)


def _fields_at(loc: Path) -> list[str]:
    """The fields that may stand in the mapping at a place of Pydantic's."""
    found: type[BaseModel] = model.Scenario
    entries: type[BaseModel] | None = None  # of the container that the part before names: this part is an id
    for before, part in zip((None, *loc), loc, strict=False):
        if part in _STEPS:
            found, entries = _STEPS[str(part)], None
        elif entries:
            found, entries = entries, None
        elif isinstance(part, int) and before == parts.VARIANTS:
            found = parts.Variant
        elif not (entries := _BY_CONTAINER.get(str(part))):
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
