"""Asks single steps one after another, each with just enough of its story."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from motdrill.drill.turn import Answer, Turn
from motdrill.errors import Stopped
from motdrill.sessions.own_words import Notebook
from motdrill.sessions.play import SaveAnswer, play_step, wait
from motdrill.ui.face import Face
from motdrill.ui.pages.review import context_page
from motdrill.ui.view import DrillView


@dataclass(frozen=True, slots=True)
class ReviewStep:
    """One step to be reviewed.

    Attributes:
        view: A drill whose current step is the one to review.
        before: The story that led to the step the last time.
    """

    view: DrillView
    before: DrillView


def run_review(
    face: Face, steps: Sequence[ReviewStep], save: SaveAnswer, notebook: Notebook | None
) -> tuple[Turn, ...]:
    """Asks steps one after another.

    Returns:
        One turn a step.

    Raises:
        Stopped: The person stopped, or the input ended.
    """
    turns: list[Turn] = []
    done = 0

    def save_and_count(view: DrillView, answer: Answer, elapsed_s: float, hinted: bool) -> str:
        nonlocal done
        news = save(view, answer, elapsed_s, hinted)
        done += 1
        return news

    introduced: set[str] = set()
    last: DrillView | None = None
    try:
        for step in steps:
            scenario_id = step.view.drill.scenario_id
            if page := context_page(step.view, step.before, known=scenario_id in introduced):
                wait(face, step.view, page)
            introduced.add(scenario_id)
            last = replace(play_step(face, replace(step.view, earlier=last), save_and_count, notebook), earlier=None)
            turns.append(last.drill.turns[-1])
    except EOFError as end:
        raise Stopped("review-ended", done=done, of=len(steps)) from end
    except (Stopped, KeyboardInterrupt) as stopped:
        raise Stopped("review-stopped", done=done, of=len(steps)) from stopped
    return tuple(turns)
