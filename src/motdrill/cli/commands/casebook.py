"""`motdrill casebook`."""

from typing import Annotated

import typer

from motdrill.cli import options
from motdrill.messages import _


def casebook(
    scenario: options.ScenarioName,
    no_key: Annotated[bool, typer.Option("--no-key", help=_("Without the best way and its reasons."))] = False,
    output: options.Output = "",
    seed: options.Seed = None,
) -> None:
    """Writes a case as a hand-out in Markdown."""
    from motdrill.sessions.casebook import write_casebook

    write_casebook(scenario, output, seed, with_key=not no_key)
