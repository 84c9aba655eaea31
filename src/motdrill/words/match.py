"""Which reply a trainee's own words come closest to, with what confidence, and what speaks against it.

Up to `UNSURE` a text is none of the replies; from `CONFIDENT` on it is one, if the second comes to at most `MAX_RATIO`
of it and nothing speaks against it: no sign of harm that the reply lacks, no clause beside one borrowed from it.
Chinese has lower values because its n-grams are of single characters. `UNSURE` was fixed on texts written for this
purpose. `CONFIDENT` and `MAX_RATIO` are values at which about one in a hundred of the library's own `also` texts told,
each left out in turn, is taken for another reply; nearly one in five of them is told.

It counts pieces of words, and understands none: “I promise it by three” and “I can't promise it by three” are close to
it. So the trainee confirms what it finds, and nothing is scored on its word alone.
"""

from typing import Final, Literal, NamedTuple, TypeAlias

from motdrill.drill.rules import effect
from motdrill.scenario.model import Reply, ReplyStep, Scenario
from motdrill.scenario.texts import also_in, text_at, text_in
from motdrill.words.foreign_clause import foreign_clause
from motdrill.words.ngrams import is_han, runs
from motdrill.words.reply_index import ReplyIndex
from motdrill.words.signs import WORST_SIGNS, Quote, find_harm, find_signs

Confidence: TypeAlias = Literal["confident", "unsure", "none"]

UNSURE: Final = {"zh": 0.055, "": 0.14}
CONFIDENT: Final = {"zh": 0.13, "": 0.25}
MAX_RATIO: Final = 0.42
MIN_POINTS_TOO_KIND: Final = 2
"""By how many points a reply must be worth more than words with a sign of harm deserve, for the sign to speak."""


class Match(NamedTuple):
    """What a trainee's words come closest to.

    Attributes:
        confidence: How sure that is.
        nearest: The ids of the nearest replies: one if confident, two if unsure, else none.
        against: Pieces of the words that speak against the nearest: signs of harm that it lacks, or a clause that does.
        signs: What stands in the words.
        ranking: The ids of all replies, the nearest first.
    """

    confidence: Confidence
    nearest: tuple[str, ...]
    against: tuple[str, ...]
    signs: tuple[Quote, ...]
    ranking: tuple[str, ...]


def match_words(scenario: Scenario, step: ReplyStep, words: str, *, anger: int, lang: str) -> Match:
    """Compares words with the replies of a step, met at an anger of 0-6, in a language of the scenario."""
    index = ReplyIndex(scenario, step, lang)
    similarities = index.similarities(words)
    (best, nearest), (second, _next) = similarities[:2]
    ranking = tuple(reply_id for _similarity, reply_id in similarities)
    says = text_at(step.says, anger, lang)
    script = "zh" if any(is_han(run[0]) for run in runs(words)) else ""
    confidence: Confidence = "none" if best < UNSURE[script] else "unsure"
    against = _harm(words, step.replies[nearest], anger, lang, says) if confidence == "unsure" else ()
    if best >= CONFIDENT[script] and second <= MAX_RATIO * best and not against:
        foreign = foreign_clause(index, nearest, words)
        against = (foreign,) if foreign else ()
        confidence = "unsure" if foreign else "confident"
    count = {"confident": 1, "unsure": 2, "none": 0}[confidence]
    return Match(confidence, ranking[:count], against, find_signs(words, says), ranking)


def _harm(words: str, reply: Reply, anger: int, lang: str, says: str) -> tuple[str, ...]:
    """The pieces of the words with signs of harm that make a reply worth too many points for the words."""
    points = effect(reply, anger).points
    found = find_harm(words, "\n".join([text_in(reply.text, lang), *also_in(reply, lang)]), says)
    return tuple(quote.text for quote in found if points - WORST_SIGNS[quote.sign] >= MIN_POINTS_TOO_KIND)
