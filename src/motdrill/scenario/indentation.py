"""Blocks of a scenario file that stand too deep or too shallow, by the fields that the format has at each place.

For a file that cannot be read, or whose fields do not fit: every line with a key is put where it would fit, first
where it stands, else in the nearest group above it that has such a field and lacks it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from motdrill.scenario.line_scan import Entry, scan_lines
from motdrill.scenario.problem import Location
from motdrill.scenario.slips import Edit, Slip
from motdrill.scenario.structure import ALL_FIELDS, FIELDS, TOP, child_context, fits, item_context


@dataclass(slots=True)
class _Group:
    """Fields or ids that stand in one column.

    `owner` is the key above them; `last` the key of the last of them, `is_open` whether that has no value yet.
    """

    column: int
    context: str
    owner: str
    keys: set[str] = field(default_factory=set)
    last: str = ""
    is_open: bool = False

    def add(self, entry: Entry) -> None:
        self.keys.add(entry.key)
        self.last, self.is_open = entry.key, not entry.is_filled

    def lacks(self, key: str) -> bool:
        """Whether a key would fit here and is not here yet."""
        return not self.context.startswith("ids:") and fits(self.context, key) and key not in self.keys


def misplaced_blocks(text: str) -> tuple[Slip, ...]:
    """The lines of a text that stand too deep or too shallow, each with what would put it and its block in place."""
    entries = scan_lines(text).entries
    return tuple(_Placement(text, entries).slips())


class _Placement:
    def __init__(self, text: str, entries: Sequence[Entry]) -> None:
        self._text = text
        self._entries = entries
        self._groups = [_Group(0, TOP, "")]
        self._shift, self._shifted_below = 0, -1
        self._slips: list[Slip] = []

    def slips(self) -> list[Slip]:
        for number, entry in enumerate(self._entries):
            if self._shift and entry.column <= self._shifted_below:
                self._shift = 0
            self._place(number, entry)
        return self._slips

    def _place(self, number: int, entry: Entry) -> None:
        column = entry.column + self._shift
        if entry.dash is not None:
            self._begin_item(entry, column, entry.dash + self._shift)
            return
        groups = [group for group in self._groups if group.column <= column]
        top = groups[-1]
        if top.column < column and top.is_open:
            child = _Group(column, child_context(top.context, top.last), top.last)
            if self._is_at_home(child, number):
                self._enter([*groups, child], entry)
                return
        elif top.column == column and self._is_at_home(top, number):
            self._enter(groups, entry)
            return
        self._move(number, entry, column)

    def _begin_item(self, entry: Entry, column: int, dash: int) -> None:
        groups = [group for group in self._groups if group.column <= dash]
        if groups and groups[-1].last:
            top = groups[-1]
            self._enter([*groups, _Group(column, item_context(top.context, top.last), top.last)], entry)

    def _enter(self, groups: list[_Group], entry: Entry) -> None:
        self._groups = groups
        groups[-1].add(entry)
        if self._shift:
            edit = self._edit(entry, self._shift)
            self._slips[-1] = self._slips[-1]._replace(edits=(*self._slips[-1].edits, edit))

    def _is_at_home(self, group: _Group, number: int) -> bool:
        """Whether an entry may belong to a group: its key fits, and among ids it does not look like a field."""
        entry = self._entries[number]
        if entry.key in group.keys or not fits(group.context, entry.key):
            return False
        if not group.context.startswith("ids:") or entry.key not in ALL_FIELDS:
            return True
        below = self._first_below(number)
        described = FIELDS[group.context[4:]]
        return below is not None and below.key in described and not (below.key in ALL_FIELDS and entry.is_filled)

    def _first_below(self, number: int) -> Entry | None:
        entry, following = self._entries[number], self._entries[number + 1 : number + 2]
        return following[0] if following and following[0].column > entry.column else None

    def _move(self, number: int, entry: Entry, column: int) -> None:
        """Puts an entry into the nearest group that lacks it; leaves it where it is if there is none."""
        found = self._home(number, entry, column)
        if found is None:
            top = [group for group in self._groups if group.column <= column]
            self._groups = [*top, _Group(column, "unknown", top[-1].last)] if top[-1].column < column else top
            self._groups[-1].add(entry)
            return
        groups, delta = found
        values = {"name": entry.key, "parent": groups[-1].owner, "count": abs(delta), "deeper": delta > 0}
        place = Location(entry.line + 1, entry.column + 1)
        self._slips.append(Slip("wrong-indent", place, values, (self._edit(entry, delta + self._shift),)))
        self._groups = groups
        groups[-1].add(entry)
        below = self._first_below(number)
        if below is not None and below.dash is None and below.column <= column + delta:
            self._shift, self._shifted_below = delta + self._shift, entry.column

    def _home(self, number: int, entry: Entry, column: int) -> tuple[list[_Group], int] | None:
        """The groups down to the one where an entry belongs, and by how many columns it has to move."""
        homes = [at for at, group in enumerate(self._groups) if group.lacks(entry.key)]
        homes += [
            at
            for at, group in enumerate(self._groups)
            if group.context.startswith("ids:") and self._describes(group, number) and entry.key not in group.keys
        ]
        top = self._groups[-1]
        candidates = [(self._groups[: at + 1], self._groups[at].column - column) for at in homes]
        if top.is_open and top.column >= column:
            child = _Group(top.column + 2, child_context(top.context, top.last), top.last)
            if child.lacks(entry.key) or (child.context.startswith("ids:") and self._describes(child, number)):
                candidates.append(([*self._groups, child], child.column - column))
        moved = [each for each in candidates if each[1]]
        return min(moved, key=lambda each: abs(each[1]), default=None)

    def _describes(self, group: _Group, number: int) -> bool:
        """Whether what stands below an entry is what the ids of a group are described by."""
        below = self._first_below(number)
        key = self._entries[number].key
        return key not in ALL_FIELDS and below is not None and below.key in FIELDS[group.context[4:]]

    def _edit(self, entry: Entry, delta: int) -> Edit:
        start = entry.index - entry.column
        return Edit(start, start, " " * delta) if delta > 0 else Edit(start, start - delta, "")
