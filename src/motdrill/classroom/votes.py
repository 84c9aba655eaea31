"""One round of votes: how the room split, and the room's joint answer.

The room's answer is the plurality of replies, the lower median of stars, the Borda order of needs (a need earns a point
for every need ranked below it; de Borda, 1781), and the lines that more than half have marked. A count of hands gives
only totals: for needs, how many put each one first.

An answer counts as best if it earns the most points at this anger; a ranking or marked lines also if they lose one
point, since hands cannot tell them from perfect ones.

All functions look at the current step of a drill, which must not be over.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final, TypeAlias

from motdrill.drill.best_play import lossless_answer
from motdrill.drill.choices import choices, choices_in_answer
from motdrill.drill.drill import Drill
from motdrill.drill.rules import effect, spot_points
from motdrill.drill.turn import AnswerValue
from motdrill.method.catalogue import MAX_ANGER, MAX_POINTS
from motdrill.scenario.model import AngerStep, NeedsStep, ReplyStep, SpotStep

Ballots: TypeAlias = Mapping[str, AnswerValue]
"""Each voter's answer, by the voter's id."""

_LOSS_OF_BEST: Final = 1
"""How many points a ranking or marked lines may lose and still count as a best answer."""


@dataclass(frozen=True, slots=True)
class Split:
    """The result of a round.

    Attributes:
        voters: How many voted.
        counts: For each choice in the order shown (stars: 0-6), how many chose it.
        best_count: How many gave a best answer (see `counts_as_best`); by hands, what `count_hands` makes of it.
    """

    voters: int
    counts: Mapping[str, int]
    best_count: int

    @property
    def best_share(self) -> Fraction:
        """The share of best answers, 0-1; 0 without voters."""
        return Fraction(self.best_count, self.voters) if self.voters else Fraction(0)

    @property
    def best_percent(self) -> int:
        """The percentage of best answers; floor, 0 without voters."""
        return int(100 * self.best_share)


@dataclass(frozen=True, slots=True)
class RoomAnswer:
    """The room's joint answer.

    Attributes:
        value: The answer; in a tie, the first of the tied ones in the order shown.
        tied_values: The answers that are level, if there is a tie.
        is_composed: Whether it is put together from votes none of which is known to be exactly this answer.
    """

    value: AnswerValue
    tied_values: tuple[AnswerValue, ...] = ()
    is_composed: bool = False


def most_points_now(drill: Drill) -> int:
    """The most points that any answer earns at the current anger."""
    step = drill.step
    if isinstance(step, ReplyStep):
        return max(effect(reply, drill.state.anger).points for reply in step.replies.values())
    return MAX_POINTS


def counts_as_best(drill: Drill, value: AnswerValue) -> bool:
    """Whether an answer earns the most points at the current anger; a ranking or marked lines may lose one of them."""
    allowed = _LOSS_OF_BEST if isinstance(drill.step, NeedsStep | SpotStep) else 0
    return most_points_now(drill) - drill.turn_for(value).points <= allowed


def choices_earning_most(drill: Drill) -> tuple[str, ...]:
    """The replies, lines or stars that earn most at the current anger; needs in their true order."""
    step = drill.current_step
    if isinstance(step, ReplyStep):
        return tuple(reply_id for reply_id in step.replies if counts_as_best(drill, reply_id))
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
    best = sum(votes for value, votes in votes_by_answer.items() if counts_as_best(drill, value))
    return Split(len(ballots), {choice: counts[choice] for choice in shown_choices(drill)}, best)


def count_hands(drill: Drill, counts: Sequence[int], voters: int) -> Split:
    """The result of a round from the number of hands for each choice in the order shown.

    Totals tell how many gave a best answer exactly for replies and stars, and for two or three needs: there a ranking
    loses at most one point if and only if it begins with the dominant need. Of more needs, those who began with it are
    counted; only whoever ranked all the others nearly backwards is one too many. Lines are counted as if who misjudges
    one were no likelier to misjudge another: an estimate, exact where the room is divided over one line at most.

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
        wrong = [voters - counts[line_id] if line.good else counts[line_id] for line_id, line in step.lines.items()]
        return _best_of_lines(wrong, voters)
    if isinstance(step, AngerStep):
        return counts[str(drill.state.anger)]
    if isinstance(step, ReplyStep):
        return sum(count for reply_id, count in counts.items() if counts_as_best(drill, reply_id))
    is_right = choices(drill.scenario, step)
    return sum(count for need, count in counts.items() if is_right[need])


def _best_of_lines(wrong: Sequence[int], voters: int) -> int:
    """Of those who judged lines, how many gave a best answer, if misjudging one line says nothing of the others.

    Args:
        wrong: How many misjudged each line.
        voters: How many voted.
    """
    if not voters:
        return 0
    shares = [Fraction(1)]  # of the voters, by how many of the lines so far they misjudged
    for chance in (Fraction(count, voters) for count in wrong):
        stay, more = ([share * part for share in shares] for part in (1 - chance, chance))
        shares = [first + second for first, second in zip([*stay, Fraction(0)], [Fraction(0), *more], strict=True)]
    lines = len(wrong)
    is_best = [MAX_POINTS - spot_points(lines - misjudged, lines) <= _LOSS_OF_BEST for misjudged in range(lines + 1)]
    return round(voters * sum(share for share, best in zip(shares, is_best, strict=True) if best))


def room_answer(drill: Drill, ballots: Ballots) -> RoomAnswer:
    """The room's answer from at least one ballot."""
    if isinstance(drill.current_step, NeedsStep):
        answer = _order_by_points(shown_choices(drill), _borda(ballots))
    else:
        answer = room_answer_by_hands(drill, count_votes(drill, ballots))
    is_multiple = isinstance(answer.value, tuple)
    return replace(answer, is_composed=is_multiple and answer.value not in ballots.values())


def room_answer_by_hands(drill: Drill, split: Split) -> RoomAnswer:
    """The room's answer from totals with at least one voter; needs in the order of how many put them first."""
    step = drill.current_step
    if isinstance(step, AngerStep):
        return RoomAnswer(_lower_median(split.counts))
    if isinstance(step, SpotStep):
        majority = tuple(line for line in step.lines if 2 * split.counts[line] > split.voters)
        return RoomAnswer(majority, is_composed=True)
    if isinstance(step, NeedsStep):
        return replace(_order_by_points(tuple(split.counts), split.counts, first_only=True), is_composed=True)
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
