"""The page of one kind of finding: the rule, the reason, a bad and a good example."""

from motdrill.author.finding_docs import find_finding_doc
from motdrill.messages import _, in_language
from motdrill.ui.blocks import Block, Heading, Page, Span, join_groups, para


def finding_page(number: str) -> Page:
    """The page of a finding by its number or code; empty if there is none."""
    entry = find_finding_doc(number)
    if entry is None:
        return ()
    level = Span(_("error"), "bad") if entry.level == "error" else Span(_("warning"), "fair")
    return join_groups(
        [
            [Heading((Span(entry.number, "title"), "  " + in_language(entry.title)), (level,))],
            [para(in_language(entry.rule))],
            [para(in_language(entry.why), label=_("Why"))],
            [para(_("Not so:"), style="strong"), *_example(entry.bad)],
            [para(_("But so:"), style="strong"), *_example(entry.good)],
            [para(f"{entry.number} {entry.code}", style="quiet")],
        ]
    )


def _example(text: str) -> list[Block]:
    return [para(line or " ", indent=5) for line in text.rstrip("\n").split("\n")]
