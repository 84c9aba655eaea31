"""The story as a graph: steps and endings are nodes, answers are edges."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from motdrill.author.scenario_facts import ScenarioFacts
from motdrill.drill.moves import WALKED_OUT
from motdrill.scenario.cross_checks import BUILT_IN_ENDINGS
from motdrill.scenario.model import Reply, ReplyStep, Scenario, Step

END: Final = ""
"""The node for the end of the story, if anger and score choose the ending; no step's id is empty."""


@dataclass(frozen=True, slots=True)
class Edge:
    """A reply, or all answers of another kind of step, from the step `source`.

    Attributes:
        target: The id of the next step or the ending, or `END`.
        reply: The reply's id; None for another kind of step.
        score: The reply's score, 0-3; None for another kind of step or one that does not count.
        stars: The reply's effect on the anger, -3 to 3.
        lossless: Whether it is part of a drill that loses nothing.
        reachable: Whether the step can be reached.
    """

    source: str
    target: str
    reply: str | None
    score: int | None
    stars: int
    lossless: bool
    reachable: bool


@dataclass(frozen=True, slots=True)
class Graph:
    """A scenario's edges in file order, its unreachable steps, and the endings that `END` stands for."""

    edges: tuple[Edge, ...]
    unreachable: frozenset[str]
    ends: tuple[str, ...]


def build_graph(scenario: Scenario) -> Graph:
    """The graph of a scenario."""
    facts = ScenarioFacts(scenario)
    lossless = {(step_id, move.reply) for (step_id, _anger), moves in facts.lossless_moves.items() for move in moves}
    edges = [edge for step_id, step in scenario.steps.items() for edge in _edges(facts, step_id, step, lossless)]
    ends = [ending_id for ending_id, ending in scenario.endings.items() if ending.when]
    ends += [ending_id for ending_id in BUILT_IN_ENDINGS if ending_id in facts.endings_by_range]
    ends += [WALKED_OUT] if WALKED_OUT in facts.reachable_endings else []
    unreachable = scenario.steps.keys() - facts.reachable_angers.keys()
    return Graph(tuple(edges), frozenset(unreachable), tuple(dict.fromkeys(ends)))


def _edges(facts: ScenarioFacts, step_id: str, step: Step, lossless: set[tuple[str, str | None]]) -> Iterator[Edge]:
    answers: Iterable[tuple[str | None, Reply | None]] = [(None, None)]
    if isinstance(step, ReplyStep):
        answers = step.replies.items()
    for reply_id, reply in answers:
        yield Edge(
            source=step_id,
            target=(reply.goto if reply else None) or facts.scenario.next_steps[step_id] or END,
            reply=reply_id,
            score=reply.score if reply and step.counts else None,
            stars=reply.stars if reply else 0,
            lossless=(step_id, reply_id) in lossless,
            reachable=step_id in facts.reachable_angers,
        )


def mermaid(graph: Graph) -> str:
    """The graph as a Mermaid flowchart: thick lines lose nothing, dashed ones cannot be reached."""
    sources = dict.fromkeys(edge.source for edge in graph.edges)
    targets = dict.fromkeys(edge.target for edge in graph.edges if edge.target not in sources)
    ends = graph.ends if any(edge.target == END for edge in graph.edges) else ()
    lines = ["flowchart TD"]
    lines += [f'    {_node_id(name)}["{name}"]' for name in sources]
    lines += [f'    {_node_id(name)}(["{name or "end"}"])' for name in dict.fromkeys((*targets, *ends))]
    for edge in graph.edges:
        arrow = "==>" if edge.lossless else "-->" if edge.reachable else "-.->"
        text = f'|"{edge_label(edge)}"|' if edge.reply else ""
        lines.append(f"    {_node_id(edge.source)} {arrow}{text} {_node_id(edge.target)}")
    lines += [f"    {_node_id(END)} -.-> {_node_id(ending)}" for ending in ends]
    if graph.unreachable:
        lines.append("    classDef unreachable stroke-dasharray: 4 4,opacity:0.5")
        lines.append(f"    class {','.join(map(_node_id, sorted(graph.unreachable)))} unreachable")
    return "\n".join(lines) + "\n"


def _node_id(name: str) -> str:
    """A valid Mermaid id: `end` is a keyword, and hyphens are parts of arrows."""
    return "n_" + name.replace("-", "_")


def edge_label(edge: Edge) -> str:
    """A reply's id with its score and stars."""
    score = "" if edge.score is None else f" {edge.score}"
    stars = f" {edge.stars:+d}★" if edge.stars else ""
    return f"{edge.reply}{score}{stars}"
