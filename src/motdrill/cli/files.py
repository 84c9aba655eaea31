"""Files that are written whole or not at all."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from motdrill.errors import UsageError
from motdrill.faces.show import tell
from motdrill.wording import _, language

if TYPE_CHECKING:
    from motdrill.faces.page import Page


@contextmanager
def whole_file(path: Path, marked: bool) -> Iterator[TextIO]:
    """A file that is written whole or not at all: beside it, and in its place when all of it is there.

    Args:
        path: The file.
        marked: Whether it begins with a byte order mark, by which spreadsheets know UTF-8.

    Raises:
        UsageError: It cannot be written.
    """
    draft: Path | None = None
    encoding = "utf-8-sig" if marked else "utf-8"
    try:
        if path.exists() and not path.is_file():  # a device or a pipe is written to, and a folder cannot be
            with path.open("w", encoding=encoding, errors="replace", newline="") as stream:
                yield stream
            return
        import secrets  # here and below: with tempfile it takes longer to import than many a command runs

        target = path.resolve()
        if target.is_symlink():  # from Python 3.13 on a link to itself is only told so here
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
        mode = target.stat().st_mode if target.exists() else None
        draft = target.with_name(f".motdrill-{secrets.token_hex(6)}")
        with draft.open("x", encoding=encoding, errors="replace", newline="") as stream:
            yield stream
        if mode is not None:
            draft.chmod(mode)
        draft.replace(target)
    except (OSError, RuntimeError) as error:  # the latter is what a link to itself gives
        raise _unwritable(path, error) from error
    finally:
        if draft is not None:
            with suppress(OSError):
                draft.unlink()


def _unwritable(path: Path, error: Exception) -> UsageError:
    reason = getattr(error, "strerror", None) or str(error)
    return UsageError("cannot-write-output", file=str(path), reason=reason)


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
        with whole_file(path, marked) as stream:
            yield stream
        return
    if isinstance(sys.stdout, TextIOWrapper) and not sys.stdout.isatty():
        sys.stdout.reconfigure(encoding="utf-8", errors="replace", newline="")
    yield sys.stdout


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

    with whole_file(path, marked=False) as stream:
        stream.write(as_html(page, title, language()))
    tell(_("Saved as {file}.").format(file=path))


def check_folder(path: Path) -> None:
    """Refuses at once a new file whose folder takes none; nothing is left behind.

    Raises:
        UsageError: It cannot be written.
    """
    import tempfile

    try:
        with tempfile.TemporaryFile(dir=path.parent):
            pass
    except OSError as error:
        raise UsageError("cannot-write", file=str(path), reason=error.strerror or "") from error


def write_whole(path: Path, text: str, *, replace: bool) -> None:
    """Writes a file whole or not at all.

    Args:
        path: The file.
        text: Its text.
        replace: Whether a file of that name may be written over.

    Raises:
        UsageError: It exists, or cannot be written.
    """
    import tempfile

    draft = None
    try:
        with tempfile.NamedTemporaryFile("w", encoding="utf-8", newline="\n", dir=path.parent, delete=False) as stream:
            draft = Path(stream.name)
            stream.write(text)
        draft.chmod(0o666 & ~_umask())
        _put(draft, path, replace)
    except FileExistsError as error:
        raise UsageError("exists", file=str(path)) from error
    except OSError as error:
        raise UsageError("cannot-write", file=str(path), reason=error.strerror or "") from error
    finally:
        if draft is not None:
            draft.unlink(missing_ok=True)


def _umask() -> int:
    """What the person takes away from the permissions of new files; it can only be read by setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


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
