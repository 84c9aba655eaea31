"""The home screen: what to play next."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TextIO

from motdrill.faces.pages.library import facts, title_of
from motdrill.faces.wrap import pad
from motdrill.library import Listed
from motdrill.wording import _, language


def choose_by_keys(rows: Sequence[Listed]) -> str:
    """A menu with arrow keys and numbers.

    Returns:
        The id chosen; empty where the person leaves.
    """
    import questionary
    from rich.cells import cell_len

    width = max(cell_len(title_of(row, language())) for row in rows)
    choices = [
        questionary.Choice(f"{pad(title_of(row, language()), width)}  {facts(row)}", value=row.id) for row in rows
    ]
    leave = questionary.Choice(_("Leave"), value="", shortcut_key="q")
    return str(
        questionary.select(
            _("Which complaint will you take?"),
            choices=[*choices, leave],
            qmark="▸",
            instruction=_("(arrows or numbers, then Enter)"),
            use_shortcuts=len(rows) < 30,
            use_jk_keys=False,
            style=questionary.Style([("qmark", "bold"), ("highlighted", "bold"), ("pointer", "bold")]),
        ).unsafe_ask()
    )


def choose_by_line(rows: Sequence[Listed], lines: TextIO, out: TextIO) -> str:
    """The same menu by lines: a number or an id.

    Returns:
        The id chosen; empty where the input ends or q was typed.
    """
    for number, row in enumerate(rows, 1):
        out.write(f"{number}. {title_of(row, language())}  {facts(row)}  ({row.id})\n")
    ids = [row.id for row in rows]
    while True:
        out.write("\n" + _("Which complaint will you take? A number or an id, q to leave: "))
        out.flush()
        line = lines.readline()
        word = line.strip()
        if not line or word.lower() == "q":
            return ""
        if word in ids:
            return word
        if re.fullmatch("[0-9]{1,4}", word) and 1 <= int(word) <= len(ids):
            return ids[int(word) - 1]
        out.write(_("There is no `{name}` in this list.").format(name=word[:40]) + "\n")
