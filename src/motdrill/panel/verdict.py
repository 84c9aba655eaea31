"""A panel's verdict on one scenario: its agreement with the key, and the key it proposes."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from typing import Final

from motdrill.panel.agreement import Ratings, agreement_among_raters, agreement_with_key, mean
from motdrill.panel.rating_items import RatingItem

FAR_OFF: Final = 1
"""A mean further than this from the key's points is reported."""


@dataclass(frozen=True, slots=True)
class RatedReply:
    """One reply with each rater's rating and their mean, 0-3."""

    item: RatingItem
    ratings: tuple[int, ...]
    mean: Fraction

    @property
    def is_far_off(self) -> bool:
        """Whether the mean is off by more than `FAR`."""
        return abs(self.mean - self.item.points) > FAR_OFF

    @property
    def proposed_points(self) -> int:
        """The panel's points: its mean, rounded; a half is rounded towards the key."""
        low, high = floor(self.mean), ceil(self.mean)
        return min((low, high), key=lambda whole: (abs(whole - self.mean), abs(whole - self.item.points)))

    @property
    def is_writable(self) -> bool:
        """Whether the proposed points differ and can be written as the score: not where a missed depth reduces them."""
        return self.proposed_points != self.item.points and self.item.miss == 0


@dataclass(frozen=True, slots=True)
class Agreement:
    """Agreement over some rated items, as kappas that are None if undefined.

    Attributes:
        items: How many they are.
        with_key: Of the raters' means with the key.
        among: Among the raters.
    """

    items: int
    with_key: Fraction | None
    among_raters: Fraction | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """A panel's verdict on a scenario: agreement over all items and by step, and every reply that was rated."""

    raters: int
    overall: Agreement
    steps: dict[str, Agreement]
    rated_replies: tuple[RatedReply, ...]

    @property
    def far_off_replies(self) -> tuple[RatedReply, ...]:
        """The replies whose mean is off by more than `FAR`."""
        return tuple(rated for rated in self.rated_replies if rated.is_far_off)

    @property
    def changes(self) -> tuple[RatedReply, ...]:
        """The replies to which the panel gives other points, whether or not these can be written."""
        return tuple(rated for rated in self.rated_replies if rated.proposed_points != rated.item.points)


def panel_verdict(items: Sequence[RatingItem], raters: Sequence[Ratings]) -> Verdict:
    """The verdict of at least one rater on a scenario's items."""
    ratings_by_item = {item: tuple(ratings[item.key] for ratings in raters if item.key in ratings) for item in items}
    rated = [RatedReply(item, ratings, mean(ratings)) for item, ratings in ratings_by_item.items() if ratings]
    by_step: dict[str, list[RatedReply]] = {}
    for reply in rated:
        by_step.setdefault(reply.item.step, []).append(reply)
    steps = {step: _agreement(replies, raters) for step, replies in by_step.items()}
    return Verdict(len(raters), _agreement(rated, raters), steps, tuple(rated))


def _agreement(rated: Sequence[RatedReply], raters: Sequence[Ratings]) -> Agreement:
    means = {reply.item.key: reply.mean for reply in rated}
    points = {reply.item.key: reply.item.points for reply in rated}
    return Agreement(len(rated), agreement_with_key(means, points), agreement_among_raters(raters, list(points)))
