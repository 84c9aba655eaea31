"""The story as a tree in a terminal: every step once, under it its answers and where they lead."""

from __future__ import annotations

from rich.cells import cell_len

from motdrill.author.graph import END, Edge, Graph, label
from motdrill.faces.page import Block, Heading, Page, Para, Span, joined, para
from motdrill.faces.wrap import pad
from motdrill.wording import _, listing


def graph_page(scenario_id: str, found: Graph) -> Page:
    """The graph of a scenario as a page."""
    steps = list(dict.fromkeys(edge.source for edge in found.edges))
    groups: list[list[Block]] = [[Heading((Span(scenario_id, "title"),), (Span("▸ " + _("best way"), "good"),))]]
    for position, step_id in enumerate(steps):
        following = steps[position + 1] if position + 1 < len(steps) else END
        groups.append(_step_rows(found, step_id, following))
    groups.append([para(listing(found.ends), label=_("endings by anger and score"))] if found.ends else [])
    return joined(groups)


def _step_rows(found: Graph, step_id: str, following: str) -> list[Block]:
    edges = [edge for edge in found.edges if edge.source == step_id]
    head: list[str | Span] = [Span(step_id, "title")]
    if step_id in found.unreachable:
        head.append(Span("  " + _("nobody comes here"), "bad"))
    width = max(cell_len(label(edge)) for edge in edges)
    return [para(*head), *(_edge_row(edge, i == len(edges) - 1, width, following) for i, edge in enumerate(edges))]


def _edge_row(edge: Edge, last: bool, width: int, following: str) -> Para:
    """Where an answer leads; nothing where that is simply the next step."""
    arrow = "" if edge.target == following else f"  → {_('the end') if edge.target == END else edge.target}"
    name = pad(label(edge), width) if edge.reply else _("any answer")
    mark = Span("▸ ", "good") if edge.best else "  "
    return para(mark, Span(name, "good" if edge.best else ""), arrow, label="└" if last else "├", indent=3)
