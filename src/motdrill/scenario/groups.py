"""Groups of fields in a scenario file, as its lines with keys show them."""

from dataclasses import dataclass, field
from typing import Final

from motdrill.scenario.dash_scan import KeyLine
from motdrill.scenario.structure import STEP_MODELS, field_names, fits

_REPLY_STEP: Final = frozenset(field_names(STEP_MODELS["reply"]))


@dataclass(slots=True)
class FieldGroup:
    """Fields or ids that stand in one column.

    `owner` is the key above them; `last` the key of the last of them, `is_open` whether that has no value yet; `dash`
    the column of the dashes in the list below that.
    """

    column: int
    context: str
    owner: str
    keys: set[str] = field(default_factory=set)
    last: str = ""
    is_open: bool = False
    first: KeyLine | None = None
    latest: KeyLine | None = None
    dash: int | None = None

    def add(self, entry: KeyLine) -> None:
        """Takes an entry for one of this group."""
        self.keys.add(entry.key)
        self.first, self.latest = self.first or entry, entry
        self.last, self.is_open, self.dash = entry.key, not entry.is_filled, None

    def lacks(self, key: str) -> bool:
        """Whether a key would fit here and is not here yet."""
        if self.context == "step" and "replies" in self.keys and key not in _REPLY_STEP:
            return False
        return not self.context.startswith("ids:") and fits(self.context, key) and key not in self.keys


def is_below(each: KeyLine, first: KeyLine, context: str) -> bool:
    """Whether a later entry stands with the first in a group of a context, or below it."""
    column, begin = (entry.column if entry.dash is None else entry.dash for entry in (each, first))
    is_beside = each.dash is not None if first.dash is not None else fits(context, each.key)
    return column > begin or (column == begin and is_beside)
