"""The page of instructions in a workbook for authors, in the language of the interface."""

from typing import Final

from motdrill.messages import N_, _

_LINES: Final = (
    N_("A scenario in four sheets. The story in them plays as it stands: write yours over it, from the top down."),
    N_(
        "When it is saved, make a scenario of it: motdrill import FILE. "
        "It is checked, and every mistake is told by its cell."
    ),
    N_(
        "Columns may stand in any order, and columns of your own may stand beside them. Leave the headings as they are."
    ),
    N_("What you leave empty keeps its usual value. Point at a heading to read what belongs below it."),
    N_("Clear what is left of the story that stood here, once yours is written."),
    N_("In the first sheet a list has one row for each entry: write another row with the same name, such as may."),
    N_(
        "A finding that you mean to leave is accepted in the first sheet: a row accept.MD405, "
        "with the number that was told, and the reason as its value."
    ),
    N_("A text has a column for each language: “says (en)”. A column “says” without a language serves all of them."),
    N_("The steps stand in the order of the story: a row for the step, and below it a row for each of its replies."),
    N_(
        "kind says what the step asks for: reply (choose one), anger (how many stars), "
        "needs (rank them), spot (what was well done)."
    ),
    N_("At a spot step the replies are the lines to be judged; good says whether a line was well done."),
    N_(
        "A text may depend on the anger: write another row below, without an id, with “from” (how many stars at least) "
        "and the text."
    ),
    N_("Several codes stand in one cell with commas between them; several other ways to say a reply, one in a line."),
    N_(
        "goto names a later step, or an ending. Ids have small letters, digits and hyphens; "
        "you may leave out those of replies."
    ),
)


def sheet_guide() -> list[str]:
    """The lines of the instructions."""
    return [_(line) for line in _LINES]


def sheet_guide_names() -> tuple[str, str]:
    """The names of the sheet with the instructions, and of that with the codes."""
    return _("read me"), _("codes")
