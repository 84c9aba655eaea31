"""What home leads to besides a case: a review, progress, the pages of the handbook."""

import sys
from contextlib import closing
from datetime import datetime

from motdrill.journal.history import History
from motdrill.messages import requested_language
from motdrill.practice.progress import summarize_progress
from motdrill.sessions.ask_step import look_at
from motdrill.sessions.handbook_pages import handbook_page
from motdrill.sessions.journal_access import report_unreadable
from motdrill.sessions.review import review_due
from motdrill.sessions.trainee_session import TraineeSession
from motdrill.ui.blocks import Page
from motdrill.ui.faces import open_face
from motdrill.ui.handbook_menu import choose_page_by_keys, choose_page_by_line
from motdrill.ui.menu import HANDBOOK, PROGRESS, REVIEW
from motdrill.ui.pages.progress import progress_page


def visit(session: TraineeSession, choice: str) -> str:
    """Does the review, or shows progress or the handbook.

    Returns:
        What is taken up after it, as the home menu names it; empty for nothing.

    Raises:
        JournalError: The journal cannot be used.
        EOFError: The input ended.
        Stopped: The person stopped.
    """
    return {REVIEW: review_due, PROGRESS: _show_progress, HANDBOOK: _browse_handbook}[choice](session)


def _show_progress(session: TraineeSession) -> str:
    history = History(session.recorder.readable_journal())
    played, reviews = history.played_drills(trainee=session.trainee), history.reviews(session.trainee)
    progress, today = summarize_progress(played, reviews), datetime.now().astimezone().date()
    page = progress_page(progress, session.trainee, today, at_home=session.from_home)
    report_unreadable(history)
    _show(session, page)
    return session.back


def _browse_handbook(session: TraineeSession) -> str:
    entry_id = ""
    while entry_id := (
        choose_page_by_keys(entry_id) if session.interactive else choose_page_by_line(sys.stdin, sys.stderr, entry_id)
    ):
        _show(session, handbook_page(entry_id, requested_language(), at_home=session.from_home))
    return session.back


def _show(session: TraineeSession, page: Page) -> None:
    with closing(open_face(session.plain, json=False)) as face:
        look_at(face, page)
