"""The sentences for what `motdrill import` tells besides findings."""

from collections.abc import Mapping
from typing import Final

from motdrill.messages import N_, _

_NO_HEADINGS: Final = N_(
    "no row of headings was found in this sheet, and it was left out. Begin it as the template does."
)
_SENTENCES: Final = {
    "no-headings": _NO_HEADINGS,
    "sheet-skipped": _NO_HEADINGS,
    "column-misspelt": N_("the column “{name}” is not known, and was left out. Did you mean “{near}”?"),
    "language-unknown": N_(
        "`{given}` in the heading “{name}” is no language, and all columns of it were left out. Write its code there, "
        "such as (en), (zh) or (fr); a column of your own needs a name of its own."
    ),
    "table-misspelt": N_(
        "“{name}” is no column, and the table below was left out, because its column “{near}” is missing. If that is "
        "what you mean, write this heading so: {near}"
    ),
    "table-unnamed": N_(
        "the table below was left out, because its column “{near}” is missing. Write this heading over its first "
        "column."
    ),
    "no-heading": N_(
        "this column has no heading, and what stands in it, in row {row} for instance, was left out. Write a heading "
        "over it, if it belongs to the scenario."
    ),
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
        "this was left out, because {near} has something else in its place. Keep one of the two cells; a text for a "
        "higher anger needs “from” in its row."
    ),
    "field-twice": N_("this was left out, because {near} has something else in its place. Keep one of the two cells."),
    "no-field": N_("no field is named for this value, and it was left out. Write the field's name before it."),
    "field-unknown": N_("there is no field “{name}”, and its row was left out: choose one of the template's fields."),
    "field-misspelt": N_("there is no field “{name}”, and its row was left out. Did you mean “{near}”?"),
    "two-entries": N_(
        "several lines stand in one entry of a list. Give each of them a row of its own, if they are several entries."
    ),
    "no-step": N_("this row belongs to no step, and was left out. Write the step's id into its first column."),
    "no-step-id": N_(
        "row {row} looks like a new step but has no id in its column “{name}”, and was made the step `{near}`. "
        "Write an id there, or “from” if its text is for a higher anger."
    ),
    "from-alone": N_(
        "“from” was left out, because its row has no text that begins with that anger. Write the text beside it."
    ),
    "no-reply": N_("“{name}” was left out, because there is no reply in this row. Write the reply, or its id."),
    "twee-before": N_("what stands before the first passage was left out. Write `::` and a name before it."),
    "twee-header": N_("this line begins a passage without a name, and the passage was left out. Write its name there."),
    "twee-twice": N_(
        "a passage `{name}` begins in line {first} already, and this one was left out. Give it a name of its own."
    ),
    "twee-code": N_(
        "`{name}` belongs to the story format, not to the story, and was left out. Check that you miss nothing of it."
    ),
    "twee-data": N_("StoryData is no JSON; the story begins with `{name}`. Check that this is its first step."),
    "twee-start": N_(
        "the story is to begin with `{name}`, which is not there; it begins with `{near}`. Check that this is its "
        "first step."
    ),
    "twee-open-link": N_("a link begins here with `[[` and does not end on its line. Write `]]` after it."),
    "twee-target": N_(
        "there is no passage `{name}`, so this reply leads to the next step. Write a passage, or another name."
    ),
    "twee-target-near": N_(
        "there is no passage `{name}`, so this reply leads to the next step. Did you mean `{near}`?"
    ),
    "twee-no-target": N_("this link names no passage, so its reply leads to the next step. Write the name of one."),
    "twee-back": N_("this link leads back to `{name}`, but a story only goes forward. Let it lead to a later passage."),
    "twee-macro": N_(
        "`{given}` is code of a story format, and was left out. A scenario has none: make a step of what it decides."
    ),
    "twee-variable": N_("`{given}` is a variable of a story format, and was left as it is. Write words in its place."),
    "twee-style": N_(
        "`{given}` sets words off as a story format does; the words were taken, the signs were left out. Check that "
        "the words do without."
    ),
    "gift-open": N_(
        "the brace here is not closed before the next empty line, and the question was left out. Close the brace."
    ),
    "gift-brace": N_(
        "a brace here belongs to no answers, and this question was left out. Leave a line empty between two questions, "
        "and write a backslash before a brace in a text."
    ),
    "gift-no-answers": N_("this text has no answers, and was left out. Write them in braces, if it is a question."),
    "gift-kind": N_(
        "this question is not multiple choice, and was left out. Write `~` before wrong answers, `=` before the right "
        "one."
    ),
    "gift-twice": N_(
        "a question `{name}` stands in line {first} already, and this one was made the step `{near}`. Give it a name "
        "of its own."
    ),
    "gift-weight": N_("this answer's weight cannot be read. Write it between two percent signs: `~%50%`."),
}


def draft_note(code: str, values: Mapping[str, object]) -> str:
    """The sentence for a note: what was read and how, and what to do."""
    return _(_SENTENCES[code]).format(**values)
