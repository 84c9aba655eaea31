"""Where a trainee stands and what comes next, for the home screen and the end of a drill."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from typing import NamedTuple

from motdrill import library
from motdrill.errors import JournalError, ReadError
from motdrill.journal.entries import UnfinishedDrill
from motdrill.journal.history import History
from motdrill.journal.journal import Journal
from motdrill.messages import requested_language
from motdrill.practice.next_step import BestScore, CourseCase, CutOff, NextStep, Standing, choose_next
from motdrill.practice.progress import summarize_progress
from motdrill.practice.reading_time import review_minutes
from motdrill.scenario.load import load
from motdrill.scenario.skill_usage import skill_usage
from motdrill.sessions.drill_recorder import DrillRecorder
from motdrill.sessions.due_cards import load_due_cards, pick_due
from motdrill.sessions.resume_drill import step_reached


class Outlook(NamedTuple):
    """Where a trainee stands, with the next step.

    Attributes:
        standing: What was done and what is due.
        next: The next step; None where there is no case.
        course: The library in the order of the course.
        upcoming: The next day with steps to review, and their number.
    """

    standing: Standing
    next: NextStep | None
    course: Sequence[library.LibraryEntry]
    upcoming: tuple[date, int] | None = None


def outlook(recorder: DrillRecorder, trainee: str, *, reviews: bool, exam: bool = False) -> Outlook:
    """What the journal says of a trainee and what follows from it; without a journal, the course from its beginning.

    Args:
        recorder: The recorder.
        trainee: Whose.
        reviews: Whether a review may come next.
        exam: Whether only an exam may be gone on with.
    """
    course, standing, upcoming = library.entries_by_course(), Standing(), None
    if journal := recorder.journal:
        with suppress(JournalError):
            if journal.has_drills(trainee):
                standing, upcoming = _standing(recorder, journal, trainee)
    if standing.cut_off and exam and not standing.cut_off.exam:
        standing = standing._replace(cut_off=None)
    if not reviews:
        standing = standing._replace(due=0)
    cases = [CourseCase(entry.id, entry.opening_anger) for entry in course]
    times = _TimesTrained({entry.id: entry for entry in course})
    return Outlook(standing, choose_next(standing, cases, times), course, upcoming)


class _TimesTrained:
    """Counts the steps of a scenario that train a skill; a file that cannot be read trains nothing."""

    def __init__(self, entries: dict[str, library.LibraryEntry]) -> None:
        self._entries = entries

    def __call__(self, scenario_id: str, skill: str) -> int:
        with suppress(ReadError):
            return skill_usage(load(self._entries[scenario_id].path).scenario)[skill]
        return 0


def _standing(recorder: DrillRecorder, journal: Journal, trainee: str) -> tuple[Standing, tuple[date, int] | None]:
    history = History(journal)
    due, upcoming, _gone = load_due_cards(history, trainee)
    session = pick_due(due)
    progress = summarize_progress(history.played_drills(trainee=trainee), ())
    standing = Standing(
        cut_off=_cut_off(recorder.unfinished(trainee)),
        due=len(due),
        review_steps=len(session),
        review_minutes=review_minutes([(each.card, each.scenario) for each in session], requested_language()),
        best={row.scenario_id: BestScore(max(row.scores), row.passed) for row in progress.scenarios},
        weakest=progress.weakest,
    )
    return standing, upcoming


def _cut_off(unfinished: UnfinishedDrill | None) -> CutOff | None:
    if unfinished is None:
        return None
    start = unfinished.start
    return CutOff(start.scenario_id, step_reached(unfinished), start.mode == "exam")
