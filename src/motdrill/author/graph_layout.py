"""Where a graph is drawn: steps in rows one below the other, and lanes beside them for edges that pass rows by.

Stories are nearly linear and `goto` only points forward, so the longest way to a step is a good row for it.
"""

from motdrill.author.graph import END, Graph


def node_rows(graph: Graph) -> dict[str, int]:
    """The row of every step and ending, from 0: below all that lead to it, endings below all steps."""
    rows: dict[str, int] = {}
    row = 0
    for edge in graph.edges:
        row = rows.setdefault(edge.source, row)  # what nothing leads to stands beside the step before it
        rows[edge.target] = max(rows.get(edge.target, 0), row + 1)
    last = max(rows[edge.source] for edge in graph.edges)
    steps = {edge.source for edge in graph.edges}
    below = last + 2 if END in rows else last + 1
    ends = dict.fromkeys([*(target for target in rows if target not in steps), *(graph.ends if END in rows else ())])
    return (
        {step: row for step, row in rows.items() if step in steps}
        | dict.fromkeys(ends, below)
        | ({END: last + 1} if END in rows else {})
    )


def node_lanes(graph: Graph, rows: dict[str, int]) -> dict[str, int]:
    """The lane, from 0, of every step and ending that some edge reaches past a row; lanes in use at a time differ."""
    starts: dict[str, int] = {}
    for edge in graph.edges:
        if rows[edge.target] > rows[edge.source] + 1:
            starts[edge.target] = min(starts.get(edge.target, rows[edge.source]), rows[edge.source])
    free_from: list[int] = []
    lanes: dict[str, int] = {}
    for target in sorted(starts, key=lambda target: (starts[target], rows[target])):
        free = (lane for lane, row in enumerate(free_from) if row <= starts[target])
        lanes[target] = lane = next(free, len(free_from))
        free_from[lane:] = [rows[target], *free_from[lane + 1 :]]
    return lanes
