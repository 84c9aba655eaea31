"""How far raters agree: quadratic weighted kappa.

Cohen's kappa weighted by the squared distance (J. Cohen, Psychological Bulletin 70, 1968, 213-220):

    kappa = 1 - sum(w * observed) / sum(w * expected),  w = (x - y)^2

With these weights it is the intraclass correlation (J. L. Fleiss and J. Cohen, Educational and Psychological
Measurement 33, 1973, 613-619) and can be computed without classes: the observed sum is the mean squared difference of
the pairs, the expected one that of every first with every second value, which follows from sums and sums of squares.
So it also takes means of raters, which are no whole numbers; for whole numbers it equals what other programs give. For
more than two raters it is the mean over all pairs (R. J. Light, Psychological Bulletin 76, 1971, 365-377).
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import combinations
from typing import TypeAlias

Number: TypeAlias = int | Fraction
Ratings: TypeAlias = Mapping[str, int]
"""One rater's ratings, 0-3, by the item's key."""


def quadratic_kappa(first: Sequence[Number], second: Sequence[Number]) -> Fraction | None:
    """Agreement of two series of ratings of the same items, in the same order: at most 1, 0 as by chance.

    None if it is undefined: without items, or with all ratings the same.
    """
    number = len(first)
    observed = sum([(x - y) ** 2 for x, y in zip(first, second, strict=True)])
    squares = sum([x * x for x in first]) + sum([y * y for y in second])
    expected = number * squares - 2 * sum(first) * sum(second)
    return 1 - Fraction(number * observed) / expected if expected else None


def mean(values: Sequence[Number]) -> Fraction:
    """The mean of at least one value."""
    return Fraction(sum(values)) / len(values)


def agreement_with_key(means: Mapping[str, Fraction], points: Mapping[str, int]) -> Fraction | None:
    """Agreement of the raters' means with the key's points, both by item, over the items with a mean."""
    rated = [key for key in points if key in means]
    return quadratic_kappa([means[key] for key in rated], [points[key] for key in rated])


def agreement_among_raters(raters: Sequence[Ratings], keys: Sequence[str]) -> Fraction | None:
    """Agreement among raters on some items: the mean kappa of all pairs, each over the items that both have rated.

    None with fewer than two raters, or if it is undefined for every pair.
    """
    kappas = []
    for first, second in combinations(raters, 2):
        common = [key for key in keys if key in first and key in second]
        kappa = quadratic_kappa([first[key] for key in common], [second[key] for key in common])
        kappas += [] if kappa is None else [kappa]
    return mean(kappas) if kappas else None
