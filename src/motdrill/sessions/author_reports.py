"""The author's reports on a scenario: `motdrill analyse`, `motdrill graph` and `motdrill schema`."""

import sys

from motdrill import library
from motdrill.author.analysis import analyse
from motdrill.author.document import analysis_document
from motdrill.author.graph import build_graph, mermaid
from motdrill.drill.drill import Drill
from motdrill.errors import UsageError
from motdrill.messages import _
from motdrill.scenario.load import load
from motdrill.scenario.schema import json_schema
from motdrill.sessions.result_files import PAGE, result_file
from motdrill.sessions.scenario_lookup import load_scenario
from motdrill.sessions.tells import guesses_of, told_document
from motdrill.ui.graph_html import graph_html
from motdrill.ui.output import show_json, show_page
from motdrill.ui.pages.analysis import analysis_page
from motdrill.ui.pages.graph import graph_page
from motdrill.ui.view import DrillView


def report_analysis(scenario: str, *, plain: bool, json: bool) -> None:
    """Prints the exact analysis of a scenario.

    Raises:
        ReadError: It cannot be read.
        UsageError: There is no such scenario.
    """
    loaded = load(library.find_scenario(scenario)[0])
    analysis = analyse(loaded.scenario)
    told = guesses_of(loaded)
    if json:
        show_json({**analysis_document(loaded.id, analysis), "told_by_sound": told_document(told)})
    else:
        show_page(analysis_page(loaded.id, analysis, told), plain)


def report_graph(scenario: str, *, as_tree: bool, as_mermaid: bool, html: str) -> None:
    """Draws the story: by default a tree on a terminal, Mermaid elsewhere; as a page into the file `html`, if named.

    Raises:
        ReadError: It cannot be read.
        UsageError: There is no such scenario, several forms are asked for, or the file cannot be written.
    """
    if as_tree + as_mermaid + bool(html) > 1:
        raise UsageError("which-graph")
    loaded, lang = load_scenario(scenario)
    graph = build_graph(loaded.scenario)
    if html:
        with result_file(html, loaded.file, PAGE) as stream:
            stream.write(graph_html(DrillView(Drill(loaded.scenario, loaded.id, 0), lang), graph))
    elif as_tree or (sys.stdout.isatty() and not as_mermaid):
        show_page(graph_page(loaded.id, graph), plain=False)
    else:
        sys.stdout.write(mermaid(graph))


def print_schema() -> None:
    """Prints the JSON Schema of scenario files."""
    show_json(json_schema(_))
