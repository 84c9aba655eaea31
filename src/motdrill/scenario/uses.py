"""Which skills and codes of the method a scenario uses."""

from __future__ import annotations

from collections import Counter

from motdrill.scenario.model import ReplyStep, Scenario


def uses(scenario: Scenario) -> Counter[str]:
    """How often each id of the method is used.

    Skills by the steps that train them, codes and depths by the replies that show them, kinds of need by the needs.
    """
    found: Counter[str] = Counter(need.kind for need in scenario.needs.values())
    for step in scenario.steps.values():
        found.update(step.trains)
        if isinstance(step, ReplyStep):
            for reply in step.replies.values():
                found.update(reply.does)
                found.update([reply.depth] if reply.depth else [])
    return found
