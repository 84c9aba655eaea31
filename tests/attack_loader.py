"""Reads two hundred thousand files as nobody should write them: `make attack`.

Every file must be a scenario, or be refused in sentences in both languages: no other exception, at most a second, at
most 300 MB more memory than at the start. Two processes read; this one watches them, so that a crash or a hang of one
is seen and its file kept. What is found is made small and saved, one file for each kind of failure.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import re
import resource
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from multiprocessing.connection import Connection
from multiprocessing.sharedctypes import Synchronized
from pathlib import Path
from typing import Any, Final, NamedTuple

from hypothesis import given, seed
from hypothesis import strategies as st

from odd_files import LARGE_FILES, drawing, odd_files, outcome

BATCH: Final = 500
PROCESSES: Final = 2
LONGEST_S: Final = 1.0
HUNG_S: Final = 10.0
MOST_BYTES: Final = 300 << 20
SHRINKING_S: Final = 20.0


class Read(NamedTuple):
    """One file that was read: how it went, or in `failure` the kind of failure."""

    loaded: bool
    told: int
    seconds: float
    failure: str
    detail: str = ""


def every_kind() -> st.SearchStrategy[bytes]:
    """Small files, one in fifty of the library's size, one in three hundred huge."""
    kinds = st.integers(0, 299)
    return kinds.flatmap(lambda i: LARGE_FILES["huge" if i == 150 else "the library"] if 148 < i < 156 else odd_files())


def peak_bytes() -> int:
    """The most memory this process has had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss << 10


def limited() -> int:
    """Lets this process have no more memory than that; gives back what it has."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    most = pages * resource.getpagesize() + MOST_BYTES + (100 << 20)  # address space is not all memory
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    return peak_bytes()


def read(path: Path) -> Read:
    """Reads a file and holds it to the promises."""
    before, began = peak_bytes(), time.process_time()
    loaded, told, failure, detail = False, 0, "", ""
    try:
        loaded, told = outcome(path)
    except BaseException as error:
        failure, detail = _kind(error), traceback.format_exc(limit=-6)
    seconds = time.process_time() - began
    if not failure and seconds > LONGEST_S:
        failure = "slow"
    if not failure and peak_bytes() - before > MOST_BYTES:
        failure = "memory"
    return Read(loaded, told, seconds, failure, detail)


def _kind(error: BaseException) -> str:
    """What tells one failure from another: the exception, and where in motdrill it came from."""
    frames = [each for each in traceback.extract_tb(error.__traceback__) if "/motdrill/" in each.filename]
    where = f"{Path(frames[-1].filename).stem}-{frames[-1].name}" if frames else str(error).split(":")[0]
    return re.sub(r"\W+", "-", f"{type(error).__name__}-{where}")


# ---------------------------------------------------------------- in a worker


def work(number: int, first: int, batches: int, file: Path, told: Connection, began: Synchronized[float]) -> None:
    """Reads batches of files and tells of each."""
    limited()
    for batch in range(batches):
        told.send(first + batch)
        _batch(first + batch, file, told, began)
    told.send(None)


def _batch(number: int, file: Path, told: Connection, began: Synchronized[float]) -> None:
    @seed(number)
    @drawing(BATCH)
    @given(every_kind())
    def attack(data: bytes) -> None:
        file.write_bytes(data)
        began.value = time.monotonic()
        done = read(file)
        began.value = 0.0
        told.send((done, len(data), data if done.failure or done.seconds > LONGEST_S / 2 else b"", peak_bytes()))

    attack()


class Worker:
    """A process that reads, and is begun anew after what it did not survive."""

    def __init__(self, number: int, first: int, batches: int, folder: Path) -> None:
        self._number, self._next, self._left = number, first, batches
        self._file = folder / f"reading-{number}.yaml"
        self.start_bytes = 0
        self._begin()

    def _begin(self) -> None:
        self._began = multiprocessing.Value("d", 0.0, lock=False)
        self._told, theirs = multiprocessing.Pipe(duplex=False)
        arguments = (self._number, self._next, self._left, self._file, theirs, self._began)
        self._process = multiprocessing.Process(target=work, args=arguments, daemon=True)
        self._process.start()
        theirs.close()

    def reads(self) -> Iterator[tuple[Read, int, bytes, int]]:
        """What it has read since it was asked last."""
        while self._left and self._told.poll():
            try:
                message: Any = self._told.recv()
            except EOFError:
                yield self._lost("crash")
                return
            if isinstance(message, int):
                self._left -= message - self._next
                self._next = message
            elif message is None:
                self._left = 0
            else:
                yield message
        began = self._began.value
        if self._left and began and time.monotonic() - began > HUNG_S:
            self._process.kill()
            yield self._lost("hang")

    def _lost(self, failure: str) -> tuple[Read, int, bytes, int]:
        """Notes what it died of, and begins the next batch."""
        self._process.join()
        detail, data = f"exit code {self._process.exitcode}", self._file.read_bytes()
        self._next, self._left = self._next + 1, self._left - 1
        if self._left:
            self._begin()
        return Read(False, 0, HUNG_S, failure, detail), len(data), data, 0

    @property
    def busy(self) -> bool:
        """Whether there is more to read."""
        return self._left > 0


# ---------------------------------------------------------------- making small what was found


def fails_so(data: bytes, failure: str, file: Path) -> bool:
    """Whether a process of its own fails at a file in the same manner."""
    file.write_bytes(data)
    if not (child := os.fork()):
        signal.alarm(int(HUNG_S))
        limited()
        os._exit(7 if read(file).failure == failure else 0)
    status = os.waitpid(child, 0)[1]
    code = os.waitstatus_to_exitcode(status)
    return code == 7 or (failure in ("crash", "hang") and code < 0)


def minimised(data: bytes, failure: str, file: Path) -> bytes:
    """The file without what it fails without: halves first, then ever smaller pieces."""
    end = time.monotonic() + SHRINKING_S
    size = len(data) // 2
    while size and time.monotonic() < end:
        at = 0
        while at < len(data) and time.monotonic() < end:
            without = data[:at] + data[at + size :]
            if fails_so(without, failure, file):
                data = without
            else:
                at += size
        size //= 2
    return data


def keep(failure: str, data: bytes, detail: str, folder: Path) -> None:
    """Saves a file that fails, whole and small, and how."""
    (folder / f"{failure}.whole.yaml").write_bytes(data)
    (folder / f"{failure}.txt").write_text(detail, "utf-8")
    (folder / f"{failure}.yaml").write_bytes(minimised(data, failure, folder / "shrinking.yaml"))
    (folder / "shrinking.yaml").unlink(missing_ok=True)


# ---------------------------------------------------------------- the figures


class Figures:
    """What the attack came to so far."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.files = self.loaded = self.bytes = self.peak = 0
        self.slowest, self.failures = 0.0, Counter[str]()
        self._began, self._said = time.monotonic(), 0.0

    def add(self, done: Read, size: int, data: bytes, peak: int) -> None:
        """Counts a file."""
        self.files, self.loaded, self.bytes = self.files + 1, self.loaded + done.loaded, self.bytes + size
        self.peak = max(self.peak, peak)
        if done.seconds > self.slowest:
            self.slowest = done.seconds
            if data:
                (self._folder / "slowest.yaml").write_bytes(data)
        if done.failure:
            self.failures[done.failure] += 1
            if self.failures[done.failure] == 1:
                keep(done.failure, data, done.detail, self._folder)

    def line(self) -> str:
        """The figures in a line."""
        return (
            f"{self.files:>7,} files  {self.bytes / 1e6:,.0f} MB  {time.monotonic() - self._began:,.0f} s  "
            f"loaded {self.loaded:,}  refused {self.files - self.loaded - self.failures.total():,}  "
            f"slowest {self.slowest:.2f} s  peak {self.peak / (1 << 20):.0f} MB  failures {self.failures.total()}"
        )

    def progress(self) -> None:
        """Prints them now and then."""
        if time.monotonic() - self._said > 2:
            self._said = time.monotonic()
            print(f"\r{self.line()}", end="", file=sys.stderr, flush=True)


def main() -> int:
    """Attacks, prints the figures, and tells by the exit code whether everything held."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=200_000)
    parser.add_argument("--seed", type=int, default=1, help="the same seed reads the same files")
    parser.add_argument("--folder", type=Path, default=Path("attack"), help="where failing files are saved")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    multiprocessing.set_start_method("fork")
    share = -(-options.files // BATCH // PROCESSES)
    first = options.seed * 1_000_000
    workers = [Worker(i, first + i * share, share, options.folder) for i in range(PROCESSES)]
    figures, start = Figures(options.folder), peak_bytes()
    while any(worker.busy for worker in workers):
        for worker in workers:
            for each in worker.reads():
                figures.add(*each)
        figures.progress()
        time.sleep(0.02)
    print(f"\r{figures.line()}, {max(0, figures.peak - start) / (1 << 20):.0f} MB of it since the start")
    for failure, times in figures.failures.most_common():
        print(f"{times:>7,}  {failure}  {options.folder / failure}.yaml")
    for reading in options.folder.glob("reading-*.yaml"):
        reading.unlink()
    return 1 if figures.failures else 0


if __name__ == "__main__":
    sys.exit(main())
