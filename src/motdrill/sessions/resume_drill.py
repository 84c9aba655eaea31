"""Goes on with a drill that was cut off, with the scenario's text of that time."""

from pathlib import Path

from motdrill import library
from motdrill.drill.drill import Drill
from motdrill.errors import ReadError, UsageError
from motdrill.journal.entries import MISFIT, DrillStart, UnfinishedDrill
from motdrill.messages import _, join_sentences
from motdrill.scenario.file_text import read_text
from motdrill.scenario.load import scenario_from_text
from motdrill.sessions.drill_recorder import DrillRecorder
from motdrill.ui.output import print_message
from motdrill.ui.prompts import ask_yes
from motdrill.ui.view import DrillView, ScenarioSource


def find_cut_off(
    recorder: DrillRecorder, scenario: str, trainee: str, *, exam: bool, resume: bool, interactive: bool
) -> UnfinishedDrill | None:
    """The drill that was cut off, if it is to be resumed; without `--resume` it is offered once.

    Raises:
        JournalError: `--resume` was given, and the journal cannot be used.
        UsageError: `--resume` was given, and nothing, or something else, was cut off, or it is open in another window.
    """
    unfinished = recorder.unfinished(trainee)
    mismatch = _mismatch(unfinished, scenario, exam) if unfinished else ""
    if resume:
        if unfinished is None:
            code = "drill-open" if recorder.is_open_elsewhere else "nothing-to-resume"
            raise recorder.problem or UsageError(code)
        if mismatch:
            raise UsageError(mismatch, id=unfinished.start.scenario_id)
        return unfinished
    if unfinished:
        if not mismatch and _offer(recorder, unfinished, interactive):
            return unfinished
        recorder.release(unfinished.id)
    return None


def _mismatch(unfinished: UnfinishedDrill, scenario: str, exam: bool) -> str:
    """The error code of why a drill that was cut off is not the one asked for; empty if it is."""
    if scenario and library.scenario_id(scenario) != unfinished.start.scenario_id:
        return "resume-other"
    return "resume-practice" if exam and unfinished.start.mode != "exam" else ""


def _offer(recorder: DrillRecorder, unfinished: UnfinishedDrill, interactive: bool) -> bool:
    """Asks whether to resume, and abandons the drill if not; without a person to ask, only mentions it."""
    notice = _("A drill of {id} was stopped at step {number}.")
    notice = notice.format(id=unfinished.start.scenario_id, number=step_reached(unfinished))
    if not interactive:
        how = _("motdrill drill --resume goes on with it.")
        print_message(join_sentences([notice, how]), error=True)
        return False
    question = _("Go on with it?")
    accepted = ask_yes(join_sentences([notice, question]))
    if not accepted:
        recorder.abandon(unfinished)
    return accepted


def step_reached(unfinished: UnfinishedDrill) -> int:
    """The number of the step at which a drill was cut off, from 1."""
    try:
        return resumed_view(unfinished).step_number
    except (ReadError, *MISFIT):  # whoever goes on with it is told
        return len(unfinished.answers) + 1


def resumed_view(unfinished: UnfinishedDrill) -> DrillView:
    """The view of a drill that was cut off, with the scenario's text of that time.

    Raises:
        ReadError: That text does not load any more.
    """
    start = unfinished.start
    drill = Drill(scenario_from_text(start.text), start.scenario_id, start.seed, unfinished.answers)
    notice = _("The scenario has changed since: this drill goes on with the text it began with.")
    return DrillView(
        drill,
        start.lang,
        exam=start.mode == "exam",
        trainee=start.trainee,
        replay=start.mode == "replay",
        notices=() if _is_unchanged(start) else (notice,),
        resumed=True,
        source=ScenarioSource(start.file, start.text),
    )


def _is_unchanged(start: DrillStart) -> bool:
    """Whether the scenario's file has the text of that time; a file that is gone counts as unchanged."""
    try:
        return read_text(Path(start.file)) == start.text
    except ReadError as error:
        return error.problems[0].code == "not-found"
