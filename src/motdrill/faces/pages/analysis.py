"""The analysis as a page."""

from __future__ import annotations

from collections.abc import Mapping

from rich.cells import cell_len

from motdrill.author.analysis import BINS, Analysis
from motdrill.author.policies import Outcome
from motdrill.faces.page import Block, Heading, Page, Para, Part, Seen, Span, joined, para
from motdrill.faces.wrap import cut, pad
from motdrill.method.catalogue import MAX_ANGER
from motdrill.wording import _, listing, ngettext, share

_BARS = "▁▂▃▄▅▆▇█"
_FIRST, _CELL = 28, 7
ANGERS = range(MAX_ANGER + 1)


def analysis_page(scenario_id: str, analysis: Analysis) -> Page:
    """What each kind of player gets, and what each answer costs."""
    steps = ngettext("{n} step", "{n} steps", analysis.steps).format(n=analysis.steps)
    mark = _("pass {percent} %").format(percent=analysis.pass_percent)
    return joined(
        [
            [Heading((Span(scenario_id, "title"), f"  {steps}  {mark}"))],
            _table(_players(analysis)),
            _histogram(analysis),
            _endings(analysis),
            _longest(analysis),
            *_reached_and_costs(analysis),
        ]
    )


def _table(rows: list[tuple[str, str]]) -> list[Block]:
    width = max(cell_len(label) for label, _value in rows)
    return [para(value, label=pad(label, width)) for label, value in rows]


def _players(analysis: Analysis) -> list[tuple[str, str]]:
    rows = [
        (_("worst"), f"{analysis.worst_percent} %"),
        (_("random player"), _player(analysis.random.expected_percent, analysis.random.passing)),
        (_("good player"), _player(analysis.good.expected_percent, analysis.good.passing)),
    ]
    several = len(analysis.longest) > 1
    for label, outcomes in ((_("always the longest"), analysis.longest), (_("always the shortest"), analysis.shortest)):
        rows += [(f"{label} ({lang})" if several else label, _outcome(each)) for lang, each in outcomes.items()]
    rows.append((_("always the deepest"), _outcome(analysis.deepest)))
    rows.append((_("best"), _("100 % = {points} points").format(points=analysis.best_points)))
    return rows


def _player(expected: float, passing: float) -> str:
    return _("{expected} % expected, passes {passing}").format(expected=f"{expected:.0f}", passing=share(passing))


def _outcome(outcome: Outcome) -> str:
    passed = _("passed") if outcome.passed else _("not passed")
    return f"{outcome.percent} %  {passed}  → {outcome.ending}"


def _histogram(analysis: Analysis) -> list[Block]:
    """The random player's scores, 5 percent a column, with the pass mark."""
    highest = max(analysis.histogram)
    bars = [_BARS[round(7 * chance / highest)] if chance / highest > 0.02 else "·" for chance in analysis.histogram]
    mark = analysis.pass_percent * BINS // 100
    drawn = "".join(bars[:mark]) + "|" + "".join(bars[mark:])
    return [
        para(Seen(f"0 {drawn} 100"), label=_("random player's scores")),
        para(_heard(analysis), style="quiet"),
    ]


def _heard(analysis: Analysis) -> str:
    below = sum(analysis.histogram[: BINS // 4])
    half = sum(analysis.histogram[: BINS // 2])
    return _("below 25 %: {quarter} of drills, below 50 %: {half}, passed: {passing}").format(
        quarter=share(below), half=share(half), passing=share(analysis.random.passing)
    )


def _endings(analysis: Analysis) -> list[Block]:
    rows: list[Block] = [para(_("endings (random player, good player)"), style="strong")]
    names = list(dict.fromkeys([*analysis.random.endings, *analysis.good.endings]))
    width = max(cell_len(name) for name in names)
    for name in sorted(names, key=lambda each: -analysis.random.endings.get(each, 0.0)):
        chances = (player.endings.get(name, 0.0) for player in (analysis.random, analysis.good))
        rows.append(para("  ".join(f"{share(chance):>10}" for chance in chances), label=pad(name, width), indent=3))
    return rows


def _longest(analysis: Analysis) -> list[Block]:
    rows: list[Block] = []
    for lang, (steps, of) in analysis.longest_is_best.items():
        told = _("the best reply is the longest in {count} of {of} steps").format(count=len(steps), of=of)
        where = f" ({lang})" if len(analysis.longest_is_best) > 1 else ""
        rows.append(para(told + where, f"  {listing(steps)}" if steps else ""))
    return rows


def _reached_and_costs(analysis: Analysis) -> list[list[Block]]:
    title = para(
        _("What an answer costs there, in percent; beside a step how often a random player meets it"), style="strong"
    )
    stars = para(Span(" " * _FIRST + "".join(f"{f'★{anger}':>{_CELL}}" for anger in ANGERS), "quiet"))
    groups: list[list[Block]] = [[title, stars]]
    for step_id, rows in analysis.costs.items():
        met = [analysis.random.reached.get((step_id, anger)) for anger in ANGERS]
        cells = "".join(f"{'' if chance is None else _short(chance):>{_CELL}}" for chance in met)
        head = para(Span(pad(cut(step_id, _FIRST - 1), _FIRST), "title"), Span(cells, "quiet"))
        groups.append([head, *(_cost_row(name, row) for name, row in rows.items())])
    return groups


def _short(chance: float) -> str:
    """A probability in percent in the width of a column."""
    percent = 100 * chance
    return f"{percent:.0f}%" if percent >= 9.5 else f"{percent:.1f}%" if percent >= 0.1 else "<0.1%"


def _cost_row(name: str, row: Mapping[int, float]) -> Para:
    cells: list[Part] = [pad("  " + cut(name, _FIRST - 3), _FIRST)]
    for anger in ANGERS:
        cost = row.get(anger)
        text = "" if cost is None else f"{cost:.0f}"
        cells.append(Span(f"{text:>{_CELL}}", "good" if cost is not None and cost < 0.5 else ""))
    return para(*cells)
