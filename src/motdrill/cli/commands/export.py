"""`motdrill export`."""

from typing import Annotated

from motdrill.cli import options
from motdrill.cli.completion import one_of, people
from motdrill.messages import _
from motdrill.sessions import export as session


def export(
    form: Annotated[
        str, options.option("--format", _("csv, jsonl or xapi."), "FORM", one_of("csv", "jsonl", "xapi"))
    ] = "csv",
    output: options.Output = "",
    by: Annotated[str | None, options.option("--by", _("Only what this person did."), "NAME", people)] = None,
    since: options.Since = "",
    classes: Annotated[bool, options.option("--classes", _("Classes instead of drills; csv or jsonl."))] = False,
    base: options.Base = "",
    journal: options.JournalPath = "",
) -> None:
    """Writes the finished drills of the journal, or its finished classes."""
    session.export(form, output, by=by, since=since, classes=classes, base=base, journal=journal)
