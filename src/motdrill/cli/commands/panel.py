"""`motdrill panel sheet` and `motdrill panel read`."""

from pathlib import Path
from typing import Annotated

import typer

from motdrill.cli import options
from motdrill.cli.completion import completer, scenarios
from motdrill.cli.help import TranslatedCommand, TranslatedGroup
from motdrill.messages import _
from motdrill.sessions import panel as session

panel = typer.Typer(cls=TranslatedGroup, rich_markup_mode=None, add_completion=False)


def sheet(scenario: options.ScenarioName, output: options.Output = "", seed: options.Seed = None) -> None:
    """Writes a rating sheet."""
    session.write_sheet(scenario, output, seed)


def read(
    sheets: Annotated[list[Path], typer.Argument(metavar="SHEETS", help=_("Sheets that came back, one a rater."))],
    scenario: Annotated[
        list[str] | None,
        typer.Option(
            "--scenario",
            metavar="SCENARIO",
            help=_("What was rated; else the library."),
            autocompletion=completer(scenarios),
        ),
    ] = None,
    write: Annotated[bool, typer.Option("--write", help=_("Put the panel's key into the files."))] = False,
    plain: options.Plain = False,
    json: options.Json = False,
) -> None:
    """Reads sheets that came back."""
    session.read_sheets(sheets, scenario or [], write=write, plain=plain, json=json)


for name, command, text in (
    ("sheet", sheet, _("Write a rating sheet for an expert: a scenario's replies without the key.")),
    ("read", read, _("Read sheets that came back: agreement, and the key the panel would give.")),
):
    panel.command(name, cls=TranslatedCommand, help=text)(command)
