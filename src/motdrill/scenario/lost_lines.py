"""Lines of a scenario file that others belong to, and that are missing, or only a comment."""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Final

from motdrill.scenario.dash_scan import ID, KeyLine
from motdrill.scenario.problem import Location, Problem
from motdrill.scenario.slips import Edit, Slip, edited
from motdrill.scenario.structure import ENTRIES, FIELDS, LANGUAGES, MODEL_BY_FIELD, is_known

MOST_HIDDEN: Final = 4
"""So many comments are tried, those nearest to the first problem: each costs a few times what reading the file does."""
_TEXT_FIELDS: Final = ("title", "name", "says", "text", "reaction", "why", "hint", "notes", "brief", "voice")
"""Fields of texts, in the order in which they are taken for missing."""
_HIDDEN: Final = re.compile(
    r"^(?P<indent>[ \t]*)(?P<mark>#+[ \t]*)(?P<name>[a-z_][a-z0-9_-]+)"
    r"(?P<colon>:(?=[ \t]*$|[ \t]+(?:[\"'\[{|>]|[\w-]+[ \t]*$))|(?=[ \t]*$))",
    re.MULTILINE,
)
"""A name in a comment, with nothing behind it or what looks like a value: no note that begins with a name."""
_NEXT_INDENT: Final = re.compile(r"[^\n]*\n(?:[ \t]*\n)*([ ]*)")


def missing_field(context: str, present: set[str], key: str, below: Iterable[str]) -> str:
    """The field whose line is missing above a key in a context, empty if none is; `below` are the keys below it."""
    fields = FIELDS.get(context, frozenset()) - present
    if key in LANGUAGES or key == "from":
        return next((name for name in _TEXT_FIELDS if name in fields), "")
    if is_known(key):
        return next((name for name in MODEL_BY_FIELD if name in fields and key in FIELDS[name]), "")
    keys = set(below)
    return next((name for name, each in ENTRIES.items() if name in fields and keys and keys <= FIELDS[each]), "")


def text_and_lines(text: str, above: KeyLine) -> Slip:
    """The slip of an entry with a value in its own line and lines of its own below it."""
    begin = text.index(":", above.start + above.column) + 1
    edit = Edit(begin, begin + len(text[begin:].split("\n", 1)[0].rstrip()), "")
    return Slip("text-and-lines", Location(above.line + 1, above.column + 1), {"name": above.key}, (edit,))


def as_comment(text: str, start: int, end: int) -> list[Edit]:
    """Edits that make comments of the lines between two indexes."""
    begins = [start, *(at + 1 for at in range(start, end - 1) if text[at] == "\n")]
    return [Edit(at, at, "#") for at in begins]


def hidden_line(
    text: str, problems: Sequence[Problem], weigh: Callable[[str], tuple[bool, int]], weight: tuple[bool, int]
) -> Slip | None:
    """The line that is only a comment, where so much of what is wrong with a text comes of that."""
    first = min((problem.location.line for problem in problems if problem.location), default=1)
    found = [each for each in _HIDDEN.finditer(text) if is_known(each["name"]) or _is_id(each["name"])]
    lines = {each: text.count("\n", 0, each.start()) + 1 for each in found}
    for each in sorted(found, key=lambda match: abs(lines[match] - first))[:MOST_HIDDEN]:
        edits = [Edit(*each.span(), f"{' ' * column}{each['name']}:") for column in _columns(text, each)]
        best, edit = min((weigh(edited(text, [edit])), edit) for edit in edits)
        is_readable = not best[0]
        if is_readable and best < weight:
            place = Location(lines[each], len(each["indent"]) + 1)
            return Slip("hidden-line", place, {"name": each["name"]}, (edit,))
    return None


def _is_id(name: str) -> bool:
    return "-" in name and bool(ID.match(name))


def _columns(text: str, found: re.Match[str]) -> set[int]:
    """Where the name in a comment may have stood: in its place, or as the next line, or a level above that."""
    indent, below = len(found["indent"]), _NEXT_INDENT.match(text, found.end())
    column = len(below[1]) if below else indent
    return {indent, indent + len(found["mark"]), column, max(column - 2, 0)}
