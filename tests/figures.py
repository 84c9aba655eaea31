"""Sizes of modules and functions, imports inside functions, names of two types: `make figures`.

The bounds are those of docs/design.md, section 7; tests/test_layers.py holds the code to them.
"""

from __future__ import annotations

import ast
import statistics
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "motdrill"
MODULES = sorted(SOURCE.rglob("*.py"))

MAX_MODULE_LINES = 300
MAX_FUNCTION_LINES = 25
USUAL_MODULE_LINES, USUAL_FUNCTION_LINES = 120, 8
MOST_TEST_TO_SOURCE = 1.5
MAX_LINES, MAX_LOCAL_IMPORTS = 33_649, 25
COMMENT_PERCENT = (0.5, 12)
"""Fewer comments leave the why unsaid; more say what the code says."""


class Function(NamedTuple):
    """A function with its size: lines from the first statement after the docstring to the last."""

    name: str
    lines: int


class Figure(NamedTuple):
    """One figure, what it is, and whether it is in its bounds."""

    what: str
    value: float
    bound: str
    kept: bool


def module_name(path: Path) -> str:
    parts = path.relative_to(SOURCE).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


def module_lines() -> dict[str, int]:
    return {module_name(path): len(path.read_text("utf-8").splitlines()) for path in MODULES}


def functions() -> Iterator[Function]:
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield Function(f"{module_name(path)}.{node.name}", body_lines(node))


def body_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


def code_lines(paths: list[Path]) -> tuple[int, int]:
    """Lines with code on them, and lines with a comment; docstrings are neither."""
    code = comments = 0
    for path in paths:
        text = path.read_text("utf-8")
        strings = docstring_lines(text)
        rows = [line.strip() for row, line in enumerate(text.splitlines(), 1) if row not in strings and line.strip()]
        whole = sum(row.startswith("#") for row in rows)
        code += len(rows) - whole
        comments += whole + sum("  # " in row for row in rows)
    return code, comments


def docstring_lines(text: str) -> set[int]:
    """Lines of strings that stand alone: docstrings of modules, classes, functions and fields."""
    nodes = (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Expr))
    alone = (node for node in nodes if isinstance(node.value, ast.Constant) and isinstance(node.value.value, str))
    return {row for node in alone for row in range(node.lineno, (node.end_lineno or node.lineno) + 1)}


def local_imports() -> list[str]:
    """Imports inside functions, each as module:line."""
    trees = {module_name(path): ast.parse(path.read_text("utf-8")) for path in MODULES}
    functions = ((name, node) for name, tree in trees.items() for node in ast.walk(tree) if is_function(node))
    return [
        f"{name}:{inner.lineno}"
        for name, function in functions
        for inner in ast.walk(function)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    ]


def is_function(node: ast.AST) -> bool:
    return isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)


def types_of_one_name() -> dict[str, list[str]]:
    """Classes and type aliases that share their name, with the modules that define them."""
    homes: dict[str, list[str]] = {}
    for path in MODULES:
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.ClassDef):
                homes.setdefault(node.name, []).append(module_name(path))
            elif isinstance(node, ast.AnnAssign | ast.Assign):
                target = node.target if isinstance(node, ast.AnnAssign) else node.targets[0]
                if isinstance(target, ast.Name) and target.id[:1].isupper() and not target.id.isupper():
                    homes.setdefault(target.id, []).append(module_name(path))
    return {name: modules for name, modules in homes.items() if len(modules) > 1}


def figures() -> list[Figure]:
    modules, sizes = module_lines(), [each.lines for each in functions()]
    code, comments = code_lines(MODULES)
    tests, _in_tests = code_lines(sorted((ROOT / "tests").glob("*.py")))
    percent, ratio = 100 * comments / code, tests / code
    low, high = COMMENT_PERCENT
    return [
        at_most("lines of src", sum(modules.values()), MAX_LINES),
        Figure("modules", len(modules), "", True),
        at_most("imports inside functions", len(local_imports()), MAX_LOCAL_IMPORTS),
        at_most("names of two types", len(types_of_one_name()), 0),
        Figure("lines of a module, median", statistics.median(modules.values()), f"about {USUAL_MODULE_LINES}", True),
        at_most("lines of a module, most", max(modules.values()), MAX_MODULE_LINES),
        Figure("functions", len(sizes), "", True),
        at_most("lines of a function, mean", statistics.mean(sizes), USUAL_FUNCTION_LINES),
        at_most("lines of a function, most", max(sizes), MAX_FUNCTION_LINES),
        Figure("lines of code", code, "", True),
        Figure("comments, percent of them", percent, f"{low} to {high}", low <= percent <= high),
        at_most("lines of tests to lines of code", ratio, MOST_TEST_TO_SOURCE),
    ]


def at_most(what: str, value: float, bound: float) -> Figure:
    return Figure(what, value, f"at most {bound}", value <= bound)


def main() -> int:
    """Prints the figures; the exit code tells whether all are in their bounds."""
    found = figures()
    for each in found:
        print(f"{each.what:34}{each.value:10.4g}  {each.bound:16}{'' if each.kept else 'NOT KEPT'}")
    return 0 if all(each.kept for each in found) else 1


if __name__ == "__main__":
    sys.exit(main())
