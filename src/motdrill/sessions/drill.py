"""One drill from the choice of a scenario to the debrief: `motdrill drill`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from motdrill import library
from motdrill.drill.document import drill_document
from motdrill.drill.drill import Drill
from motdrill.errors import Stopped
from motdrill.journal.location import journal_path
from motdrill.sessions.drill_recorder import DrillRecorder
from motdrill.sessions.option_values import checked_seed, trainee_name
from motdrill.sessions.play import play
from motdrill.sessions.resume_drill import find_cut_off, resumed_view
from motdrill.sessions.said_steps import BY_DEFAULT, SayOptions, check_say_options, said_steps
from motdrill.sessions.scenario_lookup import load_to_play, source_of
from motdrill.ui.face import Face
from motdrill.ui.faces import is_interactive, open_face
from motdrill.ui.menu import REVIEW, choose_by_keys, choose_by_line
from motdrill.ui.output import show_json
from motdrill.ui.view import DrillView

if TYPE_CHECKING:
    from motdrill.sessions.finish import DrillResult


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
    """Plays one drill; without a scenario it is chosen from a menu, where a review may be chosen as well.

    Returns:
        The exit code: 1 for an exam that is not passed.

    Raises:
        UsageError: The options contradict each other, or name nothing that there is.
        ReadError: The scenario cannot be read.
        Stopped: The person stopped.
    """
    name, number = trainee_name(trainee), checked_seed(seed)
    check_say_options(say, exam=exam)
    recorder = DrillRecorder(journal_path(journal))
    interactive = is_interactive(plain, json)
    unfinished = find_cut_off(recorder, scenario, name, exam=exam, resume=resume, interactive=interactive)
    if unfinished:
        recorder.resume(unfinished)
        view = resumed_view(unfinished)
    else:
        scenario = scenario or choose_scenario(interactive, recorder, name, reviews=not (exam or json))
        if scenario == REVIEW:
            from motdrill.sessions.review import review_due  # a drill's first prompt need not wait for its modules

            review_due(recorder, name, say=say, plain=plain)
            return 0
        view = new_view(scenario, number, exam, name)
    result = play_and_replay(open_face(plain, json), view, recorder, say=say)
    if json:
        show_json(drill_document(result.card, result.guess, lang=view.lang, mode=view.mode, trainee=name))
    return 1 if view.exam and not result.card.passed else 0


def play_and_replay(face: Face, view: DrillView, recorder: DrillRecorder, *, say: SayOptions) -> DrillResult:
    """Plays a drill, then again from its turning point as often as the person wants.

    Returns:
        The result of the first play, which is the drill's.

    Raises:
        Stopped: The person stopped; what was answered is in the journal.
    """
    try:
        said = None if view.exam else said_steps(say, recorder)
        first = result = play(face, view, recorder.save, said)
        recorder.finish(result.guess)
        while result.again:
            recorder.start()
            result = play(face, result.again, recorder.save, said)
            recorder.finish(result.guess)
        return first
    except Stopped as stopped:
        if recorder.has_recorded and stopped.code in ("stopped", "input-ended"):
            raise Stopped(f"{stopped.code}-kept", **stopped.values) from stopped
        raise
    finally:
        face.close()
        recorder.report_problem()


def choose_scenario(interactive: bool, recorder: DrillRecorder, trainee: str, *, reviews: bool) -> str:
    """Asks which scenario to play (with `reviews` also a review): by keys on a terminal, else by a line.

    Returns:
        Its id, or `REVIEW`.

    Raises:
        Stopped: The person chose none, or the input ended.
    """
    from motdrill.sessions.trainee_status import trainee_status  # only the home screen needs it

    status, entries = trainee_status(recorder, trainee, reviews=reviews), library.entries_by_level()
    if interactive:
        choice = choose_by_keys(entries, status)
    else:
        choice = choose_by_line(entries, status, sys.stdin, sys.stderr)
    if not choice:
        raise Stopped("nothing-chosen")
    return choice


def new_view(scenario: str, seed: int, exam: bool, trainee: str) -> DrillView:
    """The view of a new drill.

    Raises:
        ReadError: The file cannot be read or is not a scenario.
        UsageError: There is no such scenario.
    """
    loaded, lang, notices = load_to_play(scenario)
    drill = Drill(loaded.scenario, loaded.id, seed)
    return DrillView(drill, lang, exam, trainee, notices=notices, source=source_of(loaded))
