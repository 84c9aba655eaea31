"""`motdrill analyse`."""

from motdrill.cli import options


def analyse(scenario: options.ScenarioName, plain: options.Plain = False, json: options.Json = False) -> None:
    """Prints the exact analysis of a scenario."""
    from motdrill.sessions.author_reports import report_analysis

    report_analysis(scenario, plain=plain, json=json)
