"""A scenario as a file for a spreadsheet program: `motdrill new --sheet` and `--csv`."""

from typing import Final

from motdrill.author.sheet.columns import SHEET_NAMES, heading_text
from motdrill.author.sheet.sheet_export import scenario_sheets
from motdrill.messages import _, in_language, language
from motdrill.messages.sheet_guide import sheet_guide, sheet_guide_names
from motdrill.method import handbook
from motdrill.scenario.parse import parse
from motdrill.scenario.schema import json_schema
from motdrill.spreadsheet.cells import NewSheet, SheetColumn
from motdrill.spreadsheet.files import CSV_SUFFIX, sheet_bytes
from motdrill.ui.pages.handbook import SECTIONS

_COLUMNS: Final = {
    "depths": ("steps", "depth"),
    "need-kinds": ("needs", "kind"),
    "good-codes": ("steps", "does"),
    "harmful-codes": ("steps", "does"),
}
"""The table and the column of the ids of each section of the handbook; those of skills stand in `trains`."""


def scenario_sheet(text: str, suffix: str) -> bytes:
    """The content of a file of a kind, .xlsx or .csv, with a valid scenario in it; headings in the person's language.

    Raises:
        UsageError: A package is missing.
    """
    sheets = scenario_sheets(parse(text, []), language(), _Descriptions())
    return sheet_bytes(sheets if suffix == CSV_SUFFIX else [_guide(), *sheets, _codes()], suffix)


class _Descriptions:
    """What each field holds, from the JSON Schema that editors show."""

    def __init__(self) -> None:
        schema = json_schema(_)
        self._models = {**schema["$defs"], "Scenario": schema}

    def __call__(self, model: str, field: str) -> str:
        return str(self._models.get(model, {}).get("properties", {}).get(field, {}).get("description", ""))


def _guide() -> NewSheet:
    heading, *lines = sheet_guide()
    return NewSheet(sheet_guide_names()[0], [SheetColumn(heading, is_wide=True)], [[line] for line in lines])


def _codes() -> NewSheet:
    """The ids that may stand in a sheet, with what they mean, and the column in which each may stand."""
    headings = (_("id"), _("column"), _("group"), _("name"), _("what it means"))
    columns = [SheetColumn(heading, is_wide=heading == headings[-1]) for heading in headings]
    rows = [
        [entry.id, _column_of(section), _(SECTIONS[section]), in_language(entry.name), in_language(entry.brief)]
        for section, entries in handbook.sections()
        for entry in entries
        if section != "topics"
    ]
    return NewSheet(sheet_guide_names()[1], columns, rows)


def _column_of(section: str) -> str:
    """The sheet and the column in which the ids of a section of the handbook stand."""
    table, column = _COLUMNS.get(section, ("steps", "trains"))
    name = SHEET_NAMES[table] if language() == "zh" else table
    return name + _(": ") + heading_text(table, column, "", language())
