"""The JSON Schema (draft 2020-12) of scenario files, with every field described.

The descriptions are the docstrings below the model's fields. They are read from the source only when a schema is built;
Pydantic's own option for this would read them at every import.

Pydantic writes a choice as alternatives, of which an editor can only say that none fits. So a step is chosen by its
`ask`, and what may be of several types is one schema with several types: what is marked is the part that is wrong.
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
    steps = schema["properties"]["steps"]["patternProperties"]
    for pattern, step in steps.items():
        steps[pattern] = _by_kind(step["oneOf"], schema["$defs"])
    _merge_types(schema, schema["$defs"])
    _forbid_other_keys(schema)
    return {"$schema": DIALECT, **schema}


def _by_kind(branches: list[dict[str, str]], definitions: dict[str, Any]) -> dict[str, Any]:
    """A step whose definition depends on its `ask`, which only the default kind may leave out."""
    asks = [_definition(branch, definitions)["properties"]["ask"] for branch in branches]
    choices = []
    for ask, branch in zip(asks, branches, strict=True):
        chosen = {"properties": {"ask": {"const": ask["const"]}}, "required": [] if "default" in ask else ["ask"]}
        choices.append({"if": {"type": "object", **chosen}, "then": branch})
    ask = {"enum": [ask["const"] for ask in asks], "description": asks[0]["description"]}
    return {"type": "object", "properties": {"ask": ask}, "allOf": choices}


def _definition(reference: dict[str, str], definitions: dict[str, Any]) -> dict[str, Any]:
    definition: dict[str, Any] = definitions[reference["$ref"].rpartition("/")[2]]
    return definition


def _merge_types(node: Any, definitions: dict[str, Any]) -> None:
    """Makes alternatives of different types one schema of all these types: each keyword concerns only one of them."""
    for child in list(node.values()) if isinstance(node, dict) else node if isinstance(node, list) else ():
        _merge_types(child, definitions)
    branches = (node.pop("anyOf", None) or node.pop("oneOf", ())) if isinstance(node, dict) else ()
    for branch in branches:
        added = branch.pop("type", [])
        node.update(branch)
        typed = _definition(node, definitions) if "$ref" in node else node
        typed["type"] = list(dict.fromkeys([*_as_list(typed.get("type", [])), *_as_list(added)]))
        if added == "null" and "enum" in node:
            node["enum"] = [*node["enum"], None]


def _as_list(types: str | list[str]) -> list[str]:
    return [types] if isinstance(types, str) else types


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
