"""The handbook's pages: the index, and one page an entry."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from motdrill.faces.page import Block, Heading, Page, Part, Span, joined, para
from motdrill.faces.pages.library import title_of
from motdrill.library import Listed
from motdrill.method import handbook
from motdrill.method.catalogue import GOOD_CODES, HARMFUL_CODES
from motdrill.method.handbook import Entry
from motdrill.wording import N_, _, ngettext, pick, times_told

_SECTIONS: Mapping[str, str] = {
    "topics": N_("The method"),
    "sync": N_("Skills: the four syncs"),
    "three-f": N_("Skills: the three Fs"),
    "other": N_("Skills: others"),
    "depths": N_("Depths of a reply"),
    "need-kinds": N_("Kinds of need"),
    "good-codes": N_("Codes: what does good"),
    "harmful-codes": N_("Codes: what does harm"),
}
_MOST_TRAINING = 5
_BOLD = re.compile(r"\*\*(.+?)\*\*")


def index_page() -> Page:
    """Every entry of the handbook by section, with its id."""
    groups: list[list[Block]] = [[Heading((Span(_("Handbook of the method"), "title"),))]]
    for name, entries in handbook.sections():
        rows: list[Block] = [para(_(_SECTIONS[name]), style="strong")]
        rows += [para(Span(entry.id, "title"), "  ", pick(entry.name), indent=3) for entry in entries]
        groups.append(rows)
    groups.append([para(_("motdrill learn ID opens a page, for instance: motdrill learn emotion"), style="quiet")])
    return joined(groups)


def entry_page(entry_id: str, lang: str = "", trained_by: Sequence[tuple[Listed, int]] = ()) -> Page:
    """One page of the handbook; empty where there is no such entry.

    Args:
        entry_id: The entry's id.
        lang: The language of the scenarios' titles.
        trained_by: The scenarios that train it, with how often; the first few are told.
    """
    entry = handbook.find(entry_id)
    if entry is None:
        return ()
    return joined(
        [
            [Heading((Span(pick(entry.name), "title"), f"  {entry.id}"), _kind(entry))],
            [para(pick(entry.brief), style="strong")],
            _body(pick(entry.text)),
            [para(pick(words), label=_("Say")) for words in entry.say],
            [para(pick(words), label=_("Not")) for words in entry.avoid],
            _links(entry),
            _training(trained_by, lang),
        ]
    )


def _kind(entry: Entry) -> tuple[Part, ...]:
    if entry.id in HARMFUL_CODES:
        return (Span(_("does harm"), "bad"),)
    return (Span(_("does good"), "good"),) if entry.id in GOOD_CODES else ()


def _body(text: str) -> Page:
    return joined(map(_paragraph, _lines(paragraph)) for paragraph in re.split(r"\n\s*\n", text.strip()))


def _lines(paragraph: str) -> list[str]:
    """A paragraph is one line whatever its line breaks; the items of a list are a line each."""
    return re.split(r"\n(?=- )", paragraph) if paragraph.startswith("- ") else [paragraph]


def _paragraph(line: str) -> Block:
    item = line.startswith("- ")
    words = " ".join(line.removeprefix("- ").split("\n"))
    parts = [Span(part, "strong") if i % 2 else part for i, part in enumerate(_BOLD.split(words)) if part]
    return para(*parts, label="-" if item else "")


def _training(trained_by: Sequence[tuple[Listed, int]], lang: str) -> list[Block]:
    rows: list[Block] = []
    for row, times in trained_by[:_MOST_TRAINING]:
        told = Span(times_told(times), "quiet")
        rows.append(para(Span(f"motdrill drill {row.id}", "title"), f"  {title_of(row, lang)}  ", told, indent=3))
    if more := len(trained_by) - len(rows):
        rows.append(para(ngettext("and {n} other", "and {n} others", more).format(n=more), style="quiet", indent=3))
    return [para(_("Trained by"), style="strong"), *rows] if rows else []


def _links(entry: Entry) -> list[Block]:
    blocks: list[Block] = []
    if entry.skill:
        blocks.append(para(entry.skill, label=_("Skill")))
    if entry.see:
        blocks.append(para("  ".join(entry.see), label=_("See also")))
    return blocks
