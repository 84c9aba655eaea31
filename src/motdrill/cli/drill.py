"""`motdrill drill`: one drill from the first shout to the last word."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from motdrill import library
from motdrill.cli import options
from motdrill.cli.library import looked_up_to_play
from motdrill.cli.recording import Recorder, journal_file, resumed
from motdrill.cli.reviewing import review_with, standing
from motdrill.errors import Stopped, UsageError
from motdrill.faces.show import show_json, tell
from motdrill.wording import _, ngettext

if TYPE_CHECKING:
    from motdrill.faces.face import Face
    from motdrill.faces.finish import Result
    from motdrill.faces.home import Standing
    from motdrill.faces.stage import Stage
    from motdrill.journal.entries import Unfinished


def drill(
    scenario: options.ScenarioName = "",
    exam: Annotated[
        bool, typer.Option("--exam", help=_("No feedback until the end; exit code 1 if not passed."))
    ] = False,
    resume: Annotated[bool, typer.Option("--resume", help=_("Go on with the drill that was cut off last."))] = False,
    seed: options.Seed = None,
    trainee: options.Trainee = None,
    say: options.Say = False,
    plain: options.Plain = False,
    json: options.Json = False,
    journal: options.JournalPath = "",
) -> int:
    """Plays one drill."""
    named, number = options.checked_name(trainee), options.checked_seed(seed)
    if say and exam:
        raise UsageError("say-exam")
    recorder = Recorder(journal_file(journal))
    interactive = options.is_interactive(plain, json)
    if unfinished := cut_off(recorder, scenario, named, exam, resume, interactive):
        stage, file, text = resumed(unfinished), unfinished.begun.file, unfinished.begun.text
    else:
        reviews = not (exam or json)
        chosen = scenario or choose(interactive, standing(recorder, named, reviews=reviews))
        if chosen is None:
            review_with(recorder, named, say=say, plain=plain)
            return 0
        stage, file, text = opened(chosen, number, exam, named)
    recorder.follow(stage, file, text, unfinished)
    result = played(options.face(plain, json), stage, recorder, say=say)
    if json:
        from motdrill.drill.document import as_document

        show_json(as_document(result.card, result.guess, lang=stage.lang, mode=stage.mode, trainee=named))
    return 1 if stage.exam and not result.card.passed else 0


def cut_off(
    recorder: Recorder, scenario: str, trainee: str, exam: bool, resume: bool, interactive: bool
) -> Unfinished | None:
    """The drill that was cut off, if the person goes on with it; it is offered once.

    Args:
        recorder: Knows the journal.
        scenario: The scenario asked for; empty where none was.
        trainee: Who plays.
        exam: Whether an exam was asked for, which no practice that was cut off can be gone on with as.
        resume: Whether going on was asked for.
        interactive: Whether the person can be asked.

    Raises:
        UsageError: Going on was asked for, and nothing was cut off, or something else.
    """
    found = recorder.unfinished(trainee)
    unlike = _unlike(found, scenario, exam) if found else ""
    if resume:
        if found is None:
            raise recorder.problem or UsageError("nothing-to-resume")
        if unlike:
            raise UsageError(unlike, id=found.begun.scenario_id)
        return found
    return found if found and not unlike and _goes_on(recorder, found, interactive) else None


def _goes_on(recorder: Recorder, found: Unfinished, interactive: bool) -> bool:
    """Whether the person, if they can be asked, goes on with a drill that was cut off; if not, it is left for good."""
    told = ngettext(
        "A drill of {id} was cut off after {n} answer.",
        "A drill of {id} was cut off after {n} answers.",
        len(found.answers),
    ).format(id=found.begun.scenario_id, n=len(found.answers))
    if not interactive:
        how = _("motdrill drill --resume goes on with it.")
        tell(f"{told} {how}", error=True)
        return False
    from motdrill.faces.asking import ask_yes

    go_on = _("Go on with it?")
    goes_on = ask_yes(f"{told} {go_on}")
    if not goes_on:
        recorder.leave(found)
    return goes_on


def _unlike(found: Unfinished, scenario: str, exam: bool) -> str:
    """The code of why a drill that was cut off is not what was asked for; empty where it is."""
    if scenario not in ("", found.begun.scenario_id):
        return "resume-other"
    return "resume-practice" if exam and found.begun.mode != "exam" else ""


def played(face: Face, stage: Stage, recorder: Recorder, *, say: bool) -> Result:
    """Plays a drill, and again from its turning point as often as the person wants; the first result is the drill's.

    Raises:
        Stopped: The person stopped; what was answered is in the journal.
    """
    from motdrill.faces.play import play

    try:
        notebook = recorder if say and not stage.exam else None
        first = result = play(face, stage, recorder.save, notebook)
        recorder.finish(result.guess)
        while result.again:
            recorder.follow_again(result.again)
            result = play(face, result.again, recorder.save, notebook)
            recorder.finish(result.guess)
        return first
    except Stopped as stopped:
        if recorder.has_recorded and stopped.code in ("stopped", "input-ended"):
            raise Stopped(f"{stopped.code}-kept", **stopped.values) from stopped
        raise
    finally:
        face.close()
        recorder.tell()


def choose(interactive: bool, standing: Standing) -> str | None:
    """Asks which scenario to play: arrow keys or numbers on a terminal, a line elsewhere.

    Args:
        interactive: Whether keys can be asked for.
        standing: Where the person stands.

    Returns:
        Its id; None to review what is due instead.

    Raises:
        Stopped: The person chose none, or the input ended.
    """
    from motdrill.faces.home import REVIEW, choose_by_keys, choose_by_line

    rows = library.listed()
    chosen = choose_by_keys(rows, standing) if interactive else choose_by_line(rows, standing, sys.stdin, sys.stderr)
    if not chosen:
        raise Stopped("nothing-chosen")
    return None if chosen == REVIEW else chosen


def opened(name: str, seed: int, exam: bool, trainee: str) -> tuple[Stage, str, str]:
    """The stage of a new drill, the scenario's file, and its text.

    Args:
        name: The scenario's id or file.
        seed: The seed.
        exam: Whether it is an exam.
        trainee: Who plays.

    Raises:
        ReadError: The file cannot be read or is no scenario.
        UsageError: There is no such scenario.
    """
    from motdrill.drill.state import Drill
    from motdrill.faces.stage import Stage

    loaded, lang, notices = looked_up_to_play(name)
    stage = Stage(Drill(loaded.scenario, loaded.id, seed), lang, exam, trainee, notices=notices)
    return stage, str(Path(loaded.file).absolute()), loaded.text
