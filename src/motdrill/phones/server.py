"""The phones' web server, in a thread of its own beside the facilitator's screen."""

import asyncio
import contextlib
import errno
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

import uvicorn

from motdrill.classroom.events import Left
from motdrill.classroom.room import Room
from motdrill.errors import UsageError
from motdrill.live_class import LiveClass
from motdrill.phones.access import ClassAccess
from motdrill.phones.app import MOST_HEAD_BYTES, phone_app
from motdrill.phones.desk_access import DeskAccess
from motdrill.phones.http_protocol import listening_socket, protocol_for, raise_file_limit
from motdrill.phones.participants import Participants
from motdrill.phones.phone_view import PhoneViews, languages
from motdrill.phones.streams import STREAMS_PER_PERSON, Streams

MOST_PEOPLE: Final = 300
USUAL_PORTS: Final = (8080, 8000, 8888)
"""Tried first if no port is asked for: they are quick to type."""
_STARTS_IN_S, _STOPS_IN_S = 10.0, 2.0
_SPARE_FILES: Final = 100
_MOST_FAULTS: Final = 10


class PhoneServer:
    """Serves the phones of a class.

    Attributes:
        door: How phones reach the class; after `start` with the real port.
        faults: The first unexpected exceptions while serving, to be reported after the class.
    """

    def __init__(
        self,
        live_class: LiveClass,
        access: ClassAccess,
        *,
        lang: str = "en",
        people: int = MOST_PEOPLE,
        lose: bool = False,
        desk: DeskAccess | None = None,
    ) -> None:
        """Prepares the server of a class in a language, with at most `people` at once; `lose` as in `PhoneViews`.

        With `desk`, a browser can be the facilitator's desk.
        """
        self._desk = desk
        self.access = access
        self.faults: list[Exception] = []
        self._class, self._people = live_class, people
        langs = languages(live_class.room.drill.scenario, lang)
        self._views = PhoneViews(live_class.room, langs, live_class.wall, lose=lose)
        self._views.serial = time.time_ns() // 1000  # newer than any of a server before, which phones may remember
        self._streams = Streams(lambda: self._views_of(live_class.room), people * STREAMS_PER_PERSON)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._server: uvicorn.Server | None = None
        self._thread: threading.Thread | None = None
        self._unsubscribe: Callable[[], None] = lambda: None

    @property
    def url(self) -> str:
        """The page's URL, short enough to type."""
        return self.access.url

    @property
    def join_url(self) -> str:
        """The page's URL with the join code, for the QR code."""
        return self.access.join_url

    @property
    def connected(self) -> frozenset[str]:
        """The ids of the voters whose phones have a stream now."""
        return self._streams.connected

    @property
    def people(self) -> tuple[int, int]:
        """The numbers of people present whose phones are connected, and of all present."""
        present = {voter_id for voter_id, voter in self._class.room.voters.items() if voter.present}
        return len(present & self.connected), len(present)

    def start(self) -> None:
        """Starts the server, and returns when phones can connect.

        Raises:
            UsageError: `port-taken`, or `cannot-listen` for an address that is not this machine's.
        """
        sock = _socket(self.access)
        self.access = replace(self.access, port=sock.getsockname()[1])
        self._server = uvicorn.Server(self._config())
        self._thread = threading.Thread(target=self._run, args=(self._server, sock), name="phones", daemon=True)
        self._unsubscribe = self._class.subscribe(self._streams.changed)
        self._thread.start()
        deadline = time.monotonic() + _STARTS_IN_S
        while not self._server.started:
            if not self._thread.is_alive() or time.monotonic() > deadline:
                raise RuntimeError("the phones' server did not start") from next(iter(self.faults), None)
            time.sleep(0.005)

    def stop(self) -> None:
        """Ends all streams and the server; takes at most 2 s."""
        self._unsubscribe()
        self._unsubscribe = lambda: None
        server, loop, thread = self._server, self._loop, self._thread
        if server is None or loop is None or thread is None:
            return
        server.should_exit = True
        if self._desk:
            self._desk.is_over = True
        with contextlib.suppress(RuntimeError):  # the loop has ended by itself
            loop.call_soon_threadsafe(self._streams.end)
        thread.join(_STOPS_IN_S)
        self._server = self._thread = None

    def remove(self, voter_id: str) -> None:
        """Removes a person from the class, who may join again with the code.

        Raises:
            ClassError: Nobody has this id.
        """
        self._class.apply(Left(voter_id))

    def _views_of(self, room: Room) -> PhoneViews:
        self._views = self._views.updated(room, self._class.wall)
        return self._views

    def _report(self, error: BaseException | None) -> None:
        if isinstance(error, Exception) and len(self.faults) < _MOST_FAULTS:
            self.faults.append(error)

    def _config(self) -> uvicorn.Config:
        most = self._people * (STREAMS_PER_PERSON + 2) + _SPARE_FILES
        participants = Participants(self._class, self.access, self._views_of, self._people)
        return uvicorn.Config(
            phone_app(participants, self._streams, self.access, self._report, self._desk),
            http=protocol_for(min(most, raise_file_limit(most + _SPARE_FILES) - _SPARE_FILES)),
            ws="none",
            lifespan="off",
            interface="asgi3",
            log_config=None,  # no log: no file gets tokens or codes, and the projector shows only the page
            log_level="critical",
            access_log=False,
            proxy_headers=False,
            server_header=False,
            timeout_keep_alive=30,
            timeout_graceful_shutdown=1,
            h11_max_incomplete_event_size=MOST_HEAD_BYTES,
        )

    def _run(self, server: uvicorn.Server, sock: socket.socket) -> None:
        try:
            asyncio.run(self._serve(server, sock))
        except Exception as error:  # a thread has no caller to raise to
            self._report(error)
        finally:
            sock.close()

    async def _serve(self, server: uvicorn.Server, sock: socket.socket) -> None:
        self._loop = asyncio.get_running_loop()
        self._loop.set_exception_handler(self._report_from_loop)
        self._streams.start(self._loop)
        await server.serve([sock])

    def _report_from_loop(self, _loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        error = context.get("exception")
        if not isinstance(error, OSError):  # broken connections are normal
            self._report(error)


def _socket(access: ClassAccess) -> socket.socket:
    """A listening socket on the port asked for, or on any free one.

    Raises:
        UsageError: There is none.
    """
    address = access.address
    for port in (access.port,) if access.port else (*USUAL_PORTS, 0):
        try:
            return listening_socket(address, port)
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                reason = (error.strerror or "").partition(" (while ")[0]  # Python adds the address, which is told
                raise UsageError("cannot-listen", address=address, port=port, reason=reason) from None
    raise UsageError("port-taken", port=access.port)
