"""The state that a preview or a class begins with when it does not begin at the beginning."""

from motdrill.author.scenario_facts import ScenarioFacts
from motdrill.drill.best_play import best_way_to
from motdrill.drill.drill import Drill
from motdrill.drill.turn import State
from motdrill.errors import UsageError
from motdrill.scenario.model import ReplyStep, Scenario


def start_state(scenario: Scenario, start: str, anger: int | None) -> State | None:
    """The state to begin with; None for the scenario's own beginning.

    Raises:
        UsageError: There is no such step.
    """
    if not start and anger is None:
        return None
    first = start or next(iter(scenario.steps))
    if first not in scenario.steps:
        raise UsageError("no-such-step", name=start, known=list(scenario.steps))
    if anger is None:
        reachable = ScenarioFacts(scenario).reachable_angers.get(first)  # a step may be unreachable
        anger = min(reachable) if reachable else scenario.customer.anger
    return State(first, anger)


def story_before(drill: Drill) -> Drill | None:
    """The best way to where a drill begins in the middle; None if it does not, or no way leads there."""
    if drill.start_at is None:
        return None
    beginning = Drill(drill.scenario, drill.scenario_id, drill.seed)
    return best_way_to(beginning, (drill.start_at.step or "", drill.start_at.anger))


def first_reply_step(scenario: Scenario, start: str) -> str:
    """The first step from `start` on (empty for the scenario's first) that asks for a reply; `start` if none does."""
    step_id: str | None = start or next(iter(scenario.steps))
    while step_id in scenario.steps and not isinstance(scenario.steps[step_id], ReplyStep):
        step_id = scenario.next_steps[step_id]
    return step_id if step_id in scenario.steps else start
