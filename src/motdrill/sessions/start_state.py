"""The state that a preview or a class begins with when it does not begin at the beginning."""

from motdrill.author.scenario_facts import ScenarioFacts
from motdrill.drill.turn import State
from motdrill.errors import UsageError
from motdrill.scenario.model import Scenario


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
