"""The pages of the handbook: `motdrill learn`."""

from motdrill.errors import UsageError, nearest
from motdrill.messages import requested_language
from motdrill.method import handbook
from motdrill.sessions import scenario_lookup
from motdrill.ui.blocks import Page
from motdrill.ui.output import show_page
from motdrill.ui.pages.handbook import entry_page, index_page


def print_handbook(entry_id: str, *, plain: bool) -> None:
    """Prints the handbook's index, or one of its entries.

    Raises:
        UsageError: There is no such entry; suggests the nearest one.
    """
    if not entry_id:
        show_page(index_page(), plain)
        return
    wanted = entry_id.strip().lower()
    entry = handbook.find_entry(wanted) or handbook.find_by_name(wanted)
    if entry is None:
        raise UsageError("no-such-page", name=entry_id, near=nearest(wanted, handbook.all_ids()))
    show_page(handbook_page(entry.id, requested_language()), plain)


def handbook_page(entry_id: str, lang: str, *, at_home: bool = False) -> Page:
    """The page of an entry, with the scenarios that train it by their titles in a language and, elsewhere, commands."""
    training = []
    if entry_id not in handbook.chapter_entries("topics"):  # no step trains a topic
        training = scenario_lookup.scenarios_training(entry_id)
    return entry_page(entry_id, lang, training, at_home=at_home)
