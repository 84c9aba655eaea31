"""How close a text comes to each reply of a step: the cosine of TF-IDF vectors over character n-grams.

A reply stands for the sum of its text and of the other ways to say it that the author lists. The inverse document
frequency is learned from all replies of the case, so that a scenario needs nothing but itself; an n-gram that more
replies of the step have tells less between them, and counts less (Salton and Buckley, 1988).
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TypeAlias

from motdrill.scenario.model import Reply, ReplyStep, Scenario
from motdrill.scenario.texts import also_in, text_in
from motdrill.words.ngrams import ngrams

_Vector: TypeAlias = Mapping[str, float]

_SMOOTHING = 0.3
"""What an n-gram weighs that every reply of the case has."""


class ReplyIndex:
    """The replies of one step, ready to be compared with texts."""

    def __init__(self, scenario: Scenario, step: ReplyStep, lang: str) -> None:
        """Learns the weights of n-grams from the scenario's replies in a language."""
        replies = [
            reply for each in scenario.steps.values() if isinstance(each, ReplyStep) for reply in each.replies.values()
        ]
        documents = [ngrams(text) for reply in replies for text in _ways_to_say(reply, lang)]
        self._document_count = len(documents)
        self._document_frequency = Counter(gram for document in documents for gram in document)
        self.texts = {reply_id: _ways_to_say(reply, lang) for reply_id, reply in step.replies.items()}
        """The texts that each reply stands for, by its id."""
        ways = {reply_id: [*map(ngrams, texts)] for reply_id, texts in self.texts.items()}
        self._reply_count = len(ways)
        self._reply_frequency = Counter(gram for texts in ways.values() for gram in set().union(*texts))
        self._vectors = {reply_id: _normalized(_sum(map(self._vector, texts))) for reply_id, texts in ways.items()}

    def similarities(self, text: str) -> list[tuple[float, str]]:
        """How close a text comes to each reply, 0-1, with the reply's id; the closest first."""
        vector = self._vector(ngrams(text))
        return sorted(((_dot(vector, other), reply_id) for reply_id, other in self._vectors.items()), reverse=True)

    def similarity(self, text: str, reply_id: str) -> float:
        """How close a text comes to one reply, 0-1."""
        return _dot(self._vector(ngrams(text)), self._vectors[reply_id])

    def _vector(self, counts: Counter[str]) -> _Vector:
        return _normalized({gram: (1 + math.log(count)) * self._weight(gram) for gram, count in counts.items()})

    def _weight(self, gram: str) -> float:
        rarity = math.log((self._document_count + 1) / (self._document_frequency[gram] + 1)) + _SMOOTHING
        between = math.log((self._reply_count + 1) / (self._reply_frequency[gram] or 1)) / math.log(
            self._reply_count + 1
        )
        return rarity * math.sqrt(between)


def _ways_to_say(reply: Reply, lang: str) -> tuple[str, ...]:
    return (text_in(reply.text, lang), *also_in(reply, lang))


def _sum(vectors: Iterable[_Vector]) -> _Vector:
    total: dict[str, float] = {}
    for vector in vectors:
        for gram, weight in vector.items():
            total[gram] = total.get(gram, 0.0) + weight
    return total


def _normalized(vector: _Vector) -> _Vector:
    length = math.sqrt(sum(weight * weight for weight in vector.values())) or 1.0
    return {gram: weight / length for gram, weight in vector.items()}


def _dot(one: _Vector, other: _Vector) -> float:
    return sum(weight * other[gram] for gram, weight in one.items() if gram in other)
