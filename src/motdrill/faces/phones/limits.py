"""How often something may be tried. The clock comes in, so that tests need not wait."""

from __future__ import annotations

from collections.abc import Callable
from math import ceil
from typing import Final

FREE_TRIES, MOST_WAIT_S, FORGIVEN_AFTER_S = 10, 60, 10
"""Wrong codes an address has free, since a whole school may share one; the longest wait; how soon one is forgiven."""
ALL_TRIES, ALL_TRIES_A_SECOND = 200, 5
"""Wrong codes all addresses have together: 5 a second would take five years to find one in 31 ** 6."""
_MOST_KNOWN: Final = 4096

Clock = Callable[[], float]


class Bucket:
    """So many at once, and so many a second from then on."""

    __slots__ = ("_a_second", "_clock", "_left", "_most", "_seen")

    def __init__(self, clock: Clock, most: int, a_second: float) -> None:
        """Is full at first."""
        self._clock, self._most, self._a_second = clock, most, a_second
        self._left, self._seen = float(most), clock()

    def wait_s(self) -> int:
        """Whole seconds until there is one; 0 where there is one now."""
        now = self._clock()
        self._left = min(self._most, self._left + (now - self._seen) * self._a_second)
        self._seen = now
        return 0 if self._left >= 1 else ceil((1 - self._left) / self._a_second)

    def take(self) -> None:
        """Takes one."""
        self._left = max(0.0, self._left - 1)


class Tries:
    """Wrong codes: each beyond the free ones doubles the wait of its address, and all addresses share one bucket."""

    def __init__(self, clock: Clock) -> None:
        """Knows of none."""
        self._clock = clock
        self._all = Bucket(clock, ALL_TRIES, ALL_TRIES_A_SECOND)
        self._of: dict[str, tuple[int, float]] = {}

    def wait_s(self, address: str) -> int:
        """Whole seconds until an address may try again; 0 where it may now."""
        wrong, last = self._now(address)
        own = min(MOST_WAIT_S, 2.0 ** min(wrong - FREE_TRIES, 10)) if wrong >= FREE_TRIES else 0.0
        return max(ceil(max(0.0, last + own - self._clock())), self._all.wait_s())

    def wrong(self, address: str) -> None:
        """An address gave a wrong code."""
        wrong, _last = self._now(address)
        self._of.pop(address, None)  # the newest stand last
        if len(self._of) >= _MOST_KNOWN:
            del self._of[next(iter(self._of))]
        self._of[address] = wrong + 1, self._clock()
        self._all.take()

    def _now(self, address: str) -> tuple[int, float]:
        """How many wrong codes of an address still weigh, and when the last one was given."""
        wrong, last = self._of.get(address, (0, 0.0))
        return max(0, wrong - int((self._clock() - last) / FORGIVEN_AFTER_S)), last
