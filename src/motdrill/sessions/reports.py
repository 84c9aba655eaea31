"""What the journal adds up to, for one person and for all: `motdrill progress` and `motdrill report`."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from motdrill import library
from motdrill.errors import UsageError
from motdrill.journal.location import journal_path
from motdrill.messages import _
from motdrill.practice.document import group_document, items_document, progress_document
from motdrill.practice.group import summarize_group
from motdrill.practice.item_statistics import item_statistics
from motdrill.practice.progress import summarize_progress
from motdrill.scenario.safe_text import sanitize
from motdrill.sessions.journal_access import known_person, open_history
from motdrill.sessions.option_values import start_of_day, trainee_name
from motdrill.sessions.result_files import PAGE, result_path
from motdrill.ui.blocks import Page
from motdrill.ui.files import save_page
from motdrill.ui.output import show_json, show_page
from motdrill.ui.pages.progress import progress_page
from motdrill.ui.pages.report import group_page, statistics_page


def report_progress(by: str | None, since: str, save: Path | None, *, plain: bool, json: bool, journal: str) -> None:
    """Prints or saves one person's progress.

    Raises:
        JournalError: The journal cannot be read.
        UsageError: The options contradict each other, or nobody has that name.
    """
    _refuse_json_and_save(json, save)
    is_unnamed = by is not None and not by.strip()
    name = "" if is_unnamed else trainee_name(by, "--by")
    begin, today = start_of_day(since), datetime.now().astimezone().date()
    with open_history(journal) as history:
        if by is not None:
            known_person(history, name)
        progress = summarize_progress(history.played_drills(trainee=name), history.reviews(name, begin), begin)
        others = [] if progress.tally.drills else [person for person in history.people() if person != name]
    if json:
        show_json(progress_document(progress, name, today))
    else:
        _print_or_save(progress_page(progress, name, today, others), _("Progress"), save, plain, journal)


def report_group(scenario: str, since: str, save: Path | None, *, plain: bool, json: bool, journal: str) -> None:
    """Prints or saves the group's report or, with a scenario, the statistics of its steps.

    Raises:
        JournalError: The journal cannot be read.
        UsageError: The options contradict each other, or the scenario was never drilled.
    """
    _refuse_json_and_save(json, save)
    begin = start_of_day(since)
    document, page = _statistics(scenario, begin, journal) if scenario else _group(begin, journal)
    if json:
        show_json(document())
    else:
        _print_or_save(page(), _("Group"), save, plain, journal)


Views = tuple[Callable[[], dict[str, Any]], Callable[[], Page]]
"""Makes the JSON document; makes the page. Only one of them is wanted."""


def _group(since: datetime | None, journal: str) -> Views:
    with open_history(journal) as history:
        group = summarize_group(history.finished_drills(), since)
    return lambda: group_document(group), lambda: group_page(group)


def _statistics(scenario: str, since: datetime | None, journal: str) -> Views:
    scenario_id = sanitize(Path(library.scenario_id(scenario)).stem)
    with open_history(journal) as history:
        statistics = item_statistics(history.played_drills(scenario_id=scenario_id), since)
        if statistics is None:
            raise UsageError("never-drilled", name=scenario)
    return lambda: items_document(statistics), lambda: statistics_page(statistics)


def _refuse_json_and_save(json: bool, save: Path | None) -> None:
    if json and save is not None:
        raise UsageError("json-and-save")


def _print_or_save(page: Page, title: str, save: Path | None, plain: bool, journal: str) -> None:
    if save is None:
        show_page(page, plain)
    else:
        save_page(page, f"motdrill – {title}", result_path(save, journal_path(journal), PAGE))
