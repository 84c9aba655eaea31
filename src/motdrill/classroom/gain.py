"""What the talk between two rounds has changed.

The normalised gain (Hake, 1998) is (second - first) / (100 - first), in shares of best answers: the part of what could
still be learnt that was. It is over those who voted in both rounds; by hands, over the totals. Where the first round
was perfect there was nothing left to gain, and there is none.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, TypeAlias

from motdrill.classroom.defaults import EXPLAIN_BELOW, GO_ON_ABOVE
from motdrill.classroom.votes import Ballots, Split, is_best
from motdrill.drill.state import Drill

Advice: TypeAlias = Literal["explain", "discuss", "go-on"]


@dataclass(frozen=True, slots=True)
class Shift:
    """How those who voted twice have moved.

    Attributes:
        voters: How many voted in both rounds.
        first_best: How many of them gave a best answer in the first.
        second_best: How many in the second.
        to_right: Who moved from another to a best answer.
        to_wrong: Who moved away from one.
    """

    voters: int
    first_best: int
    second_best: int
    to_right: int
    to_wrong: int

    @property
    def gain(self) -> Fraction | None:
        """The normalised gain, at most 1; None where the first round was perfect, or nobody voted twice."""
        return normalised_gain(self.first_best, self.second_best, self.voters, self.voters)


def shift(drill: Drill, first: Ballots, second: Ballots) -> Shift:
    """Compares two rounds over those who voted in both.

    Args:
        drill: A drill that stands at the step voted on.
        first: The votes before the talk.
        second: The votes after it.
    """
    both = [(is_best(drill, first[voter]), is_best(drill, second[voter])) for voter in first if voter in second]
    return Shift(
        voters=len(both),
        first_best=sum(before for before, _after in both),
        second_best=sum(after for _before, after in both),
        to_right=sum(after and not before for before, after in both),
        to_wrong=sum(before and not after for before, after in both),
    )


def gain_by_hands(first: Split, second: Split) -> Fraction | None:
    """The normalised gain of totals, each round over those who voted in it."""
    return normalised_gain(first.best, second.best, first.voters, second.voters)


def normalised_gain(first_best: int, second_best: int, first_voters: int, second_voters: int) -> Fraction | None:
    """(second - first) / (1 - first) in shares of best answers; None where nothing is to gain, or nobody voted."""
    if not first_voters or not second_voters or first_best == first_voters:
        return None
    before, after = Fraction(first_best, first_voters), Fraction(second_best, second_voters)
    return (after - before) / (1 - before)


def advise(best_percent: int, explain_below: int = EXPLAIN_BELOW, go_on_above: int = GO_ON_ABOVE) -> Advice:
    """What to do after a first round.

    Args:
        best_percent: The share of best answers, 0-100.
        explain_below: Under this share, explain first.
        go_on_above: Above this share, go on.
    """
    if best_percent < explain_below:
        return "explain"
    return "go-on" if best_percent > go_on_above else "discuss"
