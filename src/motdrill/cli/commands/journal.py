"""`motdrill journal where`, `check`, `backup` and `repair`."""

from pathlib import Path
from typing import Annotated

import typer

from motdrill.cli import options
from motdrill.cli.help import TranslatedCommand, TranslatedGroup
from motdrill.messages import _
from motdrill.sessions import journal_file

journal = typer.Typer(cls=TranslatedGroup, rich_markup_mode=None, add_completion=False)


@journal.command(cls=TranslatedCommand, help=_("Print where the journal is, and how much it holds."))
def where(journal: options.JournalPath = "", json: options.Json = False) -> None:
    """Prints the journal's path and how much it holds."""
    journal_file.show_where(journal, json=json)


@journal.command(cls=TranslatedCommand, help=_("Look whether the journal is whole; exit code 1 if it is damaged."))
def check(journal: options.JournalPath = "", json: options.Json = False) -> int:
    """Checks the journal to the last page."""
    return journal_file.check_file(journal, json=json)


@journal.command(cls=TranslatedCommand, help=_("Write a copy of the journal, also while it is in use."))
def backup(
    file: Annotated[Path, options.argument("FILE", _("The copy to write."))],
    force: options.Force = False,
    journal: options.JournalPath = "",
) -> None:
    """Writes a copy of the journal."""
    journal_file.back_up_file(file, force=force, journal=journal)


@journal.command(cls=TranslatedCommand, help=_("Set a damaged journal aside, and carry over what can be read."))
def repair(journal: options.JournalPath = "", json: options.Json = False) -> None:
    """Repairs the journal if it is damaged."""
    journal_file.repair_file(journal, json=json)
