"""The library's pages: the list and the course. They import no scenario model, which takes long to load."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from motdrill.library import LibraryEntry
from motdrill.messages import N_, _, join_list
from motdrill.messages.labels import CHANNELS
from motdrill.scenario.safe_text import sanitize
from motdrill.ui.blocks import Block, Heading, Page, Para, Span, join_groups, para
from motdrill.ui.wrap import pad_column

LEVELS = {1: N_("Level 1, easy"), 2: N_("Level 2"), 3: N_("Level 3, hard")}
_NO_LEVEL = N_("Without a level")
_NO_STARS = N_("Without an opening anger")
_BANDS = {
    0: N_("Calm customers"),
    1: N_("One and two stars: an answer with feeling is deep enough"),
    2: N_("Three and four stars: say the pain back that was spoken"),
    3: N_("Five and six stars: say the pain that was not spoken"),
}
TOPICS = {
    "abuse": N_("abuse"),
    "airport": N_("airport"),
    "assistant": N_("assistant"),
    "b2b": N_("business"),
    "banking": N_("bank"),
    "bill": N_("bill"),
    "clinic": N_("clinic"),
    "colleague": N_("colleague"),
    "courier": N_("courier"),
    "deadline": N_("deadline"),
    "elderly": N_("elderly customer"),
    "expert": N_("expert"),
    "fee": N_("fee"),
    "hotel": N_("hotel"),
    "loss": N_("loss"),
    "newcomer": N_("newcomer"),
    "online": N_("online"),
    "outage": N_("outage"),
    "publicity": N_("publicity"),
    "quiet": N_("quiet customer"),
    "refusal": N_("refusal"),
    "retail": N_("shop"),
    "safety": N_("safety"),
    "security": N_("security"),
    "telecom": N_("telecom"),
}
"""Tags that say what a case is about, by the words for them."""
_MOST_TOPICS = 2
_STAR_RANGES = {0: "0", 1: "1–2", 2: "3–4", 3: "5–6"}


def header_text(value: Any, lang: str) -> str:
    """A text of a header that has not been validated, in a language if it has it; empty if it is no text."""
    if isinstance(value, Mapping):
        value = value.get(lang) or next(iter(value.values()), "")
    return sanitize(value) if isinstance(value, str) else ""


def title_of(row: LibraryEntry, lang: str) -> str:
    """A scenario's title; its id if its file has none."""
    return header_text(row.header.get("title"), lang) or row.id


def list_page(rows: Sequence[LibraryEntry], lang: str) -> Page:
    """The library, one row per scenario, grouped by level."""
    head: list[Block] = [Heading((Span(_("Scenarios"), "title"),), (str(len(rows)),))]
    if not rows:
        return join_groups([head, [para(_("There are none yet."))]])
    ids, titles = pad_column([row.id for row in rows]), pad_column([title_of(row, lang) for row in rows])
    cells = groupby(zip(rows, ids, titles, strict=True), key=lambda row_cells: row_cells[0].level)
    levels = [
        [para(_(LEVELS.get(level, _NO_LEVEL)), style="strong"), *(_list_row(*row_cells) for row_cells in of_level)]
        for level, of_level in cells
    ]
    hint = _("motdrill drill ID plays one; motdrill show ID tells more; motdrill list --course orders them.")
    return join_groups([head, *levels, [para(hint, style="quiet")]])


def _list_row(row: LibraryEntry, scenario_id: str, title: str) -> Para:
    return para(title, "  ", Span(details(row), "quiet"), label=scenario_id)


def topics(row: LibraryEntry) -> str:
    """What a scenario is about, by its tags, as a phrase; a person's own tags stand as they are."""
    tags = row.header.get("tags")
    words = [tag for tag in tags if isinstance(tag, str)] if isinstance(tags, list | tuple) else []
    about = [tag for tag in words if tag in TOPICS or (row.is_own and tag not in CHANNELS)]
    return join_list([_(TOPICS[tag]) if tag in TOPICS else sanitize(tag) for tag in about[:_MOST_TOPICS]])


def channel_of(row: LibraryEntry) -> str:
    """The channel as a phrase; empty if there is none."""
    channel = row.header.get("channel")
    return _(CHANNELS[channel]) if isinstance(channel, str) and channel in CHANNELS else ""


def minutes_of(row: LibraryEntry) -> str:
    """The minutes as a phrase; empty if they are not told."""
    minutes = row.header.get("minutes")
    return _("{minutes} min").format(minutes=minutes) if type(minutes) is int else ""


def star_range(row: LibraryEntry) -> str:
    """The range of the opening anger, 0, 1–2, 3–4 or 5–6: the exact one would give a first step away."""
    return _STAR_RANGES.get((row.opening_anger + 1) // 2, "")


def course_page(rows: Sequence[LibraryEntry], lang: str) -> Page:
    """The library as a course in the order of `rows`, each scenario with what it adds to the earlier ones.

    It is grouped by ranges of the opening anger that call for the same depth. The exact anger would give away the first
    step of many scenarios.
    """
    groups: list[list[Block]] = [[Heading((Span(_("The course: from one star to six"), "title"),), (str(len(rows)),))]]
    numbered = enumerate(rows, 1)
    for band, of_band in groupby(numbered, key=lambda numbered_row: (numbered_row[1].opening_anger + 1) // 2):
        groups.append([para(_(_BANDS.get(band, _NO_STARS)), style="strong")])
        groups += [_course_rows(number, row, lang) for number, row in of_band]
    return join_groups(groups)


def _course_rows(number: int, row: LibraryEntry, lang: str) -> list[Block]:
    parts = (Span(title_of(row, lang), "strong"), f"  {row.id}  ", Span(facts(row), "quiet"))
    adds = header_text(row.header.get("adds"), lang)
    return [para(*parts, label=f"{number:>2}."), *([para(adds, indent=6)] if adds else [])]


def facts(row: LibraryEntry) -> str:
    """Level, minutes and channel as a phrase."""
    level = [_("level {level}").format(level=row.level)] if row.level in LEVELS else []
    return " · ".join([*level, *filter(None, [details(row)])])


def details(row: LibraryEntry) -> str:
    """Minutes, channel and what else is special about a scenario, as a phrase."""
    parts = [part for part in (minutes_of(row), channel_of(row)) if part]
    if row.is_own:
        parts.append(_("your own"))
    if not row.header:
        parts.append(_("cannot be read: motdrill show {id}").format(id=row.id))
    return " · ".join(parts)
