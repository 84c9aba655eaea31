"""What is told of a journal's content: how much it holds, and what a repair has carried over."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from motdrill.messages import N_, _, join_list, join_sentences, ngettext

if TYPE_CHECKING:
    from motdrill.journal.repair import Repair

_CARRIED: Final = {
    "scenario": N_("{n} of {known} scenario texts"),
    "drill": N_("{n} of {known} drills"),
    "answer": N_("{n} of {known} answers"),
    "review": N_("{n} of {known} reviewed steps"),
    "words": N_("{n} of {known} entries in own words"),
    "class": N_("{n} of {known} classes"),
    "class_event": N_("{n} of {known} events of classes"),
    "outbox": N_("{n} of {known} entries of what is sent"),
}
"""What was carried over, by table."""


def repair_notice(repair: Repair) -> str:
    """Where a damaged journal was set aside, and what of it was carried over."""
    notice = _("The journal was damaged. It was set aside as {file}, and a new one begun.")
    notices = [notice.format(file=repair.damaged_copy)]
    if repair.is_log_damaged:
        notices.append(_("Its log was damaged or gone, so what was recorded last may be missing."))
    rows = {each.table: each for each in repair.carried if each.known}
    if any(each.rows for each in rows.values()):
        told = [
            _(text).format(n=rows[table].rows, known=rows[table].known)
            for table, text in _CARRIED.items()
            if table in rows
        ]
        notices.append(_("Carried over, of all that there were traces of: {told}.").format(told=join_list(told)))
    else:
        notices.append(_("Nothing in it could be read."))
    return join_sentences(notices)


def counts_text(counts: Mapping[str, int]) -> str:
    """How much a journal holds, for instance “12 drills, 140 answers, 3 reviewed steps, 1 class”."""
    return join_list(
        [
            ngettext("{n} drill", "{n} drills", counts["drill"]).format(n=counts["drill"]),
            ngettext("{n} answer", "{n} answers", counts["answer"]).format(n=counts["answer"]),
            ngettext("{n} reviewed step", "{n} reviewed steps", counts["review"]).format(n=counts["review"]),
            ngettext("{n} class", "{n} classes", counts["class"]).format(n=counts["class"]),
        ]
    )
