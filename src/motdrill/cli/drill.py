"""`motdrill drill`: one drill from the first shout to the last word."""

from __future__ import annotations

import sys
import unicodedata
from typing import TYPE_CHECKING, Annotated, Final

import typer

from motdrill import library
from motdrill.cli import options
from motdrill.errors import Stopped, UsageError
from motdrill.wording import _, asked

if TYPE_CHECKING:
    from motdrill.faces.stage import Stage

MAX_NAME: Final = 40


def drill(
    scenario: options.ScenarioName = "",
    exam: Annotated[
        bool, typer.Option("--exam", help=_("No feedback until the end; exit code 1 if not passed."))
    ] = False,
    seed: options.Seed = None,
    trainee: Annotated[str | None, typer.Option("--as", metavar="NAME", help=_("Who plays."))] = None,
    plain: options.Plain = False,
    json: options.Json = False,
) -> int:
    """Plays one drill."""
    from motdrill.faces.play import play

    named = checked_name(trainee)
    number = options.checked_seed(seed)
    chosen = scenario or choose(options.is_interactive(plain, json))
    stage = opened(chosen, asked(), number, exam, named)
    face = options.face(plain, json)
    result = again = play(face, stage, save=lambda answer: None)
    while again.again:
        again = play(face, again.again, save=lambda answer: None)
    if json:
        from motdrill.drill.document import as_json

        print(as_json(result.stage.drill, result.card, result.guess, lang=stage.lang, exam=exam, trainee=named))
    return 1 if exam and not result.card.passed else 0


def choose(interactive: bool) -> str:
    """Asks which scenario to play: arrow keys or numbers on a terminal, a line elsewhere.

    Returns:
        Its id.

    Raises:
        Stopped: The person chose none, or the input ended.
    """
    from motdrill.faces.home import choose_by_keys, choose_by_line

    rows = library.listed()
    chosen = choose_by_keys(rows) if interactive else choose_by_line(rows, sys.stdin, sys.stderr)
    if not chosen:
        raise Stopped("nothing-chosen")
    return chosen


def opened(name: str, lang_asked: str, seed: int, exam: bool, trainee: str) -> Stage:
    """The stage of a new drill.

    Args:
        name: The scenario's id or file.
        lang_asked: The language asked for.
        seed: The seed.
        exam: Whether it is an exam.
        trainee: Who plays.

    Raises:
        ReadError: The file cannot be read or is no scenario.
        UsageError: There is no such scenario.
    """
    from motdrill.drill.state import Drill
    from motdrill.faces.stage import Stage
    from motdrill.scenario.load import load
    from motdrill.scenario.texts import choose_language

    path, stands_before = library.find(name)
    loaded = load(path)
    lang, as_asked = choose_language(loaded.scenario, lang_asked)
    notices = []
    if stands_before:
        notices.append(_("Your own `{name}` is used instead of the bundled one.").format(name=loaded.id))
    if not as_asked:
        notices.append(
            _("This scenario is not complete in {asked}; it runs in {lang}.").format(asked=lang_asked, lang=lang)
        )
    return Stage(Drill(loaded.scenario, loaded.id, seed), lang, exam, trainee, notices=tuple(notices))


def checked_name(name: str | None) -> str:
    """A trainee's name without spaces at its ends; empty where none was given.

    Raises:
        UsageError: It is empty or too long, or has characters that cannot be seen.
    """
    if name is None:
        return ""
    trimmed = " ".join(name.split())
    unseen = any(unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co", "Cn") for char in trimmed)
    if not trimmed or len(trimmed) > MAX_NAME or unseen:
        raise UsageError("bad-name", most=MAX_NAME)
    return trimmed
