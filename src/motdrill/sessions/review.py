"""Reviews the steps that are due today: `motdrill review`."""

from collections.abc import Sequence
from contextlib import closing, suppress
from dataclasses import replace

from motdrill.drill.drill import Drill
from motdrill.drill.turn import State
from motdrill.errors import Stopped
from motdrill.journal.entries import text_hash
from motdrill.journal.history import History
from motdrill.messages import requested_language
from motdrill.scenario.texts import scenario_language
from motdrill.sessions.due_cards import DueCard, load_due_cards, pick_due
from motdrill.sessions.journal_access import report_unreadable
from motdrill.sessions.option_values import checked_seed
from motdrill.sessions.review_loop import run_review
from motdrill.sessions.said_steps import said_steps
from motdrill.sessions.sequel import Sequel, offer
from motdrill.sessions.trainee_session import TraineeSession, review_sequel
from motdrill.ui.face import Face
from motdrill.ui.faces import open_face
from motdrill.ui.output import show_page
from motdrill.ui.pages.review import nothing_page
from motdrill.ui.view import DrillView, ScenarioSource


def review_due(session: TraineeSession) -> str:
    """Reviews one session's worth of the steps that are due today.

    Returns:
        What is taken up after it, as the home menu names it; empty for nothing.

    Raises:
        JournalError: The journal cannot be used.
        Stopped: The person stopped.
    """
    recorder = session.recorder
    history = History(recorder.readable_journal())
    due, upcoming, gone = load_due_cards(history, session.trainee)
    report_unreadable(history)
    if not due:
        show_page(nothing_page(upcoming, gone, at_home=session.from_home), session.plain)
        return session.back
    with closing(open_face(session.plain, json=False)) as face:
        try:
            turns = run_review(face, _steps(session, due), recorder.save, said_steps(session.say, recorder))
        except Stopped as stopped:
            face.close()
            recorder.finish_writing()
            raise (recorder.is_behind and recorder.problem) or stopped from stopped
        onward = _finish(face, review_sequel(session, turns))
    recorder.finish_writing()
    recorder.report_problem()
    return onward


def _finish(face: Face, sequel: Sequel) -> str:
    """Shows the result and what follows; the full screen leaves it standing."""
    onward = ""
    with suppress(EOFError, KeyboardInterrupt):  # the review is over, so there is nothing left to stop
        onward = offer(face, sequel)
    if face.waits_for_enter:
        face.show(sequel.page)
    return onward


def _steps(session: TraineeSession, due: Sequence[DueCard]) -> list[DrillView]:
    """The views of one session's steps; the first has the sentence to use, and what is to be known of the journal."""
    chosen = pick_due(due)
    steps = [_review_step(each, number, len(chosen), session.trainee) for number, each in enumerate(chosen, 1)]
    news = session.recorder.news()
    return [replace(steps[0], reminder=session.reminder, notices=(news,) if news else ()), *steps[1:]]


def _review_step(due: DueCard, number: int, total: int, trainee: str) -> DrillView:
    card, point = due.card, due.card.story_point
    scenario_id, step_id = card.key
    lang, _as_asked = scenario_language(due.scenario, requested_language())
    start = State(step_id, card.last_attempt.turn.before.anger)
    drill = Drill(due.scenario, scenario_id, checked_seed(None), start_at=start)
    same_text = text_hash(due.text) == point.played.text_hash  # what led to the step is only known in the same story
    before = point.drill if same_text else point.drill.with_answers(())
    source = ScenarioSource(str(due.file), due.text)
    story = DrillView(before, lang)
    return DrillView(drill, lang, trainee=trainee, review=(number, total), story=story, source=source)
