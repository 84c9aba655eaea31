"""`motdrill check`."""

from typing import Annotated

import typer

from motdrill.cli.completion import completer, findings, one_of, scenarios
from motdrill.messages import _
from motdrill.sessions import check as session


def check(
    paths: Annotated[
        list[str] | None,
        typer.Argument(metavar="PATHS", help=_("Files and folders."), autocompletion=completer(scenarios)),
    ] = None,
    form: Annotated[
        str,
        typer.Option(
            "--format",
            metavar="FORM",
            help=_("text, json or github."),
            autocompletion=completer(one_of("text", "json", "github")),
        ),
    ] = "text",
    select: Annotated[
        str,
        typer.Option("--select", metavar="MD…", help=_("Only these: MD3,MD401."), autocompletion=completer(findings)),
    ] = "",
    ignore: Annotated[
        str, typer.Option("--ignore", metavar="MD…", help=_("All but these."), autocompletion=completer(findings))
    ] = "",
    strict: Annotated[bool, typer.Option("--strict", help=_("Warnings fail too."))] = False,
    fix: Annotated[bool, typer.Option("--fix", help=_("Mend what is mechanical."))] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=_("Show what --fix mends."))] = False,
    explain: Annotated[
        str,
        typer.Option(
            "--explain", metavar="MD…", help=_("Print a finding's page, and stop."), autocompletion=completer(findings)
        ),
    ] = "",
) -> int:
    """Checks scenario files: the library where none is named."""
    if explain:
        return session.print_finding(explain)
    return session.check_files(
        paths or [], form=form, select=select, ignore=ignore, strict=strict, fix=fix, dry_run=dry_run
    )
