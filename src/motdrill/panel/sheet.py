"""The rating sheet: what an expert sees, and nothing of the key."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from motdrill.drill.state import Drill, shuffled
from motdrill.drill.value import Place
from motdrill.panel.items import Item, heard_before, items
from motdrill.scenario.characters import no_formula
from motdrill.scenario.model import Scenario, SpotStep, Step
from motdrill.scenario.texts import say, speak

HEADINGS: Final = {
    "item": {"en": "item", "zh": "编号"},
    "scenario": {"en": "scenario", "zh": "场景"},
    "step": {"en": "step no.", "zh": "第几步"},
    "anger": {"en": "anger (0 calm to 6 furious)", "zh": "愤怒指数（0 平静，6 暴怒）"},
    "situation": {"en": "situation", "zh": "情境"},
    "customer": {"en": "the customer", "zh": "客户"},
    "reply": {"en": "reply", "zh": "回答"},
    "rating": {"en": "rating (0 harmful, 1 weak, 2 fair, 3 best)", "zh": "评分（0 有害，1 偏弱，2 尚可，3 最好）"},
    "remark": {"en": "remark", "zh": "备注"},
}
"""The columns with their headings by language; a sheet in one language is read by a program in another."""


def rows(scenario: Scenario, scenario_id: str, lang: str, seed: int) -> Iterator[dict[str, str]]:
    """The rows of a sheet by column; `rating` and `remark` are the expert's to fill in.

    The situation stands in the first row, the customer's words in the first row of each step.

    Args:
        scenario: The scenario.
        scenario_id: Its id.
        lang: A language it is complete in.
        seed: Decides the order of the replies of each step, and no two steps have the same.
    """
    heard = heard_before(Drill(scenario, scenario_id, seed))
    step = ""
    for item in _in_order(items(scenario, scenario_id), seed):
        begins, first = item.step != step, not step
        step = item.step
        reply = scenario.steps[item.step].replies[item.reply]  # type: ignore[union-attr]
        yield {
            "item": item.key,
            "scenario": scenario_id,
            "step": str(item.number),
            "anger": str(item.anger),
            "situation": _situation(scenario, lang) if first else "",
            "customer": _customer(scenario, (*heard.get(step, ()), (step, item.anger)), lang) if begins else "",
            "reply": no_formula(speak(reply.text, lang)),
            "rating": "",
            "remark": "",
        }


def _in_order(found: tuple[Item, ...], seed: int) -> Iterator[Item]:
    """Step by step, the replies of each in an order that looks random."""
    for step_id in dict.fromkeys(item.step for item in found):
        of_step = {item.reply: item for item in found if item.step == step_id}
        yield from (of_step[reply] for reply in shuffled(of_step, seed, step_id))


def _situation(scenario: Scenario, lang: str) -> str:
    return no_formula("\n".join(filter(None, (speak(scenario.brief, lang), speak(scenario.you, lang)))))


def _customer(scenario: Scenario, places: Sequence[Place], lang: str) -> str:
    """What the customer shows and says at a step, and at those before it that asked for no reply."""
    return no_formula(
        "\n".join(line for step_id, anger in places for line in _told(scenario.steps[step_id], anger, lang))
    )


def _told(step: Step, anger: int, lang: str) -> list[str]:
    shown = step.cues.each if step.cues else ()
    body = " / ".join(words for _name, cue in shown if (words := say(cue, anger, lang)))
    lines = [say(line.text, anger, lang) for line in step.lines.values()] if isinstance(step, SpotStep) else []
    return [line for line in (body, say(step.says, anger, lang), *lines) if line]
