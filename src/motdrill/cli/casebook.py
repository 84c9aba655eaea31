"""`motdrill casebook`: a case as a hand-out."""

from __future__ import annotations

from typing import Annotated

import typer

from motdrill.cli import options
from motdrill.cli.files import result
from motdrill.cli.library import looked_up
from motdrill.scenario.characters import neutral
from motdrill.wording import _


def casebook(
    scenario: options.ScenarioName,
    no_key: Annotated[bool, typer.Option("--no-key", help=_("Without the best way and its reasons."))] = False,
    output: options.Output = "",
    seed: options.Seed = None,
) -> None:
    """Writes a case as a hand-out in Markdown."""
    from motdrill.faces.casebook import casebook as written

    loaded, lang = looked_up(scenario)
    order = 1 if seed is None else options.checked_seed(seed)
    with result(output, loaded.file) as stream:
        stream.write(neutral(written(loaded.scenario, loaded.id, lang, order, with_key=not no_key)))
