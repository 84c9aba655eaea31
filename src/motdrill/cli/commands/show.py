"""`motdrill show`."""

from motdrill.cli import options
from motdrill.sessions import scenario_card


def show(scenario: options.ScenarioName, plain: options.Plain = False) -> None:
    """Prints one scenario's card."""
    scenario_card.print_card(scenario, plain=plain)
