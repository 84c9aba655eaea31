"""Plays a drill over a face: ask, save, show what the answer did, until the story is over.

The loop is the same for every face. A face shows a page and returns a line: what was typed, or the key pressed.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias

from motdrill.drill.records import Confirmation
from motdrill.drill.turn import Answer
from motdrill.errors import Stopped
from motdrill.sessions import finish, own_words  # read when needed: no first prompt waits for them
from motdrill.sessions.ask_step import ask_answer, show_feedback, stopped_at, wait
from motdrill.sessions.said_steps import SaidSteps
from motdrill.sessions.sequel import Conclude, conclude_nothing
from motdrill.ui.blocks import para
from motdrill.ui.face import Face, Interrupted
from motdrill.ui.pages.step import brief_page
from motdrill.ui.pages.story import story_page
from motdrill.ui.view import DrillView

SaveAnswer: TypeAlias = Callable[[DrillView, Answer, float, bool, Confirmation | None], str]
"""Takes the drill before the answer, the answer, the seconds it took, whether the hint was shown, and how it was
confirmed if it was said.

Returns what the person has to know about the journal now; empty if nothing.
"""


def save_nothing(
    _view: DrillView, _answer: Answer, _elapsed_s: float, _hinted: bool, _confirmed: Confirmation | None
) -> str:
    """A `SaveAnswer` for drills that are not to be recorded."""
    return ""


def play(
    face: Face,
    view: DrillView,
    save: SaveAnswer,
    said: SaidSteps | None = None,
    conclude: Conclude = conclude_nothing,
) -> finish.DrillResult:
    """Plays a drill from its current step to its end.

    Raises:
        Stopped: The person stopped, or the input ended before the story.
        Interrupted: The scenario has changed meanwhile; `place` is where the drill was.
    """
    try:
        if not view.drill.turns and view.drill.start_at is None:
            wait(face, view, brief_page(view))
        elif view.resumed:
            _show_where_it_was(face, view)
        while view.drill.step is not None:
            view = play_step(face, view, save, said)
        return finish.finish(face, view, conclude)
    except Interrupted as interrupted:
        interrupted.state = view.drill.state if view.drill.turns else view.drill.start_at
        raise
    except EOFError as end:
        raise Stopped("input-ended", number=len(view.drill.turns) + 1) from end
    except KeyboardInterrupt as stop:
        raise stopped_at(view) from stop


def _show_where_it_was(face: Face, view: DrillView) -> None:
    """On resuming: the last feedback, which may not have been shown; an exam has none, so the story so far."""
    if view.notices:
        wait(face, view, tuple(para(notice, style="fair") for notice in view.notices))
    if view.exam:
        wait(face, view, story_page(view))
    else:
        show_feedback(face, view)


def play_step(face: Face, view: DrillView, save: SaveAnswer, said: SaidSteps | None) -> DrillView:
    """Asks one step, saves the answer, and shows what it did.

    Returns:
        The view after the answer.

    Raises:
        Stopped: The person stopped.
        EOFError: The input ended.
    """
    if said and said.include(view.drill.step):
        return _play_said_step(face, view, save, said)
    start_s = time.monotonic()
    value, hinted = ask_answer(face, view)
    news = save(view, Answer(view.drill.step_id, value), time.monotonic() - start_s, hinted, None)
    after = replace(view, drill=view.drill.answer(value), notices=())
    show_feedback(face, after, news=news)
    return after


def _play_said_step(face: Face, view: DrillView, save: SaveAnswer, said: SaidSteps) -> DrillView:
    """The same for a step that the trainee says first."""
    start_s = time.monotonic()
    answer = own_words.ask_in_own_words(face, view, said)
    elapsed_s = time.monotonic() - start_s
    news = save(view, Answer(view.drill.step_id, answer.value), elapsed_s, answer.hinted, answer.confirmed)
    after = replace(view, drill=view.drill.answer(answer.value), notices=())
    show_feedback(face, after, news=news)
    own_words.compare(face, after, answer)
    return after
