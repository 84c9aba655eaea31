"""Which fields may stand where in a scenario file: contexts of the model, for looking at a file line by line.

A context is the name of what a group of fields describes, such as `reply`; of a group whose keys are ids, `ids:` and
the name of what each describes; of a group of languages, `text`; of the values of a list, `item:` and its field.
"""

from typing import Final

from pydantic import BaseModel

from motdrill.scenario import base_types, model

STEP_MODELS: Final[dict[str, type[BaseModel]]] = {
    "reply": model.ReplyStep,
    "anger": model.AngerStep,
    "needs": model.NeedsStep,
    "spot": model.SpotStep,
}
"""The model of a step by what it asks."""
MODEL_BY_FIELD: Final[dict[str, type[BaseModel]]] = {
    "customer": model.Customer,
    "cues": model.Cues,
    "when": model.When,
    "debrief": model.Debrief,
    "case": model.Case,
}
ENTRY_MODEL_BY_FIELD: Final[dict[str, type[BaseModel]]] = {
    "needs": model.Need,
    "replies": model.Reply,
    "lines": model.Line,
    "endings": model.Ending,
}
"""The model of each entry of a field whose keys are ids; `steps` has several, see `STEP_MODELS`."""


def field_names(described: type[BaseModel]) -> list[str]:
    """The fields of a model as a file names them."""
    return [field.alias or name for name, field in described.model_fields.items()]


TOP: Final = "scenario"
ENTRIES: Final = {field: each.__name__.lower() for field, each in ENTRY_MODEL_BY_FIELD.items()} | {"steps": "step"}
"""The context of each entry of a field whose keys are ids."""
FIELDS: Final[dict[str, frozenset[str]]] = {
    TOP: frozenset(field_names(model.Scenario)),
    "step": frozenset(name for each in STEP_MODELS.values() for name in field_names(each)),
    "variant": frozenset(field_names(base_types.Variant)),
    **{field: frozenset(field_names(each)) for field, each in MODEL_BY_FIELD.items()},
    **{ENTRIES[field]: frozenset(field_names(each)) for field, each in ENTRY_MODEL_BY_FIELD.items()},
}
"""The fields of each context that has fields."""
ALL_FIELDS: Final = frozenset(name for names in FIELDS.values() for name in names)
LANGUAGES: Final = frozenset("en zh zh-CN zh-Hans zh-TW zh-tw zh-cn cn de fr es ja ko".split())
"""Language codes that are taken for such where they are seen, right ones and wrong ones."""
WORD_FIELDS: Final = frozenset(
    "format channel level minutes tags pass kind spoken ask trains counts goto say order score depth stars does good "
    "anger percent lost from".split()
)
"""Fields of words, numbers and ids, alone or in a list; those of the others are texts or groups."""
TEXT_LISTS: Final = frozenset({"may", "may_not", "may_tell", "questions"})
"""Fields of texts in a list, each after a dash."""


def is_known(key: str) -> bool:
    """Whether a word is a field of the format or a language."""
    return key in ALL_FIELDS or key in LANGUAGES


def child_context(context: str, key: str) -> str:
    """The context of what stands below a key."""
    if context.startswith("ids:"):
        return context[4:]
    if key in ENTRIES and key in FIELDS.get(context, ()):
        return f"ids:{ENTRIES[key]}"
    return key if key in MODEL_BY_FIELD else "text"


def item_context(parent: str, key: str) -> str:
    """The context of a group of fields that a dash begins below a key, which stands in the context `parent`."""
    below = child_context(parent, key)
    if below.startswith("ids:"):
        return below[4:]
    return "text" if key in TEXT_LISTS else "variant"


def fits(context: str, key: str) -> bool:
    """Whether a key may stand in a context; every id may stand among ids."""
    if context == "text":
        return key in LANGUAGES
    return context.startswith("ids:") or key.startswith("x-") or key in FIELDS.get(context, ())
