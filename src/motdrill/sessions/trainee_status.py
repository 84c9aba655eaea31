"""Where a trainee stands, for the home screen."""

from contextlib import suppress

from motdrill.errors import JournalError
from motdrill.journal.history import History
from motdrill.journal.journal import Journal
from motdrill.practice.progress import summarize_progress
from motdrill.sessions.drill_recorder import DrillRecorder
from motdrill.sessions.due_cards import load_due_cards
from motdrill.ui.menu import TraineeStatus


def trainee_status(recorder: DrillRecorder, trainee: str, *, reviews: bool) -> TraineeStatus:
    """What is due, what is weakest and what is passed; empty where the journal has nothing or cannot be read."""
    if reviews and (journal := recorder.journal):
        with suppress(JournalError):
            if journal.has_drills(trainee):
                return _status(journal, trainee)
    return TraineeStatus(0, None)


def _status(journal: Journal, trainee: str) -> TraineeStatus:
    history = History(journal)
    due, _upcoming, _gone = load_due_cards(history, trainee)
    progress = summarize_progress(history.played_drills(trainee=trainee), ())
    passed = frozenset(row.scenario_id for row in progress.scenarios if row.passed)
    return TraineeStatus(len(due), progress.weakest, passed)
