"""The story as a graph: steps and endings as nodes, answers as edges."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from motdrill.author.case import Case
from motdrill.drill.moves import WALKED_OUT
from motdrill.scenario.links import BUILT_IN_ENDINGS
from motdrill.scenario.model import Reply, ReplyStep, Scenario, Step

END = "end"
"""Where a story runs to its end, and the ending depends on anger and score."""


@dataclass(frozen=True, slots=True)
class Edge:
    """An answer that leads on.

    Attributes:
        source: The step it is given at.
        target: The step or ending it leads to, or `END`.
        reply: The reply's id; None for all answers of another kind of step.
        score: The reply's score, 0-3; None as above, and where the step does not count.
        stars: What the reply does to the anger, -3 to 3.
        best: Whether it lies on a way that loses nothing.
        reachable: Whether anybody can give it.
    """

    source: str
    target: str
    reply: str | None
    score: int | None
    stars: int
    best: bool
    reachable: bool


@dataclass(frozen=True, slots=True)
class Graph:
    """A scenario's graph.

    Attributes:
        edges: In the order of the file.
        unreachable: Steps that nobody meets.
        ends: What `END` stands for: the endings that anger and score choose, walking out included.
    """

    edges: tuple[Edge, ...]
    unreachable: frozenset[str]
    ends: tuple[str, ...]


def graph(scenario: Scenario) -> Graph:
    """The graph of a scenario."""
    case = Case(scenario)
    best = {(place[0], move.reply) for place, moves in case.perfect.items() for move in moves}
    edges = [edge for step_id, step in scenario.steps.items() for edge in _edges(case, step_id, step, best)]
    by_score = [ending for ending, each in scenario.endings.items() if each.when]
    by_score += [ending for ending in BUILT_IN_ENDINGS if ending in case.endings_chosen]
    by_score += [WALKED_OUT] if WALKED_OUT in case.endings_met else []
    return Graph(
        tuple(edges),
        frozenset(step_id for step_id in scenario.steps if step_id not in case.angers),
        tuple(dict.fromkeys(by_score)),
    )


def _edges(case: Case, step_id: str, step: Step, best: set[tuple[str, str | None]]) -> Iterator[Edge]:
    onward = case.scenario.next_steps[step_id]
    answers: Iterable[tuple[str | None, Reply | None]] = [(None, None)]
    if isinstance(step, ReplyStep):
        answers = step.replies.items()
    for reply_id, reply in answers:
        yield Edge(
            source=step_id,
            target=(reply.goto if reply else None) or onward or END,
            reply=reply_id,
            score=reply.score if reply and step.counts else None,
            stars=reply.stars if reply else 0,
            best=(step_id, reply_id) in best,
            reachable=step_id in case.angers,
        )


def mermaid(found: Graph) -> str:
    """The graph in Mermaid's flowchart language: the best way drawn thick, what nobody meets drawn dashed."""
    lines = ["flowchart TD"]
    lines += [f'    {node(name)}["{name}"]' for name in dict.fromkeys(edge.source for edge in found.edges)]
    lines += [f'    {node(name)}(["{name}"])' for name in _ends(found)]
    for edge in found.edges:
        arrow = "==>" if edge.best else "-->" if edge.reachable else "-.->"
        text = f'|"{label(edge)}"|' if edge.reply else ""
        lines.append(f"    {node(edge.source)} {arrow}{text} {node(edge.target)}")
    lines += [f"    {node(END)} -.-> {node(ending)}" for ending in found.ends if _has_end(found)]
    if found.unreachable:
        lines.append("    classDef unreachable stroke-dasharray: 4 4,opacity:0.5")
        lines.append(f"    class {','.join(map(node, sorted(found.unreachable)))} unreachable")
    return "\n".join(lines) + "\n"


def _has_end(found: Graph) -> bool:
    return any(edge.target == END for edge in found.edges)


def _ends(found: Graph) -> list[str]:
    sources = {edge.source for edge in found.edges}
    targets = [edge.target for edge in found.edges if edge.target not in sources]
    return list(dict.fromkeys([*targets, *(found.ends if _has_end(found) else ())]))


def node(name: str) -> str:
    """A name Mermaid takes as a node's id: `end` is a word of its language, hyphens are arrows."""
    return "n_" + name.replace("-", "_")


def label(edge: Edge) -> str:
    """A reply with its score and stars."""
    score = "" if edge.score is None else f" {edge.score}"
    stars = f" {edge.stars:+d}★" if edge.stars else ""
    return f"{edge.reply}{score}{stars}"
