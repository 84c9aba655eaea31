"""Picking the text that holds: by language, and by the anger of the moment."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from pydantic import BaseModel

from motdrill.scenario.model import Scenario
from motdrill.scenario.parts import Said, Text
from motdrill.scenario.problem import Path

ALIASES = {"zh-CN": "zh", "zh-Hans": "zh"}
"""Language codes read as another."""


def speak(text: Text | None, lang: str) -> str:
    """The text in a language; empty where there is no text.

    Args:
        text: A text of the scenario.
        lang: A language the scenario is complete in (see `choose_language`).
    """
    if text is None or isinstance(text, str):
        return text or ""
    if lang in text:
        return text[lang]
    for key, words in text.items():
        if ALIASES.get(key, key) == lang:
            return words
    return next(iter(text.values()))


def say(said: Said | None, anger: int, lang: str) -> str:
    """The text that holds at an anger: the variant with the highest `from` that the anger reaches.

    Args:
        said: A text or variants of it.
        anger: 0 to 6 stars.
        lang: A language the scenario is complete in.
    """
    if not isinstance(said, tuple):
        return speak(said, lang)
    reached = [variant for variant in said if variant.from_ <= anger]
    return speak(max(reached, key=lambda variant: variant.from_).text, lang) if reached else ""


def languages_of(text: Text) -> tuple[str, ...] | None:
    """The languages a text is written in; None for a plain string, which serves every language."""
    return None if isinstance(text, str) else tuple(ALIASES.get(key, key) for key in text)


def complete_languages(scenario: Scenario) -> tuple[str, ...] | None:
    """The languages every text is written in, in the order of `title`; None where all texts are plain."""
    written = [langs for _, text in every_text(scenario) if (langs := languages_of(text)) is not None]
    if not written:
        return None
    first = languages_of(scenario.title) or written[0]
    return tuple(lang for lang in first if all(lang in langs for langs in written))


def choose_language(scenario: Scenario, asked: str) -> tuple[str, bool]:
    """The language a drill runs in.

    Args:
        scenario: The scenario.
        asked: The language the person wants.

    Returns:
        The asked language if every text has it, else the first complete language of `title`, else its first; and
        whether that is the asked one.
    """
    complete = complete_languages(scenario)
    if complete is None or asked in complete:
        return asked, True
    fallback = complete or languages_of(scenario.title) or (asked,)
    return fallback[0], False


def every_text(scenario: Scenario) -> list[tuple[Path, Text]]:
    """Every text of the scenario with its path; variants one by one."""
    found: list[tuple[Path, Text]] = []
    _collect((), scenario, found)
    return found


_NO_TEXT = frozenset(
    "tags does trains order depth kind ask goto channel accept format level minutes pass_ anger score stars counts good"
    " spoken lost when from_".split()
)


@cache
def _text_fields(kind: type[BaseModel]) -> tuple[str, ...]:
    return tuple(name for name in kind.model_fields if name not in _NO_TEXT)


def _collect(path: Path, value: object, found: list[tuple[Path, Text]]) -> None:
    """Adds the texts below a value."""
    if isinstance(value, str):
        found.append((path, value))
    elif isinstance(value, dict) and value and isinstance(next(iter(value.values())), str):
        found.append((path, value))  # one string a language
    else:
        for name, inner in _parts(value):
            if inner is not None:
                _collect((*path, name), inner, found)


def _parts(value: object) -> Iterable[tuple[str | int, object]]:
    """What a value is made of, by key, by field or by position."""
    if isinstance(value, dict):
        return value.items()
    if isinstance(value, tuple):
        return enumerate(value)
    if isinstance(value, BaseModel):
        return [(name, getattr(value, name)) for name in _text_fields(type(value))]
    return ()
