"""A running class: one room, changed by one event at a time from several threads.

The facilitator's screen and the phones' server run in threads of their own; both see the room as an immutable value and
are notified when there is a new one.
"""

import threading
from collections.abc import Callable

from motdrill.classroom.events import Event
from motdrill.classroom.room import Room
from motdrill.classroom.session import apply_event
from motdrill.errors import ClassError

Listener = Callable[[Room], None]


class LiveClass:
    """A running class."""

    def __init__(self, room: Room, save: Callable[[Event], None]) -> None:
        """Starts with a room; `save` is called with each event before anybody sees its effect."""
        self._room = room
        self._save = save
        self._lock = threading.Lock()
        self._listeners: list[Listener] = []

    @property
    def room(self) -> Room:
        """The current room."""
        return self._room

    def apply(self, event: Event, only_if: Callable[[Room], bool] | None = None) -> Room:
        """Applies and saves an event and returns the new room.

        Args:
            event: The event.
            only_if: A condition on the room, checked under the lock: a vote counts only for the step its voter saw.

        Raises:
            ClassError: The event is not possible now, or the condition is false; nothing has changed.
        """
        with self._lock:
            if only_if and not only_if(self._room):
                raise ClassError("not-now")
            room = apply_event(self._room, event)
            self._save(event)
            self._room = room
            listeners = tuple(self._listeners)
        for listener in listeners:
            listener(room)
        return room

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Has `listener` called with every new room, in the thread that made it; returns a function that ends this."""
        with self._lock:
            self._listeners.append(listener)
        return lambda: self._unsubscribe(listener)

    def _unsubscribe(self, listener: Listener) -> None:
        with self._lock:
            self._listeners.remove(listener)
