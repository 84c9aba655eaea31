"""How far replies give themselves away: `motdrill tells`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from motdrill import library
from motdrill.author.tells import Guess, Tells, find_tells
from motdrill.errors import ReadError
from motdrill.messages import LANGUAGES
from motdrill.scenario.load import Loaded, load
from motdrill.scenario.model import Scenario
from motdrill.scenario.texts import complete_languages
from motdrill.ui.output import show_json, show_page
from motdrill.ui.pages.tells import tells_page

SHOWN_IN_JSON = 50
"""How many n-grams of each side a document has."""


def report_tells(names: Sequence[str], *, plain: bool, json: bool) -> None:
    """Prints what a deaf reader gets right, learned from the library and the scenarios named.

    Raises:
        ReadError: A scenario named cannot be read.
        UsageError: There is no such scenario.
    """
    chosen = [load(library.find_scenario(name)[0]) for name in names]
    scenarios = library_scenarios() | {loaded.id: loaded.scenario for loaded in chosen}
    wanted = [loaded.id for loaded in chosen] or None
    by_language = {lang: find_tells(scenarios, lang, _complete(chosen, wanted, lang)) for lang in LANGUAGES}
    if json:
        show_json({lang: _document(tells) for lang, tells in by_language.items()})
    else:
        show_page(tells_page(by_language), plain)


def guesses_of(loaded: Loaded) -> dict[str, tuple[Guess, ...]]:
    """What a deaf reader, learned from the library, gets right in one scenario, by language it is complete in."""
    scenarios = library_scenarios() | {loaded.id: loaded.scenario}
    languages = [lang for lang in LANGUAGES if _complete([loaded], [loaded.id], lang)]
    return {lang: find_tells(scenarios, lang, [loaded.id]).guesses[loaded.id] for lang in languages}


def told_document(guesses: Mapping[str, Sequence[Guess]]) -> dict[str, Any]:
    """The steps in which a deaf reader takes a best reply, by language, as plain data."""
    return {
        lang: {"of": len(row), "steps": [guess.step for guess in row if guess.right]} for lang, row in guesses.items()
    }


def library_scenarios() -> dict[str, Scenario]:
    """The scenarios of the library that load, by id."""
    scenarios = {}
    for path, _own in library.scenario_files():
        try:
            scenarios[path.stem] = load(path).scenario
        except ReadError:
            continue  # `check` reports what is wrong with it
    return scenarios


def _complete(chosen: Sequence[Loaded], wanted: list[str] | None, lang: str) -> list[str] | None:
    """Of the ids wanted those that are complete in a language; None for the whole library."""
    if wanted is None:
        return None
    return [each.id for each in chosen if lang in (complete_languages(each.scenario) or (lang,))]


def _document(tells: Tells) -> dict[str, Any]:
    return {
        "share_percent": round(100 * tells.share, 1),
        "chance_percent": round(100 * tells.chance, 1),
        "scenarios": {
            name: {"right": sum(guess.right for guess in row), "steps": {guess.step: guess.right for guess in row}}
            for name, row in tells.guesses.items()
        },
        "sounds_right": [tell._asdict() for tell in tells.right[:SHOWN_IN_JSON]],
        "sounds_wrong": [tell._asdict() for tell in tells.wrong[:SHOWN_IN_JSON]],
    }
