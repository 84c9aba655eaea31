"""A scenario taken over from a file of another program: what could be read, and where each part of it stood."""

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from motdrill.errors import UsageError
from motdrill.scenario.problem import ERROR, MAX_PROBLEMS, WARNING, DataPath

_WARNINGS: Final = frozenset(
    "column-misspelt sheet-skipped no-heading formula two-entries"
    " twee-code twee-style gift-no-answers gift-twice".split()
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


class Notes:
    """The notes of a reader in their order, each once for its line, and no more than anybody reads."""

    def __init__(self) -> None:
        self._by_place: dict[tuple[str, int, str], DraftNote] = {}

    @property
    def told(self) -> tuple[DraftNote, ...]:
        """All of them."""
        return tuple(self._by_place.values())

    @property
    def is_full(self) -> bool:
        """Whether there is room for no other."""
        return len(self._by_place) >= MAX_PROBLEMS

    def add(self, code: str, line: int, **values: object) -> None:
        """Adds a note, unless the same is told of its line: of code alike, or of one name."""
        if not self.is_full:
            self._by_place.setdefault((code, line, str(values.get("name"))), DraftNote(code, str(line), values))


class NothingReadError(UsageError):
    """Of a file nothing could be read; `notes` say why, as far as that is known."""

    def __init__(self, code: str, file: str, notes: Notes) -> None:
        super().__init__(code, file=file)
        self.notes = notes.told


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
