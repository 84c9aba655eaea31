"""A scenario taken over from a file of another program: what could be read, and where each part of it stood."""

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from motdrill.scenario.problem import ERROR, WARNING, DataPath

_WARNINGS: Final = frozenset(
    {"column-misspelt", "sheet-skipped", "no-heading", "formula", "two-entries", "twee-code", "gift-no-answers"}
)
"""Notes after which nothing is missing that the author surely meant."""


class DraftNote(NamedTuple):
    """Something a reader has to tell that the scenario's own findings do not.

    Attributes:
        code: The key of its sentence in `messages.drafts`.
        place: Where it stands in the file read, such as `steps!D14` or a line, `12`; empty for the whole file.
        values: Fill the sentence's placeholders.
    """

    code: str
    place: str
    values: Mapping[str, object]

    @property
    def level(self) -> str:
        """`ERROR` where something was left out that the author meant, else `WARNING`."""
        return WARNING if self.code in _WARNINGS else ERROR


class CellColumn(NamedTuple):
    """What belongs in a cell of a sheet: the heading of its column as it is typed, or the field that its row names.

    Attributes:
        name: The heading, or the field.
        form: How the cell is read, see `sheet.columns.Form`.
        choices: What may stand in it; empty where anything may.
    """

    name: str
    form: str
    choices: tuple[str, ...] = ()


class Draft(NamedTuple):
    """What a reader makes of a file.

    Attributes:
        document: The fields in the form and the order of a scenario file; values that cannot be right stay as they
            are, since `check` finds them.
        notes: What else has to be told.
        places: Where a value stood in the file read, by its path in `document`, so that findings can say it; in a
            sheet also where one would stand that is missing.
        columns: What belongs in each cell of a sheet, by its place.
    """

    document: Mapping[str, Any]
    notes: tuple[DraftNote, ...] = ()
    places: Mapping[DataPath, str] = {}
    columns: Mapping[str, CellColumn] = {}
