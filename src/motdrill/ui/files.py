"""Files that are written whole or not at all."""

import errno
import os
import re
import secrets
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from pathlib import Path
from typing import Final, Literal, TextIO

from motdrill.errors import UsageError
from motdrill.messages import _, language
from motdrill.ui.blocks import Page
from motdrill.ui.output import print_message

_BEGINNING_BYTES: Final = 2_000


@contextmanager
def atomic_file(path: Path, *, with_bom: bool = False, replace: bool = True) -> Iterator[TextIO]:
    """Opens a file that is written whole or not at all: written beside its place and moved there at the end.

    Args:
        path: The file.
        with_bom: Whether it begins with a byte order mark, by which spreadsheets recognise UTF-8.
        replace: Whether an existing file may be overwritten.

    Raises:
        UsageError: It exists and may not be overwritten, or cannot be written.
    """
    try:
        if path.exists() and not path.is_file():  # a device or pipe is written to directly; a folder fails here
            with _open(path, "w", with_bom) as stream:
                yield stream
        else:
            with _draft_file(path, with_bom, replace) as stream:
                yield stream
    except FileExistsError as error:
        raise UsageError("exists", file=str(path)) from error
    except (OSError, RuntimeError) as error:  # RuntimeError: a link that points to itself
        raise _cannot_write(path, error) from error


@contextmanager
def _draft_file(path: Path, marked: bool, replace: bool) -> Iterator[TextIO]:
    target = path.resolve() if replace else path  # without `replace`, a link counts as an existing file
    if replace and target.is_symlink():  # since Python 3.13, resolving a link to itself raises nothing
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
    mode = target.stat().st_mode if target.exists() else None
    draft = target.with_name(f".motdrill-{secrets.token_hex(6)}")
    try:
        with _open(draft, "x", marked) as stream:
            yield stream
        if mode is not None:
            draft.chmod(mode)
        _move(draft, target, replace)
    finally:
        with suppress(OSError):
            draft.unlink()


def _open(path: Path, mode: Literal["w", "x"], marked: bool) -> TextIO:
    return path.open(mode, encoding="utf-8-sig" if marked else "utf-8", errors="replace", newline="")


def _move(draft: Path, path: Path, replace: bool) -> None:
    """Gives the draft its final name; without `replace`, raises FileExistsError if the name is in use."""
    if replace:
        draft.replace(path)
        return
    try:
        path.hardlink_to(draft)  # atomic, on file systems that have hard links
    except FileExistsError:
        raise
    except OSError:
        path.open("x").close()
        draft.replace(path)


def _cannot_write(path: Path, error: Exception) -> UsageError:
    in_words = os.strerror(errno.ELOOP) if isinstance(error, RuntimeError) else str(error)
    return UsageError("cannot-write", file=str(path), reason=getattr(error, "strerror", None) or in_words)


@contextmanager
def file_or_output(path: Path | None, *, with_bom: bool = False) -> Iterator[TextIO]:
    """Opens a file as `atomic_file` does; without a path, gives standard output.

    Standard output that is no terminal becomes UTF-8 with line ends unchanged.

    Raises:
        UsageError: The file cannot be written.
    """
    if path is not None:
        with atomic_file(path, with_bom=with_bom) as stream:
            yield stream
        return
    if isinstance(sys.stdout, TextIOWrapper) and not sys.stdout.isatty():
        sys.stdout.reconfigure(encoding="utf-8", errors="replace", newline="")
    yield sys.stdout


def check_writable(path: Path) -> None:
    """Checks, before a long task, that its result can be written; leaves nothing behind.

    Raises:
        UsageError: The file cannot be written.
    """
    try:
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        with tempfile.TemporaryFile(dir=path.resolve().parent):
            pass
    except (OSError, RuntimeError) as error:
        raise _cannot_write(path, error) from error


def refuse_other_file(path: Path, own: re.Pattern[str] | None) -> None:
    """Refuses to write a result over a file that is no former one; an empty file or a device may be written over.

    Args:
        path: Where the result is to go.
        own: How such a result begins; None for what is filled in by hand, and never written over.

    Raises:
        UsageError: Another file is there, or it cannot be read.
    """
    try:
        if not path.is_file() or not path.stat().st_size:
            return
        with path.open("rb") as stream:
            begin = stream.read(_BEGINNING_BYTES)
    except (OSError, RuntimeError) as error:
        raise _cannot_write(path, error) from error
    if own is None:
        raise UsageError("filled-in", file=str(path))
    if not own.match(begin.decode("utf-8-sig", errors="replace").replace("\r\n", "\n")):
        raise UsageError("other-file", file=str(path))


def save_page(page: Page, title: str, path: Path) -> None:
    """Saves a page as an HTML file, and prints that it is saved.

    Raises:
        UsageError: The file cannot be written.
    """
    from motdrill.ui.html import page_html  # loads Rich

    with atomic_file(path) as stream:
        stream.write(page_html(page, title=title, lang=language()))
    print_message(_("Saved as {file}.").format(file=path))
