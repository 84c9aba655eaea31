"""How far replies give themselves away: a deaf reader who sees the replies of a step and nothing of the customer.

The reader is naive Bayes over character n-grams. For each scenario it learns from all others which n-grams stand in
replies worth 3 and which in replies worth 0 or 1, and takes the reply of each step that sounds best. What it gets right
beyond chance is a tell: a way of wording right and wrong replies that is the same whoever the customer is. In natural
language inference the same test is the hypothesis-only baseline (Gururangan et al., 2018).
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from motdrill.author.scenario_facts import ScenarioFacts
from motdrill.author.sound_table import SMOOTHING, side_of
from motdrill.scenario.model import Scenario
from motdrill.scenario.texts import complete_languages, text_in

_SIZES: Final = {"zh": (1, 2, 3)}
_OTHER_SIZES: Final = (2, 3, 4)
"""Lengths of n-grams in characters: a Chinese word has one to three, a piece of a word elsewhere two to four."""
MIN_COUNT: Final = 20
"""The least occurrences of an n-gram whose purity is judged."""


class StepReplies(NamedTuple):
    """The replies of one step as the reader sees them.

    Attributes:
        step: The step's id.
        points: What each reply earns at the anger that a good player meets there, 0-3.
        grams: The n-grams of each.
    """

    step: str
    points: tuple[int, ...]
    grams: tuple[frozenset[str], ...]


class Guess(NamedTuple):
    """What the reader made of a step: whether it took a reply with the most points, and the chance of that."""

    step: str
    right: bool
    chance: float


class Tell(NamedTuple):
    """An n-gram, with how many replies worth 3, and worth 0 or 1, it stands in."""

    gram: str
    right: int
    wrong: int

    @property
    def purity(self) -> float:
        """The share of its occurrences on the side where it stands more often, 0.5-1."""
        return max(self.right, self.wrong) / (self.right + self.wrong)


@dataclass(frozen=True, slots=True)
class Tells:
    """What a deaf reader gets right in one language.

    Attributes:
        guesses: Its guesses by scenario id.
        right: The n-grams that speak most for a right reply, the strongest first; of scenarios that are wanted, those
            in their replies.
        wrong: Those that speak most for a wrong one.
    """

    guesses: Mapping[str, tuple[Guess, ...]]
    right: tuple[Tell, ...]
    wrong: tuple[Tell, ...]

    @property
    def share(self) -> float:
        """The share of steps in which the reader takes a best reply; 0 without steps."""
        return _mean([guess.right for row in self.guesses.values() for guess in row])

    @property
    def chance(self) -> float:
        """The same for a reader who draws lots."""
        return _mean([guess.chance for row in self.guesses.values() for guess in row])


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


@dataclass(slots=True)
class _Counts:
    """In how many right and wrong replies each n-gram stands, and how many replies there are."""

    right: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    rights: int = 0
    wrongs: int = 0

    def add(self, steps: Iterable[StepReplies], sign: int = 1) -> None:
        """Adds the replies of steps, or takes them away again with a `sign` of -1."""
        for step in steps:
            for points, grams in zip(step.points, step.grams, strict=True):
                if side_of(points) == "right":
                    self.rights += sign
                    _add(self.right, grams, sign)
                elif side_of(points) == "wrong":
                    self.wrongs += sign
                    _add(self.wrong, grams, sign)

    def sound(self, grams: Iterable[str]) -> float:
        """How much more n-grams speak for a right reply than for a wrong one, as log odds."""
        rights, wrongs = math.log(self.rights + 1), math.log(self.wrongs + 1)
        right, wrong, log = self.right, self.wrong, math.log
        return sum([log(right[gram] + SMOOTHING) - rights - log(wrong[gram] + SMOOTHING) + wrongs for gram in grams])


def _add(counter: Counter[str], grams: Iterable[str], sign: int) -> None:
    for gram in grams:
        counter[gram] += sign


def step_replies(scenario: Scenario, lang: str) -> list[StepReplies]:
    """The reply steps of a scenario as a deaf reader sees them; steps that nobody reaches are left out."""
    facts = ScenarioFacts(scenario)
    steps = []
    for step_id, step in facts.reply_steps.items():
        texts = (text_in(reply.text, lang) for reply in step.replies.values())
        points = tuple(facts.reply_points(step_id, facts.good_anger(step_id)))
        steps.append(StepReplies(step_id, points, tuple(_grams(text, lang) for text in texts)))
    return steps


def _grams(text: str, lang: str) -> frozenset[str]:
    text = re.sub(r"\s+", " ", text.lower())
    sizes = _SIZES.get(lang, _OTHER_SIZES)
    return frozenset(text[i : i + size] for size in sizes for i in range(len(text) - size + 1))


def find_tells(scenarios: Mapping[str, Scenario], lang: str, wanted: Sequence[str] | None = None) -> Tells:
    """What a deaf reader gets right in the scenarios that are complete in a language.

    Args:
        scenarios: By id; for each the reader learns from all the others.
        lang: The language.
        wanted: The ids to guess, of which those not complete in the language are left out; None for all.
    """
    texts = {name: step_replies(scenario, lang) for name, scenario in scenarios.items() if speaks(scenario, lang)}
    counts = _Counts()
    for steps in texts.values():
        counts.add(steps)
    heard = texts if wanted is None else {name: texts[name] for name in wanted if name in texts}
    present = {gram for steps in heard.values() for step in steps for grams in step.grams for gram in grams}
    tells = _strongest(counts, present)
    guesses = {}
    for name in heard:
        counts.add(texts[name], -1)
        guesses[name] = tuple(_guess(counts, step) for step in texts[name])
        counts.add(texts[name])
    return Tells(guesses, *tells)


def speaks(scenario: Scenario, lang: str) -> bool:
    """Whether every text of a scenario is written in a language, or in none."""
    languages = complete_languages(scenario)
    return languages is None or lang in languages


def _guess(counts: _Counts, step: StepReplies) -> Guess:
    most = max(step.points)
    _sound, points = max((counts.sound(grams), points) for points, grams in zip(step.points, step.grams, strict=True))
    return Guess(step.step, points == most, step.points.count(most) / len(step.points))


def _strongest(counts: _Counts, present: Set[str]) -> tuple[tuple[Tell, ...], tuple[Tell, ...]]:
    """Of some n-grams those that most speak for and against a reply, weighted by the root of how often they occur."""
    grams = (counts.right.keys() | counts.wrong.keys()) & present
    tells = [Tell(gram, counts.right[gram], counts.wrong[gram]) for gram in grams]
    often = [tell for tell in tells if tell.right + tell.wrong >= MIN_COUNT // 2]
    ranked = sorted(often, key=lambda tell: (counts.sound([tell.gram]) * math.sqrt(tell.right + tell.wrong), tell.gram))
    return tuple(reversed(ranked)), tuple(ranked)
