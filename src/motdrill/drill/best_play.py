"""The best ways through a scenario: one that loses nothing, and the one to a certain step.

On a lossless way every answer leaves the most points attainable.
"""

from motdrill.drill.attainable import StepAtAnger
from motdrill.drill.drill import Drill
from motdrill.drill.moves import Move
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


def best_way_to(drill: Drill, goal: StepAtAnger) -> Drill | None:
    """The drill played on to a step at an anger by the answers that earn most before it; None where no way leads there.

    It has no answers yet.
    """
    attainable = drill.attainable
    start = (attainable.first_step, attainable.first_anger)
    earned, arrivals = {start: 0}, dict[StepAtAnger, tuple[StepAtAnger, Move]]()
    for place, options in attainable.moves.items():
        for move in options:
            target, points = (move.target or "", move.anger), earned[place] + move.points
            if points > earned.get(target, -1):
                earned[target], arrivals[target] = points, (place, move)
    way: list[Move] = []
    while goal in arrivals:
        goal, move = arrivals[goal]
        way.insert(0, move)
    for move in way:
        drill = drill.answer(move.reply or lossless_answer(drill))
    return drill if goal == start else None
