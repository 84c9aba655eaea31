"""Breaking lines by display width, in Chinese as in English.

Rich and the standard library break at spaces only, which leaves ragged or split lines in a language that writes without
them. Here a line may also end beside any wide character, except before a closing mark and after an opening one, as
Chinese typesetting asks (the basic rules of Unicode's line breaking, UAX 14, classes ID, CL and OP).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from rich.cells import cell_len

_WORD: Final = re.compile(r" *[^ ]+ *| +")
_CLOSING: Final = frozenset("，。！？；：、”’）》】〉」』…—·～,.!?;:)]}%")
_OPENING: Final = frozenset("“‘（《【〈「『([{")


def wrap(text: str, width: int) -> list[tuple[int, int]]:
    """Breaks one paragraph.

    Args:
        text: The paragraph; a newline in it always ends a line.
        width: Columns of a line, 1 or more.

    Returns:
        The lines as (start, end) in the text, without the spaces at their ends; at least one.
    """
    spans: list[tuple[int, int]] = []
    offset = 0
    for paragraph in text.split("\n"):
        spans += [(offset + start, offset + end) for start, end in _broken(paragraph, max(1, width))]
        offset += len(paragraph) + 1
    return spans


def _broken(text: str, width: int) -> Iterator[tuple[int, int]]:
    start = end = used = 0
    for piece_start, piece_end in _pieces(text, width):
        size = cell_len(text[piece_start:piece_end].rstrip(" "))
        if used and used + size > width:
            yield start, _rstrip(text, start, end)
            start, used = piece_start, 0
        end = piece_end
        used += cell_len(text[piece_start:piece_end])
    yield start, _rstrip(text, start, end)


def _rstrip(text: str, start: int, end: int) -> int:
    return start + len(text[start:end].rstrip(" "))  # no-break spaces stay: they may be painted


def _pieces(text: str, width: int) -> Iterator[tuple[int, int]]:
    """Pieces that are kept whole; one wider than a line is cut where the line ends."""
    if text.isascii():  # most texts: words are found at once
        for word in _WORD.finditer(text):
            for start in range(word.start(), word.end(), width):
                yield start, min(start + width, word.end())
        return
    start, used = 0, 0
    for i, char in enumerate(text):
        size = cell_len(char)
        if i > start and (_may_break(text[i - 1], char) or used + size > width):
            yield start, i
            start, used = i, 0
        used += size
    if start < len(text):
        yield start, len(text)


def _may_break(before: str, after: str) -> bool:
    if after == " ":
        return False
    if before == " ":
        return True
    if after in _CLOSING or before in _OPENING:
        return False
    return cell_len(before) == 2 or cell_len(after) == 2


def filled(items: Iterable[str], between: str, width: int) -> list[str]:
    """Items in a row, none of them broken, on as many lines as the width asks for."""
    lines: list[str] = []
    for item in items:
        longer = f"{lines[-1]}{between}{item}" if lines else item
        if lines and cell_len(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(item)
    return lines


def cut(text: str, width: int) -> str:
    """The text on one line, with … in place of what does not fit."""
    return clipped(" ".join(text.split()), width)


def clipped(line: str, width: int) -> str:
    """A line as it is, with … in place of what does not fit."""
    if cell_len(line) <= width:
        return line
    kept, used = 0, 1
    for char in line:
        used += cell_len(char)
        if used > width:
            break
        kept += 1
    return line[:kept].rstrip() + "…"


def pad(text: str, width: int) -> str:
    """The text filled up with spaces to a display width."""
    return text + " " * max(0, width - cell_len(text))
