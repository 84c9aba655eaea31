"""What a panel of experts says of a scenario's key."""

from __future__ import annotations

from fractions import Fraction

from rich.cells import cell_len

from motdrill.faces.page import Block, Heading, Page, Para, Span, Stars, Style, joined, para
from motdrill.faces.wrap import cut, pad
from motdrill.panel.verdict import Agreement, Rated, Verdict
from motdrill.scenario.model import ReplyStep, Scenario
from motdrill.scenario.texts import speak
from motdrill.wording import _, ngettext

ENOUGH = Fraction(3, 4)
"""The agreement the library asks of its scenarios."""
_WORDS = 66


def panel_page(scenario: Scenario, scenario_id: str, found: Verdict, lang: str) -> Page:
    """Agreement of the whole and of each step, the replies that are far off, and the key the panel would give.

    Args:
        scenario: The scenario.
        scenario_id: Its id.
        found: What the panel says.
        lang: A language it is complete in.
    """
    raters = ngettext("{n} rater", "{n} raters", found.raters).format(n=found.raters)
    head = Heading((Span(speak(scenario.title, lang), "title"), f"  {scenario_id}"), (raters,))
    width = max(cell_len(step) for step in found.steps) if found.steps else 0
    steps = [_row(pad(step, width), each) for step, each in found.steps.items()]
    return joined(
        [
            [head],
            [_whole(found.whole)],
            [para(_("By step: replies rated, agreement with the key, agreement among raters"), style="strong"), *steps],
            _far(found, scenario, lang),
            _key(found),
        ]
    )


def _whole(found: Agreement) -> Block:
    style: Style = "good" if found.with_key is not None and found.with_key >= ENOUGH else "fair"
    told = _("Agreement with the key {kappa}").format(kappa=kappa_told(found.with_key))
    among = _("among raters {kappa}").format(kappa=kappa_told(found.among))
    count = ngettext("{n} reply rated", "{n} replies rated", found.items).format(n=found.items)
    return para(Span(told, style), f"    {among}    ", Span(count, "quiet"))


def kappa_told(kappa: Fraction | None) -> str:
    """A kappa with two decimals; a dash where there is none."""
    return "–" if kappa is None else f"{float(kappa):.2f}"


def _row(name: str, found: Agreement) -> Para:
    return para(f"{found.items:>2}  {kappa_told(found.with_key):>5}  {kappa_told(found.among):>5}", label=name)


def _far(found: Verdict, scenario: Scenario, lang: str) -> list[Block]:
    if not found.off:
        return [para(_("No reply is off by more than one point."))]
    rows = [row for each in found.off for row in _told(each, scenario, lang)]
    return [para(_("Off by more than one point"), style="strong"), *rows]


def _told(each: Rated, scenario: Scenario, lang: str) -> list[Block]:
    step = scenario.steps[each.item.step]
    words = speak(step.replies[each.item.reply].text, lang) if isinstance(step, ReplyStep) else ""
    given = " ".join(map(str, each.ratings))
    told = _("key {points}, panel {mean} ({ratings})").format(
        points=each.item.points, mean=f"{float(each.mean):.1f}", ratings=given
    )
    name = Span(f"{each.item.step}/{each.item.reply}", "title")
    return [para(name, "  ", Stars(each.item.anger), "  ", Span(told, "bad")), para(cut(words, _WORDS), indent=4)]


def _key(found: Verdict) -> list[Block]:
    """The key the panel would give, where it is another."""
    rows: list[Block] = []
    for each in found.changes:
        told = [f"{each.item.points} → {each.proposed}"]
        told += [] if each.writable else [_("left alone: its depth misses here, so the score does not decide")]
        rows.append(para("  ".join(told), label=f"{each.item.step}/{each.item.reply}"))
    return [para(_("The panel's key, where it differs"), style="strong"), *rows] if rows else []
