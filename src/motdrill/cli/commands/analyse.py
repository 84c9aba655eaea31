"""`motdrill analyse`."""

from motdrill.cli import options
from motdrill.sessions import author_reports


def analyse(scenario: options.ScenarioName, plain: options.Plain = False, json: options.Json = False) -> None:
    """Prints the exact analysis of a scenario."""
    author_reports.report_analysis(scenario, plain=plain, json=json)
