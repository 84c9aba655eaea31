"""`motdrill progress`."""

from typing import Annotated

from motdrill.cli import options
from motdrill.cli.completion import people
from motdrill.messages import _
from motdrill.sessions import reports


def progress(
    by: Annotated[str | None, options.option("--by", _("Whose; else MOTDRILL_NAME."), "NAME", people)] = None,
    since: options.Since = "",
    save: options.Save = None,
    plain: options.Plain = False,
    json: options.Json = False,
    journal: options.JournalPath = "",
) -> None:
    """Prints one person's progress."""
    reports.report_progress(by, since, save, plain=plain, json=json, journal=journal)
