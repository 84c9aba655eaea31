"""Points and anger: the rules of scoring, one small function each.

The depth a reply needs grows with the anger (the method's anger index): at 1-2 stars answer the key pain, at 3-4
restate what was said, at 5-6 say what was not said. A hurt named where none was shown is wrong as well. These are the
method's own rules of thumb, made exact so that a score can be explained.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import cache
from itertools import combinations
from typing import Final, NamedTuple

from motdrill.method.catalogue import MAX_ANGER, MAX_POINTS
from motdrill.scenario.model import Line, Reply

_NEEDED: Final = (0, 1, 1, 2, 2, 3, 3)
REACHES: Final = {"answer": 1, "restate": 2, "unsaid": 3}
"""How deep each depth reaches; compare `needed_depth`."""
_UNSAID_IS_TOO_DEEP_UP_TO: Final = 2


def needed_depth(anger: int) -> int:
    """How deep a reply must reach at an anger of 0-6 stars: 0 none, 1 `answer`, 2 `restate`, 3 `unsaid`."""
    return _NEEDED[anger]


def too_deep(reply: Reply, anger: int) -> bool:
    """Whether the reply names a hurt that was not shown: `unsaid` at 0-2 stars."""
    return reply.depth == "unsaid" and anger <= _UNSAID_IS_TOO_DEEP_UP_TO


def miss(reply: Reply, anger: int) -> int:
    """By how many levels, 0-2, a reply misses the depth called for; 0 where it gives no depth."""
    if reply.depth is None:
        return 0
    return 1 if too_deep(reply, anger) else max(0, needed_depth(anger) - REACHES[reply.depth])


class Effect(NamedTuple):
    """What a reply does at an anger.

    Attributes:
        miss: By how many levels, 0-2, it misses the depth called for.
        points: What it earns, 0-3: its score less its miss.
        stars: What it does to the anger, -3 to 3: a miss soothes that much less, but never provokes.
        anger: The anger it leads to, 0-6, or 7 and more where the customer walks out.
    """

    miss: int
    points: int
    stars: int
    anger: int


def effect(reply: Reply, anger: int) -> Effect:
    """What a reply does at an anger of 0-6 stars."""
    return _effect(miss(reply, anger), reply.score, reply.stars, anger)


@cache  # of so few different ones a library meets each many times
def _effect(missed: int, score: int, stars: int, anger: int) -> Effect:
    soothed = min(0, stars + missed) if stars < 0 else stars
    return Effect(missed, max(0, score - missed), soothed, max(0, anger + soothed))


def walks_out(anger: int) -> bool:
    """Whether an anger that a reply leads to is more than anybody stays for."""
    return anger > MAX_ANGER


def anger_points(stars: int, true_stars: int) -> int:
    """Points, 0-3, for reading the anger: one less for each star off."""
    return max(0, MAX_POINTS - abs(stars - true_stars))


def inversions(ranking: Sequence[str], order: Sequence[str]) -> int:
    """How many pairs of a ranking stand the wrong way round (Kendall's distance from the true order)."""
    rank = {need: i for i, need in enumerate(order)}
    return sum(rank[first] > rank[second] for first, second in combinations(ranking, 2))


def needs_points(ranking: Sequence[str], order: Sequence[str]) -> int:
    """Points, 0-3, for a ranking: the share of pairs that stand right, at most 1 if the dominant need is not first."""
    pairs = len(order) * (len(order) - 1) // 2
    points = MAX_POINTS * (pairs - inversions(ranking, order)) // pairs
    return points if ranking[0] == order[0] else min(1, points)


def right_lines(marked: Collection[str], lines: Mapping[str, Line]) -> int:
    """How many lines were judged rightly: marked where good, left unmarked where not."""
    return sum((name in marked) == line.good for name, line in lines.items())


def spot_points(right: int, lines: int) -> int:
    """Points, 0-3, for `right` lines out of `lines`: half of them right is chance and earns nothing."""
    return max(0, MAX_POINTS * (2 * right - lines) // lines)
