"""Which skills and codes of the method a scenario uses."""

from collections import Counter

from motdrill.scenario.model import ReplyStep, Scenario


def skill_usage(scenario: Scenario) -> Counter[str]:
    """Counts ids of the method: skills per step, codes and depths per reply, kinds of need per need."""
    usage: Counter[str] = Counter(need.kind for need in scenario.needs.values())
    for step in scenario.steps.values():
        usage.update(step.trains)
        if isinstance(step, ReplyStep):
            for reply in step.replies.values():
                usage.update(reply.does)
                usage.update([reply.depth] if reply.depth else [])
    return usage
