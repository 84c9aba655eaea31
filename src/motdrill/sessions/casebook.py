"""Writes a case as a hand-out: `motdrill casebook`."""

from motdrill.scenario.safe_text import sanitize
from motdrill.sessions.option_values import checked_seed
from motdrill.sessions.result_files import result_file
from motdrill.sessions.scenario_lookup import load_scenario
from motdrill.ui.casebook import casebook


def write_casebook(scenario: str, output: str, seed: int | None, *, with_key: bool) -> None:
    """Writes a case as a hand-out in Markdown.

    Raises:
        ReadError: The scenario cannot be read.
        UsageError: There is no such scenario, or the file cannot be written.
    """
    loaded, lang = load_scenario(scenario)
    order = 1 if seed is None else checked_seed(seed)
    with result_file(output, loaded.file) as stream:
        stream.write(sanitize(casebook(loaded.scenario, loaded.id, lang, order, with_key=with_key)))
