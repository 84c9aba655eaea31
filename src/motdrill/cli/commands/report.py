"""`motdrill report`."""

from typing import Annotated

import typer

from motdrill.cli import options
from motdrill.cli.completion import completer, scenarios
from motdrill.messages import _
from motdrill.sessions import reports


def report(
    scenario: Annotated[
        str,
        typer.Argument(
            metavar="SCENARIO", help=_("Its steps' statistics; all people else."), autocompletion=completer(scenarios)
        ),
    ] = "",
    since: options.Since = "",
    save: options.Save = None,
    plain: options.Plain = False,
    json: options.Json = False,
    journal: options.JournalPath = "",
) -> None:
    """Prints the group's report, or a scenario's item statistics."""
    reports.report_group(scenario, since, save, plain=plain, json=json, journal=journal)
