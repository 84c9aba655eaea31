"""What can be counted at a step when many people answer it: replies, stars, the need put first, lines marked."""

from __future__ import annotations

from motdrill.drill.state import Given
from motdrill.method.catalogue import MAX_ANGER, MAX_POINTS
from motdrill.scenario.model import NeedsStep, ReplyStep, Scenario, SpotStep, Step, needs_order
from motdrill.scenario.parts import Text


def choices(scenario: Scenario, step: Step) -> dict[str, bool | None]:
    """Every choice of a step in the order of the file, with whether it is right.

    Returns:
        By id (stars as digits): for replies whether the score is 3, for lines whether they are well done, for needs
        whether it is the dominant one; None for stars, whose truth depends on the way.
    """
    if isinstance(step, ReplyStep):
        return {reply_id: reply.score == MAX_POINTS for reply_id, reply in step.replies.items()}
    if isinstance(step, SpotStep):
        return {line_id: line.good for line_id, line in step.lines.items()}
    if isinstance(step, NeedsStep):
        order = needs_order(scenario, step)
        return {need: need == order[0] for need in order}
    return {str(stars): None for stars in range(MAX_ANGER + 1)}


def choice_text(scenario: Scenario, step: Step, choice: str) -> Text | None:
    """What a choice says; None for stars, which say nothing."""
    if isinstance(step, ReplyStep):
        return step.replies[choice].text
    if isinstance(step, SpotStep):
        return step.lines[choice].text
    return scenario.needs[choice].text if isinstance(step, NeedsStep) else None


def taken(step: Step, given: Given) -> tuple[str, ...]:
    """The choices an answer takes: all lines marked, the need put first, else the one there is."""
    if isinstance(given, tuple):
        return given[:1] if isinstance(step, NeedsStep) else given
    return (str(given),)
