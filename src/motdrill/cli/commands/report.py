"""`motdrill report`."""

from typing import Annotated

from motdrill.cli import options
from motdrill.cli.completion import scenarios
from motdrill.messages import _
from motdrill.sessions import reports


def report(
    scenario: Annotated[
        str, options.argument("SCENARIO", _("Its steps' statistics; all people else."), scenarios)
    ] = "",
    since: options.Since = "",
    save: options.Save = None,
    plain: options.Plain = False,
    json: options.Json = False,
    journal: options.JournalPath = "",
) -> None:
    """Prints the group's report, or a scenario's item statistics."""
    reports.report_group(scenario, since, save, plain=plain, json=json, journal=journal)
