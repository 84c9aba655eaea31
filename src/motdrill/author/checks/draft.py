"""Work not yet done: the template's own texts, words that hold a place, a customer without words, one `why` for all."""

import re
from collections.abc import Iterator

from motdrill.author.scenario_facts import ScenarioFacts, words_by_language
from motdrill.author.template import template_texts
from motdrill.scenario.base_types import TextByAnger
from motdrill.scenario.cross_checks import Fault
from motdrill.scenario.problem import DataPath
from motdrill.scenario.texts import text_in

FIRST_PARTS = 5
"""How many parts of a file are named that still have the template's texts."""
_PLACEHOLDER = re.compile(
    r"(?=[\s\[(（【<{TFWXPLtfwxpl此这待占])"  # the first sign is enough for most texts
    r"[\s\[(（【<{]*(?:(?:TODO|FIXME|TBD)\b"
    r"|(?i:todo|fixme|tb[acd]|wip|xx+|placeholder|lorem ipsum.*)\W*$"
    r"|(?i:todo|fixme|xxx+)\s*[:：]"
    r"|(?:此处|这里)?待(?:写|填写?|补充?|完善)(?!\w)|(?:待定|占位)\W*$)",
    re.DOTALL,
)


def is_placeholder(words: str) -> bool:
    """Whether words only hold the place of a text to be written."""
    return _PLACEHOLDER.match(words) is not None


def template_text(facts: ScenarioFacts) -> Iterator[Fault]:
    """Texts that are still those of the template of `motdrill new`: one finding, at the first of them."""
    template = template_texts()
    if template.isdisjoint(facts.words):
        return
    told = [path for path, text in facts.texts if any(words in template for _lang, words in words_by_language(text))]
    parts = list(dict.fromkeys(map(_part, told)))
    values = {"count": len(told), "of": len(facts.texts), "parts": parts[:FIRST_PARTS]}
    yield Fault("template-text", told[0], values, at_key=True)


def _part(path: DataPath) -> str:
    """The step or ending that a path leads into, else the field at the top."""
    return str(path[1] if path[0] in ("steps", "endings") else path[0])


def placeholder(facts: ScenarioFacts) -> Iterator[Fault]:
    """A text that only holds the place of one to be written."""
    if any(map(_PLACEHOLDER.match, facts.words)):
        for path, _lang, words in facts.words_with_paths():
            if is_placeholder(words):
                yield Fault("placeholder", path, {"name": words})


def no_says(facts: ScenarioFacts) -> Iterator[Fault]:
    """A step at which the customer says nothing."""
    for step_id, step in facts.scenario.steps.items():
        if step.says is None:
            yield Fault("no-says", ("steps", step_id), {"name": step_id}, at_key=True)


def no_reaction(facts: ScenarioFacts) -> Iterator[Fault]:
    """A scenario in which the customer answers no reply."""
    replies = [reply for step in facts.reply_steps.values() for reply in step.replies.values()]
    if replies and all(reply.reaction is None for reply in replies):
        yield Fault("no-reaction", ("steps",), {}, at_key=True)


def same_why(facts: ScenarioFacts) -> Iterator[Fault]:
    """A step that gives all its replies the same feedback in some language."""
    for step_id, step in facts.reply_steps.items():
        for lang in facts.languages:
            whys = {_in_language(reply.why, lang) for reply in step.replies.values()}
            if len(whys) == 1 and not any(isinstance(why, str) and is_placeholder(why) for why in whys):
                path = ("steps", step_id, "replies", list(step.replies)[1], "why")
                yield Fault("same-why", path, {"name": step_id, "count": len(step.replies)}, at_key=True)
                break


def _in_language(text: TextByAnger, lang: str) -> str | tuple[tuple[int, str], ...]:
    """A text in a language, with all its variants."""
    if isinstance(text, tuple):
        return tuple((variant.from_, text_in(variant.text, lang)) for variant in text)
    return text_in(text, lang)
