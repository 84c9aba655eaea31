"""`motdrill try`."""

from typing import Annotated

import typer

from motdrill.cli import options
from motdrill.messages import _
from motdrill.sessions import preview


def try_(
    scenario: options.ScenarioName,
    start: Annotated[str, typer.Option("--from", metavar="STEP", help=_("Begin at this step."))] = "",
    anger: options.OpeningAnger = None,
    watch: Annotated[bool, typer.Option("--watch", help=_("Begin again when the file is saved."))] = False,
    seed: options.Seed = None,
    plain: options.Plain = False,
) -> None:
    """Plays a scenario from any step, without recording."""
    preview.preview(scenario, start, anger, seed, watch=watch, plain=plain)
