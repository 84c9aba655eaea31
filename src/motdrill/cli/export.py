"""`motdrill export` and `motdrill send`: what was played, for others to read."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import date, datetime
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from motdrill.cli import options
from motdrill.errors import UsageError
from motdrill.wording import _, ngettext

if TYPE_CHECKING:
    from motdrill.journal.history import History

Base = Annotated[
    str,
    typer.Option("--base", metavar="URL", help=_("What the ids in xAPI statements begin with."), show_default=False),
]


def export(
    form: Annotated[str, typer.Option("--format", metavar="FORM", help=_("csv, jsonl or xapi."))] = "csv",
    output: Annotated[
        str, typer.Option("--output", metavar="FILE", help=_("Write this file; else standard output."))
    ] = "",
    by: Annotated[str | None, typer.Option("--by", metavar="NAME", help=_("Only what this person did."))] = None,
    since: Annotated[str, typer.Option("--since", metavar="DATE", help=_("Only from this day on: 2026-03-31."))] = "",
    base: Base = "",
    journal: options.JournalPath = "",
) -> None:
    """Writes the finished drills of the journal."""
    from motdrill.cli.recording import opened_journal
    from motdrill.journal.history import COUNTED, History
    from motdrill.record.writing import FORMATS, write

    if form not in FORMATS:
        raise UsageError("no-such-format", name=form, known=list(FORMATS))
    begun = checked_day(since)
    ids = chosen_base(base) if form == "xapi" else ""
    with closing(opened_journal(journal)) as database:
        history = History(database)
        modes = COUNTED if form == "xapi" else (*COUNTED, "replay")
        drills = history.played(trainee=known_person(history, by), since=begun, modes=modes)
        with whole_file(Path(output), form == "csv") if output else _standard_output() as stream:
            written = write(form, drills, stream, ids)
    _tell(written, output)
    tell_unreadable(history)


def _tell(written: int, output: str) -> None:
    if not written:
        print(_("No finished drill was found."), file=sys.stderr)
    elif output:
        told = ngettext("{n} drill is written to {file}.", "{n} drills are written to {file}.", written)
        print(told.format(n=written, file=output))


def tell_unreadable(history: History) -> None:
    """Tells, on standard error, what was left out."""
    if count := len(history.unreadable):
        told = ngettext(
            "This motdrill cannot read {n} scenario text in the journal. The drills played with it are left out.",
            "This motdrill cannot read {n} scenario texts in the journal. The drills played with them are left out.",
            count,
        )
        print(told.format(n=count), file=sys.stderr)


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
    import difflib

    trimmed, people = " ".join(name.split()), history.people()
    if trimmed not in people:
        near = difflib.get_close_matches(trimmed, people, n=1)
        raise UsageError("no-such-person", name=name, near=near[0] if near else "")
    return trimmed


@contextmanager
def whole_file(path: Path, marked: bool) -> Iterator[TextIO]:
    """A file that is written whole or not at all: beside it, and in its place when all of it is there.

    Args:
        path: The file.
        marked: Whether it begins with a byte order mark, by which spreadsheets know UTF-8.

    Raises:
        UsageError: It cannot be written.
    """
    import secrets

    draft: Path | None = None
    encoding = "utf-8-sig" if marked else "utf-8"
    try:
        target = path.resolve()
        if target.exists() and not target.is_file():  # a device or a pipe is written to, and a folder cannot be
            with target.open("w", encoding=encoding, errors="replace", newline="") as stream:
                yield stream
            return
        draft = target.with_name(f".motdrill-{secrets.token_hex(6)}")
        with draft.open("x", encoding=encoding, errors="replace", newline="") as stream:
            yield stream
        draft.replace(target)
    except OSError as error:
        raise UsageError("cannot-write-output", file=str(path), reason=error.strerror or "") from error
    finally:
        if draft is not None:
            with suppress(OSError):
                draft.unlink()


@contextmanager
def _standard_output() -> Iterator[TextIO]:
    """Standard output, which for a file or another program is UTF-8 without changed line ends."""
    if isinstance(sys.stdout, TextIOWrapper) and not sys.stdout.isatty():
        sys.stdout.reconfigure(encoding="utf-8", errors="replace", newline="")
    yield sys.stdout


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
