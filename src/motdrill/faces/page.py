"""The blocks a page is made of.

A page knows what is said and what it means; how wide the window is, whether there is colour, and whether it is seen or
heard is the layout's business. So everything the terminal shows, the plain face can say.

The blocks are named tuples and not dataclasses because making a dataclass costs seven times as much at every start.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple, TypeAlias

Style: TypeAlias = Literal["", "strong", "quiet", "title", "good", "fair", "bad", "words", "mark", "paper"]


class Span(NamedTuple):
    """Text with a meaning that is also shown by colour."""

    text: str
    style: Style


class Stars(NamedTuple):
    """An anger, 0-6."""

    anger: int


class Dots(NamedTuple):
    """Points of an answer, 0-3, as dots and in words."""

    points: int


class Bar(NamedTuple):
    """A share of a whole, drawn in up to `cells` columns; the ear hears the numbers that stand beside it."""

    part: int
    whole: int
    cells: int = 9


class Seen(NamedTuple):
    """A drawing that means nothing to the ear: shown, not said."""

    text: str
    style: Style = ""


Part: TypeAlias = str | Span | Stars | Dots | Bar | Seen


class Para(NamedTuple):
    """A paragraph; `label` stands before it and its lines hang under its first."""

    parts: tuple[Part, ...]
    label: str = ""
    style: Style = ""
    indent: int = 1


class Choice(NamedTuple):
    """Something that can be chosen by its key; `words` name it."""

    key: str
    parts: tuple[Part, ...]


class Heading(NamedTuple):
    """The first line of a page: what it is to the left, a state to the right, a rule below.

    What stands in the middle follows the left, on a line of its own where the window is narrow.
    """

    left: tuple[Part, ...]
    right: tuple[Part, ...] = ()
    middle: tuple[Part, ...] = ()


class Columns(NamedTuple):
    """Groups of rows side by side where there is room, else one below the other."""

    groups: tuple[tuple[Para, ...], ...]


class Gap(NamedTuple):
    """A blank line; the first thing to go where the window is low."""


Block: TypeAlias = Para | Choice | Heading | Columns | Gap
Page: TypeAlias = tuple[Block, ...]


class Key(NamedTuple):
    """A key that does something at a question, with its label for the last line; without one it is not shown there."""

    key: str
    label: str


def para(*parts: Part, label: str = "", style: Style = "", indent: int = 1) -> Para:
    """A paragraph of parts."""
    return Para(parts, label, style, indent)


def joined(groups: Iterable[Iterable[Block]]) -> Page:
    """Groups of blocks with a gap between them; empty groups leave none."""
    page: list[Block] = []
    for group in map(tuple, groups):
        if group:
            page += [Gap(), *group] if page else group
    return tuple(page)
