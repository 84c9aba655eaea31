"""The end of a drill over a face: the guess, the scorecard, the debrief.

A module of its own, because `play` imports it only when the story is over.
"""

import re
import unicodedata
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from motdrill.drill.scorecard import Scorecard
from motdrill.errors import AnswerError, Stopped
from motdrill.messages import _
from motdrill.messages.errors import error_message
from motdrill.sessions.ask_step import serve, show_every_step
from motdrill.sessions.sequel import Conclude, Sequel, ask_sentence, offer
from motdrill.ui.blocks import KeyHint, Page
from motdrill.ui.face import Face, Question, command_of
from motdrill.ui.pages.scorecard import debrief_page, ending_page, scorecard_page
from motdrill.ui.pages.walk import walk_page
from motdrill.ui.view import DrillView


@dataclass(frozen=True, slots=True)
class DrillResult:
    """A drill played to its end.

    Attributes:
        again: The drill to play next from the turning point, if the person wants that.
        onward: What else they take up, as the home menu names it; empty for nothing.
    """

    view: DrillView
    card: Scorecard
    guess: int | None
    again: DrillView | None = None
    onward: str = ""


def finish(face: Face, view: DrillView, conclude: Conclude) -> DrillResult:
    """Asks for the guess, shows the scorecard, the debrief and what follows.

    Raises:
        Stopped: The person stopped at the guess.
    """
    card = Scorecard(view.drill)
    guess = _guess(face, view, card)
    sequel = conclude(view, guess)
    pages = [each for each in (scorecard_page(view, card, guess), walk_page(view, card), debrief_page(view)) if each]
    again, onward = None, ""
    try:
        with suppress(EOFError):  # the drill is over, so there is nothing left to stop
            again, onward = _show_result(face, view, card, pages, sequel)
    except KeyboardInterrupt as stop:
        raise Stopped("after-the-end") from stop
    finally:
        _leave_standing(face, pages[:1] if again else [*pages, *([sequel.page] if onward in ("", sequel.back) else [])])
    return DrillResult(view, card, guess, again, onward)


def _leave_standing(face: Face, pages: Sequence[Page]) -> None:
    """What the full screen showed stays on the normal one."""
    if face.waits_for_enter:
        for page in filter(None, pages):
            face.show(page)


def _show_result(
    face: Face, view: DrillView, card: Scorecard, pages: Sequence[Page], sequel: Sequel
) -> tuple[DrillView | None, str]:
    """Shows the scorecard and what follows it.

    Returns:
        The view to replay from the turning point, if asked for; what else is taken up, if anything.
    """
    turning_point = card.turning_point
    replay = (KeyHint("t", _("play again from the turning point")),) if turning_point else ()
    keys = (*replay, KeyHint("w", _("step by step")), KeyHint("q", sequel.leave))
    for page in pages:
        while line := face.ask(Question(page, "offer", keys)).strip().lower():
            if line == "t" and turning_point:
                return _replay(view, turning_point.number), ""
            if line == "q":
                return None, _leave(face, sequel)
            if line == "w":
                show_every_step(face, view)
    return None, offer(face, sequel) if ask_sentence(face, view, sequel) else _leave(face, sequel)


def _leave(face: Face, sequel: Sequel) -> str:
    """Tells what follows without asking; the full screen leaves it standing anyway."""
    return offer(face, sequel._replace(choice=""))


def _replay(view: DrillView, number: int) -> DrillView:
    """The view that plays a drill again from a step, numbered from 1; always with feedback, which is known by then."""
    again = view.with_answers(view.drill.answers[: number - 1])
    notice = _("Played again, to see what else could have come of it: this run counts nowhere.")
    return replace(again, exam=False, replay=True, notices=(notice,), resumed=False)


def _guess(face: Face, view: DrillView, card: Scorecard) -> int | None:
    """Asks the last question; an empty line, or the end of the input, skips it."""
    note = ""
    keys = (KeyHint("s", _("story")), KeyHint("q", _("stop")))
    while True:
        try:
            line = face.ask(Question(ending_page(view, card, note), "number", keys, note=note)).strip()
        except EOFError:
            return None
        if not line:
            return None
        if line.isdecimal() and (match := re.fullmatch("0*(10|[0-9])", unicodedata.normalize("NFKC", line))):
            return int(match.group(1))
        note = _serve_at_guess(face, view, line)


def _serve_at_guess(face: Face, view: DrillView, line: str) -> str:
    """Does what a help key asks for; returns what was wrong with any other line."""
    try:
        if command := command_of(line):
            serve(face, view, command)
            return ""
        raise AnswerError("guess-range")
    except AnswerError as error:
        return error_message(error)
