"""`motdrill import`."""

from pathlib import Path
from typing import Annotated

from motdrill.cli import options
from motdrill.messages import _
from motdrill.sessions import import_scenario


def import_(
    file: Annotated[
        Path,
        options.argument(
            "FILE",
            _("A spreadsheet (.xlsx, .csv), a story of Twine (.twee, .tw) or questions of Moodle (.gift)."),
            readable=False,
        ),
    ],
    to: Annotated[str, options.option("--to", _("The id of the scenario; else the file's name."), "ID")] = "",
    folder: options.Folder = Path(),
    force: options.Force = False,
) -> int:
    """Makes a scenario file of a spreadsheet, a story or questions, and checks it."""
    return import_scenario.import_scenario(file, to, folder, force=force)
