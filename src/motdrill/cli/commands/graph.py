"""`motdrill graph`."""

from typing import Annotated

import typer

from motdrill.cli import options
from motdrill.messages import _
from motdrill.sessions import author_reports


def graph(
    scenario: options.ScenarioName,
    tree: Annotated[bool, typer.Option("--tree", help=_("A tree, also where output is piped."))] = False,
    mermaid: Annotated[bool, typer.Option("--mermaid", help=_("Mermaid, also on a terminal."))] = False,
    html: Annotated[
        str, typer.Option("--html", metavar="FILE", help=_("A page for a browser, with the words of every step."))
    ] = "",
) -> None:
    """Draws the story: a tree on a terminal, Mermaid elsewhere, or a page for a browser."""
    author_reports.report_graph(scenario, as_tree=tree, as_mermaid=mermaid, html=html)
