"""Reviews the steps that are due today: `motdrill review`."""

from contextlib import closing

from motdrill.drill.drill import Drill
from motdrill.drill.turn import State
from motdrill.errors import Stopped
from motdrill.journal.entries import text_hash
from motdrill.journal.history import History
from motdrill.journal.location import journal_path
from motdrill.messages import requested_language
from motdrill.practice.cards import pick_session
from motdrill.scenario.texts import scenario_language
from motdrill.sessions.drill_recorder import DrillRecorder
from motdrill.sessions.due_cards import DueCard, load_due_cards
from motdrill.sessions.journal_access import report_unreadable
from motdrill.sessions.option_values import checked_seed, trainee_name
from motdrill.sessions.review_loop import run_review
from motdrill.sessions.said_steps import SayOptions, check_say_options, said_steps
from motdrill.ui.faces import open_face
from motdrill.ui.output import show_page
from motdrill.ui.pages.review import done_page, nothing_page
from motdrill.ui.view import DrillView, ScenarioSource


def review(trainee: str | None, *, say: SayOptions, plain: bool, journal: str) -> None:
    """Reviews a person's steps that are due today.

    Raises:
        JournalError: The journal cannot be used.
        Stopped: The person stopped.
    """
    recorder = DrillRecorder(journal_path(journal))
    if recorder.problem:
        raise recorder.problem
    review_due(recorder, trainee_name(trainee), say=say, plain=plain)


def review_due(recorder: DrillRecorder, trainee: str, *, say: SayOptions, plain: bool) -> None:
    """Reviews one session's worth of the steps that are due today.

    Raises:
        UsageError: The options contradict each other.
        Stopped: The person stopped.
    """
    check_say_options(say)
    history = History(recorder.journal)
    due, upcoming, gone = load_due_cards(history, trainee)
    report_unreadable(history)
    if not due:
        show_page(nothing_page(upcoming, gone), plain)
        return
    by_key = {each.card.key: each for each in due}
    session = [by_key[card.key] for card in pick_session([each.card for each in due])]
    steps = [_review_step(each, number, len(session), trainee) for number, each in enumerate(session, 1)]
    with closing(open_face(plain, json=False)) as face:
        try:
            turns = run_review(face, steps, recorder.save, said_steps(say, recorder))
        except Stopped as stopped:
            raise recorder.problem or stopped from stopped
        due, upcoming, _gone = load_due_cards(History(recorder.journal), trainee)
        face.show(done_page(turns, len(due), upcoming))
    recorder.report_problem()


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
