"""The commented scenario that `motdrill new` writes.

`template.yaml` beside this module is that scenario in both languages, with a few marks of its own:

- `#en` and `#zh` begin a comment in one language; other comments stay.
- `en: "…"` and `zh: "…"` are a text's two languages; one that is not wanted is left out with the lines it goes on in.
- `#% if WORD VALUES` to `#% end` holds only sometimes: `anger 3-4`, `channel phone chat`, `case`, `schema`. Inside one
  such part another may stand.
- `<<title.en>>` is a value to be filled in.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Final

from motdrill.method.catalogue import CHANNELS, MAX_ANGER
from motdrill.scenario.characters import CONTROL

LANGUAGES: Final = ("en", "zh")
"""The languages a new scenario, and its comments, can be in."""
_COMMENT: Final = re.compile(r"( *)#(en|zh) (.*)")
_TEXT: Final = re.compile(r"( *)(en|zh): ")
_VALUE: Final = re.compile(r"<<([a-z.]+)>>")


def fill(
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

    Titles and names may be any text; a line break in one becomes a space, other characters that a scenario file may not
    hold are left out.

    Args:
        title: The title, for each of `languages`.
        customer: The customer's name, for each of `languages`.
        channel: One of `method.catalogue.CHANNELS`.
        anger: The opening anger, 0-6.
        languages: The languages of its texts, some of `LANGUAGES`; the file has them in the order of `LANGUAGES`.
        comments: The language of its comments.
        with_case: Whether it has a `case` section to fill in.
        schema: Where editors find the JSON Schema, an address or a path from the file's folder, without spaces; empty
            for a file that does not say.

    Returns:
        YAML, ending in a line feed.

    Raises:
        ValueError: A value is not one of those above, or a title or a name is missing or blank.
    """
    _check(channel, anger, languages, comments)
    values = {"channel": channel, "anger": str(anger), "schema": _one_line(schema)}
    for lang in languages:
        values[f"title.{lang}"] = _quoted("title", title, lang)
        values[f"customer.{lang}"] = _quoted("customer", customer, lang)
    holds = {"anger": str(anger), "channel": channel}
    held = _holding(_template(), holds, {"case": with_case, "schema": bool(schema)})
    text = "\n".join(_spoken(held, languages, comments)) + "\n"
    return _VALUE.sub(lambda found: values[found[1]], re.sub(r"-\n +", "- ", text))


def _check(channel: str, anger: int, languages: Sequence[str], comments: str) -> None:
    if channel not in CHANNELS:
        raise ValueError(f"channel: {channel}")
    if not 0 <= anger <= MAX_ANGER:
        raise ValueError(f"anger: {anger}")
    if not languages or not set(languages) <= set(LANGUAGES):
        raise ValueError(f"languages: {languages}")
    if comments not in LANGUAGES:
        raise ValueError(f"comments: {comments}")


def _one_line(text: str) -> str:
    return CONTROL.sub("", " ".join(text.splitlines()))


def _quoted(name: str, texts: Mapping[str, str], lang: str) -> str:
    """A text in double quotes: what JSON writes YAML reads."""
    text = _one_line(texts.get(lang, ""))
    if not text.strip():
        raise ValueError(f"{name}: no text in {lang}")
    return json.dumps(text, ensure_ascii=False)


@cache
def _template() -> tuple[str, ...]:
    return tuple(Path(__file__).with_name("template.yaml").read_text(encoding="utf-8").splitlines())


def _holding(lines: Sequence[str], holds: Mapping[str, str], flags: Mapping[str, bool]) -> Iterator[str]:
    """The lines whose conditions all hold, without the marks."""
    open_parts: list[bool] = []
    for line in lines:
        if line.startswith("#% if "):
            word, *wanted = line.split()[2:]
            open_parts.append(flags[word] if word in flags else any(_among(holds[word], each) for each in wanted))
        elif line == "#% end":
            open_parts.pop()
        elif all(open_parts):
            yield line


def _among(value: str, wanted: str) -> bool:
    """Whether a value is the one wanted, or in a range of digits such as 3-4."""
    low, dash, high = wanted.partition("-")
    return low <= value <= high if dash and low.isdigit() else value == wanted


def _spoken(lines: Iterator[str], languages: Sequence[str], comments: str) -> Iterator[str]:
    """The lines in the languages asked for."""
    dropped: int | None = None
    for line in lines:
        indent = len(line) - len(line.lstrip())
        if dropped is not None and line and indent > dropped:
            continue  # the unwanted text goes on in this line
        text, comment = _TEXT.match(line), _COMMENT.fullmatch(line)
        dropped = indent if text and text[2] not in languages else None
        if comment and comment[2] == comments:
            yield f"{comment[1]}# {comment[3]}"
        elif dropped is None and not comment:
            yield line
