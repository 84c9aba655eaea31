"""Real processes of the program that begin fast: forked by a process that has read the core of motdrill.

Starting is half of what a test of a command line takes, and most of that is the reading of packages. A child of a
nursery is a process like any other, with its own streams, folder, environment, exit code and death; in a terminal it
leads a session of its own there, as a shell's child does. What depends on a language or on the environment (wording,
commands) it reads by itself; the core, which `test_layers` keeps from both, the pages and the packages from outside are
there when it is born. Two nurseries take turns, so that two runs that are compared order their sets differently, as two
starts do.

Whatever asks how the program starts never comes here: from the wheel, with another encoding or kind of terminal, with
streams that are closed, what it imports. With MOTDRILL_AFRESH=1 in the environment of the tests nothing does.
"""

from __future__ import annotations

import atexit
import gc
import importlib
import json
import os
import runpy
import selectors
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

SEEN_LATE = {"COLUMNS", "HOME", "MOTDRILL_JOURNAL", "MOTDRILL_LANG", "MOTDRILL_LIBRARY", "XDG_DATA_HOME"}
"""Variables that only what a child reads by itself looks at; in all others it must be like its nursery."""

BORN_WITH = (
    *("platformdirs", "rich.console", "sqlite3", "typer.main", "yaml.cyaml"),
    *("motdrill.author.findings", "motdrill.drill.scorecard", "motdrill.journal.store"),
)
"""Packages from outside, and the core: nothing that looks at a language or the environment as it is read."""

PIPE_HOLDS = 1 << 15
"""What can be typed beforehand, in bytes: a pipe keeps it until the child reads."""


def shared(env: Mapping[str, str]) -> dict[str, str]:
    """The variables that a child has in common with its nursery."""
    return {name: value for name, value in env.items() if name not in {*SEEN_LATE, "PYTEST_CURRENT_TEST"}}


class Nursery:
    """A process that bears one child after the other."""

    def __init__(self, env: Mapping[str, str]) -> None:
        self._control, theirs = socket.socketpair()
        self._told = self._control.makefile("r")
        with theirs:  # its own streams are pipes, as are those that its children get in their place
            self._process = subprocess.Popen(
                [sys.executable, __file__, str(theirs.fileno())],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                env=shared(env),
                pass_fds=[theirs.fileno()],
            )
        atexit.register(self._close)

    def _close(self) -> None:
        self._told.close()
        self._control.close()
        self._process.communicate()

    def run(
        self, arguments: Sequence[str], env: Mapping[str, str], typed: bytes, cwd: Path, patience_s: float
    ) -> tuple[int, bytes, bytes]:
        """Runs one command line to its end; gives back its exit code and what it wrote.

        Raises:
            subprocess.TimeoutExpired: It took longer than that.
        """
        (stdin, keyboard), (out, stdout), (err, stderr) = pipes = [os.pipe() for _stream in range(3)]
        os.write(keyboard, typed)
        request = json.dumps([list(arguments), dict(env), str(cwd)])
        socket.send_fds(self._control, [f"{request}\n".encode()], [stdin, stdout, stderr])
        for end in (stdin, stdout, stderr, keyboard):
            os.close(end)
        child = int(self._told.readline())
        try:
            written = _read_to_the_end((out, err), patience_s)
        except TimeoutError:
            os.kill(child, signal.SIGKILL)
            raise subprocess.TimeoutExpired(list(arguments), patience_s) from None
        finally:
            code = int(self._told.readline())
            for end, _theirs in pipes[1:]:
                os.close(end)
        return code, written[0], written[1]


def _read_to_the_end(ends: Sequence[int], patience_s: float) -> list[bytes]:
    """What is written to pipes until nobody writes any more."""
    written = dict.fromkeys(ends, b"")
    with selectors.DefaultSelector() as waiting:
        for end in ends:
            waiting.register(end, selectors.EVENT_READ)
        while waiting.get_map():
            if not (ready := waiting.select(patience_s)):
                raise TimeoutError
            for key, _events in ready:
                written[key.fd] += (data := os.read(key.fd, 1 << 16))
                if not data:
                    waiting.unregister(key.fd)
    return [*written.values()]


# ---------------------------------------------------------------- in the nursery


def bear(control: socket.socket) -> tuple[list[str], dict[str, str], str]:
    """Bears a child for every request, and ends with the last one; only children come back, with what they shall do."""
    while True:
        request, streams, _flags, _from = socket.recv_fds(control, 1 << 16, 3)
        while request and not request.endswith(b"\n"):
            request += control.recv(1 << 16)
        if not request:
            sys.exit()
        if not (child := os.fork()):
            control.close()
            for number, stream in enumerate(streams):
                os.dup2(stream, number)
                os.close(stream)
            arguments, env, cwd = json.loads(request)
            return arguments, env, cwd
        for stream in streams:
            os.close(stream)
        control.sendall(f"{child}\n".encode())
        control.sendall(f"{os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])}\n".encode())


def become(arguments: Sequence[str], env: Mapping[str, str], cwd: str) -> None:
    """What `python -m motdrill` does once Python has started."""
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(env)
    sys.path.insert(0, cwd)
    sys.argv = ["motdrill", *arguments]
    runpy.run_module("motdrill", run_name="__main__", alter_sys=True)


def read_the_core() -> None:
    """Gets what every child has from its birth: the modules, and the model of scenarios, which its first use makes."""
    for name in BORN_WITH:
        importlib.import_module(name)
    load = importlib.import_module("motdrill.scenario.load")
    load.build('{"format": 1, "title": "T", "customer": {"name": "N", "anger": 1}, "steps": {"one": {"ask": "anger"}}}')


if __name__ == "__main__":
    del sys.path[0]  # the folder of the tests, of which the program knows nothing
    os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"  # as the program's start has it
    read_the_core()
    gc.freeze()  # no child looks for cycles in what it did not make
    become(*bear(socket.socket(fileno=int(sys.argv[1]))))
