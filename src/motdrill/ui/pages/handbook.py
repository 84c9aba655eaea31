"""The handbook's pages: the index, and one page per entry."""

import re
from collections.abc import Mapping, Sequence

from motdrill.library import LibraryEntry
from motdrill.messages import N_, _, in_language, keep_together, ngettext, times_text
from motdrill.method import handbook
from motdrill.method.catalogue import GOOD_CODES, HARMFUL_CODES
from motdrill.method.handbook import Entry
from motdrill.ui.blocks import Block, Heading, Inline, Page, Span, join_groups, para
from motdrill.ui.pages.library import title_of

SECTIONS: Mapping[str, str] = {
    "topics": N_("The method"),
    "sync": N_("Skills: the four syncs"),
    "three-f": N_("Skills: the three Fs"),
    "other": N_("Skills: others"),
    "depths": N_("Depths of a reply"),
    "need-kinds": N_("Kinds of need"),
    "good-codes": N_("Codes: what does good"),
    "harmful-codes": N_("Codes: what does harm"),
}
"""The headings of the handbook's sections."""
_MOST_TRAINING = 5
_BOLD = re.compile(r"\*\*(.+?)\*\*")


def index_page(*, at_home: bool = False) -> Page:
    """All entries of the handbook by section, with their ids and, unless read `at_home`, the command for one."""
    groups: list[list[Block]] = [[Heading((Span(_("Handbook of the method"), "title"),))]]
    for section, entries in handbook.sections():
        rows: list[Block] = [para(_(SECTIONS[section]), style="strong")]
        rows += [para(Span(entry.id, "title"), "  ", in_language(entry.name), indent=3) for entry in entries]
        groups.append(rows)
    hint = para(_("motdrill learn ID opens a page, for instance: motdrill learn emotion"), style="quiet")
    return join_groups([*groups, [] if at_home else [hint]])


def entry_page(
    entry_id: str, lang: str = "", trained_by: Sequence[tuple[LibraryEntry, int]] = (), *, at_home: bool = False
) -> Page:
    """The page of an entry; empty if there is none of this id.

    The page names the first five scenarios of `trained_by`, in `lang`, with the number of times each trains the entry
    and, unless read `at_home`, the command that plays it.
    """
    entry = handbook.find_entry(entry_id)
    if entry is None:
        return ()
    return join_groups(
        [
            [Heading((Span(in_language(entry.name), "title"), f"  {entry.id}"), _kind(entry))],
            [para(in_language(entry.brief), style="strong")],
            _body(in_language(entry.text)),
            [para(in_language(example), label=_("Say")) for example in entry.say],
            [para(in_language(example), label=_("Not")) for example in entry.avoid],
            _links(entry),
            _training(trained_by, lang, "" if at_home else "motdrill drill "),
        ]
    )


def _kind(entry: Entry) -> tuple[Inline, ...]:
    if entry.id in HARMFUL_CODES:
        return (Span(_("does harm"), "bad"),)
    return (Span(_("does good"), "good"),) if entry.id in GOOD_CODES else ()


def _body(text: str) -> Page:
    return join_groups(map(_paragraph, _lines(paragraph)) for paragraph in re.split(r"\n\s*\n", text.strip()))


def _lines(paragraph: str) -> list[str]:
    """The lines of a paragraph: one, whatever its line breaks, or one per item of a list."""
    return re.split(r"\n(?=- )", paragraph) if paragraph.startswith("- ") else [paragraph]


def _paragraph(line: str) -> Block:
    text = " ".join(line.removeprefix("- ").split("\n"))
    parts = [Span(part, "strong") if i % 2 else part for i, part in enumerate(_BOLD.split(text)) if part]
    return para(*parts, label="-" if line.startswith("- ") else "")


def _training(trained_by: Sequence[tuple[LibraryEntry, int]], lang: str, command: str) -> list[Block]:
    rows: list[Block] = []
    for row, times in trained_by[:_MOST_TRAINING]:
        often = Span(times_text(times), "quiet")
        rows.append(para(Span(command + row.id, "title"), f"  {title_of(row, lang)}  ", often, indent=3))
    if more := len(trained_by) - len(rows):
        rows.append(para(ngettext("and {n} other", "and {n} others", more).format(n=more), style="quiet", indent=3))
    return [para(_("Trained by"), style="strong"), *rows] if rows else []


def _links(entry: Entry) -> list[Block]:
    skill = [para(_titles([entry.skill]), label=_("Skill"))] if entry.skill else []
    return [*skill, *([para(_titles(entry.see), label=_("See also"))] if entry.see else [])]


def _titles(entry_ids: Sequence[str]) -> str:
    """The titles of entries, by which `motdrill learn` knows them too."""
    entries = filter(None, map(handbook.find_entry, entry_ids))
    return " · ".join(keep_together(in_language(entry.name)) for entry in entries)
