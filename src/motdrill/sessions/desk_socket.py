"""Lets `motdrill desk`, in another terminal of the same user, be the desk of a class: a socket that only they can use.

The messages are JSON, one way the desk's page, the other way a line for the question that stands. A file beside the
socket, which only the user can read, has its address and a key; it is named by the journal, since a class is.
"""

import hashlib
import json
import os
import secrets
import stat
import sys
import threading
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from multiprocessing import AuthenticationError
from multiprocessing.connection import Client, Connection, Listener
from pathlib import Path
from typing import Any, Final

import platformdirs

from motdrill.errors import UsageError
from motdrill.sessions.class_desk import LOOK_S, ClassDesk

MAX_BYTES: Final = 4096
"""The longest message from a desk."""
HELLO: Final = b"desk"
"""The first message of a screen that wants to be the desk; whoever only looks whether there is a class sends none."""
TAKEN, OVER = '{"ended": "taken"}', '{"ended": "over"}'
_ENDS_IN_S: Final = 1.0


def connect(journal: Path) -> Connection:
    """Connects to the class with this journal.

    Raises:
        UsageError: No class that can have a desk is running.
    """
    try:
        address, key = json.loads(_place(journal).read_text("utf-8"))
        return Client(address, authkey=bytes.fromhex(key))
    except (OSError, EOFError, ValueError, AuthenticationError) as error:
        raise UsageError("no-desk") from error


def check_free(journal: Path) -> None:
    """Checks that no other class with this journal has a desk.

    Raises:
        UsageError: One has.
    """
    try:
        connect(journal).close()
    except UsageError:
        return
    raise UsageError("desk-taken")


@contextmanager
def desk_socket(desk: ClassDesk, journal: Path) -> Iterator[None]:
    """Lets a terminal be the desk of a class, for as long as this lasts.

    Raises:
        UsageError: Another class with this journal has one, or the socket cannot be made.
    """
    check_free(journal)
    place, key = _place(journal), secrets.token_bytes(32)
    address = str(place.with_suffix(".sock"))
    if sys.platform == "win32":
        address = rf"\\.\pipe\motdrill-{secrets.token_hex(8)}"
    try:
        if sys.platform != "win32":
            Path(address).unlink(missing_ok=True)
        listener = Listener(address, authkey=key)
        _write_privately(place, json.dumps([address, key.hex()]))
    except OSError as error:
        raise UsageError("desk-socket", reason=error.strerror or str(error)) from error
    server = _DeskServer(desk, listener)
    try:
        yield
    finally:
        place.unlink(missing_ok=True)
        server.stop(lambda: Client(address, authkey=key).close())


class _DeskServer:
    """Serves the screens that connect, each in a thread of its own."""

    def __init__(self, desk: ClassDesk, listener: Listener) -> None:
        self._desk, self._listener, self._is_over = desk, listener, False
        self._threads = [threading.Thread(target=self._accept, name="desk", daemon=True)]
        self._threads[0].start()

    def stop(self, wake_up: Any) -> None:
        """Ends; `wake_up` connects once more, since nothing else ends the wait for a connection."""
        self._is_over = True
        with suppress(OSError, EOFError, AuthenticationError):
            wake_up()
        for thread in self._threads:
            thread.join(_ENDS_IN_S)
        self._listener.close()

    def _accept(self) -> None:
        while not self._is_over:
            try:
                connection = self._listener.accept()
            except (OSError, EOFError, AuthenticationError):
                time.sleep(LOOK_S)
                continue
            thread = threading.Thread(target=self._serve, args=(connection,), name="desk", daemon=True)
            self._threads.append(thread)
            thread.start()

    def _serve(self, connection: Connection) -> None:
        """Serves a screen until it goes, another one takes the desk, or the class is over."""
        screen = 0
        try:
            with connection, suppress(OSError, EOFError):
                if connection.recv_bytes(MAX_BYTES) == HELLO:
                    screen = self._desk.take()
                    self._converse(connection, screen)
        finally:
            self._desk.leave(screen)

    def _converse(self, connection: Connection, screen: int) -> None:
        shown = ""
        while self._desk.holds(screen) and not self._is_over:
            if connection.poll(LOOK_S):
                serial, line = _parse_answer(connection.recv_bytes(MAX_BYTES))
                self._desk.answer(serial, line)
            if (document := self._desk.document()) != shown:
                shown = document
                connection.send_bytes(document.encode())
        connection.send_bytes((OVER if self._is_over else TAKEN).encode())


def _parse_answer(message: bytes) -> tuple[int, str]:
    """The question's number and the line in a message; of a message that has none, a number that no question has."""
    with suppress(ValueError, TypeError, RecursionError):
        serial, line = json.loads(message)
        if type(serial) is int and isinstance(line, str):
            return serial, line
    return 0, ""


def _place(journal: Path) -> Path:
    """The file that says where the desk of the class with this journal is, in a folder of the user's own.

    Raises:
        UsageError: The folder is not the user's own.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # without XDG_RUNTIME_DIR another folder serves as well
        folder = platformdirs.user_runtime_path("motdrill", appauthor=False) / "desks"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        is_own = os.name != "posix" or _is_private(folder.lstat())
    except OSError as error:
        raise UsageError("desk-socket", reason=error.strerror or str(error)) from error
    if not is_own:
        raise UsageError("desk-folder", file=folder)
    return folder / f"{hashlib.sha256(str(journal.resolve()).encode()).hexdigest()[:12]}.json"


def _is_private(found: os.stat_result) -> bool:
    return stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid() and not found.st_mode & 0o077


def _write_privately(path: Path, text: str) -> None:
    path.unlink(missing_ok=True)
    path.touch(mode=0o600, exist_ok=False)
    path.write_text(text, encoding="utf-8")
