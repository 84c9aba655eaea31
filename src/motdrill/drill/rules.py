"""Points and anger: the rules of scoring, one small function each.

The depth a reply needs grows with the anger (the method's anger index): at 1-2 stars answer the key pain, at 3-4
restate what was said, at 5-6 say what was left unsaid. Naming a hurt that was not shown is wrong as well. These are the
method's own rules of thumb, made exact so that a score can be explained.
"""

from collections.abc import Collection, Mapping, Sequence
from functools import cache
from itertools import combinations
from typing import Final, NamedTuple

from motdrill.method.catalogue import MAX_ANGER, MAX_POINTS, Depth
from motdrill.scenario.model import Line, Reply

_DEPTH_BY_ANGER: Final = (0, 1, 1, 2, 2, 3, 3)
DEPTH_LEVELS: Final = {"answer": 1, "restate": 2, "unsaid": 3}
"""The level of each depth; compare `required_depth`."""
_MAX_ANGER_TOO_DEEP: Final = 2


def required_depth(anger: int) -> int:
    """How deep a reply must reach at an anger of 0-6 stars: 0 none, 1 `answer`, 2 `restate`, 3 `unsaid`."""
    return _DEPTH_BY_ANGER[anger]


def names_unshown_hurt(depth: Depth | None, anger: int) -> bool:
    """Whether a reply of this depth names a hurt that was not shown: `unsaid` at 0-2 stars."""
    return depth == "unsaid" and anger <= _MAX_ANGER_TOO_DEEP


def depth_miss(depth: Depth | None, anger: int) -> int:
    """By how many levels, 0-2, a reply of this depth misses the required one; 0 if it has none."""
    if depth is None:
        return 0
    return 1 if names_unshown_hurt(depth, anger) else max(0, required_depth(anger) - DEPTH_LEVELS[depth])


class Effect(NamedTuple):
    """What a reply does at an anger.

    Attributes:
        miss: By how many levels, 0-2, it misses the required depth.
        points: Its score less its miss, 0-3.
        anger_change: The change of the anger, -3 to 3; a miss makes a reply soothe that much less, but never provoke.
        anger: The anger it leads to: 0-6, or 7 and more where the customer walks out.
    """

    miss: int
    points: int
    anger_change: int
    anger: int


def effect(reply: Reply, anger: int) -> Effect:
    """What a reply does at an anger of 0-6 stars."""
    return effects(reply)[anger]


def effects(reply: Reply) -> tuple[Effect, ...]:
    """What a reply does at each anger from 0 to 6 stars."""
    return _effects(reply.depth, reply.score, reply.stars)


@cache  # few combinations exist, and a library has each many times
def _effects(depth: Depth | None, score: int, stars: int) -> tuple[Effect, ...]:
    return tuple(_effect(depth, score, stars, anger) for anger in range(MAX_ANGER + 1))


def _effect(depth: Depth | None, score: int, stars: int, anger: int) -> Effect:
    miss = depth_miss(depth, anger)
    change = min(0, stars + miss) if stars < 0 else stars
    return Effect(miss, max(0, score - miss), change, max(0, anger + change))


def walks_out(anger: int) -> bool:
    """Whether the customer walks out at the anger that a reply leads to."""
    return anger > MAX_ANGER


def anger_points(stars: int, true_stars: int) -> int:
    """Points, 0-3, for reading the anger: one less for each star off."""
    return max(0, MAX_POINTS - abs(stars - true_stars))


def inversions(ranking: Sequence[str], order: Sequence[str]) -> int:
    """How many pairs of a ranking are in the wrong order (Kendall's distance from the true order)."""
    rank = {need: i for i, need in enumerate(order)}
    return sum(rank[first] > rank[second] for first, second in combinations(ranking, 2))


def needs_points(ranking: Sequence[str], order: Sequence[str]) -> int:
    """Points, 0-3, for a ranking: the share of pairs in the right order; at most 1 unless the dominant one is first."""
    pairs = len(order) * (len(order) - 1) // 2
    points = MAX_POINTS * (pairs - inversions(ranking, order)) // pairs
    return points if ranking[0] == order[0] else min(1, points)


def count_right_lines(marked: Collection[str], lines: Mapping[str, Line]) -> int:
    """How many lines were judged correctly: marked if good, left unmarked if not."""
    return sum((line_id in marked) == line.good for line_id, line in lines.items())


def spot_points(right: int, lines: int) -> int:
    """Points, 0-3, for `right` of `lines` lines: half of them is what chance gives, and earns nothing."""
    return max(0, (2 * MAX_POINTS * (2 * right - lines) + lines) // (2 * lines))
