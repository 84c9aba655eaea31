"""A scenario as four tables, for authors who work in a spreadsheet: the case, its needs, its steps, its endings.

- columns: the tables and their columns: the format, see docs/design.md
- entries: what stands in a cell, as values of a scenario
- rows: the tables in the sheets of a file, found by their headings
- sheet_import, draft_builder: sheets to a draft; sheet_export: a scenario to sheets
- cell_findings: what is found in a draft, by the cell to be mended
"""
