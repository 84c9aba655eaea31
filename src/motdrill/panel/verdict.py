"""What a panel says of one scenario: how far it agrees with the key, and the key it would have given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from typing import Final

from motdrill.panel.agreement import Ratings, among, mean, with_key
from motdrill.panel.items import Item

FAR: Final = 1
"""A mean further than this from the points is told by name."""


@dataclass(frozen=True, slots=True)
class Rated:
    """One reply and what the panel says of it.

    Attributes:
        item: The reply.
        ratings: Each rater's, in their order.
        mean: Their mean, 0-3.
    """

    item: Item
    ratings: tuple[int, ...]
    mean: Fraction

    @property
    def off(self) -> bool:
        """Whether the mean is off by more than `FAR`."""
        return abs(self.mean - self.item.points) > FAR

    @property
    def proposed(self) -> int:
        """The points the panel gives: its mean as a whole number; a half goes to the side of the key."""
        low, high = floor(self.mean), ceil(self.mean)
        return min((low, high), key=lambda whole: (abs(whole - self.mean), abs(whole - self.item.points)))

    @property
    def writable(self) -> bool:
        """Whether the proposal can stand in the file: where the depth misses, the score alone does not decide."""
        return self.proposed != self.item.points and self.item.miss == 0


@dataclass(frozen=True, slots=True)
class Agreement:
    """Agreement over some items.

    Attributes:
        items: How many were rated.
        with_key: Of the raters' mean with the key; None where it is undefined.
        among: Among the raters; None where it is undefined.
    """

    items: int
    with_key: Fraction | None
    among: Fraction | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a panel says of a scenario.

    Attributes:
        raters: How many.
        whole: Agreement over all items.
        steps: Agreement by step, in the order of the file.
        rated: Every reply that was rated.
    """

    raters: int
    whole: Agreement
    steps: dict[str, Agreement]
    rated: tuple[Rated, ...]

    @property
    def off(self) -> tuple[Rated, ...]:
        """The replies whose mean is far off."""
        return tuple(each for each in self.rated if each.off)

    @property
    def changes(self) -> tuple[Rated, ...]:
        """The replies to which the panel gives other points, whether or not they can be written."""
        return tuple(each for each in self.rated if each.proposed != each.item.points)


def verdict(found: Sequence[Item], raters: Sequence[Ratings]) -> Verdict:
    """The verdict of a panel.

    Args:
        found: The items of the scenario.
        raters: Each one's ratings by the item's key, one at least.
    """
    rated = tuple(_rated(item, given) for item in found if (given := [r[item.key] for r in raters if item.key in r]))
    steps = dict.fromkeys(each.item.step for each in rated)
    by_step = {step: _agreement([each for each in rated if each.item.step == step], raters) for step in steps}
    return Verdict(len(raters), _agreement(rated, raters), by_step, rated)


def _rated(item: Item, ratings: list[int]) -> Rated:
    return Rated(item, tuple(ratings), mean(ratings))


def _agreement(rated: Sequence[Rated], raters: Sequence[Ratings]) -> Agreement:
    means = {each.item.key: each.mean for each in rated}
    points = {each.item.key: each.item.points for each in rated}
    return Agreement(len(rated), with_key(means, points), among(raters, list(points)))
