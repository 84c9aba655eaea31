"""A few thousand files as nobody should write them; `make attack` reads two hundred thousand."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, seed

from odd_files import drawing, odd_files, outcome

FILES = 2_000


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("odd") / "odd.yaml"


@pytest.mark.long
@seed(20_261_122)
@drawing(FILES)
@given(data=odd_files())
def test_every_odd_file_is_read_or_refused_in_sentences(file: Path, data: bytes) -> None:
    file.write_bytes(data)
    began = time.process_time()
    outcome(file)
    assert time.process_time() - began < 1
