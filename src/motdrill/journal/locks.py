"""Which drills and classes are open in a running program: locks that the system takes back when a program ends.

Each is one byte of a file beside the journal, which stays empty. No clock is asked, and nothing has to be cleaned up:
the locks of a program that was killed are gone with it.
"""

import os
import sys
import zlib
from contextlib import suppress
from pathlib import Path
from typing import Final

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_BYTES: Final = 0x7FFF_0000
"""The bytes that can be locked: Windows counts them in 31 bits, and they may lie beyond the end of the file."""


class ProcessLocks:
    """The locks of this program on drills and classes of a journal; they are held until it ends."""

    def __init__(self, journal: Path) -> None:
        self._journal = journal
        self._descriptor: int | None = None
        self._held: set[int] = set()

    def acquire(self, entry_id: str) -> bool:
        """Locks a drill or a class by its id; False if another program has it, True where locks cannot be had."""
        byte = _byte_of(entry_id)
        if byte in self._held:  # some systems refuse a byte twice even to the program that has it
            return True
        try:
            _lock(self._open(), byte)
            self._held.add(byte)
        except (BlockingIOError, PermissionError):  # which of them it is, depends on the system
            return self._descriptor is None
        except OSError:
            return True
        return True

    def release(self, entry_id: str) -> None:
        """Unlocks a drill or a class."""
        byte = _byte_of(entry_id)
        if self._descriptor is not None and byte in self._held:
            self._held.discard(byte)
            with suppress(OSError):
                _unlock(self._descriptor, byte)

    def _open(self) -> int:
        if self._descriptor is None:
            path, flags = self._journal.with_name(f"{self._journal.name}-open"), os.O_RDWR | os.O_CREAT
            mode = self._journal.stat().st_mode & 0o666  # who may write the journal, may lock in it
            self._descriptor = os.open(path, flags, mode)
            with suppress(OSError):  # somebody else's, who may have done it
                path.chmod(mode)
        return self._descriptor


def _byte_of(entry_id: str) -> int:
    return zlib.crc32(entry_id.encode()) % _BYTES


if sys.platform == "win32":

    def _lock(descriptor: int, byte: int) -> None:
        os.lseek(descriptor, byte, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

    def _unlock(descriptor: int, byte: int) -> None:
        os.lseek(descriptor, byte, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)

else:

    def _lock(descriptor: int, byte: int) -> None:
        fcntl.lockf(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, byte)

    def _unlock(descriptor: int, byte: int) -> None:
        fcntl.lockf(descriptor, fcntl.LOCK_UN, 1, byte)
