"""The page of a panel's ratings: how far experts agree with a scenario's key."""

from fractions import Fraction

from motdrill.messages import _, ngettext
from motdrill.panel.verdict import Agreement, RatedReply, Verdict
from motdrill.scenario.model import ReplyStep, Scenario
from motdrill.scenario.texts import text_in
from motdrill.ui.blocks import Block, Heading, Page, Para, Span, Stars, Style, join_groups, para
from motdrill.ui.wrap import clip_to_line, pad_column

ENOUGH = Fraction(3, 4)
"""The least agreement with the key required of the library's scenarios."""
_TEXT_WIDTH = 66


def panel_page(scenario: Scenario, scenario_id: str, verdict: Verdict, lang: str) -> Page:
    """Agreement overall and by step, replies that are far off, and changes to the key, in a complete language."""
    raters = ngettext("{n} rater", "{n} raters", verdict.raters).format(n=verdict.raters)
    head = Heading((Span(text_in(scenario.title, lang), "title"), f"  {scenario_id}"), (raters,))
    steps = map(_step_row, pad_column([*verdict.steps]), verdict.steps.values())
    return join_groups(
        [
            [head],
            [_overall(verdict.overall)],
            [para(_("By step: replies rated, agreement with the key, agreement among raters"), style="strong"), *steps],
            _far_off(verdict, scenario, lang),
            _changes(verdict),
        ]
    )


def _overall(agreement: Agreement) -> Block:
    style: Style = "good" if agreement.with_key is not None and agreement.with_key >= ENOUGH else "fair"
    with_key = _("Agreement with the key {kappa}").format(kappa=kappa_text(agreement.with_key))
    among = _("among raters {kappa}").format(kappa=kappa_text(agreement.among_raters))
    count = ngettext("{n} reply rated", "{n} replies rated", agreement.items).format(n=agreement.items)
    return para(Span(with_key, style), f"    {among}    ", Span(count, "quiet"))


def kappa_text(kappa: Fraction | None) -> str:
    """A kappa with two decimals; a dash for None."""
    return "–" if kappa is None else f"{float(kappa):.2f}"


def _step_row(name: str, agreement: Agreement) -> Para:
    kappas = f"{kappa_text(agreement.with_key):>5}  {kappa_text(agreement.among_raters):>5}"
    return para(f"{agreement.items:>2}  {kappas}", label=name)


def _far_off(verdict: Verdict, scenario: Scenario, lang: str) -> list[Block]:
    if not verdict.far_off_replies:
        return [para(_("No reply is off by more than one point."))]
    rows = [row for rated in verdict.far_off_replies for row in _far_off_rows(rated, scenario, lang)]
    return [para(_("Off by more than one point"), style="strong"), *rows]


def _far_off_rows(rated: RatedReply, scenario: Scenario, lang: str) -> list[Block]:
    item, step = rated.item, scenario.steps[rated.item.step]
    text = text_in(step.replies[item.reply].text, lang) if isinstance(step, ReplyStep) else ""
    ratings = " ".join(map(str, rated.ratings))
    scores = _("key {points}, panel {mean} ({ratings})").format(
        points=item.points, mean=f"{float(rated.mean):.1f}", ratings=ratings
    )
    name = Span(f"{item.step}/{item.reply}", "title")
    return [
        para(name, "  ", Stars(item.anger), "  ", Span(scores, "bad")),
        para(clip_to_line(text, _TEXT_WIDTH), indent=4),
    ]


def _changes(verdict: Verdict) -> list[Block]:
    """The replies that the panel would score differently."""
    rows: list[Block] = []
    for rated in verdict.changes:
        parts = [f"{rated.item.points} → {rated.proposed_points}"]
        parts += [] if rated.is_writable else [_("left alone: its depth misses here, so the score does not decide")]
        rows.append(para("  ".join(parts), label=f"{rated.item.step}/{rated.item.reply}"))
    return [para(_("The panel's key, where it differs"), style="strong"), *rows] if rows else []
