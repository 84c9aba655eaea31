"""The core used without the program: what `motdrill` names, and that nothing is imported before it is asked for."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import motdrill
from motdrill import library


def test_a_drill_is_played_with_what_the_package_names(tmp_path: Path) -> None:
    path = tmp_path / "bank-counter.yaml"
    path.write_bytes((library.bundled_folder() / path.name).read_bytes())
    loaded = motdrill.load(str(path))
    drill = motdrill.Drill(loaded.scenario, loaded.id, seed=7)
    assert (loaded.id, drill.step is not None) == ("bank-counter", True)
    card = motdrill.Scorecard(motdrill.best_way(drill))
    assert (card.score_percent, card.passed) == (100, True)
    assert 0 < motdrill.analyse(loaded.scenario).random.passing < 0.01


def test_a_file_that_is_no_scenario_is_an_error_of_the_package(tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text("format: 1", "utf-8")
    with pytest.raises(motdrill.ReadError) as caught:
        motdrill.load(tmp_path / "bad.yaml")
    assert isinstance(caught.value, motdrill.MotdrillError) and caught.value.problems


def test_every_name_is_there_and_no_other() -> None:
    assert all(getattr(motdrill, name) for name in motdrill.__all__)
    with pytest.raises(AttributeError, match="nothing_of_the_kind"):
        _ = motdrill.nothing_of_the_kind


def test_nothing_is_imported_before_it_is_asked_for() -> None:
    code = "import motdrill, sys; print([name for name in sys.modules if name.startswith(('motdrill.', 'pydantic'))])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
