"""A scenario written as YAML: it reads as the same, and looks as authors write it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motdrill.author.scenario_writer import write_scenario
from motdrill.scenario.parse import parse

LIBRARY = sorted((Path(__file__).parents[1] / "scenarios").glob("*.yaml"))
TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from("\n\t\"'\\:#-, \u2028\x85true"))
VALUES: st.SearchStrategy[Any] = st.recursive(
    TEXTS | st.integers(-99, 99) | st.booleans() | st.none() | st.sampled_from(["null", "True", "no", "a-b", "0x1f"]),
    lambda inner: st.lists(inner, max_size=3).map(tuple) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=8,
)


@pytest.mark.parametrize("path", LIBRARY, ids=lambda path: path.stem)
def test_a_case_of_the_library_is_written_as_it_stands_there(path: Path) -> None:
    text = path.read_text("utf-8")
    data = parse(text, [])
    written = write_scenario(data)
    assert parse(written, []) == data
    without_comments = re.sub(r"^\s*#.*\n", "", text, flags=re.MULTILINE)
    assert written.replace("\n\n", "\n") == without_comments.replace("\n\n", "\n")


@given(st.dictionaries(TEXTS | st.sampled_from(["steps", "does", "tags", "title"]), VALUES, min_size=1, max_size=4))
def test_whatever_is_written_reads_as_the_same(document: dict[str, Any]) -> None:
    problems: list[Any] = []
    data = parse(write_scenario(document), problems)
    assert data == document or {problem.code for problem in problems} == {"control-character"}
