"""`motdrill show`."""

from motdrill.cli import options


def show(scenario: options.ScenarioName, plain: options.Plain = False) -> None:
    """Prints one scenario's card."""
    from motdrill.sessions.scenario_card import print_card

    print_card(scenario, plain=plain)
