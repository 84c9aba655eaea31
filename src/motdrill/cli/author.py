"""The author's bench besides `check`: analyse, graph, schema and try."""

from __future__ import annotations

import sys
from contextlib import closing
from typing import Annotated

import typer

from motdrill import library
from motdrill.cli import options
from motdrill.errors import UsageError
from motdrill.faces.show import show_json, show_page
from motdrill.wording import _, asked


def analyse(scenario: options.ScenarioName, plain: options.Plain = False, json: options.Json = False) -> None:
    """Prints the exact analysis of a scenario."""
    from motdrill.author.analysis import analyse as compute
    from motdrill.author.document import analysis_document
    from motdrill.faces.pages.analysis import analysis_page
    from motdrill.scenario.load import load

    loaded = load(library.find(scenario)[0])
    analysis = compute(loaded.scenario)
    if json:
        show_json(analysis_document(loaded.id, analysis))
    else:
        show_page(analysis_page(loaded.id, analysis), plain)


def graph(
    scenario: options.ScenarioName,
    tree: Annotated[bool, typer.Option("--tree", help=_("A tree, also where output is piped."))] = False,
    mermaid: Annotated[bool, typer.Option("--mermaid", help=_("Mermaid, also on a terminal."))] = False,
) -> None:
    """Draws the story: a tree on a terminal, Mermaid elsewhere."""
    from motdrill.author.graph import graph as compute
    from motdrill.author.graph import mermaid as as_mermaid
    from motdrill.faces.pages.graph import graph_page
    from motdrill.scenario.load import load

    if tree and mermaid:
        raise UsageError("tree-and-mermaid")
    loaded = load(library.find(scenario)[0])
    found = compute(loaded.scenario)
    if tree or (sys.stdout.isatty() and not mermaid):
        show_page(graph_page(loaded.id, found), plain=False)
    else:
        sys.stdout.write(as_mermaid(found))


def schema() -> None:
    """Prints the JSON Schema of scenario files."""
    from motdrill.scenario.schema import json_schema

    show_json(json_schema(_))


def try_scenario(
    scenario: options.ScenarioName,
    start: Annotated[str, typer.Option("--from", metavar="STEP", help=_("Begin at this step."))] = "",
    anger: options.OpeningAnger = None,
    watch: Annotated[bool, typer.Option("--watch", help=_("Begin again when the file is saved."))] = False,
    seed: options.Seed = None,
    plain: options.Plain = False,
) -> None:
    """Plays a scenario from any step, without recording."""
    from motdrill.cli.trying import Trial, try_once, watch_file

    path = library.find(scenario)[0]
    trial = Trial(path, start, options.checked_anger(anger), options.checked_seed(seed), asked())
    with closing(options.face(plain, json=False)) as face:
        if watch:
            watch_file(face, trial)
        else:
            try_once(face, trial)
