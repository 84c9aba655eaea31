"""The library's pages: the list, and one scenario's card."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rich.cells import cell_len

from motdrill.faces.page import Block, Heading, Page, Para, Seen, Span, joined, para
from motdrill.faces.wrap import pad
from motdrill.library import Listed
from motdrill.scenario.characters import neutral
from motdrill.wording import N_, _, language, listing

CHANNELS = {
    "phone": N_("phone"),
    "counter": N_("counter"),
    "in-person": N_("in person"),
    "chat": N_("chat"),
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
    table = [_row(row, lang, ids, titles) for row in rows]
    return joined([head, table, [para(_("motdrill drill ID plays one; motdrill show ID tells more."), style="quiet")]])


def _row(row: Listed, lang: str, ids: int, titles: int) -> Para:
    return para(pad(title_of(row, lang), titles), "  ", Span(facts(row), "quiet"), label=pad(row.id, ids))


def facts(row: Listed) -> str:
    """Level, minutes and channel in a few words."""
    header = row.header
    told = []
    if type(level := header.get("level")) is int:
        told.append(_("level {level}").format(level=level))
    if type(minutes := header.get("minutes")) is int:
        told.append(_("{minutes} min").format(minutes=minutes))
    if isinstance(channel := header.get("channel"), str) and channel in CHANNELS:
        told.append(_(CHANNELS[channel]))
    if row.own:
        told.append(_("your own"))
    if not header:
        told.append(_("cannot be read: motdrill show {id}").format(id=row.id))
    return " · ".join(told)


def card_page(loaded: Any, lang: str) -> Page:
    """One scenario's card: what a person wants to know before playing, and nothing of the key.

    Args:
        loaded: The scenario with where it came from (`motdrill.scenario.load.Loaded`).
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


def _facts(loaded: Any, lang: str) -> list[tuple[str, str]]:
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
        (_("Source"), speak(scenario.source, lang)),
        (_("File"), loaded.file),
    ]
