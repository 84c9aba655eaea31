"""`motdrill progress` and `report`: what the journal adds up to, for one person and for all."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from motdrill.cli import options
from motdrill.cli.completing import on_tab, scenarios
from motdrill.cli.files import not_the_journal, save_page
from motdrill.cli.reading import Since, checked_day, known_person, reading
from motdrill.errors import UsageError
from motdrill.faces.show import show_json, show_page
from motdrill.scenario.characters import neutral
from motdrill.wording import _

if TYPE_CHECKING:
    from motdrill.faces.page import Page
    from motdrill.journal.history import History

By = Annotated[str | None, typer.Option("--by", metavar="NAME", help=_("Whose; else MOTDRILL_NAME."))]
Save = Annotated[Path | None, typer.Option("--save", metavar="FILE", help=_("Save the page as HTML."))]


def progress(
    by: By = None,
    since: Since = "",
    save: Save = None,
    plain: options.Plain = False,
    json: options.Json = False,
    journal: options.JournalPath = "",
) -> None:
    """Prints one person's progress."""
    from motdrill.practice.progress import progress as compute

    not_both(json, save)
    unnamed = by is not None and not by.strip()
    named = "" if unnamed else options.checked_name(by, "--by")
    begin, now = checked_day(since), datetime.now().astimezone()
    with reading(journal) as history:
        if by is not None:
            known_person(history, named)
        found = compute(history.played(trainee=named, since=begin), history.reviews(named, begin))
        others = [name for name in history.people() if name != named] if not found.tally.drills else []
    if json:
        from motdrill.practice.document import progress_document

        show_json(progress_document(found, named, now.date()))
        return
    from motdrill.faces.pages.progress import progress_page

    put(progress_page(found, named, now.date(), others), _("Progress"), save, plain, journal)


def report(
    scenario: Annotated[
        str,
        typer.Argument(
            metavar="SCENARIO", help=_("Its steps' statistics; all people else."), autocompletion=on_tab(scenarios)
        ),
    ] = "",
    since: Since = "",
    save: Save = None,
    plain: options.Plain = False,
    json: options.Json = False,
    journal: options.JournalPath = "",
) -> None:
    """Prints the group's report, or a scenario's item statistics."""
    not_both(json, save)
    begin = checked_day(since)
    with reading(journal) as history:
        page, document = _items(history, scenario, begin, json) if scenario else _group(history, begin, json)
    if json:
        show_json(document)
    else:
        put(page, _("Group"), save, plain, journal)


def _group(history: History, since: datetime | None, json: bool) -> tuple[Page, dict[str, Any]]:
    from motdrill.practice.group import group_report

    group = group_report(history.played(), since)
    if json:
        from motdrill.practice.document import group_document

        return (), group_document(group)
    from motdrill.faces.pages.report import group_page

    return group_page(group), {}


def _items(history: History, scenario: str, since: datetime | None, json: bool) -> tuple[Page, dict[str, Any]]:
    from motdrill.practice.items import item_statistics

    items = item_statistics(history.played(scenario_id=neutral(Path(scenario).stem)), since)
    if items is None:
        raise UsageError("never-drilled", name=scenario)
    if json:
        from motdrill.practice.document import items_document

        return (), items_document(items)
    from motdrill.faces.pages.report import items_page

    return items_page(items), {}


def not_both(json: bool, save: Path | None) -> None:
    """Refuses a document and a page in one.

    Raises:
        UsageError: Both were asked for.
    """
    if json and save is not None:
        raise UsageError("json-and-save")


def put(page: Page, title: str, save: Path | None, plain: bool, journal: str) -> None:
    """Shows a page, or saves it as HTML.

    Raises:
        UsageError: The file cannot be written.
    """
    if save is None:
        show_page(page, plain)
    else:
        save_page(page, f"motdrill – {title}", not_the_journal(save, journal))
