"""Blocks to styled lines of a width: drawn (stars, bars, colour) or spoken (the same in words)."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import zip_longest
from typing import NamedTuple, TypeAlias

from rich.cells import cell_len

from motdrill.messages import _
from motdrill.method.catalogue import MAX_ANGER, MAX_POINTS
from motdrill.scenario.safe_text import sanitize
from motdrill.ui.blocks import (
    Bar,
    Block,
    ChoiceBlock,
    Columns,
    Dots,
    Drawing,
    Gap,
    Heading,
    Inline,
    ListBlock,
    Page,
    Para,
    Span,
    Speech,
    Stars,
    Style,
)
from motdrill.ui.wrap import pad, wrap

Run: TypeAlias = tuple[str, Style]
StyledLine: TypeAlias = tuple[Run, ...]

MAX_WIDTH = 100
"""The most columns of a line; longer ones are hard to read."""

_COLUMN_GAP = 3
_MORE = " …"


class SelectionMarks(NamedTuple):
    """What is selected at a question: the choice under the cursor, and the signs in front of choices."""

    cursor: str = ""
    signs: Mapping[str, str] | None = None

    def sign(self, key: str) -> str:
        """The sign in front of a choice, two columns wide."""
        return pad((self.signs or {}).get(key, "") or ("▸" if key == self.cursor else ""), 2)


class _Clipped(NamedTuple):
    """A paragraph of at most so many lines."""

    para: Para
    height: int


_PageBlock: TypeAlias = Block | _Clipped


def page_lines(
    page: Iterable[_PageBlock], width: int, *, spoken: bool = False, marks: SelectionMarks | None = None
) -> list[StyledLine]:
    """The lines of a page, `width` columns wide (20 or more look good); `spoken` ones have no drawings nor columns."""
    return [line for block in page for line in _block_lines(block, width, spoken, marks or SelectionMarks())]


def _block_lines(block: object, width: int, spoken: bool, marks: SelectionMarks) -> list[StyledLine]:
    match block:
        case Para():
            return _para_lines(block, width, spoken)
        case _Clipped():
            return _clipped_lines(block, width)
        case ListBlock():
            return _list_lines(block, width, spoken)
        case ChoiceBlock():
            return _choice_lines(block, width, spoken, marks)
        case Heading():
            return _heading_lines(block, width, spoken)
        case Columns():
            return _column_lines(block, width, spoken)
        case _:
            return [()]


def _para_lines(block: Para, width: int, spoken: bool) -> list[StyledLine]:
    indent = 0 if spoken else block.indent
    label = sanitize(block.label) + "  " if block.label else ""
    runs = _runs(block.parts, block.style, spoken)
    if spoken and block.parts and not label and not any(text.strip() for text, _style in runs):
        return []  # it has only drawings
    return _hanging(indent, [(label, "strong")], runs, width - 1)


def _clipped_lines(block: _Clipped, width: int) -> list[StyledLine]:
    """The first lines of a paragraph, with … in place of the others."""
    lines = _para_lines(block.para, width, spoken=False)
    if len(lines) <= block.height:
        return lines
    *first, last = _para_lines(block.para, width - cell_len(_MORE), spoken=False)[: block.height]
    return [*first, (*last, (_MORE, block.para.style))]


def _list_lines(block: ListBlock, width: int, spoken: bool) -> list[StyledLine]:
    """A list beside its label; in speech, and where the label takes a third of the width, below it."""
    label = sanitize(block.label)
    indent, hang = 0 if spoken else 1, 1 + cell_len(label) + 2
    beside = not spoken and 3 * hang <= width
    items = [
        line
        for item in block.items
        for line in _hanging(hang if beside else indent, [("- ", "")], [(sanitize(item), "")], width - 1)
    ]
    if beside:
        return [((" ", ""), (label + "  ", "strong"), *items[0][1:]), *items[1:]]
    colon = _("{name}: ").format(name=label.rstrip()).rstrip()
    return [*_hanging(indent, [], [(colon, "strong")], width - 1), *items]


def _choice_lines(block: ChoiceBlock, width: int, spoken: bool, marks: SelectionMarks) -> list[StyledLine]:
    selected = block.key == marks.cursor
    runs = _runs(block.parts, "strong" if selected else "", spoken)
    if spoken:
        return _hanging(0, [(f"{block.key}. ", "")], runs, width)
    label: list[Run] = [(marks.sign(block.key), "strong"), (block.key, "mark" if selected else "strong"), ("  ", "")]
    return _hanging(0, label, runs, width - 1)


def _hanging(indent: int, label: Sequence[Run], runs: Sequence[Run], width: int) -> list[StyledLine]:
    """Wrapped lines, indented to the end of the label; a label wider than half the width gets lines of its own."""
    hang = indent + line_width(label)
    if hang > width // 2 and any(text.strip() for text, _style in label):
        label_lines = [((" " * indent, ""), *line) for line in wrap_runs(label, width - indent)]
        return [*label_lines, *_hanging(min(indent + 2, width // 2), [], runs, width)]
    body = wrap_runs(runs, width - hang)
    first: StyledLine = ((" " * indent, ""), *label, *body[0])
    return [first, *(((" " * hang, ""), *line) for line in body[1:])]


def wrap_runs(runs: Sequence[Run], width: int) -> list[StyledLine]:
    """Breaks styled text into lines of at most `width` columns."""
    text = "".join(text for text, _style in runs)
    return [_slice(runs, start, end) for start, end in wrap(text, width)]


def _slice(runs: Sequence[Run], start: int, end: int) -> StyledLine:
    """The runs between two positions of their text, with no-break spaces, no longer needed, as plain ones."""
    line, offset = [], 0
    for text, style in runs:
        piece = text[max(0, start - offset) : max(0, end - offset)]
        if piece:
            line.append((piece.replace("\u00a0", " "), style))
        offset += len(text)
    return tuple(line)


def _heading_lines(block: Heading, width: int, spoken: bool) -> list[StyledLine]:
    left, middle, right = (_runs(parts, "", spoken) for parts in (block.left, block.middle, block.right))
    if spoken:
        return [line for side in ([*left, ("  ", ""), *middle], right) if side for line in wrap_runs(side, width)]
    if middle and line_width((*left, *middle, *right)) + 2 * _COLUMN_GAP <= width:
        left, middle = [*left, ("  ", ""), *middle], []
    space = width - 2 - line_width((*left, *right))
    if not middle and space >= _COLUMN_GAP:
        lines: list[StyledLine] = [((" ", ""), *left, (" " * space, ""), *right)]
    else:
        sides = (side for side in (left, middle, right) if side)
        lines = [((" ", ""), *line) for side in sides for line in wrap_runs(side, width - 2)]
    return [*lines, (("─" * width, "quiet"),)]


def _column_lines(block: Columns, width: int, spoken: bool) -> list[StyledLine]:
    groups = [[line for row in group for line in _para_lines(row, width, spoken)] for group in block.groups]
    widths = [max(map(line_width, group)) for group in groups]
    if spoken or sum(widths) + _COLUMN_GAP * (len(widths) - 1) > width:
        return [line for group in groups for line in group]
    return [_side_by_side(row, widths) for row in zip_longest(*groups, fillvalue=())]


def _side_by_side(row: Iterable[StyledLine], widths: Sequence[int]) -> StyledLine:
    line: list[Run] = []
    start = 0
    for cell, width in zip(row, widths, strict=True):
        line += [(" " * (start - line_width(line)), ""), *cell]
        start += width + _COLUMN_GAP
    return tuple(line)


def line_width(line: Sequence[Run]) -> int:
    """The display width of a line."""
    return sum(cell_len(text) for text, _style in line)


def _runs(parts: Iterable[Inline], style: Style, spoken: bool) -> list[Run]:
    to_runs = _spoken if spoken else _drawn
    return [(sanitize(text), run_style) for part in parts for text, run_style in to_runs(part, style)]


def _drawn(part: Inline, style: Style) -> list[Run]:
    match part:
        case Span() | Drawing():
            return [(part.text, part.style)]
        case Stars():
            style = "bad" if part.anger > 4 else "fair" if part.anger > 2 else "good"
            return [("★" * part.anger, style), ("☆" * (MAX_ANGER - part.anger), "quiet")]
        case Dots():
            dots = "●" * part.points + "○" * (MAX_POINTS - part.points)
            return [(dots, ("bad", "bad", "fair", "good")[part.points]), ("  " + _points(part), style)]
        case Bar():
            full = round(part.cells * part.part / part.whole) if part.whole else 0
            return [("█" * full, _bar_style(part)), ("░" * (part.cells - full), "quiet")]
        case Speech():
            return []
        case _:
            return [(part, style)]


def _spoken(part: Inline, style: Style) -> list[Run]:
    match part:
        case Span() | Speech():
            return [(part.text, style)]
        case Stars():
            return [(_("anger {anger} of 6 stars").format(anger=part.anger), style)]
        case Dots():
            return [(_points(part), style)]
        case Drawing() | Bar():
            return []
        case _:
            return [(part, style)]


def _points(dots: Dots) -> str:
    return _("{points} of {most} points").format(points=dots.points, most=MAX_POINTS)


def _bar_style(bar: Bar) -> Style:
    return "good" if 3 * bar.part >= 2 * bar.whole else "fair" if 3 * bar.part >= bar.whole else "bad"


def fit_page(
    page: Sequence[_PageBlock], width: int, height: int, marks: SelectionMarks | None = None
) -> list[StyledLine]:
    """The lines of a page in a window.

    If the window is too low, as many gaps as needed are left out, from the top; if that is not enough, paragraphs that
    shrink are cut, but not where choices have to be scrolled to all the same.
    """
    return page_lines(fitted(page, width, height), width, marks=marks)


def is_cut(page: Sequence[_PageBlock]) -> bool:
    """Whether a fitted page has a paragraph that is cut."""
    return any(isinstance(block, _Clipped) for block in page)


def uncut(page: Iterable[Block]) -> Page:
    """A page of which nothing shrinks, so that a low window scrolls through all of it."""
    return tuple(block._replace(shrinks=False) if isinstance(block, Para) else block for block in page)


def fitted(page: Sequence[_PageBlock], width: int, height: int) -> Sequence[_PageBlock]:
    """A page as `fit_page` shows it in a window."""
    gaps = sum(isinstance(block, Gap) for block in page)
    excess = len(page_lines(page, width)) - height
    if excess > gaps:
        page = _shrunk(page, width, excess - gaps)
        excess = len(page_lines(page, width)) - height
    return _without_gaps(page, excess) if excess > 0 else page


def _shrunk(page: Sequence[_PageBlock], width: int, lines: int) -> Sequence[_PageBlock]:
    """A page that is so many lines lower, as far as its paragraphs shrink: line by line the longest of them is cut."""
    shrinking = {i: block for i, block in enumerate(page) if isinstance(block, Para) and block.shrinks}
    full = {i: len(_para_lines(block, width, spoken=False)) for i, block in shrinking.items()}
    if sum(full.values()) - len(full) < lines and any(isinstance(block, ChoiceBlock) for block in page):
        return page
    heights = dict(full)
    for _line in range(lines):
        longest = max(heights, key=lambda i: heights[i], default=None)
        if longest is None or heights[longest] == 1:
            break
        heights[longest] -= 1
    cut = {i: _Clipped(block, heights[i]) for i, block in shrinking.items() if heights[i] < full[i]}
    return tuple(cut.get(i, block) for i, block in enumerate(page))


def _without_gaps(page: Sequence[_PageBlock], count: int) -> tuple[_PageBlock, ...]:
    """A page without its first gaps, which matter least; if it has fewer than `count`, without any: it must scroll."""
    gaps = [i for i, block in enumerate(page) if isinstance(block, Gap)]
    removed = set(gaps if count > len(gaps) else gaps[:count])
    return tuple(block for i, block in enumerate(page) if i not in removed)


def plain_text(lines: Iterable[StyledLine]) -> str:
    """Lines as text without styles and trailing spaces."""
    return "".join("".join(text for text, _style in line).rstrip() + "\n" for line in lines)
