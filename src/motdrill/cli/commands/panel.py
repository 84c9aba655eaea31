"""`motdrill panel sheet` and `motdrill panel read`."""

from pathlib import Path
from typing import Annotated

import typer

from motdrill.cli import options
from motdrill.cli.completion import scenarios
from motdrill.cli.help import TranslatedCommand, TranslatedGroup
from motdrill.messages import _
from motdrill.sessions import panel as session

panel = typer.Typer(cls=TranslatedGroup, rich_markup_mode=None, add_completion=False)


@panel.command(
    cls=TranslatedCommand, help=_("Write a rating sheet for an expert: a scenario's replies without the key.")
)
def sheet(scenario: options.ScenarioName, output: options.Output = "", seed: options.Seed = None) -> None:
    """Writes a rating sheet."""
    session.write_sheet(scenario, output, seed)


@panel.command(
    cls=TranslatedCommand, help=_("Read sheets that came back: agreement, and the key the panel would give.")
)
def read(
    sheets: Annotated[list[Path], options.argument("SHEETS", _("Sheets that came back, one a rater."))],
    scenario: Annotated[
        list[str] | None, options.option("--scenario", _("What was rated; else the library."), "SCENARIO", scenarios)
    ] = None,
    write: Annotated[bool, options.option("--write", _("Put the panel's key into the files."))] = False,
    plain: options.Plain = False,
    json: options.Json = False,
) -> None:
    """Reads sheets that came back."""
    session.read_sheets(sheets, scenario or [], write=write, plain=plain, json=json)
