"""What the talk between two rounds has changed.

The normalised gain (Hake, 1998) is (second - first) / (100 - first), in percent of best answers: how much of what could
still be learnt was learnt. It is computed over those who voted in both rounds; for hands, over the totals. It is
undefined if the first round was perfect.
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, TypeAlias

from motdrill.classroom.defaults import EXPLAIN_BELOW, GO_ON_ABOVE
from motdrill.classroom.votes import Ballots, Split, counts_as_best
from motdrill.drill.drill import Drill

Advice: TypeAlias = Literal["explain", "discuss", "go-on"]


@dataclass(frozen=True, slots=True)
class Shift:
    """How the answers of those who voted in both rounds changed; what a best answer is, `counts_as_best` says.

    Attributes:
        voters: How many they are.
        first_best_count: How many of them gave a best answer in the first round.
        second_best_count: How many gave one in the second.
        to_right: How many changed to a best answer.
        to_wrong: How many changed from a best answer to another.
    """

    voters: int
    first_best_count: int
    second_best_count: int
    to_right: int
    to_wrong: int

    @property
    def gain(self) -> Fraction | None:
        """The normalised gain, at most 1; None if the first round was perfect, or nobody voted twice."""
        return normalised_gain(self.first_best_count, self.second_best_count, self.voters, self.voters)


def shift(drill: Drill, first: Ballots, second: Ballots) -> Shift:
    """Compares the votes before and after the talk, of those who voted in both rounds at a drill's current step."""
    both = [
        (counts_as_best(drill, first[voter]), counts_as_best(drill, second[voter]))
        for voter in first
        if voter in second
    ]
    return Shift(
        voters=len(both),
        first_best_count=sum(before for before, _after in both),
        second_best_count=sum(after for _before, after in both),
        to_right=sum(after and not before for before, after in both),
        to_wrong=sum(before and not after for before, after in both),
    )


def gain_by_hands(first: Split, second: Split) -> Fraction | None:
    """The normalised gain from totals, each round over those who voted in it."""
    return normalised_gain(first.best_count, second.best_count, first.voters, second.voters)


def normalised_gain(first_best: int, second_best: int, first_voters: int, second_voters: int) -> Fraction | None:
    """(second - first) / (1 - first) in shares of best answers; None if there is nothing to gain, or nobody voted."""
    if not first_voters or not second_voters or first_best == first_voters:
        return None
    before, after = Fraction(first_best, first_voters), Fraction(second_best, second_voters)
    return (after - before) / (1 - before)


def advise(best_percent: int, explain_below: int = EXPLAIN_BELOW, go_on_above: int = GO_ON_ABOVE) -> Advice:
    """What to do after a first round with this percentage of best answers; the limits are in percent as well."""
    if best_percent < explain_below:
        return "explain"
    return "go-on" if best_percent > go_on_above else "discuss"
