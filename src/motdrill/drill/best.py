"""The best way through a scenario: at every step an answer that loses nothing."""

from __future__ import annotations

from motdrill.drill.state import Drill, Given
from motdrill.scenario.model import AngerStep, NeedsStep, ReplyStep, needs_order


def best_given(drill: Drill) -> Given:
    """An answer that loses nothing at the step a drill stands at; of several replies `Values.best_move`'s."""
    step, state = drill.open_step, drill.state
    if isinstance(step, ReplyStep):
        return drill.values.best_move(state.step or "", state.anger).reply or ""
    if isinstance(step, AngerStep):
        return state.anger
    if isinstance(step, NeedsStep):
        return needs_order(drill.scenario, step)
    return tuple(line_id for line_id, line in step.lines.items() if line.good)


def best_way(drill: Drill) -> Drill:
    """A drill played on to its end, from where it stands, by best answers."""
    while drill.step is not None:
        drill = drill.answer(best_given(drill))
    return drill
