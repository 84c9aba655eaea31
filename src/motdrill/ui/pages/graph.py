"""The graph of a scenario as a tree: every step once, with its answers and where they lead."""

from motdrill.author.graph import END, Edge, Graph, edge_label
from motdrill.messages import _, join_list
from motdrill.ui.blocks import Block, Heading, Page, Para, Span, join_groups, para
from motdrill.ui.wrap import pad_column


def graph_page(scenario_id: str, graph: Graph) -> Page:
    """The graph of a scenario as a page."""
    steps = list(dict.fromkeys(edge.source for edge in graph.edges))
    groups: list[list[Block]] = [[Heading((Span(scenario_id, "title"),), (Span("▸ " + _("best way"), "good"),))]]
    groups += [_step_rows(graph, step_id, next_id) for step_id, next_id in zip(steps, [*steps[1:], END], strict=True)]
    groups.append([para(join_list(graph.ends), label=_("endings by anger and score"))] if graph.ends else [])
    return join_groups(groups)


def _step_rows(graph: Graph, step_id: str, next_id: str) -> list[Block]:
    edges = [edge for edge in graph.edges if edge.source == step_id]
    head: list[str | Span] = [Span(step_id, "title")]
    if step_id in graph.unreachable:
        head.append(Span("  " + _("nobody comes here"), "bad"))
    names = pad_column([edge_label(edge) for edge in edges])
    signs = ["├"] * (len(edges) - 1) + ["└"]
    return [para(*head), *(_edge_row(*cells, next_id) for cells in zip(edges, names, signs, strict=True))]


def _edge_row(edge: Edge, name: str, sign: str, next_id: str) -> Para:
    """An answer and where it leads, unless that is simply the next step."""
    arrow = "" if edge.target == next_id else f"  → {_('the end') if edge.target == END else edge.target}"
    mark = Span("▸ ", "good") if edge.lossless else "  "
    answer = Span(name if edge.reply else _("any answer"), "good" if edge.lossless else "")
    return para(mark, answer, arrow, label=sign, indent=3)
