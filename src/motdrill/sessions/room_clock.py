"""The time that a room has to vote or to talk."""

import time
from collections.abc import Callable

from motdrill.live_class import LiveClass


class RoomClock:
    """A clock that the wall shows running down, and that rings once when the time is up."""

    def __init__(self, live: LiveClass, ring: Callable[[], None]) -> None:
        """Stands still; the class knows the deadline, since its wall is not the only one to show it."""
        self._live, self._ring = live, ring
        self._purpose: object = None
        self._is_to_ring = False

    def start(self, purpose: object, seconds: int) -> None:
        """Starts with so many seconds, 0 for no time; one that runs for the same purpose goes on."""
        if purpose == self._purpose:
            return
        self._purpose, self._is_to_ring = purpose, seconds > 0
        self._live.deadline = time.monotonic() + seconds if seconds else 0.0

    def is_for(self, purpose: object) -> bool:
        """Whether it was started for a purpose last."""
        return purpose == self._purpose

    def stop(self) -> None:
        """Stands still again."""
        self.start(None, 0)

    def left_s(self) -> int | None:
        """The seconds left, None where there is no time to show; rings when this is first 0."""
        left = self._live.left_s
        if left == 0 and self._is_to_ring:
            self._is_to_ring = False
            self._ring()
        return left
