"""Asks one step of a drill over a face, serves the help keys meanwhile, and shows what an answer did.

Faces differ in whether feedback waits: the full screen stops at it; lines print it and ask the next question, where the
keys that belong to the feedback still work.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import Final

from motdrill.drill.answer_parser import is_partial, parse_answer
from motdrill.drill.turn import AnswerValue, Turn
from motdrill.errors import AnswerError, Quit, Stopped
from motdrill.messages import _
from motdrill.messages.errors import error_message
from motdrill.scenario.model import NeedsStep, ReplyStep, SpotStep
from motdrill.ui.blocks import KeyHint, Page, join_groups, para
from motdrill.ui.face import Face, Kind, Question, command_of
from motdrill.ui.pages.feedback import feedback_page, others_page, reaction_page
from motdrill.ui.pages.handbook import entry_page
from motdrill.ui.pages.step import answer_text, step_page
from motdrill.ui.pages.story import story_page
from motdrill.ui.view import DrillView

_QUESTION_KINDS: Final[dict[str, Kind]] = {"reply": "choice", "anger": "stars", "needs": "ranking", "spot": "marks"}


def ask_answer(
    face: Face,
    view: DrillView,
    note: str = "",
    leave: str = "",
    page: Callable[..., Page] = step_page,
    default: str = "",
) -> tuple[AnswerValue, bool]:
    """Asks until a line is an answer to the step, and serves the help keys in between.

    Args:
        face: The face.
        view: The view, whose current step is asked.
        note: What to say above the choices.
        leave: What q does; empty for stopping.
        page: Makes the page, of the view and the notes.
        default: The letter of the reply that Enter takes; empty for none.

    Returns:
        The answer's value, and whether the hint was shown.

    Raises:
        Stopped: The person stopped.
        EOFError: The input ended.
    """
    hint = mistake = ""
    drill = view.drill
    while True:
        shown = page(view, note, hint, mistake)
        line = face.ask(_step_question(view, shown, mistake, leave, default))
        line = line if line.strip() else default or line
        mistake = ""
        try:
            if command := command_of(line):
                hint = serve(face, view, command) or hint
            else:
                value = parse_answer(drill.current_step, drill.choice_order(drill.step_id), line)
                _tell_completed(face, view, value, line)
                return value, bool(hint)
        except AnswerError as error:
            mistake = error_message(error)


def _tell_completed(face: Face, view: DrillView, value: AnswerValue, line: str) -> None:
    """Says how a ranking by lines was completed; the full screen has asked before."""
    is_ranking = isinstance(view.drill.step, NeedsStep) and not face.waits_for_enter
    if is_ranking and is_partial(view.drill.choice_order(view.drill.step_id), line):
        told = _("Not all were ranked; the others follow in the order shown: {order}.")
        face.show((para(told.format(order=answer_text(view, value)), style="fair"),))


def serve(face: Face, view: DrillView, command: str, turn: Turn | None = None) -> str:
    """Does what a help key asks for.

    Args:
        face: The face.
        view: The view.
        command: The key.
        turn: The turn whose feedback is on the page, if any.

    Returns:
        The hint, if it was asked for.

    Raises:
        AnswerError: The key does nothing here.
        Stopped: The person stopped.
    """
    if command == "q":
        raise stopped_at(view, Quit)
    if command == "s":
        look_at(face, story_page(view))
    elif view.exam:
        raise AnswerError("exam")
    elif command == "?":
        return _hint(view, turn)
    elif command == "m":
        look_at(face, _method_page(view, turn))
    else:
        _serve_last_turn(face, view, command)
    return ""


def stopped_at(view: DrillView, kind: type[Stopped] = Stopped) -> Stopped:
    """The error that says at which step the person stopped; after the last step, that one."""
    return kind("stopped", number=view.step_number)


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
        look_at(face, page)
    else:
        _retry(face, view, turn)


def _hint(view: DrillView, turn: Turn | None) -> str:
    if turn or not view.hint:  # in feedback the next step has not been seen yet
        raise AnswerError("no-hint")
    return _("Hint: {text}").format(text=view.hint)


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
        value, _hinted = ask_answer(face, before, note, leave=_("back"))
    except Stopped:
        return  # q leaves the second try; the next q stops
    retried = before.drill.answer(value)
    look_at(face, feedback_page(replace(before, drill=retried), retried.turns[-1], again=True))


def show_feedback(face: Face, view: DrillView, leave: str = "", news: str = "") -> None:
    """Shows what the last answer did, in an exam only the reaction.

    Args:
        face: The face.
        view: The view after the answer; nothing is shown without one.
        leave: What q does; empty for stopping.
        news: What there is to know about the journal, which stands above all.

    Raises:
        Stopped: The person pressed q.
        EOFError: The input ended.
    """
    turn = view.last_turn
    if turn is None:
        return
    page = reaction_page(view, turn) if view.exam else feedback_page(view, turn)
    page = join_groups([[para(news, style="fair")] if news else [], page])
    if not view.exam:
        _ask_after_feedback(face, view, turn, page, leave)
    elif page:
        wait(face, view, page)


def _ask_after_feedback(face: Face, view: DrillView, turn: Turn, page: Page, leave: str) -> None:
    keys = (
        *_compare_keys(view, turn),
        KeyHint("r", _("try again")),
        KeyHint("m", _("method")),
        KeyHint("s", _("story")),
        KeyHint("q", leave or _("stop")),
    )
    question = Question(page, "go", keys, escape="q" if leave else None)
    while (line := face.ask(question)) and face.waits_for_enter:
        try:
            serve(face, view, line, turn)
        except AnswerError:
            continue


def show_every_step(face: Face, view: DrillView) -> None:
    """Goes through the steps of a drill with their feedback, as in practice; q leads back.

    Raises:
        EOFError: The input ended.
    """
    practice = replace(view, exam=False)
    with suppress(Stopped):
        for number in range(1, len(view.drill.answers) + 1):
            show_feedback(face, practice.with_answers(view.drill.answers[:number]), leave=_("back"))


def _compare_keys(view: DrillView, turn: Turn) -> tuple[KeyHint, ...]:
    """The key that shows what the other choices of a turn's step were worth; empty where they need no showing."""
    step = view.drill.scenario.steps[turn.answer.step]
    if isinstance(step, ReplyStep):
        return (KeyHint("w", _("the others")),)
    return (KeyHint("w", _("every line")),) if isinstance(step, SpotStep) else ()


def look_at(face: Face, page: Page) -> None:
    """Shows a page and waits, if the face waits, for any key that leads back.

    Raises:
        EOFError: The input ended.
    """
    face.ask(Question(page, "go", (KeyHint("q", _("back")),), enter=_("back"), escape="q"))


def wait(face: Face, view: DrillView, page: Page) -> None:
    """Shows a page and waits for Enter, if the face waits; q stops.

    Raises:
        Stopped: The person stopped.
        EOFError: The input ended.
    """
    if face.ask(Question(page, "go", (KeyHint("q", _("stop")),))).lower() == "q":
        raise stopped_at(view, Quit)


def _step_question(view: DrillView, page: Page, mistake: str, leave: str, default: str) -> Question:
    """The question of the current step; after a `mistake`, a face that has shown the page says only that."""
    help_keys = () if view.exam else (KeyHint("?", _("hint")), KeyHint("m", _("method")))
    keys = (*help_keys, KeyHint("s", _("story")), KeyHint("q", leave or _("stop")))
    count = len(view.drill.choice_order(view.drill.step_id))
    kind = _QUESTION_KINDS[view.drill.current_step.ask]
    return Question(page, kind, keys, count, mistake, default=default, escape="q" if leave else None)
