"""Missing languages, near-identical replies, angers that sound alike, and pages too long for a terminal."""

from collections.abc import Iterator
from itertools import combinations, pairwise
from textwrap import wrap

from motdrill.author.scenario_facts import ScenarioFacts
from motdrill.scenario.base_types import TextByAnger
from motdrill.scenario.cross_checks import Fault
from motdrill.scenario.display_width import display_width
from motdrill.scenario.model import AngerStep, NeedsStep, ReplyStep, Scenario, SpotStep, Step, needs_order
from motdrill.scenario.texts import also_in, languages_of, text_at, text_in

MIN_SIMILARITY = 0.85
"""Jaccard index of letter pairs from which two replies are near-identical."""
COLUMNS, ROWS = 80, 24
FRAME_LINES = {"zh": 6}
"""Lines around the brief, elsewhere 5: heading, its rule, the syncs (in Chinese two lines), the pass mark, the keys."""


def language_missing(facts: ScenarioFacts) -> Iterator[Fault]:
    """A text that lacks a language the title has."""
    for path, text in facts.texts:
        if isinstance(text, str) or tuple(text) == facts.languages:  # true for nearly all texts
            continue
        written = languages_of(text)
        if written and (missing := [lang for lang in facts.languages if lang and lang not in written]):
            yield Fault("language-missing", path, {"missing": missing}, at_key=True)


def near_identical(facts: ScenarioFacts) -> Iterator[Fault]:
    """Two replies of a step that are almost the same in some language."""
    for step_id, step in facts.reply_steps.items():
        texts = ({key: text_in(reply.text, lang) for key, reply in step.replies.items()} for lang in facts.languages)
        for first, second in dict.fromkeys(pair for by_id in texts for pair in _similar_replies(by_id)):
            path = ("steps", step_id, "replies", second)
            yield Fault("near-identical", path, {"name": second, "other": first}, at_key=True)


def _similar_replies(texts: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Pairs of ids of near-identical texts.

    The end of a text counts as a letter, so that a text of one letter has a letter pair too.
    """
    letter_pairs = {reply_id: set(pairwise(text + "\n")) for reply_id, text in texts.items()}
    for first, second in combinations(texts, 2):
        if _is_similar(letter_pairs[first], letter_pairs[second]):
            yield first, second


def _is_similar(first: set[tuple[str, str]], second: set[tuple[str, str]]) -> bool:
    """Whether the Jaccard index of two sets is at least `MIN_SIMILARITY`."""
    shared = len(first & second)
    return shared >= MIN_SIMILARITY * (len(first) + len(second) - shared)


def also_elsewhere(facts: ScenarioFacts) -> Iterator[Fault]:
    """Another way to say a reply that is the text, or another way, of another reply of the step."""
    for step_id, step in facts.reply_steps.items():
        for lang in facts.languages if any(reply.also for reply in step.replies.values()) else ():
            owners: dict[str, str] = {}
            for name, reply in step.replies.items():
                owners.setdefault(_folded(text_in(reply.text, lang)), name)
            for name, reply in step.replies.items():
                for text in also_in(reply, lang):
                    if (other := owners.setdefault(_folded(text), name)) != name:
                        path = ("steps", step_id, "replies", name, "also")
                        yield Fault("also-elsewhere", path, {"name": name, "other": other}, at_key=True)


def _folded(text: str) -> str:
    """A text without case, spaces and punctuation."""
    return "".join(filter(str.isalnum, text)).casefold()


def angers_alike(facts: ScenarioFacts) -> Iterator[Fault]:
    """A step that asks for the anger with the same words and cues at several angers.

    Every anger that can be met there counts, after mistakes as well: the right number of stars is another at each.
    Where a step shows nothing of its own, the reaction before it is what is read, and that depends on the reply.
    """
    for step_id, angers in facts.reachable_angers.items():
        step = facts.scenario.steps[step_id]
        if isinstance(step, AngerStep) and len(angers) > 1:
            for alike in dict.fromkeys(each for lang in facts.languages for each in _alike(step, angers, lang)):
                yield Fault("angers-alike", ("steps", step_id), {"name": step_id, "angers": list(alike)}, at_key=True)


def _alike(step: Step, angers: list[int], lang: str) -> Iterator[tuple[int, ...]]:
    """The angers, several together, at which a step shows the same in a language."""
    shown = (step.says, *(cue for _name, cue in step.cues.by_name)) if step.cues else (step.says,)
    by_texts: dict[tuple[str, ...], list[int]] = {}
    for anger in angers:
        by_texts.setdefault(tuple(text_at(text, anger, lang) for text in shown), []).append(anger)
    yield from (tuple(alike) for texts, alike in by_texts.items() if len(alike) > 1 and any(texts))


def does_not_fit(facts: ScenarioFacts) -> Iterator[Fault]:
    """A brief or a step with more lines than a terminal of 80x24."""
    yield from _brief_does_not_fit(facts)
    for step_id, angers in facts.reachable_angers.items():
        for lang in facts.languages:
            lines = _line_count(facts, facts.scenario.steps[step_id], angers, lang)
            if lines > ROWS:
                values = {"name": step_id, "lines": lines, "over": lines - ROWS, "lang": lang}
                yield Fault("does-not-fit", ("steps", step_id), values, at_key=True)
                break


def _brief_does_not_fit(facts: ScenarioFacts) -> Iterator[Fault]:
    """The longest field of the brief, where its page has too many lines."""
    for lang in facts.languages:
        by_field = _brief_lines(facts.scenario, lang)
        lines = FRAME_LINES.get(lang, 5) + sum(by_field.values())
        if lines > ROWS:
            values = {"name": "brief", "lines": lines, "over": lines - ROWS, "lang": lang}
            yield Fault("does-not-fit", (max(by_field, key=by_field.__getitem__),), values, at_key=True)
            break


def _brief_lines(scenario: Scenario, lang: str) -> dict[str, int]:
    """Lines at 80 columns of each field of the brief; lists stand beside labels as wide as “You may tell”."""
    lists = {"may": scenario.may, "may_not": scenario.may_not, "may_tell": scenario.may_tell}
    return {
        "brief": _paragraph_lines(text_in(scenario.brief, lang), COLUMNS - 2),
        "you": _paragraph_lines(text_in(scenario.you, lang), COLUMNS - 7),
        **{
            field: sum(_paragraph_lines(text_in(item, lang), COLUMNS - 18) for item in items)
            for field, items in lists.items()
        },
    }


def _paragraph_lines(text: str, width: int) -> int:
    """Lines of a text: at words, or with wide characters anywhere."""
    return sum(
        len(wrap(line, width, break_on_hyphens=False)) or 1
        if display_width(line) == len(line)
        else _wrapped_lines(display_width(line), width)
        for line in text.splitlines()
    )


def _line_count(facts: ScenarioFacts, step: Step, angers: list[int], lang: str) -> int:
    """Non-blank lines at 80 columns: heading, rule and keys (3 lines), cues, the customer's words, choices."""
    cues = [cue for _name, cue in step.cues.by_name if cue] if step.cues else []
    words_width = _max_width(facts.scenario.customer.name, angers, lang) + _max_width(step.says, angers, lang)
    return (
        3
        + _wrapped_lines(sum(_max_width(cue, angers, lang) + 2 for cue in cues), COLUMNS - 2)
        + _wrapped_lines(words_width, COLUMNS - 2)
        + sum(_wrapped_lines(display_width(text), COLUMNS - 6) for text in _choices(facts, step, lang))
    )


def _max_width(text: TextByAnger | None, angers: list[int], lang: str) -> int:
    """Width of a text on one line, at the anger at which it is longest."""
    if isinstance(text, tuple):
        return max(display_width(text_at(text, anger, lang)) for anger in angers)
    return display_width(text_in(text, lang))


def _choices(facts: ScenarioFacts, step: Step, lang: str) -> list[str]:
    """The lines to choose from, after the line with the question, which replies do not have."""
    if isinstance(step, ReplyStep):
        return [text_in(reply.text, lang) for reply in step.replies.values()]
    if isinstance(step, SpotStep):
        return [" ", *(text_in(line.text, lang) for line in step.lines.values())]
    if isinstance(step, NeedsStep):
        return [" ", *(text_in(facts.scenario.needs[need].text, lang) for need in needs_order(facts.scenario, step))]
    return [" "] * 8


def _wrapped_lines(columns: int, width: int) -> int:
    """Lines of a text wrapped anywhere; wrapping at words may need one more for a long paragraph."""
    return -(-columns // width)
