"""Files that commands write their results to: never over the journal, nor over anything but a former result."""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final, TextIO

from motdrill.errors import UsageError
from motdrill.journal.location import journal_path
from motdrill.messages import _
from motdrill.ui.files import atomic_file, file_or_output, refuse_other_file
from motdrill.ui.output import print_message

PAGE: Final = "page"
_BEGINNINGS: Final = {
    PAGE: re.compile(r'<!DOCTYPE html>\s(?:[^\n]*\n){,6}<meta name="generator" content="motdrill">'),
    "handout": re.compile(r"# [^\n]*\n\n[\w-]+ · "),
    "script": re.compile(r"(?: [^\n]*\n){1,3}─+\n [^\n]+(?:\n[^\n]*)?motdrill class "),
    "sheet": None,
    "csv": re.compile(r"(?:drill_id|class),scenario,"),
    "jsonl": re.compile(r'\{"(?:id|version)": '),
    "xapi": re.compile(r'\[\]?\s(?:$|\{"id": "[\da-f-]+", "actor": )'),
}
"""How the results of each kind begin, by which a former one is known; None for what is filled in by hand."""


@contextmanager
def result_file(output: str, source: str, kind: str, *, with_bom: bool = False) -> Iterator[TextIO]:
    """Opens the file of `--output`, written whole or not at all, and says that it is saved; standard output if empty.

    Args:
        output: The value of `--output`.
        source: The file the result is made from.
        kind: What the result is, one of `_BEGINNINGS`.
        with_bom: Whether the file begins with a byte order mark.

    Raises:
        UsageError: The file is the user's journal, the source itself or any other file, or cannot be written.
    """
    if not output:
        with file_or_output(None) as stream:
            yield stream
        return
    _refuse_any_of(Path(output), [Path(source)], "is-source")
    path = result_path(Path(output), journal_path(""), kind)
    with atomic_file(path, with_bom=with_bom) as stream:
        yield stream
    print_message(_("Saved as {file}.").format(file=output))


def result_path(path: Path, journal: Path, kind: str) -> Path:
    """Returns the path of a result, unless a file is there that is no former result of the same kind.

    Raises:
        UsageError: There is one.
    """
    refuse_other_file(refuse_journal(path, journal), _BEGINNINGS[kind])
    return path


def refuse_journal(path: Path, journal: Path) -> Path:
    """Returns the path of a file to be written, unless it is the journal.

    Raises:
        UsageError: It is the journal, or one of the files SQLite makes beside it.
    """
    beside = (journal.with_name(journal.name + suffix) for suffix in ("-wal", "-shm"))
    _refuse_any_of(path, (journal, *beside), "is-journal")
    return path


def _refuse_any_of(path: Path, protected: Iterable[Path], code: str) -> None:
    """Raises a UsageError if the path is a protected file, by whatever link or spelling."""
    with suppress(OSError, RuntimeError):  # a path that cannot be resolved fails when it is opened
        if path.resolve() in {file.resolve() for file in protected}:
            raise UsageError(code, file=str(path))
