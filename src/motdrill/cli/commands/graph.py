"""`motdrill graph`."""

from typing import Annotated

from motdrill.cli import options
from motdrill.messages import _
from motdrill.sessions import author_reports


def graph(
    scenario: options.ScenarioName,
    tree: Annotated[bool, options.option("--tree", _("A tree, also where output is piped."))] = False,
    mermaid: Annotated[bool, options.option("--mermaid", _("Mermaid, also on a terminal."))] = False,
    html: Annotated[
        str, options.option("--html", _("A page for a browser, with the words of every step."), "FILE")
    ] = "",
) -> None:
    """Draws the story: a tree on a terminal, Mermaid elsewhere, or a page for a browser."""
    author_reports.report_graph(scenario, as_tree=tree, as_mermaid=mermaid, html=html)
