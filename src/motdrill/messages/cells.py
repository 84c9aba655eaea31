"""The sentences for problems told by the cell of a sheet, where they are others than those for lines of a file."""

from collections.abc import Mapping, Sequence
from typing import Final

from motdrill.messages import N_, _, join_list

CELL_SENTENCES: Final[dict[str, tuple[str, str]]] = {
    "missing-field": (N_("“{column}” is missing here"), N_("write {entry}")),
    "missing-column": (
        N_("the column “{column}” is missing; rows that need it: {rows}"),
        N_("add the column, or look for its heading: it may be misspelt"),
    ),
    "column-misspelt": (
        N_("“{name}” is no column; rows that need the column “{column}”: {rows}"),
        N_("if that is what you mean, write this heading so: {column}"),
    ),
    "missing-row": (
        N_("the row “{column}” is missing"),
        N_("add a row with this name in its first column, and the value beside it"),
    ),
    "missing-steps": (
        N_("no step was found in the sheets"),
        N_("write a row for each below the headings “step”, “kind”, “says” and so on, as the template does"),
    ),
    "missing-replies": (
        N_("no replies stand below this step"),
        N_("write a row for each of them, or choose in “kind” what else the step asks for"),
    ),
    "unknown-field": (
        N_("“{column}” does not belong to a row of this kind"),
        N_("leave this cell empty, or move what it says to the row that it is about"),
    ),
    "wrong-type": (N_("“{column}” cannot be read here"), N_("write {entry}")),
    "out-of-range": (
        N_("“{column}” is {given} here; it goes from {low} to {high}"),
        N_("write a whole number in that range"),
    ),
    "unknown-language": (N_("`{name}` is not a language"), N_("end the heading with a language: (en) or (zh)")),
    "language-missing": (N_("this text is not written in: {missing}"), N_("write it in this cell")),
    "no-points": (N_("no answer of this scenario earns a point"), N_("give the best reply of each step the score 3")),
    "best-reply-costs": (
        N_("reply `{name}` earns most here at {anger} stars, yet costs {cost}: the weaker way has more to earn later"),
        N_("write no in “counts” at the steps that only the weaker way plays"),
    ),
    "perfect-way-fails": (
        N_("a way without a lost point ends in `{name}` and is not passed"),
        N_("soften the replies on it, or change the ending's ranges or “lost”"),
    ),
    "unreachable-ending": (
        N_("no drill comes to the ending `{name}`"),
        N_("widen its ranges, put it above the one that hides it, or lead a “goto” to it"),
    ),
    "ending-gap": (
        N_("none of your endings holds for some drills ({chance} of random ones): the built-in `{name}` stands in"),
        N_("widen a range, or write texts for `{name}`"),
    ),
    "needs-count": (N_("{count} needs cannot be ranked"), N_("write 2 to 5 needs, or 2 to 5 of their ids in “order”")),
    "feeling-unmet": (
        N_("reply `{name}` earns full points at {angers} stars, though it meets neither feeling nor state"),
        N_("write answer in “depth”, or let it meet the feeling first"),
    ),
    "missing-skills": (
        N_("no step trains: {missing}"),
        N_("add them in this column, or accept it: a row accept.MD405 in the first table, with the reason beside it"),
    ),
    "said-steps": (
        N_("{count} steps are asked for in the trainee's own words; a case of six steps or more has exactly one"),
        N_("write yes in “say” at the moment of truth, and nowhere else"),
    ),
    "joined-tags": (N_("`{name}` is read as one tag"), N_("separate tags by commas")),
    "placeholder": (N_("“{name}” holds the place of a text"), N_("write the text, or empty the cell")),
    "idle-accept": (N_("`{name}` is accepted here, but nothing finds it any more"), N_("remove the row")),
}
"""Fault and remedy by the code of a problem, or by its value `sentence`."""


def entry_text(values: Mapping[str, object]) -> str:
    """What is to be written in a cell, in words, from what may be chosen in it and how it is read."""
    choices = values.get("choices")
    if values.get("form") == "flag":
        return _("yes or no")
    if isinstance(choices, Sequence) and choices:
        return _("{others} or {last}").format(others=join_list(choices[:-1]), last=choices[-1])
    return _("a whole number") if values.get("form") == "number" else _("a text")
