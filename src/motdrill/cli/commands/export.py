"""`motdrill export`."""

from typing import Annotated

import typer

from motdrill.cli import options
from motdrill.cli.completion import completer, one_of, people
from motdrill.messages import _
from motdrill.sessions import export as session


def export(
    form: Annotated[
        str,
        typer.Option(
            "--format",
            metavar="FORM",
            help=_("csv, jsonl or xapi."),
            autocompletion=completer(one_of("csv", "jsonl", "xapi")),
        ),
    ] = "csv",
    output: options.Output = "",
    by: Annotated[
        str | None,
        typer.Option("--by", metavar="NAME", help=_("Only what this person did."), autocompletion=completer(people)),
    ] = None,
    since: options.Since = "",
    classes: Annotated[bool, typer.Option("--classes", help=_("Classes instead of drills; csv or jsonl."))] = False,
    base: options.Base = "",
    journal: options.JournalPath = "",
) -> None:
    """Writes the finished drills of the journal, or its finished classes."""
    session.export(form, output, by=by, since=since, classes=classes, base=base, journal=journal)
