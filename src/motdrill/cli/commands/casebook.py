"""`motdrill casebook`."""

from typing import Annotated

import typer

from motdrill.cli import options
from motdrill.messages import _


def casebook(
    scenario: options.ScenarioName,
    no_key: Annotated[bool, typer.Option("--no-key", help=_("Without the best way and its reasons."))] = False,
    script: Annotated[
        bool, typer.Option("--script", help=_("For whoever leads a class; FILE.html is to be printed."))
    ] = False,
    output: options.Output = "",
    seed: options.Seed = None,
) -> None:
    """Writes a case as a hand-out in Markdown, or as a script for whoever leads a class."""
    from motdrill.sessions.casebook import write_casebook, write_script

    write = write_script if script else write_casebook
    write(scenario, output, seed, with_key=not no_key)
