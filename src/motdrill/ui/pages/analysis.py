"""The analysis as a page."""

from collections.abc import Mapping, Sequence

from motdrill.author.analysis import BINS, Analysis
from motdrill.author.policies import PolicyResult
from motdrill.author.tells import Guess
from motdrill.messages import _, join_list, ngettext, percent_text
from motdrill.method.catalogue import MAX_ANGER
from motdrill.ui.blocks import Block, Drawing, Heading, Inline, Page, Para, Span, join_groups, para
from motdrill.ui.wrap import clip_to_line, pad, pad_column

_BARS = "▁▂▃▄▅▆▇█"
_NAME_WIDTH, _CELL_WIDTH = 28, 7
ANGERS = range(MAX_ANGER + 1)


def analysis_page(scenario_id: str, analysis: Analysis, told: Mapping[str, Sequence[Guess]] | None = None) -> Page:
    """The scores of several kinds of player, and the cost of each answer.

    `told` has, by language, what a reader who never hears the customer makes of each reply step.
    """
    steps = ngettext("{n} step", "{n} steps", analysis.steps).format(n=analysis.steps)
    mark = _("pass {percent}%").format(percent=analysis.pass_percent)
    return join_groups(
        [
            [Heading((Span(scenario_id, "title"), f"  {steps}  {mark}"))],
            _table(_players(analysis)),
            _histogram(analysis),
            _endings(analysis),
            _longest(analysis),
            _told_by_sound(told or {}),
            *_reached_and_costs(analysis),
        ]
    )


def _told_by_sound(told: Mapping[str, Sequence[Guess]]) -> list[Block]:
    sentence = _("told by sound in {n} of {of} steps ({lang}): {steps}")
    rows = []
    for lang, guesses in told.items():
        steps = [guess.step for guess in guesses if guess.right]
        row = sentence.format(n=len(steps), of=len(guesses), lang=lang, steps=join_list(steps) or "–")
        rows.append(para(row, style="fair" if 10 * len(steps) > 6 * len(guesses) else ""))
    return list(rows)


def _table(rows: list[tuple[str, str]]) -> list[Block]:
    labels = pad_column([label for label, _value in rows])
    return [para(value, label=label) for label, (_label, value) in zip(labels, rows, strict=True)]


def _players(analysis: Analysis) -> list[tuple[str, str]]:
    rows = [
        (_("worst"), f"{analysis.worst_percent}%"),
        (_("random player"), _player(analysis.random.expected_percent, analysis.random.passing)),
        (_("good player"), _player(analysis.good.expected_percent, analysis.good.passing)),
    ]
    several = len(analysis.longest) > 1
    for label, outcomes in ((_("always the longest"), analysis.longest), (_("always the shortest"), analysis.shortest)):
        rows += [(f"{label} ({lang})" if several else label, _outcome(outcome)) for lang, outcome in outcomes.items()]
    rows.append((_("always the deepest"), _outcome(analysis.deepest)))
    rows.append((_("best"), _("100% = {points} points").format(points=analysis.max_points)))
    return rows


def _player(expected: float, passing: float) -> str:
    return _("{expected}% expected, passes {passing}").format(expected=f"{expected:.0f}", passing=percent_text(passing))


def _outcome(outcome: PolicyResult) -> str:
    passed = _("passed") if outcome.passed else _("not passed")
    return f"{outcome.percent}%  {passed}  → {outcome.ending}"


def _histogram(analysis: Analysis) -> list[Block]:
    """The random player's scores, 5 percent per column, with the pass mark; below it a summary in words."""
    highest = max(analysis.histogram)
    bars = [_BARS[round(7 * chance / highest)] if chance / highest > 0.02 else "·" for chance in analysis.histogram]
    bars.insert(analysis.pass_percent * BINS // 100, "|")
    summary = _("below 25%: {quarter} of drills, below 50%: {half}, passed: {passing}").format(
        quarter=percent_text(sum(analysis.histogram[: BINS // 4])),
        half=percent_text(sum(analysis.histogram[: BINS // 2])),
        passing=percent_text(analysis.random.passing),
    )
    drawing = para(Drawing(f"0 {''.join(bars)} 100"), label=_("random player's scores"))
    return [drawing, para(summary, style="quiet")]


def _endings(analysis: Analysis) -> list[Block]:
    rows: list[Block] = [para(_("endings (random player, good player)"), style="strong")]
    ids = dict.fromkeys([*analysis.random.endings, *analysis.good.endings])
    endings = sorted(ids, key=lambda ending: -analysis.random.endings.get(ending, 0.0))
    for ending, label in zip(endings, pad_column(endings), strict=True):
        chances = (player.endings.get(ending, 0.0) for player in (analysis.random, analysis.good))
        rows.append(para("  ".join(f"{percent_text(chance):>10}" for chance in chances), label=label, indent=3))
    return rows


def _longest(analysis: Analysis) -> list[Block]:
    rows: list[Block] = []
    for lang, (steps, total) in analysis.longest_is_best.items():
        sentence = _("the best reply is the longest in {count} of {of} steps").format(count=len(steps), of=total)
        suffix = f" ({lang})" if len(analysis.longest_is_best) > 1 else ""
        rows.append(para(sentence + suffix, f"  {join_list(steps)}" if steps else ""))
    return rows


def _reached_and_costs(analysis: Analysis) -> list[list[Block]]:
    """The cost of each answer by anger, and how often a random player reaches each step."""
    title = _("What an answer costs there, in percent; beside a step how often a random player meets it")
    stars = "".join(f"{f'★{anger}':>{_CELL_WIDTH}}" for anger in ANGERS)
    groups: list[list[Block]] = [[para(title, style="strong"), para(Span(" " * _NAME_WIDTH + stars, "quiet"))]]
    for step_id, rows in analysis.costs.items():
        chances = [analysis.random.reached.get((step_id, anger)) for anger in ANGERS]
        cells = "".join(f"{'' if chance is None else _short_percent(chance):>{_CELL_WIDTH}}" for chance in chances)
        head = para(Span(pad(clip_to_line(step_id, _NAME_WIDTH - 1), _NAME_WIDTH), "title"), Span(cells, "quiet"))
        groups.append([head, *(_cost_row(name, row) for name, row in rows.items())])
    return groups


def _short_percent(chance: float) -> str:
    """A probability in percent, at most 5 characters."""
    percent = 100 * chance
    return f"{percent:.0f}%" if percent >= 9.5 else f"{percent:.1f}%" if percent >= 0.1 else "<0.1%"


def _cost_row(name: str, row: Mapping[int, float]) -> Para:
    cells: list[Inline] = [pad("  " + clip_to_line(name, _NAME_WIDTH - 3), _NAME_WIDTH)]
    for anger in ANGERS:
        cost = row.get(anger)
        text = "" if cost is None else f"{cost:.0f}"
        cells.append(Span(f"{text:>{_CELL_WIDTH}}", "good" if cost is not None and cost < 0.5 else ""))
    return para(*cells)
