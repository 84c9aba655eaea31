"""`motdrill ways`."""

from typing import Annotated

from motdrill.cli import options
from motdrill.messages import _
from motdrill.sessions import ways as session


def ways(
    scenario: options.ScenarioName,
    best: Annotated[
        bool, options.option("--best", _("Only the best way; else also one to each other ending."))
    ] = False,
    ending: Annotated[str, options.option("--ending", _("Only the best of the ways to this ending."), "ID")] = "",
    most: Annotated[
        int | None, options.option("--all", _("At most N ways, those that together show the most first."), "N")
    ] = None,
    plain: options.Plain = False,
) -> None:
    """Shows the best way, and the best of the ways to every other ending, to be read aloud."""
    session.report_ways(scenario, best=best, ending=ending, most=most, plain=plain)
