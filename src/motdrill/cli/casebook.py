"""`motdrill casebook`: a case as a hand-out."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from motdrill import library
from motdrill.cli import options
from motdrill.wording import _, asked


def casebook(
    scenario: options.ScenarioName,
    no_key: Annotated[bool, typer.Option("--no-key", help=_("Without the best way and its reasons."))] = False,
    output: Annotated[
        str, typer.Option("--output", metavar="FILE", help=_("Write this file; else standard output."))
    ] = "",
    seed: options.Seed = None,
) -> None:
    """Writes a case as a hand-out in Markdown."""
    from motdrill.cli.files import whole_file
    from motdrill.faces.casebook import casebook as written
    from motdrill.scenario.load import load
    from motdrill.scenario.texts import choose_language

    loaded = load(library.find(scenario)[0])
    lang, _as_asked = choose_language(loaded.scenario, asked())
    order = 1 if seed is None else options.checked_seed(seed)
    text = written(loaded.scenario, loaded.id, lang, order, with_key=not no_key)
    if output:
        with whole_file(Path(output), marked=False) as stream:
            stream.write(text)
        print(_("Saved as {file}.").format(file=output))
    else:
        sys.stdout.write(text)
