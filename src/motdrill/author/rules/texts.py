"""Languages, near-identical replies, and what does not fit a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, pairwise

from motdrill.author.case import Case
from motdrill.scenario.links import Fault
from motdrill.scenario.model import NeedsStep, ReplyStep, SpotStep, Step, needs_order
from motdrill.scenario.parts import Said
from motdrill.scenario.texts import languages_of, say, speak
from motdrill.scenario.width import display_width

SAME_FROM = 0.85
"""Replies that share this much of their pairs of letters say the same."""
COLUMNS, ROWS = 80, 24


def language_missing(case: Case) -> Iterator[Fault]:
    """A text that lacks a language the title has."""
    for path, text in case.texts:
        if isinstance(text, str) or tuple(text) == case.languages:  # nearly all
            continue
        written = languages_of(text)
        if written and (missing := [lang for lang in case.languages if lang and lang not in written]):
            yield Fault("language-missing", path, {"missing": missing}, at_key=True)


def near_identical(case: Case) -> Iterator[Fault]:
    """Two replies of a step that say the same in a language."""
    for step_id, step in case.reply_steps.items():
        alike: dict[tuple[str, str], None] = {}
        for lang in case.languages:
            alike |= dict.fromkeys(
                _alike_replies({key: speak(reply.text, lang) for key, reply in step.replies.items()})
            )
        for one, other in alike:
            path = ("steps", step_id, "replies", other)
            yield Fault("near-identical", path, {"name": other, "other": one}, at_key=True)


def _alike_replies(said: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Two and two by their ids; Chinese texts differ in so many letters that few pairs of letters are compared."""
    letters = {key: set(text) for key, text in said.items()}
    pairs: dict[str, set[tuple[str, str]]] = {}
    for one, other in combinations(said, 2):
        if len(letters[one] ^ letters[other]) <= (1 - SAME_FROM) * (len(said[one]) + len(said[other]) + 2):
            for key in (one, other):
                pairs[key] = pairs.get(key) or _letter_pairs(said[key])
            if _alike(pairs[one], pairs[other]):
                yield one, other


def _letter_pairs(text: str) -> set[tuple[str, str]]:
    """Neighbouring letters; the end of the text counts as one, so that a single letter makes a pair too."""
    return set(pairwise(text + "\n"))


def _alike(one: set[tuple[str, str]], other: set[tuple[str, str]]) -> bool:
    """Jaccard's index of two sets of pairs; sets that differ much in size need no comparing."""
    if min(len(one), len(other)) < SAME_FROM * max(len(one), len(other)):
        return False
    shared = len(one & other)
    return shared >= SAME_FROM * (len(one) + len(other) - shared)


def does_not_fit(case: Case) -> Iterator[Fault]:
    """A step that needs more lines than a terminal of 80x24 has."""
    for step_id, angers in case.angers.items():
        for lang in case.languages:
            lines = _lines(case, case.scenario.steps[step_id], angers, lang)
            if lines > ROWS:
                values = {"name": step_id, "lines": lines, "lang": lang}
                yield Fault("does-not-fit", ("steps", step_id), values, at_key=True)
                break


def _lines(case: Case, step: Step, angers: list[int], lang: str) -> int:
    """Lines at 80 columns without blank ones: heading, rule, cues, words, what is chosen among, keys."""
    shown = [cue for _name, cue in step.cues.each if cue] if step.cues else []
    return (
        3
        + _wrapped(sum(_widest(cue, angers, lang) + 2 for cue in shown), COLUMNS - 2)
        + _wrapped(_widest(case.scenario.customer.name, angers, lang) + _widest(step.says, angers, lang), COLUMNS - 2)
        + sum(_wrapped(display_width(text), COLUMNS - 6) for text in _choices(case, step, lang))
    )


def _widest(said: Said | None, angers: list[int], lang: str) -> int:
    """Columns of a text on one line, at the anger at which it is longest."""
    if isinstance(said, tuple):
        return max(display_width(say(said, anger, lang)) for anger in angers)
    return display_width(speak(said, lang))


def _choices(case: Case, step: Step, lang: str) -> list[str]:
    """What is chosen among, with the line that asks where there is one."""
    if isinstance(step, ReplyStep):
        return [speak(reply.text, lang) for reply in step.replies.values()]
    if isinstance(step, SpotStep):
        return [" ", *(speak(line.text, lang) for line in step.lines.values())]
    if isinstance(step, NeedsStep):
        return [" ", *(speak(case.scenario.needs[need].text, lang) for need in needs_order(case.scenario, step))]
    return [" "] * 8


def _wrapped(columns: int, width: int) -> int:
    """Lines so many columns of text take; breaking at words may take one more in a long paragraph."""
    return -(-columns // width)
