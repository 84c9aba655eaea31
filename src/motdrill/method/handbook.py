"""Reads the handbook: a name, a sentence and a page for every id of the method, in each language.

The entries are YAML files beside this module: skills, terms (depths and kinds of need), codes and topics. All ids share
one namespace, so that `learn deny` needs no more than the id.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final, TypeAlias

import yaml

from motdrill.method.catalogue import DEPTHS, GOOD_CODES, HARMFUL_CODES, NEED_KINDS, SKILL_GROUPS

Wording: TypeAlias = Mapping[str, str]
"""One string a language."""

CHAPTERS: Final = ("skills", "terms", "codes", "topics")


@dataclass(frozen=True, slots=True)
class Entry:
    """One page of the handbook.

    Attributes:
        id: Its id, unique over all chapters.
        chapter: One of `CHAPTERS`.
        name: A few words.
        brief: One sentence.
        text: The page: paragraphs, lists of lines that begin with "- ", and **bold**.
        say: Sentences that do it well.
        avoid: Sentences that show the fault.
        see: Ids of related entries.
        skill: The skill a code belongs to; empty for other entries.
    """

    id: str
    chapter: str
    name: Wording
    brief: Wording
    text: Wording
    say: tuple[Wording, ...]
    avoid: tuple[Wording, ...]
    see: tuple[str, ...]
    skill: str


@cache
def chapter(name: str) -> dict[str, Entry]:
    """The entries of one chapter by id, in the order of the file."""
    text = Path(__file__).with_name(f"{name}.yaml").read_text(encoding="utf-8")
    return {key: _entry(key, name, fields) for key, fields in yaml.load(text, Loader=yaml.CSafeLoader).items()}


def _entry(key: str, chapter_name: str, fields: Mapping[str, Any]) -> Entry:
    return Entry(
        key,
        chapter_name,
        fields["name"],
        fields["brief"],
        fields["text"],
        tuple(fields.get("say", ())),
        tuple(fields.get("avoid", ())),
        tuple(fields.get("see", ())),
        fields.get("skill", ""),
    )


def find(entry_id: str) -> Entry | None:
    """The entry with an id; None where there is none."""
    return next((entries[entry_id] for name in CHAPTERS if entry_id in (entries := chapter(name))), None)


def every_id() -> list[str]:
    """The ids of all entries, chapter by chapter."""
    return [entry_id for name in CHAPTERS for entry_id in chapter(name)]


def sections() -> list[tuple[str, list[Entry]]]:
    """The entries as a reader wants them grouped: topics, the three groups of skills, terms, good and harmful codes."""
    groups: list[tuple[str, list[str]]] = [("topics", list(chapter("topics")))]
    groups += [(group, list(skills)) for group, skills in SKILL_GROUPS.items()]
    groups += [("depths", list(DEPTHS)), ("need-kinds", list(NEED_KINDS))]
    groups += [("good-codes", list(GOOD_CODES)), ("harmful-codes", list(HARMFUL_CODES))]
    return [(name, [entry for each in ids if (entry := find(each))]) for name, ids in groups]
