"""PyYAML without its C library, as some platforms have it: the same scenarios, the same problems, within bounds."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

import pure_yaml
from terminal import LONGEST_RUN_S

pytestmark = pytest.mark.long

MIB = 1 << 20
ODD = {
    "brackets": "[" * MIB,
    "braces": "{a: " * (MIB // 4),
    "dashes": "- " * (MIB // 2),
    "a character beyond all": 'a: "\\U00110000"\n',
    "a version beyond all": "%YAML " + "9" * 5_000 + ".1\n---\na: 1\n",
    "question marks": "[" + "a?" * (MIB // 16),
    "many keys": "".join(f"a{i}: 1\n" for i in range(31_000)),
}


@pytest.fixture(scope="module")
def without(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An environment in which Python finds no C library of PyYAML."""
    folder = tmp_path_factory.mktemp("pure")
    (folder / "sitecustomize.py").write_text('import sys\n\nsys.modules["yaml._yaml"] = None\n', "utf-8")
    return os.environ | {"PYTHONPATH": str(folder)}


def called(env: dict[str, str], *words: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *words], env=env, capture_output=True, text=True, encoding="utf-8", timeout=LONGEST_RUN_S
    )


def found(env: dict[str, str]) -> dict[str, Any]:
    done = called(env, pure_yaml.__file__)
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


def test_every_scenario_is_read_alike_with_and_without_the_c_library(without: dict[str, str]) -> None:
    fast, slow = found(dict(os.environ)), found(without)
    assert (fast.pop("with libyaml"), slow.pop("with libyaml")) == (True, False)
    assert len(fast) > 200
    assert {Path(name).stem: slow[name] for name in fast if fast[name] != slow[name]} == {}


@pytest.mark.parametrize("name", ODD)
def test_odd_files_are_refused_in_bounded_time_and_without_a_traceback(
    without: dict[str, str], tmp_path: Path, name: str
) -> None:
    path = tmp_path / "odd.yaml"
    path.write_text(ODD[name][:MIB], "utf-8")
    begin_s = time.monotonic()
    done = called(without, "-m", "motdrill", "check", path)
    assert (done.returncode, done.stderr) == (1, "")
    assert "1 file: 1 error" in done.stdout
    assert time.monotonic() - begin_s < 60


def test_the_program_plays_and_its_version_says_that_the_c_library_is_missing(
    without: dict[str, str], env: dict[str, str]
) -> None:
    surroundings = env | {"PYTHONPATH": without["PYTHONPATH"]}
    assert "without libyaml" in called(surroundings, "-m", "motdrill", "--version").stdout
    assert "without libyaml" not in called(env, "-m", "motdrill", "--version").stdout
    for words in (["list"], ["learn", "emotion"]):
        ours, theirs = (called(each, "-m", "motdrill", *words) for each in (surroundings, env))
        assert (ours.returncode, ours.stdout, ours.stderr) == (0, theirs.stdout, "")
