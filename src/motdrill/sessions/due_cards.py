"""The review cards of a person that are due, each with its scenario as the file is now."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from motdrill import library
from motdrill.errors import ReadError, UsageError
from motdrill.journal.entries import text_hash
from motdrill.journal.history import History
from motdrill.practice.cards import (
    Card,
    attempt_in_review,
    attempts_in_drill,
    build_cards,
    date_attempts,
    due_today,
    pick_session,
)
from motdrill.scenario.file_text import read_text
from motdrill.scenario.load import scenario_from_text
from motdrill.scenario.model import Scenario


@dataclass(frozen=True, slots=True)
class DueCard:
    """A card whose step still exists.

    Attributes:
        card: The card.
        scenario: The scenario as its file is now.
        file: The file.
        text: Its text.
    """

    card: Card
    scenario: Scenario
    file: Path
    text: str


def load_due_cards(history: History, trainee: str) -> tuple[list[DueCard], tuple[date, int] | None, int]:
    """A person's cards that are due today, longest due first.

    Cards are left out whose step is no longer in its scenario, or whose scenario is gone or cannot be read.

    Returns:
        The cards; the next day with cards and their number, None if there is none; how many were left out.

    Raises:
        JournalError: The journal cannot be read.
    """
    drills = history.played_drills(trainee=trainee, cut_off=True, as_recorded=True)
    in_drills = [attempt for drill in drills for attempt in attempts_in_drill(drill)]
    in_reviews = [attempt_in_review(reviewed) for reviewed in history.reviews(trainee, as_recorded=True)]
    now = datetime.now().astimezone()
    cards = build_cards(date_attempts(now, in_drills, in_reviews))
    current = list(_with_scenario(cards))
    due = {card.key for card in due_today([each.card for each in current], now)}
    later = Counter(each.card.due_from(now).date() for each in current if each.card.key not in due)
    upcoming = min(later.items(), default=None)
    return [each for each in current if each.card.key in due], upcoming, len(cards) - len(current)


def pick_due(due: Sequence[DueCard]) -> list[DueCard]:
    """One session's worth of due cards, in the order of `pick_session`."""
    by_key = {each.card.key: each for each in due}
    return [by_key[card.key] for card in pick_session([each.card for each in due])]


def _with_scenario(cards: list[Card]) -> Iterator[DueCard]:
    cache: dict[str, tuple[Scenario, Path, str] | None] = {}
    for card in cards:
        file = card.story_point.played.file
        if file not in cache:
            cache[file] = _current_scenario(card)
        current = cache[file]
        if current and card.key[1] in current[0].steps:
            yield DueCard(card, *current)


def _current_scenario(card: Card) -> tuple[Scenario, Path, str] | None:
    """A card's scenario as its file is now, the file and its text; None if it is gone or cannot be read."""
    played = card.story_point.played
    try:
        file = Path(played.file)
        if not file.is_file():  # an update of motdrill may have moved the library
            file = library.find_scenario(card.key[0])[0]
        text = read_text(file)
        unchanged = text_hash(text) == played.text_hash
        return played.drill.scenario if unchanged else scenario_from_text(text), file, text
    except (ReadError, UsageError, OSError):
        return None
