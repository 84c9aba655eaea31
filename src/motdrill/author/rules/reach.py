"""Steps, texts and endings that nobody meets."""

from __future__ import annotations

from collections.abc import Iterator
from sys import float_info

from motdrill.author.case import Case
from motdrill.drill.rules import effect
from motdrill.method.catalogue import MAX_ANGER
from motdrill.scenario.links import BUILT_IN_ENDINGS, Fault
from motdrill.scenario.model import ReplyStep, SpotStep, Step
from motdrill.scenario.parts import Said, Variant
from motdrill.scenario.problem import Path


def unreachable_step(case: Case) -> Iterator[Fault]:
    """A step that no answer leads to."""
    for step_id in case.scenario.steps:
        if step_id not in case.angers:
            yield Fault("unreachable-step", ("steps", step_id), {"name": step_id}, at_key=True)


def unreachable_text(case: Case) -> Iterator[Fault]:
    """A variant of a text for an anger that never holds where the text stands."""
    for step_id, angers in case.angers.items():
        step = case.scenario.steps[step_id]
        for path, said, met in _said_of(step, angers):
            if isinstance(said, tuple):
                yield from _unmet(("steps", step_id, *path), said, met)


def _said_of(step: Step, angers: list[int]) -> Iterator[tuple[Path, Said | None, list[int]]]:
    """Texts that may depend on the anger, with the angers that can hold there."""
    yield ("says",), step.says, angers
    yield ("hint",), step.hint, angers
    for name, cue in step.cues.each if step.cues else ():
        yield ("cues", name), cue, angers
    if isinstance(step, ReplyStep):
        yield from _said_of_replies(step, angers)
        return
    yield ("why",), step.why, angers
    for line_id, line in step.lines.items() if isinstance(step, SpotStep) else ():
        yield ("lines", line_id, "why"), line.why, angers


def _said_of_replies(step: ReplyStep, angers: list[int]) -> Iterator[tuple[Path, Said | None, list[int]]]:
    for reply_id, reply in step.replies.items():
        yield ("replies", reply_id, "why"), reply.why, angers
        if isinstance(reply.reaction, tuple):
            after = [min(effect(reply, anger).anger, MAX_ANGER) for anger in angers]
            yield ("replies", reply_id, "reaction"), reply.reaction, after


def _unmet(path: Path, variants: tuple[Variant, ...], met: list[int]) -> Iterator[Fault]:
    lows = sorted(variant.from_ for variant in variants)
    lows_seen: set[int] = set()
    for i, variant in enumerate(variants):
        low = variant.from_
        above = next((each for each in lows if each > low), MAX_ANGER + 1)
        hidden = low in lows_seen  # of two variants from the same anger the first is used
        lows_seen.add(low)
        if hidden or not any(low <= anger < above for anger in met):
            values = {"low": low, "most": max(met), "least": min(met)}
            yield Fault("unreachable-text", (*path, i), values)


def unreachable_ending(case: Case) -> Iterator[Fault]:
    """An ending that no drill comes to."""
    for ending_id in case.scenario.endings:
        if ending_id not in case.random.endings and ending_id not in case.endings_met:
            yield Fault("unreachable-ending", ("endings", ending_id), {"name": ending_id}, at_key=True)


def ending_gap(case: Case) -> Iterator[Fault]:
    """Stories that none of the scenario's own endings holds for, so that a built-in one without words stands in."""
    own = case.scenario.endings
    whole = {
        anger for _id, low, high, *of in case.scenario.ending_ranges if of == [0, 100] for anger in range(low, high + 1)
    }
    if not case.scenario.ending_ranges or len(whole) > MAX_ANGER:  # every anger is taken care of, whatever the score
        return
    for ending_id in BUILT_IN_ENDINGS[:3]:
        if ending_id not in own and ending_id in case.endings_chosen:
            chance = case.random.endings.get(ending_id) or float_info.min  # hardly ever is not never
            values = {"name": ending_id, "chance": chance}
            yield Fault("ending-gap", ("endings",), values, at_key=True)
