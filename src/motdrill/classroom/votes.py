"""One round of votes: how the room split, and the answer the room gives as one.

The room's answer is the plurality of replies, the lower median of stars, the Borda order of needs (a need earns a point
for every need it is put before; de Borda, 1781), and the lines that more than half have marked. By hands only totals
are known: for needs how many put each one first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from motdrill.drill.choices import choices, taken
from motdrill.drill.rules import effect
from motdrill.drill.state import Drill, Given
from motdrill.method.catalogue import MAX_ANGER, MAX_POINTS
from motdrill.scenario.model import AngerStep, NeedsStep, ReplyStep, SpotStep, needs_order

Ballots: TypeAlias = Mapping[str, Given]
"""The answer of each voter, by the voter's id."""


@dataclass(frozen=True, slots=True)
class Split:
    """How a round went.

    Attributes:
        voters: How many voted.
        counts: For each choice in the order shown (stars: 0-6), how many took it.
        best: How many gave a best answer: one with the most points at this anger. By hands, for lines, the mean over
            the lines of how many judged them rightly.
    """

    voters: int
    counts: Mapping[str, int]
    best: int

    @property
    def best_percent(self) -> int:
        """The share of best answers; the floor, 0 without voters."""
        return 100 * self.best // self.voters if self.voters else 0


@dataclass(frozen=True, slots=True)
class RoomAnswer:
    """The answer of the room as one.

    Attributes:
        given: The answer; where there is a tie, the first of the tied in the order shown.
        tied: The answers that are level; empty where there is no tie.
    """

    given: Given
    tied: tuple[Given, ...] = ()


def best_points(drill: Drill) -> int:
    """The most points an answer earns at the step a drill stands at, at its anger."""
    step = drill.step
    if isinstance(step, ReplyStep):
        return max(effect(reply, drill.state.anger).points for reply in step.replies.values())
    return MAX_POINTS


def is_best(drill: Drill, given: Given) -> bool:
    """Whether an answer earns the most points at the step a drill stands at, at its anger."""
    return drill.turn_of(given).points == best_points(drill)


def best_choices(drill: Drill) -> tuple[str, ...]:
    """What is best at the step a drill stands at, at its anger: replies, lines or stars; needs in their true order."""
    step = drill.open_step
    if isinstance(step, ReplyStep):
        return tuple(each for each in step.replies if is_best(drill, each))
    if isinstance(step, AngerStep):
        return (str(drill.state.anger),)
    if isinstance(step, NeedsStep):
        return needs_order(drill.scenario, step)
    return tuple(line_id for line_id, line in step.lines.items() if line.good)


def shown_choices(drill: Drill) -> tuple[str, ...]:
    """What is counted at the step a drill stands at, in the order shown."""
    step_id = drill.state.step or ""
    return drill.shown(step_id) or tuple(choices(drill.scenario, drill.scenario.steps[step_id]))


def split(drill: Drill, ballots: Ballots) -> Split:
    """Counts a round.

    Args:
        drill: A drill that stands at the step voted on.
        ballots: The votes.
    """
    step = drill.open_step
    given = Counter(ballots.values())
    counts: Counter[str] = Counter()
    for each, times in given.items():
        counts.update(dict.fromkeys(taken(step, each), times))
    best = sum(times for each, times in given.items() if is_best(drill, each))
    return Split(len(ballots), {choice: counts[choice] for choice in shown_choices(drill)}, best)


def split_by_hands(drill: Drill, counts: Sequence[int], voters: int) -> Split:
    """A round of which only totals are known.

    Args:
        drill: A drill that stands at the step voted on.
        counts: For each choice in the order shown, how many hands were up.
        voters: How many people there are; at steps where everybody has one choice, the sum of the counts.
    """
    by_choice = dict(zip(shown_choices(drill), counts, strict=True))
    return Split(voters, by_choice, _best_by_hands(drill, by_choice, voters))


def _best_by_hands(drill: Drill, counts: Mapping[str, int], voters: int) -> int:
    step = drill.open_step
    if isinstance(step, SpotStep):
        right = [counts[line_id] if line.good else voters - counts[line_id] for line_id, line in step.lines.items()]
        return sum(right) // len(right)
    if isinstance(step, AngerStep):
        return counts[str(drill.state.anger)]
    if isinstance(step, ReplyStep):
        return sum(count for reply_id, count in counts.items() if is_best(drill, reply_id))
    known = choices(drill.scenario, step)
    return sum(count for need, count in counts.items() if known[need])


def room_answer(drill: Drill, ballots: Ballots) -> RoomAnswer:
    """The room's answer from each voter's.

    Args:
        drill: A drill that stands at the step voted on.
        ballots: At least one vote.
    """
    if isinstance(drill.open_step, NeedsStep):
        return _ordered(shown_choices(drill), _borda(ballots))
    return room_answer_by_hands(drill, split(drill, ballots))


def room_answer_by_hands(drill: Drill, found: Split) -> RoomAnswer:
    """The room's answer from totals; needs in the order of how many put them first.

    Args:
        drill: A drill that stands at the step voted on.
        found: The round, with at least one voter.
    """
    step = drill.open_step
    if isinstance(step, AngerStep):
        return RoomAnswer(_lower_median(found.counts))
    if isinstance(step, SpotStep):
        return RoomAnswer(tuple(line for line in step.lines if 2 * found.counts[line] > found.voters))
    if isinstance(step, NeedsStep):
        return _ordered(tuple(found.counts), found.counts, first_only=True)
    most = max(found.counts.values())
    tied = tuple(choice for choice, count in found.counts.items() if count == most)
    return RoomAnswer(tied[0], tied if len(tied) > 1 else ())


def _lower_median(counts: Mapping[str, int]) -> int:
    middle, passed = (sum(counts.values()) + 1) // 2, 0
    for stars in range(MAX_ANGER + 1):
        passed += counts[str(stars)]
        if passed >= middle:
            return stars
    return MAX_ANGER


def _borda(ballots: Ballots) -> Counter[str]:
    points: Counter[str] = Counter()
    for given in ballots.values():
        for place, need in enumerate(reversed(given if isinstance(given, tuple) else ())):
            points[need] += place
    return points


def _ordered(shown: Sequence[str], points: Mapping[str, int], *, first_only: bool = False) -> RoomAnswer:
    """Needs by their points; of those that are level, the two orders that the first such pair allows are tied.

    Args:
        shown: The needs, in the order shown.
        points: Their points.
        first_only: Only the first place can be level: by hands nothing is known of the others.
    """
    order = sorted(shown, key=lambda need: (-points[need], shown.index(need)))
    for i in range(1 if first_only else len(order) - 1):
        if points[order[i]] == points[order[i + 1]]:
            other = (*order[:i], order[i + 1], order[i], *order[i + 2 :])
            return RoomAnswer(tuple(order), (tuple(order), other))
    return RoomAnswer(tuple(order))
