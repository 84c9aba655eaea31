"""A step said in the trainee's own words: asked before the replies are shown, and confirmed as one of them.

What is confirmed is the answer. Only the trainee says which reply it is: the program says which comes closest.
"""

import time
from functools import partial
from typing import Final, NamedTuple

from motdrill.drill.records import Confirmation, OwnWords
from motdrill.drill.turn import AnswerValue
from motdrill.errors import AnswerError
from motdrill.messages import _
from motdrill.messages.errors import error_message
from motdrill.scenario.model import ReplyStep
from motdrill.scenario.safe_text import sanitize
from motdrill.sessions.ask_step import ask_answer, serve, wait
from motdrill.sessions.said_steps import SaidSteps
from motdrill.ui.blocks import KeyHint, Page
from motdrill.ui.face import Face, Question, command_of
from motdrill.ui.pages.own_words import aloud_page, compare_page, confirm_page, pick_page
from motdrill.ui.pages.step import words_page
from motdrill.ui.view import DrillView
from motdrill.words.match import Match, match_words
from motdrill.words.signs import Quote

MAX_CHARACTERS: Final = 10_000
_CONFIRMATIONS: Final[dict[int, Confirmation]] = {1: "closest", 2: "of-two"}


class SaidAnswer(NamedTuple):
    """The answer to a step that was said.

    Attributes:
        value: The reply.
        hinted: Whether the hint was shown.
        confirmed: How the reply was confirmed; None where nothing was said.
        words: What was typed; empty if nothing was.
        previous: What the trainee typed the last time.
        signs: What stands in the words.
    """

    value: AnswerValue
    hinted: bool
    confirmed: Confirmation | None = None
    words: str = ""
    previous: OwnWords | None = None
    signs: tuple[Quote, ...] = ()


def ask_in_own_words(face: Face, view: DrillView, said: SaidSteps) -> SaidAnswer:
    """Asks what the trainee would say at the current step, and which reply that is.

    Raises:
        Stopped: The person stopped.
        EOFError: The input ended.
    """
    step = view.drill.current_step
    if not isinstance(step, ReplyStep):
        raise ValueError("only a reply can be said")
    line, hinted = _say(face, view, aloud=said.aloud)
    if said.aloud:
        value, hinted_later = ask_answer(face, view, page=pick_page)
        return SaidAnswer(value, hinted or hinted_later, "aloud")
    words = sanitize(" ".join(line.split()))[:MAX_CHARACTERS]
    if not words:
        value, hinted_later = ask_answer(face, view)
        return SaidAnswer(value, hinted or hinted_later)
    previous = said.notebook.last_words(view)
    said.notebook.record_words(view, words)
    match = match_words(view.drill.scenario, step, words, anger=view.drill.state.anger, lang=view.lang)
    value, hinted_later = _confirm(face, view, words, match)
    return SaidAnswer(value, hinted or hinted_later, _confirmation(match, value), words, previous, match.signs)


def _confirm(face: Face, view: DrillView, words: str, match: Match) -> tuple[AnswerValue, bool]:
    """Asks which reply the words are; Enter takes the closest one where that is sure."""
    default = view.letters[match.nearest[0]] if match.confidence == "confident" else ""
    return ask_answer(face, view, page=partial(confirm_page, words=words, match=match), default=default)


def _confirmation(match: Match, value: AnswerValue) -> Confirmation:
    return _CONFIRMATIONS[len(match.nearest)] if value in match.nearest else "of-all"


def _say(face: Face, view: DrillView, *, aloud: bool) -> tuple[str, bool]:
    """What was typed, if not only `aloud`, and whether the hint was shown; serves the help keys meanwhile."""
    hint = mistake = ""
    start_s = time.monotonic()
    keys = (KeyHint("?", _("hint")), KeyHint("m", _("method")), KeyHint("s", _("story")), KeyHint("q", _("stop")))

    def timed_page() -> Page:
        return aloud_page(view, int(time.monotonic() - start_s), hint, mistake)

    while True:
        if aloud:
            question = Question(timed_page(), "offer", keys, note=mistake, live=timed_page, enter=_("said"))
        else:
            question = Question(words_page(view, hint, mistake), "words", keys, note=mistake)
        line = face.ask(question)
        if not (command := command_of(line)):
            return line, bool(hint)
        mistake = ""
        try:
            hint = serve(face, view, command) or hint
        except AnswerError as error:
            mistake = error_message(error)


def compare(face: Face, view: DrillView, answer: SaidAnswer) -> None:
    """Shows the words beside the best reply and what stands in them; `view` is the view after the answer.

    Raises:
        Stopped: The person stopped.
        EOFError: The input ended.
    """
    if answer.words:
        wait(face, view, compare_page(view, answer.words, answer.previous, answer.signs))
