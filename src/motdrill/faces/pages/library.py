"""The library's pages: the list, and one scenario's card."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

from rich.cells import cell_len

from motdrill.faces.page import Block, Heading, Page, Para, Seen, Span, joined, para
from motdrill.faces.wrap import pad
from motdrill.library import Listed
from motdrill.scenario.characters import neutral
from motdrill.wording import N_, _, language, listing

if TYPE_CHECKING:
    from motdrill.scenario.load import Loaded

CHANNELS = {
    "phone": N_("phone"),
    "counter": N_("counter"),
    "in-person": N_("in person"),
    "chat": N_("chat"),
}

LEVELS = {1: N_("Level 1, easy"), 2: N_("Level 2"), 3: N_("Level 3, hard")}
_NO_LEVEL = N_("Without a level")
_NO_STARS = N_("Without an opening anger")
_BANDS = {
    0: N_("Calm customers"),
    1: N_("One and two stars: an answer with feeling is deep enough"),
    2: N_("Three and four stars: say the pain back that was spoken"),
    3: N_("Five and six stars: say the pain that was not spoken"),
}


def words_of(value: Any, lang: str) -> str:
    """A text of a header that nobody has checked yet, in a language if it has it."""
    if isinstance(value, Mapping):
        value = value.get(lang) or next(iter(value.values()), "")
    return neutral(value) if isinstance(value, str) else ""


def title_of(row: Listed, lang: str) -> str:
    """A scenario's title; its id where the file does not say."""
    return words_of(row.header.get("title"), lang) or row.id


def list_page(rows: Sequence[Listed], lang: str) -> Page:
    """The library, one row a scenario."""
    head: list[Block] = [Heading((Span(_("Scenarios"), "title"),), (str(len(rows)),))]
    if not rows:
        return joined([head, [para(_("There are none yet."))]])
    ids = max(cell_len(row.id) for row in rows)
    titles = max(cell_len(title_of(row, lang)) for row in rows)
    levels = [
        [para(_(LEVELS.get(level, _NO_LEVEL)), style="strong"), *(_row(row, lang, ids, titles) for row in of_level)]
        for level, of_level in groupby(rows, key=lambda row: row.level)
    ]
    told = _("motdrill drill ID plays one; motdrill show ID tells more; motdrill list --course orders them.")
    return joined([head, *levels, [para(told, style="quiet")]])


def _row(row: Listed, lang: str, ids: int, titles: int) -> Para:
    return para(pad(title_of(row, lang), titles), "  ", Span(details(row), "quiet"), label=pad(row.id, ids))


def course_page(rows: Sequence[Listed], lang: str) -> Page:
    """The library as a course, each scenario with what it adds to those before it.

    The opening anger is told as the range that calls for one depth: to read it exactly is the first step of many cases.

    Args:
        rows: The scenarios in their order.
        lang: The language of their texts.
    """
    head: list[Block] = [Heading((Span(_("The course: from one star to six"), "title"),), (str(len(rows)),))]
    groups = [head]
    numbered = enumerate(rows, 1)
    for band, of_band in groupby(numbered, key=lambda each: (each[1].stars + 1) // 2):
        groups.append([para(_(_BANDS.get(band, _NO_STARS)), style="strong")])
        groups += [_stage_of_course(number, row, lang) for number, row in of_band]
    return joined(groups)


def _stage_of_course(number: int, row: Listed, lang: str) -> list[Block]:
    told = (Span(title_of(row, lang), "strong"), f"  {row.id}  ", Span(facts(row), "quiet"))
    adds = words_of(row.header.get("adds"), lang)
    return [para(*told, label=f"{number:>2}."), *([para(adds, indent=6)] if adds else [])]


def facts(row: Listed) -> str:
    """Level, minutes and channel in a few words."""
    level = [_("level {level}").format(level=row.level)] if row.level in LEVELS else []
    return " · ".join([*level, *filter(None, [details(row)])])


def details(row: Listed) -> str:
    """Minutes and channel in a few words."""
    header = row.header
    told = []
    if type(minutes := header.get("minutes")) is int:
        told.append(_("{minutes} min").format(minutes=minutes))
    if isinstance(channel := header.get("channel"), str) and channel in CHANNELS:
        told.append(_(CHANNELS[channel]))
    if row.own:
        told.append(_("your own"))
    if not header:
        told.append(_("cannot be read: motdrill show {id}").format(id=row.id))
    return " · ".join(told)


def card_page(loaded: Loaded, lang: str) -> Page:
    """One scenario's card: what a person wants to know before playing, and nothing of the key.

    Args:
        loaded: The scenario with where it came from.
        lang: A language it is complete in.
    """
    from motdrill.scenario.texts import speak

    rows = [(label, value) for label, value in _facts(loaded, lang) if value]
    width = max(cell_len(label) for label, _value in rows)
    brief = loaded.scenario.brief
    return joined(
        [
            [Heading((Span(speak(loaded.scenario.title, lang), "title"), f"  {loaded.id}"))],
            [para(speak(brief, lang))] if brief else [],
            [para(value, label=pad(label, width)) for label, value in rows],
            [para(Seen("▸ "), f"motdrill drill {loaded.id}", style="strong")],
        ]
    )


def _facts(loaded: Loaded, lang: str) -> list[tuple[str, str]]:
    from motdrill.drill.state import longest_way
    from motdrill.faces.pages.step import skill_name
    from motdrill.method.catalogue import SKILLS
    from motdrill.scenario.texts import complete_languages, speak
    from motdrill.scenario.uses import uses

    scenario = loaded.scenario
    trained = uses(scenario)
    return [
        (_("Customer"), speak(scenario.customer.name, lang)),
        (_("Channel"), _(CHANNELS[scenario.channel]) if scenario.channel else ""),
        (_("Level"), str(scenario.level or "")),
        (_("Time"), _("{minutes} min").format(minutes=scenario.minutes) if scenario.minutes else ""),
        (_("Steps"), str(max(longest_way(scenario).values()))),
        (_("Pass"), f"{scenario.pass_} %"),
        (_("Skills"), listing([skill_name(skill) for skill in SKILLS if skill in trained])),
        (_("Languages"), listing(complete_languages(scenario) or (language(),))),
        (_("Tags"), listing(scenario.tags)),
        (_("Adds"), speak(scenario.adds, lang)),
        (_("Source"), speak(scenario.source, lang)),
        (_("File"), loaded.file),
    ]
