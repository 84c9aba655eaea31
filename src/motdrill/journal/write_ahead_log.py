"""Reads the write-ahead log beside a SQLite file: the pages written last, and whether any of them is damaged or gone.

SQLite stops in silence at the first frame that is not as it was written, and forgets the others. Each frame's checksum
goes on from the one stored in the frame before it, so every frame can be checked by itself. The format is documented at
https://www.sqlite.org/walformat.html.
"""

import struct
import sys
import time
from pathlib import Path
from typing import Final, NamedTuple

_MAGIC: Final = 0x377F0682
_HEAD_BYTES: Final = 32
_FRAME_HEAD_BYTES: Final = 24
_SETTLE_S: Final = 0.1
"""After this time a log that another program was writing looks different."""


class Frame(NamedTuple):
    """A page as it stands in the log.

    Attributes:
        number: The page's number.
        size: How many pages the file has from here on; 0 but in the last frame of a transaction.
        page: Its content.
        is_good: Whether it is as it was written.
    """

    number: int
    size: int
    page: bytes
    is_good: bool


class Log(NamedTuple):
    """What a log holds.

    Attributes:
        frames: The frames up to the end of the last transaction that is whole.
        is_damaged: Whether something that was committed is damaged or gone.
    """

    frames: tuple[Frame, ...] = ()
    is_damaged: bool = False

    def page_count(self) -> int:
        """How many pages the file has after the last transaction; 0 where the log has none."""
        return self.frames[-1].size if self.frames else 0


def log_path(path: Path) -> Path:
    """Where the log of a file is."""
    return path.with_name(path.name + "-wal")


def index_path(path: Path) -> Path:
    """Where the index of that log is, which the programs that use it share."""
    return path.with_name(path.name + "-shm")


def is_log_damaged(path: Path) -> bool:
    """Whether something in the log of a file is damaged or gone.

    It takes 0.14 ms a frame, and a log is long only after a kill or while many have the journal open. If it looks
    damaged, it is looked at twice, in case another program is writing it.

    Raises:
        OSError: The log cannot be read.
    """
    first = _read(path)
    if not parse_log(*first).is_damaged:
        return False
    time.sleep(_SETTLE_S)
    return _read(path) == first


def read_log(path: Path) -> Log:
    """The log of a file.

    Raises:
        OSError: The log cannot be read.
    """
    return parse_log(*_read(path))


def _read(path: Path) -> tuple[bytes, bytes]:
    index = _content(index_path(path))[:136]
    return _content(log_path(path)), index


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""


def parse_log(log: bytes, index: bytes = b"") -> Log:
    """What a log holds, from its bytes and the first of its index, which knows how many frames were committed."""
    committed = _committed_count(log, index)
    if not log:
        return Log(is_damaged=committed > 0)
    head_is_good = _is_head_good(log)
    frames = _frames(log)
    last = max((place for place, frame in enumerate(frames, 1) if frame.is_good and frame.size), default=0)
    kept = tuple(frames[:last])
    damaged = not head_is_good or last < committed or not all(frame.is_good for frame in kept)
    return Log(kept, damaged)


def _is_head_good(log: bytes) -> bool:
    if len(log) < _HEAD_BYTES:
        return False
    magic, *_others, first, second = struct.unpack(">8I", log[:_HEAD_BYTES])
    return magic & ~1 == _MAGIC and _checksum(_byte_order(log), (0, 0), log[:24]) == (first, second)


def _frames(log: bytes) -> list[Frame]:
    """The frames of the last generation, which all have the same salts; older ones may follow them."""
    page_bytes = _page_bytes(log)
    order, whole = _byte_order(log), _FRAME_HEAD_BYTES + page_bytes
    salts = log[16:24] if _is_head_good(log) else log[_HEAD_BYTES + 8 : _HEAD_BYTES + 16]
    checksum = struct.unpack(">2I", log[24:32].ljust(8, b"\0"))
    frames: list[Frame] = []
    for start in range(_HEAD_BYTES, len(log) - whole + 1, whole):
        head, page = log[start : start + _FRAME_HEAD_BYTES], log[start + _FRAME_HEAD_BYTES : start + whole]
        number, size, *_salts, first, second = struct.unpack(">6I", head)
        if head[8:16] != salts:
            following = log[start + whole + 8 : start + whole + 16]
            if following != salts:  # else a damaged head between two of this generation
                break
        is_good = head[8:16] == salts and _checksum(order, checksum, head[:8] + page) == (first, second)
        frames.append(Frame(number, size, page, is_good))
        checksum = (first, second)
    return frames


def _page_bytes(log: bytes) -> int:
    (said,) = struct.unpack(">I", log[8:12].ljust(4, b"\0"))
    return said if 512 <= said <= 65536 and said & (said - 1) == 0 else 4096


def _byte_order(log: bytes) -> str:
    magic = int.from_bytes(log[:4], "big")
    if magic & ~1 == _MAGIC:
        return ">" if magic & 1 else "<"
    return "<" if sys.byteorder == "little" else ">"


def _committed_count(log: bytes, index: bytes) -> int:
    """How many frames the index says the log has, if it is of this log; for a log that is gone, those not copied yet.

    The index is in the byte order of the machine, but for the salts, which are copied from the log.
    """
    if len(index) < 100:
        return 0
    count, copied = struct.unpack_from("=I", index, 16)[0], struct.unpack_from("=I", index, 96)[0]
    if not log:
        return int(count) if count > copied else 0
    return int(count) if index[32:40] == log[16:24] else 0


def _checksum(order: str, start: tuple[int, ...], data: bytes) -> tuple[int, int]:
    first, second = start
    for one, other in struct.iter_unpack(f"{order}2I", data):
        first = first + one + second & 0xFFFFFFFF
        second = second + other + first & 0xFFFFFFFF
    return first, second
