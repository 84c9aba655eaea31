"""`motdrill progress`."""

from typing import Annotated

import typer

from motdrill.cli import options
from motdrill.cli.completion import completer, people
from motdrill.messages import _
from motdrill.sessions import reports


def progress(
    by: Annotated[
        str | None,
        typer.Option("--by", metavar="NAME", help=_("Whose; else MOTDRILL_NAME."), autocompletion=completer(people)),
    ] = None,
    since: options.Since = "",
    save: options.Save = None,
    plain: options.Plain = False,
    json: options.Json = False,
    journal: options.JournalPath = "",
) -> None:
    """Prints one person's progress."""
    reports.report_progress(by, since, save, plain=plain, json=json, journal=journal)
