"""The rating sheet: what an expert sees, and nothing of the key."""

from collections.abc import Iterator, Sequence
from typing import Final

from motdrill.drill.attainable import StepAtAnger
from motdrill.drill.drill import Drill, shuffle_ids
from motdrill.panel.rating_items import RatingItem, preceding_steps, rating_items
from motdrill.scenario.model import Scenario, SpotStep, Step
from motdrill.scenario.safe_text import escape_formula
from motdrill.scenario.texts import text_at, text_in

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
"""The columns with their headings by language; a sheet may be read by a program set to another language."""
_LISTS: Final = {
    "may": {"en": "You may", "zh": "你可以"},
    "may_not": {"en": "You may not", "zh": "你不能"},
    "may_tell": {"en": "You may tell", "zh": "真事可讲"},
}
"""The lists of the situation, by field, with their labels."""


def sheet_rows(scenario: Scenario, scenario_id: str, lang: str, seed: int) -> Iterator[dict[str, str]]:
    """The rows of a sheet by column; the expert fills in `rating` and `remark`.

    The situation is in the first row, the customer's words are in the first row of each step.

    Args:
        scenario: The scenario.
        scenario_id: Its id.
        lang: A language it is complete in.
        seed: Decides the order of the replies, a different one for each step.
    """
    steps_before = preceding_steps(Drill(scenario, scenario_id, seed))
    step = ""
    for item in _shuffled_items(rating_items(scenario, scenario_id), seed):
        is_new_step, is_first = item.step != step, not step
        step = item.step
        reply = scenario.steps[item.step].replies[item.reply]  # type: ignore[union-attr]
        yield {
            "item": item.key,
            "scenario": scenario_id,
            "step": str(item.number),
            "anger": str(item.anger),
            "situation": _situation(scenario, lang) if is_first else "",
            "customer": _customer(scenario, (*steps_before.get(step, ()), (step, item.anger)), lang)
            if is_new_step
            else "",
            "reply": escape_formula(text_in(reply.text, lang)),
            "rating": "",
            "remark": "",
        }


def _shuffled_items(items: tuple[RatingItem, ...], seed: int) -> Iterator[RatingItem]:
    """Step by step, the replies of each step in an order that looks random."""
    for step_id in dict.fromkeys(item.step for item in items):
        by_reply = {item.reply: item for item in items if item.step == step_id}
        yield from (by_reply[reply_id] for reply_id in shuffle_ids(by_reply, seed, step_id))


def _situation(scenario: Scenario, lang: str) -> str:
    lines = [line for line in (text_in(scenario.brief, lang), text_in(scenario.you, lang)) if line]
    for field, label in _LISTS.items():
        if items := getattr(scenario, field):
            lines += [text_in(label, lang), *(f"- {text_in(item, lang)}" for item in items)]
    return escape_formula("\n".join(lines))


def _customer(scenario: Scenario, steps: Sequence[StepAtAnger], lang: str) -> str:
    """What the customer shows and says at some steps."""
    lines = (line for step_id, anger in steps for line in _customer_lines(scenario.steps[step_id], anger, lang))
    return escape_formula("\n".join(lines))


def _customer_lines(step: Step, anger: int, lang: str) -> list[str]:
    cues = step.cues.by_name if step.cues else ()
    body = " / ".join(words for _name, cue in cues if (words := text_at(cue, anger, lang)))
    lines = [text_at(line.text, anger, lang) for line in step.lines.values()] if isinstance(step, SpotStep) else []
    return [line for line in (body, text_at(step.says, anger, lang), *lines) if line]
