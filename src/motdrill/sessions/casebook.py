"""Writes a case as a hand-out, or as a script for whoever leads a class: `motdrill casebook`."""

from typing import Final

from motdrill.errors import UsageError
from motdrill.messages import language
from motdrill.scenario.safe_text import sanitize
from motdrill.sessions.option_values import checked_seed
from motdrill.sessions.result_files import PAGE, result_file
from motdrill.sessions.scenario_lookup import load_scenario
from motdrill.ui.blocks import join_groups
from motdrill.ui.casebook import casebook
from motdrill.ui.html import page_html
from motdrill.ui.layout import page_lines, plain_text
from motdrill.ui.pages.class_script import script_pages

_SCRIPT_WIDTH: Final = 80


def write_casebook(scenario: str, output: str, seed: int | None, *, with_key: bool) -> None:
    """Writes a case as a hand-out in Markdown.

    Raises:
        ReadError: The scenario cannot be read.
        UsageError: There is no such scenario, or the file cannot be written.
    """
    loaded, lang = load_scenario(scenario)
    order = 1 if seed is None else checked_seed(seed)
    with result_file(output, loaded.file, "handout") as stream:
        stream.write(sanitize(casebook(loaded.scenario, loaded.id, lang, order, with_key=with_key)))


def write_script(scenario: str, output: str, seed: int | None, *, with_key: bool) -> None:
    """Writes the facilitator's print-out of a case: HTML where the file's name ends in .html, else text.

    Raises:
        ReadError: The scenario cannot be read.
        UsageError: There is no such scenario, the file cannot be written, or no key is wanted.
    """
    if not with_key:
        raise UsageError("script-key")
    loaded, lang = load_scenario(scenario)
    pages = script_pages(loaded.scenario, loaded.id, lang, 1 if seed is None else checked_seed(seed))
    kind = PAGE if output.lower().endswith(".html") else "script"
    if kind == PAGE:
        text = page_html(*pages, title=loaded.id, lang=language())
    else:
        text = plain_text(page_lines(join_groups(pages), _SCRIPT_WIDTH))
    with result_file(output, loaded.file, kind) as stream:
        stream.write(text)
