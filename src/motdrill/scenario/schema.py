"""The JSON Schema (draft 2020-12) of scenario files, with every field described.

The descriptions are the docstrings below the model's fields. They are read from the source only when a schema is built;
Pydantic's own option for this would read them at every import.
"""

import ast
import inspect
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

from motdrill.scenario import base_types, model

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def json_schema(translate: Callable[[str], str]) -> dict[str, Any]:
    """The schema of a scenario file, with descriptions translated by `translate`."""
    schema = model.Scenario.model_json_schema(by_alias=True)
    docs = {**descriptions(base_types), **descriptions(model)}
    for name, definition in (*schema["$defs"].items(), ("Scenario", schema)):
        definition["description"] = translate(docs[name, ""]) if (name, "") in docs else name
        for field, content in definition.get("properties", {}).items():
            content.pop("title", None)
            if text := _field_description(docs, name, field):
                content["description"] = translate(text)
    _forbid_other_keys(schema)
    return {"$schema": DIALECT, **schema}


def _forbid_other_keys(node: Any) -> None:
    """Forbids keys that do not match the pattern in every object with `patternProperties`; Pydantic allows them."""
    if isinstance(node, dict):
        if "patternProperties" in node:
            node.setdefault("additionalProperties", False)
        node = list(node.values())
    if isinstance(node, list):
        for child in node:
            _forbid_other_keys(child)


def _field_description(docs: dict[tuple[str, str], str], name: str, field: str) -> str:
    """A field's description from its own class, else from the base class of all steps."""
    attribute = {"from": "from_", "pass": "pass_"}.get(field, field)
    return docs.get((name, attribute)) or docs.get(("_Step", attribute), "")


def descriptions(module: ModuleType) -> dict[tuple[str, str], str]:
    """Docstrings by class and field, such as ("Reply", "score"), and of classes, such as ("Reply", "")."""
    tree = ast.parse(inspect.getsource(module))
    return {key: doc for node in tree.body if isinstance(node, ast.ClassDef) for key, doc in _class_docs(node)}


def _class_docs(node: ast.ClassDef) -> Iterator[tuple[tuple[str, str], str]]:
    if text := ast.get_docstring(node):
        yield (node.name, ""), text
    for field, doc in zip(node.body, node.body[1:], strict=False):
        if not (isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name)):
            continue
        if isinstance(doc, ast.Expr) and isinstance(doc.value, ast.Constant) and isinstance(doc.value.value, str):
            yield (node.name, field.target.id), doc.value.value
