"""Rate limits. The clock is a parameter, so that tests need not wait."""

from collections.abc import Callable
from math import ceil
from typing import Final

FREE_TRIES, MOST_WAIT_S, FORGIVEN_AFTER_S = 10, 60, 10
"""Wrong codes per address without a wait (a school may share one), the longest wait, the time that forgives one."""
ALL_TRIES, ALL_TRIES_A_SECOND = 200, 5
"""Wrong codes of all addresses together: at 5 a second, trying all 31 ** 6 codes takes five years."""
ACTS, ACTS_A_SECOND = 12, 3
"""Changes of vote or name per person: in a burst, and per second after it. The journal stores each change."""
JOINS, JOINS_A_SECOND = 60, 2
"""New people per address: a class of 60 behind one router at once, one of 120 in half a minute."""
POLLS, POLLS_A_SECOND = 6, 1
"""Views per person without a stream."""
_MOST_KNOWN: Final = 4096

Clock = Callable[[], float]


class Bucket:
    """A token bucket: a burst of `most` at once, then `a_second` per second."""

    __slots__ = ("_a_second", "_clock", "_left", "_most", "_updated_at")

    def __init__(self, clock: Clock, most: int, a_second: float) -> None:
        """Starts full."""
        self._clock, self._most, self._a_second = clock, most, a_second
        self._left, self._updated_at = float(most), clock()

    def wait_s(self) -> int:
        """Whole seconds until one may be taken; 0 if one may be now."""
        now = self._clock()
        self._left = min(self._most, self._left + (now - self._updated_at) * self._a_second)
        self._updated_at = now
        return 0 if self._left >= 1 else ceil((1 - self._left) / self._a_second)

    def take(self) -> None:
        """Takes one."""
        self._left = max(0.0, self._left - 1)


class Buckets:
    """A token bucket for each key, such as an address; the one that was used longest ago is forgotten first."""

    def __init__(self, clock: Clock, most: int, a_second: float) -> None:
        """Starts with full buckets; parameters as of `Bucket`."""
        self._clock, self._most, self._a_second = clock, most, a_second
        self._of: dict[str, Bucket] = {}

    def take(self, key: str) -> int:
        """Takes one, and returns 0; where there is none, the whole seconds until one may be taken."""
        bucket = self._of.pop(key, None) or Bucket(self._clock, self._most, self._a_second)
        if len(self._of) >= _MOST_KNOWN:
            del self._of[next(iter(self._of))]
        self._of[key] = bucket  # the last, which keeps the dictionary in order of time
        wait_s = bucket.wait_s()
        if not wait_s:
            bucket.take()
        return wait_s


class CodeAttempts:
    """Wrong codes: beyond the free ones, each doubles the wait of its address; all addresses share one bucket."""

    def __init__(self, clock: Clock) -> None:
        """Starts without wrong codes."""
        self._clock = clock
        self._all = Bucket(clock, ALL_TRIES, ALL_TRIES_A_SECOND)
        self._of: dict[str, tuple[int, float]] = {}

    def wait_s(self, address: str) -> int:
        """Whole seconds until an address may try again; 0 if it may now."""
        wrong, last = self._wrong(address)
        wait = min(MOST_WAIT_S, 2.0 ** min(wrong - FREE_TRIES, 10)) if wrong >= FREE_TRIES else 0.0
        return max(ceil(max(0.0, last + wait - self._clock())), self._all.wait_s())

    def count_wrong(self, address: str) -> None:
        """Counts a wrong code of an address."""
        wrong, _last = self._wrong(address)
        self._of.pop(address, None)  # keeps the dictionary in order of time
        if len(self._of) >= _MOST_KNOWN:
            del self._of[next(iter(self._of))]
        self._of[address] = wrong + 1, self._clock()
        self._all.take()

    def _wrong(self, address: str) -> tuple[int, float]:
        """The number of an address's wrong codes not yet forgiven, and the time of the last one."""
        wrong, last = self._of.get(address, (0, 0.0))
        return max(0, wrong - int((self._clock() - last) / FORGIVEN_AFTER_S)), last
