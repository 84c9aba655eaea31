"""`motdrill forget`: a person, and everything the journal has about them."""

from __future__ import annotations

import sys
from contextlib import closing
from typing import TYPE_CHECKING, Annotated

import typer

from motdrill.cli import options
from motdrill.cli.reading import known_person
from motdrill.cli.recording import opened_journal
from motdrill.errors import Stopped, UsageError
from motdrill.wording import _, listing, ngettext

if TYPE_CHECKING:
    from motdrill.journal.privacy import Held


def _told(found: Held) -> str:
    return listing(
        [
            ngettext("{n} drill", "{n} drills", found.drills).format(n=found.drills),
            ngettext("{n} reviewed step", "{n} reviewed steps", found.reviews).format(n=found.reviews),
            ngettext("{n} entry in own words", "{n} entries in own words", found.words).format(n=found.words),
        ]
    )


def forget(
    name: Annotated[str, typer.Argument(metavar="NAME", help=_("Whom."))] = "",
    unnamed: Annotated[bool, typer.Option("--unnamed", help=_("What was done without a name."))] = False,
    yes: Annotated[bool, typer.Option("--yes", help=_("Without asking."))] = False,
    journal: options.JournalPath = "",
) -> None:
    """Removes a person from the journal, after asking."""
    from motdrill.faces.asking import ask_yes
    from motdrill.faces.tty import has_keys
    from motdrill.journal.history import History
    from motdrill.journal.privacy import count, forget, set_aside_files

    if bool(name.strip()) == unnamed:
        raise UsageError("forget-whom")
    with closing(opened_journal(journal)) as database:
        person = known_person(History(database), name) if name else ""
        found = count(database, person or "")
        told = _told(found)
        if not yes:
            if not has_keys(sys.stdout):
                raise UsageError("forget-yes", told=told)
            question = _("Remove {told} for good? Nothing brings them back.").format(told=told)
            if not ask_yes(question, default=False):
                raise Stopped("nothing-removed")
        forget(database, person or "")
        print(_("Removed: {told}.").format(told=told))
        for file in set_aside_files(database):
            print(_("A damaged journal set aside earlier may still have them: {file}").format(file=file))
