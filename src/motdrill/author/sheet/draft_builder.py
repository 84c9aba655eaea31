"""Puts the cells of a sheet together as the document of a draft, and remembers where each of them stood."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from motdrill.author.draft import CellColumn, Draft, DraftNote
from motdrill.author.sheet.columns import TABLES, TEXT_FORMS, Column, Field, Form, heading_paths
from motdrill.author.sheet.entries import read_entry
from motdrill.author.sheet.rows import SheetEntry, TableRow
from motdrill.scenario.model import FORMAT
from motdrill.scenario.problem import DataPath

_ORDER: Final = {
    name: number
    for number, name in enumerate(
        "from format when lost title brief you may may_not may_tell channel level minutes tags adds source pass"
        " customer needs accept steps endings debrief case name anger kind spoken ask say counts order trains says cues"
        " voice breath face posture hint notes text also score good depth stars does reaction why goto replies lines"
        " event wanted refused mattered change questions lesson".split()
    )
}
"""The order in which authors write fields; ids keep theirs."""
_NAMED_BY_AUTHOR: Final = frozenset({"needs", "steps", "endings", "replies", "lines"})
"""Fields whose keys are ids."""


class DraftBuilder:
    """A draft that grows cell by cell.

    Attributes:
        notes: What could not be taken over as it stands.
    """

    def __init__(self) -> None:
        self.notes: list[DraftNote] = []
        self._document: dict[str, Any] = {"format": FORMAT}
        self._places: dict[DataPath, str] = {}
        self._empty_places: dict[DataPath, str] = {}
        self._columns: dict[str, CellColumn] = {}

    def draft(self) -> Draft:
        """The draft, its fields in the order in which authors write them."""
        document = _ordered(self._document, names=False)
        return Draft(document, tuple(self.notes), self._empty_places | self._places, self._columns)

    def add_headings(self, row: TableRow) -> None:
        """Takes in what belongs in each cell of a row."""
        for (name, lang), spot in row.spots.items():
            column = TABLES[row.table][name]
            self._columns[spot.place] = CellColumn(spot.heading, column.form, column.choices)
            for path in heading_paths(row.table, name, lang):
                self._empty_places.setdefault(path, spot.heading_place)

    def add_field_row(self, path: DataPath, name: str, field: Field, row: TableRow) -> None:
        """Takes in what belongs beside the name of a field of the scenario, and where."""
        for (column, lang), spot in row.spots.items():
            if column == "value":
                self._columns[spot.place] = CellColumn(name, field.form, field.choices)
                self._empty_places.setdefault((*path, lang) if lang else path, spot.place)
                self._empty_places.setdefault(path, spot.place)

    def add_empty_cells(self, path: DataPath, columns: Mapping[str, Column], row: TableRow, owner: str = "") -> None:
        """Takes in where each field of an item would stand in its row."""
        for (name, lang), spot in row.spots.items():
            if (column := columns[name]).path and column.owner in ("", owner):
                for each in (path + column.path, (*path, *column.path, lang)):
                    self._empty_places.setdefault(each, spot.place)

    def locate(self, path: DataPath, place: str) -> None:
        """Says that a value stood in another place than what it is part of."""
        self._places[path] = place

    def note(self, code: str, place: str, **values: object) -> None:
        """Adds a note on a place."""
        self.notes.append(DraftNote(code, place, values))

    def count(self, path: DataPath) -> int:
        """How many entries the list or mapping at a path has."""
        return len(self._container((*path, ""), ""))

    def add_item(self, path: DataPath, place: str) -> DataPath:
        """Adds an empty mapping; one whose id is taken gets another id, so that nothing is lost.

        Returns:
            The path at which it stands.
        """
        container, unique = self._container(path, place), path
        for number in range(2, len(container) + 3):
            if unique[-1] not in container:
                break
            unique = (*path[:-1], f"{path[-1]}-{number}")
        if unique != path:
            self.note("id-twice", place, name=path[-1], near=unique[-1])
        container[unique[-1]] = {}
        self._places[unique] = place
        return unique

    def put(self, path: DataPath, value: object, place: str) -> None:
        """Sets the value at a path; the same value may stand in several cells, another is told."""
        if self._container(path, place).setdefault(path[-1], value) != value:
            self._note_twice(path, place)
        inner = [(*path, index) for index in range(len(value))] if isinstance(value, list) else []
        for part in (*inner, *(path[:end] for end in range(1, len(path) + 1))):
            self._places.setdefault(part, place)

    def add_entries(self, path: DataPath, form: Form, entries: Mapping[str, SheetEntry]) -> None:
        """Adds the cells of one column, by language, as the value at a path; what is no text has the same in all."""
        for lang, entry in entries.items():
            in_lang = (*path, lang) if lang and form in TEXT_FORMS else path
            self.put(in_lang, read_entry(form, entry.text), entry.place)

    def add_variant(self, path: DataPath, start: SheetEntry, name: str, row: TableRow) -> None:
        """Adds a text that holds from an anger upwards; one that stood there already then holds from 0 on."""
        entries = row.cells[name]
        place = next(iter(entries.values())).place
        container = self._container(path, place)
        if not isinstance(first := container.setdefault(path[-1], []), list):
            container[path[-1]] = [{"from": 0, "text": first}]
            self._copy_places(path, (*path, 0, "text"))
        variant: DataPath = (*path, len(container[path[-1]]))
        self._add_to_list(variant, container[path[-1]], {"from": read_entry("number", start.text)}, place)
        self._places[(*variant, "from")] = start.place
        for (column, lang), spot in row.spots.items():
            if column == name:
                self._empty_places[(*variant, "text", lang)] = spot.place
        self.add_entries((*variant, "text"), "by-anger", entries)

    def append(self, path: DataPath, form: Form, entries: Mapping[str, SheetEntry]) -> DataPath:
        """Adds an entry to the list at a path.

        Returns:
            The path at which it stands.
        """
        place = next(iter(entries.values())).place
        items = self._container(path, place).setdefault(path[-1], [])
        if not isinstance(items, list):
            self._note_twice(path, place)
            return path
        item = (*path, len(items))
        self._add_to_list(item, items, read_entry(form, entries[""].text) if "" in entries else {}, place)
        self.add_entries(item, form, {lang: entry for lang, entry in entries.items() if lang})
        return item

    def _add_to_list(self, path: DataPath, items: list[Any], value: object, place: str) -> None:
        items.append(value)
        self._places.setdefault(path[:-1], place)
        self._places[path] = place

    def _container(self, path: DataPath, place: str) -> dict[Any, Any]:
        """The mapping that holds the last part of a path, made where it is missing; a spare one where a text stands."""
        value: Any = self._document
        for part in path[:-1]:
            if isinstance(value, dict):
                value = value.setdefault(part, {})
            else:
                value = value[part] if isinstance(value, list) and isinstance(part, int) else None
        if isinstance(value, dict):
            return value
        self._note_twice(path, place)
        return {}

    def _note_twice(self, path: DataPath, place: str) -> None:
        """Notes a cell for whose value another stands already, with the place of that."""
        above = (path[:end] for end in range(len(path), 0, -1))
        near = next((self._places[each] for each in above if each in self._places), "")
        self.note("cell-twice" if path[0] == "steps" else "field-twice", place, near=near)

    def _copy_places(self, old: DataPath, new: DataPath) -> None:
        for places in (self._places, self._empty_places):
            for path in [path for path in places if path[: len(old)] == old]:
                places[new + path[len(old) :]] = places[path]


def _ordered(value: Any, *, names: bool) -> Any:
    """A value whose fields stand in their order; with `names` its own keys are ids."""
    if isinstance(value, list):
        return [_ordered(each, names=False) for each in value]
    if not isinstance(value, dict):
        return value
    keys: Iterable[str] = value if names else sorted(value, key=lambda key: _ORDER.get(key, len(_ORDER)))
    return {key: _ordered(value[key], names=not names and key in _NAMED_BY_AUTHOR) for key in keys}
