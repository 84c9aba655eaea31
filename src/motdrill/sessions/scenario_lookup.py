"""Looks a scenario up by its id or path and picks the language it runs in."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from motdrill import library
from motdrill.errors import ReadError
from motdrill.messages import _, requested_language
from motdrill.scenario.load import Loaded, load
from motdrill.scenario.model import Scenario
from motdrill.scenario.skill_usage import skill_usage
from motdrill.scenario.texts import scenario_language
from motdrill.ui.view import ScenarioSource


def load_scenario(name: str) -> tuple[Loaded, str]:
    """A scenario by its id or path, and the language to read it in.

    Raises:
        ReadError: The file cannot be read or is not a scenario.
        UsageError: There is no such scenario.
    """
    loaded, lang, _notices = load_to_play(name)
    return loaded, lang


def load_to_play(name: str) -> tuple[Loaded, str, tuple[str, ...]]:
    """A scenario by its id or path, the language it runs in, and notices to show before it is played.

    Raises:
        ReadError: The file cannot be read or is not a scenario.
        UsageError: There is no such scenario.
    """
    path, hides_bundled = library.find_scenario(name)
    loaded = load(path)
    lang, notices = language_to_play(loaded.scenario, requested_language())
    if hides_bundled:
        notices = (_("Your own `{name}` is used instead of the bundled one.").format(name=loaded.id), *notices)
    return loaded, lang, notices


def language_to_play(scenario: Scenario, requested: str) -> tuple[str, tuple[str, ...]]:
    """The language that a scenario runs in, and the notices to show: one if it is not the one requested."""
    lang, as_asked = scenario_language(scenario, requested)
    notice = _("This scenario is not complete in {asked}; it runs in {lang}.").format(asked=requested, lang=lang)
    return lang, () if as_asked else (notice,)


def source_of(loaded: Loaded) -> ScenarioSource:
    """What the journal stores about where a scenario came from."""
    return ScenarioSource(str(Path(loaded.file).absolute()), loaded.text)


def scenarios_training(entry_id: str) -> list[tuple[library.LibraryEntry, int]]:
    """The scenarios that train a skill or show a code, with how often, most often first."""
    times = {loaded.id: skill_usage(loaded.scenario)[entry_id] for loaded in load_library()}
    training = [(entry, times[entry.id]) for entry in library.entries_by_course() if times.get(entry.id)]
    return sorted(training, key=lambda pair: -pair[1])


def load_library() -> Iterator[Loaded]:
    """The scenarios of the library that load; `check` reports what is wrong with the others."""
    for path, _own in library.scenario_files():
        with suppress(ReadError):
            yield load(path)
