"""One round of votes: how the room split, and the room's joint answer.

The room's answer is the plurality of replies, the lower median of stars, the Borda order of needs (a need earns a point
for every need ranked below it; de Borda, 1781), and the lines that more than half have marked. A count of hands gives
only totals: for needs, how many put each one first.

All functions look at the current step of a drill, which must not be over.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from motdrill.drill.best_play import lossless_answer
from motdrill.drill.choices import choices, choices_in_answer
from motdrill.drill.drill import Drill
from motdrill.drill.rules import effect
from motdrill.drill.turn import AnswerValue
from motdrill.method.catalogue import MAX_ANGER, MAX_POINTS
from motdrill.scenario.model import AngerStep, NeedsStep, ReplyStep, SpotStep

Ballots: TypeAlias = Mapping[str, AnswerValue]
"""Each voter's answer, by the voter's id."""


@dataclass(frozen=True, slots=True)
class Split:
    """The result of a round.

    Attributes:
        voters: How many voted.
        counts: For each choice in the order shown (stars: 0-6), how many chose it.
        best: How many gave an answer with the most points at this anger. For lines counted by hands, the mean over the
            lines of how many judged them correctly.
    """

    voters: int
    counts: Mapping[str, int]
    most_points_count: int

    @property
    def most_points_percent(self) -> int:
        """The percentage of best answers; floor, 0 without voters."""
        return 100 * self.most_points_count // self.voters if self.voters else 0


@dataclass(frozen=True, slots=True)
class RoomAnswer:
    """The room's joint answer; in a tie, the first of the `tied` ones in the order shown."""

    value: AnswerValue
    tied_values: tuple[AnswerValue, ...] = ()


def most_points_now(drill: Drill) -> int:
    """The most points that any answer earns at the current anger."""
    step = drill.step
    if isinstance(step, ReplyStep):
        return max(effect(reply, drill.state.anger).points for reply in step.replies.values())
    return MAX_POINTS


def earns_most_now(drill: Drill, value: AnswerValue) -> bool:
    """Whether an answer earns the most points at the current anger."""
    return drill.turn_for(value).points == most_points_now(drill)


def choices_earning_most(drill: Drill) -> tuple[str, ...]:
    """The replies, lines or stars that earn most at the current anger; needs in their true order."""
    step = drill.current_step
    if isinstance(step, ReplyStep):
        return tuple(reply_id for reply_id in step.replies if earns_most_now(drill, reply_id))
    value = lossless_answer(drill)  # the only one at other kinds of step
    return value if isinstance(value, tuple) else (str(value),)


def shown_choices(drill: Drill) -> tuple[str, ...]:
    """The choices that are counted, in the order shown."""
    return drill.choice_order(drill.step_id) or tuple(choices(drill.scenario, drill.current_step))


def count_votes(drill: Drill, ballots: Ballots) -> Split:
    """Counts the ballots of a round."""
    step = drill.current_step
    votes_by_answer = Counter(ballots.values())  # a whole room gives only a few different answers
    counts: Counter[str] = Counter()
    for value, votes in votes_by_answer.items():
        counts.update(dict.fromkeys(choices_in_answer(step, value), votes))
    best = sum(votes for value, votes in votes_by_answer.items() if earns_most_now(drill, value))
    return Split(len(ballots), {choice: counts[choice] for choice in shown_choices(drill)}, best)


def count_hands(drill: Drill, counts: Sequence[int], voters: int) -> Split:
    """The result of a round from the number of hands for each choice in the order shown.

    Args:
        drill: A drill at the step voted on.
        counts: The hands.
        voters: How many people there are; at steps where everybody has one choice, the sum of the counts.
    """
    by_choice = dict(zip(shown_choices(drill), counts, strict=True))
    return Split(voters, by_choice, _best_by_hands(drill, by_choice, voters))


def _best_by_hands(drill: Drill, counts: Mapping[str, int], voters: int) -> int:
    step = drill.current_step
    if isinstance(step, SpotStep):
        right = [counts[line_id] if line.good else voters - counts[line_id] for line_id, line in step.lines.items()]
        return sum(right) // len(right)
    if isinstance(step, AngerStep):
        return counts[str(drill.state.anger)]
    if isinstance(step, ReplyStep):
        return sum(count for reply_id, count in counts.items() if earns_most_now(drill, reply_id))
    is_right = choices(drill.scenario, step)
    return sum(count for need, count in counts.items() if is_right[need])


def room_answer(drill: Drill, ballots: Ballots) -> RoomAnswer:
    """The room's answer from at least one ballot."""
    if isinstance(drill.current_step, NeedsStep):
        return _order_by_points(shown_choices(drill), _borda(ballots))
    return room_answer_by_hands(drill, count_votes(drill, ballots))


def room_answer_by_hands(drill: Drill, split: Split) -> RoomAnswer:
    """The room's answer from totals with at least one voter; needs in the order of how many put them first."""
    step = drill.current_step
    if isinstance(step, AngerStep):
        return RoomAnswer(_lower_median(split.counts))
    if isinstance(step, SpotStep):
        return RoomAnswer(tuple(line for line in step.lines if 2 * split.counts[line] > split.voters))
    if isinstance(step, NeedsStep):
        return _order_by_points(tuple(split.counts), split.counts, first_only=True)
    most = max(split.counts.values())
    tied = tuple(choice for choice, count in split.counts.items() if count == most)
    return RoomAnswer(tied[0], tied if len(tied) > 1 else ())


def _lower_median(counts: Mapping[str, int]) -> int:
    middle, votes = (sum(counts.values()) + 1) // 2, 0
    for stars in range(MAX_ANGER + 1):
        votes += counts[str(stars)]
        if votes >= middle:
            return stars
    return MAX_ANGER


def _borda(ballots: Ballots) -> Counter[str]:
    points: Counter[str] = Counter()
    for value in ballots.values():
        for below, need in enumerate(reversed(value if isinstance(value, tuple) else ())):
            points[need] += below
    return points


def _order_by_points(shown: Sequence[str], points: Mapping[str, int], *, first_only: bool = False) -> RoomAnswer:
    """Needs, given in the order shown, by their points; the first two neighbours with equal points make a tie.

    With `first_only` only the first two are compared: a count of hands says nothing about the others.
    """
    order = sorted(shown, key=lambda need: (-points[need], shown.index(need)))
    for i in range(1 if first_only else len(order) - 1):
        if points[order[i]] == points[order[i + 1]]:
            other = (*order[:i], order[i + 1], order[i], *order[i + 2 :])
            return RoomAnswer(tuple(order), (tuple(order), other))
    return RoomAnswer(tuple(order))
