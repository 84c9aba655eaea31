"""What a trainee does from the start to the end: home, drills and reviews, one after another."""

from __future__ import annotations

import sys
from contextlib import closing
from dataclasses import replace
from functools import partial

from motdrill.drill.document import drill_document
from motdrill.drill.drill import Drill
from motdrill.errors import JournalError, Quit, Stopped
from motdrill.journal.location import journal_path
from motdrill.messages import _
from motdrill.messages.errors import error_message
from motdrill.sessions import finish, home_pages  # read when needed: no first prompt waits for them
from motdrill.sessions.drill_recorder import DrillRecorder
from motdrill.sessions.option_values import checked_seed, options_text, trainee_name
from motdrill.sessions.play import play
from motdrill.sessions.resume_drill import find_cut_off, resumed_view
from motdrill.sessions.said_steps import BY_DEFAULT, SayOptions, check_say_options, said_steps
from motdrill.sessions.scenario_lookup import load_to_play, source_of
from motdrill.sessions.sequel import Sequel
from motdrill.sessions.similar_name import confirm_name
from motdrill.sessions.trainee_session import TraineeSession, drill_sequel, look_home
from motdrill.sessions.unrecorded import confirm_unrecorded
from motdrill.ui.face import Face
from motdrill.ui.faces import is_interactive, open_face
from motdrill.ui.menu import (
    EXAM,
    HANDBOOK,
    HOME,
    PROGRESS,
    RESUME,
    REVIEW,
    choose_by_keys,
    choose_by_line,
    choose_case_by_keys,
    choose_case_by_line,
)
from motdrill.ui.output import print_message, show_json
from motdrill.ui.view import DrillView


def run_drill(
    scenario: str = "",
    *,
    exam: bool = False,
    resume: bool = False,
    seed: int | None = None,
    trainee: str | None = None,
    say: SayOptions = BY_DEFAULT,
    plain: bool = False,
    json: bool = False,
    journal: str = "",
) -> int:
    """Plays a drill, or does a review (`REVIEW`), and whatever is taken up after it; without a scenario, from home.

    Returns:
        The exit code: 1 for an exam that is not passed.

    Raises:
        JournalError: A review, or what was cut off, is asked for, and the journal cannot be used.
        UsageError: The options contradict each other, or name nothing that there is.
        ReadError: The scenario cannot be read.
        Stopped: The person stopped.
    """
    name, _checked = trainee_name(trainee), checked_seed(seed)
    check_say_options(say, exam=exam)
    with closing(DrillRecorder(journal_path(journal))) as recorder:
        name = confirm_name(recorder, name, interactive=is_interactive(plain, json))
        session = TraineeSession(
            recorder, name, options_text(name if trainee else "", journal, plain=plain), exam, say, plain, json
        )
        if resume:
            return _go_on(session, *_play(session, scenario, seed, resume=True), None)
        return _go_on(session, 0, scenario or HOME, seed)


def begin_review(trainee: str | None, *, say: SayOptions, plain: bool, journal: str) -> None:
    """Reviews the steps that are due today, and does whatever is taken up after it; raises as `run_drill`."""
    run_drill(REVIEW, trainee=trainee, say=say, plain=plain, journal=journal)


def _go_on(session: TraineeSession, code: int, choice: str, seed: int | None) -> int:
    """Does what was chosen, and then what is chosen next, until nothing is; returns the last exit code."""
    while choice:
        session = session.after(choice)
        try:
            code, choice = _take_up(session, choice, seed)
        except EOFError as end:
            raise Stopped("nothing-chosen") from end
        except (JournalError, Quit) as error:
            if not session.from_home:
                raise
            if isinstance(error, JournalError):
                print_message(error_message(error), error=True)
            code, choice = 0, HOME  # which says how to go on with what was stopped
        seed = None
    return code


def _take_up(session: TraineeSession, choice: str, seed: int | None) -> tuple[int, str]:
    """Does what was chosen; returns the exit code and what is chosen next, empty for nothing."""
    if choice == HOME and not (choice := _choose(session)):
        return 0, ""
    if choice == EXAM:
        exam = session._replace(exam=True)
        return _play(exam, case, seed) if (case := _choose_exam(exam)) else (0, session.back)
    if choice in (REVIEW, PROGRESS, HANDBOOK):
        return 0, home_pages.visit(session, choice)
    return _play(session, "" if choice == RESUME else choice, seed, resume=choice == RESUME)


def _choose(session: TraineeSession) -> str:
    """Asks at home what to take up: by keys on a terminal, else by a line; empty for leaving."""
    home, _upcoming = look_home(session)
    choice = choose_by_keys(home) if session.interactive else choose_by_line(home, sys.stdin, sys.stderr)
    if not (choice or session.recorder.has_recorded):
        print_message(_("No scenario was chosen."), error=True)
    return choice


def _choose_exam(session: TraineeSession) -> str:
    """Asks which case is to be the exam; empty for going back."""
    home, _upcoming = look_home(session)
    question = _("Which case as an exam?")
    if session.interactive:
        return choose_case_by_keys(home, question)
    return choose_case_by_line(home, question, sys.stdin, sys.stderr)


def _play(session: TraineeSession, scenario: str, seed: int | None, *, resume: bool = False) -> tuple[int, str]:
    """Plays a drill, a new one or one that was cut off; returns as `_take_up`."""
    recorder = session.recorder
    unfinished = find_cut_off(
        recorder, scenario, session.trainee, exam=session.exam, resume=resume, interactive=session.interactive
    )
    if unfinished:
        recorder.resume(unfinished)
        view = resumed_view(unfinished)
    else:
        recorder.start()
        view = new_view(scenario, checked_seed(seed), session)
    result = play_and_replay(open_face(session.plain, session.json), view, session)
    if session.json:
        show_json(drill_document(result.card, result.guess, lang=view.lang, mode=view.mode, trainee=session.trainee))
    return int(view.exam and not result.card.passed), result.onward


def play_and_replay(face: Face, view: DrillView, session: TraineeSession) -> finish.DrillResult:
    """Plays a drill, then again from its turning point as often as the person wants.

    Returns:
        The result of the first play, which is the drill's; `onward` is what is taken up after the last.

    Raises:
        JournalError: An exam would not be recorded, and there is nobody to ask whether it is to begin.
        Stopped: The person stopped; what was answered is in the journal.
    """
    recorder = session.recorder
    try:
        try:
            return _play_recorded(face, view, session)
        finally:
            face.close()
            recorder.finish_writing()
            recorder.report_problem()
    except Stopped as stopped:
        if recorder.has_recorded and stopped.code in ("stopped", "input-ended"):
            raise type(stopped)(f"{stopped.code}-kept", **stopped.values, options=session.options) from stopped
        raise


def _play_recorded(face: Face, view: DrillView, session: TraineeSession) -> finish.DrillResult:
    recorder = session.recorder
    if view.exam:
        confirm_unrecorded(face, recorder)
    said = None if view.exam else said_steps(session.say, recorder)
    if news := recorder.news():
        view = replace(view, notices=(*view.notices, news))
    conclude = partial(_conclude, session)
    first = result = play(face, view, recorder.save, said, conclude)
    while result.again:
        recorder.start()
        result = play(face, result.again, recorder.save, said, conclude)
    return replace(first, onward=result.onward)


def _conclude(session: TraineeSession, view: DrillView, guess: int | None) -> Sequel:
    """Records the end of a drill and says what follows."""
    session.recorder.finish(guess)
    return drill_sequel(session, view)


def new_view(scenario: str, seed: int, session: TraineeSession) -> DrillView:
    """The view of a new drill.

    Raises:
        ReadError: The file cannot be read or is not a scenario.
        UsageError: There is no such scenario.
    """
    loaded, lang, notices = load_to_play(scenario)
    drill = Drill(loaded.scenario, loaded.id, seed)
    return DrillView(
        drill, lang, session.exam, session.trainee, notices=notices, reminder=session.reminder, source=source_of(loaded)
    )
