"""How far replies give themselves away: `motdrill tells`."""

from collections.abc import Mapping, Sequence
from typing import Any

from motdrill import library
from motdrill.author.tells import Guess, Tells, find_tells
from motdrill.messages import LANGUAGES
from motdrill.scenario.load import Loaded, load
from motdrill.sessions.scenario_lookup import load_library
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
    by_language = _tells_by_language([load(library.find_scenario(name)[0]) for name in names])
    if json:
        show_json({lang: _document(tells) for lang, tells in by_language.items()})
    else:
        show_page(tells_page({lang: tells for lang, tells in by_language.items() if tells.guesses}), plain)


def guesses_of(loaded: Loaded) -> dict[str, tuple[Guess, ...]]:
    """What a deaf reader, learned from the library, gets right in one scenario, by language it is complete in."""
    by_language = _tells_by_language([loaded])
    return {lang: tells.guesses[loaded.id] for lang, tells in by_language.items() if tells.guesses}


def _tells_by_language(chosen: Sequence[Loaded]) -> dict[str, Tells]:
    """What a deaf reader, learned from the library and the scenarios chosen, gets right in these, else in all."""
    scenarios = {loaded.id: loaded.scenario for loaded in (*load_library(), *chosen)}
    wanted = [loaded.id for loaded in chosen] or None
    return {lang: find_tells(scenarios, lang, wanted) for lang in LANGUAGES}


def told_document(guesses: Mapping[str, Sequence[Guess]]) -> dict[str, Any]:
    """The steps in which a deaf reader takes a best reply, by language, as plain data."""
    return {
        lang: {"of": len(row), "steps": [guess.step for guess in row if guess.right]} for lang, row in guesses.items()
    }


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
