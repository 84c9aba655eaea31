"""Files that are written whole or not at all."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TextIO

from motdrill.errors import UsageError
from motdrill.faces.show import tell
from motdrill.wording import _, language

if TYPE_CHECKING:
    from motdrill.faces.page import Page


@contextmanager
def whole_file(path: Path, *, marked: bool = False, replace: bool = True) -> Iterator[TextIO]:
    """A file that is written whole or not at all: beside it, and in its place when all of it is there.

    Args:
        path: The file.
        marked: Whether it begins with a byte order mark, by which spreadsheets know UTF-8.
        replace: Whether a file of that name may be written over.

    Raises:
        UsageError: It exists, or cannot be written.
    """
    try:
        if path.exists() and not path.is_file():  # a device or a pipe is written to, and a folder cannot be
            with _opened(path, "w", marked) as stream:
                yield stream
        else:
            with _drafted(path, marked, replace) as stream:
                yield stream
    except FileExistsError as error:
        raise UsageError("exists", file=str(path)) from error
    except (OSError, RuntimeError) as error:  # the latter is what a link to itself gives
        raise _unwritable(path, error) from error


@contextmanager
def _drafted(path: Path, marked: bool, replace: bool) -> Iterator[TextIO]:
    import secrets  # here and below: with tempfile it takes longer to import than many a command runs

    target = path.resolve() if replace else path  # a link of that name is a file of that name
    if replace and target.is_symlink():  # from Python 3.13 on a link to itself is only told so here
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
    mode = target.stat().st_mode if target.exists() else None
    draft = target.with_name(f".motdrill-{secrets.token_hex(6)}")
    try:
        with _opened(draft, "x", marked) as stream:
            yield stream
        if mode is not None:
            draft.chmod(mode)
        _put(draft, target, replace)
    finally:
        with suppress(OSError):
            draft.unlink()


def _opened(path: Path, mode: Literal["w", "x"], marked: bool) -> TextIO:
    return path.open(mode, encoding="utf-8-sig" if marked else "utf-8", errors="replace", newline="")


def _put(draft: Path, path: Path, replace: bool) -> None:
    """Gives the draft its name; without `replace` only where nothing has that name."""
    if replace:
        draft.replace(path)
        return
    try:
        path.hardlink_to(draft)  # in one step, where the file system has links
    except FileExistsError:
        raise
    except OSError:
        path.open("x").close()
        draft.replace(path)


def _unwritable(path: Path, error: Exception) -> UsageError:
    reason = getattr(error, "strerror", None) or str(error)
    return UsageError("cannot-write", file=str(path), reason=reason)


@contextmanager
def file_or_output(path: Path | None, *, marked: bool = False) -> Iterator[TextIO]:
    """A file that is written whole or not at all; where none is named, standard output.

    Standard output is UTF-8 without changed line ends where it goes to a file or another program.

    Args:
        path: The file; None for standard output.
        marked: Whether a file begins with a byte order mark.

    Raises:
        UsageError: The file cannot be written.
    """
    if path is not None:
        with whole_file(path, marked=marked) as stream:
            yield stream
        return
    if isinstance(sys.stdout, TextIOWrapper) and not sys.stdout.isatty():
        sys.stdout.reconfigure(encoding="utf-8", errors="replace", newline="")
    yield sys.stdout


@contextmanager
def result(output: str, source: str, *, marked: bool = False) -> Iterator[TextIO]:
    """What `--output` names, told when it is there; standard output where nothing is named.

    Args:
        output: What `--output` says.
        source: The file that the result is made from.
        marked: Whether a file begins with a byte order mark.

    Raises:
        UsageError: The file is the journal or the source itself, or cannot be written.
    """
    if not output:
        with file_or_output(None) as stream:
            yield stream
        return
    path = not_the_journal(Path(output), "")
    _refuse_among(path, [Path(source)], "is-source")
    with whole_file(path, marked=marked) as stream:
        yield stream
    tell(_("Saved as {file}.").format(file=output))


def not_the_journal(path: Path, journal: str) -> Path:
    """A file that may be written over: not the journal.

    Args:
        path: The file.
        journal: What `--journal` says.

    Raises:
        UsageError: It is the journal, or one of the files beside it.
    """
    from motdrill.cli.recording import journal_file

    kept = journal_file(journal)
    beside = (kept.with_name(kept.name + suffix) for suffix in ("-wal", "-shm"))
    _refuse_among(path, (kept, *beside), "is-journal")
    return path


def _refuse_among(path: Path, kept: Iterable[Path], code: str) -> None:
    """Refuses to write over files that are to be kept, whatever link or spelling names them."""
    with suppress(OSError, RuntimeError):  # what cannot be followed is told where it is opened
        if path.resolve() in {each.resolve() for each in kept}:
            raise UsageError(code, file=str(path))


def check_writable(path: Path) -> None:
    """Refuses at once what could not be written at the end of a long work; nothing is left behind.

    Raises:
        UsageError: The file cannot be written.
    """
    import tempfile

    try:
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        with tempfile.TemporaryFile(dir=path.resolve().parent):
            pass
    except (OSError, RuntimeError) as error:
        raise _unwritable(path, error) from error


def save_page(page: Page, title: str, path: Path) -> None:
    """Saves a page as HTML, and says so.

    Raises:
        UsageError: The file cannot be written.
    """
    from motdrill.faces.saved import as_html

    with whole_file(path) as stream:
        stream.write(as_html(page, title, language()))
    tell(_("Saved as {file}.").format(file=path))
