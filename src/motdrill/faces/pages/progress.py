"""The page on one person's progress."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction

from rich.cells import cell_len

from motdrill.faces.page import Bar, Block, Gap, Heading, Page, Para, Part, Seen, Span, joined, para
from motdrill.faces.pages.scorecard import SPARKS, decimal
from motdrill.faces.pages.step import skill_name
from motdrill.faces.wrap import pad
from motdrill.method import handbook
from motdrill.practice.progress import Calibration, Progress, ScenarioRow, first_percent, now_percent
from motdrill.practice.tally import CodeRow, SkillTotal, Tally
from motdrill.scenario.texts import speak
from motdrill.wording import N_, _, language, listing, ngettext, pick, times_told, together

WEEKS = 26
_SHOWN_CODES = 6
_SHOWN_DRILLS = 12
_BUSY = ((16, "█"), (8, "▓"), (1, "▒"), (0, "·"))
_WEEKDAYS = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))


def progress_page(progress: Progress, trainee: str, today: date, others: Sequence[str] = ()) -> Page:
    """What one person's practice adds up to.

    Args:
        progress: The progress.
        trainee: Whose; empty for whoever did not say.
        today: The day the calendar ends with.
        others: Who else is in the journal, for whoever looks under the wrong name.
    """
    head = Heading((Span(_("Progress"), "title"), f"  {trainee}" if trainee else ""), (totals(progress.tally),))
    if not progress.tally.drills and not progress.reviews:
        told = [para(_("Nothing was drilled in this time. motdrill drill begins."))]
        if others:
            told.append(para(_("Others have: {names}. --by NAME shows theirs.").format(names=listing(others))))
        return joined([[head], told])
    return joined(
        [
            [head],
            _skills(progress),
            _scenarios(progress.scenarios),
            code_rows(progress.tally.codes()),
            _calibration(progress.calibration),
            _calendar(progress, today),
        ]
    )


def totals(tally: Tally) -> str:
    """Drills, those passed, and the time they took."""
    drills = ngettext("{n} drill", "{n} drills", tally.drills).format(n=tally.drills)
    passed = _("{n} passed").format(n=tally.passed)
    minutes = _("{minutes} min").format(minutes=round(tally.seconds / 60))
    return " · ".join((drills, passed, minutes))


def _skills(progress: Progress) -> list[Block]:
    if not progress.skills:
        return []
    width = max(cell_len(skill_name(row.skill)) for row in progress.skills)
    title = para(_("Skills: the last three drills, and the change since the first three"), style="strong")
    rows: list[Block] = [title, *(_skill_row(row, width) for row in progress.skills)]
    if weakest := progress.weakest:
        told = _("Weakest: {name}. motdrill learn {skill} tells more.")
        rows.append(para(told.format(name=skill_name(weakest.skill), skill=weakest.skill), style="fair"))
    return rows


def _skill_row(row: SkillTotal, width: int) -> Para:
    now, first = now_percent(row), first_percent(row)
    parts: list[Part] = [pad(skill_name(row.skill), width), " ", Bar(now, 100, 10), f"{now:>4} %  "]
    parts.append(Seen(pad(spark(row.percents), _SHOWN_DRILLS)))
    if first is not None and now != first:
        parts += ["  ", Span(f"{now - first:+d}", "good" if now > first else "bad")]
    return para(*parts)


def spark(percents: tuple[int, ...]) -> str:
    """The last percentages as a line of bars."""
    return "".join(SPARKS[percent * (len(SPARKS) - 1) // 100] for percent in percents[-_SHOWN_DRILLS:])


def _scenarios(rows: tuple[ScenarioRow, ...]) -> list[Block]:
    if not rows:
        return []
    titles = [speak(row.title, language()) for row in rows]
    width = max(map(cell_len, titles))
    table = [_scenario_row(row, pad(title, width)) for row, title in zip(rows, titles, strict=True)]
    return [para(_("Scenarios"), style="strong"), *table]


def _scenario_row(row: ScenarioRow, title: str) -> Para:
    number = len(row.scores)
    drills = together(ngettext("{n} drill", "{n} drills", number).format(n=number))
    best = together(_("best {percent}\u00a0%").format(percent=max(row.scores)))
    last = together(_("last {percent}\u00a0%").format(percent=row.scores[-1]))
    if row.last_passed:
        passed = Span(together(_("passed")), "good")
    elif row.passed:
        passed = Span(together(_("passed before")), "fair")
    else:
        passed = Span(together(_("not passed yet")), "bad")
    return para(Span(pad(drills, 11), "quiet"), pad(best, 12), pad(last, 12), passed, label=title)


def code_rows(codes: tuple[CodeRow, ...]) -> list[Block]:
    """Where points are lost, by the codes that the replies chosen show."""
    if not codes:
        return []
    entries = handbook.chapter("codes")
    shown = codes[:_SHOWN_CODES]
    names = [f"{pick(entries[row.code].name)} ({row.code})" for row in shown]
    width = max(map(cell_len, names))
    rows = [
        para(pad(name, width), "  ", Span(times_told(row.times), "quiet"), label=f"{-row.points:>5}")
        for name, row in zip(names, shown, strict=True)
    ]
    return [para(_("Where points are lost"), style="strong"), *rows]


def _calibration(found: Calibration | None) -> list[Block]:
    if found is None:
        return []
    guesses = ngettext("{n} guess", "{n} guesses", found.drills).format(n=found.drills)
    off = _("off by {error} on average").format(error=decimal(found.error))
    label = _("How customers remember you")
    return [para(Span(_leaning(found.bias, found.error), "strong"), Span(f"  {off} · {guesses}", "quiet"), label=label)]


def _leaning(bias: Fraction, error: Fraction) -> str:
    size = decimal(abs(bias))
    if abs(bias) < Fraction(1, 2):
        return _("as you think they do") if error < 2 else _("now better, now worse than you think")
    if bias > 0:
        return _("worse than you think, by {size} of 10").format(size=size)
    return _("better than you think, by {size} of 10").format(size=size)


def _calendar(progress: Progress, today: date) -> list[Block]:
    first = today - timedelta(days=today.weekday(), weeks=WEEKS - 1)
    days = sum(first <= day <= today for day in progress.days)
    practised = ngettext("{n} day in half a year", "{n} days in half a year", days).format(n=days)
    streak = progress.streak(today)
    row = ngettext("{n} in a row", "{n} in a row", streak).format(n=streak)
    reviews = ngettext("{n} step reviewed", "{n} steps reviewed", progress.reviews).format(n=progress.reviews)
    told = para(" · ".join((practised, row, reviews)), label=_("Practice"))
    return [told, Gap(), *(_weekday(progress.days, first, weekday, today) for weekday in range(7))]


def _weekday(days: Mapping[date, int], first: date, weekday: int, today: date) -> Para:
    width = max(cell_len(_(name)) for name in _WEEKDAYS)
    dates = (first + timedelta(days=weekday, weeks=week) for week in range(WEEKS))
    cells = "".join(_cells(days, dates, today))
    return para(Seen(pad(_(_WEEKDAYS[weekday]), width + 1), "quiet"), Seen(cells, "good"))


def _cells(days: Mapping[date, int], dates: Iterable[date], today: date) -> Iterable[str]:
    for day in dates:
        sign = next(sign for least, sign in _BUSY if days.get(day, 0) >= least)
        yield sign if day <= today else " "
