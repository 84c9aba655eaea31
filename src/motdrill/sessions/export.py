"""Writes drills or classes for others to read: `motdrill export`."""

from datetime import datetime
from pathlib import Path
from typing import TextIO

from motdrill.errors import UsageError
from motdrill.exports.lrs_settings import chosen_base
from motdrill.exports.writer import FORMATS, write_drills
from motdrill.journal.history import COUNTED_MODES
from motdrill.journal.location import journal_path
from motdrill.messages import _, ngettext
from motdrill.sessions.class_export import export_classes
from motdrill.sessions.journal_access import known_person, open_history
from motdrill.sessions.option_values import start_of_day
from motdrill.sessions.result_files import result_path
from motdrill.ui.files import file_or_output
from motdrill.ui.output import print_message


def export(form: str, output: str, *, by: str | None, since: str, classes: bool, base: str, journal: str) -> None:
    """Writes the finished drills of the journal, or its finished classes.

    Raises:
        JournalError: The journal cannot be read.
        UsageError: The options contradict each other, or there is nothing to write into the file.
    """
    if form not in FORMATS:
        raise UsageError("no-such-format", name=form, known=list(FORMATS))
    if classes and (form == "xapi" or by is not None):
        raise UsageError("classes-alone")
    begin, id_base = start_of_day(since), chosen_base(base) if form == "xapi" else ""
    target = result_path(Path(output), journal_path(journal), form) if output else None
    with file_or_output(target, with_bom=form == "csv") as stream:
        if classes:
            count = export_classes(form, begin, stream, journal)
        else:
            count = _export_drills(form, begin, by, stream, id_base, journal)
        if not count and output:
            raise UsageError("no-class-to-export" if classes else "nothing-to-export", file=output)
    _report(count, output, classes)


def _export_drills(
    form: str, since: datetime | None, by: str | None, stream: TextIO, id_base: str, journal: str
) -> int:
    with open_history(journal) as history:
        modes = COUNTED_MODES if form == "xapi" else (*COUNTED_MODES, "replay")
        drills = history.played_drills(trainee=known_person(history, by), since=since, modes=modes)
        return write_drills(form, drills, stream, id_base)


def _report(count: int, output: str, classes: bool) -> None:
    if not count:
        print_message(_("No finished class was found.") if classes else _("No finished drill was found."), error=True)
    elif output:
        notice = (
            ngettext("{n} class is written to {file}.", "{n} classes are written to {file}.", count)
            if classes
            else ngettext("{n} drill is written to {file}.", "{n} drills are written to {file}.", count)
        )
        print_message(notice.format(n=count, file=output))
