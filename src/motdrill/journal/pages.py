"""Reads rows straight from the pages of a SQLite file, as SQLite's own `.recover` does: no page needs another.

A row stands in a cell of a b-tree page, and a cell says by itself how many values it has, of which kind and how long.
So whatever page is broken, the rows of all others can be read; only a row too long for its page goes on in others. The
format is documented at https://www.sqlite.org/fileformat2.html.
"""

import struct
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, pairwise
from typing import Final, NamedTuple, TypeAlias

Value: TypeAlias = int | float | str | bytes | None

USUAL_PAGE_BYTES: Final = 4096
_HEADER_BYTES: Final = 100
_INTERIOR_INDEX, _LEAF_INDEX, _LEAF_TABLE = 2, 10, 13
_UNREADABLE: Final = (IndexError, ValueError, struct.error)
"""What reading a broken cell raises; broken UTF-8 is a ValueError."""
_INTEGER_BYTES: Final = (0, 1, 2, 3, 4, 6, 8)
"""The size of an integer by its serial type."""


class RawRow(NamedTuple):
    """A row as it stands in the file.

    Attributes:
        rowid: Its number; None in a table WITHOUT ROWID, and in an index.
        values: Its values, in the order stored.
    """

    rowid: int | None
    values: tuple[Value, ...]


def split_pages(content: bytes, page_bytes: int) -> dict[int, bytes]:
    """The whole pages of a file by their numbers, from 1."""
    count = len(content) // page_bytes
    return {number + 1: content[number * page_bytes : (number + 1) * page_bytes] for number in range(count)}


def page_sizes(content: bytes) -> list[int]:
    """The sizes of a page, in bytes, to be tried: what the file's head says, and the usual one."""
    (said,) = struct.unpack(">H", content[16:18].ljust(2, b"\0"))
    return sorted({USUAL_PAGE_BYTES} | ({said} if said >= 512 and said & (said - 1) == 0 else set()))


def read_rows(pages: Mapping[int, bytes], older: Iterable[tuple[int, bytes]] = ()) -> Iterator[RawRow]:
    """Every row that can be read in any page but the free ones, those of indexes too.

    Args:
        pages: The pages by their numbers.
        older: Former versions of pages, to be read after them.
    """
    free = _free_pages(pages)
    for number, page in chain(pages.items(), older):
        if number not in free:
            yield from _page_rows(page, _HEADER_BYTES if number == 1 else 0, pages)


def _page_rows(page: bytes, start: int, pages: Mapping[int, bytes]) -> Iterator[RawRow]:
    kind = page[start]
    if kind not in (_INTERIOR_INDEX, _LEAF_INDEX, _LEAF_TABLE):
        return
    (count,) = struct.unpack_from(">H", page, start + 3)
    first = start + (12 if kind == _INTERIOR_INDEX else 8)
    for place in range(first, min(first + 2 * count, len(page) - 1), 2):
        try:
            (at,) = struct.unpack_from(">H", page, place)
            yield _read_cell(page, at, kind, pages)
        except _UNREADABLE:
            continue


def _read_cell(page: bytes, at: int, kind: int, pages: Mapping[int, bytes]) -> RawRow:
    rowid = None
    if kind == _INTERIOR_INDEX:
        at += 4  # the page to its left
    size, at = _varint(page, at)
    if kind == _LEAF_TABLE:
        unsigned, at = _varint(page, at)
        rowid = unsigned - (1 << 64) if unsigned >> 63 else unsigned
    return RawRow(rowid, _record(_payload(page, at, size, kind, pages)))


def _payload(page: bytes, at: int, size: int, kind: int, pages: Mapping[int, bytes]) -> bytes:
    """The bytes of a row, the beginning from its page and the rest from a chain of others."""
    usable = len(page)
    most = usable - 35 if kind == _LEAF_TABLE else (usable - 12) * 64 // 255 - 23
    if size <= most:
        return _exactly(page, at, size)
    least = (usable - 12) * 32 // 255 - 23
    here = least + (size - least) % (usable - 4)
    here = here if here <= most else least
    payload = [_exactly(page, at, here)]
    (following,) = struct.unpack_from(">I", page, at + here)
    left, seen = size - here, set[int]()
    while left:
        if following in seen or following not in pages:
            raise ValueError("a chain of pages is broken")
        seen.add(following)
        part = pages[following][4 : 4 + left]
        (following,) = struct.unpack_from(">I", pages[following])
        payload.append(part)
        left -= len(part)
    return b"".join(payload)


def _record(payload: bytes) -> tuple[Value, ...]:
    """The values of a row from its bytes, which it must fill to the last."""
    head, at = _varint(payload, 0)
    kinds = []
    while at < head:
        kind, at = _varint(payload, at)
        kinds.append(kind)
    ends = [head]
    for kind in kinds:
        ends.append(ends[-1] + _value_bytes(kind))
    if at != head or ends[-1] != len(payload):
        raise ValueError("no record")
    return tuple(_value(kind, payload[start:end]) for kind, (start, end) in zip(kinds, pairwise(ends), strict=True))


def _value_bytes(kind: int) -> int:
    if kind >= 12:
        return (kind - 12) // 2
    return _INTEGER_BYTES[kind] if kind < 7 else 8 if kind == 7 else 0


def _value(kind: int, raw: bytes) -> Value:
    if kind >= 12:
        return raw.decode() if kind % 2 else raw
    if kind in (10, 11):
        raise ValueError("a kind of value that no file has")
    if kind == 7:
        return float(struct.unpack(">d", raw)[0])
    if kind in (8, 9):
        return kind - 8
    return int.from_bytes(raw, "big", signed=True) if kind else None


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """A number of one to nine bytes, and where it ends."""
    value = 0
    for place in range(at, at + 8):
        value = value << 7 | data[place] & 0x7F
        if data[place] < 0x80:
            return value, place + 1
    return value << 8 | data[at + 8], at + 9


def _exactly(page: bytes, at: int, size: int) -> bytes:
    if at + size > len(page):
        raise ValueError("a cell goes beyond its page")
    return page[at : at + size]


def _free_pages(pages: Mapping[int, bytes]) -> set[int]:
    """The pages that hold only what was deleted; none where the list of them cannot be trusted."""
    if 1 not in pages:
        return set()
    trunk, total = struct.unpack_from(">II", pages[1], 32)
    free = set[int]()
    while trunk:
        if trunk not in pages or trunk in free:
            return set()
        following, count = struct.unpack_from(">II", pages[trunk])
        if count > len(pages[trunk]) // 4 - 2:
            return set()
        free |= {trunk, *struct.unpack_from(f">{count}I", pages[trunk], 8)}
        trunk = following
    return free if len(free) == total and free <= pages.keys() else set()
