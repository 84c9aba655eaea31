"""Files that commands write their results to: never over the journal, nor over the file the result is made from."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

from motdrill.errors import UsageError
from motdrill.journal.location import journal_path
from motdrill.messages import _
from motdrill.ui.files import atomic_file, file_or_output
from motdrill.ui.output import print_message


@contextmanager
def result_file(output: str, source: str, *, with_bom: bool = False) -> Iterator[TextIO]:
    """Opens the file of `--output`, written whole or not at all, and says that it is saved; standard output if empty.

    Args:
        output: The value of `--output`.
        source: The file the result is made from.
        with_bom: Whether the file begins with a byte order mark.

    Raises:
        UsageError: The file is the user's journal or the source itself, or cannot be written.
    """
    if not output:
        with file_or_output(None) as stream:
            yield stream
        return
    path = refuse_journal(Path(output), journal_path(""))
    _refuse_any_of(path, [Path(source)], "is-source")
    with atomic_file(path, with_bom=with_bom) as stream:
        yield stream
    print_message(_("Saved as {file}.").format(file=output))


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
