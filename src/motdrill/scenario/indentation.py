"""Blocks of a scenario file that stand too deep or too shallow, by the fields that the format has at each place.

For a file that cannot be read, or whose fields do not fit: every line with a key is put where it would fit, first
where it stands, else in the nearest group above it that has such a field and lacks it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from typing import Final

from motdrill.scenario.line_scan import KeyLine, scan_lines
from motdrill.scenario.problem import Location
from motdrill.scenario.slips import Edit, Slip
from motdrill.scenario.structure import (
    ALL_FIELDS,
    FIELDS,
    STEP_MODELS,
    TOP,
    child_context,
    field_names,
    fits,
    item_context,
)

_REPLY_STEP: Final = frozenset(field_names(STEP_MODELS["reply"]))


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
    first: KeyLine | None = None

    def add(self, entry: KeyLine) -> None:
        self.keys.add(entry.key)
        self.first = self.first or entry
        self.last, self.is_open = entry.key, not entry.is_filled

    def lacks(self, key: str) -> bool:
        """Whether a key would fit here and is not here yet."""
        if self.context == "step" and "replies" in self.keys and key not in _REPLY_STEP:
            return False
        return not self.context.startswith("ids:") and fits(self.context, key) and key not in self.keys


def misplaced_blocks(text: str) -> tuple[Slip, ...]:
    """The lines of a text that stand too deep or too shallow, each with what would put it and its block in place."""
    entries = scan_lines(text).entries
    return tuple(_Placement(text, entries).slips())


class _Placement:
    def __init__(self, text: str, entries: Sequence[KeyLine]) -> None:
        self._text = text
        self._entries = entries
        self._groups = [_Group(0, TOP, "")]
        self._shift, self._shifted_below = 0, -1
        self._slips: list[Slip] = []

    def slips(self) -> list[Slip]:
        """Puts every line in its place, and gives back those that did not stand there."""
        for number, entry in enumerate(self._entries):
            if self._shift and (entry.column if entry.dash is None else entry.dash) <= self._shifted_below:
                self._shift = 0
            if not self._place(number, entry):
                if self._shift:
                    self._shift = 0  # the block that was moved ends here
                    if self._place(number, entry):
                        continue
                self._move(number, entry)
        return self._slips

    def _place(self, number: int, entry: KeyLine) -> bool:
        """Puts an entry where it stands; tells whether it fits there."""
        column = entry.column + self._shift
        if entry.dash is not None:
            return self._begin_item(entry, column, entry.dash + self._shift)
        self._straighten(number, column)
        groups = [group for group in self._groups if group.column <= column]
        top = groups[-1]
        if top.column < column and top.is_open:
            groups.append(_Group(column, child_context(top.context, top.last), top.last))
        elif top.column < column:
            return False
        if not self._is_at_home(groups[-1], number):
            return False
        self._enter(groups, entry)
        return True

    def _goes_on(self, number: int, column: int) -> bool:
        """Whether more of the next lines stand in a column than in that of an entry."""
        columns = [each.column for each in self._entries[number : number + 30]]
        here = columns[0]
        block = list(takewhile(lambda each: each >= min(here, column), columns))
        return block.count(column) >= block.count(here)

    def _straighten(self, number: int, column: int) -> None:
        """Takes the first key of a group for the one that stands too deep, where the second stands less deep."""
        deeper = [at for at, group in enumerate(self._groups) if group.column > column]
        if not deeper or self._groups[deeper[0] - 1].column >= column:
            return
        group = self._groups[deeper[0]]
        is_only = len(group.keys) == 1 and group.first is not None and group.first.dash is None
        if is_only and group.first and not group.context.startswith("ids:") and not self._goes_on(number, group.column):
            self._tell(group.first, group.owner, column - group.column)
            group.column = column

    def _begin_item(self, entry: KeyLine, column: int, dash: int) -> bool:
        groups = [group for group in self._groups if group.column <= dash]
        top = groups[-1] if groups else None
        if top is not None and top.last:
            self._enter([*groups, _Group(column, item_context(top.context, top.last), top.last)], entry)
        return True

    def _enter(self, groups: list[_Group], entry: KeyLine) -> None:
        self._groups = groups
        if len(groups) > 1:
            groups[-2].is_open = False
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
        if entry.value == "{":
            return True
        below = self._first_below(number)
        described = FIELDS[group.context[4:]]
        return below is not None and below.key in described and not (below.key in ALL_FIELDS and entry.is_filled)

    def _first_below(self, number: int) -> KeyLine | None:
        entry, following = self._entries[number], self._entries[number + 1 : number + 2]
        is_below = following and following[0].column > entry.column and not entry.is_filled
        return following[0] if is_below else None

    def _move(self, number: int, entry: KeyLine) -> None:
        """Puts an entry into the nearest group that lacks it; leaves it where it is if there is none."""
        column = entry.column
        if self._is_below_first(number, entry):
            group = self._groups[-1]
            assert group.first is not None
            self._tell(group.first, group.owner, -2)
            group.column -= 2
            self._place(number, entry)
            return
        found = self._home(number, entry, column)
        if found is None:
            top = [group for group in self._groups if group.column <= column]
            self._groups = [*top, _Group(column, "unknown", top[-1].last)] if top[-1].column < column else top
            self._groups[-1].add(entry)
            return
        groups, delta = found
        self._tell(entry, groups[-1].owner, delta)
        self._groups = groups
        if len(groups) > 1:
            groups[-2].is_open = False
        groups[-1].add(entry)
        below = self._first_below(number)
        if below is not None and below.dash is None and below.column <= column + delta:
            self._shift, self._shifted_below = delta, column

    def _is_below_first(self, number: int, entry: KeyLine) -> bool:
        """Whether the only key of the last group stands too deep, in the column of what belongs below it."""
        group = self._groups[-1]
        if group.column != entry.column or len(group.keys) != 1 or not group.is_open or group.first is None:
            return False
        below = child_context(group.context, group.last)
        if not fits(below, entry.key) or below.startswith("ids:"):
            return False
        others = (each for each in self._entries[number : number + 20] if not fits(below, each.key))
        following = next(others, None)
        return following is not None and following.column == group.column - 2

    def _tell(self, entry: KeyLine, owner: str, delta: int) -> None:
        values = {"name": entry.key, "parent": owner, "count": abs(delta), "deeper": delta > 0}
        place = Location(entry.line + 1, entry.column + 1)
        self._slips.append(Slip("wrong-indent", place, values, (self._edit(entry, delta),)))

    def _home(self, number: int, entry: KeyLine, column: int) -> tuple[list[_Group], int] | None:
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
        return min(moved, key=lambda each: (abs(each[1]), -each[1]), default=None)

    def _describes(self, group: _Group, number: int) -> bool:
        """Whether what stands below an entry is what the ids of a group are described by."""
        below = self._first_below(number)
        key = self._entries[number].key
        return key not in ALL_FIELDS and below is not None and below.key in FIELDS[group.context[4:]]

    def _edit(self, entry: KeyLine, delta: int) -> Edit:
        start = entry.start
        return Edit(start, start, " " * delta) if delta > 0 else Edit(start, start - delta, "")
