"""`motdrill ways`."""

from typing import Annotated

import typer

from motdrill.cli import options
from motdrill.messages import _
from motdrill.sessions import ways as session


def ways(
    scenario: options.ScenarioName,
    best: Annotated[
        bool, typer.Option("--best", help=_("Only the best way; else also one to each other ending."))
    ] = False,
    ending: Annotated[
        str, typer.Option("--ending", metavar="ID", help=_("Only the best of the ways to this ending."))
    ] = "",
    most: Annotated[
        int | None,
        typer.Option("--all", metavar="N", help=_("At most N ways, those that together show the most first.")),
    ] = None,
    plain: options.Plain = False,
) -> None:
    """Shows the best way, and the best of the ways to every other ending, to be read aloud."""
    session.report_ways(scenario, best=best, ending=ending, most=most, plain=plain)
