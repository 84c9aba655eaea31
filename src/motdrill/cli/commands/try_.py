"""`motdrill try`."""

from typing import Annotated

from motdrill.cli import options
from motdrill.messages import _
from motdrill.sessions import preview


def try_(
    scenario: options.ScenarioName,
    start: options.FirstStep = "",
    anger: options.OpeningAnger = None,
    watch: Annotated[bool, options.option("--watch", _("Begin again when the file is saved."))] = False,
    seed: options.Seed = None,
    plain: options.Plain = False,
) -> None:
    """Plays a scenario from any step, without recording."""
    preview.preview(scenario, start, anger, seed, watch=watch, plain=plain)
