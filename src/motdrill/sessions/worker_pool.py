"""Does the same work for many items in several processes, and gives back the results in the order of the items.

Each process takes every n-th item and sends its results through a pipe of its own. A full pipe makes it wait, so that
memory stays small however many items there are; a pipe without reader ends it, so that none is left behind if this
process is killed.
"""

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from typing import Final, TypeVar

from motdrill.errors import WorkerError

Item = TypeVar("Item")
Result = TypeVar("Result")

PAUSE_S: Final = 0.02
"""How long results gather: to wake this process for each of them would take a processor from those that work."""
_ENDING: Final = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
"""Signals that end a process; not every system has them all."""


def cpu_count() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def map_in_order(
    function: Callable[[Item], Result], items: Sequence[Item], processes: int, start_method: str | None = None
) -> Iterator[Result]:
    """The results of a function for all items, in their order.

    Args:
        function: A function at the top of a module.
        items: What it is called with.
        processes: How many processes share the work; one does it without a further one.
        start_method: How they are started; None for the quickest that is safe on this system.

    Raises:
        WorkerError: The system ended one of the processes.
    """
    if processes < 2:
        yield from map(function, items)
        return
    context = get_context(start_method or ("fork" if sys.platform == "linux" else None))
    workers: list[tuple[BaseProcess, Connection]] = []
    try:
        with _signals_blocked():
            workers.extend(_start(context, function, items[number::processes]) for number in range(processes))
        for number, item in enumerate(items):
            yield _receive(workers[number % processes][1], function, item)
    finally:
        for worker, _connection in workers:
            worker.terminate()


def _start(
    context: BaseContext, function: Callable[[Item], Result], items: Sequence[Item]
) -> tuple[BaseProcess, Connection]:
    receiver, sender = context.Pipe(duplex=False)
    worker = context.Process(target=_work, args=(function, items, sender), daemon=True)  # type: ignore[attr-defined]
    worker.start()
    sender.close()  # held by the worker alone: when it ends, so does the pipe
    return worker, receiver


def _work(function: Callable[[Item], Result], items: Sequence[Item], sender: Connection) -> None:
    _let_the_first_process_decide()
    with suppress(BrokenPipeError):  # the first one is gone
        for item in items:
            try:
                sender.send((function(item),))
            except BrokenPipeError:
                raise
            except Exception:
                sender.send(())


def _let_the_first_process_decide() -> None:
    """Ctrl-C reaches every process, and the first one ends the others, which tell nobody."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for number in _ENDING:
        signal.signal(number, signal.SIG_DFL)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _ENDING)


def _receive(connection: Connection, function: Callable[[Item], Result], item: Item) -> Result:
    """The next result of a worker; where it failed, the function fails here again, with all that a report needs."""
    try:
        if not connection.poll():
            time.sleep(PAUSE_S)
        sent = connection.recv()
    except (EOFError, OSError) as error:
        raise WorkerError("worker-ended") from error
    return sent[0] if sent else function(item)


@contextmanager
def _signals_blocked() -> Iterator[None]:
    """Keeps signals from a process that has just begun, which inherits this, and from this one until all have begun."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, *_ENDING})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
