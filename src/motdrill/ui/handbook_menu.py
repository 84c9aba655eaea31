"""The handbook's entries to choose from, as home offers them."""

from typing import TextIO

from motdrill.errors import nearest
from motdrill.messages import _, in_language
from motdrill.method import handbook
from motdrill.scenario.safe_text import sanitize
from motdrill.ui.layout import MAX_WIDTH, page_lines, plain_text
from motdrill.ui.line_input import LineInput
from motdrill.ui.pages.handbook import SECTIONS, index_page
from motdrill.ui.prompts import MenuEntry, select_entry
from motdrill.ui.terminal_size import terminal_size


def choose_page_by_keys(last: str) -> str:
    """Asks for a page with arrow keys, the `last` one under the pointer; empty for going back."""
    entries = []
    for section, pages in handbook.sections():
        entries.append(MenuEntry("", None, _(SECTIONS[section])))
        entries += [MenuEntry("", page.id, in_language(page.name)) for page in pages]
    leave, keys = MenuEntry("", "", _("Back")), _("(arrows, then Enter; Esc leads back)")
    return select_entry(_("Handbook of the method"), keys, entries, leave, last)


def choose_page_by_line(lines: TextIO, out: TextIO, last: str) -> str:
    """Writes the index to `out`, unless a page was read `last`, and reads a page's name or id; empty for going back.

    Raises:
        EOFError: The input ended.
    """
    if not last:
        width = min(terminal_size().columns, MAX_WIDTH)
        out.write(plain_text(page_lines(index_page(at_home=True), width, spoken=True)))
    answers = LineInput(lines)
    while True:
        out.write("\n" + _("Which page? Its name or its id, q to go back: "))
        out.flush()
        if not (line := answers.read("")):
            raise EOFError
        word = line.strip().lower()
        if word in ("", "q"):
            return ""
        if entry := handbook.find_entry(word) or handbook.find_by_name(word):
            return entry.id
        out.write(_no_page(word) + "\n")


def _no_page(word: str) -> str:
    name = sanitize(word[:40])
    if near := nearest(word, handbook.all_ids()):
        return _("There is no `{name}`. Did you mean `{near}`?").format(name=name, near=near)
    return _("There is no `{name}` in this list.").format(name=name)
