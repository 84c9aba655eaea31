"""Asks before an exam or a class whether it is to begin where nothing of it would be recorded."""

import unicodedata

from motdrill.errors import JournalError, Quit
from motdrill.messages import _
from motdrill.messages.errors import error_message
from motdrill.sessions.journal_writer import JournalWriter
from motdrill.ui.blocks import KeyHint, join_groups, para
from motdrill.ui.face import Face, Question


def confirm_unrecorded(face: Face, writer: JournalWriter) -> None:
    """Asks where the journal cannot be used; one that is only busy at the moment is no reason.

    Raises:
        JournalError: There is nobody to ask, because the input is no terminal.
        Quit: The person would rather not begin.
    """
    if writer.problem is None or writer.is_busy:
        return
    reason = error_message(writer.problem)
    if not face.attended:
        raise JournalError("nothing-begun", reason=reason)
    writer.news()  # the question tells it
    warning = para(_("Nothing of this would be recorded while that is so."), style="strong")
    page = join_groups([[para(reason, style="fair")], [warning]])
    keys = (KeyHint("y", _("go on unrecorded")), KeyHint("q", ""))
    try:
        line = face.ask(Question(page, "steer", keys, enter=_("stop")))
    except EOFError:
        line = ""
    if unicodedata.normalize("NFKC", line).strip().lower() != "y":
        raise Quit("nothing-begun", reason=reason)
