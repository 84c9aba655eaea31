"""The sentences for slips of the keyboard in a file: the fault, and the remedy."""

from typing import Final

from motdrill.messages import N_, _, join_list, ngettext
from motdrill.scenario.problem import Problem

SLIP_SENTENCES: Final[dict[str, tuple[str, str]]] = {
    "no-space": (N_("no space stands after the colon"), N_("put one there: `{line} …`")),
    "missing-colon": (N_("the colon after the name of this field is missing"), N_("write `{line}`")),
    "field-in-text": (
        N_("`{name}` and a colon stand inside this text, as if a field or a language began there"),
        N_("write `{name}:` outside the text, in a line of its own; words alone put into double quotes"),
    ),
    "full-width-mark": (
        N_("`{sign}` stands here, a full-width or curly mark, where a plain `{plain}` is needed"),
        N_("type `{plain}` in its place"),
    ),
    "odd-space": (
        N_("{sign} stands here, a space that looks plain and is none"),
        N_("type plain spaces in its place"),
    ),
    "zero-width": (
        N_("{sign} stands here, a character that nobody sees"),
        N_("delete the word around it, and type it anew"),
    ),
    "quote-in-text": (
        N_("the text ends at this quotation mark, but more follows: {rest}"),
        N_("close the text only at its end; for quotes inside it use “ ”"),
    ),
    "trailing-mark": (
        N_("the value ends before this, but more follows: {rest}"),
        N_("delete it; a note begins with two spaces and #"),
    ),
    "apostrophe": (
        N_("the text stands in single quotes, and this apostrophe ends it"),
        N_("put the text into double quotes"),
    ),
    "sign-first": (N_("a text without quotes cannot begin with {sign}"), N_("put the text into double quotes")),
    "backslash": (
        N_("inside double quotes {sign} is a code for another character"),
        N_("write each backslash twice, or put the text into single quotes"),
    ),
    "open-bracket": (N_("the bracket {sign} is not closed by its counterpart"), N_("close it where the list ends")),
    "markdown-fence": (N_("this is a mark of Markdown, and no part of a scenario"), N_("remove it")),
    "id-in-list": (
        N_("`{field}` is no list: each of its entries begins with its id and a colon"),
        N_("write `{name}:` without a dash, and its fields indented below it"),
    ),
    "wrong-indent": (N_("`{name}` belongs to `{parent}`"), N_("indent it as the other fields of `{parent}` are")),
    "stray-line": (
        N_("this line names no field, and no text goes on in it"),
        N_("put the text it belongs to into double quotes; for a note begin the line with #"),
    ),
    "missing-dash": (
        N_("each entry of this list begins with a dash and a space, and this one does not"),
        N_("write `{line}`"),
    ),
    "lone-quote": (
        N_("this quotation mark has no counterpart"),
        N_("delete it, or put another at the other end of the text"),
    ),
    "text-and-lines": (
        N_("`{name}` has a value in its own line, and lines of its own below it"),
        N_("keep one of the two, and delete the other"),
    ),
    "lost-line": (
        N_("`{name}` stands here without the field that it belongs to"),
        N_("put the line that is missing above it, such as `{line}`"),
    ),
    "hidden-line": (
        N_("this line begins with #, so `{name}` is only a comment"),
        N_("delete the #, and write `{name}:` in the column where it belongs"),
    ),
    "curly-quotes": (
        N_("{sign} stand around this text in place of plain quotes, and are shown as a part of it"),
        N_("put plain double quotes there; where somebody speaks, put them around {sign}"),
    ),
}

_MAX_LINES: Final = 8
"""The most lines that are named of those where one slip stands again."""


def mark_sentences(problem: Problem) -> tuple[str, str]:
    """What is wrong with a mark that is neither full-width nor curly, and what to do; empty where a code says it."""
    if problem.code == "full-width-mark" and str(problem.values["sign"]).isascii():
        return _("`{sign}` stands here, where `{plain}` is needed"), ""
    if problem.code == "field-in-text" and "sign" in problem.values:
        return (
            _("`{sign}` makes one text of all the lines below, and they begin with `{name}:`"),
            _("remove the `{sign}` behind the colon"),
        )
    if problem.code == "odd-sign" and problem.values["is_lost"]:
        return _("{sign} stands here for a character that got lost, as in copying"), _("type what stood there")
    return "", ""


def colon_sentences(extra: str) -> tuple[str, str]:
    """What stands behind a colon and belongs to no value, and what to do with it."""
    fault = (
        N_("there is a colon too many") if extra == ":" else N_("`{extra}` stands behind the colon, and is no value")
    )
    return fault, N_("remove it: `{line} …`")


def indent_sentences(problem: Problem, values: dict[str, str]) -> tuple[str, str]:
    """What a line belongs to, and by how many spaces to move it."""
    count = int(str(problem.values["count"]))
    fault = (
        SLIP_SENTENCES["wrong-indent"][0] if problem.values["parent"] else N_("`{name}` belongs below no other field")
    )
    if problem.values["deeper"]:
        remedy = ngettext("indent it by {n} more space", "indent it by {n} more spaces", count)
    else:
        remedy = ngettext("indent it by {n} space less", "indent it by {n} spaces less", count)
    return _(fault).format(**values), remedy.format(n=count)


def also_in_lines(lines: object) -> str:
    """In which other lines of the file, or cells of the sheet, a slip stands, as the end of a sentence."""
    places = [str(line) for line in lines] if isinstance(lines, list) else []
    shown = join_list(places[:_MAX_LINES]) + (" …" if len(places) > _MAX_LINES else "")
    if not "".join(places).isdecimal():
        sentence = ngettext("; also in the cell {cells}", "; also in {n} more cells: {cells}", len(places))
        return sentence.format(n=len(places), cells=shown)
    return ngettext("; also in line {lines}", "; also in {n} more lines: {lines}", len(places)).format(
        n=len(places), lines=shown
    )
