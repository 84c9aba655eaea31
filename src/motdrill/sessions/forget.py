"""Removes a person from the journal: `motdrill forget`."""

import sys
from contextlib import closing

from motdrill.errors import Stopped, UsageError
from motdrill.journal.history import History
from motdrill.journal.privacy import StoredCounts, count_stored, delete_person, set_aside_files
from motdrill.messages import _, join_list, ngettext
from motdrill.sessions.journal_access import known_person, open_journal
from motdrill.ui.output import print_message
from motdrill.ui.prompts import ask_yes
from motdrill.ui.tty import is_interactive_terminal


def forget_person(name: str, *, unnamed: bool, yes: bool, journal: str) -> None:
    """Removes a person and everything the journal has about them.

    Raises:
        JournalError: The journal cannot be used.
        Stopped: The person said no.
        UsageError: Nobody has that name, or nobody can be asked.
    """
    if bool(name.strip()) == unnamed:
        raise UsageError("forget-whom")
    with closing(open_journal(journal)) as database:
        person = (known_person(History(database), name, teams=True) or "") if name else ""
        counts, who = count_stored(database, person), person or _("what was done without a name")
        if not any(counts):
            raise UsageError("nothing-to-forget")
        summary = _summary(counts)
        if not yes:
            _confirm(who, summary)
        is_clean = delete_person(database, person)
        print_message(_("Removed {who}: {told}.").format(who=who, told=summary))
        if not is_clean:
            print_message(_("Another program has the journal open: traces stay in the file until it is closed."))
        for file in set_aside_files(database):
            print_message(_("A damaged journal set aside earlier may still have them: {file}").format(file=file))


def _summary(counts: StoredCounts) -> str:
    """What the journal has, without the kinds it has none of."""
    rows = (
        (counts.drills, ngettext("{n} drill", "{n} drills", counts.drills)),
        (counts.reviews, ngettext("{n} reviewed step", "{n} reviewed steps", counts.reviews)),
        (counts.words, ngettext("{n} entry in own words", "{n} entries in own words", counts.words)),
        (counts.classes, ngettext("{n} class joined", "{n} classes joined", counts.classes)),
    )
    return join_list([text.format(n=number) for number, text in rows if number])


def _confirm(who: str, summary: str) -> None:
    if not is_interactive_terminal(sys.stdout):
        raise UsageError("forget-yes", who=who, told=summary)
    print_message(_("The journal has of {who}: {told}.").format(who=who, told=summary))
    if not ask_yes(_("Remove {who} for good?").format(who=who), default=False):
        raise Stopped("nothing-removed")
