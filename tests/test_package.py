"""The package: source distribution and wheel, the wheel installed into a fresh environment, and played from."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tarfile
import venv
import zipfile
from collections.abc import Mapping
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import messages
from motdrill import library
from motdrill.method import handbook
from terminal import best, environment, planned, squeezed

pytestmark = pytest.mark.long

ROOT = Path(__file__).parents[1]


def called(*words: str | Path, env: Mapping[str, str] | None = None, cwd: Path | None = None, typed: str = "") -> str:
    done = subprocess.run(
        [str(word) for word in words], env=env, cwd=cwd, input=typed.encode(), capture_output=True, timeout=280
    )
    assert done.returncode == 0, done.stdout.decode() + done.stderr.decode()
    return done.stdout.decode()


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the source distribution, and the wheel that is built from it."""
    out = tmp_path_factory.mktemp("built")
    called(sys.executable, "-m", "build", "--no-isolation", "--outdir", out, ROOT, cwd=out)
    return out


@pytest.fixture(scope="module")
def wheel(built: Path) -> Path:
    return next(built.glob("motdrill-*.whl"))


def test_the_source_distribution_has_all_that_is_needed_to_build_and_to_test(built: Path) -> None:
    with tarfile.open(next(built.glob("motdrill-*.tar.gz"))) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    wanted = {"pyproject.toml", "README.md", "README.zh.md", "LICENSE", "CHANGELOG.md", "CONTRIBUTING.md", "Makefile"}
    wanted |= {f"scenarios/{path.name}" for path in (ROOT / "scenarios").iterdir() if path.is_file()}
    wanted |= {f"tests/{path.name}" for path in (ROOT / "tests").glob("*.py")}
    assert wanted - names == set()
    assert [name for name in names if "__pycache__" in name or name.startswith((".venv", ".git/"))] == []


@pytest.mark.parametrize(
    ("words", "typed", "code"),
    [
        ("", "q\n", 0),
        ("bank-counter", "3\nq\n", 0),
        ("bank-counter", "", 0),
        ("no-such-case", "", 2),
        ("bank-counter --exam", "6\n" * 30 + "a\n" * 30, 2),
    ],
)
def test_make_drill_fails_only_where_motdrill_does_and_not_where_the_person_stops(
    tmp_path: Path, env: dict[str, str], words: str, typed: str, code: int
) -> None:
    if os.name == "nt":
        pytest.skip("the programs of an environment lie elsewhere")
    (tmp_path / "bin").mkdir()
    script = tmp_path / "bin" / "motdrill"
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m motdrill "$@"\n', "utf-8")
    script.chmod(0o755)
    (tmp_path / ".ready").touch()
    command = ["make", "--silent", "drill", f"VENV={tmp_path}", f"ARGS={words}"]
    done = subprocess.run(command, cwd=ROOT, env=env, input=typed, text=True, capture_output=True, timeout=280)
    assert (done.returncode, "Error 130" in done.stderr) == (code, False), done.stderr


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh environment with the wheel and what it says it depends on, and nothing else; gives back its motdrill.

    What it depends on is linked from where the tests run: nothing is fetched, and what is not declared is not there.
    """
    folder = tmp_path_factory.mktemp("fresh") / "env"
    venv.create(folder, symlinks=os.name != "nt")
    binaries = folder / ("Scripts" if os.name == "nt" else "bin")
    pip = [sys.executable, "-m", "pip", "--python", binaries / "python", "--disable-pip-version-check"]
    called(*pip, "install", "--quiet", "--no-index", "--no-deps", wheel, cwd=folder)
    site = Path(called(binaries / "python", "-c", "import sysconfig; print(sysconfig.get_path('purelib'))").strip())
    (motdrill,) = metadata.distributions(path=[str(site)])
    for each in depends_on(motdrill).values():
        for name in {file.parts[0] for file in each.files or () if file.parts[0] not in ("..", "__pycache__")}:
            (site / name).symlink_to(Path(str(each.locate_file(name))))
    return binaries / "motdrill"


def depends_on(package: metadata.Distribution) -> dict[str, metadata.Distribution]:
    """All that a package declares to depend on, and what that depends on; each is of a version that is allowed."""
    found: dict[str, metadata.Distribution] = {}
    for wanted in map(Requirement, package.requires or ()):
        if wanted.marker is None or wanted.marker.evaluate({"extra": ""}):
            there = metadata.distribution(wanted.name)
            assert wanted.specifier.contains(there.version, prereleases=True), f"{wanted}, and not {there.version}"
            found |= {canonicalize_name(wanted.name): there} | depends_on(there)
    return found


@pytest.fixture
def fresh(own: Path) -> dict[str, str]:
    """The environment without anything that leads into the checkout."""
    return {name: value for name, value in environment(own).items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")}


def test_the_wheel_carries_scenarios_method_catalogues_and_types(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    scenarios = {f"motdrill/scenarios/{path.name}" for path in (ROOT / "scenarios").glob("*.yaml")}
    assert len(scenarios) >= 3
    method = {f"motdrill/method/{chapter}.yaml" for chapter in handbook.CHAPTERS}
    catalogues = {f"motdrill/locale/{lang}/LC_MESSAGES/motdrill.mo" for lang in messages.languages()}
    assert (scenarios | method | catalogues | {"motdrill/py.typed"}) - names == set()


def test_the_wheel_carries_every_module_and_nothing_that_is_not_its_own(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    modules = {str(path.relative_to(ROOT / "src").as_posix()) for path in (ROOT / "src" / "motdrill").rglob("*.py")}
    assert modules - names == set()
    assert {name.split("/")[0].split("-")[0] for name in names} == {"motdrill"}
    assert [name for name in names if "__pycache__" in name or "test" in name.lower()] == []


def test_every_package_that_is_imported_at_run_time_is_a_dependency(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        declared = archive.read(next(name for name in archive.namelist() if name.endswith("METADATA"))).decode()
    required = {
        re.split(r"[^\w-]", line.removeprefix("Requires-Dist: "))[0].lower().replace("-", "_")
        for line in declared.splitlines()
        if line.startswith("Requires-Dist") and "extra ==" not in line
    }
    wanted = {"typer", "rich", "questionary", "prompt_toolkit", "pyyaml", "pydantic", "platformdirs"}
    assert wanted - required == set()


def test_a_whole_drill_is_played_from_the_installed_wheel(
    installed: Path, fresh: dict[str, str], tmp_path: Path
) -> None:
    lines = "".join(turn.line() + "\n" for turn in planned("bank-counter", 7, best))
    done = called(
        installed, "drill", "bank-counter", "--seed", "7", "--json", env=fresh, cwd=tmp_path, typed=lines + "9\n"
    )
    document = json.loads(done)
    assert document["score"]["percent"] == 100
    assert document["passed"] is True


def test_the_installed_wheel_lists_and_teaches_in_chinese(
    installed: Path, fresh: dict[str, str], tmp_path: Path
) -> None:
    listed = called(installed, "list", "--lang", "zh", env=fresh, cwd=tmp_path)
    for row in library.entries_by_level():
        assert squeezed(row.header["title"]["zh"]) in squeezed(listed)
    entry = handbook.find_entry("emotion")
    assert entry
    page = called(installed, "learn", "emotion", "--lang", "zh", env=fresh, cwd=tmp_path)
    assert squeezed(entry.brief["zh"]) in squeezed(page)
    assert "motdrill drill " in page


def test_the_installed_wheel_looks_into_the_user_s_own_folder(
    installed: Path, fresh: dict[str, str], tmp_path: Path
) -> None:
    without = {name: value for name, value in fresh.items() if name != "MOTDRILL_LIBRARY"} | {"HOME": str(tmp_path)}
    assert "bank-counter" in called(installed, "list", env=without, cwd=tmp_path)


def test_the_installed_program_comes_from_its_own_environment(
    installed: Path, fresh: dict[str, str], tmp_path: Path
) -> None:
    python = installed.with_name("python")
    where = called(python, "-c", "import motdrill; print(motdrill.__file__)", env=fresh, cwd=tmp_path)
    assert Path(where.strip()).is_relative_to(installed.parents[1])
