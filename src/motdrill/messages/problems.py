"""The sentences for each problem of a file: the fault, and the remedy."""

from typing import Final

from motdrill.messages import N_, _, join_list, percent_text
from motdrill.messages.cells import CELL_SENTENCES, entry_text
from motdrill.messages.labels import word_called
from motdrill.messages.reasons import reason_text
from motdrill.messages.slips import SLIP_SENTENCES, also_in_lines, colon_sentences, indent_sentences, mark_sentences
from motdrill.messages.weaknesses import WEAKNESS_SENTENCES
from motdrill.scenario.problem import ERROR, Problem
from motdrill.scenario.safe_text import sanitize

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
    "empty-file": (
        N_("the file is empty"),
        N_("write at least format, title, customer and steps; `motdrill new` writes them all"),
    ),
    "syntax": (
        N_("from here on it cannot be told what belongs to what"),
        N_("compare the indentation, the quotes and the brackets with the lines before"),
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
    "anchor": (
        N_("the anchor `&{name}` is not used in scenarios"),
        N_("put the text into quotes, or write it out at each place"),
    ),
    "alias": (N_("the alias `*{name}` is not used in scenarios"), N_("write the value out, or put it into quotes")),
    "merge-key": (N_("the merge key `<<` is not used in scenarios"), N_("write the fields out")),
    "tag": (N_("the tag `{name}` is not used in scenarios"), N_("remove it, or put the text into quotes")),
    "more-documents": (
        N_("a second document begins here (`---`)"),
        N_("remove the line; if a second scenario follows, move that into a file of its own"),
    ),
    "second-copy": (
        N_("the same fields begin here a second time, as if the file had been pasted twice"),
        N_("remove all from here on; if it is another scenario, move it into a file of its own"),
    ),
    "too-deep": (N_("more than {limit} levels are nested here"), N_("look for brackets that are not closed")),
    "too-many-values": (
        N_("more than {limit} values stand in this file"),
        N_("a scenario has some 1,000: look for what does not belong here, or split the file"),
    ),
    **SLIP_SENTENCES,
    "unknown-field": (
        N_("there is no field `{name}` here"),
        N_("remove it, or begin its name with x- to keep it; these may stand here: {known}"),
    ),
    "missing-field": (N_("the field `{name}` is missing"), N_("add `{name}:` here")),
    "wrong-type": (N_("`{name}` should be {wanted}"), N_("write only the number after the colon")),
    "empty-value": (N_("nothing is written after `{name}:`"), N_("fill it in, or remove the line")),
    "empty-text": (N_("the text of `{name}` is empty"), N_("fill it in, or remove the line")),
    "unknown-value": (N_("`{name}` is not one of the words that may stand here"), N_("use one of: {known}")),
    "out-of-range": (N_("`{name}` is {given}; it goes from {low} to {high}"), N_("write a whole number in that range")),
    "too-few": (N_("entries of `{name}`: {count}; it needs at least {limit}"), N_("add what is missing")),
    "too-many": (N_("entries of `{name}`: {count}; {limit} is the most"), N_("remove some")),
    "bad-id": (
        N_("`{name}` cannot be an id"),
        N_("use small letters a-z, digits and hyphens, beginning with a letter, two characters or more"),
    ),
    "unknown-language": (
        N_("`{name}` is not a language"),
        N_("write a text as one string, or one string a language: en, zh"),
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
    "text-too-long": (
        N_("this text of `{name}` has {count} characters; {limit} is the most"),
        N_("shorten it: one breath, as people say it"),
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
    **WEAKNESS_SENTENCES,
}

_OTHER_SENTENCES: Final[dict[str, tuple[str, str]]] = {
    "only-one-word": (N_("only one word may stand here, and `{name}` is several"), N_("keep one of them")),
    "words-in-one": (
        N_("`{name}` is one entry of a list, and several words"),
        N_("in brackets close the quotes after each word; after a dash write one word a line"),
    ),
    "empty-entry": (N_("an entry of `{name}` is empty"), N_("write it after this dash, or remove the dash")),
    "text-in-braces": (
        N_("a text stands in braces, which are for one text a language"),
        N_("put it into double quotes, without the braces"),
    ),
}
"""The sentences where the same problem has another cause, by its `sentence`."""

_TYPE_NAMES: Final = {
    "text": N_("a text"),
    "number": N_("a whole number, without quotes or units"),
    "one-number": N_("one whole number"),
    "range": N_("two whole numbers"),
    "id": N_("an id"),
    "yes-no": N_("true or false, without quotes"),
    "mapping": N_("a group of fields"),
    "list": N_("a list"),
}
_TYPE_REMEDIES: Final = {
    "text": N_("put the text into double quotes, or write one a language below it"),
    "number": N_("write only the number after the colon"),
    "one-number": N_("write one number after the colon, and nothing else"),
    "range": N_("write the lowest and the highest in brackets, such as [0, 3]"),
    "id": N_("write one id here, in small letters and without brackets"),
    "yes-no": N_("write true or false after the colon"),
    "mapping": N_("write its fields in lines below it, indented further"),
    "list": N_("write it in brackets, such as [a, b], or each entry in a line below, after a dash and a space"),
}

_MAX_VALUE_LENGTH: Final = 300


def problem_sentences(problem: Problem) -> tuple[str, str]:
    """The fault and its remedy."""
    values = {name: _value_text(name, value) for name, value in problem.values.items()}
    sentences = _OTHER_SENTENCES.get(str(values.get("sentence")), _SENTENCES[problem.code])
    if "extra" in values:
        sentences = colon_sentences(values["extra"])
    if problem.cell:
        sentences = CELL_SENTENCES.get(str(values.get("sentence", problem.code)), sentences)
        values["entry"] = entry_text(problem.values)
    fault, remedy = (_(sentence).format(**values) for sentence in sentences)
    if problem.code == "not-utf8" and problem.values.get("gbk"):
        fault = _("the file is not UTF-8 text; it looks like GBK")
    if problem.code == "wrong-type" and not problem.cell:
        remedy = _(_TYPE_REMEDIES[str(problem.values["wanted"])])
    if near := _meant(problem, values):
        remedy = _("did you mean `{near}`?").format(near=near)
    of_mark = [sentence.format(**values) for sentence in mark_sentences(problem)]
    fault, remedy = of_mark[0] or fault, of_mark[1] or remedy
    if problem.code == "wrong-indent":
        fault, remedy = indent_sentences(problem, values)
    if more := problem.values.get("more"):
        fault += also_in_lines(more)
    return fault, remedy


def _meant(problem: Problem, values: dict[str, str]) -> str:
    """What was meant by something unknown, also by its name in another language; empty if that cannot be told."""
    if problem.cell and problem.code == "unknown-field":
        return ""
    if problem.code == "unknown-value" and not values["near"] and "sentence" not in values:
        return word_called(values["name"], tuple(values["known"].split(", ")))
    return values.get("near", "")


def _value_text(name: str, value: object) -> str:
    if name == "wanted":
        return _(_TYPE_NAMES[str(value)])
    if name == "chance" and isinstance(value, float):
        return percent_text(value)
    if name == "cost" and isinstance(value, float):
        return percent_text(value / 100)
    if name == "reason":
        return _short_line(reason_text(value))
    if name == "lang" and not value:
        return _("all languages")
    return _short_line(join_list([str(item) for item in value]) if isinstance(value, list) else str(value))


def _short_line(text: str) -> str:
    """A text on one line, sanitized and cut to `_MAX_VALUE_LENGTH`; values of a file can be anything."""
    line = sanitize(" ".join(text[: 2 * _MAX_VALUE_LENGTH].splitlines()))
    return line if len(line) <= _MAX_VALUE_LENGTH else line[: _MAX_VALUE_LENGTH - 1] + "…"


def problem_line(problem: Problem) -> str:
    """A problem as one line: location, level, number, fault and remedy."""
    fault, remedy = problem_sentences(problem)
    return f"{location_text(problem)}: {level_name(problem.level)} {problem.number} {fault}{_(': ')}{remedy}"


def location_text(problem: Problem) -> str:
    """file:line:column; a cell after the file and a comma; or the file alone for the file as a whole."""
    if problem.cell:
        return f"{problem.file}, {problem.cell}"
    return f"{problem.file}:{problem.location.line}:{problem.location.column}" if problem.location else problem.file


def level_name(level: str) -> str:
    """The translated word for error or warning."""
    return _("error") if level == ERROR else _("warning")
