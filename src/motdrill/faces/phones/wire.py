"""HTTP connections that cannot be held open for nothing.

uvicorn bounds how long a finished connection may idle, but not how long the first request may take, nor how long a
client may leave an answer unread. Both are bounded here, and where there are too many connections, one that has asked
for nothing makes room, the oldest first: nobody can keep a class out by being silent.
"""

from __future__ import annotations

import asyncio
import socket
from typing import Any, ClassVar, Final

from uvicorn.protocols.http.h11_impl import H11Protocol

REQUEST_S: Final = 10.0
"""How long a request may take to come, with its body; also how long a new connection may say nothing."""
UNREAD_S: Final = 10.0
"""How long more than a buffer's worth may stay unread."""
GONE_S: Final = 25
"""After how long a phone that acknowledges nothing is gone."""


class PhoneProtocol(H11Protocol):
    """One connection.

    Attributes:
        most: How many there may be.
        since: When it was made, by the loop's clock.
    """

    most: ClassVar[int] = 1000
    since = 0.0
    _deadline: asyncio.TimerHandle | None = None
    _unread: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn's own
        """Begins to wait for a request."""
        super().connection_made(transport)
        self.since = self.loop.time()
        # asyncio does this only for sockets made with a protocol number; without, each answer takes 40 ms longer
        transport.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._wait()
        if len(self.connections) > self.most:
            idle = [each for each in self.connections if isinstance(each, PhoneProtocol) and not each.busy]
            min(idle, key=lambda each: (each.cycle is not None, each.since)).cut()

    def connection_lost(self, exc: Exception | None) -> None:
        """Waits for nothing any more."""
        self._relax()
        super().connection_lost(exc)

    @property
    def busy(self) -> bool:
        """Whether a request is being answered."""
        return self.cycle is not None and not self.cycle.response_complete

    def data_received(self, data: bytes) -> None:
        """Bytes have come: a request, or a part of one."""
        super().data_received(data)
        if self.busy and not self.cycle.more_body:
            self._relax()
        elif not self.transport.is_closing():
            self._wait()

    def pause_writing(self) -> None:
        """The client does not read."""
        super().pause_writing()
        self._unread = self._unread or self.loop.call_later(UNREAD_S, self.cut)

    def resume_writing(self) -> None:
        """The client reads again."""
        super().resume_writing()
        if self._unread:
            self._unread.cancel()
            self._unread = None

    def send_400_response(self, msg: str) -> None:
        """Refuses what is no HTTP; in the midst of an answer there is no way to say so."""
        if self.busy:
            self.cut()
        else:
            super().send_400_response(msg)

    def cut(self) -> None:
        """Ends the connection without waiting for what the client has not read."""
        if self.busy:
            self.cycle.disconnected = True
            self.cycle.message_event.set()
        self.connections.discard(self)  # its place is free at once, so that a burst cuts as many as come
        self.transport.abort()

    def _wait(self) -> None:
        self._deadline = self._deadline or self.loop.call_later(REQUEST_S, self.cut)

    def _relax(self) -> None:
        for timer in (self._deadline, self._unread):
            if timer:
                timer.cancel()
        self._deadline = self._unread = None


def protocol_for(most: int) -> type[PhoneProtocol]:
    """The protocol of a server that has so many connections at most."""
    return type("PhoneProtocol", (PhoneProtocol,), {"most": most})


def listening(address: str, port: int) -> socket.socket:
    """A socket that listens.

    Its buffers are small, so that what a phone does not read is noticed, and not kept for it by the thousand.

    Raises:
        OSError: The port is taken, or the address is not this machine's.
    """
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    found = socket.create_server((address, port), family=family, backlog=1024)
    found.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 64 * 1024)
    if hasattr(socket, "TCP_USER_TIMEOUT"):  # Linux; elsewhere a phone that went silent is counted a little longer
        found.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, GONE_S * 1000)
    return found


def file_limit(wanted: int) -> int:
    """Asks the system for so many open files (macOS gives 256 at first), and tells how many there may be."""
    try:
        import resource
    except ImportError:  # Windows, which has no such limit
        return wanted
    limits: Any = resource
    soft, hard = limits.getrlimit(limits.RLIMIT_NOFILE)
    most = wanted if hard == limits.RLIM_INFINITY else min(wanted, hard)
    if limits.RLIM_INFINITY != soft < most:
        try:
            limits.setrlimit(limits.RLIMIT_NOFILE, (most, hard))
        except (OSError, ValueError):
            return int(soft)
    return int(max(most, soft))
