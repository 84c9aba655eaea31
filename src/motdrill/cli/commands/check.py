"""`motdrill check`."""

from typing import Annotated

from motdrill.cli import options
from motdrill.cli.completion import findings, one_of, scenarios
from motdrill.messages import _
from motdrill.sessions import check as session


def check(
    paths: Annotated[list[str] | None, options.argument("PATHS", _("Files and folders."), scenarios)] = None,
    form: Annotated[
        str, options.option("--format", _("text, json or github."), "FORM", one_of("text", "json", "github"))
    ] = "text",
    select: Annotated[str, options.option("--select", _("Only these: MD3,MD401."), "MD…", findings)] = "",
    ignore: Annotated[str, options.option("--ignore", _("All but these."), "MD…", findings)] = "",
    strict: Annotated[bool, options.option("--strict", _("Warnings fail too."))] = False,
    fix: Annotated[bool, options.option("--fix", _("Mend what is mechanical."))] = False,
    dry_run: Annotated[bool, options.option("--dry-run", _("Show what --fix mends."))] = False,
    explain: Annotated[str, options.option("--explain", _("Print a finding's page, and stop."), "MD…", findings)] = "",
) -> int:
    """Checks scenario files: the library where none is named."""
    if explain:
        return session.print_finding(explain)
    return session.check_files(
        paths or [], form=form, select=select, ignore=ignore, strict=strict, fix=fix, dry_run=dry_run
    )
