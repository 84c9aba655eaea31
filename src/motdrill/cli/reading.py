"""What commands that read the journal have in common: whose drills, since when, and what could not be read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from motdrill.cli import options
from motdrill.cli.recording import opened_journal
from motdrill.errors import UsageError, nearest
from motdrill.faces.show import tell
from motdrill.wording import _, ngettext

if TYPE_CHECKING:
    from motdrill.journal.history import History

Since = Annotated[str, typer.Option("--since", metavar="DATE", help=_("Only from this day on: 2026-03-31."))]


@contextmanager
def reading(journal: str) -> Iterator[History]:
    """The journal, opened to be read; at the end it is told what could not be.

    Args:
        journal: What `--journal` says.

    Raises:
        JournalError: It cannot be read.
    """
    from motdrill.journal.history import History

    with closing(opened_journal(journal, reading=True)) as database:
        history = History(database)
        try:
            yield history
        finally:
            tell_unreadable(history)


def tell_unreadable(history: History) -> None:
    """Tells, on standard error, what was left out."""
    if count := len(history.unreadable):
        told = ngettext(
            "Some drills with {n} scenario text of the journal cannot be read by this motdrill: they are left out.",
            "Some drills with {n} scenario texts of the journal cannot be read by this motdrill: they are left out.",
            count,
        )
        tell(told.format(n=count), error=True)


def checked_day(text: str) -> datetime | None:
    """The beginning of a day, in the zone of this machine; None where no day was given.

    Raises:
        UsageError: It is no day.
    """
    if not text:
        return None
    try:
        day = date.fromisoformat(text.strip())
        return datetime(day.year, day.month, day.day).astimezone()
    except (ValueError, OverflowError) as error:
        raise UsageError("bad-day", name=text) from error


def known_person(history: History, name: str | None) -> str | None:
    """The name of somebody in the journal; None where no name was given.

    Raises:
        UsageError: Nobody is called so; suggests the nearest name.
    """
    if name is None:
        return None
    trimmed, people = options.one_spelling(name), history.people()
    if trimmed not in people:
        if not trimmed:
            raise UsageError("no-unnamed")
        raise UsageError("no-such-person", name=name, near=nearest(trimmed, people))
    return trimmed
