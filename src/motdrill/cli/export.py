"""`motdrill export` and `motdrill send`: what was played, for others to read."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path
from typing import Annotated, TextIO

import typer

from motdrill.cli import options
from motdrill.cli.completing import on_tab, one_of
from motdrill.cli.files import file_or_output, not_the_journal
from motdrill.cli.reading import Since, checked_day, known_person, reading
from motdrill.errors import UsageError
from motdrill.faces.show import tell
from motdrill.wording import _, ngettext

Base = Annotated[
    str,
    typer.Option("--base", metavar="URL", help=_("What the ids in xAPI statements begin with."), show_default=False),
]


def export(
    form: Annotated[
        str,
        typer.Option(
            "--format",
            metavar="FORM",
            help=_("csv, jsonl or xapi."),
            autocompletion=on_tab(one_of("csv", "jsonl", "xapi")),
        ),
    ] = "csv",
    output: options.Output = "",
    by: Annotated[str | None, typer.Option("--by", metavar="NAME", help=_("Only what this person did."))] = None,
    since: Since = "",
    classes: Annotated[bool, typer.Option("--classes", help=_("Classes instead of drills; csv or jsonl."))] = False,
    base: Base = "",
    journal: options.JournalPath = "",
) -> None:
    """Writes the finished drills of the journal, or its classes."""
    from motdrill.record.writing import FORMATS

    if form not in FORMATS:
        raise UsageError("no-such-format", name=form, known=list(FORMATS))
    if classes and (form == "xapi" or by is not None):
        raise UsageError("classes-alone")
    begun, ids = checked_day(since), chosen_base(base) if form == "xapi" else ""
    target = not_the_journal(Path(output), journal) if output else None
    with file_or_output(target, marked=form == "csv") as stream:
        if classes:
            from motdrill.cli.exported_classes import export_classes

            written = export_classes(form, begun, stream, journal)
        else:
            written = _export_drills(form, begun, by, stream, ids, journal)
        if not written and output:
            raise UsageError("no-class-to-export" if classes else "nothing-to-export", file=output)
    _tell(written, output, classes)


def _export_drills(form: str, since: datetime | None, by: str | None, stream: TextIO, ids: str, journal: str) -> int:
    from motdrill.journal.history import COUNTED
    from motdrill.record.writing import write

    with reading(journal) as history:
        modes = COUNTED if form == "xapi" else (*COUNTED, "replay")
        drills = history.played(trainee=known_person(history, by), since=since, modes=modes)
        return write(form, drills, stream, ids)


def _tell(written: int, output: str, classes: bool) -> None:
    if not written:
        tell(_("No finished class was found.") if classes else _("No finished drill was found."), error=True)
    elif output:
        told = (
            ngettext("{n} class is written to {file}.", "{n} classes are written to {file}.", written)
            if classes
            else ngettext("{n} drill is written to {file}.", "{n} drills are written to {file}.", written)
        )
        tell(told.format(n=written, file=output))


def chosen_base(given: str) -> str:
    """What ids begin with: the option, else the environment, else the config file, else a name nobody owns.

    Raises:
        UsageError: It is no web address, or the config file cannot be used.
    """
    from motdrill.record.settings import DEFAULT_BASE, checked_base, read_config

    path, named = config_file()
    found = given or os.environ.get("MOTDRILL_XAPI_BASE") or read_config(path, named=named).get("base")
    return checked_base(found or DEFAULT_BASE)


def config_file() -> tuple[Path, bool]:
    """The config file, and whether the person named it: MOTDRILL_CONFIG, else the one in the user's config folder."""
    if found := os.environ.get("MOTDRILL_CONFIG"):
        return Path(found), True
    import platformdirs

    return platformdirs.user_config_path("motdrill", appauthor=False) / "config.toml", False


def send(
    endpoint: Annotated[
        str, typer.Option("--endpoint", metavar="URL", help=_("The store's address."), show_default=False)
    ] = "",
    key: Annotated[
        str,
        typer.Option(
            "--key",
            metavar="NAME:SECRET",
            help=_("The store's key; better in the environment or the config file."),
            show_default=False,
        ),
    ] = "",
    base: Base = "",
    journal: options.JournalPath = "",
    json: options.Json = False,
) -> int:
    """Sends the finished drills to a learning record store."""
    from motdrill.cli.sending import send_all

    return send_all(endpoint, key, base, journal, json)
