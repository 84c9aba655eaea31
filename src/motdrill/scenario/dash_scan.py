"""Looks at the dashes of a scenario file, one line at a time: which are missing, and which stand before an id."""

import re
from typing import Final, NamedTuple

from motdrill.scenario.slips import INVISIBLE, ODD_SPACES, Edit
from motdrill.scenario.structure import ENTRY_MODEL_BY_FIELD, LANGUAGES, TEXT_LISTS, WORD_FIELDS, is_known
from motdrill.scenario.value_scan import ValueScan
from motdrill.scenario.value_start import LIST_FIELDS

ID: Final = re.compile(r"[a-z][a-z0-9-]+$")
ID_LISTS: Final = frozenset({"steps", *ENTRY_MODEL_BY_FIELD})
_DASH: Final = re.compile(rf"-(?=[ \t{ODD_SPACES}]|$)[ \t{ODD_SPACES}{INVISIBLE}]*")
_SIGN: Final = r"(?:[－–—−•·●▪‣*○◦■□✓①-⑳\ue000-\uf8ff][ \t]*|\+[ ]?)"
_COUNTED: Final = r"(?:(?:\d{1,2}|[a-z]|[一二三四五六七八九十]{1,3})[.)、．）][ \t]*|[(（]\d{1,2}[)）][ \t]*)"
_OTHER_DASH: Final = re.compile(rf"(?:-[{INVISIBLE}]*|{_SIGN}|{_COUNTED})(?:(?P<key>[A-Za-z-]+):(?=[ \t])|(?=[\"“]))")
_WORDS: Final = re.compile(r"-[\w-]+[ \t]*$")
_BULLET: Final = re.compile(rf"(?:-|{_SIGN}|{_COUNTED}(?<!\d\.))(?=\w)")
"""What stands for a dash before a text without quotes."""
_NO_WORD_LISTS: Final = frozenset({"anger", "percent", "format"})


class KeyLine(NamedTuple):
    """A line with a key: its number from 0, the index of its start, the columns from 0 of its key and first dash.

    `value` is the first sign of a value in the same line, empty if there is none.
    """

    line: int
    start: int
    column: int
    dash: int | None
    key: str
    value: str

    @property
    def is_filled(self) -> bool:
        """Whether a value follows in the same line."""
        return bool(self.value)


class DashScan(ValueScan):
    """Collects the slips of dashes, and the lines with keys.

    Attributes:
        entries: The lines with keys so far.
        is_first_dash: Whether no dash stands between the present line and the last entry without one.
    """

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.entries: list[KeyLine] = []
        self._parents: list[KeyLine] = []
        self._dash: int | None = None
        self.is_first_dash = False
        self._text_column = -1
        self._told: tuple[int, set[str]] = (-1, set())

    def enter(self, entry: KeyLine) -> None:
        """Takes a line for an entry."""
        self.entries.append(entry)
        while self._parents and self._parents[-1].column >= entry.column:
            self._parents.pop()
        if entry.dash is None:
            self._parents.append(entry)
            self._dash, self._text_column = None, -1
        if entry.column < self._told[0] or entry.dash is not None:
            self._told = (-1, set())

    def dashes(self, index: int) -> tuple[int, int | None]:
        """Passes dashes; gives back the index behind them, and the column of the first."""
        first = None
        while found := _DASH.match(self.text, index, self.end):
            first = index - self.start if first is None else first
            self.odd(index, found.end())
            for at in range(index, found.end()):
                if self.text[at] == "\t":
                    self.add("tab-indent", at, Edit(at, at + 1, " "), sure=True)
            index = found.end()
        if first is None and (end := self._other_dash(index)):
            first, index = index - self.start, end
        self.is_first_dash = self._dash is None
        self._dash = self._dash if first is None else first
        return index, first

    def _other_dash(self, index: int) -> int:
        """Notes what stands for a dash and a space; gives back the index behind it, 0 if there is none."""
        found = _OTHER_DASH.match(self.text, index, self.end)
        key = found["key"] if found else None
        if found and (key is None or key in LANGUAGES or key == "from"):
            end = found.start("key") if key else found.end()
            line = f"- {key}: …" if key else '- "…"'
        elif self._list_above(index - self.start) in WORD_FIELDS - _NO_WORD_LISTS and _WORDS.match(
            self.text, index, self.end
        ):
            end, line = index + 1, f"- {self.text[index + 1 : self.end].rstrip()}"
        elif (found := _BULLET.match(self.text, index, self.end)) and self._is_entry_of_texts(index - self.start):
            end, line = found.end(), "- …"
        else:
            return 0
        self.add("missing-dash", index, Edit(index, end, "- "), sure=True, line=line)
        return end

    def dashless(self, index: int, key: str) -> None:
        """Notes an entry of a list that has no dash: a text by its language, or what depends on the anger."""
        column = index - self.start
        if self.text[self.start : index].strip(" "):
            return  # tabs and odd spaces: the column is known when they are mended
        told_column, told = self._told
        if told_column == column and key in LANGUAGES | {"text"} and key not in told:
            at = max((at for at, slip in enumerate(self.slips) if slip.code == "missing-dash"), default=-1)
            edits = (*self.slips[at].edits, Edit(self.start, self.start, "  "))
            self.slips[at] = self.slips[at]._replace(edits=edits)
            told.add(key)
        elif key == "from" or (key in LANGUAGES and self._list_above(column) in TEXT_LISTS):
            if self._dash is not None and column > self._dash:
                return  # it goes on with the entry above
            self._told = (column, {key})
            self.add("missing-dash", index, Edit(index, index, "- "), line=f"- {key}: …")

    def is_dashless_text(self, index: int) -> bool:
        """Notes a text in quotes in a list, without a dash; tells whether it is one."""
        column = index - self.start
        if self.text[index] not in "\"'“" or not self._is_text_list(column):
            return False
        below = re.compile(rf"\r?\n {{{column}}}[\"'“]")
        if column not in (self._dash, self._text_column) and not below.match(self.text, self.end):
            return False
        self._text_column = column
        self.add("missing-dash", index, Edit(index, index, "- "), line='- "…"')
        return True

    def is_in_list(self, column: int) -> bool:
        """Whether a line in a column stands among texts that each have a dash."""
        is_text = bool(self.entries) and self.entries[-1].dash is None
        return is_text and self._dash is not None and column >= self._dash

    def _is_text_list(self, column: int) -> bool:
        above = [each for each in self._parents if each.column < column]
        keys = [each.key for each in above[-2:]]
        return bool(keys) and not above[-1].is_filled and ("also" in keys[:1] or keys[-1] in TEXT_LISTS)

    def _is_entry_of_texts(self, column: int) -> bool:
        """Whether an entry of a list of texts stands in a column, as those above it or the first of them."""
        return column == self._dash or self.is_in_list(column) or self._list_above(column) in LIST_FIELDS

    def _list_above(self, column: int) -> str:
        """The key without a value that stands above a column."""
        found = next((each for each in reversed(self._parents) if each.column < column), None)
        return found.key if found and not found.is_filled else ""

    def list_of_ids(self, index: int, dash: int | None, key: str, colon: int) -> None:
        """Notes a dash before what an id names, as `- id: late-bus` and `- late-bus:`."""
        if dash is None or self.parent(dash) not in ID_LISTS or is_known(key):
            return
        begin = self.start + dash
        rest = self.text[colon + 1 : self.end].strip().strip("\"'")
        if key in ("id", "name") and ID.match(rest):
            self.add("id-in-list", begin, Edit(begin, self.end, f"{rest}:"), name=rest, field=self.parent(dash))
        elif not rest:
            self.add("id-in-list", begin, Edit(begin, index, ""), name=key, field=self.parent(dash))

    def parent(self, column: int) -> str:
        """The key below which a dash in a column stands."""
        above = (each for each in reversed(self._parents) if each.column <= column)
        found = next((each for each in above if each.column < column or each.key in ID_LISTS), None)
        return found.key if found and not found.is_filled else ""
