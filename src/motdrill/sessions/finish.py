"""The end of a drill over a face: the guess, the scorecard, the debrief.

A module of its own, because `play` imports it only when the story is over.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from motdrill.drill.scorecard import Scorecard
from motdrill.messages import _
from motdrill.ui.blocks import KeyHint, Page
from motdrill.ui.face import Face, Question
from motdrill.ui.pages.scorecard import debrief_page, ending_page, scorecard_page
from motdrill.ui.pages.walk import walk_page
from motdrill.ui.view import DrillView


@dataclass(frozen=True, slots=True)
class DrillResult:
    """A drill played to its end; `again` is the drill to play next from the turning point, if the person wants that."""

    view: DrillView
    card: Scorecard
    guess: int | None
    again: DrillView | None = None


def finish(face: Face, view: DrillView, serve: Callable[[str], str]) -> DrillResult:
    """Asks for the guess, shows the scorecard and the debrief.

    Raises:
        Stopped: The person stopped at the guess.
    """
    card = Scorecard(view.drill)
    guess = _guess(face, view, card, serve)
    page = scorecard_page(view, card, guess)
    following = [each for each in (walk_page(view, card), debrief_page(view)) if each]
    again = _show_result(face, view, card, page, following) if face.waits_for_enter else None
    for each in (page, *(following if again is None else ())):
        face.show(each)
    return DrillResult(view, card, guess, again)


def _show_result(
    face: Face, view: DrillView, card: Scorecard, page: Page, following: Sequence[Page]
) -> DrillView | None:
    """Shows the scorecard, then what follows it; returns the view to replay from the turning point, if asked for."""
    turning_point = card.turning_point
    replay = (KeyHint("t", _("play again from the turning point")),) if turning_point else ()
    try:
        line = face.ask(Question(page, "go", (*replay, KeyHint("q", _("done")))))
    except EOFError:
        return None  # the drill is over, so there is nothing left to stop
    except KeyboardInterrupt:
        face.show(page)
        raise
    if line == "t" and turning_point:
        return replace(
            view.with_answers(view.drill.answers[: turning_point.number - 1]), replay=True, notices=(), resumed=False
        )
    with suppress(EOFError):
        for each in following if not line else ():
            if face.ask(Question(each, "go", (KeyHint("q", _("done")),))):
                break
    return None


def _guess(face: Face, view: DrillView, card: Scorecard, serve: Callable[[str], str]) -> int | None:
    """Asks the last question; an empty line, or the end of the input, skips it."""
    note = ""
    while True:
        try:
            page = ending_page(view, card, note)
            line = face.ask(Question(page, "number", (KeyHint("q", _("stop")),), note=note)).strip()
        except EOFError:
            return None
        if not line:
            return None
        if line.isdecimal() and (match := re.fullmatch("0*(10|[0-9])", unicodedata.normalize("NFKC", line))):
            return int(match.group(1))
        note = serve(line)
