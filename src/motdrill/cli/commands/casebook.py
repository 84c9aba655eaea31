"""`motdrill casebook`."""

from typing import Annotated

from motdrill.cli import options
from motdrill.messages import _
from motdrill.sessions import casebook as session


def casebook(
    scenario: options.ScenarioName,
    no_key: Annotated[bool, options.option("--no-key", _("Without the best way and its reasons."))] = False,
    script: Annotated[
        bool, options.option("--script", _("For whoever leads a class; FILE.html is to be printed."))
    ] = False,
    output: options.Output = "",
    seed: options.Seed = None,
) -> None:
    """Writes a case as a hand-out in Markdown, or as a script for whoever leads a class."""
    write = session.write_script if script else session.write_casebook
    write(scenario, output, seed, with_key=not no_key)
