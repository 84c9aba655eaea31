"""The sentences for what `motdrill import` tells besides findings."""

from collections.abc import Mapping
from typing import Final

from motdrill.messages import N_, _

_SENTENCES: Final = {
    "no-headings": N_(
        "no row of headings was found in this sheet, and it was left out. Begin it as the template does."
    ),
    "column-unknown": N_("the column “{name}” is not known, and was left out. Leave it there if it is for yourself."),
    "column-misspelt": N_("the column “{name}” is not known, and was left out. Did you mean “{near}”?"),
    "column-twice": N_("two columns are called “{name}”; this cell of the second was left out. Keep one of them."),
    "cell-error": N_(
        "{given} stands here, which the spreadsheet wrote for what it could not compute. Format the cell as text, and "
        "type it again."
    ),
    "date": N_(
        "the spreadsheet has made a date of what was typed here: {given}. Format the cell as text, and type it again."
    ),
    "formula": N_(
        "a formula stands here, and its text was taken. Write its result here instead, if that is what you mean."
    ),
    "id-twice": N_("`{name}` stands here for the second time, and was made `{near}`. Give it an id of its own."),
    "cell-twice": N_(
        "this was left out, because something else stands for `{name}` already. Keep one of the cells; a text for a "
        "higher anger needs “from” in its row."
    ),
    "no-field": N_("no field is named for this value, and it was left out. Write the field's name before it."),
    "no-step": N_("this row belongs to no step, and was left out. Write the step's id into its first column."),
    "no-reply": N_("“{name}” was left out, because there is no reply in this row. Write the reply, or its id."),
}


def draft_note(code: str, values: Mapping[str, object]) -> str:
    """The sentence for a note: what was read and how, and what to do."""
    return _(_SENTENCES[code]).format(**values)
