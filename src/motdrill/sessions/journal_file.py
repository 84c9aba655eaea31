"""The journal's file as a whole: where it is, whether it is whole, a copy of it, its repair: `motdrill journal`."""

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from motdrill.errors import JournalError, UsageError
from motdrill.journal.journal import Journal
from motdrill.journal.location import journal_path
from motdrill.journal.repair import Repair
from motdrill.journal.upkeep import back_up, check_journal, count_rows, repair_journal
from motdrill.messages import _
from motdrill.messages.errors import error_message
from motdrill.sessions.journal_figures import counts_text, repair_notice
from motdrill.sessions.result_files import refuse_journal
from motdrill.ui.files import check_writable
from motdrill.ui.output import print_message, show_json


def show_where(option: str, *, json: bool) -> None:
    """Prints the journal's path, its size and how much it holds; a journal that cannot be read is told of beside."""
    path = journal_path(option)
    counts = None
    try:
        if path.exists():
            with closing(_open_as_it_is(path)) as journal:
                counts = count_rows(journal)
    except JournalError as error:
        print_message(error_message(error), error=True)
    size = path.stat().st_size if path.is_file() else 0
    if json:
        show_json({"file": str(path), "exists": path.exists(), "bytes": size, "counts": counts})
        return
    print_message(str(path))
    if counts:
        print_message(_("{size} KB: {told}.").format(size=-(-size // 1024), told=counts_text(counts)))
    elif not path.exists():
        print_message(_("It is not there yet: the first answer makes it."))


def check_file(option: str, *, json: bool) -> int:
    """Checks the journal to the last page.

    Returns:
        The exit code: 1 if it is damaged.

    Raises:
        JournalError: It cannot be read for another reason, or is missing.
    """
    path, counts, problem = _existing(option), None, ""
    try:
        with closing(_open_as_it_is(path)) as journal:
            check_journal(journal)
            counts = count_rows(journal)
    except JournalError as error:
        if error.code != "journal-damaged":
            raise
        problem = str(error.values["reason"])
        print_message(error_message(error), error=True)
    if json:
        show_json({"file": str(path), "whole": not problem, "problem": problem or None, "counts": counts})
    elif counts:
        print_message(_("The journal {file} is whole: {told}.").format(file=path, told=counts_text(counts)))
    return 1 if problem else 0


def back_up_file(target: Path, *, force: bool, journal: str) -> None:
    """Writes a copy of the journal.

    Raises:
        JournalError: The journal is damaged, missing, or cannot be read.
        UsageError: The file is the journal itself, exists already, or cannot be written.
    """
    path = _existing(journal)
    check_writable(refuse_journal(target, path))
    with closing(_open_as_it_is(path)) as database:
        try:
            back_up(database, target, replace=force)
        except FileExistsError as error:
            raise UsageError("file-exists", file=str(target)) from error
        except OSError as error:
            raise UsageError("cannot-write", file=str(target), reason=error.strerror or str(error)) from error
        told = counts_text(count_rows(database))
    print_message(_("Saved as {file}: {told}.").format(file=target, told=told))


def repair_file(option: str, *, json: bool) -> None:
    """Repairs the journal if it is damaged anywhere.

    Raises:
        JournalError: It is missing, in use, or cannot be read or written.
    """
    path = _existing(option)
    repair = repair_journal(path, datetime.now(UTC))
    if json:
        show_json({"file": str(path), "damaged": repair is not None, **(_document(repair) if repair else {})})
    elif repair:
        print_message(repair_notice(repair))
    else:
        print_message(_("The journal {file} is whole: nothing was changed.").format(file=path))


def _document(repair: Repair) -> dict[str, object]:
    carried = {each.table: {"carried": each.rows, "traces": each.known} for each in repair.carried}
    return {"set_aside": str(repair.damaged_copy), "log_damaged": repair.is_log_damaged, "rows": carried}


def _existing(option: str) -> Path:
    path = journal_path(option)
    if not path.exists():
        raise JournalError("journal-missing", file=str(path))
    return path


def _open_as_it_is(path: Path) -> Journal:
    """Opens a journal to be read; a damaged one is left as it is."""
    return Journal(path, datetime.now(UTC), reading=True, repairing=False)
