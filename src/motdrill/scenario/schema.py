"""The JSON Schema (draft 2020-12) of scenario files, with every field described.

The descriptions are the docstrings under the model's fields, read from its source only when a schema is asked for:
Pydantic would do the same, at every import.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

from motdrill.scenario import model, parts

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def json_schema(translate: Callable[[str], str]) -> dict[str, Any]:
    """The schema of a scenario file.

    Args:
        translate: Gives a description in the author's language.
    """
    schema = model.Scenario.model_json_schema(by_alias=True)
    described = {**descriptions(parts), **descriptions(model)}
    for name, definition in (*schema["$defs"].items(), ("Scenario", schema)):
        definition["description"] = translate(described[name, ""]) if (name, "") in described else name
        for field, content in definition.get("properties", {}).items():
            content.pop("title", None)
            if text := _description(described, name, field):
                content["description"] = translate(text)
    _close(schema)
    return {"$schema": DIALECT, **schema}


def _close(part: Any) -> None:
    """Closes every object whose keys follow a pattern: Pydantic leaves other keys open there."""
    if isinstance(part, dict):
        if "patternProperties" in part:
            part.setdefault("additionalProperties", False)
        for inner in part.values():
            _close(inner)
    elif isinstance(part, list):
        for inner in part:
            _close(inner)


def _description(described: dict[tuple[str, str], str], name: str, field: str) -> str:
    """A field's description: its own class's, else that of the class all steps share."""
    spelt = {"from": "from_", "pass": "pass_"}.get(field, field)
    return described.get((name, spelt)) or described.get(("_Step", spelt), "")


def descriptions(module: ModuleType) -> dict[tuple[str, str], str]:
    """Docstrings of a module's classes and of their fields: ("Reply", "") and ("Reply", "score")."""
    tree = ast.parse(inspect.getsource(module))
    return {key: text for each in tree.body if isinstance(each, ast.ClassDef) for key, text in _class_docs(each)}


def _class_docs(node: ast.ClassDef) -> Iterator[tuple[tuple[str, str], str]]:
    if text := ast.get_docstring(node):
        yield (node.name, ""), text
    for field, doc in zip(node.body, node.body[1:], strict=False):
        if not (isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name)):
            continue
        if isinstance(doc, ast.Expr) and isinstance(doc.value, ast.Constant) and isinstance(doc.value.value, str):
            yield (node.name, field.target.id), doc.value.value
