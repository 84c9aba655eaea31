"""Stores that mean harm or are badly broken, over real sockets: what they say, how fast, and how much of it."""

from __future__ import annotations

import contextlib
import gzip
import json
import socket
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import IO, Any

JSON = {"Content-Type": "application/json"}
LOGIN = "<html><title>Hotel</title>Welcome to our network. Please log in.</html>"


class Visit:
    """One request to a hostile store, and the connection to answer it by.

    Attributes:
        line: The first line of the request.
        statements: What was posted; empty if it asks for something.
        number: How many requests there were before, on any connection.
        has: What the store has taken, by its id.
    """

    def __init__(self, connection: socket.socket, store: HostileStore, head: str, body: bytes) -> None:
        self._connection, self._store = connection, store
        self.line = head.split("\r\n")[0]
        self.statements: list[dict[str, Any]] = json.loads(body or b"[]")
        self.number = len(store.heads) - 1
        self.has = store.has

    @property
    def ids(self) -> list[str]:
        """The ids of what was posted."""
        return [each["id"] for each in self.statements]

    @property
    def wanted(self) -> str:
        """The id of the statement that is asked for."""
        return self.line.partition("statementId=")[2].split()[0]

    def says(self, data: bytes | str) -> None:
        """Sends bytes as they are."""
        data = data.encode() if isinstance(data, str) else data
        self._connection.sendall(data)
        self._store.said += len(data)

    def answers(self, status: int, body: object = "", headers: dict[str, str] | None = None) -> None:
        """Sends a response as it should be, a body that is no text as JSON."""
        raw = body if isinstance(body, bytes) else (body if isinstance(body, str) else json.dumps(body)).encode()
        self.says(headed(status, {"Content-Length": str(len(raw)), **(headers or {})}).encode() + raw)

    def takes(self) -> None:
        """Keeps what was posted and confirms it."""
        self.has.update({each["id"]: each for each in self.statements})
        self.answers(200, self.ids, JSON)


Behaviour = Callable[[Visit], object]
"""What a hostile store does with a request; the connection is closed where this ends with True."""


class HostileStore:
    """A store at an address of its own.

    Attributes:
        heads: First line and headers of each request.
        has: What it has taken, by its id.
        said: How many bytes could be sent.
    """

    def __init__(self, behaviour: Behaviour) -> None:
        self._behaviour = behaviour
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.endpoint = f"http://127.0.0.1:{self._listening.getsockname()[1]}/xAPI"
        self.heads: list[str] = []
        self.has: dict[str, dict[str, Any]] = {}
        self.said = 0

    def serve(self) -> None:
        """Takes connections until it is closed."""
        with contextlib.suppress(OSError):
            while True:
                connection, _address = self._listening.accept()
                threading.Thread(target=self._meet, args=[connection], daemon=True).start()

    def close(self) -> None:
        """Ends the taking of connections."""
        with contextlib.suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()

    def _meet(self, connection: socket.socket) -> None:
        with contextlib.suppress(OSError), connection, connection.makefile("rb") as incoming:
            while head := read_head(incoming):
                headers = dict(line.lower().split(": ", 1) for line in head.splitlines()[1:])
                self.heads.append(head)
                body = incoming.read(int(headers.get("content-length", "0")))
                if self._behaviour(Visit(connection, self, head, body)):
                    return


@contextmanager
def hostile(behaviour: Behaviour) -> Iterator[HostileStore]:
    """A store that behaves like that."""
    store = HostileStore(behaviour)
    thread = threading.Thread(target=store.serve, daemon=True)
    thread.start()
    try:
        yield store
    finally:
        store.close()
        thread.join()


@contextmanager
def deaf() -> Iterator[str]:
    """The address of a store that takes no connection: its queue is full."""
    with socket.create_server(("127.0.0.1", 0), backlog=0) as listening, contextlib.ExitStack() as stack:
        for _place in range(4):
            queued = stack.enter_context(socket.socket())
            queued.setblocking(False)
            queued.connect_ex(listening.getsockname())
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/xAPI"


def read_head(incoming: IO[bytes]) -> str:
    """First line and headers of the next request; empty if there is none."""
    lines = []
    while (line := incoming.readline()).strip():
        lines.append(line.decode())
    return "".join(lines)


def headed(status: int, headers: dict[str, str]) -> str:
    """The head of a response."""
    return f"HTTP/1.1 {status} So\r\n" + "".join(f"{name}: {value}\r\n" for name, value in headers.items()) + "\r\n"


def drips(data: str) -> Behaviour:
    """Says its answer letter by letter, too slowly ever to come to its end."""

    def behave(visit: Visit) -> bool:
        for char in data:
            visit.says(char)
            time.sleep(0.02)
        return True

    return behave


def goes_on(start: str, piece: bytes) -> Behaviour:
    """Says the same again and again, for as long as anybody listens."""

    def behave(visit: Visit) -> None:
        visit.says(start)
        while True:
            visit.says(piece)

    return behave


def bomb(megabytes: int) -> bytes:
    """Zeros, compressed to a thousandth."""
    packer, zeros = zlib.compressobj(wbits=zlib.MAX_WBITS | 16), bytes(1 << 20)
    return b"".join([*(packer.compress(zeros) for _megabyte in range(megabytes)), packer.flush()])


def packs(visit: Visit) -> None:
    """Takes everything, and compresses its receipt, though nobody has asked for that."""
    visit.answers(200, gzip.compress(json.dumps(visit.ids).encode()), {"Content-Encoding": "gzip"})
