"""Sentences for what is wrong with a file: one for the fault, one for mending it."""

from __future__ import annotations

from typing import Final

from motdrill.scenario.problem import Problem
from motdrill.wording import N_, _

_SENTENCES: Final[dict[str, tuple[str, str]]] = {
    "not-found": (N_("there is no such file"), N_("check the name; `motdrill list` shows the library")),
    "is-directory": (N_("this is a folder, not a scenario file"), N_("name one file in it")),
    "no-permission": (N_("the file may not be read"), N_("ask its owner for permission to read it")),
    "unreadable-file": (N_("the file cannot be read: {reason}"), N_("check the disk and the name of the file")),
    "too-large": (
        N_("the file is larger than 1 MiB"),
        N_("a scenario needs some 50 KB: split it into several files"),
    ),
    "not-utf8": (N_("the file is not UTF-8 text"), N_("in your editor choose “save with encoding: UTF-8”")),
    "control-character": (
        N_("the invisible character {name} stands here; it could change how the text is shown"),
        N_("delete it and type the place anew"),
    ),
    "empty-file": (N_("the file is empty"), N_("a scenario needs at least format, title, customer and steps")),
    "syntax": (
        N_("the YAML cannot be read here: {problem}"),
        N_("compare the indentation and the quotes with the line before"),
    ),
    "tab-indent": (N_("this line is indented with a tab"), N_("indent with spaces, two a level")),
    "full-width-colon": (
        N_("a full-width colon （：） stands after the field's name"),
        N_("type a plain colon and a space: `{line}`"),
    ),
    "colon-in-text": (
        N_("a colon with a space after it stands inside a text without quotes, or a line is indented wrongly"),
        N_("put the text into double quotes"),
    ),
    "open-quote": (N_("a quotation mark is opened and not closed"), N_("close it at the end of the text")),
    "duplicate-key": (
        N_("`{name}` is written twice in the same place"),
        N_("remove one of them, or give one another name"),
    ),
    "key-not-text": (N_("the name of a field must be plain text"), N_("write a name before the colon")),
    "comment-after-text": (
        N_("is `{text}` a comment, or part of the text before it?"),
        N_("for a comment put two spaces before the #; else put the text into double quotes"),
    ),
    "anchor": (N_("the anchor `&{name}` is not used in scenarios"), N_("write the value out at each place")),
    "alias": (N_("the alias `*{name}` is not used in scenarios"), N_("write the value out, or put it into quotes")),
    "merge-key": (N_("the merge key `<<` is not used in scenarios"), N_("write the fields out")),
    "tag": (N_("the tag `{name}` is not used in scenarios"), N_("remove it, or put the text into quotes")),
    "more-documents": (
        N_("a second document begins here (`---`)"),
        N_("one file holds one scenario: move it into a file of its own"),
    ),
    "too-deep": (N_("more than {limit} levels are nested here"), N_("look for brackets that are not closed")),
    "unknown-field": (N_("there is no field `{name}` here"), N_("remove it, or begin its name with x- to keep it")),
    "missing-field": (N_("the field `{name}` is missing"), N_("add `{name}:` here")),
    "wrong-type": (N_("`{name}` should be {wanted}"), N_("write {wanted} after the colon")),
    "empty-value": (N_("nothing is written after `{name}:`"), N_("fill it in, or remove the line")),
    "empty-text": (N_("the text of `{name}` is empty"), N_("fill it in, or remove the line")),
    "unknown-value": (N_("`{name}` is not one of the words that may stand here"), N_("use one of: {known}")),
    "out-of-range": (N_("`{name}` is {given}; it goes from {low} to {high}"), N_("write a whole number in that range")),
    "too-few": (N_("`{name}` has {count} entries; it needs at least {limit}"), N_("add what is missing")),
    "too-many": (N_("`{name}` has {count} entries; {limit} is the most"), N_("remove some")),
    "bad-id": (
        N_("`{name}` cannot be an id"),
        N_("use small letters a-z, digits and hyphens, beginning with a letter, two characters or more"),
    ),
    "unknown-language": (
        N_("`{name}` is not a language"),
        N_("a text is one string, or one string a language: en, zh"),
    ),
    "comma-in-text": (
        N_("`{name}` was read as a language, because a comma stands in a text without quotes"),
        N_("put the text into double quotes"),
    ),
    "newer-format": (
        N_("the file has format {given}; this motdrill knows formats up to {known}"),
        N_("update motdrill, or set `format: {known}` if nothing newer is used"),
    ),
    "not-a-mapping": (
        N_("the file is not a scenario: fields such as `title:` are expected"),
        N_("begin with `format: 1` and `title:`"),
    ),
    "unknown-goto": (N_("`goto` leads to `{name}`, which does not exist"), N_("name a later step, or an ending")),
    "backward-goto": (
        N_("`goto` leads back to `{name}`, but a story only goes forward"),
        N_("lead to a later step, or move that step down"),
    ),
    "shared-id": (N_("`{name}` is both a step and an ending"), N_("give one of them another name")),
    "reserved-id": (N_("a step cannot be called `{name}`: that is a built-in ending"), N_("give it another name")),
    "unknown-need": (N_("`order` names `{name}`, which is not among the needs"), N_("use the ids under `needs`")),
    "repeated-need": (N_("`order` names `{name}` twice"), N_("name each need once")),
    "needs-count": (N_("{count} needs cannot be ranked"), N_("write 2 to 5 `needs`, or an `order` of 2 to 5 of them")),
    "empty-range": (N_("the range from {low} to {high} holds nothing"), N_("write the smaller number first")),
    "built-in-meaning": (
        N_("`{name}` is a built-in ending: its `{field}` cannot be changed"),
        N_("only give it a title and a text, or choose another id"),
    ),
}

_WANTED: Final = {
    "text": N_("text (one string, or one a language)"),
    "number": N_("a whole number"),
    "yes-no": N_("true or false"),
    "mapping": N_("a group of fields, indented below it"),
    "list": N_("a list in brackets, such as [a, b]"),
}


def told(problem: Problem) -> tuple[str, str]:
    """What is wrong, and how to mend it."""
    values = {**problem.values}
    if "wanted" in values:
        values["wanted"] = _(_WANTED[str(values["wanted"])])
    what, mend = (_(sentence).format(**values) for sentence in _SENTENCES[problem.code])
    if problem.code == "not-utf8" and values.get("gbk"):
        what = _("the file is not UTF-8 text; it looks like GBK")
    if values.get("near"):
        mend = _("did you mean `{near}`?").format(**values)
    return what, mend


def line(problem: Problem) -> str:
    """A problem as one line: file:line:column error number what: how to mend it."""
    where = f"{problem.file}:{problem.place.line}:{problem.place.column}" if problem.place else problem.file
    what, mend = told(problem)
    return _("{where}: error {number} {what}: {mend}").format(where=where, number=problem.number, what=what, mend=mend)
