"""Which ending a drill comes to, and whether it is passed."""

from typing import Final

from motdrill.drill.moves import WALKED_OUT
from motdrill.scenario.model import Scenario

LOST_FROM: Final = 4
SETTLED_FROM: Final = 2
"""The least anger at which a story without an ending of its own is lost, or merely settled."""


def choose_ending(scenario: Scenario, anger: int, talk_percent: int) -> str:
    """The ending of a story that ran to its end: the first whose ranges hold, else a built-in one.

    The anger is the last one, 0-6; the talk is the floor of its percentage, 0-100: a customer knows what was said to
    them, not how well the trainee read them.
    """
    for ending_id, min_anger, max_anger, min_percent, max_percent in scenario.ending_ranges:
        if min_anger <= anger <= max_anger and min_percent <= talk_percent <= max_percent:
            return ending_id
    if anger >= LOST_FROM:
        return "lost"
    return "settled" if anger >= SETTLED_FROM else "satisfied"


def is_lost(scenario: Scenario, ending_id: str) -> bool:
    """Whether an ending means that the customer is lost; a scenario cannot change this for the built-in ones."""
    if ending_id in ("lost", WALKED_OUT):
        return True
    ending = scenario.endings.get(ending_id)
    return bool(ending and ending.lost)


def passes(scenario: Scenario, ending_id: str, score_percent: int) -> bool:
    """Whether a drill with this ending and this score (floor, 0-100) is passed."""
    return score_percent >= scenario.pass_ and not is_lost(scenario, ending_id)
