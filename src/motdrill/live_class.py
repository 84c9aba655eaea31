"""A running class: one room, changed by one event at a time from several threads, and what its wall shows.

The facilitator's screen and the phones' server run in threads of their own; both see the room as an immutable value and
are notified when there is a new one, or another page on the wall.
"""

import math
import threading
import time
from collections.abc import Callable
from typing import Literal, TypeAlias

from motdrill.classroom.events import Event
from motdrill.classroom.room import Room
from motdrill.classroom.session import apply_event
from motdrill.errors import ClassError

Listener = Callable[[Room], None]

WallPage: TypeAlias = Literal["lobby", "opening", "recap", "question", "split", "revealed", "reaction", "result"]
"""What the room is looking at; pages beside these (notes, a QR code) leave it as it is."""


class LiveClass:
    """A running class.

    Attributes:
        is_locked: Whether nobody new may join.
        deadline: When the time to vote or to talk is up, by `time.monotonic`; 0 while nothing is timed.
    """

    def __init__(self, room: Room, save: Callable[[Event], None]) -> None:
        """Starts with a room; `save` is called with each event before anybody sees its effect."""
        self._room = room
        self._save = save
        self._lock = threading.Lock()
        self._listeners: list[Listener] = []
        self._wall: WallPage = "lobby"
        self._desk_open = False
        self.is_locked = False
        self.deadline = 0.0

    @property
    def room(self) -> Room:
        """The current room."""
        return self._room

    @property
    def wall(self) -> WallPage:
        """What the wall shows; no event, since a class that is resumed shows its page anew."""
        return self._wall

    def show_on_wall(self, page: WallPage) -> None:
        """Tells everybody what the wall shows from now on."""
        if page != self._wall:
            self._wall = page
            self._notify()

    @property
    def desk_open(self) -> bool:
        """Whether the facilitator has a desk, a second screen that the room does not see."""
        return self._desk_open

    @desk_open.setter
    def desk_open(self, is_open: bool) -> None:
        self._desk_open = is_open
        self._notify()

    @property
    def left_s(self) -> int | None:
        """The whole seconds until the deadline, 0 once it has passed; None while nothing is timed."""
        deadline = self.deadline  # another thread may end the time at any moment
        return max(0, math.ceil(deadline - time.monotonic())) if deadline else None

    def apply(self, event: Event, only_if: Callable[[Room], bool] | None = None, wall: WallPage | None = None) -> Room:
        """Applies and saves an event and returns the new room.

        Args:
            event: The event.
            only_if: A condition on the room, checked under the lock: a vote counts only for the step its voter saw.
            wall: What the wall shows from then on; it stays as it is where this is not given.

        Raises:
            ClassError: The event is not possible now, or the condition is false; nothing has changed.
        """
        with self._lock:
            if only_if and not only_if(self._room):
                raise ClassError("not-now")
            room = apply_event(self._room, event)
            self._save(event)
            self._room, self._wall = room, wall or self._wall
        self._notify()
        return room

    def _notify(self) -> None:
        with self._lock:
            room, listeners = self._room, tuple(self._listeners)
        for listener in listeners:
            listener(room)

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Has `listener` called with the room after every change, in the thread that made it.

        Returns:
            A function that ends this.
        """
        with self._lock:
            self._listeners.append(listener)
        return lambda: self._unsubscribe(listener)

    def _unsubscribe(self, listener: Listener) -> None:
        with self._lock:
            self._listeners.remove(listener)
