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
from motdrill.faces.show import tell
from motdrill.wording import _, listing, ngettext

if TYPE_CHECKING:
    from motdrill.journal.privacy import Held


def _told(found: Held) -> str:
    """What there is, without what there is not."""
    named = (
        (found.drills, ngettext("{n} drill", "{n} drills", found.drills)),
        (found.reviews, ngettext("{n} reviewed step", "{n} reviewed steps", found.reviews)),
        (found.words, ngettext("{n} entry in own words", "{n} entries in own words", found.words)),
        (found.classes, ngettext("{n} class joined", "{n} classes joined", found.classes)),
    )
    return listing([text.format(n=number) for number, text in named if number])


def _ask(who: str, told: str) -> None:
    """Asks before anything is removed.

    Raises:
        Stopped: The answer was no.
        UsageError: There is nobody to ask.
    """
    from motdrill.faces.asking import ask_yes
    from motdrill.faces.tty import has_keys

    if not has_keys(sys.stdout):
        raise UsageError("forget-yes", who=who, told=told)
    tell(_("The journal has of {who}: {told}.").format(who=who, told=told))
    if not ask_yes(_("Remove {who} for good?").format(who=who), default=False):
        raise Stopped("nothing-removed")


def forget(
    name: Annotated[str, typer.Argument(metavar="NAME", help=_("Whom."))] = "",
    unnamed: Annotated[bool, typer.Option("--unnamed", help=_("What was done without a name."))] = False,
    yes: Annotated[bool, typer.Option("--yes", help=_("Without asking."))] = False,
    journal: options.JournalPath = "",
) -> None:
    """Removes a person from the journal, after asking."""
    from motdrill.journal.history import History
    from motdrill.journal.privacy import count, set_aside_files
    from motdrill.journal.privacy import forget as remove

    if bool(name.strip()) == unnamed:
        raise UsageError("forget-whom")
    with closing(opened_journal(journal)) as database:
        person = known_person(History(database), name) if name else ""
        found, who = count(database, person or ""), person or _("what was done without a name")
        if not any(found):
            raise UsageError("nothing-to-forget")
        told = _told(found)
        if not yes:
            _ask(who, told)
        is_clean = remove(database, person or "")
        tell(_("Removed {who}: {told}.").format(who=who, told=told))
        if not is_clean:
            tell(_("Another program has the journal open: traces stay in the file until it is closed."))
        for file in set_aside_files(database):
            tell(_("A damaged journal set aside earlier may still have them: {file}").format(file=file))
