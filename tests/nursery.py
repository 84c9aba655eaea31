"""Real processes of the program that begin fast: forked by a process that has read most of motdrill.

Starting is half of what a test of a command line takes, and most of that is the reading of packages. A child of a
nursery is a process like any other, with its own streams, folder, environment, exit code and death; in a terminal it
leads a session of its own there, as a shell's child does. What depends on a language or on the environment as it is
read (the commands, whose help is translated as they are made) it reads by itself; the core, faces, sessions and the
packages from outside are there when it is born. Two nurseries take turns, so that two runs that are compared order
their sets differently, as two starts do.

Whatever asks how the program starts never comes here: from the wheel, with another encoding or kind of terminal, with
streams that are closed, what it imports. With MOTDRILL_AFRESH=1 in the environment of the tests nothing does.

Tests turn pages faster than people, so here the program does not take two Enters at once for one; afresh it does.
"""

from __future__ import annotations

import atexit
import contextlib
import gc
import importlib
import json
import os
import runpy
import select
import selectors
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

if os.name == "posix":
    import fcntl
    import termios

SEEN_LATE = {
    *(f"MOTDRILL_{name}" for name in ("CONFIG", "JOURNAL", "LANG", "LIBRARY", "LRS_ENDPOINT", "LRS_KEY", "NAME")),
    *("COLUMNS", "HOME", "MOTDRILL_XAPI_BASE", "NO_PROXY", "no_proxy"),
    *("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR"),
}
"""Variables that only what a child reads by itself looks at; in all others it must be like its nursery."""

BORN_WITH = (
    *("httpx", "platformdirs", "prompt_toolkit", "questionary", "rich.console", "sqlite3", "typer.main", "yaml.cyaml"),
    *("motdrill.author.findings", "motdrill.drill.scorecard", "motdrill.journal.journal", "motdrill.ui.fullscreen"),
    *(f"motdrill.sessions.{name}" for name in ("check", "drill", "export", "handbook_pages", "home_pages", "reports")),
    *(f"motdrill.sessions.{name}" for name in ("forget", "library_pages", "review", "scenario_card")),
)
"""Packages from outside, the core, faces and sessions: nothing that looks at a language or the environment as it is
read, as the commands do, whose help is translated as they are built."""

PIPE_HOLDS = 1 << 15
"""What can be typed beforehand, in bytes: a pipe keeps it until the child reads."""


def shared(env: Mapping[str, str]) -> dict[str, str]:
    """The variables that a child has in common with its nursery."""
    return {name: value for name, value in env.items() if name not in {*SEEN_LATE, "PYTEST_CURRENT_TEST"}}


class Child:
    """A process born in a nursery, with what `subprocess.Popen` has of one."""

    def __init__(self, told: int) -> None:
        self._told = open(told, "rb", buffering=0)
        self.pid = int(self._told.readline())
        self.returncode: int | None = None

    def poll(self) -> int | None:
        """Its exit code; None as long as it lives."""
        if self.returncode is None and select.select([self._told], [], [], 0)[0]:
            return self.wait()
        return self.returncode

    def wait(self) -> int:
        """Waits until it has ended; gives back its exit code, below 0 where a signal has ended it."""
        if self.returncode is None:
            with self._told:
                self.returncode = int(self._told.readline())
        return self.returncode


class Nursery:
    """A process that bears children."""

    def __init__(self, env: Mapping[str, str]) -> None:
        self._control, theirs = socket.socketpair()
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
        self._control.close()
        self._process.communicate()

    def bear(
        self, arguments: Sequence[str], env: Mapping[str, str], cwd: Path, streams: Sequence[int], in_terminal: bool
    ) -> Child:
        """Begins one command line.

        Args:
            arguments: Its words, without the program.
            env: Its environment, which in all but `SEEN_LATE` is the nursery's.
            cwd: Its folder.
            streams: Descriptors of its standard input, output and error, which stay open here.
            in_terminal: Whether its standard input is a terminal that no other process has.
        """
        told, telling = os.pipe()
        request = json.dumps([list(arguments), dict(env), str(cwd), in_terminal])
        socket.send_fds(self._control, [f"{request}\n".encode()], [*streams, telling])
        os.close(telling)
        return Child(told)

    def run(
        self, arguments: Sequence[str], env: Mapping[str, str], typed: bytes, cwd: Path, patience_s: float
    ) -> tuple[int, bytes, bytes]:
        """Runs one command line to its end; gives back its exit code and what it wrote.

        Raises:
            subprocess.TimeoutExpired: It took longer than that.
        """
        (stdin, keyboard), (out, stdout), (err, stderr) = [os.pipe() for _stream in range(3)]
        os.write(keyboard, typed)
        child = self.bear(arguments, env, cwd, (stdin, stdout, stderr), in_terminal=False)
        for end in (stdin, stdout, stderr, keyboard):
            os.close(end)
        try:
            written = _read_to_the_end((out, err), patience_s)
        except TimeoutError:
            os.kill(child.pid, signal.SIGKILL)
            raise subprocess.TimeoutExpired(list(arguments), patience_s) from None
        finally:
            code = child.wait()
            os.close(out)
            os.close(err)
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


class Bearing:
    """Bears children on request, and tells of each its number and how it ended."""

    def __init__(self, control: socket.socket) -> None:
        self._control = control
        self._telling: dict[int, int] = {}
        self._woken, bell = socket.socketpair()
        self._bell = bell
        for end in (self._woken, bell):
            end.setblocking(False)
        signal.signal(signal.SIGCHLD, lambda _signal, _frame: None)  # with one at all, the bell rings
        signal.set_wakeup_fd(bell.fileno())

    def serve(self) -> tuple[list[str], dict[str, str], str]:
        """Serves until nobody asks any more; only children come back, with what they shall do."""
        while True:
            ready, _out, _err = select.select([self._control, self._woken], [], [])
            if self._woken in ready:
                self._woken.recv(1 << 10)
                self._tell_ends()
            if self._control in ready and (found := self._bear()):
                return found

    def _tell_ends(self) -> None:
        while self._telling:
            child, status = os.waitpid(-1, os.WNOHANG)
            if not child:
                return
            telling = self._telling.pop(child)
            with contextlib.suppress(BrokenPipeError):  # nobody wants to know
                os.write(telling, f"{os.waitstatus_to_exitcode(status)}\n".encode())
            os.close(telling)

    def _bear(self) -> tuple[list[str], dict[str, str], str] | None:
        request, descriptors, _flags, _from = socket.recv_fds(self._control, 1 << 16, 4)
        while request and not request.endswith(b"\n"):
            request += self._control.recv(1 << 16)
        if not request:
            sys.exit()
        *streams, telling = descriptors
        if not (child := os.fork()):
            self._leave(telling)
            arguments, env, cwd, in_terminal = json.loads(request)
            _take(streams, in_terminal)
            return arguments, env, cwd
        for stream in streams:
            os.close(stream)
        self._telling[child] = telling
        os.write(telling, f"{child}\n".encode())
        return None

    def _leave(self, telling: int) -> None:
        """Lets go of all that is the nursery's own."""
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        for end in (self._control, self._woken, self._bell):
            end.close()
        for descriptor in (telling, *self._telling.values()):
            os.close(descriptor)


def _take(streams: Sequence[int], in_terminal: bool) -> None:
    """Makes streams the standard ones, and a terminal the own one, at which Ctrl-C and hanging up are heard."""
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    if in_terminal:
        os.setsid()
        fcntl.ioctl(0, termios.TIOCSCTTY, 0)
    sys.stdout.reconfigure(line_buffering=os.isatty(1))  # type: ignore[union-attr]


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
    importlib.import_module("motdrill.ui.face").ONE_ENTER_S = 0.0  # type: ignore[attr-defined]
    for name in BORN_WITH:
        importlib.import_module(name)
    load = importlib.import_module("motdrill.scenario.load")
    customer = '{"name": "N", "anger": 1}'
    load.scenario_from_text(
        f'{{"format": 1, "title": "T", "customer": {customer}, "steps": {{"one": {{"ask": "anger"}}}}}}'
    )


if __name__ == "__main__":
    del sys.path[0]  # the folder of the tests, of which the program knows nothing
    os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"  # as the program's start has it
    read_the_core()
    gc.freeze()  # no child looks for cycles in what it did not make
    become(*Bearing(socket.socket(fileno=int(sys.argv[1]))).serve())
