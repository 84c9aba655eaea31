"""Documents made from data are up to date with it."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

DOCS = Path(__file__).parents[1] / "docs"


def made_by(script: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(script, DOCS / f"{script}.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_librarys_table_is_what_make_library_would_write() -> None:
    made = made_by("make_library")
    assert made.page() == made.README.read_text("utf-8"), "run make library"


def test_the_pages_of_findings_are_what_make_findings_would_write() -> None:
    for path, text in made_by("make_findings").pages().items():
        assert path.read_text(encoding="utf-8") == text, f"{path.name} is stale: make findings"
