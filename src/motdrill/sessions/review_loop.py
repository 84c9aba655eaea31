"""Asks single steps one after another, each with just enough of its story."""

from collections.abc import Sequence
from dataclasses import replace

from motdrill.drill.records import Confirmation
from motdrill.drill.turn import Answer, Turn
from motdrill.errors import Quit, Stopped
from motdrill.sessions.ask_step import wait
from motdrill.sessions.play import SaveAnswer, play_step
from motdrill.sessions.said_steps import SaidSteps
from motdrill.ui.face import Face
from motdrill.ui.pages.review import context_page
from motdrill.ui.view import DrillView


def run_review(face: Face, steps: Sequence[DrillView], save: SaveAnswer, said: SaidSteps | None) -> tuple[Turn, ...]:
    """Asks steps one after another, each the current step of a drill.

    Returns:
        One turn a step.

    Raises:
        Stopped: The person stopped, or the input ended.
    """
    turns: list[Turn] = []
    done = 0

    def save_and_count(
        view: DrillView, answer: Answer, elapsed_s: float, hinted: bool, confirmed: Confirmation | None
    ) -> str:
        nonlocal done
        news = save(view, answer, elapsed_s, hinted, confirmed)
        done += 1
        return news

    introduced: set[str] = set()
    last: DrillView | None = None
    try:
        for step in steps:
            if page := context_page(step, known=step.drill.scenario_id in introduced):
                wait(face, step, page)
            introduced.add(step.drill.scenario_id)
            last = replace(play_step(face, replace(step, earlier=last), save_and_count, said), earlier=None)
            turns.append(last.drill.turns[-1])
    except EOFError as end:
        raise Stopped("review-ended", done=done, of=len(steps)) from end
    except (Stopped, KeyboardInterrupt) as stopped:
        raise (Quit if isinstance(stopped, Quit) else Stopped)("review-stopped", done=done, of=len(steps)) from stopped
    return tuple(turns)
