"""Pydantic's validation errors as `Fault`s, by Pydantic's stable `type` codes."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any, Final

from pydantic import BaseModel, ValidationError

from motdrill.errors import nearest
from motdrill.scenario import base_types, model, structure
from motdrill.scenario.cross_checks import Fault, known_ids
from motdrill.scenario.meant import BOUNDS, as_id, has_numbers, value_meant, word_meant
from motdrill.scenario.problem import MAX_PROBLEMS, DataPath

_STEP_MODELS: Final = {f"\0{ask}": each for ask, each in structure.STEP_MODELS.items()}
_TAGS: Final = frozenset(
    {base_types.PLAIN_TAG, base_types.LANGUAGES_TAG, base_types.VARIANTS_TAG, base_types.LIST_TAG, *_STEP_MODELS}
)
_COMMON_LANGUAGES: Final = frozenset({"en", "zh", "zh-CN", "zh-Hans"})
_LANGUAGE_MEANT: Final = {
    **dict.fromkeys(("cn", "ch", "chn", "chi", "zho", "chs", "cht", "chinese", "zh-cn", "zh-hans", "zh-tw"), "zh"),
    **dict.fromkeys(("zh", "hz", "zn", "中文", "汉语", "简体", "简体中文"), "zh"),
    **dict.fromkeys(("en", "eng", "english", "uk", "us", "gb", "en-us", "en-gb", "英文", "英语"), "en"),
}
_EXPECTED_TYPES: Final = {
    "string_type": "text",
    "union_tag_not_found": "text",
    "int_type": "number",
    "bool_type": "yes-no",
    "dict_type": "mapping",
    "model_type": "mapping",
    "tuple_type": "list",
}
_RANGES: Final = {
    **BOUNDS, "from": (0, 6), "score": (0, 3), "stars": (-3, 3), "level": (1, 3),
    "minutes": (1, 240), "pass": (0, 100), "format": (1, model.FORMAT),
}  # fmt: skip
"""Lowest and highest value of a field: Pydantic reports only the bound that was violated."""


class _FieldError:
    """One error of Pydantic, with its path in the scenario's data.

    Attributes:
        loc: Pydantic's path, with the tags of unions.
        at_key: Whether a key is wrong. Pydantic then appends "[key]" to the path, but a file may use that as a key too.
        path: The path without tags and "[key]".
        name: The last part of the path.
        field: The last part that is not a position in a list.
        is_entry: Whether the last part is a position in a list.
    """

    def __init__(self, details: Any) -> None:
        self.type: str = details["type"]
        self.value: Any = details["input"]
        self.context: dict[str, Any] = details.get("ctx", {})
        self.loc: DataPath = details["loc"]
        self.at_key = self.loc[-1:] == ("[key]",) and self.type.startswith("string") and self.loc[-2] == self.value
        self.path: DataPath = tuple(part for part in self.loc[: -1 if self.at_key else None] if part not in _TAGS)
        self.name = str(self.path[-1] if self.path else "")
        self.field = _last_field(self.path)
        self.is_entry = isinstance(self.path[-1] if self.path else "", int)


def _last_field(path: DataPath) -> str:
    return next((part for part in reversed(path) if isinstance(part, str)), "")


def find_field_faults(error: ValidationError, data: Mapping[str, object]) -> Iterator[Fault]:
    """One fault for each cause: of several errors at one path the first.

    A list that is too short is not reported if one of its entries is wrong, which is why it is too short.
    """
    errors = [_FieldError(details) for details in error.errors(include_url=False)[:MAX_PROBLEMS]]
    parents = {item.path[:end] for item in errors for end in range(len(item.path))}
    split_texts = _texts_split_at_comma(errors)
    misspelt = _misspelt_fields(errors)
    meant = {(*path[:-1], name) for path, name in misspelt.items()}
    wrong_bounds = {item.path for item in errors if item.type == "int_type"}
    misjudged = {item.path[:-1] for item in errors if _is_ask_misspelt(item)}
    reported: set[DataPath] = set()
    for item in errors:
        echo = item.path[:-1] in split_texts or (item.type == "too_short" and item.path in parents)
        echo = echo or (item.type == "missing" and (item.path in meant or (*item.path[:-1], 0) in wrong_bounds))
        echo = echo or (item.type in ("missing", "extra_forbidden") and _is_misjudged(item, misjudged))
        place = item.path[: -1 if item.type == "missing" and isinstance(item.path[-1], int) else None]
        if place not in reported and not echo:
            reported.add(place)
            fault = _fault(item, data)
            near = misspelt.get(item.path)
            yield replace(fault, values={**fault.values, "near": near}) if near else fault
    for path in split_texts.values():
        yield Fault("comma-in-text", path, {"name": path[-1]}, at_key=True)


def _is_ask_misspelt(error: _FieldError) -> bool:
    """Whether an unknown field of a step was meant for `ask`, without which the step is read as one with replies."""
    is_in_step = error.type == "extra_forbidden" and len(error.path) == 3 and error.path[0] == "steps"
    return is_in_step and nearest(error.name, _field_names_at(error.loc[:-1])) == "ask"


def _is_misjudged(error: _FieldError, misjudged: Collection[DataPath]) -> bool:
    """Whether a field is only wrong or missing in a step because nobody can tell what the step asks."""
    return error.path[:-1] in misjudged and error.name in structure.FIELDS["step"]


def _misspelt_fields(errors: Sequence[_FieldError]) -> dict[DataPath, str]:
    """The name that was meant for each unknown field, by its path: one alike, or the only one that is missing there."""
    missing: dict[DataPath, list[str]] = {}
    for item in errors:
        if item.type == "missing":
            missing.setdefault(item.path[:-1], []).append(item.name)
    unknown = [item for item in islice((item for item in errors if item.type == "extra_forbidden"), 20)]
    meant = {}
    for item in unknown if missing else ():
        parent = item.path[:-1]
        only = missing.get(parent, []) if [each.path[:-1] for each in unknown].count(parent) == 1 else []
        meant[item.path] = nearest(item.name, _field_names_at(item.loc[:-1])) or (only[0] if len(only) == 1 else "")
    return meant


def _texts_split_at_comma(errors: Sequence[_FieldError]) -> dict[DataPath, DataPath]:
    """Texts in braces of which YAML read the words after a comma as a key without a value.

    Returns:
        The path of the first such key, by the path of the text.
    """
    keys: dict[DataPath, DataPath] = {}
    for error in errors:
        in_text = error.loc[-2:-1] == (base_types.LANGUAGES_TAG,)
        if error.value is None and in_text and error.path[-1] not in _COMMON_LANGUAGES:
            keys.setdefault(error.path[:-1], error.path)
    return keys


def ignored_fields(error: ValidationError) -> list[DataPath]:
    """Paths of unknown fields whose names begin with `x-`: the author's own, to be ignored."""
    errors = [_FieldError(details) for details in error.errors(include_url=False, include_context=False)]
    return [item.path for item in errors if item.type == "extra_forbidden" and item.name.startswith("x-")]


def _fault(error: _FieldError, data: Mapping[str, object]) -> Fault:
    path, name = error.path, error.name
    if error.at_key:
        is_language = error.loc[-3:-2] == (base_types.LANGUAGES_TAG,)
        near = _LANGUAGE_MEANT.get(_letters(name), "") if is_language else as_id(name)
        return Fault("unknown-language" if is_language else "bad-id", path, {"name": name, "near": near}, at_key=True)
    if error.type in _HANDLERS:
        return _HANDLERS[error.type](error)
    if error.value is None:
        return _empty_value(path)
    if error.type in _EXPECTED_TYPES:
        return _wrong_type(error)
    if _is_id(error):
        near = as_id(error.value)
        values = word_meant(error.value, known_ids(data, error.field), in_list=error.is_entry, near=near)
        return Fault("bad-id", path, values)
    return Fault("empty-text", path, {"name": error.field})


def _empty_value(path: DataPath) -> Fault:
    case = {"sentence": "empty-entry"} if isinstance(path[-1], int) else {}
    return Fault("empty-value", path, {"name": _last_field(path), **case}, at_key=True)


def _is_id(error: _FieldError) -> bool:
    return error.name == "goto" or (error.field == "order" and error.is_entry)


def _wrong_type(error: _FieldError) -> Fault:
    wanted = _wanted(error, _EXPECTED_TYPES[error.type])
    near = value_meant(error.value, error.field, wanted)
    return Fault("wrong-type", error.path, {"name": error.field, "wanted": wanted, "near": near})


def _wanted(error: _FieldError, wanted: str) -> str:
    """What should stand in place of a value of the wrong type, by its place and by what stands there."""
    if wanted == "number" and has_numbers(error.value):
        return "range" if error.is_entry else "one-number"
    if wanted == "list" and error.field in BOUNDS:
        return "range"
    if wanted == "text" and _is_id(error):
        return "id"
    return "mapping" if len(error.path) == 2 and error.path[0] == "steps" else wanted


def _letters(name: str) -> str:
    return re.sub(r"[\s_-]+", "-", name.strip().lower())


def _unknown_field(error: _FieldError) -> Fault:
    known = _field_names_at(error.loc[:-1])
    values = {"name": error.name, "near": nearest(error.name, known), "known": ", ".join(known)}
    return Fault("unknown-field", error.path, values, at_key=True)


def _missing_field(error: _FieldError) -> Fault:
    parent, last = error.path[:-1], error.path[-1]
    if isinstance(last, int):  # a range of two numbers with only one
        return Fault("too-few", parent, {"name": error.field, "limit": 2, "count": last}, at_key=True)
    return Fault("missing-field", parent, {"name": error.name, "parent": _last_field(parent)}, at_key=True)


def _unknown_value(error: _FieldError) -> Fault:
    if error.type == "union_tag_invalid":
        known, path, value = [tag[1:] for tag in _STEP_MODELS], (*error.path, "ask"), error.value["ask"]
    else:
        known = error.context["expected"].replace(" or ", ", ").replace("'", "").split(", ")
        path, value = error.path, error.value
    if value is None:
        return _empty_value(path)
    values = word_meant(value, known, in_list=isinstance(path[-1], int))
    return Fault("unknown-value", path, {**values, "known": ", ".join(known)})


def _out_of_range(error: _FieldError) -> Fault:
    low, high = _RANGES.get(error.field, (error.context.get("ge"), error.context.get("le")))
    return Fault("out-of-range", error.path, {"name": error.field, "given": error.value, "low": low, "high": high})


def _wrong_length(error: _FieldError) -> Fault:
    code, limit = ("too-few", "min_length") if error.type == "too_short" else ("too-many", "max_length")
    values = {"name": error.name, "limit": error.context[limit], "count": len(error.value)}
    return Fault(code, error.path, values, at_key=True)


def _field_names_at(loc: DataPath) -> list[str]:
    """The fields allowed in the mapping at a path of Pydantic's."""
    current: type[BaseModel] = model.Scenario
    entry_model: type[BaseModel] | None = None  # set if the previous part names a container, so that this one is an id
    for previous, part in zip((None, *loc), loc, strict=False):
        if part in _STEP_MODELS:
            current, entry_model = _STEP_MODELS[str(part)], None
        elif entry_model:
            current, entry_model = entry_model, None
        elif isinstance(part, int) and previous == base_types.VARIANTS_TAG:
            current = base_types.Variant
        elif not (entry_model := structure.ENTRY_MODEL_BY_FIELD.get(str(part))):
            current = structure.MODEL_BY_FIELD.get(str(part), current)
    return structure.field_names(current)


def _long_text(error: _FieldError) -> Fault:
    values = {"name": error.field, "limit": error.context["max_length"], "count": len(error.value)}
    return Fault("text-too-long", error.path, values)


_HANDLERS: Final = {
    "extra_forbidden": _unknown_field,
    "missing": _missing_field,
    "literal_error": _unknown_value,
    "union_tag_invalid": _unknown_value,
    "greater_than_equal": _out_of_range,
    "less_than_equal": _out_of_range,
    "too_short": _wrong_length,
    "too_long": _wrong_length,
    "string_too_long": _long_text,
}
