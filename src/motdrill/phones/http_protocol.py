"""HTTP connections with timeouts, so that silent clients cannot lock a class out.

uvicorn limits how long a connection may idle after a request, but not how long the first request may take, nor how long
a client may leave a response unread. Both are limited here. Beyond the most connections, the oldest without a request,
else the oldest idle one, is closed.
"""

import asyncio
import socket
from typing import Any, ClassVar, Final

from uvicorn.protocols.http.h11_impl import H11Protocol

limits: Any
try:
    import resource as limits
except ImportError:  # Windows, which has none
    limits = None

REQUEST_S: Final = 10.0
"""The longest time for a request to arrive with its body, counted from the connection for the first one."""
UNREAD_S: Final = 10.0
"""The longest time that more than a buffer's worth may stay unread."""
GONE_S: Final = 25
"""The time after which a phone that acknowledges no data counts as gone."""


class PhoneProtocol(H11Protocol):
    """One connection."""

    max_connections: ClassVar[int] = 1000
    """The most connections at once."""
    connected_at = 0.0
    """When it was made, by the loop's clock."""
    _deadline: asyncio.TimerHandle | None = None
    _unread: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn's own
        """Starts to wait for a request; closes another connection if there are too many."""
        super().connection_made(transport)
        self.connected_at = self.loop.time()
        # asyncio does this only for sockets made with a protocol number; without it each response takes 40 ms longer
        transport.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._start_deadline()
        if len(self.connections) > self.max_connections:
            idle = [other for other in self.connections if isinstance(other, PhoneProtocol) and not other.busy]
            min(idle, key=lambda other: (other.cycle is not None, other.connected_at)).cut()

    def connection_lost(self, exc: Exception | None) -> None:
        """Cancels the timers."""
        self._cancel_timers()
        super().connection_lost(exc)

    @property
    def busy(self) -> bool:
        """Whether a request has come whose response is not complete."""
        return self.cycle is not None and not self.cycle.response_complete

    def data_received(self, data: bytes) -> None:
        """Handles bytes of a request; the deadline ends with the last of them."""
        super().data_received(data)
        if self.busy and not self.cycle.more_body:
            self._cancel_timers()
        elif not self.transport.is_closing():
            self._start_deadline()

    def pause_writing(self) -> None:
        """Starts the time limit of a client that does not read."""
        super().pause_writing()
        self._unread = self._unread or self.loop.call_later(UNREAD_S, self.cut)

    def resume_writing(self) -> None:
        """Cancels the time limit of a client that reads again."""
        super().resume_writing()
        if self._unread:
            self._unread.cancel()
            self._unread = None

    def send_400_response(self, msg: str) -> None:
        """Refuses invalid HTTP; in the middle of a response the connection can only be closed."""
        if self.busy:
            self.cut()
        else:
            super().send_400_response(msg)

    def cut(self) -> None:
        """Closes the connection at once, discarding what the client has not read."""
        if self.busy:
            self.cycle.disconnected = True
            self.cycle.message_event.set()
        self.connections.discard(self)  # at once, so that a burst of new connections closes as many old ones
        self.transport.abort()

    def _start_deadline(self) -> None:
        self._deadline = self._deadline or self.loop.call_later(REQUEST_S, self.cut)

    def _cancel_timers(self) -> None:
        for timer in (self._deadline, self._unread):
            if timer:
                timer.cancel()
        self._deadline = self._unread = None


def protocol_for(most: int) -> type[PhoneProtocol]:
    """The protocol class of a server with at most `most` connections."""
    return type("PhoneProtocol", (PhoneProtocol,), {"max_connections": most})


def listening_socket(address: str, port: int) -> socket.socket:
    """Opens a listening socket, with small send buffers so that unread data is noticed and does not pile up.

    Raises:
        OSError: The port is in use, or the address is not this machine's.
    """
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    sock = socket.create_server((address, port), family=family, backlog=1024)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 64 * 1024)
    if hasattr(socket, "TCP_USER_TIMEOUT"):  # Linux; elsewhere a silent phone counts as connected a little longer
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, GONE_S * 1000)
    return sock


def raise_file_limit(files: int) -> int:
    """Raises the limit of open files to `files` if the system allows (macOS starts at 256); returns the limit."""
    if limits is None:
        return files
    soft, hard = limits.getrlimit(limits.RLIMIT_NOFILE)
    most = files if hard == limits.RLIM_INFINITY else min(files, hard)
    if limits.RLIM_INFINITY != soft < most:
        try:
            limits.setrlimit(limits.RLIMIT_NOFILE, (most, hard))
        except (OSError, ValueError):
            return int(soft)
    return int(max(most, soft))
