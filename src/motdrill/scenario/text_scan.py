"""Looks at the lines below a value of a scenario file, one at a time: which go on with it, and which it swallows."""

import re
from typing import Final

from motdrill.scenario.dash_scan import ID, DashScan
from motdrill.scenario.slips import COLONS, INVISIBLE, ODD_SPACES, Edit
from motdrill.scenario.structure import is_known

INDENT: Final = re.compile(rf"[ \t{ODD_SPACES}{INVISIBLE}]*")
KEY: Final = re.compile(
    rf"(?P<key>[\w@.\[\]{INVISIBLE}](?:[\w.@\[\]{INVISIBLE}{ODD_SPACES}-]|[ ](?=\w))*|\"[^\"]*\"|'[^']*')"
    rf"(?P<gap>[ \t{ODD_SPACES}{INVISIBLE}]*)(?P<colon>[:{COLONS}])"
)
_BARE_ENTRY: Final = re.compile(
    r"(?:(?:score|stars) +-?\d|depth +(?:answer|restate|unsaid)|(?:does|trains|order) +\[.*\]|ask +(?:anger|needs|spot)"
    r"|(?:say|good|lost|counts|spoken) +(?:true|false)|goto +[a-z][a-z\d]*-[a-z\d-]+)[ \t]*$"
)
"""A field without its colon whose value is no prose."""


class TextScan(DashScan):
    """Tells lines that go on with a value from those that begin something new."""

    def is_text(self, row: str) -> bool:
        """Whether a line goes on with the value of a line before."""
        if self.open is None:
            return False
        kind, column = self.open.kind, self.open.column
        width = _width(row)
        if kind == "block" and width > column:
            return True
        if kind == "plain" and width > column and not self._is_entry(row, column):
            if not self._dash_in_text(row, column):
                self.plain_end(self.open.start)
            return True
        if kind in ("block", "plain"):
            self.open = None
            return False
        if self._is_entry(row, column):
            self.unclosed()
            return False
        if kind == "flow":
            self.flow(self.start)
        else:
            self.goes_on()
        return True

    def _is_entry(self, row: str, column: int) -> bool:
        """Whether a line begins an entry, although a value before it is open: by its key, its indent and its value."""
        body = row.lstrip(" \t-")
        found = KEY.match(body)
        if not found:
            return self.open is not None and self.open.kind == "plain" and bool(_BARE_ENTRY.match(body))
        key, rest = found["key"], body[found.end() :].strip()
        is_below = _width(row) > column
        if not re.match(r"$|[ \t\"'“]", body[found.end() :]):
            return is_known(key) and (not is_below or self._is_in_plain_text(body[found.end() :]))
        if not is_below:
            return is_known(key) or bool(ID.match(key)) or self.open is None
        if not is_known(key) or self.open is None or self.open.kind == "flow":
            return False
        return not rest or rest[0] in "\"'“[|>" or self.open.kind == "plain"

    def _is_in_plain_text(self, rest: str) -> bool:
        """Whether what follows a field's colon without a space stands below a text without quotes and is no address."""
        return self.open is not None and self.open.kind == "plain" and not rest.startswith("//")

    def _dash_in_text(self, row: str, column: int) -> bool:
        """Notes a dash at which a text without quotes goes on: an entry of a list too deep, or no part of a text."""
        indent = len(row) - len(row.lstrip(" "))
        if not row.startswith("- ", indent):
            return False
        index = self.start + indent
        if self._key:
            self.add("stray-line", index, inside=True)
            return True
        edit, name, parent = Edit(self.start + column, index, ""), self.shortened(index), self.parent(column)
        count = indent - column
        self.add("wrong-indent", index, edit, name=name, parent=parent, count=count, deeper=False, inside=True)
        self.value(index + 2, "", column)
        return True


def _width(row: str) -> int:
    """The columns before the first sign of a line, a full-width space counted as two."""
    found = INDENT.match(row)
    return sum(2 if char == "\u3000" else char not in INVISIBLE for char in found.group()) if found else 0
