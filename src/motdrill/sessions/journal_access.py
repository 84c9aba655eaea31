"""Opens the journal for writing or reading, and reports what could not be used."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from motdrill.errors import JournalError, UsageError, nearest
from motdrill.journal.history import History
from motdrill.journal.journal import Journal
from motdrill.journal.location import journal_path
from motdrill.messages import ngettext
from motdrill.sessions.journal_figures import repair_notice
from motdrill.sessions.option_values import normalise_name
from motdrill.ui.output import print_message


def open_journal(option: str, *, reading: bool = False) -> Journal:
    """Opens the journal; says so where a damaged one was set aside.

    Args:
        option: The value of `--journal`; may be empty.
        reading: Only read: a file named by the option must exist, and none is created.

    Raises:
        JournalError: It is of a newer motdrill or another program, is missing, or cannot be read or written.
    """
    path = journal_path(option)
    if reading and option and not path.exists():
        raise JournalError("journal-missing", file=str(path))
    return open_journal_file(path, reading=reading)


def open_journal_file(path: Path, *, reading: bool = False) -> Journal:
    """Opens a journal by its path; says so where a damaged one was set aside.

    Raises:
        JournalError: It is of a newer motdrill or another program, or cannot be read or written.
    """
    journal = Journal(path, datetime.now(UTC), reading=reading)
    if journal.repair:
        print_message(repair_notice(journal.repair), error=True)
    return journal


@contextmanager
def open_history(option: str) -> Iterator[History]:
    """Opens the journal for reading; afterwards reports the drills that could not be read.

    Raises:
        JournalError: It cannot be read.
    """
    with closing(open_journal(option, reading=True)) as database:
        history = History(database)
        try:
            yield history
        finally:
            report_unreadable(history)


def report_unreadable(history: History) -> None:
    """Prints to standard error how many scenario texts of the journal were left out."""
    if count := len(history.unreadable):
        notice = ngettext(
            "Some drills with {n} scenario text of the journal cannot be read by this motdrill: they are left out.",
            "Some drills with {n} scenario texts of the journal cannot be read by this motdrill: they are left out.",
            count,
        )
        print_message(notice.format(n=count), error=True)


def known_person(history: History, name: str | None, *, teams: bool = False) -> str | None:
    """The name of somebody in the journal, with `teams` also that of a team; None where no name was given.

    Raises:
        UsageError: Nobody has that name; suggests the nearest one.
    """
    if name is None:
        return None
    person, people = normalise_name(name), history.people(teams=teams)
    if person not in people:
        if not person:
            raise UsageError("no-unnamed")
        raise UsageError("no-such-person", name=name, near=nearest(person, people))
    return person
