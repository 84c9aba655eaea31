"""The pages about the library and the handbook: `motdrill list`, `motdrill show` and `motdrill learn`."""

from motdrill import library
from motdrill.errors import UsageError, nearest
from motdrill.messages import requested_language
from motdrill.method import handbook
from motdrill.ui.output import show_page


def print_library(*, course: bool, plain: bool) -> None:
    """Prints the library by level, or as a course."""
    from motdrill.ui.pages.library import course_page, list_page

    if course:
        show_page(course_page(library.entries_by_course(), requested_language()), plain)
    else:
        show_page(list_page(library.entries_by_level(), requested_language()), plain)


def print_card(scenario: str, *, plain: bool) -> None:
    """Prints one scenario's card.

    Raises:
        ReadError: The scenario cannot be read.
        UsageError: There is no such scenario.
    """
    from motdrill.sessions.scenario_lookup import load_scenario
    from motdrill.ui.pages.card import card_page

    show_page(card_page(*load_scenario(scenario)), plain)


def print_handbook(entry_id: str, *, plain: bool) -> None:
    """Prints the handbook's index, or one of its entries.

    Raises:
        UsageError: There is no such entry; suggests the nearest one.
    """
    from motdrill.ui.pages.handbook import entry_page, index_page

    if not entry_id:
        show_page(index_page(), plain)
        return
    wanted = entry_id.strip().lower()
    entry = handbook.find_entry(wanted) or handbook.find_by_name(wanted)
    if entry is None:
        raise UsageError("no-such-page", name=entry_id, near=nearest(wanted, handbook.all_ids()))
    training = []
    if entry.chapter != "topics":  # no step trains a topic
        from motdrill.sessions.scenario_lookup import scenarios_training

        training = scenarios_training(entry.id)
    show_page(entry_page(entry.id, requested_language(), training), plain)
