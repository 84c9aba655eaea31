"""What can be counted at a step when many people answer it: replies, stars, the need put first, lines marked."""

from motdrill.drill.turn import AnswerValue
from motdrill.method.catalogue import MAX_ANGER, MAX_POINTS
from motdrill.scenario.base_types import Text
from motdrill.scenario.model import NeedsStep, ReplyStep, Scenario, SpotStep, Step, needs_order


def choices(scenario: Scenario, step: Step) -> dict[str, bool | None]:
    """The choices of a step in file order (stars as digits), each with whether it is right.

    Right is a reply of score 3, a good line, the dominant need; None for stars, where it depends on the story so far.
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
    """The text of a choice; None for stars, which have none."""
    if isinstance(step, ReplyStep):
        return step.replies[choice].text
    if isinstance(step, SpotStep):
        return step.lines[choice].text
    return scenario.needs[choice].text if isinstance(step, NeedsStep) else None


def choices_in_answer(step: Step, value: AnswerValue) -> tuple[str, ...]:
    """The choices in an answer: all lines marked, the need put first, else the single reply or number of stars."""
    if isinstance(value, tuple):
        return value[:1] if isinstance(step, NeedsStep) else value
    return (str(value),)
