"""Plays a drill over a face: ask, save, show what the answer did, until the story is over.

The loop is the same for every face. A face shows a page and returns a line: what was typed, or the key pressed. Faces
differ in whether feedback waits: the full screen stops at it; lines print it and ask the next question, where the keys
that belong to the feedback still work.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from motdrill.drill.answer_parser import parse_answer
from motdrill.drill.turn import Answer, AnswerValue, Turn
from motdrill.errors import AnswerError, Stopped
from motdrill.messages import _
from motdrill.messages.errors import error_message
from motdrill.scenario.model import NeedsStep, ReplyStep, SpotStep
from motdrill.sessions.own_words import Notebook, TypedWords, ask_words, compare
from motdrill.ui.blocks import KeyHint, Page, join_groups, para
from motdrill.ui.face import Face, Interrupted, Question, command_of
from motdrill.ui.pages.feedback import feedback_page, others_page, reaction_page
from motdrill.ui.pages.handbook import entry_page
from motdrill.ui.pages.step import brief_page, step_page
from motdrill.ui.view import DrillView

if TYPE_CHECKING:
    from motdrill.sessions.finish import DrillResult

SaveAnswer: TypeAlias = Callable[[DrillView, Answer, float, bool], str]
"""Takes the drill before the answer, the answer, the seconds it took, and whether the hint was shown.

Returns what the person has to know about the journal now; empty if nothing.
"""


def save_nothing(_view: DrillView, _answer: Answer, _elapsed_s: float, _hinted: bool) -> str:
    """A `SaveAnswer` for drills that are not to be recorded."""
    return ""


def play(face: Face, view: DrillView, save: SaveAnswer, notebook: Notebook | None = None) -> DrillResult:
    """Plays a drill from its current step to its end.

    Raises:
        Stopped: The person stopped, or the input ended before the story.
        Interrupted: The scenario has changed meanwhile; `place` is where the drill was.
    """
    try:
        if not view.drill.turns and view.drill.start_at is None:
            wait(face, view, brief_page(view))
        elif view.resumed:
            _show_last_feedback(face, view)
        while view.drill.step is not None:
            view = play_step(face, view, save, notebook)
        from motdrill.sessions.finish import finish  # loads the analysis, for which no first prompt has to wait

        return finish(face, view, lambda line: _serve_line(face, view, line))
    except Interrupted as interrupted:
        interrupted.state = view.drill.state if view.drill.turns else view.drill.start_at
        raise
    except EOFError as end:
        raise Stopped("input-ended", number=len(view.drill.turns) + 1) from end
    except KeyboardInterrupt as stop:
        raise _stopped(view) from stop


def _show_last_feedback(face: Face, view: DrillView) -> None:
    """On resuming: the drill may have been cut off before its last feedback was shown."""
    if view.notices:
        wait(face, view, tuple(para(notice, style="fair") for notice in view.notices))
    _show_feedback(face, view)


def play_step(face: Face, view: DrillView, save: SaveAnswer, notebook: Notebook | None) -> DrillView:
    """Asks one step, saves the answer, and shows what it did.

    Returns:
        The view after the answer.

    Raises:
        Stopped: The person stopped.
        EOFError: The input ended.
    """
    words = _ask_own_words(face, view, notebook)
    start_s = time.monotonic()
    value, hinted = _ask_answer(face, view, "")
    hinted = hinted or bool(words and words.hinted)
    news = save(view, Answer(view.drill.step_id, value), time.monotonic() - start_s, hinted)
    after = replace(view, drill=view.drill.answer(value))
    _show_feedback(face, after, news)
    if notebook and words and words.text:
        compare(face, after, notebook, words, lambda line: _serve_line(face, after, line, after.last_turn))
    return after


def _ask_own_words(face: Face, view: DrillView, notebook: Notebook | None) -> TypedWords | None:
    """What the trainee would say, asked before the replies are shown; None if they are not asked."""
    if notebook is None or not isinstance(view.drill.step, ReplyStep):
        return None
    return ask_words(face, view, notebook, lambda line: _serve_line(face, view, line))


def _ask_answer(face: Face, view: DrillView, note: str, leave: str = "") -> tuple[AnswerValue, bool]:
    """Asks until a line is an answer to the step, and serves the help keys in between.

    Returns:
        The answer's value, and whether the hint was shown.
    """
    hinted = False
    drill = view.drill
    while True:
        line = face.ask(_step_question(view, note, leave or _("stop")))
        try:
            if command := command_of(line):
                note = _serve(face, view, command)
                hinted = hinted or command == "?"
            else:
                return parse_answer(drill.current_step, drill.shown_order(drill.step_id), line), hinted
        except AnswerError as error:
            note = error_message(error)


def _serve(face: Face, view: DrillView, command: str, turn: Turn | None = None) -> str:
    """Does what a help key asks for.

    Args:
        face: The face.
        view: The view.
        command: The key.
        turn: The turn whose feedback is on the page, if any.

    Returns:
        A note for the question that is asked again.
    """
    if command == "q":
        raise _stopped(view)
    if view.exam:
        raise AnswerError("exam")
    if command == "?":
        return _hint(view, turn)
    if command == "m":
        wait(face, view, _method_page(view, turn))
    else:
        _serve_last_turn(face, view, command)
    return ""


def _stopped(view: DrillView) -> Stopped:
    """The error that says at which step the person stopped; after the last step, that one."""
    return Stopped("stopped", number=len(view.drill.turns) + (view.drill.step is not None))


def _serve_last_turn(face: Face, view: DrillView, command: str) -> None:
    if view.last_turn is None and view.earlier:
        view = view.earlier
    turn = view.last_turn
    if turn is None:
        raise AnswerError("nothing-answered")
    if command == "w":
        page = others_page(view, turn)
        if not page:
            raise AnswerError("nothing-to-compare")
        wait(face, view, page)
    else:
        _retry(face, view, turn)


def _hint(view: DrillView, turn: Turn | None) -> str:
    if turn or not view.hint:  # in feedback the next step has not been seen yet
        raise AnswerError("no-hint")
    return view.hint


def _method_page(view: DrillView, turn: Turn | None) -> Page:
    """The handbook's pages on the step's skills and, in feedback, on the depth missed and the codes shown."""
    step = view.drill.scenario.steps[turn.answer.step] if turn else view.drill.step
    skills = step.trains if step else ()
    reply = view.drill.reply(turn) if turn else None
    ids = [*(["depth"] if turn and turn.effect.miss else []), *(reply.does if reply else ()), *skills]
    return join_groups(entry_page(entry_id) for entry_id in ids or ["four-syncs"])


def _retry(face: Face, view: DrillView, turn: Turn) -> None:
    """Asks a turn's step once more and shows points and feedback; the story stays as it was."""
    before = view.with_answers(view.drill.answers[: view.drill.turns.index(turn)])
    note = _("Second try: it shows what it would have earned; the story stays as it is.")
    try:
        value, _hinted = _ask_answer(face, before, note, leave=_("back"))
    except Stopped:
        return  # q leaves the second try; the next q stops
    retried = before.drill.answer(value)
    wait(face, view, feedback_page(replace(before, drill=retried), retried.turns[-1], again=True))


def _show_feedback(face: Face, view: DrillView, news: str = "") -> None:
    """Shows what the last answer did, and above it what there is to know about the journal."""
    turn = view.last_turn
    if turn is None:
        return
    page = reaction_page(view, turn) if view.exam else feedback_page(view, turn)
    page = join_groups([[para(news, style="fair")] if news else [], page])
    if view.exam:
        if page:
            wait(face, view, page)
        return
    keys = [KeyHint("r", _("try again")), KeyHint("m", _("method")), KeyHint("q", _("stop"))]
    step = view.drill.scenario.steps[turn.answer.step]
    if isinstance(step, ReplyStep | SpotStep):
        keys.insert(0, KeyHint("w", _("the others") if isinstance(step, ReplyStep) else _("every line")))
    while (line := face.ask(Question(page, "go", tuple(keys)))) and face.waits_for_enter:
        try:
            _serve(face, view, line, turn)
        except AnswerError:
            continue


def wait(face: Face, view: DrillView, page: Page) -> None:
    """Shows a page and waits for Enter, if the face waits; q stops.

    Raises:
        Stopped: The person stopped.
        EOFError: The input ended.
    """
    if face.ask(Question(page, "go", (KeyHint("q", _("stop")),))).lower() == "q":
        raise _stopped(view)


def _step_question(view: DrillView, note: str, leave: str) -> Question:
    step = view.drill.step
    help_keys = () if view.exam else (KeyHint("?", _("hint")), KeyHint("m", _("method")))
    keys = (*help_keys, KeyHint("q", leave))
    count = len(view.drill.shown_order(view.drill.step_id))
    page = step_page(view, note)
    if isinstance(step, ReplyStep):
        return Question(page, "choice", keys, count, note)
    if isinstance(step, NeedsStep):
        return Question(page, "ranking", keys, count, note)
    return Question(page, "marks" if isinstance(step, SpotStep) else "stars", keys, count, note)


def _serve_line(face: Face, view: DrillView, line: str, turn: Turn | None = None) -> str:
    """Serves a help key at a question that is not a step; returns a note for the question asked again."""
    try:
        if command := command_of(line):
            return _serve(face, view, command, turn)
        raise AnswerError("guess-range")
    except AnswerError as error:
        return error_message(error)
