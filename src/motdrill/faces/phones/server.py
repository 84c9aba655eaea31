"""The phones' server, in a thread of its own beside the facilitator's screen."""

from __future__ import annotations

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
from motdrill.faces.host import Host
from motdrill.faces.phones.app import MOST_HEAD_BYTES, phone_app
from motdrill.faces.phones.desk import Desk
from motdrill.faces.phones.door import Door
from motdrill.faces.phones.streams import MOST_OF_ONE, Streams
from motdrill.faces.phones.views import Showing, languages
from motdrill.faces.phones.wire import file_limit, listening, protocol_for

MOST_PEOPLE: Final = 300
USUAL_PORTS: Final = (8080, 8000, 8888)
"""Tried first where any port will do: they are quickly typed."""
_STARTS_IN_S, _STOPS_IN_S = 10.0, 2.0
_SPARE_FILES: Final = 100
_MOST_FAULTS: Final = 10


class PhoneServer:
    """Serves the phones of a class.

    Attributes:
        door: What the class is reached by; after `start` with the port that was found.
        faults: Defects met while answering, the first few: to be told when the class is over.
    """

    def __init__(
        self, host: Host, door: Door, *, lang: str = "en", people: int = MOST_PEOPLE, lose: bool = False
    ) -> None:
        """Gets ready.

        Args:
            host: The class.
            door: What it is reached by; the same as before where it goes on.
            lang: The language of the class; phones may choose another that the scenario has.
            people: How many may take part.
            lose: Whether the room tries to lose the customer.
        """
        self.door = door
        self.faults: list[Exception] = []
        self._host, self._people, self._waiting = host, people, False
        self._shown = Showing(host.room, languages(host.room.drill.scenario, lang), lose=lose)
        self._streams = Streams(host, self._showing, people * MOST_OF_ONE)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._server: uvicorn.Server | None = None
        self._thread: threading.Thread | None = None
        self._unlisten: Callable[[], None] = lambda: None

    @property
    def url(self) -> str:
        """The page's address, as it is typed into a phone."""
        return self.door.url

    @property
    def join_url(self) -> str:
        """The page's address with the code, for the QR code."""
        return self.door.join_url

    @property
    def connected(self) -> frozenset[str]:
        """The ids of those whose phone listens now."""
        return self._streams.connected

    @property
    def people(self) -> tuple[int, int]:
        """How many are connected, and how many are in."""
        present = {each for each, voter in self._host.room.voters.items() if voter.present}
        return len(present & self.connected), len(present)

    @property
    def waiting(self) -> bool:
        """Whether the class has not begun: people can join, and see no question yet."""
        return self._waiting

    @waiting.setter
    def waiting(self, waiting: bool) -> None:
        self._waiting = waiting
        self._streams.changed()

    def start(self) -> None:
        """Starts to listen, and returns when phones can come.

        Raises:
            UsageError: `port-taken`, or `cannot-listen` for an address that is not this machine's.
        """
        sock = _socket(self.door)
        self.door = replace(self.door, port=sock.getsockname()[1])
        self._server = uvicorn.Server(self._config())
        self._thread = threading.Thread(target=self._run, args=(self._server, sock), name="phones", daemon=True)
        self._unlisten = self._host.listen(self._streams.changed)
        self._thread.start()
        give_up = time.monotonic() + _STARTS_IN_S
        while not self._server.started:
            if not self._thread.is_alive() or time.monotonic() > give_up:
                raise RuntimeError("the phones' server did not start") from next(iter(self.faults), None)
            time.sleep(0.005)

    def stop(self) -> None:
        """Ends all streams and stops to listen; takes at most 2 s."""
        self._unlisten()
        self._unlisten = lambda: None
        server, loop, thread = self._server, self._loop, self._thread
        if server is None or loop is None or thread is None:
            return
        server.should_exit = True
        with contextlib.suppress(RuntimeError):  # it has ended by itself
            loop.call_soon_threadsafe(self._streams.end)
        thread.join(_STOPS_IN_S)
        self._server = self._thread = None

    def kick(self, voter_id: str) -> None:
        """Takes somebody out. They can come in again with the code: it is no ban.

        Raises:
            ClassError: There is nobody of this id.
        """
        self._host.happen(Left(voter_id))

    def _showing(self, room: Room) -> Showing:
        self._shown = self._shown.again(room, self._waiting)
        return self._shown

    def _failed(self, error: BaseException | None) -> None:
        if isinstance(error, Exception) and len(self.faults) < _MOST_FAULTS:
            self.faults.append(error)

    def _config(self) -> uvicorn.Config:
        most = self._people * (MOST_OF_ONE + 2) + _SPARE_FILES
        desk = Desk(self._host, self.door, self._showing, self._people)
        return uvicorn.Config(
            phone_app(desk, self._streams, self.door, self._failed),
            http=protocol_for(min(most, file_limit(most + _SPARE_FILES) - _SPARE_FILES)),
            ws="none",
            lifespan="off",
            interface="asgi3",
            log_config=None,  # nothing is logged: tokens and codes stand in no file, and the projector stays clean
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
        except Exception as error:  # told by `faults`: there is nobody above a thread
            self._failed(error)
        finally:
            sock.close()

    async def _serve(self, server: uvicorn.Server, sock: socket.socket) -> None:
        self._loop = asyncio.get_running_loop()
        self._loop.set_exception_handler(self._loop_failed)
        self._streams.begin(self._loop)
        await server.serve([sock])

    def _loop_failed(self, _loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        error = context.get("exception")
        if not isinstance(error, OSError):  # a connection that broke is nothing to tell of
            self._failed(error)


def _socket(door: Door) -> socket.socket:
    """A listening socket: of the door's port, or of any that is free.

    Raises:
        UsageError: There is none.
    """
    for port in (door.port,) if door.port else (*USUAL_PORTS, 0):
        try:
            return listening(door.address, port)
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise UsageError(
                    "cannot-listen", address=door.address, port=port, reason=error.strerror or ""
                ) from None
    raise UsageError("port-taken", port=door.port)
