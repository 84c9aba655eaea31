"""The commented scenario that `motdrill new` writes.

`template.yaml` is that scenario in both languages, with this markup:

- `#en` and `#zh` begin a comment in one language; other comments are copied.
- `en: "…"` and `zh: "…"` are the languages of a text; unwanted ones are removed with their continuation lines.
- `#% if WORD VALUES` to `#% end` is conditional and can be nested: `anger 3-4`, `channel phone chat`, `case`, `schema`.
- `<<title.en>>` is a placeholder.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Final

from motdrill.method.catalogue import CHANNELS, MAX_ANGER
from motdrill.scenario.safe_text import CONTROL

TEMPLATE_LANGUAGES: Final = ("en", "zh")
"""The languages of texts and comments in the template."""
_COMMENT: Final = re.compile(r"( *)#(en|zh) (.*)")
_TEXT: Final = re.compile(r"( *)(en|zh):(?: |$)")
_PLACEHOLDER: Final = re.compile(r"<<([a-z.]+)>>")


def fill_template(
    *,
    title: Mapping[str, str],
    customer: Mapping[str, str],
    channel: str,
    anger: int,
    languages: tuple[str, ...],
    comments: str,
    with_case: bool,
    schema: str = "",
) -> str:
    """The text of a new scenario file, which loads, plays and has no findings.

    `title` and `customer` need a text for each of `languages`; line breaks in them become spaces, and characters not
    allowed in a scenario file are removed. `channel` is one of `method.catalogue.CHANNELS`, `anger` the opening anger,
    0-6, and `comments` the language of the comments; `with_case` adds a `case` section. `schema` tells editors where
    the JSON Schema is: an address, or a path from the file's folder without spaces; empty for none.

    Raises:
        ValueError: An argument is not allowed, or a title or name is missing or blank.
    """
    _check_arguments(channel, anger, languages, comments)
    values = {"channel": channel, "anger": str(anger), "schema": _one_line(schema)}
    for lang in languages:
        values[f"title.{lang}"] = _quoted("title", title, lang)
        values[f"customer.{lang}"] = _quoted("customer", customer, lang)
    conditions = {"anger": str(anger), "channel": channel}
    lines = _conditional_lines(_template(), conditions, {"case": with_case, "schema": bool(schema)})
    text = "\n".join(_lines_in(lines, languages, comments)) + "\n"
    return _PLACEHOLDER.sub(lambda match: values[match[1]], re.sub(r"-\n +", "- ", text))


def _check_arguments(channel: str, anger: int, languages: Sequence[str], comments: str) -> None:
    if channel not in CHANNELS:
        raise ValueError(f"channel: {channel}")
    if not 0 <= anger <= MAX_ANGER:
        raise ValueError(f"anger: {anger}")
    if not languages or not set(languages) <= set(TEMPLATE_LANGUAGES):
        raise ValueError(f"languages: {languages}")
    if comments not in TEMPLATE_LANGUAGES:
        raise ValueError(f"comments: {comments}")


def _one_line(text: str) -> str:
    return CONTROL.sub("", " ".join(text.splitlines()))


def _quoted(name: str, texts: Mapping[str, str], lang: str) -> str:
    """A text in double quotes: every JSON string is also valid YAML."""
    text = _one_line(texts.get(lang, ""))
    if not text.strip():
        raise ValueError(f"{name}: no text in {lang}")
    return json.dumps(text, ensure_ascii=False)


@cache
def _template() -> tuple[str, ...]:
    return tuple(Path(__file__).with_name("template.yaml").read_text(encoding="utf-8").splitlines())


def _conditional_lines(lines: Sequence[str], values: Mapping[str, str], flags: Mapping[str, bool]) -> Iterator[str]:
    """The lines whose conditions are all true, without the `#%` lines."""
    conditions: list[bool] = []
    for line in lines:
        if line.startswith("#% if "):
            word, *allowed = line.split()[2:]
            conditions.append(flags[word] if word in flags else any(_matches(values[word], item) for item in allowed))
        elif line == "#% end":
            conditions.pop()
        elif all(conditions):
            yield line


def _matches(value: str, allowed: str) -> bool:
    """Whether a value equals the allowed one, or is in a range of digits such as 3-4."""
    low, dash, high = allowed.partition("-")
    return low <= value <= high if dash and low.isdigit() else value == allowed


def _lines_in(lines: Iterator[str], languages: Sequence[str], comments: str) -> Iterator[str]:
    """The lines in the given languages."""
    removed_indent: int | None = None
    for line in lines:
        indent = len(line) - len(line.lstrip())
        if removed_indent is not None and line and indent > removed_indent:
            continue  # a continuation line of a removed text
        text, comment = _TEXT.match(line), _COMMENT.fullmatch(line)
        removed_indent = indent if text and text[2] not in languages else None
        if comment and comment[2] == comments:
            yield f"{comment[1]}# {comment[3]}"
        elif removed_indent is None and not comment:
            yield line
