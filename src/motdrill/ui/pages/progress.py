"""The page of one person's progress."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction

from motdrill.messages import (
    N_,
    _,
    in_language,
    join_list,
    join_sentences,
    keep_together,
    language,
    ngettext,
    times_text,
)
from motdrill.method import handbook
from motdrill.practice.first_tries import FirstTry, first_tries_trend
from motdrill.practice.losses import LossRow
from motdrill.practice.own_words import SaidTotal
from motdrill.practice.progress import Calibration, Progress, ScenarioRow, first_percent, recent_percent
from motdrill.practice.tally import SkillTotal, Tally
from motdrill.scenario.texts import text_in
from motdrill.ui.blocks import Bar, Block, Drawing, Gap, Heading, Inline, Page, Para, Span, join_groups, para
from motdrill.ui.pages.scorecard import SPARKS, decimal, reading_share, talk_share
from motdrill.ui.pages.walk import skill_name
from motdrill.ui.wrap import pad, pad_column

WEEKS = 26
_SHOWN_LOSSES = 6
_SHOWN_DRILLS = 12
_SHOWN_TRIES = 30
_LOSS_NAMES = {
    "not-deep-enough": N_("Replies not deep enough"),
    "too-deep": N_("Replies too deep"),
    "anger": N_("Reading the anger"),
    "needs": N_("Ranking the needs"),
    "spot": N_("Marking lines"),
}
_SHADES = ((16, "█"), (8, "▓"), (1, "▒"), (0, "·"))
"""The least number of answers in a day for each shade of the calendar."""
_WEEKDAYS = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))


def progress_page(
    progress: Progress, trainee: str, today: date, others: Sequence[str] = (), *, at_home: bool = False
) -> Page:
    """The progress of a trainee, whose name may be empty; if there is none, the other people in the journal.

    What to do next is told by commands or, `at_home`, by what home offers.
    """
    head = Heading((Span(_("Progress"), "title"), f"  {trainee}" if trainee else ""), (totals(progress.tally),))
    if not progress.tally.drills and not progress.reviews:
        begin = _("To begin: go back and choose a case.") if at_home else _("To begin: motdrill drill")
        rows = [para(join_sentences([_("Nothing was drilled in this period."), begin]))]
        if others:
            rows.append(
                para(_("Others have drilled: {names}. See theirs with --by NAME.").format(names=join_list(others)))
            )
        return join_groups([[head], rows])
    return join_groups(
        [
            [head],
            parts_row(progress.tally),
            _first_tries(progress.first_tries),
            _skills(progress, at_home),
            _own_words(progress.said),
            _scenarios(progress.scenarios),
            losses_block(progress.losses),
            _calibration(progress.calibration),
            _calendar(progress, today),
        ]
    )


def totals(tally: Tally) -> str:
    """The numbers of drills and of those passed, and the time they took."""
    drills = ngettext("{n} drill", "{n} drills", tally.drills).format(n=tally.drills)
    passed = _("{n} passed").format(n=tally.passed)
    minutes = _("{minutes} min").format(minutes=round(tally.seconds / 60))
    return " · ".join((drills, passed, minutes))


def parts_row(tally: Tally) -> list[Block]:
    """How much of the points for what was said and for what was read was earned; empty without drills."""
    shares = [text for text in (talk_share(tally.talk.percent), reading_share(tally.reading.percent)) if text]
    return [para(" · ".join(shares))] if shares else []


def _first_tries(tries: tuple[FirstTry, ...]) -> list[Block]:
    percents = [each.adjusted_percent for each in tries]
    trend = first_tries_trend(percents)
    if trend is None:
        return []
    change = Span(keep_together(f"{trend.first_percent}% → {trend.last_percent}%"), "strong")
    compared = "  " + keep_together(_("(first {n}, last {n})").format(n=trend.compared))
    drawing = Drawing(sparkline(percents[-_SHOWN_TRIES:]) + "  ")
    legend = _("Only the first drill of each case: 0% is what guessing earns in it, 100% what a good player earns.")
    row = para(drawing, change, Span(compared, "quiet"), label=_("First tries"))
    return [row, para(legend, style="quiet")]


def _skills(progress: Progress, at_home: bool) -> list[Block]:
    if not progress.skills:
        return []
    names = pad_column([skill_name(row.skill) for row in progress.skills])
    title = para(_("Skills: the last three drills, and the change since the first three"), style="strong")
    rows: list[Block] = [title, *map(_skill_row, progress.skills, names)]
    if row := progress.weakest:
        weakest = _("Weakest lately, of those met in three drills: {name} ({percent}%).")
        more = _("The handbook tells more.") if at_home else _("motdrill learn {skill} tells more.")
        told = weakest.format(name=skill_name(row.skill), percent=row.percent), more.format(skill=row.skill)
        rows.append(para(join_sentences(told), style="fair"))
    return rows


def _own_words(said: SaidTotal | None) -> list[Block]:
    """The steps said and not chosen, how often the words were understood, and the skills said best."""
    if said is None:
        return []
    parts = [ngettext("{n} step said", "{n} steps said", said.steps).format(n=said.steps)]
    if said.typed:
        understood = _("{n} of {typed} typed were understood at once")
        parts.append(understood.format(n=said.understood, typed=said.typed))
    rows: list[Block] = [para(" · ".join(parts), label=_("In your own words"))]
    if best := said.best_skills:
        skill = _("{skill} ({percent}%)")
        named = [keep_together(skill.format(skill=skill_name(row.skill), percent=row.percent)) for row in best]
        rows.append(para(_("Said best: {skills}").format(skills=join_list(named)), style="quiet"))
    return rows


def _skill_row(row: SkillTotal, name: str) -> Para:
    now, first = recent_percent(row), first_percent(row)
    parts: list[Inline] = [name, " ", Bar(now, 100, 10), f"{now:>4}%  "]
    parts.append(Drawing(pad(sparkline(row.percents[-_SHOWN_DRILLS:]), _SHOWN_DRILLS)))
    if first is not None and now != first:
        parts += ["  ", Span(f"{now - first:+d}", "good" if now > first else "bad")]
    return para(*parts)


def sparkline(percents: Sequence[Fraction | int]) -> str:
    """Percentages as a line of bars."""
    return "".join(SPARKS[percent * (len(SPARKS) - 1) // 100] for percent in percents)


def _scenarios(rows: tuple[ScenarioRow, ...]) -> list[Block]:
    if not rows:
        return []
    titles = pad_column([text_in(row.title, language()) for row in rows])
    return [para(_("Scenarios"), style="strong"), *map(_scenario_row, rows, titles)]


def _scenario_row(row: ScenarioRow, title: str) -> Para:
    number = len(row.scores)
    drills = keep_together(ngettext("{n} drill", "{n} drills", number).format(n=number))
    best = keep_together(_("best {percent}%").format(percent=max(row.scores)))
    last = keep_together(_("last {percent}%").format(percent=row.scores[-1]))
    if row.last_passed:
        passed = Span(keep_together(_("passed")), "good")
    elif row.passed:
        passed = Span(keep_together(_("passed before")), "fair")
    else:
        passed = Span(keep_together(_("not passed yet")), "bad")
    return para(Span(pad(drills, 11), "quiet"), pad(best, 12), pad(last, 12), passed, label=title)


def losses_block(losses: tuple[LossRow, ...]) -> list[Block]:
    """Where most points are lost; empty if none is."""
    if not losses:
        return []
    first = losses[:_SHOWN_LOSSES]
    names = pad_column([_loss_name(row.kind) for row in first])
    rows = [
        para(name, "  ", Span(times_text(row.times), "quiet"), label=f"{-row.points_lost:>5}")
        for name, row in zip(names, first, strict=True)
    ]
    return [para(_("Where points are lost"), style="strong"), *rows]


def _loss_name(kind: str) -> str:
    if name := _LOSS_NAMES.get(kind):
        return _(name)
    return f"{in_language(handbook.chapter_entries('codes')[kind].name)} ({kind})"


def _calibration(calibration: Calibration | None) -> list[Block]:
    if calibration is None:
        return []
    guesses = ngettext("{n} guess", "{n} guesses", calibration.drills).format(n=calibration.drills)
    text = _bias_text(calibration.bias, calibration.error)
    return [para(text, "  ", Span(guesses, "quiet"), label=_("Your guesses"))]


def _bias_text(bias: Fraction, error: Fraction) -> str:
    if abs(bias) >= Fraction(1, 2):
        worse = _("customers remember it {size} points worse than you expect, on average")
        better = _("customers remember it {size} points better than you expect, on average")
        return (worse if bias > 0 else better).format(size=decimal(abs(bias)))
    if error < 2:
        return _("customers remember it much as you expect")
    return _("you are {size} points out on average, sometimes too high, sometimes too low").format(size=decimal(error))


def _calendar(progress: Progress, today: date) -> list[Block]:
    first = today - timedelta(days=today.weekday(), weeks=WEEKS - 1)
    days = sum(first <= day <= today for day in progress.days)
    practised = ngettext("{n} day in the last half year", "{n} days in the last half year", days).format(n=days)
    parts = [practised]
    if (streak := progress.streak(today)) > 1:
        parts.append(ngettext("{n} day in a row", "{n} days in a row", streak).format(n=streak))
    if reviews := progress.reviews:
        parts.append(ngettext("{n} step reviewed", "{n} steps reviewed", reviews).format(n=reviews))
    summary = para(" · ".join(parts), label=_("Practice"))
    rows: list[Block] = [summary, Gap()]
    for weekday, name in enumerate(pad_column([_(name) for name in _WEEKDAYS])):
        dates = (first + timedelta(days=weekday, weeks=week) for week in range(WEEKS))
        cells = "".join(_calendar_cell(progress.days, day, today) for day in dates)
        rows.append(para(Drawing(f"{name} ", "quiet"), Drawing(cells, "good")))
    return rows


def _calendar_cell(days: Mapping[date, int], day: date, today: date) -> str:
    return next(shade for least, shade in _SHADES if days.get(day, 0) >= least) if day <= today else " "
