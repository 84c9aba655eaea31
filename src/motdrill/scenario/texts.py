"""Selects texts by language and by the current anger."""

from functools import cache
from typing import Any

from motdrill.scenario.base_types import Text, TextByAnger, Variant
from motdrill.scenario.model import Reply, Scenario
from motdrill.scenario.problem import DataPath

ALIASES = {"zh-CN": "zh", "zh-Hans": "zh"}
"""Language codes treated as another."""


def text_in(text: Text | None, lang: str) -> str:
    """The text in a language (see `choose_language`), else in its first language; empty for None."""
    if text is None or isinstance(text, str):
        return text or ""
    if lang in text:
        return text[lang]
    return next((value for key, value in text.items() if ALIASES.get(key, key) == lang), next(iter(text.values())))


def text_at(text: TextByAnger | None, anger: int, lang: str) -> str:
    """The text at an anger of 0-6: the variant with the highest `from` not above it; empty if there is none."""
    if not isinstance(text, tuple):
        return text_in(text, lang)
    met: Variant | None = None
    for variant in text:
        if variant.from_ <= anger and (met is None or variant.from_ > met.from_):
            met = variant
    return text_in(met.text, lang) if met else ""


def also_in(reply: Reply, lang: str) -> tuple[str, ...]:
    """The other ways to say a reply in a language; empty if it has none there."""
    if isinstance(reply.also, tuple):
        return reply.also
    return next((texts for key, texts in reply.also.items() if lang in (key, ALIASES.get(key, key))), ())


def languages_of(text: Text) -> tuple[str, ...] | None:
    """The languages of a text; None for a plain string, which is used for every language."""
    return None if isinstance(text, str) else tuple(ALIASES.get(key, key) for key in text)


def complete_languages(scenario: Scenario) -> tuple[str, ...] | None:
    """The languages that every text has, in the order of `title`; None if all texts are plain strings."""
    written = [langs for _, text in every_text(scenario) if (langs := languages_of(text)) is not None]
    if not written:
        return None
    first = languages_of(scenario.title) or written[0]
    return tuple(lang for lang in first if all(lang in langs for langs in written))


def scenario_language(scenario: Scenario, requested: str) -> tuple[str, bool]:
    """The language a drill runs in, and whether it is the requested one.

    That is the requested language if every text has it, else the first complete language of `title`, else its first.
    """
    complete = complete_languages(scenario)
    if complete is None or requested in complete:
        return requested, True
    fallback = complete or languages_of(scenario.title) or (requested,)
    return fallback[0], False


def every_text(scenario: Scenario) -> list[tuple[DataPath, Text]]:
    """Every text of the scenario with its path; each variant separately."""
    texts: list[tuple[DataPath, Text]] = []
    _collect_texts((), scenario, texts)
    return texts


_FIELDS_WITHOUT_TEXT = frozenset(
    "also say tags does trains order depth kind ask goto channel accept format level minutes pass_ anger score stars"
    " counts good spoken lost when from_".split()
)


@cache
def _text_fields(model: Any) -> tuple[str, ...]:
    return tuple(name for name in model.model_fields if name not in _FIELDS_WITHOUT_TEXT)


def _collect_texts(path: DataPath, value: Any, texts: list[tuple[DataPath, Text]]) -> None:
    """Appends the texts within a value; generators, or asking each value what it is an instance of, would be slower."""
    kind: Any = type(value)
    if kind is str or (kind is dict and value and type(next(iter(value.values()))) is str):
        texts.append((path, value))  # one string, or one per language
    elif kind is dict or kind is tuple:
        for key, child in value.items() if kind is dict else enumerate(value):
            _collect_texts((*path, key), child, texts)
    else:
        fields = vars(value)
        for name in _text_fields(kind):
            if (child := fields[name]) is not None:
                _collect_texts((*path, name), child, texts)
