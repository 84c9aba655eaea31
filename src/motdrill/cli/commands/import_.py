"""`motdrill import`."""

from pathlib import Path
from typing import Annotated

import typer

from motdrill.cli import options
from motdrill.messages import _
from motdrill.sessions import import_scenario


def import_(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help=_("A spreadsheet (.xlsx, .csv), a story of Twine (.twee, .tw) or questions of Moodle (.gift)."),
            readable=False,
        ),
    ],
    to: Annotated[
        str, typer.Option("--to", metavar="ID", help=_("The id of the scenario; else the file's name."))
    ] = "",
    folder: options.Folder = Path(),
    force: options.Force = False,
) -> int:
    """Makes a scenario file of a spreadsheet, a story or questions, and checks it."""
    return import_scenario.import_scenario(file, to, folder, force=force)
