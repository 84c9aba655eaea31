"""Views on their way to the phones: whenever one changes, but not more often than a phone can follow.

Each stream holds the newest view and no older one, so a slow phone costs no memory and never sees the past.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Final, Protocol

from motdrill.classroom.room import Room
from motdrill.faces.phones.views import Showing, as_json

BETWEEN_S: Final = 0.2
BEAT_S: Final = 10.0
"""How often a silent stream shows that it is alive; the page counts on it."""
MOST_OF_ONE: Final = 2
"""Streams of one person: a second page, or one whose end has not been noticed yet."""

BEAT: Final = b"event: beat\ndata:\n\n"
OUT: Final = b'data: {"you": null}\n\n'
ELSEWHERE: Final = b'data: {"elsewhere": true}\n\n'


class Stream:
    """One phone's stream.

    Attributes:
        voter: Whose it is.
        mark: Of the view that the phone knows (see `Showing.mark`).
        ended: Nothing more will come.
    """

    __slots__ = ("_beats", "_newest", "_woken", "ended", "mark", "voter")

    def __init__(self, voter: str) -> None:
        self.voter = voter
        self.ended = False
        self.mark: tuple[object, ...] = ()
        self._newest, self._beats = b"", False
        self._woken = asyncio.Event()

    def send(self, message: bytes) -> None:
        """Sends a view in place of any that has not been sent yet."""
        self._newest = message
        self._woken.set()

    def beat(self) -> None:
        """Sends a sign of life."""
        self._beats = True
        self._woken.set()

    def end(self, last: bytes = b"") -> None:
        """Ends, with a last message."""
        self._newest, self.ended = last or self._newest, True
        self._woken.set()

    async def take(self) -> bytes:
        """Waits for what is to be sent next; nothing where the stream has ended."""
        while True:
            if self._newest:
                newest, self._newest = self._newest, b""
                return newest
            if self.ended:
                return b""
            if self._beats:
                self._beats = False
                return BEAT
            self._woken.clear()
            await self._woken.wait()


class Source(Protocol):
    """Where rooms come from."""

    @property
    def room(self) -> Room:
        """The room as it stands."""
        ...


class Streams:
    """All streams. Everything but `changed` and `connected` belongs to the server's own thread."""

    def __init__(self, source: Source, showing: Callable[[Room], Showing], most: int) -> None:
        """Has no streams yet.

        Args:
            source: The class.
            showing: The room as phones may see it.
            most: How many streams there may be.
        """
        self._source, self._showing, self._most = source, showing, most
        self._loop: asyncio.AbstractEventLoop | None = None
        self._of: dict[str, list[Stream]] = {}
        self._due, self._shown_at = False, 0.0
        self.connected: frozenset[str] = frozenset()

    def begin(self, loop: asyncio.AbstractEventLoop) -> None:
        """Begins to send, in a loop."""
        self._loop = loop
        loop.call_later(BEAT_S, self._beat)

    def end(self) -> None:
        """Ends all streams."""
        self._loop = None
        for stream in self._all():
            stream.end()

    def changed(self, _room: Room | None = None) -> None:
        """There is a new room, or the same is seen otherwise; from any thread."""
        loop = self._loop
        if loop is None or self._due:
            return
        self._due = True
        try:
            loop.call_soon_threadsafe(self._plan)
        except RuntimeError:  # the server has just ended
            self._loop = None

    def open(self, voter: str) -> Stream | None:
        """A new stream of somebody, which begins with their view; None where there are too many."""
        if sum(map(len, self._of.values())) >= self._most:
            return None
        own = self._of.setdefault(voter, [])
        while len(own) >= MOST_OF_ONE:  # the oldest may be a page that sleeps; if it is not, it says so
            own.pop(0).end(ELSEWHERE)
        stream = Stream(voter)
        own.append(stream)
        self._count()
        showing = self._showing(self._source.room)
        self._show(stream, showing)
        return stream

    def close(self, stream: Stream) -> None:
        """A stream has ended."""
        own = self._of.get(stream.voter, [])
        if stream in own:
            own.remove(stream)
        if not own:
            self._of.pop(stream.voter, None)
        self._count()

    def answered(self, voter: str, showing: Showing) -> None:
        """Somebody was told of themselves in the answer to their vote: half of all messages need not be sent.

        Were the answer lost, the page would vote again. A second page of the same person knows nothing of it.
        """
        own = self._of.get(voter, [])
        if len(own) == 1:
            own[0].mark = showing.mark(voter)

    def _count(self) -> None:
        self.connected = frozenset(self._of)

    def _all(self) -> list[Stream]:
        return [stream for own in self._of.values() for stream in own]

    def _plan(self) -> None:
        """Shows the new room at once, or when the phones have had the last one long enough."""
        if self._loop:
            self._loop.call_later(max(0.0, self._shown_at + BETWEEN_S - self._loop.time()), self._tell)

    def _tell(self) -> None:
        if self._loop is None:
            return
        self._due, self._shown_at = False, self._loop.time()
        showing = self._showing(self._source.room)
        for stream in self._all():
            self._show(stream, showing)

    def _show(self, stream: Stream, showing: Showing) -> None:
        mark = showing.mark(stream.voter)
        if mark == stream.mark:
            return
        stream.mark, you = mark, showing.own(stream.voter)
        if you["here"]:
            told = f'{{"at": {showing.serial}, "room": {showing.shared_json}, "you": {as_json(you)}}}'
            stream.send(f"data: {told}\n\n".encode())
        else:
            stream.end(f'data: {{"you": {as_json(you)}}}\n\n'.encode())

    def _beat(self) -> None:
        if self._loop:
            self._loop.call_later(BEAT_S, self._beat)
            for stream in self._all():
                stream.beat()
