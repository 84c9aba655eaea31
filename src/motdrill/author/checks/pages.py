"""Pages too long for a terminal, and titles too long for the lines that they head."""

from collections.abc import Iterable, Iterator

from motdrill.author.scenario_facts import ScenarioFacts, path_in_language, words_by_language
from motdrill.scenario.base_types import TextByAnger
from motdrill.scenario.cross_checks import Fault
from motdrill.scenario.display_width import display_width
from motdrill.scenario.model import NeedsStep, ReplyStep, Scenario, SpotStep, needs_order
from motdrill.scenario.problem import DataPath
from motdrill.scenario.texts import text_at, text_in

COLUMNS, ROWS = 80, 24
FRAME_LINES = {"zh": 6}
"""Lines around the brief, elsewhere 5: heading, its rule, the syncs (in Chinese two lines), the pass mark, the keys."""
REPLY_FEEDBACK_LINES, READING_FEEDBACK_LINES = 11, 4
"""Most lines of feedback but reaction and `why`: heading, rule, words and reply (a line each), points, what depth and
anger made of it (3), codes (2), keys; where no reply was asked for: heading, rule, points, keys."""
TITLE_COLUMNS = {"zh": 32}
"""Columns of the longest title that leaves room for what stands beside it in the library, elsewhere 40."""
LONG_WHY = 360
"""Characters from which on it is worth while to count the lines of feedback."""


def does_not_fit(facts: ScenarioFacts) -> Iterator[Fault]:
    """A brief or a step with more lines than a terminal of 80x24."""
    yield from _brief_does_not_fit(facts)
    for step_id, angers in facts.reachable_angers.items():
        for lang in facts.languages:
            lines = _line_count(facts, step_id, angers, lang)
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
        lines_of_words(line, width) if display_width(line) == len(line) else _wrapped_lines(display_width(line), width)
        for line in text.splitlines()
    )


def lines_of_words(line: str, width: int) -> int:
    """Lines of a text broken at spaces; a word longer than a line is cut."""
    count, start = 1, 0
    while len(line) - start > width:
        space = line.rfind(" ", start + 1, start + width + 1)
        start = space + 1 if space > 0 else start + width
        count += 1
    return count


def _line_count(facts: ScenarioFacts, step_id: str, angers: list[int], lang: str) -> int:
    """Non-blank lines at 80 columns: heading, rule and keys (3 lines), cues, the customer's words, choices."""
    step = facts.scenario.steps[step_id]
    cues = [cue for _name, cue in step.cues.by_name if cue] if step.cues else []
    words = [facts.scenario.customer.name, step.says]
    return (
        3
        + _wrapped_lines(sum([_max_width(cue, angers, lang) + 2 for cue in cues]), COLUMNS - 2)
        + _wrapped_lines(sum([_max_width(text, angers, lang) for text in words]), COLUMNS - 2)
        + sum([_wrapped_lines(width, COLUMNS - 6) for width in _choice_widths(facts, step_id, lang)])
    )


def _max_width(text: TextByAnger | None, angers: list[int], lang: str) -> int:
    """Width of a text on one line, at the anger at which it is longest."""
    if isinstance(text, tuple):
        return max(map(display_width, {text_at(text, anger, lang) for anger in angers}))
    return display_width(text_in(text, lang))


def _choice_widths(facts: ScenarioFacts, step_id: str, lang: str) -> Iterable[int]:
    """The columns of what there is to choose from, after the line with the question, which replies do not have."""
    step = facts.scenario.steps[step_id]
    if isinstance(step, ReplyStep):
        return facts.replies_in(lang).widths[step_id]
    if isinstance(step, SpotStep):
        return [1, *(display_width(text_in(line.text, lang)) for line in step.lines.values())]
    if isinstance(step, NeedsStep):
        needs = map(facts.scenario.needs.__getitem__, needs_order(facts.scenario, step))
        return [1, *(display_width(text_in(need.text, lang)) for need in needs)]
    return [1] * 8


def _wrapped_lines(columns: int, width: int) -> int:
    """Lines of a text wrapped anywhere; wrapping at words may need one more for a long paragraph."""
    return -(-columns // width)


def title_too_long(facts: ScenarioFacts) -> Iterator[Fault]:
    """A title too long for its line in the library and at the head of a page."""
    for lang, words in words_by_language(facts.scenario.title):
        width, most = display_width(words), TITLE_COLUMNS.get(lang[:2], 40)
        if width > most:
            yield Fault(
                "title-too-long", path_in_language(("title",), lang), {"columns": width, "most": most, "lang": lang}
            )


def why_too_long(facts: ScenarioFacts) -> Iterator[Fault]:
    """Feedback that leaves no room on its page for what it is about."""
    for path, text in facts.texts:
        for lang, words in words_by_language(text) if "why" in path[2:5:2] else ():
            if len(words) <= LONG_WHY and "\n" not in words:  # true for nearly all
                continue
            lines = _feedback_lines(facts.scenario, path, lang) + _paragraph_lines(words, COLUMNS - 7)
            if lines > ROWS:
                name = path[3] if path[4:5] == ("why",) else path[1]
                values = {"name": name, "lines": lines, "over": lines - ROWS, "lang": lang}
                yield Fault("why-too-long", path_in_language(path, lang), values)


def _feedback_lines(scenario: Scenario, path: DataPath, lang: str) -> int:
    """Lines of a page of feedback without its `why`, to which `path` leads."""
    step = scenario.steps[str(path[1])]
    if not isinstance(step, ReplyStep):
        needs = 2 * len(needs_order(scenario, step)) if isinstance(step, NeedsStep) else 0
        return READING_FEEDBACK_LINES + needs + (len(step.lines) if isinstance(step, SpotStep) else 1)
    reaction = step.replies[str(path[3])].reaction
    variants = [variant.text for variant in reaction] if isinstance(reaction, tuple) else [reaction]
    return REPLY_FEEDBACK_LINES + max(_paragraph_lines(text_in(text, lang), COLUMNS - 2) for text in variants)
