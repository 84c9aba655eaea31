"""SIGTERM and SIGHUP stop the program as Ctrl-C does: the terminal is restored, and how to go on is said."""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any


@contextmanager
def stop_on_signals() -> Iterator[None]:
    """Makes these signals raise KeyboardInterrupt, once; in the end the process dies of the one that came."""
    received: list[int] = []

    def stop(number: int, _frame: Any) -> None:
        if not received:
            received.append(number)
            raise KeyboardInterrupt

    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)  # Windows has no SIGHUP
        if number and signal.getsignal(number) is signal.SIG_DFL:  # nohup has it ignored
            signal.signal(number, stop)
    try:
        yield
    finally:
        if received:
            _die_of(received[0])


def _die_of(number: int) -> None:
    """Ends the process so that its parent learns of the signal; a shell makes 128 and its number of it."""
    with suppress(OSError, ValueError):  # the terminal may be gone, or the stream closed
        sys.stdout.flush()
    signal.signal(number, signal.SIG_DFL)
    os.kill(os.getpid(), number)
