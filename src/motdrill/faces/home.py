"""The home screen: what to play next."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, NamedTuple, TextIO

from motdrill.faces.layout import WIDEST, lay_out, plain_text
from motdrill.faces.page import Gap, Page, para
from motdrill.faces.pages.library import facts, title_of
from motdrill.faces.pages.step import skill_name
from motdrill.faces.show import show_page
from motdrill.faces.wrap import pad
from motdrill.library import Listed
from motdrill.wording import _, language, ngettext

if TYPE_CHECKING:
    from motdrill.practice.tally import SkillRow


REVIEW: Final = "motdrill review"
"""What the menu gives back where the person reviews: no id has a space."""


class Standing(NamedTuple):
    """Where a person stands.

    Attributes:
        due: Steps due for review today.
        weakest: The skill with the least of its points in the last drills; None where there is none.
    """

    due: int
    weakest: SkillRow | None


def standing_page(standing: Standing) -> Page:
    """What is due and what is weakest, in a line; empty where there is neither."""
    told = []
    if standing.due:
        told.append(ngettext("{n} step is due for review.", "{n} steps are due for review.", standing.due))
    if standing.weakest:
        told.append(_("Weakest of late: {skill}, {percent}\u00a0% of its points."))
    words = "  ".join(told).format(n=standing.due, **_weakest(standing))
    return (para(words), Gap()) if words else ()


def _weakest(standing: Standing) -> dict[str, object]:
    row = standing.weakest
    return {"skill": skill_name(row.skill), "percent": row.percent} if row else {}


def _review_told(standing: Standing) -> str:
    return ngettext("Review: {n} step is due", "Review: {n} steps are due", standing.due).format(n=standing.due)


def choose_by_keys(rows: Sequence[Listed], standing: Standing) -> str:
    """A menu with arrow keys and numbers.

    Args:
        rows: The library.
        standing: Where the person stands.

    Returns:
        The id chosen, or `REVIEW`; empty where the person leaves.
    """
    import questionary
    from rich.cells import cell_len

    show_page(standing_page(standing), plain=False)
    review = [questionary.Choice(_review_told(standing), value=REVIEW)] if standing.due else []
    width = max(cell_len(title_of(row, language())) for row in rows)
    choices = [
        questionary.Choice(f"{pad(title_of(row, language()), width)}  {facts(row)}", value=row.id) for row in rows
    ]
    leave = questionary.Choice(_("Leave"), value="", shortcut_key="q")
    return str(
        questionary.select(
            _("Which complaint will you take?"),
            choices=[*review, *choices, leave],
            qmark="▸",
            instruction=_("(arrows or numbers, then Enter)"),
            use_shortcuts=len(rows) < 30,
            use_jk_keys=False,
            style=questionary.Style([("qmark", "bold"), ("highlighted", "bold"), ("pointer", "bold")]),
        ).unsafe_ask()
    )


def choose_by_line(rows: Sequence[Listed], standing: Standing, lines: TextIO, out: TextIO) -> str:
    """The same menu by lines: a number or an id; 0 reviews, where something is due.

    Args:
        rows: The library.
        standing: Where the person stands.
        lines: Where answers come from.
        out: Where the menu goes.

    Returns:
        The id chosen, or `REVIEW`; empty where the input ends or q was typed.
    """
    out.write(plain_text(lay_out(standing_page(standing), WIDEST, spoken=True)))
    if standing.due:
        out.write(f"0. {_review_told(standing)}\n")
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
        if word == "0" and standing.due:
            return REVIEW
        if re.fullmatch("[0-9]{1,4}", word) and 1 <= int(word) <= len(ids):
            return ids[int(word) - 1]
        out.write(_("There is no `{name}` in this list.").format(name=word[:40]) + "\n")
