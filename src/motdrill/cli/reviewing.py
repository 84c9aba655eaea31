"""`motdrill review`: the single steps that are due today."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from motdrill import library
from motdrill.cli import options
from motdrill.cli.reading import tell_unreadable
from motdrill.cli.recording import Recorder, journal_file
from motdrill.errors import JournalError, ReadError, Stopped, UsageError
from motdrill.wording import asked

if TYPE_CHECKING:
    from motdrill.faces.home import Standing
    from motdrill.faces.review import Visit
    from motdrill.journal.history import History
    from motdrill.practice.cards import Card
    from motdrill.scenario.model import Scenario


@dataclass(frozen=True, slots=True)
class CurrentCard:
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


def review(
    trainee: options.Trainee = None,
    say: options.Say = False,
    plain: options.Plain = False,
    journal: options.JournalPath = "",
) -> None:
    """Reviews what is due."""
    recorder = Recorder(journal_file(journal))
    if recorder.problem:
        raise recorder.problem
    review_with(recorder, options.checked_name(trainee), say=say, plain=plain)


def review_with(recorder: Recorder, trainee: str, *, say: bool, plain: bool) -> None:
    """Reviews the steps of one person that are due today, as many as one review has.

    Args:
        recorder: Records the answers.
        trainee: Who; empty where nobody said.
        say: Whether they answer in their own words first.
        plain: For the ear.
    """
    from motdrill.faces.pages.review import done_page, nothing_page
    from motdrill.faces.review import review as play_review
    from motdrill.faces.show import show_page
    from motdrill.journal.history import History

    history = History(recorder.journal)
    due, upcoming, gone = due_cards(history, trainee)
    tell_unreadable(history)
    if not due:
        show_page(nothing_page(upcoming, gone), plain)
        return
    chosen = _chosen(due)
    visits = [_visit(each, number, len(chosen), trainee) for number, each in enumerate(chosen, 1)]

    def follow(i: int) -> None:
        recorder.follow(visits[i].stage, str(chosen[i].file), chosen[i].text)

    with closing(options.face(plain, json=False)) as face:
        try:
            turns = play_review(face, visits, follow, recorder.save, recorder if say else None)
        except Stopped as stopped:
            raise recorder.problem or stopped from stopped
        due, upcoming, _gone = due_cards(History(recorder.journal), trainee)
        face.show(done_page(turns, len(due), upcoming))
    recorder.tell()


def _chosen(due: list[CurrentCard]) -> list[CurrentCard]:
    """What one review has of what is due."""
    from motdrill.practice.cards import session

    by_key = {each.card.key: each for each in due}
    return [by_key[card.key] for card in session([each.card for each in due])]


def standing(recorder: Recorder, trainee: str, *, reviews: bool) -> Standing:
    """Where a person stands, for the home screen; nothing where the journal has nothing, or cannot be read.

    Args:
        recorder: Knows the journal.
        trainee: Who; empty where nobody said.
        reviews: Whether a review can be offered: not where an exam or a document was asked for.
    """
    from motdrill.faces.home import Standing

    if reviews and recorder.problem is None:
        with suppress(JournalError):
            if recorder.journal.has_drills(trainee):
                from motdrill.journal.history import History
                from motdrill.practice.progress import progress

                history = History(recorder.journal)
                due, _upcoming, _gone = due_cards(history, trainee)
                so_far = progress(history.played(trainee=trainee), ())
                passed = frozenset(row.scenario_id for row in so_far.scenarios if row.passed)
                return Standing(len(due), so_far.weakest, passed)
    return Standing(0, None)


def due_cards(history: History, trainee: str) -> tuple[list[CurrentCard], tuple[date, int] | None, int]:
    """A person's cards that are due today, the longest due first, the next day that has any, and how many are gone.

    Those whose step has gone from its scenario, or whose scenario has gone or cannot be read, do not come back.

    Raises:
        JournalError: The journal cannot be read.
    """
    from motdrill.practice.cards import cards, due_by, seen_in_drill, seen_in_review

    seen = [each for played in history.played(trainee=trainee, cut_off=True) for each in seen_in_drill(played)]
    seen += [seen_in_review(reviewed) for reviewed in history.reviews(trainee)]
    now = datetime.now().astimezone()
    every = cards(seen, now)
    alive = list(_current_cards(every))
    due = {card.key for card in due_by([each.card for each in alive], now)}
    later = Counter(each.card.due.astimezone(now.tzinfo).date() for each in alive if each.card.key not in due)
    upcoming = min(later.items(), default=None)
    return [each for each in alive if each.card.key in due], upcoming, len(every) - len(alive)


def _current_cards(cards: Iterable[Card]) -> Iterable[CurrentCard]:
    """Cards with their scenario as it is now, where it still has the step."""
    found: dict[str, tuple[Scenario, Path, str] | None] = {}
    for card in cards:
        file = card.source.played.file
        if file not in found:
            found[file] = _current(card)
        current = found[file]
        if current and card.key[1] in current[0].steps:
            yield CurrentCard(card, *current)


def _current(card: Card) -> tuple[Scenario, Path, str] | None:
    """The scenario of a card as it is now; None where it is gone or cannot be read."""
    from motdrill.journal.entries import text_hash
    from motdrill.scenario.load import build, read_text

    try:
        file = Path(card.source.played.file)
        if not file.is_file():  # moved with an update of motdrill, perhaps
            file = library.find(card.key[0])[0]
        text = read_text(file)
        unchanged = text_hash(text) == card.source.played.text_hash
        return card.source.played.drill.scenario if unchanged else build(text), file, text
    except (ReadError, UsageError, OSError):
        return None


def _visit(current: CurrentCard, number: int, total: int, trainee: str) -> Visit:
    from motdrill.drill.state import Drill, State
    from motdrill.faces.review import Visit
    from motdrill.faces.stage import Stage
    from motdrill.journal.entries import text_hash
    from motdrill.scenario.texts import choose_language

    card = current.card
    scenario_id, step_id = card.key
    lang, _as_asked = choose_language(current.scenario, asked())
    start = State(step_id, card.last.turn.before.anger)
    drill = Drill(current.scenario, scenario_id, options.checked_seed(None), start_at=start)
    same = text_hash(current.text) == card.source.played.text_hash  # another text is another story
    before = card.source.drill if same else card.source.drill.having(())
    return Visit(Stage(drill, lang, trainee=trainee, review=(number, total)), Stage(before, lang))
