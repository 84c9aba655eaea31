"""What holds a class together while it runs: one room, changed by one event at a time, whoever it comes from.

The facilitator's screen and the phones' server live in threads of their own; both see the room as a value that never
changes under them, and hear when there is a new one.
"""

from __future__ import annotations

import threading
from collections.abc import Callable

from motdrill.classroom.events import Event
from motdrill.classroom.room import Room
from motdrill.classroom.session import after
from motdrill.errors import ClassError

Listener = Callable[[Room], None]


class Host:
    """A running class."""

    def __init__(self, room: Room, save: Callable[[Event], None]) -> None:
        """Takes the room as it stands.

        Args:
            room: The room.
            save: Called with each event before anybody sees what it does.
        """
        self._room = room
        self._save = save
        self._lock = threading.Lock()
        self._listeners: list[Listener] = []

    @property
    def room(self) -> Room:
        """The room as it stands now."""
        return self._room

    def happen(self, event: Event, only_if: Callable[[Room], bool] | None = None) -> Room:
        """Lets something happen.

        Args:
            event: What.
            only_if: What must hold of the room at that very moment: a vote is for the step its voter saw.

        Returns:
            The room after it.

        Raises:
            ClassError: It cannot happen now; nothing has changed.
        """
        with self._lock:
            if only_if and not only_if(self._room):
                raise ClassError("not-now")
            room = after(self._room, event)
            self._save(event)
            self._room = room
            listeners = tuple(self._listeners)
        for listener in listeners:
            listener(room)
        return room

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Has a function called with every new room, from the thread that made it so.

        Returns:
            What ends it.
        """
        with self._lock:
            self._listeners.append(listener)
        return lambda: self._forget(listener)

    def _forget(self, listener: Listener) -> None:
        with self._lock:
            self._listeners.remove(listener)
