"""Which skills and codes of the method a scenario uses."""

from __future__ import annotations

from motdrill.scenario.model import ReplyStep, Scenario


def uses(scenario: Scenario) -> frozenset[str]:
    """Ids of the skills its steps train, the codes and depths its replies show, and the kinds of need it ranks."""
    found: set[str] = {need.kind for need in scenario.needs.values()}
    for step in scenario.steps.values():
        found.update(step.trains)
        if isinstance(step, ReplyStep):
            for reply in step.replies.values():
                found.update(reply.does)
                found.update([reply.depth] if reply.depth else [])
    return frozenset(found)
