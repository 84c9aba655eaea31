"""Blocks of a scenario file that stand too deep or too shallow, by the fields that the format has at each place.

For a file that cannot be read, or whose fields do not fit: every line with a key is put where it would fit, first
where it stands, else in the nearest group above it that has such a field and lacks it.
"""

from collections.abc import Sequence
from itertools import takewhile
from typing import Final

from motdrill.scenario.dash_scan import KeyLine
from motdrill.scenario.groups import FieldGroup, is_below
from motdrill.scenario.line_scan import scan_lines
from motdrill.scenario.lost_lines import as_comment, missing_field, text_and_lines
from motdrill.scenario.problem import Location
from motdrill.scenario.slips import Edit, Slip
from motdrill.scenario.structure import (
    ALL_FIELDS,
    FIELDS,
    LANGUAGES,
    TOP,
    WORD_FIELDS,
    child_context,
    fits,
    is_known,
    item_context,
)

MOST_BELOW: Final = 250
"""So many entries are looked at for what stands in the same group; a step has fewer."""
MOST_ASTRAY: Final = 3
"""By so many columns, or fewer, the dashes of a list may differ and be taken for those of one list."""


def misplaced_blocks(text: str) -> tuple[Slip, ...]:
    """The lines of a text that stand too deep or too shallow, each with what would put it and its block in place."""
    entries = scan_lines(text).entries
    return tuple(_Placement(text, entries).slips())


class _Placement:
    def __init__(self, text: str, entries: Sequence[KeyLine]) -> None:
        self._text = text
        self._entries = entries
        self._groups = [FieldGroup(0, TOP, "")]
        self._shift, self._shifted_below = 0, -1
        self._moved = -1
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
            return self._begin_item(number, entry, column, entry.dash + self._shift)
        self._straighten(number, column)
        groups = [group for group in self._groups if group.column <= column]
        top = groups[-1]
        if top.column < column and top.is_open:
            groups.append(FieldGroup(column, child_context(top.context, top.last), top.last))
        elif top.column < column:
            context = child_context(top.context, top.last)
            if top.last in WORD_FIELDS or not self._is_below_value(top, context, number):
                return False
            groups.append(FieldGroup(column, context, top.last))
        if not self._is_at_home(groups[-1], number):
            return False
        self._enter(groups, entry)
        return True

    def _is_below_value(self, group: FieldGroup, context: str, number: int) -> bool:
        """Whether an entry belongs below the last of a group although that has a value in its own line; notes it."""
        above, entry = group.latest, self._entries[number]
        if above is None or above.value in ("", "{", "|", ">") or group.last in LANGUAGES:
            return False
        is_id = context.startswith("ids:")
        fitting = self._describes(FieldGroup(0, context, ""), number) if is_id else fits(context, entry.key)
        if fitting:
            self._slips.append(text_and_lines(self._text, above))
        return fitting

    def _siblings(self, group: FieldGroup, number: int, column: int) -> int:
        """How many of the next entries stand in a column, and might belong to a group."""
        owner = max((each.column for each in self._groups if each.column < group.column), default=-1)
        following = enumerate(self._entries[number : number + MOST_BELOW], number)
        block = takewhile(lambda item: item[1].column > owner, following)
        return sum(each.column == column and self._is_alike(group, at) for at, each in block)

    def _is_alike(self, group: FieldGroup, number: int) -> bool:
        """Whether an entry is one of the kind that a group has."""
        if group.context.startswith("ids:"):
            return self._describes(group, number)
        return fits(group.context, self._entries[number].key)

    def _straighten(self, number: int, column: int) -> None:
        """Takes the first key of a group for the one that stands too deep, or too shallow, where more stand here."""
        at = sum(group.column <= column for group in self._groups)  # groups stand in the order of their columns
        above = self._groups[at - 1]
        if above.column == column:
            return
        for group in (*self._groups[at : at + 1], *([] if above.is_open else [above])):
            first = group.first
            if not group.owner or len(group.keys) != 1 or first is None or not self._is_alike(group, number):
                continue
            here, there = (self._siblings(group, number, each) for each in (column, group.column))
            if here > there + (first.dash is not None):
                self._tell(first, group.owner, column - group.column)
                if first.dash is not None:
                    self._groups[self._groups.index(group) - 1].dash = first.dash + column - group.column
                group.column = column
                return

    def _begin_item(self, number: int, entry: KeyLine, column: int, dash: int) -> bool:
        groups, moved = [group for group in self._groups if group.column <= dash], 0
        listed = next((at for at in reversed(range(len(self._groups))) if self._groups[at].dash is not None), None)
        if listed is not None and not (groups and groups[-1].is_open):
            moved = (self._groups[listed].dash or 0) - dash
            if moved and abs(moved) <= MOST_ASTRAY:
                self._tell(entry, self._groups[listed].last, moved)
                groups, column, dash = self._groups[: listed + 1], column + moved, dash + moved
        top = groups[-1] if groups else None
        if top and not top.is_open and top.dash is None:
            context = item_context(top.context, top.last)
            below_value = top.last not in WORD_FIELDS and self._is_below_value(top, context, number)
            if not below_value and top.latest and top.latest.is_filled and self._is_headless(number, entry):
                return True
        if top is not None and top.last:
            top.dash = dash
            self._enter([*groups, FieldGroup(column, item_context(top.context, top.last), top.last)], entry)
        if moved:
            self._shift, self._shifted_below = moved, dash - moved
        return True

    def _enter(self, groups: list[FieldGroup], entry: KeyLine) -> None:
        self._add(groups, entry)
        if self._shift:
            edit = self._edit(entry, self._shift)
            self._slips[-1] = self._slips[-1]._replace(edits=(*self._slips[-1].edits, edit))

    def _add(self, groups: list[FieldGroup], entry: KeyLine) -> None:
        self._groups = groups
        if len(groups) > 1:
            groups[-2].is_open = False
        groups[-1].add(entry)

    def _is_at_home(self, group: FieldGroup, number: int) -> bool:
        """Whether an entry may belong to a group: its key fits, and among ids it does not look like a field."""
        entry = self._entries[number]
        if entry.key in group.keys or not fits(group.context, entry.key):
            return False
        if not group.context.startswith("ids:"):
            return True
        if not is_known(entry.key):
            others = [each for each in self._groups if each.context.startswith("ids:") and each is not group]
            elsewhere = any(self._describes(each, number) for each in others) or self._header(number)[1]
            return self._describes(group, number) or not elsewhere
        if entry.value == "{":
            return True
        below = self._first_below(number)
        described = FIELDS[group.context[4:]]
        return below is not None and below.key in described and not (below.key in ALL_FIELDS and entry.is_filled)

    def _first_below(self, number: int, *, is_id: bool = False) -> KeyLine | None:
        """The next entry if it stands below an entry, or, below an id that stands too deep, in its column."""
        entry, following = self._entries[number], self._entries[number + 1 : number + 2]
        is_below = following and following[0].column > entry.column - is_id and not entry.is_filled
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
        if found is None and self._is_headless(number, entry):
            return
        if found is None:
            top = [group for group in self._groups if group.column <= column]
            self._groups = [*top, FieldGroup(column, "unknown", top[-1].last)] if top[-1].column < column else top
            self._groups[-1].add(entry)
            return
        groups, delta = found
        self._moved = number
        self._tell(entry, groups[-1].owner, delta)
        self._add(groups, entry)
        below = self._first_below(number)
        if below is not None and below.dash is None and below.column <= column + delta:
            self._shift, self._shifted_below = delta, column

    def _header(self, number: int) -> tuple[list[FieldGroup], str]:
        """The groups that an entry stands deeper than, and the field that is missing between them and it."""
        entry = self._entries[number]
        begin = entry.column if entry.dash is None else entry.dash
        groups = [group for group in self._groups if group.column < begin]
        if not groups:
            return groups, ""
        top = groups[-1]
        if top.is_open:
            after = next((each for each in self._entries[number:] if each.column < begin), None)
            column = after.column if after and after.column > top.column else begin - 1
            top = FieldGroup(column, child_context(top.context, top.last), top.last)
            groups.append(top)
        return groups, missing_field(top.context, top.keys, entry.key, self._keys_below(number))

    def _keys_below(self, number: int) -> set[str]:
        """The keys that stand one level below an entry."""
        below = self._first_below(number)
        following = takewhile(lambda each: below and each.column >= below.column, self._entries[number + 1 :])
        return {each.key for each in following if below and each.column == below.column}

    def _is_headless(self, number: int, entry: KeyLine) -> bool:
        """Whether an entry stands below a field whose line is missing; notes it with the lines that belong there."""
        groups, name = self._header(number)
        if not name:
            return False
        context = child_context(groups[-1].context, name)
        end = number + 1
        while end < len(self._entries) and is_below(self._entries[end], entry, context):
            end += 1
        stop = self._entries[end].start if end < len(self._entries) else len(self._text)
        place, values = Location(entry.line + 1, entry.column + 1), {"name": entry.key, "line": f"{name}:"}
        self._slips.append(Slip("lost-line", place, values, tuple(as_comment(self._text, entry.start, stop))))
        groups[-1].keys.add(name)
        groups[-1].dash = entry.dash
        self._add([*groups, FieldGroup(entry.column, context, name)], entry)
        return True

    def _is_below_first(self, number: int, entry: KeyLine) -> bool:
        """Whether the only key of the last group stands too deep, in the column of what belongs below it."""
        group = self._groups[-1]
        if group.column != entry.column or len(group.keys) != 1 or not group.is_open or group.first is None:
            return False
        below = child_context(group.context, group.last)
        if not fits(below, entry.key) or below.startswith("ids:"):
            return False
        block = (each for each in self._entries[number : number + MOST_BELOW] if each.column <= group.column)
        following = next((each for each in block if not fits(below, each.key) or each.column < group.column), None)
        return following is None or following.column <= group.column - 2

    def _tell(self, entry: KeyLine, owner: str, delta: int) -> None:
        values = {"name": entry.key, "parent": owner, "count": abs(delta), "deeper": delta > 0}
        place = Location(entry.line + 1, entry.column + 1)
        self._slips.append(Slip("wrong-indent", place, values, (self._edit(entry, delta),)))

    def _home(self, number: int, entry: KeyLine, column: int) -> tuple[list[FieldGroup], int] | None:
        """The groups down to the one where an entry belongs, and by how many columns it has to move."""
        top = self._groups[-1]
        chains = [self._groups[: at + 1] for at in range(len(self._groups))]
        if top.is_open and top.column >= column:
            chains.append([*self._groups, FieldGroup(top.column + 2, child_context(top.context, top.last), top.last)])
        homes = [groups for groups in chains if self._wants(groups[-1], number)]
        moved = [(groups, delta) for groups in homes if (delta := groups[-1].column - column)]
        if self._moved == number - 1 and self._entries[number - 1].column == column:
            return max(moved, key=lambda each: each[1], default=None)  # lines that have lost their indents go on
        return min(moved, key=lambda each: (abs(each[1]), -each[1]), default=None)

    def _wants(self, group: FieldGroup, number: int) -> bool:
        """Whether an entry would fit into a group, as a field or an id, and is not there yet."""
        key = self._entries[number].key
        is_id = group.context.startswith("ids:") and key not in group.keys and self._describes(group, number)
        return is_id or group.lacks(key)

    def _describes(self, group: FieldGroup, number: int) -> bool:
        """Whether what stands below an entry is what the ids of a group are described by."""
        below = self._first_below(number, is_id=True)
        key = self._entries[number].key
        return key not in ALL_FIELDS and below is not None and below.key in FIELDS[group.context[4:]]

    def _edit(self, entry: KeyLine, delta: int) -> Edit:
        start = entry.start
        return Edit(start, start, " " * delta) if delta > 0 else Edit(start, start - delta, "")
