"""The loop of a drill over a face: ask, save, show what it did, until the story is over.

The loop is the same for every face. A face shows a page and gives back a line: what was typed, or the key pressed. What
differs is whether feedback waits: the terminal stops at it, the plain face prints it and asks the next question, where
the keys that belong to feedback still work.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from motdrill.drill.answers import read_answer
from motdrill.drill.state import Answer, Given, Turn
from motdrill.errors import AnswerError, Stopped
from motdrill.faces.face import Face, Interrupted, Question, command_of
from motdrill.faces.page import Key, Page, para
from motdrill.faces.pages.feedback import feedback_page, others_page, reaction_page
from motdrill.faces.pages.learn import entry_page
from motdrill.faces.pages.step import brief_page, step_page
from motdrill.faces.stage import Stage
from motdrill.scenario.model import NeedsStep, ReplyStep, SpotStep
from motdrill.wording import _
from motdrill.wording.errors import told

if TYPE_CHECKING:
    from motdrill.faces.finish import Result
    from motdrill.faces.saying import Notebook, Said


Save: TypeAlias = Callable[[Answer, float, bool], None]
"""Takes an answer, the seconds it took, and whether the hint had been asked for."""


def forget(_answer: Answer, _elapsed_s: float, _hinted: bool) -> None:
    """Saves nothing."""


def play(face: Face, stage: Stage, save: Save, notebook: Notebook | None = None) -> Result:
    """Plays a drill from where it stands to its end.

    Args:
        face: The face.
        stage: The stage; its drill may have answers already.
        save: Called with each answer before anything about it is shown.
        notebook: Keeps what they would say in their own words; None where they are not asked.

    Raises:
        Stopped: The person stopped, or the input ended before the story.
        Interrupted: Something outside has changed what is played; its `place` is where the drill stood.
    """
    try:
        if not stage.drill.turns and stage.drill.start_at is None:
            wait(face, stage, brief_page(stage))
        elif stage.resumed:
            _catch_up(face, stage)
        while stage.drill.step is not None:
            stage = play_step(face, stage, save, notebook)
        from motdrill.faces.finish import finish

        return finish(face, stage, lambda line: _serve_line(face, stage, line))
    except Interrupted as interrupted:
        interrupted.place = stage.drill.state if stage.drill.turns else stage.drill.start_at
        raise
    except EOFError as end:
        raise Stopped("input-ended", number=len(stage.drill.turns) + 1) from end


def _catch_up(face: Face, stage: Stage) -> None:
    """Goes on with a drill that was cut off: its last feedback may never have been shown."""
    if stage.notices:
        wait(face, stage, tuple(para(notice, style="fair") for notice in stage.notices))
    _after_answer(face, stage)


def play_step(face: Face, stage: Stage, save: Save, notebook: Notebook | None) -> Stage:
    """Asks one step, saves the answer, and shows what it did.

    Args:
        face: The face.
        stage: A stage whose drill stands at a step.
        save: Called with the answer before anything about it is shown.
        notebook: Keeps what they would say in their own words; None where they are not asked.

    Returns:
        The stage after the answer.

    Raises:
        Stopped: The person stopped.
        EOFError: The input ended.
    """
    said = _said_first(face, stage, notebook)
    begin = time.monotonic()
    given, hinted = _answer(face, stage, "")
    hinted = hinted or bool(said and said.hinted)
    save(Answer(stage.drill.state.step or "", given), time.monotonic() - begin, hinted)
    after = replace(stage, drill=stage.drill.answer(given))
    _after_answer(face, after)
    if notebook and said and said.words:
        from motdrill.faces.saying import compare

        compare(face, after, notebook, said, lambda line: _serve_line(face, after, line, after.last))
    return after


def _said_first(face: Face, stage: Stage, notebook: Notebook | None) -> Said | None:
    """What the trainee says in their own words before the replies are shown; None where they are not asked."""
    if notebook is None or not isinstance(stage.drill.step, ReplyStep):
        return None
    from motdrill.faces.saying import ask_words

    return ask_words(face, stage, notebook, lambda line: _serve_line(face, stage, line))


def _answer(face: Face, stage: Stage, note: str, leave: str = "") -> tuple[Given, bool]:
    """Asks until a line is an answer to the stage's step; the keys for help are served on the way.

    Returns:
        The answer, and whether the hint had been asked for.
    """
    hinted = False
    step_id = stage.drill.state.step or ""
    while True:
        line = face.ask(_step_question(stage, note, leave or _("stop")))
        try:
            if command := command_of(line):
                note = _serve(face, stage, command)
                hinted = hinted or command == "?"
            else:
                return read_answer(stage.drill.scenario.steps[step_id], stage.drill.shown(step_id), line), hinted
        except AnswerError as error:
            note = told(error)


def _serve(face: Face, stage: Stage, command: str, about: Turn | None = None) -> str:
    """Does what a key asks for; gives back a note for the question that is asked again.

    Args:
        face: The face.
        stage: The stage.
        command: The key.
        about: The turn whose feedback is shown, where one is.
    """
    if command == "q":
        raise _stopped(stage)
    if stage.exam:
        raise AnswerError("exam")
    if command == "?":
        return _hint(stage, about)
    if command == "m":
        wait(face, stage, _method_page(stage, about))
    else:
        _serve_last(face, stage, command)
    return ""


def _stopped(stage: Stage) -> Stopped:
    """Tells at which step somebody stopped; after the last it is the last."""
    return Stopped("stopped", number=len(stage.drill.turns) + (stage.drill.step is not None))


def _serve_last(face: Face, stage: Stage, command: str) -> None:
    if stage.last is None and stage.earlier:
        stage = stage.earlier
    turn = stage.last
    if turn is None:
        raise AnswerError("nothing-answered")
    if command == "w":
        page = others_page(stage, turn)
        if not page:
            raise AnswerError("nothing-to-compare")
        wait(face, stage, page)
    else:
        _retry(face, stage, turn)


def _hint(stage: Stage, about: Turn | None) -> str:
    if about or not stage.hint:  # of the next step none is told before it is seen
        raise AnswerError("no-hint")
    return stage.hint


def _method_page(stage: Stage, about: Turn | None) -> Page:
    """The handbook's page on what is at hand: the depth missed, the code shown, or the skill of the step."""
    if about is not None:
        reply = stage.drill.reply(about)
        return entry_page("depth" if about.miss or not (reply and reply.does) else reply.does[0])
    step = stage.drill.step
    return entry_page(step.trains[0] if step and step.trains else "four-syncs")


def _retry(face: Face, stage: Stage, turn: Turn) -> None:
    """Asks the step of a turn once more: points and feedback are shown, the story stays as it was."""
    before = stage.at(stage.drill.answers[: stage.drill.turns.index(turn)])
    note = _("Second try: it shows what it would have earned; the story stays as it is.")
    try:
        given, _hinted = _answer(face, before, note, leave=_("back"))
    except Stopped:
        return  # q leaves the second try; the next one stops
    again = before.drill.answer(given)
    wait(face, stage, feedback_page(replace(before, drill=again), again.turns[-1], again=True))


def _after_answer(face: Face, stage: Stage) -> None:
    turn = stage.last
    if turn is None:
        return
    if stage.exam:
        if page := reaction_page(stage, turn):
            wait(face, stage, page)
        return
    page = feedback_page(stage, turn)
    keys = [Key("r", _("try again")), Key("m", _("method")), Key("q", _("stop"))]
    step = stage.drill.scenario.steps[turn.answer.step]
    if isinstance(step, ReplyStep | SpotStep):
        keys.insert(0, Key("w", _("the others") if isinstance(step, ReplyStep) else _("every line")))
    while (line := face.ask(Question(page, "go", tuple(keys)))) and face.waits:
        try:
            _serve(face, stage, line, turn)
        except AnswerError:
            continue


def wait(face: Face, stage: Stage, page: Page) -> None:
    """Shows a page and waits, where the face waits; q stops here too.

    Raises:
        Stopped: The person stopped.
        EOFError: The input ended.
    """
    if face.ask(Question(page, "go", (Key("q", _("stop")),))).lower() == "q":
        raise _stopped(stage)


def _step_question(stage: Stage, note: str, leave: str) -> Question:
    step = stage.drill.step
    help_keys = () if stage.exam else (Key("?", _("hint")), Key("m", _("method")))
    keys = (*help_keys, Key("q", leave))
    count = len(stage.drill.shown(stage.drill.state.step or ""))
    page = step_page(stage, note)
    if isinstance(step, ReplyStep):
        return Question(page, "choice", keys, count, note)
    if isinstance(step, NeedsStep):
        return Question(page, "ranking", keys, count, note)
    return Question(page, "marks" if isinstance(step, SpotStep) else "stars", keys, count, note)


def _serve_line(face: Face, stage: Stage, line: str, about: Turn | None = None) -> str:
    """The keys of feedback at a question that is no step; gives back a note for the question asked again."""
    try:
        if command := command_of(line):
            return _serve(face, stage, command, about)
        raise AnswerError("guess-range")
    except AnswerError as error:
        return told(error)
