"""The loop of a review over a face: single steps, each with just enough of its story."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from motdrill.drill.state import Answer, Turn
from motdrill.errors import Stopped
from motdrill.faces.face import Face
from motdrill.faces.pages.review import context_page
from motdrill.faces.play import Save, play_step, wait
from motdrill.faces.saying import Notebook
from motdrill.faces.stage import Stage


@dataclass(frozen=True, slots=True)
class Visit:
    """One step to be reviewed.

    Attributes:
        stage: A stage whose drill stands at the step.
        before: The story as it was before the step the last time, which tells what led to it.
    """

    stage: Stage
    before: Stage


def review(
    face: Face, visits: Sequence[Visit], follow: Callable[[int], None], save: Save, notebook: Notebook | None
) -> tuple[Turn, ...]:
    """Asks the steps one after another.

    Args:
        face: The face.
        visits: The steps.
        follow: Called with the place of each among them, from 0, before it is asked.
        save: Called with each answer before anything about it is shown.
        notebook: Keeps what they would say in their own words; None where they are not asked.

    Returns:
        What was answered.

    Raises:
        Stopped: The person stopped, or the input ended.
    """
    turns: list[Turn] = []
    done = 0

    def saved(answer: Answer, elapsed_s: float, hinted: bool) -> None:
        nonlocal done
        save(answer, elapsed_s, hinted)
        done += 1

    introduced: set[str] = set()
    last: Stage | None = None
    try:
        for i, visit in enumerate(visits):
            follow(i)
            scenario_id = visit.stage.drill.scenario_id
            if page := context_page(visit.stage, visit.before, known=scenario_id in introduced):
                wait(face, visit.stage, page)
            introduced.add(scenario_id)
            last = replace(play_step(face, replace(visit.stage, earlier=last), saved, notebook), earlier=None)
            turns.append(last.drill.turns[-1])
    except EOFError as end:
        raise Stopped("review-ended", done=done, of=len(visits)) from end
    except Stopped as stopped:
        raise Stopped("review-stopped", done=done, of=len(visits)) from stopped
    return tuple(turns)
