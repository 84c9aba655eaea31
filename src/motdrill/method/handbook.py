"""Reads the handbook: a name, a sentence and a page for every id of the method, in each language.

The chapters are YAML files of this package: skills, terms (depths and kinds of need), codes and topics. All ids share
one namespace, so that `motdrill learn` needs only the id.
"""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, TypeAlias

import yaml

from motdrill.method.catalogue import DEPTHS, GOOD_CODES, HARMFUL_CODES, NEED_KINDS, SKILL_GROUPS

TextByLanguage: TypeAlias = Mapping[str, str]
"""A string per language."""

CHAPTERS: Final = ("skills", "terms", "codes", "topics")
_FIELDS: Final = frozenset({"name", "brief", "text", "say", "avoid", "see", "skill"})


@dataclass(frozen=True, slots=True)
class Entry:
    """One page of the handbook: paragraphs, lists of lines that begin with "- ", and **bold**.

    `say` and `avoid` are good and bad examples, `see` ids of related entries, `skill` is the skill of a code.
    """

    id: str
    chapter: str
    name: TextByLanguage
    brief: TextByLanguage
    text: TextByLanguage
    say: Sequence[TextByLanguage] = ()
    avoid: Sequence[TextByLanguage] = ()
    see: Sequence[str] = ()
    skill: str = ""


@cache
def chapter_entries(name: str) -> dict[str, Entry]:
    """The entries of one chapter by id, in the order of the file."""
    text = Path(__file__).with_name(f"{name}.yaml").read_text(encoding="utf-8")
    entries = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return {
        entry_id: Entry(entry_id, name, **{key: fields[key] for key in _FIELDS & fields.keys()})
        for entry_id, fields in entries.items()
    }


def find_entry(entry_id: str) -> Entry | None:
    """The entry with an id, or None."""
    return next((entries[entry_id] for name in CHAPTERS if entry_id in (entries := chapter_entries(name))), None)


def find_by_name(name: str) -> Entry | None:
    """The entry with a name in any language, upper or lower case, or None."""
    wanted = _folded(name)
    entries = (entry for chapter in CHAPTERS for entry in chapter_entries(chapter).values())
    return next((entry for entry in entries if wanted in map(_folded, entry.name.values())), None)


def _folded(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def all_ids() -> list[str]:
    """The ids of all entries, chapter by chapter."""
    return [entry_id for name in CHAPTERS for entry_id in chapter_entries(name)]


def sections() -> list[tuple[str, list[Entry]]]:
    """The entries grouped by section: topics, the three groups of skills, terms, good and harmful codes."""
    ids_by_section: dict[str, Iterable[str]] = {
        "topics": chapter_entries("topics"),
        **SKILL_GROUPS,
        "depths": DEPTHS,
        "need-kinds": NEED_KINDS,
        "good-codes": GOOD_CODES,
        "harmful-codes": HARMFUL_CODES,
    }
    return [(name, [entry for key in ids if (entry := find_entry(key))]) for name, ids in ids_by_section.items()]
