"""Blocks to styled lines at a width: for the eye (stars, bars, colour) or for the ear (the same in words)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import zip_longest
from typing import NamedTuple, TypeAlias

from rich.cells import cell_len

from motdrill.faces.page import Bar, Choice, Columns, Dots, Gap, Heading, Page, Para, Part, Seen, Span, Stars, Style
from motdrill.faces.wrap import pad, wrap
from motdrill.method.catalogue import MAX_ANGER, MAX_POINTS
from motdrill.scenario.characters import neutral
from motdrill.wording import _

Run: TypeAlias = tuple[str, Style]
Line: TypeAlias = tuple[Run, ...]

WIDEST = 100
"""Columns beyond which lines are too long to read."""

_MIDDLE = 4
_COLUMN_GAP = 3


class Marks(NamedTuple):
    """What the person has done so far at a question: the choice under the cursor, and signs before choices."""

    cursor: str = ""
    signs: Mapping[str, str] | None = None

    def sign(self, key: str) -> str:
        """What stands before a choice, two columns."""
        own = (self.signs or {}).get(key, "")
        return pad(own or ("▸" if key == self.cursor else ""), 2)


def lay_out(page: Page, width: int, *, spoken: bool = False, marks: Marks | None = None) -> list[Line]:
    """The lines of a page.

    Args:
        page: The page.
        width: Columns there are; 20 or more look well.
        spoken: For the ear: no drawings, no right-hand column.
        marks: What has been chosen so far.
    """
    lines: list[Line] = []
    for block in page:
        lines += _block_lines(block, width, spoken, marks or Marks())
    return lines


def _block_lines(block: object, width: int, spoken: bool, marks: Marks) -> list[Line]:
    match block:
        case Para():
            return _para_lines(block, width, spoken)
        case Choice():
            return _choice_lines(block, width, spoken, marks)
        case Heading():
            return _heading_lines(block, width, spoken)
        case Columns():
            return _column_lines(block, width, spoken)
        case _:
            return [()]


def _para_lines(block: Para, width: int, spoken: bool) -> list[Line]:
    indent = 0 if spoken else block.indent
    label = neutral(block.label) + "  " if block.label else ""
    runs = _runs(block.parts, block.style, spoken)
    if spoken and block.parts and not label and not any(text.strip() for text, _style in runs):
        return []  # a drawing and nothing else
    return _hanging(indent, [(label, "strong")], runs, width - 1)


def _choice_lines(block: Choice, width: int, spoken: bool, marks: Marks) -> list[Line]:
    chosen = block.key == marks.cursor
    runs = _runs(block.parts, "strong" if chosen else "", spoken)
    if spoken:
        return _hanging(0, [(f"{block.key}. ", "")], runs, width)
    return _hanging(
        0, [(marks.sign(block.key), "strong"), (block.key, "mark" if chosen else "strong"), ("  ", "")], runs, width - 1
    )


def _hanging(indent: int, label: Sequence[Run], runs: Sequence[Run], width: int) -> list[Line]:
    """Wrapped lines that hang under the end of the label; a label of half the width stands on a line of its own."""
    room = indent + sum(cell_len(text) for text, _style in label)
    if room > width // 2 and any(text.strip() for text, _style in label):
        own = [((" " * indent, ""), *line) for line in wrap_runs(label, width - indent)]
        return [*own, *_hanging(min(indent + 2, width // 2), [], runs, width)]
    body = wrap_runs(runs, width - room)
    first: Line = ((" " * indent, ""), *label, *body[0])
    return [first, *(((" " * room, ""), *line) for line in body[1:])]


def wrap_runs(runs: Sequence[Run], width: int) -> list[Line]:
    """Styled text broken into lines."""
    text = "".join(text for text, _style in runs)
    return [_slice(runs, start, end) for start, end in wrap(text, width)]


def _slice(runs: Sequence[Run], start: int, end: int) -> Line:
    """The runs between two places; a no-break space has done its work by now and becomes a plain one."""
    line, offset = [], 0
    for text, style in runs:
        piece = text[max(0, start - offset) : max(0, end - offset)]
        if piece:
            line.append((piece.replace("\u00a0", " "), style))
        offset += len(text)
    return tuple(line)


def _heading_lines(block: Heading, width: int, spoken: bool) -> list[Line]:
    left, middle, right = (_runs(parts, "", spoken) for parts in (block.left, block.middle, block.right))
    if spoken:
        whole = [*left, ("  ", ""), *middle]
        return [line for side in (whole, right) if side for line in wrap_runs(side, width)]
    if middle and line_width((*left, *middle, *right)) + 2 * _COLUMN_GAP <= width:
        left, middle = [*left, ("  ", ""), *middle], []
    space = width - 2 - line_width((*left, *right))
    if not middle and space >= _COLUMN_GAP:
        lines: list[Line] = [((" ", ""), *left, (" " * space, ""), *right)]
    else:
        sides = (side for side in (left, middle, right) if side)
        lines = [((" ", ""), *line) for side in sides for line in wrap_runs(side, width - 2)]
    return [*lines, (("─" * width, "quiet"),)]


def _column_lines(block: Columns, width: int, spoken: bool) -> list[Line]:
    groups = [[line for row in group for line in _para_lines(row, width, spoken)] for group in block.groups]
    sizes = [max(map(line_width, group)) for group in groups]
    if spoken or sum(sizes) + _COLUMN_GAP * (len(sizes) - 1) > width:
        return [line for group in groups for line in group]
    return [_side_by_side(row, sizes) for row in zip_longest(*groups, fillvalue=())]


def _side_by_side(row: Iterable[Line], sizes: Sequence[int]) -> Line:
    line: list[Run] = []
    start = 0
    for cell, size in zip(row, sizes, strict=True):
        line += [(" " * (start - line_width(line)), ""), *cell]
        start += size + _COLUMN_GAP
    return tuple(line)


def line_width(line: Sequence[Run]) -> int:
    """The columns a line takes."""
    return sum(cell_len(text) for text, _style in line)


def _runs(parts: Iterable[Part], style: Style, spoken: bool) -> list[Run]:
    told = _said if spoken else _drawn
    return [(neutral(text), its_style) for part in parts for text, its_style in told(part, style)]


def _drawn(part: Part, style: Style) -> list[Run]:
    match part:
        case Span():
            return [(part.text, part.style)]
        case Seen():
            return [(part.text, part.style)]
        case Stars():
            return [("★" * part.anger, _heat(part.anger)), ("☆" * (MAX_ANGER - part.anger), "quiet")]
        case Dots():
            dots = "●" * part.points + "○" * (MAX_POINTS - part.points)
            return [(dots, ("bad", "bad", "fair", "good")[part.points]), ("  " + _points(part), style)]
        case Bar():
            full = round(part.cells * part.part / part.whole) if part.whole else 0
            return [("█" * full, _share(part)), ("░" * (part.cells - full), "quiet")]
        case _:
            return [(part, style)]


def _said(part: Part, style: Style) -> list[Run]:
    match part:
        case Span():
            return [(part.text, style)]
        case Stars():
            return [(_("anger {anger} of 6").format(anger=part.anger), style)]
        case Dots():
            return [(_points(part), style)]
        case Seen() | Bar():
            return []
        case _:
            return [(part, style)]


def _points(dots: Dots) -> str:
    return _("{points} of {most} points").format(points=dots.points, most=MAX_POINTS)


def _heat(anger: int) -> Style:
    return "bad" if anger > _MIDDLE else "fair" if anger > 2 else "good"


def _share(bar: Bar) -> Style:
    return "good" if 3 * bar.part >= 2 * bar.whole else "fair" if 3 * bar.part >= bar.whole else "bad"


def fitted(page: Page, width: int, height: int, marks: Marks | None = None) -> list[Line]:
    """The lines of a page for a window; where it is too low, as many gaps go as have to, from the top."""
    lines = lay_out(page, width, marks=marks)
    over = len(lines) - height
    return lines if over <= 0 else lay_out(_closer(page, over), width, marks=marks)


def _closer(page: Page, by: int) -> Page:
    """A page without so many of its gaps; without any where that is not enough, since then it scrolls.

    The first go first: a rule divides the heading anyway, and the gaps among the replies help most.
    """
    gaps = [i for i, block in enumerate(page) if isinstance(block, Gap)]
    gone = set(gaps if by > len(gaps) else gaps[:by])
    return tuple(block for i, block in enumerate(page) if i not in gone)


def plain_text(lines: Iterable[Line]) -> str:
    """Lines as plain text."""
    return "".join("".join(words for words, _style in line).rstrip() + "\n" for line in lines)
