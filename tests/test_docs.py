"""Documents made from data are up to date with it."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

from motdrill.author.sound_table import TABLE

DOCS = Path(__file__).parents[1] / "docs"


def made_by(script: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(script, DOCS / f"{script}.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_librarys_tables_are_what_make_library_would_write() -> None:
    for path, text in made_by("make_library").pages().items():
        assert path.read_text(encoding="utf-8") == text, f"{path.name} is stale: make library"


def test_the_table_of_sounds_is_what_make_sounds_would_write() -> None:
    assert TABLE.read_text(encoding="utf-8") == made_by("make_sounds").document(), f"{TABLE.name} is stale: make sounds"


def test_the_pages_of_findings_are_what_make_findings_would_write() -> None:
    for path, text in made_by("make_findings").pages().items():
        assert path.read_text(encoding="utf-8") == text, f"{path.name} is stale: make findings"


@pytest.mark.parametrize(
    ("lies", "link", "on_the_site"),
    [
        ("README.md", "[c](docs/classroom.md)", "[c](classroom.md)"),
        ("README.md", '<img src="docs/pictures/phone-en.png">', '<img src="pictures/phone-en.png">'),
        ("README.md", "[a](scenarios/README.zh.md)", "[a](scenarios/README.zh.md)"),
        ("README.md", "[z](README.zh.md)", "[z](index.zh.md)"),
        ("README.zh.md", "[t](docs/trainee.zh.md#按键)", "[t](trainee.zh.md#按键)"),
        ("scenarios/README.md", "[f](../docs/findings.md#md302)", "[f](../findings.md#md302)"),
        ("scenarios/README.md", "[home](../README.md)", "[home](../index.md)"),
        ("docs/architecture.md", "[c](../CONTRIBUTING.md)", "[c](CONTRIBUTING.md)"),
        ("docs/architecture.md", "[d](design.md)", "[d](design.md)"),
        ("docs/administrator.md", "[s](https://www.sqlite.org/wal.html)", "[s](https://www.sqlite.org/wal.html)"),
        ("CONTRIBUTING.md", "[t](#how-to)", "[t](#how-to)"),
    ],
)
def test_links_are_turned_from_where_a_file_lies_to_where_its_page_stands(
    lies: str, link: str, on_the_site: str
) -> None:
    assert made_by("make_site").turned(link, lies) == on_the_site


def test_every_document_has_its_place_on_the_site() -> None:
    site, config = made_by("make_site"), (DOCS.parent / "mkdocs.yml").read_text("utf-8")
    pages = [path.name for path in DOCS.glob("*.md")] + list(site.FROM_OUTSIDE.values())
    assert [page for page in pages if not re.search(rf": {re.escape(page)}$", config, re.MULTILINE)] == []
