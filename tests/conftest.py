"""What tests of the real program share: an empty library of own scenarios, its environment, a clean language."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import chain, groupby
from pathlib import Path
from typing import Any

import pytest

import terminal
from lrs.drills import Recording
from motdrill import messages
from terminal import Opened, Ran, Run, Terminal

CHROMIUM = Path("/usr/bin/chromium")
QUIET = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Gives each worker long tests first, then those of the program, and last those that are over at once.

    Each is dealt as many tests as any other, and who has none left takes over the last ones of another: so long ones
    must come early, and what is left for the end must be short. Tests of a file stay together, for what they share.
    """
    workers, total = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1")), len(items)
    if workers > 1:
        long, programs, rest = ([each for each in items if _kind(each) == kind] for kind in range(3))
        files = [[*tests] for _path, tests in groupby(long, lambda each: each.path)]
        items.clear()
        for turn in range(workers):
            mine = [*chain(*files[turn::workers]), *_share(programs, turn, workers)]
            filling = max(0, (total - len(items)) // (workers - turn) - len(mine))
            items += [*mine, *rest[:filling]]
            del rest[:filling]


def _kind(item: pytest.Item) -> int:
    """0 for what is marked as long, 1 for what runs a program, 2 for the rest."""
    if item.get_closest_marker("long"):
        return 0
    return 1 if {"env", "browser"} & {*getattr(item, "fixturenames", ())} else 2


def _share(tests: list[pytest.Item], turn: int, workers: int) -> list[pytest.Item]:
    return tests[len(tests) * turn // workers : len(tests) * (turn + 1) // workers]


@pytest.fixture(autouse=True)
def the_interface_speaks_english(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("LANGUAGE", os.environ.get("LANGUAGE", ""))
    messages.set_language("en")
    yield
    messages.set_language("en")


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """The folder of the person's own scenarios, empty."""
    folder = tmp_path / "own scenarios"
    folder.mkdir()
    return folder


@pytest.fixture
def env(own: Path) -> dict[str, str]:
    """The environment of a program under test."""
    return terminal.environment(own)


@pytest.fixture
def run(env: dict[str, str], tmp_path: Path) -> Run:
    """Runs one command line over pipes, outside the checkout: `run("list", typed="", LANG="zh_CN.UTF-8")`."""

    def go(*arguments: str, typed: str = "", cwd: Path = tmp_path, **more: str) -> Ran:
        return terminal.run(arguments, env | terminal.own_journal(tmp_path) | more, typed, cwd)

    return go


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The journal that all runs of a test share."""
    return tmp_path / "kept.db"


@pytest.fixture
def kept(path: Path) -> dict[str, str]:
    """Names that journal."""
    return {"MOTDRILL_JOURNAL": str(path)}


@pytest.fixture
def opened(env: dict[str, str], tmp_path: Path) -> Iterator[Opened]:
    """Opens the program in a pseudo-terminal; it is closed with the test."""
    terminals: list[Terminal] = []

    def go(
        *arguments: str, columns: int = 80, rows: int = 24, to: Path | None = None, says: bool = False, **more: str
    ) -> Terminal:
        words = arguments if says else terminal.choosing(arguments)
        terminals.append(Terminal(words, env | terminal.own_journal(tmp_path) | more, columns, rows, to))
        return terminals[-1]

    yield go
    for each in terminals:
        each.__exit__()


@pytest.fixture
def recording(tmp_path: Path) -> Recording:
    """A journal without a drill."""
    return Recording(tmp_path / "journal.db")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """A real browser, without a window."""
    if not CHROMIUM.exists():
        pytest.skip("there is no chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=str(CHROMIUM), args=QUIET.split())
        yield found
        found.close()
