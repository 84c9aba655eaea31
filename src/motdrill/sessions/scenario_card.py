"""The card of a scenario: `motdrill show`."""

from motdrill.sessions.scenario_lookup import load_scenario
from motdrill.ui.output import show_page
from motdrill.ui.pages.card import card_page


def print_card(scenario: str, *, plain: bool) -> None:
    """Prints one scenario's card.

    Raises:
        ReadError: The scenario cannot be read.
        UsageError: There is no such scenario.
    """
    show_page(card_page(*load_scenario(scenario)), plain)
