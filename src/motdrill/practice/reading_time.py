"""How long a review takes, by the words that have to be read.

Adults read 238 words of English a minute in silence (Brysbaert, “How many words do we read per minute?”, Journal of
Memory and Language 109, 2019: 190 studies, non-fiction) and 255 Chinese characters (Trauzettel-Klosinski and Dietz,
“Standardized assessment of reading performance”, Investigative Ophthalmology & Visual Science 53, 2012, aloud, which
is the slower way: the estimate is on the safe side). The time to think about an answer is our own estimate.
"""

import re
from collections.abc import Iterator, Sequence
from math import ceil
from typing import Final

from motdrill.practice.cards import Card
from motdrill.scenario.base_types import TextByAnger
from motdrill.scenario.model import NeedsStep, ReplyStep, Scenario, SpotStep, needs_order
from motdrill.scenario.texts import text_at, text_in

WORDS_PER_MINUTE: Final = 238
CHARACTERS_PER_MINUTE: Final = 255
THINKING_S: Final = 15
"""Seconds to weigh the choices of a step after they have been read."""

_CHINESE: Final = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_WORD: Final = re.compile(r"\w+(?:['’-]\w+)*")


def reading_seconds(text: str) -> float:
    """The seconds it takes to read a text, whatever languages are mixed in it."""
    without, characters = _CHINESE.subn(" ", text)
    return 60 * (len(_WORD.findall(without)) / WORDS_PER_MINUTE + characters / CHARACTERS_PER_MINUTE)


def review_minutes(cards: Sequence[tuple[Card, Scenario]], lang: str) -> int:
    """The minutes, at least 1, that a review of these cards takes; each case is introduced once."""
    introduced: set[str] = set()
    seconds = 0.0
    for card, scenario in cards:
        if card.key[0] not in introduced:
            introduced.add(card.key[0])
            brief = (scenario.brief, scenario.you, *scenario.may, *scenario.may_not, *scenario.may_tell)
            seconds += sum(reading_seconds(text_in(text, lang)) for text in brief)
        seconds += THINKING_S + sum(map(reading_seconds, _step_texts(card, scenario, lang)))
    return max(1, ceil(seconds / 60))


def _step_texts(card: Card, scenario: Scenario, lang: str) -> Iterator[str]:
    """What is read at a step: what led to it, the step itself, its choices, and the longest feedback."""
    anger, step = card.last_attempt.turn.before.anger, scenario.steps[card.key[1]]

    def said(text: TextByAnger | None) -> str:
        return text_at(text, anger, lang)

    drill = card.story_point.drill
    before = next((reply for turn in reversed(drill.turns) if (reply := drill.reply(turn))), None)
    if before:
        yield from (text_in(before.text, lang), said(before.reaction))
    yield said(step.says)
    if step.cues:
        yield from (said(cue) for _name, cue in step.cues.by_name)
    if isinstance(step, ReplyStep):
        yield from (text_in(reply.text, lang) for reply in step.replies.values())
        yield max((f"{said(reply.reaction)} {said(reply.why)}" for reply in step.replies.values()), key=len)
        return
    if isinstance(step, SpotStep):
        yield from (f"{text_in(line.text, lang)} {said(line.why)}" for line in step.lines.values())
    if isinstance(step, NeedsStep):
        yield from (text_in(scenario.needs[need].text, lang) for need in needs_order(scenario, step))
    yield said(step.why)
