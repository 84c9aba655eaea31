"""The blocks of a page: texts and their meaning, without width, colour or the choice between screen and speech.

The layout decides those, so the plain face can say everything that the terminal shows. Blocks are named tuples, not
dataclasses: defining a dataclass takes seven times as long at every start.
"""

from collections.abc import Iterable
from typing import Literal, NamedTuple, TypeAlias

Style: TypeAlias = Literal["", "strong", "quiet", "title", "good", "fair", "bad", "words", "mark", "paper"]


class Span(NamedTuple):
    """Text whose meaning is also shown by colour."""

    text: str
    style: Style


class Stars(NamedTuple):
    """Anger, 0-6, as stars."""

    anger: int


class Dots(NamedTuple):
    """Points of an answer, 0-3, as dots followed by words."""

    points: int


class Bar(NamedTuple):
    """A share of a whole as a bar of `cells` columns; never spoken, since the page has the number beside it."""

    part: int
    whole: int
    cells: int = 9


class Drawing(NamedTuple):
    """Text that is shown and never spoken, such as a sparkline or a QR code."""

    text: str
    style: Style = ""


class Speech(NamedTuple):
    """Text that is spoken and never shown, in place of a drawing."""

    text: str


Inline: TypeAlias = str | Span | Stars | Dots | Bar | Drawing | Speech


class Para(NamedTuple):
    """A paragraph, with a hanging indent of `indent` columns plus the width of `label`.

    A paragraph that `shrinks` has been read before: where the window is too low for the page it is cut, to one line at
    the least.
    """

    parts: tuple[Inline, ...]
    label: str = ""
    style: Style = ""
    indent: int = 1
    shrinks: bool = False


class ListBlock(NamedTuple):
    """Texts one below the other, beside their label, or below it where the window is narrow."""

    label: str
    items: tuple[str, ...]


class ChoiceBlock(NamedTuple):
    """A choice, with the key that selects it."""

    key: str
    parts: tuple[Inline, ...]


class Heading(NamedTuple):
    """The first line of a page, with a rule below it; `middle` gets a line of its own in a narrow window."""

    left: tuple[Inline, ...]
    right: tuple[Inline, ...] = ()
    middle: tuple[Inline, ...] = ()


class Columns(NamedTuple):
    """Groups of rows, side by side if they fit, else one below the other."""

    groups: tuple[tuple[Para, ...], ...]


class Gap(NamedTuple):
    """A blank line, left out if the window is too low."""


Block: TypeAlias = Para | ListBlock | ChoiceBlock | Heading | Columns | Gap
Page: TypeAlias = tuple[Block, ...]


class KeyHint(NamedTuple):
    """A command key of a question, with its label for the foot of the page; not listed there if the label is empty."""

    key: str
    label: str


def para(*parts: Inline, label: str = "", style: Style = "", indent: int = 1) -> Para:
    """Makes a paragraph of its parts."""
    return Para(parts, label, style, indent)


def join_groups(groups: Iterable[Iterable[Block]]) -> Page:
    """Joins groups of blocks into a page, with one gap between groups; empty groups are skipped."""
    page: list[Block] = []
    for group in map(tuple, groups):
        if group:
            page += [Gap(), *group] if page else group
    return tuple(page)
