"""A lossless way through a scenario: at every step an answer after which the most points are still attainable."""

from motdrill.drill.drill import Drill
from motdrill.drill.turn import AnswerValue
from motdrill.scenario.model import AngerStep, NeedsStep, ReplyStep, Scenario, SpotStep, needs_order


def lossless_answer(drill: Drill) -> AnswerValue:
    """An answer to the current step that loses nothing; of several replies the one of `Attainable.lossless_move`."""
    step = drill.current_step
    if isinstance(step, ReplyStep):
        return drill.attainable.lossless_move(drill.step_id, drill.state.anger).reply or ""
    return right_answer(drill.scenario, step, drill.state.anger)


def right_answer(scenario: Scenario, step: AngerStep | NeedsStep | SpotStep, anger: int) -> AnswerValue:
    """The answer to a step that asks for no reply, at an anger of 0-6."""
    if isinstance(step, AngerStep):
        return anger
    if isinstance(step, NeedsStep):
        return needs_order(scenario, step)
    return tuple(line_id for line_id, line in step.lines.items() if line.good)


def best_way(drill: Drill) -> Drill:
    """The drill played on to its end by lossless answers."""
    while drill.step is not None:
        drill = drill.answer(lossless_answer(drill))
    return drill
