"""Which steps come back for review, and when: each step done is a card of the FSRS scheduler.

FSRS (free spaced repetition scheduler, Ye 2022-) estimates from the answers so far when a memory will have faded to a
90 % chance of recall. A choice among replies may be luck, so none counts as easy: 0-1 point is Again, 2 Hard, 3 Good,
and Hard after a hint. Steps come back after days, never within minutes, for people who practise ten minutes a day.

Nothing of this is stored: the cards are computed from the answers whenever they are asked for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final, TypeAlias

from motdrill.drill.played import Played, Reviewed
from motdrill.drill.state import Drill, Turn

if TYPE_CHECKING:
    from fsrs import Rating, Scheduler

MOST_CARDS: Final = 12
"""A review takes 5-10 minutes: so many steps at 40 seconds or so each."""

CardKey: TypeAlias = tuple[str, str]
"""A scenario's id and a step's."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a card's step was last met in a story.

    Attributes:
        played: The drill.
        number: Which of its answers was given to the step, from 0.
    """

    played: Played
    number: int

    @property
    def drill(self) -> Drill:
        """The drill up to the step, without the answer to it."""
        return self.played.drill.having(self.played.drill.answers[: self.number])


@dataclass(frozen=True, slots=True)
class Seen:
    """One time a step was done.

    Attributes:
        key: The scenario's id and the step's.
        turn: The answer and what it did.
        at: When; an aware time.
        hinted: Whether the hint had been asked for.
        source: Where the step was met; None for a review, which is met by itself.
    """

    key: CardKey
    turn: Turn
    at: datetime
    hinted: bool
    source: Source | None


@dataclass(frozen=True, slots=True)
class Card:
    """A step that comes back.

    Attributes:
        key: The scenario's id and the step's.
        due: When it is due, in the zone of the last answer to it.
        last: The last time it was done.
        source: Where it was last met in a story.
        times: How often it was done.
    """

    key: CardKey
    due: datetime
    last: Seen
    source: Source
    times: int


def seen_in_drill(played: Played) -> Iterator[Seen]:
    """The steps done in a drill, whether or not it came to its end."""
    drill = played.drill
    for i, (turn, timing) in enumerate(zip(drill.turns, played.timings, strict=True)):
        at = played.answered_at(timing)
        yield Seen((drill.scenario_id, turn.answer.step), turn, at, bool(timing.hinted), Source(played, i))


def seen_in_review(reviewed: Reviewed) -> Seen:
    """The step done in a review."""
    key = (reviewed.scenario_id, reviewed.turn.answer.step)
    return Seen(key, reviewed.turn, reviewed.at, bool(reviewed.timing.hinted), None)


def cards(seen: Iterable[Seen], now: datetime | None = None) -> list[Card]:
    """The cards of one person, the longest due first.

    Args:
        seen: Everything they have done, in any order.
        now: An aware time that nothing was done after: a clock that was wrong once must not put steps off for years.
    """
    from fsrs import Scheduler  # takes longer to import than most commands need in all

    scheduler = Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)  # the same due date every time
    by_step: defaultdict[CardKey, list[Seen]] = defaultdict(list)
    for each in seen:
        by_step[each.key].append(replace(each, at=now) if now and each.at > now else each)
    made = (_card(scheduler, sorted(history, key=lambda each: each.at)) for history in by_step.values())
    return sorted((card for card in made if card), key=lambda card: (card.due, card.key))


def _card(scheduler: Scheduler, history: Sequence[Seen]) -> Card | None:
    """A card from everything done at its step, the oldest first; None where it was never met in a story."""
    from fsrs import Card as Scheduled

    scheduled = Scheduled(card_id=0)
    for each in history:
        scheduled, _log = scheduler.review_card(
            scheduled, rating(each.turn.points, each.hinted), each.at.astimezone(UTC)
        )
    last, source = history[-1], next((each.source for each in reversed(history) if each.source), None)
    due = scheduled.due.astimezone(last.at.tzinfo)
    return Card(last.key, due, last, source, len(history)) if source else None


def rating(points: int, hinted: bool) -> Rating:
    """What an answer says about the memory of a step.

    Args:
        points: By the rules, 0-3.
        hinted: Whether the hint had been asked for.
    """
    from fsrs import Rating

    if points < 2:
        return Rating.Again
    return Rating.Good if points == 3 and not hinted else Rating.Hard


def due_by(cards: Iterable[Card], now: datetime) -> list[Card]:
    """The cards due on the day of a time, or before it, in the order given.

    Args:
        cards: The cards.
        now: An aware time, whose zone says when the day ends.
    """
    return [card for card in cards if card.due.astimezone(now.tzinfo).date() <= now.date()]


def session(due: Sequence[Card], most: int = MOST_CARDS) -> list[Card]:
    """The cards of one review: those longest due, mixed so that no scenario follows itself where that can be helped.

    Args:
        due: The cards that are due, the longest due first.
        most: How many a review has.
    """
    waiting: dict[str, list[Card]] = {}
    for card in due[:most]:
        waiting.setdefault(card.key[0], []).append(card)
    chosen: list[Card] = []
    while waiting:
        last = chosen[-1].key[0] if chosen else ""
        others = [scenario_id for scenario_id in waiting if scenario_id != last] or list(waiting)
        fullest = max(others, key=lambda scenario_id: len(waiting[scenario_id]))  # the first of equals is longest due
        chosen.append(waiting[fullest].pop(0))
        if not waiting[fullest]:
            del waiting[fullest]
    return chosen
