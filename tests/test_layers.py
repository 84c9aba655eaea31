"""Who may import whom, and how large a module and a function may be (docs/architecture.md; design, section 7)."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import NamedTuple

import pytest

import figures
from figures import MODULES, module_name

ARCHITECTURE = figures.ROOT / "docs" / "architecture.md"

ONLY_IN = {
    "yaml": ("scenario.parse", "scenario.event_parser", "method.handbook"),
    "sqlite3": ("journal",),
    "rich": ("ui",),
    "questionary": ("ui",),
    "prompt_toolkit": ("ui",),
    "starlette": ("phones",),
    "uvicorn": ("phones",),
    "typer": ("cli",),
    "httpx": ("exports.lrs",),
    "fsrs": ("practice",),
    "pydantic": ("scenario",),
    "segno": ("phones",),
    "openpyxl": ("spreadsheet.workbook",),
    "watchfiles": ("sessions.preview",),
    "platformdirs": ("library", "journal.location", "exports.lrs_settings", "sessions.desk_socket"),
}
"""Packages from outside, and the parts of motdrill that alone may import them."""

ONLY_FOR = {
    "messages": ("messages", "ui", "sessions", "cli", "__main__"),
    "ui": ("ui", "sessions", "cli", "__main__"),
    "sessions": ("sessions", "cli"),
    "cli": ("cli", "__main__"),
}
"""Parts of motdrill, and the parts that alone may import them."""

CORE = ("errors", "method", "scenario", "drill", "words", "author", "spreadsheet", "practice", "panel", "classroom")

UNHEARD_OF_IN_THE_CORE = frozenset({"time", "random", "secrets", "socket", "subprocess", "threading", "asyncio"})
"""The core reads no clock and no global random state, and does no I/O beyond the file it is given."""


class Import(NamedTuple):
    """One import: where it stands, and the dotted name it takes; `typing_only` if no program ever runs it."""

    module: str
    line: int
    name: str
    typing_only: bool

    @property
    def part(self) -> str:
        """The part of motdrill that imports."""
        return self.module.split(".")[0]

    @property
    def taken(self) -> str:
        """The part of motdrill that is imported; empty for anything else."""
        root, _, rest = self.name.partition(".")
        return rest.split(".")[0] if root == "motdrill" else ""

    def __str__(self) -> str:
        return f"{self.module}:{self.line} imports {self.name}"


def names(node: ast.AST, module: str, is_package: bool) -> Iterator[str]:
    """The dotted names an import takes; relative ones made absolute."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        above = ["motdrill", *module.split(".")] if module else ["motdrill"]
        base = above[: len(above) - node.level + is_package] if node.level else []
        source = ".".join([*base, *([node.module] if node.module else [])])
        yield from (f"{source}.{alias.name}" for alias in node.names)


def guarded(tree: ast.Module) -> set[ast.AST]:
    """What stands under `if TYPE_CHECKING`."""
    found: set[ast.AST] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            found.update(inner for statement in node.body for inner in ast.walk(statement))
    return found


def imports_of(path: Path) -> Iterator[Import]:
    tree = ast.parse(path.read_text("utf-8"))
    typing_only, module = guarded(tree), module_name(path)
    for node in ast.walk(tree):
        for name in names(node, module, path.name == "__init__.py"):
            yield Import(module, getattr(node, "lineno", 0), name, node in typing_only)


@cache
def every_import() -> tuple[Import, ...]:
    return tuple(found for path in MODULES for found in imports_of(path))


def within(module: str, parts: tuple[str, ...]) -> bool:
    return any(module == part or module.startswith(f"{part}.") for part in parts)


def told(breaches: list[Import]) -> list[str]:
    return [str(breach) for breach in breaches]


def test_there_is_something_to_look_at() -> None:
    assert {"errors", "scenario.parse", "drill.rules"} <= {module_name(path) for path in MODULES}
    assert any(found.name == "motdrill.drill.rules" for found in every_import())


@pytest.mark.parametrize("package", ONLY_IN)
def test_a_package_from_outside_is_imported_only_where_it_belongs(package: str) -> None:
    users = [found for found in every_import() if found.name.split(".")[0] == package]
    assert told([found for found in users if not within(found.module, ONLY_IN[package])]) == []


@pytest.mark.parametrize("part", ONLY_FOR)
def test_messages_pages_sessions_and_commands_are_imported_only_by_those_they_are_for(part: str) -> None:
    users = [found for found in every_import() if found.taken == part]
    assert told([found for found in users if found.part not in ONLY_FOR[part]]) == []


def allowed() -> dict[str, set[str]]:
    """What each part may import of motdrill, by the table in docs/architecture.md; `cli` may import all of it."""
    rows = re.findall(r"^\| `(\w+)[/.py]*` \| .* \| (.*) \|$", ARCHITECTURE.read_text("utf-8"), re.MULTILINE)
    return {part: set(re.findall(r"\w+", parts)) for part, parts in rows if parts != "all"}


def test_the_table_of_layers_has_every_part() -> None:
    parts = {found.part for found in every_import() if found.part} - {"__main__", "cli"}
    assert set(allowed()) == parts | {"errors"}


@pytest.mark.parametrize("part", allowed())
def test_a_part_imports_no_other_than_the_table_of_layers_says(part: str) -> None:
    may = {"", part, *allowed()[part]}
    found = [each for each in every_import() if each.part == part and each.taken not in may]
    assert told([each for each in found if not (each.typing_only and part == "errors")]) == []


def test_no_modules_import_each_other_in_a_circle() -> None:
    modules = {module_name(path) for path in MODULES}
    imports = {module: set() for module in modules} | {
        module: {
            name
            for found in every_import()
            if found.module == module and not found.typing_only
            for name in (found.name.removeprefix("motdrill."), found.name.removeprefix("motdrill.").rpartition(".")[0])
            if name in modules and name != module
        }
        for module in modules
    }
    try:
        TopologicalSorter(imports).prepare()
    except CycleError as error:
        pytest.fail(" -> ".join(error.args[1]))


def test_the_core_reads_no_clock_and_no_chance() -> None:
    users = [found for found in every_import() if found.part in CORE]
    assert told([found for found in users if found.name.split(".")[0] in UNHEARD_OF_IN_THE_CORE]) == []


def test_no_module_is_longer_than_300_lines() -> None:
    assert {name: size for name, size in figures.module_lines().items() if size > figures.MAX_MODULE_LINES} == {}


def test_no_function_is_longer_than_25_lines() -> None:
    assert [each for each in figures.functions() if each.lines > figures.MAX_FUNCTION_LINES] == []


@pytest.mark.long
def test_the_figures_of_the_house_are_in_their_bounds() -> None:
    assert [each for each in figures.figures() if not each.kept] == []


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("import yaml.cyaml", ["yaml.cyaml"]),
        ("from motdrill import messages", ["motdrill.messages"]),
        ("from . import rules", ["motdrill.drill.rules"]),
        ("from .rules import miss", ["motdrill.drill.rules.miss"]),
        ("from ..scenario import load", ["motdrill.scenario.load"]),
        ("def late():\n    import sqlite3", ["sqlite3"]),
    ],
)
def test_every_form_of_import_is_seen(line: str, found: list[str]) -> None:
    tree = ast.parse(line)
    assert [name for node in ast.walk(tree) for name in names(node, "drill.drill", False)] == found
