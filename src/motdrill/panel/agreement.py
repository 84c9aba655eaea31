"""How far raters agree: quadratic weighted kappa.

Cohen's kappa weighted by the squared distance (J. Cohen, Psychological Bulletin 70, 1968, 213-220):

    kappa = 1 - sum(w * observed) / sum(w * expected),  w = (x - y)^2

With these weights it is the intraclass correlation (J. L. Fleiss and J. Cohen, Educational and Psychological
Measurement 33, 1973, 613-619), and the sums need no classes: the observed one is the mean squared difference of the
pairs, the expected one that of every first with every second value, which sums and sums of squares give. So it takes a
mean of raters, which is no whole number, as it is; for whole numbers it is the value other programs give. Among more
than two raters the mean over all pairs is told (R. J. Light, Psychological Bulletin 76, 1971, 365-377).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import combinations
from typing import TypeAlias

Number: TypeAlias = int | Fraction
Ratings: TypeAlias = Mapping[str, int]
"""One rater's ratings by item."""


def quadratic_kappa(first: Sequence[Number], second: Sequence[Number]) -> Fraction | None:
    """Agreement of two series of ratings of the same items.

    Args:
        first: One's ratings.
        second: The other's, in the same order.

    Returns:
        At most 1, 0 as by chance; None where there is nothing to agree on: no items, or all ratings the same.
    """
    number = len(first)
    observed = sum([(x - y) ** 2 for x, y in zip(first, second, strict=True)])
    squares = sum([x * x for x in first]) + sum([y * y for y in second])
    expected = number * squares - 2 * sum(first) * sum(second)
    return 1 - Fraction(number * observed) / expected if expected else None


def mean(values: Sequence[Number]) -> Fraction:
    """The mean of at least one value."""
    return Fraction(sum(values)) / len(values)


def with_key(means: Mapping[str, Fraction], points: Mapping[str, int]) -> Fraction | None:
    """Agreement of the raters' mean with the key, over the items that were rated.

    Args:
        means: The raters' mean by item.
        points: The key's points by item; items without a mean are left out.
    """
    rated = [key for key in points if key in means]
    return quadratic_kappa([means[key] for key in rated], [points[key] for key in rated])


def among(raters: Sequence[Ratings], keys: Sequence[str]) -> Fraction | None:
    """Agreement among raters: the mean of the kappas of all pairs, each over what both have rated.

    Args:
        raters: Each one's ratings.
        keys: The items that matter.

    Returns:
        None with fewer than two raters, or where no pair has anything to agree on.
    """
    found = []
    for one, other in combinations(raters, 2):
        both = [key for key in keys if key in one and key in other]
        kappa = quadratic_kappa([one[key] for key in both], [other[key] for key in both])
        found += [] if kappa is None else [kappa]
    return mean(found) if found else None
