"""Writes a scenario as sheets: what `sheet_import` reads as the same scenario."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeAlias

from motdrill.author.sheet.columns import (
    CHINESE_FLAGS,
    FIELDS,
    NO,
    SHEET_NAMES,
    STEPS,
    TABLES,
    TEXT_FORMS,
    YES,
    Column,
    ColumnHeading,
    Form,
    first_column,
    heading_text,
)
from motdrill.spreadsheet.cells import NewSheet, SheetColumn

RowValues: TypeAlias = dict[ColumnHeading, str | int]
"""The cells of a row, by heading."""

Description: TypeAlias = Callable[[str, str], str]
"""What a field of a class of the model holds, in words for the author."""


def scenario_sheets(document: Mapping[str, Any], written_in: str, describe: Description) -> list[NewSheet]:
    """The sheets of a scenario.

    Args:
        document: The data of a valid scenario file.
        written_in: The language of headings and names of sheets, en or zh.
        describe: What a field of the model holds, from the names of its class and of the field.
    """
    rows = {
        "scenario": list(_case_rows(document, describe)),
        "needs": [_item_cells("needs", need_id, need) for need_id, need in document.get("needs", {}).items()],
        "steps": [row for step_id, step in document["steps"].items() for row in _step_rows(step_id, step)],
        "endings": [_ending_cells(ending_id, each) for ending_id, each in document.get("endings", {}).items()],
    }
    used = dict.fromkeys(heading for table in rows.values() for row in table for heading in row)
    langs = tuple(dict.fromkeys(heading.lang for heading in used if heading.lang))
    return [_sheet(table, rows[table], langs, written_in, describe) for table in TABLES]


def _sheet(
    table: str, rows: list[RowValues], langs: tuple[str, ...], written_in: str, describe: Description
) -> NewSheet:
    used = {heading for row in rows for heading in row}
    headings = [heading for name, column in TABLES[table].items() for heading in _headings(name, column, langs, used)]
    columns = [_sheet_column(table, heading, written_in, describe) for heading in headings]
    name = SHEET_NAMES[table] if written_in == "zh" else table
    cells = [[_in_words(row.get(heading, ""), table, heading, written_in) for heading in headings] for row in rows]
    first = ColumnHeading(first_column(table), "")
    if table != "steps":
        return NewSheet(name, columns, cells)
    begins = frozenset(index for index, row in enumerate(rows) if first in row)
    return NewSheet(name, columns, cells, headings.index(ColumnHeading("reply id", "")) + 1, begins)


def _in_words(value: str | int, table: str, heading: ColumnHeading, written_in: str) -> str | int:
    """A value as it is written in a language: yes and no in Chinese."""
    is_flag = TABLES[table][heading.column].form == "flag" and written_in == "zh"
    return CHINESE_FLAGS.get(str(value), value) if is_flag else value


def _headings(name: str, column: Column, langs: tuple[str, ...], used: set[ColumnHeading]) -> Iterator[ColumnHeading]:
    """A column for each language, and one for all where such texts are used, or none is in a language."""
    if column.form not in TEXT_FORMS or not langs or ColumnHeading(name, "") in used:
        yield ColumnHeading(name, "")
    if column.form in TEXT_FORMS:
        yield from (ColumnHeading(name, lang) for lang in langs)


def _sheet_column(table: str, heading: ColumnHeading, written_in: str, describe: Description) -> SheetColumn:
    column = TABLES[table][heading.column]
    about = describe(column.model, column.path[-1] if column.path else heading.column) if column.model else ""
    if column.form == "flag":
        for word, flag in (("true", YES), ("false", NO)):
            about = about.replace(word, str(_in_words(flag, table, heading, written_in)))
    return SheetColumn(
        heading_text(table, heading.column, heading.lang, written_in),
        about,
        tuple(str(_in_words(choice, table, heading, written_in)) for choice in column.choices),
        is_free=column.form == "ids",
        is_number=column.form == "number",
        is_wide=column.form in TEXT_FORMS or heading.column == "about",
    )


def _case_rows(document: Mapping[str, Any], describe: Description) -> Iterator[RowValues]:
    """The fields of the scenario itself; those without a value too, to be filled in."""
    for name, field in FIELDS.items():
        value = _value_at(document, name.split("."))
        about = describe(*_class_and_field(name)) + (f" {', '.join(field.choices)}" if field.choices else "")
        for entry in (value or [None]) if field.is_list else [value]:
            cells: RowValues = {ColumnHeading("field", ""): name}
            cells |= {} if entry is None else _cells("value", field.form, entry)
            yield cells | {ColumnHeading("about", ""): about}
            about = ""
    for number, reason in document.get("accept", {}).items():
        yield {ColumnHeading("field", ""): f"accept.{number}", ColumnHeading("value", ""): reason}


def _class_and_field(name: str) -> tuple[str, str]:
    """The class of the model and the field that a row of the first table is about."""
    parent, _dot, field = name.rpartition(".")
    return (parent.capitalize() or "Scenario", field)


def _value_at(document: Mapping[str, Any], path: Iterable[str]) -> Any:
    value: Any = document
    for part in path:
        value = value.get(part) if isinstance(value, Mapping) else None
    return value


def _item_cells(table: str, item_id: str, item: Mapping[str, Any]) -> RowValues:
    """The row of an item whose texts do not depend on the anger."""
    names = iter(TABLES[table].items())
    cells: RowValues = {ColumnHeading(next(names)[0], ""): item_id}
    for name, column in names:
        if column.path and (value := _value_at(item, column.path)) is not None:
            cells |= _cells(name, column.form, value)
    return cells


def _ending_cells(ending_id: str, ending: Mapping[str, Any]) -> RowValues:
    cells = _item_cells("endings", ending_id, ending)
    when = ending.get("when")
    if when is not None:
        for name, (low, high) in (when or {"anger": (0, 6)}).items():
            cells |= {ColumnHeading(f"{name} from", ""): low, ColumnHeading(f"{name} to", ""): high}
    return cells


def _step_rows(step_id: str, step: Mapping[str, Any]) -> Iterator[RowValues]:
    """The rows of a step, and of its replies or lines."""
    first: RowValues = {ColumnHeading("step", ""): step_id, ColumnHeading("kind", ""): step.get("ask", "reply")}
    yield from _rows_by_anger(first, step, ("step", ""))
    for reply_id, reply in (step.get("replies") or step.get("lines") or {}).items():
        yield from _rows_by_anger({ColumnHeading("reply id", ""): reply_id}, reply, ("reply", ""))


def _rows_by_anger(first: RowValues, item: Mapping[str, Any], owners: tuple[str, ...]) -> Iterator[RowValues]:
    """The row of an item, and one for each anger from which some of its texts have a variant."""
    variants: dict[str, list[Mapping[str, Any]]] = {}
    for name, column in STEPS.items():
        value = _value_at(item, column.path) if column.path and column.owner in owners and name != "kind" else None
        if column.form == "by-anger" and isinstance(value, tuple):
            variants[name] = list(value)
        elif value is not None:
            first |= _cells(name, column.form, value)
    yield first
    while any(variants.values()):
        start = min(texts[0]["from"] for texts in variants.values() if texts)
        row: RowValues = {ColumnHeading("from", ""): start}
        for name, texts in variants.items():
            if texts and texts[0]["from"] == start:
                row |= _cells(name, "by-anger", texts.pop(0)["text"])
        yield row


def _cells(column: str, form: Form, value: Any) -> RowValues:
    """The cells of a value: one, or one a language."""
    if form in TEXT_FORMS and isinstance(value, Mapping):
        return {ColumnHeading(column, lang): _cell(form, text) for lang, text in value.items()}
    return {ColumnHeading(column, ""): _cell(form, value)}


def _cell(form: Form, value: Any) -> str | int:
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, tuple):
        return "\n".join(" ".join(each.split()) for each in value) if form == "also" else ", ".join(value)
    return value if isinstance(value, int) else str(value)
