"""Unreachable steps, texts and endings."""

from collections.abc import Iterator
from sys import float_info

from motdrill.author.scenario_facts import ScenarioFacts
from motdrill.drill.rules import effect
from motdrill.method.catalogue import MAX_ANGER
from motdrill.scenario.base_types import TextByAnger, Variant
from motdrill.scenario.cross_checks import BUILT_IN_ENDINGS, Fault
from motdrill.scenario.model import ReplyStep, SpotStep, Step
from motdrill.scenario.problem import DataPath


def unreachable_step(facts: ScenarioFacts) -> Iterator[Fault]:
    """A step that no answer leads to."""
    for step_id in facts.scenario.steps:
        if step_id not in facts.reachable_angers:
            yield Fault("unreachable-step", ("steps", step_id), {"name": step_id}, at_key=True)


def unreachable_text(facts: ScenarioFacts) -> Iterator[Fault]:
    """A variant of a text for an anger that is impossible at that place."""
    for step_id, angers in facts.reachable_angers.items():
        step = facts.scenario.steps[step_id]
        for path, text, possible_angers in _step_texts(step, angers):
            if isinstance(text, tuple):
                yield from _unreachable_variants(("steps", step_id, *path), text, possible_angers)


def _step_texts(step: Step, angers: list[int]) -> Iterator[tuple[DataPath, TextByAnger | None, list[int]]]:
    """Texts that may depend on the anger: path, text, and the angers possible there; of replies those that do."""
    yield ("says",), step.says, angers
    yield ("hint",), step.hint, angers
    for name, cue in step.cues.by_name if step.cues else ():
        yield ("cues", name), cue, angers
    if isinstance(step, ReplyStep):
        yield from _reply_texts(step, angers)
        return
    yield ("why",), step.why, angers
    for line_id, line in step.lines.items() if isinstance(step, SpotStep) else ():
        yield ("lines", line_id, "why"), line.why, angers


def _reply_texts(step: ReplyStep, angers: list[int]) -> Iterator[tuple[DataPath, TextByAnger | None, list[int]]]:
    for reply_id, reply in step.replies.items():
        if isinstance(reply.why, tuple):
            yield ("replies", reply_id, "why"), reply.why, angers
        if isinstance(reply.reaction, tuple):
            angers_after = [min(effect(reply, anger).anger, MAX_ANGER) for anger in angers]
            yield ("replies", reply_id, "reaction"), reply.reaction, angers_after


def _unreachable_variants(path: DataPath, variants: tuple[Variant, ...], angers: list[int]) -> Iterator[Fault]:
    starts = [variant.from_ for variant in variants]
    for i, start in enumerate(starts):
        end = min((other for other in starts if other > start), default=MAX_ANGER + 1)
        hidden = start in starts[:i]  # of two variants with the same `from` the first is used
        if hidden or not any(start <= anger < end for anger in angers):
            yield Fault("unreachable-text", (*path, i), {"low": start, "most": max(angers), "least": min(angers)})


def unreachable_ending(facts: ScenarioFacts) -> Iterator[Fault]:
    """An ending that no drill has."""
    for ending_id in facts.scenario.endings:
        if ending_id not in facts.random.endings and ending_id not in facts.reachable_endings:
            yield Fault("unreachable-ending", ("endings", ending_id), {"name": ending_id}, at_key=True)


def ending_gap(facts: ScenarioFacts) -> Iterator[Fault]:
    """Drills for which none of the scenario's endings holds, so that a built-in ending without text is used."""
    ranges = facts.scenario.ending_ranges
    covered = {anger for _id, low, high, *percents in ranges if percents == [0, 100] for anger in range(low, high + 1)}
    if not ranges or len(covered) > MAX_ANGER:  # every anger has an ending for any score
        return
    for ending_id in BUILT_IN_ENDINGS[:3]:
        if ending_id not in facts.scenario.endings and ending_id in facts.endings_by_range:
            chance = facts.random.endings.get(ending_id) or float_info.min  # negligible, but not impossible
            yield Fault("ending-gap", ("endings",), {"name": ending_id, "chance": chance}, at_key=True)
