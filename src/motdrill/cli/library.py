"""`motdrill` alone, `list`, `show` and `learn`: finding a drill, and reading about the method."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from motdrill import library
from motdrill.cli import options
from motdrill.cli.completing import on_tab, pages
from motdrill.errors import UsageError, nearest
from motdrill.faces.show import show_page
from motdrill.wording import _, asked

if TYPE_CHECKING:
    from motdrill.scenario.load import Loaded


def home(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", help=_("Show the version and what a report needs, and exit."))
    ] = False,
    plain: options.Plain = False,
) -> None:
    """Shows what to do next."""
    if version:
        from motdrill.cli.about import about

        print(about())
        raise typer.Exit
    if context.invoked_subcommand is None:
        from motdrill.cli.drill import drill

        drill(plain=plain)
    elif plain:  # said before the command it means the command
        context.default_map = {context.invoked_subcommand: {"plain": True}}


def list_scenarios(
    course: Annotated[bool, typer.Option("--course", help=_("As a course: what each adds to those before."))] = False,
    plain: options.Plain = False,
) -> None:
    """Prints the library."""
    from motdrill.faces.pages.library import course_page, list_page

    page = course_page(library.course(), asked()) if course else list_page(library.listed(), asked())
    show_page(page, plain)


def show(scenario: options.ScenarioName, plain: options.Plain = False) -> None:
    """Prints one scenario's card."""
    from motdrill.faces.pages.library import card_page

    show_page(card_page(*looked_up(scenario)), plain)


def looked_up(name: str) -> tuple[Loaded, str]:
    """A scenario by its id or path, and the language in which it is to be read.

    Raises:
        ReadError: The file cannot be read or is no scenario.
        UsageError: There is no such scenario.
    """
    loaded, lang, _notices = looked_up_to_play(name)
    return loaded, lang


def looked_up_to_play(name: str) -> tuple[Loaded, str, tuple[str, ...]]:
    """A scenario by its id or path, the language it runs in, and what people should know before they play it.

    Raises:
        ReadError: The file cannot be read or is no scenario.
        UsageError: There is no such scenario.
    """
    from motdrill.scenario.load import load
    from motdrill.scenario.texts import choose_language

    path, stands_before = library.find(name)
    loaded = load(path)
    lang, as_asked = choose_language(loaded.scenario, asked())
    notices = []
    if stands_before:
        notices.append(_("Your own `{name}` is used instead of the bundled one.").format(name=loaded.id))
    if not as_asked:
        told = _("This scenario is not complete in {asked}; it runs in {lang}.")
        notices.append(told.format(asked=asked(), lang=lang))
    return loaded, lang, tuple(notices)


def learn(
    page: Annotated[
        str,
        typer.Argument(metavar="ID", help=_("A skill, depth, need, code or topic."), autocompletion=on_tab(pages)),
    ] = "",
    plain: options.Plain = False,
) -> None:
    """Opens the handbook."""
    from motdrill.faces.pages.learn import entry_page, index_page
    from motdrill.method import handbook

    if not page:
        show_page(index_page(), plain)
        return
    entry_id = page.strip().lower()
    entry = handbook.find(entry_id)
    if entry is None:
        raise UsageError("no-such-page", name=page, near=nearest(entry_id, handbook.every_id()))
    trained_by = [] if entry.chapter == "topics" else training(entry_id)  # no step trains a topic
    show_page(entry_page(entry_id, asked(), trained_by), plain)


def training(entry_id: str) -> list[tuple[library.Listed, int]]:
    """The scenarios that train a skill or show a code, with how often; those that do so most come first."""
    from motdrill.errors import ReadError
    from motdrill.scenario.load import load
    from motdrill.scenario.uses import uses

    found = []
    for row in library.course():
        try:
            if times := uses(load(row.path).scenario)[entry_id]:
                found.append((row, times))
        except ReadError:
            continue  # `check` tells what is wrong with it; here it only trains nothing
    return sorted(found, key=lambda each: -each[1])
