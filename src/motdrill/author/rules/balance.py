"""Players who pass without understanding, and what a case leaves out."""

from __future__ import annotations

from collections.abc import Iterator

from motdrill.author import policies
from motdrill.author.case import Case
from motdrill.method.catalogue import SYNCS, THREE_FS
from motdrill.scenario.links import Fault

CHANCE_LIMIT = 0.01
"""A random player may pass in less than this share of drills."""

_TITLE = ("title",)


def passes_by_chance(case: Case) -> Iterator[Fault]:
    """Answering at random passes too often."""
    if case.random.passing >= CHANCE_LIMIT:
        yield Fault("passes-by-chance", _TITLE, {"chance": case.random.passing}, at_key=True)


def passes_by_longest(case: Case) -> Iterator[Fault]:
    """Always choosing the longest reply passes."""
    for lang in case.languages:
        outcome = policies.follow(case.values, policies.longest(lang))
        if case.reply_steps and outcome.passed:
            yield Fault("passes-by-longest", _TITLE, {"lang": lang, "percent": outcome.percent}, at_key=True)


def passes_by_deepest(case: Case) -> Iterator[Fault]:
    """Always choosing the deepest reply passes."""
    outcome = policies.follow(case.values, policies.deepest)
    if outcome.passed and any(policies.deepest(step) for step in case.reply_steps.values()):
        yield Fault("passes-by-deepest", _TITLE, {"percent": outcome.percent}, at_key=True)


def longest_is_best(case: Case) -> Iterator[Fault]:
    """The best reply is the longest one in most steps."""
    for lang in case.languages:
        steps, of = policies.longest_is_best(case.values, lang)
        if of > 1 and 2 * len(steps) > of:
            yield Fault(
                "longest-is-best", _TITLE, {"lang": lang, "steps": steps, "count": len(steps), "of": of}, at_key=True
            )


def missing_skills(case: Case) -> Iterator[Fault]:
    """A sync or an F that no step trains."""
    trained = {skill for step_id in case.angers for skill in case.scenario.steps[step_id].trains}
    for group, skills in (("sync", SYNCS), ("three-f", THREE_FS)):
        if missing := [skill for skill in skills if skill not in trained]:
            yield Fault("missing-skills", ("steps",), {"group": group, "missing": missing}, at_key=True)
