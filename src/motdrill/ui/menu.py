"""The home screen: one next step on top, then the course, then review, progress, exam and handbook."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple, TextIO

from motdrill.drill.records import OwnWords
from motdrill.library import LibraryEntry, has_title
from motdrill.messages import _, keep_together, language
from motdrill.practice.next_step import NextStep, Standing
from motdrill.scenario.safe_text import sanitize
from motdrill.ui.blocks import Gap, Page, Span, para
from motdrill.ui.layout import MAX_WIDTH, page_lines, plain_text
from motdrill.ui.line_input import LineInput
from motdrill.ui.output import show_page
from motdrill.ui.pages.library import channel_of, details, minutes_of, star_range, title_of, topics
from motdrill.ui.pages.next_step import next_sentence, review_phrase, sentence_reminder
from motdrill.ui.pages.walk import skill_name
from motdrill.ui.prompts import MenuEntry, select_entry
from motdrill.ui.terminal_size import terminal_size
from motdrill.ui.wrap import pad_column, wrap

HOME: Final = "motdrill home"
"""What may be taken up besides a scenario: this menu, a review, a drill that was cut off … No id contains a space."""
REVIEW: Final = "motdrill review"
RESUME: Final = "motdrill drill --resume"
PROGRESS: Final = "motdrill progress"
EXAM: Final = "motdrill drill --exam"
HANDBOOK: Final = "motdrill learn"
_ALL: Final = "motdrill list"
_LINES_AROUND: Final = 11
"""Lines of the menu besides its cases: the question, the next step, all cases, what else there is, leaving."""
_FEWEST, _MOST = 3, 8
"""How many cases the menu shows beside the next step: no more than there are digits for."""
_POINTER: Final = 7
"""Columns before an entry: the menu cuts at the window's edge, also through a wide character."""


class Home(NamedTuple):
    """What the home screen shows.

    Attributes:
        course: The library in the order of the course.
        standing: Where the trainee stands.
        next: The next step; None where there is no case.
        sentence: The sentence that the trainee meant to use; None if there is none.
        is_whole: Whether review, progress, exam and handbook are offered, or only cases and what was cut off.
    """

    course: Sequence[LibraryEntry]
    standing: Standing
    next: NextStep | None
    sentence: OwnWords | None = None
    is_whole: bool = True

    @property
    def titles(self) -> dict[str, str]:
        """The titles of the cases by their ids."""
        return {row.id: title_of(row, language()) for row in self.course}

    @property
    def next_label(self) -> str:
        """The next step in a sentence; empty where there is none."""
        return next_sentence(self.next, self.standing, self.titles) if self.next else ""

    @property
    def others(self) -> list[MenuEntry]:
        """What there is besides cases, with the review only where it is not the next step."""
        if not self.is_whole:
            return []
        due = review_phrase(self.standing) if self.standing.due else _("review: nothing is due")
        review = [MenuEntry("r", REVIEW, due[:1].upper() + due[1:])] if choice_of(self.next) != REVIEW else []
        return [
            *review,
            MenuEntry("p", PROGRESS, _("Progress: your skills over time")),
            MenuEntry("e", EXAM, _("Exam: one case, without help")),
            MenuEntry("m", HANDBOOK, _("Method: the handbook")),
        ]


def choice_of(step: NextStep | None) -> str:
    """The menu's result for the next step: `REVIEW`, `RESUME` or a scenario's id; empty for none."""
    if step is None:
        return ""
    return {"due": REVIEW, "cut-off": RESUME}.get(step.reason, step.scenario_id)


def status_page(home: Home) -> Page:
    """The weakest skill and the sentence to use; empty if there is neither."""
    rows = [para(sentence_reminder(home.sentence))] if home.sentence else []
    if row := home.standing.weakest:
        weakest = _("Weakest lately: {skill} ({percent}%)")
        rows.append(para(weakest.format(skill=skill_name(row.skill), percent=row.percent)))
    return (*rows, Gap()) if rows else ()


def choose_by_keys(home: Home) -> str:
    """Shows the menu with arrow keys, digits and letters, the next step under the pointer.

    Returns:
        A scenario's id, or one of the values beside `HOME`; empty for leaving.
    """
    show_page(status_page(home), plain=False)
    width = terminal_size().columns - _POINTER
    cases = _shortlist(home, width)
    entries = [MenuEntry(str(number), *case) for number, case in enumerate(cases, 1)]
    if len(cases) < len(home.course):
        entries.append(MenuEntry("a", _ALL, _("All {n} scenarios").format(n=len(home.course))))
    entries += [other._replace(label=_broken(other.label, width)) for other in home.others]
    leave, keys = MenuEntry("q", "", _("Leave")), _("(arrows or the key in front, then Enter)")
    choice = _ALL
    while choice == _ALL:
        choice = select_entry(_question(), keys, entries, leave)
        choice = (choose_case_by_keys(home, _question()) or _ALL) if choice == _ALL else choice
    return choice


def _shortlist(home: Home, width: int) -> list[tuple[str, str]]:
    """The next step, and as many cases after it as there is room for, each with its text for the menu."""
    labels = case_labels(home, width)
    each = 1 + max((label.count("\n") for label in labels.values()), default=0)
    rows = suggest_entries(home, min(_MOST, max(_FEWEST, (terminal_size().lines - _LINES_AROUND) // each)))
    first = [(choice_of(home.next), _broken(home.next_label, width))] if home.next else []
    return [*first, *((row.id, labels[row.id]) for row in rows)]


def _question() -> str:
    return _("Which complaint will you take?")


def choose_case_by_keys(home: Home, question: str) -> str:
    """Asks for one of all cases with arrow keys; empty for going back."""
    labels = case_labels(home, terminal_size().columns - _POINTER)
    entries = [MenuEntry("", name, label) for name, label in labels.items()]
    return select_entry(question, _("(arrows, then Enter; Esc leads back)"), entries, MenuEntry("", "", _("Back")))


def suggest_entries(home: Home, count: int) -> list[LibraryEntry]:
    """The cases the menu starts with, without the next step's: all, or `count` of the course, those passed last."""
    rows = [row for row in home.course if row.id != choice_of(home.next)]
    if len(rows) <= count:
        return rows
    passed = {name for name, best in home.standing.best.items() if best.passed}
    return sorted(rows, key=lambda row: row.id in passed)[:count]


def case_labels(home: Home, width: int) -> dict[str, str]:
    """The menu's text for each case: a line if each has room in one, else the facts below the title; nothing is cut."""
    titles = home.titles
    for without_channel in (False, True):
        facts = [case_facts(row, home.standing, without_channel=without_channel) for row in home.course]
        lines = [f"{title}  {fact}" for title, fact in zip(pad_column([*titles.values()]), facts, strict=True)]
        if all(len(wrap(line, width)) == 1 for line in lines):
            break
    else:
        lines = [f"{title}\n{fact}" for title, fact in zip(titles.values(), facts, strict=True)]
    return {name: _broken(line, width) for name, line in zip(titles, lines, strict=True)}


def case_facts(row: LibraryEntry, standing: Standing, *, without_channel: bool = False, spoken: bool = False) -> str:
    """What a case is about, its channel, opening stars and minutes, and the best score, as a phrase."""
    stars = star_range(row)
    if stars:
        stars = _("{stars} stars").format(stars=stars) if spoken else f"★{stars}"
    known = [topics(row), "" if without_channel else channel_of(row), stars, minutes_of(row)]
    rest = [_("your own")] if row.is_own else []
    unreadable = [] if row.header else [details(row)]
    parts = [*filter(None, known), *(unreadable or rest), *_best(row, standing, spoken)]
    return " · ".join(parts) if spoken else " · ".join(map(keep_together, parts))


def _best(row: LibraryEntry, standing: Standing, spoken: bool) -> list[str]:
    best = standing.best.get(row.id)
    if best is None:
        return []
    if best.passed and not spoken:
        return [f"✓{best.percent}%"]
    sentence = _("passed, best {percent}%") if best.passed else _("best {percent}%")
    return [sentence.format(percent=best.percent)]


def _broken(text: str, width: int) -> str:
    """A text broken into lines that stand below each other in the menu."""
    return ("\n" + " " * _POINTER).join(text[start:end] for start, end in wrap(text, width)).replace("\u00a0", " ")


def choose_by_line(home: Home, lines: TextIO, out: TextIO) -> str:
    """Writes the menu to `out` and reads a number, an id or a title from `lines`; at a terminal Enter means the first.

    Returns:
        As `choose_by_keys`; empty for leaving.

    Raises:
        EOFError: The input ended.
    """
    width = min(terminal_size().columns, MAX_WIDTH)
    out.write(plain_text(page_lines(_list_page(home), width, spoken=True)))
    answers = LineInput(lines)
    enter = choice_of(home.next) if answers.is_terminal else ""
    keys = {"0": choice_of(home.next), "": enter} | {other.key: other.value or "" for other in home.others}
    return _read_choice(
        home, keys, _("Which complaint will you take? A number, an id or a title, q to leave: "), answers, out
    )


def choose_case_by_line(home: Home, question: str, lines: TextIO, out: TextIO) -> str:
    """Asks for one of all cases by a line; empty for going back.

    Raises:
        EOFError: The input ended.
    """
    question = _("{question} A number, an id or a title, q to go back: ").format(question=question)
    return _read_choice(home, {}, question, LineInput(lines), out)


def _read_choice(home: Home, keys: Mapping[str, str], question: str, answers: LineInput, out: TextIO) -> str:
    """Asks until a line is a key of `keys`, names a case, or is q, which gives nothing."""
    while True:
        out.write("\n" + question)
        out.flush()
        if not (line := answers.read("")):
            raise EOFError
        word = line.strip()
        if word.lower() == "q":
            return ""
        if choice := keys.get(word.lower()) or _case_of_line(home, word):
            return choice
        out.write(_("There is no `{name}` in this list.").format(name=sanitize(word[:40])) + "\n")


def _list_page(home: Home) -> Page:
    rows = [para(Span(home.next_label, "strong"), label="0.")] if home.next_label else []
    for number, row in enumerate(home.course, 1):
        facts = case_facts(row, home.standing, spoken=True)
        rows.append(para(f"{title_of(row, language())}  {facts}  ({row.id})", label=f"{number}."))
    rows += [para(other.label, label=f"{other.key}.") for other in home.others]
    return (*status_page(home), *rows)


def _case_of_line(home: Home, word: str) -> str:
    """The case that a line names by its number in the list, its id or its title; empty if none."""
    if re.fullmatch("[0-9]{1,4}", word):
        number = int(word)
        return home.course[number - 1].id if 1 <= number <= len(home.course) else ""
    return next((row.id for row in home.course if word == row.id or has_title(row, word)), "")
