"""The event streams of the phones: sends each phone its view when it has changed, at a limited rate.

A stream stores only the newest unsent view, so a slow phone costs no memory and never sees an old state.
"""

import asyncio
from collections.abc import Callable
from typing import Final

from motdrill.phones.phone_view import PhoneViews

UPDATE_INTERVAL_S: Final = 0.2
"""The least time between two updates of all phones."""
HEARTBEAT_S: Final = 10.0
"""The interval of heartbeats, by which the page knows that a silent stream is alive."""
STREAMS_PER_PERSON: Final = 2
"""The most streams per person: there may be a second page, or one whose end has not been noticed."""

BEAT: Final = b"event: beat\ndata:\n\n"
STRANGER: Final = '{"you": null}'
"""What a phone is told that has not joined."""
OPENED_ELSEWHERE: Final = b'data: {"elsewhere": true}\n\n'


class Stream:
    """One phone's event stream.

    Attributes:
        voter: The voter's id.
        view_key: The key of the view that the phone has (see `PhoneViews.view_key`).
        ended: Whether nothing more will be sent.
    """

    __slots__ = ("_beat_due", "_changed", "_newest", "ended", "view_key", "voter")

    def __init__(self, voter: str) -> None:
        self.voter = voter
        self.ended = False
        self.view_key: tuple[object, ...] = ()
        self._newest, self._beat_due = b"", False
        self._changed = asyncio.Event()

    def send(self, message: bytes) -> None:
        """Queues a view, in place of one not sent yet."""
        self._newest = message
        self._changed.set()

    def beat(self) -> None:
        """Queues a heartbeat."""
        self._beat_due = True
        self._changed.set()

    def end(self, last: bytes = b"") -> None:
        """Ends the stream after an optional last message."""
        self._newest, self.ended = last or self._newest, True
        self._changed.set()

    async def next_message(self) -> bytes:
        """Waits for the next message; empty when the stream has ended."""
        while True:
            if self._newest:
                newest, self._newest = self._newest, b""
                return newest
            if self.ended:
                return b""
            if self._beat_due:
                self._beat_due = False
                return BEAT
            self._changed.clear()
            await self._changed.wait()


class Streams:
    """All streams of a class. Only `changed` and `connected` may be used outside the server's thread."""

    def __init__(self, current_views: Callable[[], PhoneViews], most: int) -> None:
        """Starts without streams; there may be `most` at once."""
        self._current_views, self._most = current_views, most
        self._loop: asyncio.AbstractEventLoop | None = None
        self._of: dict[str, list[Stream]] = {}
        self._update_due, self._updated_at = False, 0.0
        self.connected: frozenset[str] = frozenset()

    def start(self, loop: asyncio.AbstractEventLoop) -> None:
        """Starts to send, in an event loop."""
        self._loop = loop
        loop.call_later(HEARTBEAT_S, self._beat)

    def end(self) -> None:
        """Ends all streams."""
        self._loop = None
        for stream in self._all():
            stream.end()

    def changed(self, _room: object = None) -> None:
        """Schedules an update after a change of the room or of what phones may see; may be called from any thread."""
        loop = self._loop
        if loop is None or self._update_due:
            return
        self._update_due = True
        try:
            loop.call_soon_threadsafe(self._schedule_update)
        except RuntimeError:  # the server has just ended
            self._loop = None

    def open(self, voter: str) -> Stream | None:
        """Opens a stream for a voter, which starts with their view; None if there are too many streams."""
        if sum(map(len, self._of.values())) >= self._most:
            return None
        own = self._of.setdefault(voter, [])
        while (
            len(own) >= STREAMS_PER_PERSON
        ):  # the oldest may belong to a sleeping page; one that is awake tells its user
            own.pop(0).end(OPENED_ELSEWHERE)
        stream = Stream(voter)
        own.append(stream)
        self._update_connected()
        self._send_view(stream, self._current_views())
        return stream

    def close(self, stream: Stream) -> None:
        """Removes a stream that has ended."""
        own = self._of.get(stream.voter, [])
        if stream in own:
            own.remove(stream)
        if not own:
            self._of.pop(stream.voter, None)
        self._update_connected()

    def mark_answered(self, voter: str, views: PhoneViews) -> None:
        """Notes that a voter gets their view with the response to a vote, which saves half of all messages.

        If the response is lost, the page votes again. With a second page, both get the view by their streams.
        """
        own = self._of.get(voter, [])
        if len(own) == 1:
            own[0].view_key = views.view_key(voter)

    def _update_connected(self) -> None:
        self.connected = frozenset(self._of)

    def _all(self) -> list[Stream]:
        return [stream for own in self._of.values() for stream in own]

    def _schedule_update(self) -> None:
        if self._loop:
            self._loop.call_later(max(0.0, self._updated_at + UPDATE_INTERVAL_S - self._loop.time()), self._update)

    def _update(self) -> None:
        if self._loop is None:
            return
        self._update_due, self._updated_at = False, self._loop.time()
        views = self._current_views()
        for stream in self._all():
            self._send_view(stream, views)

    def _send_view(self, stream: Stream, views: PhoneViews) -> None:
        """Sends a phone its view, unless the one it has is still right."""
        key = views.view_key(stream.voter)
        if key == stream.view_key:
            return
        stream.view_key, you = key, views.voter_view(stream.voter)
        deliver = stream.send if you["here"] else stream.end
        deliver(f"data: {views.message(you)}\n\n".encode())

    def _beat(self) -> None:
        if self._loop:
            self._loop.call_later(HEARTBEAT_S, self._beat)
            for stream in self._all():
                stream.beat()
