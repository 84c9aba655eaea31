"""Line breaking and padding by display width, in Chinese as in English.

Rich and the standard library break only at spaces, which leaves ragged or split lines in a language without spaces.
Here a line may also end beside any wide character, except before closing and after opening punctuation, following
Unicode's line breaking algorithm (UAX 14, classes ID, CL and OP).
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from rich.cells import cell_len

_WORD: Final = re.compile(r" *[^ ]+ *| +")
_CLOSING: Final = frozenset("，。！？；：、”’）》】〉」』…—·～,.!?;:)]}%")
_OPENING: Final = frozenset("“‘（《【〈「『([{")


def wrap(text: str, width: int) -> list[tuple[int, int]]:
    """Breaks a text into lines of at most `width` columns; a newline always ends a line.

    Returns:
        The lines as (start, end) in the text, without spaces at their ends; at least one.
    """
    spans: list[tuple[int, int]] = []
    offset = 0
    for paragraph in text.split("\n"):
        spans += [(offset + start, offset + end) for start, end in _line_spans(paragraph, max(1, width))]
        offset += len(paragraph) + 1
    return spans


def _line_spans(text: str, width: int) -> Iterator[tuple[int, int]]:
    if cell_len(text) <= width:
        yield 0, _rstrip(text, 0, len(text))
        return
    measure: Callable[[str], int] = len if text.isascii() else cell_len
    start = end = used = 0
    for piece_start, piece_end in _pieces(text, width):
        piece = text[piece_start:piece_end]
        if used and used + measure(piece.rstrip(" ")) > width:
            yield start, _rstrip(text, start, end)
            start, used = piece_start, 0
        end = piece_end
        used += measure(piece)
    yield start, _rstrip(text, start, end)


def _rstrip(text: str, start: int, end: int) -> int:
    return start + len(text[start:end].rstrip(" "))  # keeps no-break spaces, which may have a background


def _pieces(text: str, width: int) -> Iterator[tuple[int, int]]:
    """The unbreakable pieces of a text; a piece wider than a line is cut at the line's end."""
    if text.isascii():  # fast path for most texts
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


def fill_row(items: Iterable[str], separator: str, width: int) -> list[str]:
    """Joins items into as few lines as a width allows, without breaking an item."""
    lines: list[str] = []
    for item in items:
        longer = f"{lines[-1]}{separator}{item}" if lines else item
        if lines and cell_len(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(item)
    return lines


def clip_to_line(text: str, width: int) -> str:
    """Puts a text on one line, with … in place of what does not fit."""
    return clip(" ".join(text.split()), width)


def clip(line: str, width: int) -> str:
    """Shortens a line to a width, with … in place of what does not fit; spaces stay as they are."""
    if cell_len(line) <= width:
        return line
    length, used = 0, 1
    for char in line:
        used += cell_len(char)
        if used > width:
            break
        length += 1
    return line[:length].rstrip() + "…"


def circled(rank: int) -> str:
    """A place in a ranking, from 1, as a sign that is no choice's number: ①; from 21 on as digits."""
    return chr(ord("①") + rank - 1) if rank <= 20 else str(rank)


def pad(text: str, width: int) -> str:
    """Fills a text up with spaces to a display width."""
    return text + " " * max(0, width - cell_len(text))


def pad_column(cells: Sequence[str]) -> list[str]:
    """Pads the cells of a table column to the width of the widest."""
    width = max(map(cell_len, cells), default=0)
    return [pad(cell, width) for cell in cells]
