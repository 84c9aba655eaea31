"""The start menu: what to play next."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, NamedTuple, TextIO

from motdrill.library import LibraryEntry
from motdrill.messages import _, join_sentences, language, ngettext
from motdrill.scenario.safe_text import sanitize
from motdrill.ui.blocks import Gap, Page, para
from motdrill.ui.layout import MAX_WIDTH, lay_out, plain_text
from motdrill.ui.line_input import LineInput
from motdrill.ui.output import show_page
from motdrill.ui.pages.library import facts, title_of
from motdrill.ui.pages.walk import skill_name
from motdrill.ui.terminal_size import bounded_output, terminal_size
from motdrill.ui.wrap import clip, pad_column

if TYPE_CHECKING:
    from motdrill.practice.tally import SkillTotal


REVIEW: Final = "motdrill review"
"""The menu's result for a review; no scenario id contains a space."""
_ALL: Final = "motdrill list"
_ALL_FIT, _SUGGESTED = 12, 8
"""A library of up to 12 scenarios is listed whole; of a larger one, 8 are suggested and a key lists all."""
_POINTER: Final = 7
"""Columns before an entry: the menu cuts at the window's edge, also through a wide character."""


class TraineeStatus(NamedTuple):
    """What the start menu says about a trainee.

    Attributes:
        due: The number of steps due for review today.
        weakest: The skill with the lowest percentage in the last drills; None if there is none.
        passed: Ids of the scenarios passed.
    """

    due: int
    weakest: SkillTotal | None
    passed: frozenset[str] = frozenset()


def status_page(status: TraineeStatus) -> Page:
    """Steps due and weakest skill, in a line; empty if there is neither."""
    sentences = []
    if status.due:
        due = ngettext("{n} step is due for review.", "{n} steps are due for review.", status.due)
        sentences.append(due.format(n=status.due))
    if row := status.weakest:
        weakest = _("Weakest lately: {skill} ({percent}%)")
        sentences.append(weakest.format(skill=skill_name(row.skill), percent=row.percent))
    return (para(join_sentences(sentences)), Gap()) if sentences else ()


def _review_label(status: TraineeStatus) -> str:
    return ngettext("Review: {n} step is due", "Review: {n} steps are due", status.due).format(n=status.due)


def choose_by_keys(rows: Sequence[LibraryEntry], status: TraineeStatus) -> str:
    """Shows the menu with arrow keys and numbers; returns an id, `REVIEW`, or empty for leaving."""
    show_page(status_page(status), plain=False)
    shortlist = suggest_entries(rows, status.passed)
    review = [(REVIEW, _review_label(status))] if status.due else []
    more = [(_ALL, _("All {n} scenarios").format(n=len(rows)))] if len(shortlist) < len(rows) else []
    choice = _select([*review, *_entries(shortlist), *more])
    return _select(_entries(rows)) if choice == _ALL else choice


def suggest_entries(rows: Sequence[LibraryEntry], passed: frozenset[str]) -> list[LibraryEntry]:
    """The scenarios the menu starts with: all, or the next ones of the course, those not in `passed` first."""
    if len(rows) <= _ALL_FIT:
        return list(rows)
    return sorted(rows, key=lambda row: (row.id in passed, row.opening_anger, row.level))[:_SUGGESTED]


def _entries(rows: Sequence[LibraryEntry]) -> list[tuple[str, str]]:
    """Scenario ids with their lines in the menu."""
    titles = pad_column([title_of(row, language()) for row in rows])
    width = terminal_size().columns - _POINTER
    return [(row.id, clip(f"{title}  {facts(row)}", width)) for row, title in zip(rows, titles, strict=True)]


def _select(entries: Sequence[tuple[str, str]]) -> str:
    """The value selected with keys; empty for leaving."""
    import questionary

    choices = [questionary.Choice(label, value=value) for value, label in entries]
    question = questionary.select(
        _("Which complaint will you take?"),
        choices=[*choices, questionary.Choice(_("Leave"), value="", shortcut_key="q")],
        qmark="▸",
        output=bounded_output(sys.stdout),
        instruction=_("(arrows or numbers, then Enter)"),
        use_shortcuts=len(choices) < 30,
        use_jk_keys=False,
        style=questionary.Style([("qmark", "bold"), ("highlighted", "bold"), ("pointer", "bold")]),
    )
    return str(question.application.run(handle_sigint=False))  # else SIGINT is a key that nothing is bound to


def choose_by_line(rows: Sequence[LibraryEntry], status: TraineeStatus, lines: TextIO, out: TextIO) -> str:
    """Writes the menu to `out` and reads a number or an id from `lines`.

    Returns:
        The id, or `REVIEW` for 0 if steps are due; empty for leaving.

    Raises:
        EOFError: The input ended.
    """
    out.write(plain_text(lay_out(status_page(status), MAX_WIDTH, spoken=True)))
    if status.due:
        out.write(f"0. {_review_label(status)}\n")
    for number, row in enumerate(rows, 1):
        out.write(f"{number}. {title_of(row, language())}  {facts(row)}  ({row.id})\n")
    ids, answers = [row.id for row in rows], LineInput(lines)
    while True:
        out.write("\n" + _("Which complaint will you take? A number or an id, q to leave: "))
        out.flush()
        if not (line := answers.read("")):
            raise EOFError
        word = line.strip()
        if word.lower() == "q":
            return ""
        if choice := _choice_of(word, ids, bool(status.due)):
            return choice
        out.write(_("There is no `{name}` in this list.").format(name=sanitize(word[:40])) + "\n")


def _choice_of(word: str, ids: Sequence[str], has_due: bool) -> str:
    """The id or `REVIEW` that a word of the menu stands for; empty if it is none."""
    if word in ids:
        return word
    if word == "0" and has_due:
        return REVIEW
    return ids[int(word) - 1] if re.fullmatch("[0-9]{1,4}", word) and 1 <= int(word) <= len(ids) else ""
