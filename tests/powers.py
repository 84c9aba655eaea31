"""An administrator's powers over files, given away: for the tests of what may not be read or written."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

WRITES, READS = 1, 2  # CAP_DAC_OVERRIDE (which reads, too), CAP_DAC_READ_SEARCH
CAPBSET_DROP = 24  # of prctl
VERSION = 0x20080522  # of capget and capset: three header words, in two groups
NOBODY = 65534


def powerless() -> None:
    """In a child: an administrator may write everywhere, so one gives that power away, and reads on."""
    if os.geteuid() == 0:
        assert ctypes.CDLL(None).prctl(CAPBSET_DROP, WRITES, 0, 0, 0) == 0


@contextmanager
def like_others() -> Iterator[None]:
    """An administrator may read every file: as one, the test has for a moment no more rights to files than others.

    It is then whoever the checkout belongs to, so that the program can read itself wherever that lies.
    """
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        yield
        return
    owner = Path(__file__).stat().st_uid
    if sys.platform == "linux" and owner == 0:
        before = _powers()
        _use_powers(before, without=(WRITES, READS))
        try:
            yield
        finally:
            _use_powers(before)
    else:
        os.seteuid(owner or NOBODY)
        try:
            yield
        finally:
            os.seteuid(0)


def _powers() -> list[int]:
    """The powers of this thread: those in use, those it may use and those it hands down, twice 32 of each."""
    powers = (ctypes.c_uint32 * 6)()
    assert ctypes.CDLL(None).capget((ctypes.c_uint32 * 2)(VERSION, 0), powers) == 0
    return list(powers)


def _use_powers(powers: list[int], without: tuple[int, ...] = ()) -> None:
    """Uses these powers but for some, which the thread may use again later."""
    used = powers[0] & ~sum(1 << power for power in without)
    assert ctypes.CDLL(None).capset((ctypes.c_uint32 * 2)(VERSION, 0), (ctypes.c_uint32 * 6)(used, *powers[1:])) == 0
