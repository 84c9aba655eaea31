"""Players who pass without understanding, and skills that no step trains."""

from collections.abc import Iterator
from operator import mul

from motdrill.author import policies, sound_table
from motdrill.author.scenario_facts import ScenarioFacts
from motdrill.method.catalogue import SYNCS, THREE_FS
from motdrill.scenario.cross_checks import Fault
from motdrill.scenario.problem import DataPath

CHANCE_LIMIT = 0.01
"""The share of drills that a random player must not reach."""
MIN_STEPS_TO_SAY = 6
"""From how many steps on a case has a moment of truth that is said and not chosen."""


def passes_by_chance(facts: ScenarioFacts) -> Iterator[Fault]:
    """Answering at random passes too often, told at the step that lets a random player through most easily."""
    if facts.random.passing >= CHANCE_LIMIT:
        name = _luckiest_step(facts)
        values = {"chance": facts.random.passing, "name": name}
        yield Fault("passes-by-chance", ("steps", name), values, at_key=True)


def _luckiest_step(facts: ScenarioFacts) -> str:
    """The step that counts where a random player loses the least share of what can be lost, the first of equals."""
    attainable = facts.attainable
    lost: dict[str, float] = {}
    at_stake: dict[str, float] = {}
    for (step_id, anger), probability in facts.random.reached.items():
        if not facts.scenario.steps[step_id].counts:
            continue
        losses = attainable.losses[step_id, anger]
        answers = [move.answer_count for move in attainable.moves[step_id, anger]]
        mean = sum(map(mul, losses, answers)) / sum(answers)
        lost[step_id] = lost.get(step_id, 0) + probability * mean
        at_stake[step_id] = at_stake.get(step_id, 0) + probability * max(losses)
    shares = {step_id: lost[step_id] / most for step_id, most in at_stake.items() if most}
    return min(shares or lost, key=lambda step_id: shares.get(step_id, 0))


def passes_by_longest(facts: ScenarioFacts) -> Iterator[Fault]:
    """Always choosing the longest reply passes."""
    for lang in facts.languages:
        yield from _passes(facts, "passes-by-longest", facts.replies_in(lang).longest, {"lang": lang})


def passes_by_shortest(facts: ScenarioFacts) -> Iterator[Fault]:
    """Always choosing the shortest reply passes."""
    for lang in facts.languages:
        yield from _passes(facts, "passes-by-shortest", facts.replies_in(lang).shortest, {"lang": lang})


def passes_by_deepest(facts: ScenarioFacts) -> Iterator[Fault]:
    """Always choosing the deepest reply passes."""
    yield from _passes(facts, "passes-by-deepest", policies.deepest(facts.reply_steps), {})


def _passes(facts: ScenarioFacts, code: str, policy: policies.Policy, values: dict[str, object]) -> Iterator[Fault]:
    """A finding if a policy passes, at the step on its way whose reply loses least."""
    result = policies.play_policy(facts.attainable, policy)
    if result.passed and result.lucky_step:
        path = ("steps", result.lucky_step)
        yield Fault(code, path, {**values, "name": result.lucky_step, "percent": result.percent}, at_key=True)


def longest_is_best(facts: ScenarioFacts) -> Iterator[Fault]:
    """In most steps the longest reply loses nothing, told at the first of them."""
    for lang in facts.languages:
        steps, total = facts.longest_is_lossless(lang)
        if total > 1 and 2 * len(steps) > total:
            values = {"lang": lang, "steps": steps, "count": len(steps), "of": total}
            yield Fault("longest-is-best", ("steps", steps[0]), values, at_key=True)


def told_by_sound(facts: ScenarioFacts) -> Iterator[Fault]:
    """A reader who never hears the customer takes too many best replies, told at the first of them.

    A scenario without languages is heard in the language that its letters are of.
    """
    for lang in facts.languages:
        heard = lang or _language_of_letters(facts)
        if steps := sound_table.told_by_sound(facts, heard):
            values = {"lang": heard, "count": len(steps), "of": len(facts.reply_steps), "steps": steps}
            yield Fault("told-by-sound", ("steps", steps[0]), values, at_key=True)


def _language_of_letters(facts: ScenarioFacts) -> str:
    return "zh" if any("\u4e00" <= letter <= "\u9fff" for _path, text in facts.texts for letter in text) else "en"


def said_steps(facts: ScenarioFacts) -> Iterator[Fault]:
    """A case of `MIN_STEPS_TO_SAY` steps or more that asks for own words at no step, or at several."""
    steps = facts.scenario.steps
    said = [step_id for step_id, step in facts.reply_steps.items() if step.say]
    if len(steps) >= MIN_STEPS_TO_SAY and facts.reply_steps and len(said) != 1:
        path: DataPath = ("steps", said[1], "say") if said else ("steps",)
        yield Fault("said-steps", path, {"count": len(said)}, at_key=True)


def missing_skills(facts: ScenarioFacts) -> Iterator[Fault]:
    """A sync or an F that no step trains."""
    trained = {skill for step_id in facts.reachable_angers for skill in facts.scenario.steps[step_id].trains}
    for group, skills in (("sync", SYNCS), ("three-f", THREE_FS)):
        if missing := [skill for skill in skills if skill not in trained]:
            yield Fault("missing-skills", ("steps",), {"group": group, "missing": missing}, at_key=True)
