"""The page of one finding: what is expected, why, a bad example and a good one."""

from __future__ import annotations

from motdrill.author.documented import finding
from motdrill.faces.page import Block, Heading, Page, Span, joined, para
from motdrill.wording import _, pick


def finding_page(number: str) -> Page:
    """The page of a finding by its number or code; empty where there is none."""
    entry = finding(number)
    if entry is None:
        return ()
    level = Span(_("error") if entry.level == "error" else _("warning"), "bad" if entry.level == "error" else "fair")
    return joined(
        [
            [Heading((Span(entry.number, "title"), "  " + pick(entry.title)), (level,))],
            [para(pick(entry.rule))],
            [para(pick(entry.why), label=_("Why"))],
            [para(_("Not so:"), style="strong"), *_example(entry.bad)],
            [para(_("But so:"), style="strong"), *_example(entry.good)],
            [para(f"{entry.number} {entry.code}", style="quiet")],
        ]
    )


def _example(text: str) -> list[Block]:
    return [para(line or " ", indent=5) for line in text.rstrip("\n").split("\n")]
