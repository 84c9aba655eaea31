"""Work shared among processes: the same results in the same order, and an end whatever happens to one of them."""

from __future__ import annotations

import os
import shutil
import signal
import time
from collections.abc import Callable
from contextlib import closing
from multiprocessing import get_all_start_methods, parent_process
from pathlib import Path

import pytest

from benchmarks.scenarios import long_scenario, to_yaml
from motdrill.errors import WorkerError
from motdrill.sessions import worker_pool
from motdrill.sessions.check import FILES_PER_PROCESS, FORMATS, check_files
from motdrill.sessions.worker_pool import map_in_order
from terminal import CTRL_C, Opened

pytestmark = pytest.mark.long

SCENARIOS = Path(__file__).parent / "scenarios"


def who(item: int) -> tuple[int, int]:
    """An item and the process that has worked on it."""
    return item, os.getpid()


def fail_at_seven(item: int) -> int:
    """Fails at one item."""
    if item == 7:
        raise ValueError(f"at {item} in {os.getpid()}")
    return item


def die_at_seven(item: int) -> int:
    """Is ended by the system at one item."""
    if item == 7 and parent_process():
        os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))
    return item


def none(item: int) -> None:
    """Gives nothing back."""


@pytest.mark.parametrize("start_method", get_all_start_methods())
def test_results_come_in_order_from_every_process(start_method: str) -> None:
    results = list(map_in_order(who, range(20), 3, start_method))
    assert [item for item, _process in results] == list(range(20))
    assert len({process for _item, process in results} - {os.getpid()}) == 3
    assert [process for _item, process in results] == [results[i % 3][1] for i in range(20)]


def test_one_process_does_it_alone() -> None:
    assert {process for _item, process in map_in_order(who, range(9), 1)} == {os.getpid()}


def test_none_is_a_result_too() -> None:
    assert list(map_in_order(none, range(5), 2)) == [None] * 5


def test_a_failure_is_raised_here_with_its_own_traceback() -> None:
    with pytest.raises(ValueError, match=f"at 7 in {os.getpid()}") as failed:
        list(map_in_order(fail_at_seven, range(20), 2))
    assert failed.traceback[-1].name == "fail_at_seven"


def test_a_process_that_the_system_ends_is_told_after_what_came_before() -> None:
    seen: list[int] = []
    with pytest.raises(WorkerError, match="worker-ended"):
        seen.extend(map_in_order(die_at_seven, range(20), 2))
    assert seen == list(range(7))


def test_whoever_stops_early_waits_for_nothing() -> None:
    start = time.monotonic()
    with closing(map_in_order(time.sleep, [0, 600, 600, 600], 2)) as results:
        assert next(results) is None
    assert time.monotonic() - start < 300


@pytest.mark.parametrize("form", FORMATS)
def test_check_prints_the_same_with_any_number_of_processes(
    form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    sources = [path for folder in ("bad", "weak") for path in sorted((SCENARIOS / folder).glob("*.yaml"))]
    files = [tmp_path / f"{number:03}-{source.name}" for number, source in enumerate(sources * 2)]
    for file, source in zip(files, sources * 2, strict=True):
        shutil.copy(source, file)
    assert len(files) > 3 * FILES_PER_PROCESS
    printed: set[str] = set()
    for processes in (1, 2, 3):
        monkeypatch.setattr(worker_pool, "cpu_count", lambda number=processes: number)
        assert check_files([str(tmp_path)], form=form) == 1
        printed.add(capsys.readouterr().out)
    assert len(printed) == 1


@pytest.fixture
def slow_folder(tmp_path: Path) -> Path:
    """A folder that takes some seconds to check."""
    text = to_yaml(long_scenario(200))
    for number in range(3 * FILES_PER_PROCESS):
        (tmp_path / f"case-{number:02}.yaml").write_text(text, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("stop", "code", "told"),
    [
        (lambda terminal: terminal.keys(CTRL_C), 130, "Stopped."),
        (lambda terminal: terminal.kill(), -signal.SIGKILL, ""),
    ],
    ids=["Ctrl-C", "a kill"],
)
def test_ctrl_c_and_a_kill_end_every_process(
    stop: Callable[[object], None], code: int, told: str, slow_folder: Path, opened: Opened
) -> None:
    terminal = opened("check", str(slow_folder))
    terminal.wait_for("case-00.yaml")
    stop(terminal)
    while terminal.read(1):  # the terminal ends when the last process that holds it has ended
        pass
    assert terminal.process.wait() == code
    assert "Traceback" not in terminal.raw.decode()
    assert terminal.raw.decode().rstrip().endswith(told)
