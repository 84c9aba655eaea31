"""Facts about a scenario that several checks need, each computed once and on first use."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from motdrill.author.distribution import Distribution, distribute
from motdrill.author.policies import RepliesInLanguage, replies_in
from motdrill.drill.attainable import Attainable, StepAtAnger, attainable
from motdrill.drill.endings import passes
from motdrill.drill.moves import Move
from motdrill.drill.players import any_answer
from motdrill.drill.rules import effect
from motdrill.method.catalogue import MAX_ANGER
from motdrill.scenario.base_types import Text
from motdrill.scenario.model import ReplyStep, Scenario
from motdrill.scenario.problem import DataPath
from motdrill.scenario.texts import every_text, languages_of


@dataclass(frozen=True)
class ScenarioFacts:
    """Cached facts about one scenario, played from its first step at its opening anger."""

    scenario: Scenario

    @cached_property
    def attainable(self) -> Attainable:
        """Moves and attainable points at every step and anger that can be reached."""
        return attainable(self.scenario, next(iter(self.scenario.steps)), self.scenario.customer.anger)

    @cached_property
    def random(self) -> Distribution:
        """The distribution of a player who answers at random."""
        return distribute(self.attainable, any_answer)

    @cached_property
    def reachable_endings(self) -> frozenset[str]:
        """Every ending of some drill, however rare."""
        targets = {move.target for moves in self.attainable.moves.values() for move in moves if move.target}
        return self.endings_by_range | (targets - self.scenario.steps.keys())

    @cached_property
    def endings_by_range(self) -> frozenset[str]:
        """The endings of some drill, however rare, that anger and talk choose and not a `goto`."""
        return self._endings_by_range(self.attainable.moves)

    def _endings_by_range(self, moves_at: Mapping[StepAtAnger, tuple[Move, ...]]) -> frozenset[str]:
        """The endings that anger and talk choose for some drill of these moves."""
        if not self.attainable.talk_matters:
            angers = {move.anger for moves in moves_at.values() for move in moves if move.target is None}
            return frozenset(self.attainable.ending(anger, 0) for anger in angers)
        talk = self.talk_at(moves_at)
        return frozenset(
            self.attainable.ending(anger, points)
            for anger in range(MAX_ANGER + 1)
            for points in bits_set(talk.get((None, anger), 0))
        )

    def talk_at(self, moves_at: Mapping[StepAtAnger, tuple[Move, ...]]) -> dict[tuple[str | None, int], int]:
        """The talk points with which these moves come to each step, ending or None (the end), and anger.

        They are the bits set in an integer, as in `drill.attainable`.
        """
        talk: dict[tuple[str | None, int], int] = {(self.attainable.first_step, self.attainable.first_anger): 1}
        for state, moves in moves_at.items():
            for move in moves:
                target = (move.target, move.anger)
                talk[target] = talk.get(target, 0) | talk[state] << move.talk
        return talk

    @cached_property
    def reachable_angers(self) -> dict[str, list[int]]:
        """The angers possible at each step; unreachable steps have no entry."""
        return _angers_by_step(self.attainable.moves)

    @cached_property
    def lossless_angers(self) -> dict[str, list[int]]:
        """The angers at each step that lossless moves lead to; other steps have no entry."""
        return _angers_by_step(self.lossless_moves)

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """The languages of the title, else those of any text; ("",) if all texts are plain strings."""
        title_languages = languages_of(self.scenario.title)
        if title_languages:
            return tuple(dict.fromkeys(title_languages))
        return tuple(dict.fromkeys(lang for _path, text in self.texts for lang in languages_of(text) or ())) or ("",)

    @cached_property
    def texts(self) -> list[tuple[DataPath, Text]]:
        """Every text with its path."""
        return every_text(self.scenario)

    @cached_property
    def words(self) -> list[str]:
        """What every text says in every language: to look through in one go, before their paths are asked for."""
        return [words for _path, text in self.texts for words in ((text,) if isinstance(text, str) else text.values())]

    @cached_property
    def joined_words(self) -> str:
        """All `words`, each from a line of its own."""
        return "\n".join(self.words)

    def words_with_paths(self) -> Iterator[tuple[DataPath, str, str]]:
        """Every text in every language: its path, the language ("" for a plain string), and what it says."""
        for path, text in self.texts:
            for lang, words in words_by_language(text):
                yield path_in_language(path, lang), lang, words

    @cached_property
    def reply_steps(self) -> dict[str, ReplyStep]:
        """The reachable steps that ask for a reply."""
        steps = ((step_id, self.scenario.steps[step_id]) for step_id in self.reachable_angers)
        return {step_id: step for step_id, step in steps if isinstance(step, ReplyStep)}

    def replies_in(self, lang: str) -> RepliesInLanguage:
        """The replies of all reachable steps in a language."""
        if lang not in self._replies_by_lang:
            self._replies_by_lang[lang] = replies_in(self.reply_steps, lang)
        return self._replies_by_lang[lang]

    @cached_property
    def _replies_by_lang(self) -> dict[str, RepliesInLanguage]:
        return {}

    def reply_points(self, step_id: str, anger: int) -> list[int]:
        """What each reply of a step earns at an anger, 0-3, or would earn where the step does not count."""
        step = self.reply_steps[step_id]
        if step.counts:
            return [move.points for move in self.attainable.moves[step_id, anger]]
        return [effect(reply, anger).points for reply in step.replies.values()]

    def good_anger(self, step_id: str) -> int:
        """The least anger, 0-6, at which a player who loses nothing meets a step; where none does, anybody."""
        return min(self.lossless_angers.get(step_id) or self.reachable_angers[step_id])

    @cached_property
    def lossless_moves(self) -> dict[StepAtAnger, tuple[Move, ...]]:
        """The moves that lose nothing, at every step and anger that such moves lead to."""
        attainable = self.attainable
        reached = {(attainable.first_step, attainable.first_anger)}
        lossless: dict[StepAtAnger, tuple[Move, ...]] = {}
        for state in attainable.moves:
            if state in reached:
                lossless[state] = attainable.lossless_moves(*state)
                reached.update((move.target, move.anger) for move in lossless[state] if move.target)
        return lossless

    def lossless_endings(self) -> Iterator[tuple[str, bool]]:
        """The endings of drills that lose nothing, by id, with whether they pass."""
        targets = {move.target for moves in self.lossless_moves.values() for move in moves if move.target}
        for ending_id in sorted(self._endings_by_range(self.lossless_moves) | (targets - self.scenario.steps.keys())):
            yield ending_id, passes(self.scenario, ending_id, 100)

    def longest_is_lossless(self, lang: str) -> tuple[list[str], int]:
        """Steps whose longest reply in a language loses nothing at some anger.

        Returns:
            The ids of these steps, and the number of reply steps that lossless moves lead to.
        """
        longest, lossless = self.replies_in(lang).longest, dict[str, bool]()
        for step_id, anger in self.lossless_moves:
            if step_id in longest:
                loss = self.attainable.losses[step_id, anger][longest[step_id]]
                lossless[step_id] = lossless.get(step_id, False) or not loss
        return [step_id for step_id in lossless if lossless[step_id]], len(lossless)


def words_by_language(text: Text) -> Iterable[tuple[str, str]]:
    """What a text says in each language; "" for a plain string."""
    return (("", text),) if isinstance(text, str) else text.items()


def path_in_language(path: DataPath, lang: str) -> DataPath:
    """The path of what a text says in a language, from the path of the text."""
    return (*path, lang) if lang else path


def bits_set(number: int) -> Iterator[int]:
    """The numbers of the bits set in an integer, the lowest first."""
    return (bit for bit in range(number.bit_length()) if number >> bit & 1)


def _angers_by_step(states: Iterable[StepAtAnger]) -> dict[str, list[int]]:
    angers: dict[str, list[int]] = {}
    for step_id, anger in states:
        angers.setdefault(step_id, []).append(anger)
    return angers
