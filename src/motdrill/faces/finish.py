"""The end of a drill over a face: the guess, the scorecard, the debrief.

Apart from `play`, which needs none of it until the story is over: what is not imported is not waited for.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace

from motdrill.drill.scorecard import Scorecard
from motdrill.faces.face import Face, Question
from motdrill.faces.page import Key, Page
from motdrill.faces.pages.scorecard import debrief_page, ending_page, scorecard_page
from motdrill.faces.stage import Stage
from motdrill.wording import _


@dataclass(frozen=True, slots=True)
class Result:
    """A drill played to its end; `again` is it from the turning point, where the person wants that."""

    stage: Stage
    card: Scorecard
    guess: int | None
    again: Stage | None = None


def finish(face: Face, stage: Stage, serve: Callable[[str], str]) -> Result:
    """Asks for the guess, shows the scorecard and the debrief.

    Args:
        face: The face.
        stage: The stage of a drill that is over.
        serve: Does what a line that is no guess asks for, and gives back a note for the question asked again.

    Raises:
        Stopped: The person stopped at the guess.
    """
    card = Scorecard(stage.drill)
    guess = _guess(face, stage, card, serve)
    page = scorecard_page(stage, card, guess)
    debrief = debrief_page(stage)
    again = _leave_through(face, stage, card, page, debrief) if face.waits else None
    face.show(page)
    if debrief and again is None:
        face.show(debrief)
    return Result(stage, card, guess, again)


def _leave_through(face: Face, stage: Stage, card: Scorecard, page: Page, debrief: Page) -> Stage | None:
    """Scorecard, then debrief; gives back the stage to play again from the turning point, if that was asked for."""
    turning = card.turning_point
    again = (Key("t", _("play again from the turning point")),) if turning else ()
    try:
        line = face.ask(Question(page, "go", (*again, Key("q", _("done")))))
    except EOFError:
        return None  # the drill is over: there is nothing left to stop
    except KeyboardInterrupt:
        face.show(page)
        raise
    if line == "t" and turning:
        return replace(stage.at(stage.drill.answers[: turning.number - 1]), replay=True, notices=(), resumed=False)
    if not line and debrief:
        with suppress(EOFError):
            face.ask(Question(debrief, "go", (Key("q", _("done")),)))
    return None


def _guess(face: Face, stage: Stage, card: Scorecard, serve: Callable[[str], str]) -> int | None:
    """The last question; the end of the input skips it, as does an empty line."""
    note = ""
    while True:
        try:
            page = ending_page(stage, card, note)
            line = face.ask(Question(page, "number", (Key("q", _("stop")),), note=note)).strip()
        except EOFError:
            return None
        if not line:
            return None
        if line.isdecimal() and (found := re.fullmatch("0*(10|[0-9])", unicodedata.normalize("NFKC", line))):
            return int(found.group(1))
        note = serve(line)
