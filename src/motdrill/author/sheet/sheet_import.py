"""Makes a draft of the sheets of a file.

A row of the steps is about a step, one of its replies, or both: its id begins a new one, and rows below without an id
go on with it, such as for a text that depends on the anger. An author may leave out the ids of all but steps.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from motdrill.author.draft import Draft
from motdrill.author.sheet.columns import ENDINGS, FIELDS, NEEDS, STEPS, Column, ColumnHeading, Field, field_name
from motdrill.author.sheet.draft_builder import DraftBuilder
from motdrill.author.sheet.entries import read_entry
from motdrill.author.sheet.rows import SheetEntry, TableRow, table_rows
from motdrill.errors import UsageError
from motdrill.method.catalogue import MAX_ANGER
from motdrill.scenario.problem import DataPath
from motdrill.spreadsheet.cells import Sheet

_RANGES: Final = (("anger", MAX_ANGER), ("percent", 100))
"""The ranges of an ending, with the highest value of each."""


def draft_from_sheets(sheets: Sequence[Sheet], file: str) -> Draft:
    """The draft that stands in some sheets.

    Raises:
        UsageError: No table of a scenario stands in them.
    """
    builder = DraftBuilder()
    steps = _Steps(builder)
    rows = list(table_rows(sheets, builder.notes))
    if not rows:
        raise UsageError("no-table", file=file)
    for row in rows:
        builder.add_headings(row)
        if row.table == "steps":
            steps.read(row)
        else:
            _READERS[row.table](builder, row)
    return builder.draft()


def _read_field(builder: DraftBuilder, row: TableRow) -> None:
    """A row of the first table: a field of the scenario."""
    named, entries = row.entry("field"), row.cells.get("value")
    if named is None:
        if entries is not None:
            builder.note("no-field", row.place)
        return
    name, path = field_name(named.text)
    if not path:
        if entries is not None:
            builder.note("field-misspelt" if name else "field-unknown", named.place, name=named.text, near=name)
        return
    field = FIELDS.get(name, Field("text"))
    if field.is_list and entries:
        path = _add_list_entry(builder, path, field, entries)
    elif entries:
        builder.add_entries(path, field.form, entries)
    builder.add_field_row(path, name, field, row)


def _add_list_entry(builder: DraftBuilder, path: DataPath, field: Field, entries: Mapping[str, SheetEntry]) -> DataPath:
    if place := next((entry.place for entry in entries.values() if "\n" in entry.text), ""):
        builder.note("two-entries", place)
    return builder.append(path, field.form, entries)


def _read_need(builder: DraftBuilder, row: TableRow) -> None:
    _add_fields(builder, _new_item(builder, row, "needs", "need", "need"), NEEDS, row)


def _read_ending(builder: DraftBuilder, row: TableRow) -> None:
    path = _new_item(builder, row, "endings", "ending", "ending")
    for name, highest in _RANGES:
        low, high = row.entry(f"{name} from"), row.entry(f"{name} to")
        if first := low or high:
            ends = [read_entry("number", end.text) if end else default for end, default in ((low, 0), (high, highest))]
            builder.put((*path, "when", name), ends, first.place)
            for index, end in enumerate((f"{name} from", f"{name} to")):
                if spot := row.spots.get(ColumnHeading(end, "")):
                    builder.locate((*path, "when", name, index), spot.place)
                    builder.locate((*path, "when", name), spot.place)
    _add_fields(builder, path, ENDINGS, row)


_READERS: Final = {"scenario": _read_field, "needs": _read_need, "endings": _read_ending}


def _new_item(builder: DraftBuilder, row: TableRow, field: str, column: str, stem: str) -> DataPath:
    """The path of a new item, by the id in its row, else by its number."""
    named = row.entry(column)
    item_id = read_entry("id", named.text) if named else f"{stem}-{builder.count((field,)) + 1}"
    return builder.add_item((field, str(item_id)), named.place if named else row.place)


def _add_fields(builder: DraftBuilder, path: DataPath, columns: Mapping[str, Column], row: TableRow) -> None:
    """Adds the fields of an item, each in its column."""
    builder.add_empty_cells(path, columns, row)
    for name, entries in row.cells.items():
        if columns[name].path:
            builder.add_entries(path + columns[name].path, columns[name].form, entries)


class _Steps:
    """The rows of the steps, read one after the other."""

    def __init__(self, builder: DraftBuilder) -> None:
        self._builder = builder
        self._step: DataPath = ()
        self._given_id = ""
        self._step_row: TableRow | None = None
        self._reply: DataPath = ()
        self._given_reply = ""
        self._reply_row: TableRow | None = None
        self._items = "replies"

    def read(self, row: TableRow) -> None:
        """Reads the next row."""
        self._begin_step(row)
        if (start := row.entry("from")) and row.cells.keys() <= {"step", "reply id", "from"}:
            self._builder.note("from-alone", start.place)
        if not self._step:
            self._builder.note("no-step", row.place)
            return
        self._begin_reply(row)
        self._builder.add_empty_cells(self._step, STEPS, row, "step")
        if self._reply:
            self._builder.add_empty_cells(self._reply, STEPS, row, "reply")
        for name, entries in row.cells.items():
            column = STEPS[name]
            path = self._step if column.owner == "step" else self._reply or self._step
            if column.owner == "reply" and not self._reply:
                self._builder.note("no-reply", next(iter(entries.values())).place, name=name)
            elif column.path and column.form == "by-anger" and (start := row.entry("from")):
                self._builder.add_variant(path + column.path, start, name, row)
            elif column.path and not (name == "kind" and _kind(row) == "reply"):
                self._builder.add_entries(path + column.path, column.form, entries)

    def _begin_step(self, row: TableRow) -> None:
        named = row.entry("step")
        step_id = str(read_entry("id", named.text)) if named else self._given_id
        if step_id == self._given_id and not self._looks_new(row):
            return
        place = row.spots[ColumnHeading("step", "")]
        if named is None:
            step_id = f"step-{self._builder.count(('steps',)) + 1}"
        self._step = self._builder.add_item(("steps", step_id), place.place)
        if named is None:
            self._builder.note("no-step-id", place.place, row=row.number, name=place.heading, near=self._step[-1])
        self._given_id, self._step_row = step_id, row
        self._reply, self._given_reply = (), ""
        self._items = "lines" if _kind(row) == "spot" else "replies"

    def _looks_new(self, row: TableRow) -> bool:
        """Whether a row without a new id begins a step all the same: it says what only the first row of one says.

        In a row with an id or a reply that may have been filled down, and is new only where it differs.
        """
        is_filled_down = any(row.entry(name) for name in ("step", "reply id", "reply"))
        above = self._step_row if is_filled_down else None
        names = ("kind", "trains") if row.entry("from") else ("kind", "trains", "says")
        return any(_differs(row, above, name) for name in names)

    def _begin_reply(self, row: TableRow) -> None:
        """Begins a reply, or a line of a step that asks for what was well done: by its id, or its text."""
        named, texts = row.entry("reply id"), row.entry("reply")
        path = (*self._step, self._items)
        if named:
            reply_id = str(read_entry("id", named.text))
            if reply_id != self._given_reply or (self._reply_row and _differs(row, self._reply_row, "reply")):
                self._reply, self._reply_row = self._builder.add_item((*path, reply_id), named.place), row
            self._given_reply = reply_id
        elif texts:
            reply_id = f"{'line' if self._items == 'lines' else 'reply'}-{self._builder.count(path) + 1}"
            self._reply, self._reply_row = self._builder.add_item((*path, reply_id), texts.place), row
            self._given_reply = ""


def _differs(row: TableRow, above: TableRow | None, column: str) -> bool:
    """Whether a row says something in a column where the row above, if there is one, says something else."""
    given = row.cells.get(column, {})
    known = above.cells.get(column, {}) if above else given
    return any(above is None or known[lang].text != given[lang].text for lang in given.keys() & known.keys())


def _kind(row: TableRow) -> str:
    entry = row.entry("kind")
    return str(read_entry("word", entry.text)) if entry else ""
