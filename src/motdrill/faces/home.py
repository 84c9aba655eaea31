"""The home screen: what to play next."""

from __future__ import annotations

import re
import shutil
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, NamedTuple, TextIO

from motdrill.faces.layout import WIDEST, lay_out, plain_text
from motdrill.faces.page import Gap, Page, para
from motdrill.faces.pages.library import facts, title_of
from motdrill.faces.pages.step import skill_name
from motdrill.faces.show import show_page
from motdrill.faces.wrap import clipped, pad
from motdrill.library import Listed
from motdrill.scenario.characters import neutral
from motdrill.wording import _, language, ngettext

if TYPE_CHECKING:
    from motdrill.practice.tally import SkillTotal


REVIEW: Final = "motdrill review"
"""What the menu gives back where the person reviews: no id has a space."""
_ALL: Final = "motdrill list"
_ALL_FIT, _SUGGESTED = 12, 8
"""A library of so many is shown whole; of a larger one the next few of the course, and the rest on a key."""
_POINTER: Final = 7
"""Columns before an entry: the menu cuts at the window's edge, also through a wide character."""


class Standing(NamedTuple):
    """Where a person stands.

    Attributes:
        due: Steps due for review today.
        weakest: The skill with the least of its points in the last drills; None where there is none.
        passed: Ids of the scenarios that were passed.
    """

    due: int
    weakest: SkillTotal | None
    passed: frozenset[str] = frozenset()


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
    show_page(standing_page(standing), plain=False)
    near = suggested(rows, standing.passed)
    review = [(REVIEW, _review_told(standing))] if standing.due else []
    more = [(_ALL, _("All {n} scenarios").format(n=len(rows)))] if len(near) < len(rows) else []
    chosen = _selected([*review, *_lines(near), *more])
    return _selected(_lines(rows)) if chosen == _ALL else chosen


def suggested(rows: Sequence[Listed], passed: frozenset[str]) -> list[Listed]:
    """The scenarios the menu begins with: all, or the next of the course, those not passed yet first.

    Args:
        rows: The library.
        passed: Ids of the scenarios that were passed.
    """
    if len(rows) <= _ALL_FIT:
        return list(rows)
    return sorted(rows, key=lambda row: (row.id in passed, row.stars, row.level))[:_SUGGESTED]


def _lines(rows: Sequence[Listed]) -> list[tuple[str, str]]:
    """Ids with what the menu says of each."""
    from rich.cells import cell_len

    width = max((cell_len(title_of(row, language())) for row in rows), default=0)
    room = shutil.get_terminal_size().columns - _POINTER
    return [(row.id, clipped(f"{pad(title_of(row, language()), width)}  {facts(row)}", room)) for row in rows]


def _selected(entries: Sequence[tuple[str, str]]) -> str:
    """The value chosen with keys; empty where the person leaves."""
    import questionary

    choices = [questionary.Choice(told, value=value) for value, told in entries]
    return str(
        questionary.select(
            _("Which complaint will you take?"),
            choices=[*choices, questionary.Choice(_("Leave"), value="", shortcut_key="q")],
            qmark="▸",
            instruction=_("(arrows or numbers, then Enter)"),
            use_shortcuts=len(choices) < 30,
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
        out.write(_("There is no `{name}` in this list.").format(name=neutral(word[:40])) + "\n")
