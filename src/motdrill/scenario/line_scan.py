"""Looks at a scenario file line by line: indents, dashes, keys, colons, and which lines go on with a text.

It never fails: where a line cannot be told, it is taken for a part of the text before it.
"""

import re
from dataclasses import dataclass
from typing import Final

from motdrill.scenario.dash_scan import ID, KeyLine
from motdrill.scenario.quote_scan import NEXT_ROW
from motdrill.scenario.slips import ODD, Edit, Slip
from motdrill.scenario.stray_scan import StrayScan
from motdrill.scenario.structure import is_known
from motdrill.scenario.text_scan import INDENT, KEY
from motdrill.scenario.value_start import extra_signs

_MARKDOWN: Final = (
    (re.compile(r"(?P<mark>>[ \t]?)(?=[ \t]*(?:$|- |#|[\w-]+[:：]))"), "", True),
    (re.compile(r"[ \t]*(?:- )?(?P<mark>\*\*(?P<key>[\w-]+)(?:[:：]\*\*|\*\*[:：]))"), r"\g<key>:", True),
    (re.compile(r"(?P<mark>(?:(?:```|~~~)\w*|\*\*[^*\n]+\*\*:?|>[ \t].*|([*_=])\2{2,}|-{4,})[ \t]*$)"), "", False),
)
"""What a chat quotes, a field in bold, and a line that is nothing else; what is meant, and whether that is sure."""
_LAST_ROW: Final = re.compile(r"\n([ \t]*)\S[^\n]*\s*\Z")


@dataclass(frozen=True, slots=True)
class LineScan:
    """What was found in a text: its slips in the order of the lines, and its lines with keys."""

    slips: tuple[Slip, ...]
    entries: tuple[KeyLine, ...]


def scan_lines(text: str) -> LineScan:
    """Looks at every line of a text; of one that is written in brackets as a whole it says nothing."""
    if text.lstrip()[:1] in ("{", "["):
        return LineScan((), ())
    scanner = _Scanner(text)
    start = 0
    for number, line in enumerate(text.splitlines(keepends=True)):
        scanner.look_at(number, start, len(line.rstrip("\r\n\u2028\u2029")))
        start += len(line)
    if scanner.open and scanner.open.kind != "plain" and scanner.open.kind != "block":
        scanner.unclosed()
    slips = sorted(scanner.slips, key=lambda slip: slip.location)
    return LineScan(tuple(slips), tuple(scanner.entries))


class _Scanner(StrayScan):
    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._unit = _indent_unit(text)

    def look_at(self, number: int, start: int, length: int) -> None:
        """Looks at one line."""
        self.line, self.start, self.end = number, start, start + length
        row = self.text[start : self.end]
        if self.blank(row) or self.is_text(row) or row.lstrip().startswith("#"):
            return
        index = self._indent(row)
        if self._markdown(index):
            return
        if self.text[index] == "＃":
            self.mark(index, "#")
            return
        index, dash = self.dashes(index)
        if not self.signed(index, dash) and not self._keyed(index, dash) and not self.lone_quote(index):
            self.unkeyed(index, dash)

    def _markdown(self, index: int) -> bool:
        """Notes marks of Markdown, as from a chat, and removes them, or a line that is nothing else."""
        for marks, meant, is_sure in _MARKDOWN:
            if found := marks.match(self.text, index, self.end):
                edit = Edit(*found.span("mark"), found.expand(meant))
                self.add("markdown-fence", edit.start, edit, sure=is_sure)
                return True
        return False

    # ------------------------------------------------------------ what stands before a value

    def _indent(self, row: str) -> int:
        """Notes tabs and odd signs in the indent; gives back the index behind it."""
        found = INDENT.match(row)
        indent = found.group() if found else ""
        self.odd(self.start, self.start + len(indent))
        if "\t" in indent:
            tabs = [self.start + at for at, char in enumerate(indent) if char == "\t"]
            width = self._tab_width(indent, row)
            edits = [Edit(at, at + 1, " " * width) for at in tabs]
            self.add("tab-indent", tabs[0], *edits, sure=True)
        return self.start + len(indent)

    def _tab_width(self, indent: str, row: str) -> int:
        """How many spaces each tab of an indent stands for: as many as put the line below a neighbour, else a level."""
        before = _LAST_ROW.search(self.text, max(self.start - 500, 0), self.start)
        after = NEXT_ROW.match(self.text, self.end)
        is_below = before is None or before[0].rstrip().endswith(":")
        is_above = row.rstrip().endswith(":")
        neighbours = [] if after is None else [after[1][self._unit :] if is_above else after[1]]
        neighbours += [] if is_above or is_below or before is None else [before[1]]
        spaces, tabs = indent.count(" "), indent.count("\t")
        fitting = ((len(each) - spaces) / tabs for each in neighbours if "\t" not in each)
        return next((int(each) for each in fitting if each > 0 and each == int(each)), self._unit)

    def _keyed(self, index: int, dash: int | None) -> bool:
        """Looks at a line that begins with a key; tells whether it does."""
        found = KEY.match(self.text, index, self.end)
        if not found:
            return False
        key = ODD.sub("", found["key"]).strip("\"'")
        at = found.start("colon")
        after = self.text[at + 1 : self.end]
        apart = not after or after[0] in " \t" or bool(ODD.match(after))
        if not self._is_key(key, found["colon"], after, apart):
            return False
        if self.is_note(index, key, after):
            return True
        self.odd(index, at)
        behind = self.colon(at, key) if found["colon"] != ":" or not apart else at + 1
        if spaces := ODD.match(self.text, behind, self.end):
            self.odd(*spaces.span())
            behind = spaces.end()
        if dash is None:
            self.dashless(index, key)
        self.list_of_ids(index, dash, key, at)
        self.entry(index, dash, key, behind)
        return True

    def _is_key(self, key: str, colon: str, after: str, apart: bool) -> bool:
        if colon == ":" and apart:
            return True
        value = after[len(extra_signs(after)) :].strip()
        return is_known(key) or (bool(ID.match(key)) and (not value or value[0] in "\"'{“"))


def _indent_unit(text: str) -> int:
    """How many spaces a level of this file has: the fewest that a line begins with."""
    widths = [len(spaces) for spaces in re.findall(r"^( {2,8})(?=[A-Za-z])", text, re.MULTILINE)]
    return min(widths, default=2)
