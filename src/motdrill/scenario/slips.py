"""Slips of the keyboard in a scenario file: what they are, and what mending them does to the text.

Found line by line (`line_scan`, `value_scan`, `indentation`), because a person who is no programmer is helped by the
cause, and a parser only tells where it could not go on.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from itertools import accumulate
from typing import Final, NamedTuple

from motdrill.scenario.problem import Location

COLONS: Final = "：﹕∶︰"
"""Signs that are typed for a colon."""
ODD_SPACES: Final = "\u00a0\u115f\u1160\u1680\u2000-\u200a\u202f\u205f\u2800\u3000\u3164\uffa0"
INVISIBLE: Final = "\u00ad\u180e\u200b-\u200d\u2060"
ODD: Final = re.compile(f"[{ODD_SPACES}]+|[{INVISIBLE}]+")
"""Spaces that are none to YAML, and signs without a width."""
NAMES_IN_QUOTES: Final = ("text", "says", "reaction", "why", "中文", "英文")
"""Fields and languages whose names are pasted into the quotes of a text with it, and then begin no sentence."""
CURLY: Final = "“”„‟＂"
PLAIN_MARKS: Final = {
    "，": ",", "、": ",", "﹐": ",", "［": "[", "【": "[", "］": "]", "】": "]", "｛": "{", "｝": "}", "＂": '"',
    **dict.fromkeys("“”„‟", '"'), **dict.fromkeys("‘’", "'"),
}  # fmt: skip
"""The plain mark of YAML that a full-width or curly one was typed for."""


class Edit(NamedTuple):
    """Text to stand in place of what stands from `start` to before `end`, as indexes of a text."""

    start: int
    end: int
    text: str


class Slip(NamedTuple):
    """One slip, with the code and the values of its `Problem`.

    `edits` mend it without a change of lines, so that what else is wrong can be found; `is_mechanical` tells whether
    they are certain to be what the author meant, and may be written to the file.
    """

    code: str
    location: Location
    values: Mapping[str, object]
    edits: tuple[Edit, ...] = ()
    is_mechanical: bool = False

    @property
    def is_inside(self) -> bool:
        """Whether it stands in lines that a parser takes for the text above them, so that it fails at none."""
        return bool(self.values.get("inside"))


def edited(text: str, edits: Iterable[Edit]) -> str:
    """A text after its edits; of two that overlap the first is made."""
    parts, done = [], 0
    for edit in _in_order(edits):
        if edit.start >= done:
            parts += [text[done : edit.start], edit.text]
            done = edit.end
    return "".join((*parts, text[done:]))


class Origin:
    """Where in a text that was edited something stood before; edits change no number of a line."""

    def __init__(self, text: str, edits: Iterable[Edit]) -> None:
        starts = [0, *accumulate(len(line) for line in text.splitlines(keepends=True))]
        self._edits: dict[int, list[Edit]] = {}
        for edit in _in_order(edits):
            number = bisect_right(starts, edit.start)
            start = starts[number - 1]
            self._edits.setdefault(number, []).append(Edit(edit.start - start, edit.end - start, edit.text))

    def location(self, location: Location) -> Location:
        """The location in the original of one in the edited text."""
        edits = self._edits.get(location.line, ())
        return Location(location.line, _original_index(location.column - 1, edits) + 1)


def _original_index(index: int, edits: Iterable[Edit]) -> int:
    shift = done = 0
    for edit in edits:
        if edit.start < done:
            continue
        if edit.start + shift >= index:
            break
        done = edit.end
        shift += len(edit.text) - (edit.end - edit.start)
        if edit.end + shift > index:
            return edit.start
    return index - shift


def _in_order(edits: Iterable[Edit]) -> list[Edit]:
    return sorted(edits, key=lambda edit: edit[:2])


def in_quotes(text: str) -> str:
    """A text in double quotes, as YAML reads it."""
    inner = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{inner}"'


def plain_spaces(odd: str) -> str:
    """What to type for odd characters: a space for each, two for a full-width one, nothing for an invisible one."""
    return "".join("  " if char == "\u3000" else "" if re.match(f"[{INVISIBLE}]", char) else " " for char in odd)
