"""Which steps come back for review, and when: each step done is a card of the FSRS scheduler.

FSRS (free spaced repetition scheduler, Ye 2022-) estimates from the answers so far when the chance of recall will have
fallen to 90%. A choice among replies may be luck, so none counts as easy: 0-1 point is Again, 2 Hard, 3 Good, and Hard
after a hint. Steps come back after days, never within minutes, for people who practise ten minutes a day: a step is
due from the start of its day on, but not before a night has passed since its last answer.

No card is stored: all are computed from the answers on demand.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Final, TypeAlias

from fsrs import Card as FsrsCard
from fsrs import Rating, Scheduler

from motdrill.drill.drill import Drill
from motdrill.drill.records import PlayedDrill, ReviewedStep
from motdrill.drill.turn import Turn

MAX_CARDS: Final = 6
"""The most cards in a review: what fits between two calls; more may follow it."""

NIGHT: Final = timedelta(hours=8)
"""A step answered at five to midnight is not due at midnight; after a night's sleep it is."""

AHEAD: Final = timedelta(days=1)
"""By how much a time may lie ahead of the clock: what a wrong time zone or a small correction comes to."""

LONG_AGO: Final = datetime(2000, 1, 1, tzinfo=UTC)
"""When an answer counts as given whose time cannot be, and beside which no other has a time."""

CardKey: TypeAlias = tuple[str, str]
"""A scenario's id and a step's."""


@dataclass(frozen=True, slots=True)
class StoryPoint:
    """A step in a played drill, by the index, from 0, of the answer to it."""

    played: PlayedDrill
    index: int

    @property
    def drill(self) -> Drill:
        """The drill before the answer to the step."""
        return self.played.drill.with_answers(self.played.drill.answers[: self.index])


@dataclass(frozen=True, slots=True)
class StepAttempt:
    """An answer to a step at an aware time; `story_point` is None in a review, which shows single steps."""

    key: CardKey
    turn: Turn
    at: datetime
    hinted: bool
    story_point: StoryPoint | None


@dataclass(frozen=True, slots=True)
class Card:
    """A step that comes back.

    Attributes:
        due: When, in the time zone of the last attempt.
        last: The last attempt.
        story_point: The last attempt in a story.
        times: The number of attempts.
    """

    key: CardKey
    due: datetime
    last_attempt: StepAttempt
    story_point: StoryPoint
    attempt_count: int

    def due_from(self, now: datetime) -> datetime:
        """The moment it is due from, in the time zone of `now`: its day's start, but a night after the last attempt."""
        start = self.due.astimezone(now.tzinfo).replace(hour=0, minute=0, second=0, microsecond=0)
        return max(start, self.last_attempt.at.astimezone(now.tzinfo) + NIGHT)


def attempts_in_drill(played: PlayedDrill) -> Iterator[StepAttempt]:
    """The attempts in a drill, whether or not it was finished."""
    drill = played.drill
    for i, (turn, timing) in enumerate(zip(drill.turns, played.timings, strict=True)):
        at = played.answered_at(timing)
        yield StepAttempt((drill.scenario_id, turn.answer.step), turn, at, bool(timing.hinted), StoryPoint(played, i))


def attempt_in_review(reviewed: ReviewedStep) -> StepAttempt:
    """The attempt in a review."""
    key = (reviewed.scenario_id, reviewed.turn.answer.step)
    return StepAttempt(key, reviewed.turn, reviewed.at, bool(reviewed.timing.hinted), None)


def build_cards(attempts: Iterable[StepAttempt]) -> list[Card]:
    """The cards of one person from all their attempts, in any order; the longest due first."""
    scheduler = Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)  # the same due date every time
    by_step: defaultdict[CardKey, list[StepAttempt]] = defaultdict(list)
    for attempt in attempts:
        by_step[attempt.key].append(attempt)
    cards = (_build_card(scheduler, sorted(history, key=lambda attempt: attempt.at)) for history in by_step.values())
    return sorted((card for card in cards if card), key=lambda card: (card.due, card.key))


def date_attempts(now: datetime, *recorded: Sequence[StepAttempt]) -> Iterator[StepAttempt]:
    """Attempts with times that can be; each of the sequences is in the order in which it was recorded.

    A clock that stood ahead gives times well after `now`. Such an attempt counts as made when the one recorded before
    it was, or, if there is none, when the very first was: that is the same on every day, so its step comes back, once.
    """
    latest = now + AHEAD
    first = min((attempt.at for row in recorded for attempt in row if attempt.at <= latest), default=LONG_AGO)
    for row in recorded:
        last = first
        for attempt in row:
            last = last if attempt.at > latest else attempt.at
            yield replace(attempt, at=last)


def _build_card(scheduler: Scheduler, history: Sequence[StepAttempt]) -> Card | None:
    """The card of a step from all attempts, the oldest first; None if it was never met in a story."""
    fsrs_card = FsrsCard(card_id=0)
    for attempt in history:
        fsrs_rating = to_fsrs_rating(attempt.turn.points, attempt.hinted)
        fsrs_card, _log = scheduler.review_card(fsrs_card, fsrs_rating, attempt.at.astimezone(UTC))
    last = history[-1]
    story_point = next((attempt.story_point for attempt in reversed(history) if attempt.story_point), None)
    due = fsrs_card.due.astimezone(last.at.tzinfo)
    return Card(last.key, due, last, story_point, len(history)) if story_point else None


def to_fsrs_rating(points: int, hinted: bool) -> Rating:
    """The FSRS rating of an answer with 0-3 points by the rules."""
    if points < 2:
        return Rating.Again
    return Rating.Good if points == 3 and not hinted else Rating.Hard


def due_today(cards: Iterable[Card], now: datetime) -> list[Card]:
    """The cards due by now, in unchanged order; days begin and end in the time zone of `now`."""
    return [card for card in cards if card.due_from(now) <= now]


def pick_session(due: Sequence[Card], max_cards: int = MAX_CARDS) -> list[Card]:
    """The first of the due cards, reordered so that no scenario follows itself where that can be avoided."""
    by_scenario: dict[str, list[Card]] = {}
    for card in due[:max_cards]:
        by_scenario.setdefault(card.key[0], []).append(card)
    session: list[Card] = []
    while by_scenario:
        last = session[-1].key[0] if session else ""
        others = [scenario_id for scenario_id in by_scenario if scenario_id != last] or list(by_scenario)
        fullest = max(others, key=lambda scenario_id: len(by_scenario[scenario_id]))  # of equals the longest due
        session.append(by_scenario[fullest].pop(0))
        if not by_scenario[fullest]:
            del by_scenario[fullest]
    return session
