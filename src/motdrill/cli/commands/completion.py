"""`motdrill completion`."""

from typing import Annotated

import typer

from motdrill.cli.completion import SHELLS, completer, completion_script, one_of
from motdrill.messages import _


def completion(
    shell: Annotated[
        str,
        typer.Argument(
            metavar="SHELL", help=_("bash, zsh, fish or powershell."), autocompletion=completer(one_of(*SHELLS))
        ),
    ],
) -> None:
    """Prints the script that makes a shell complete motdrill's words."""
    print(completion_script(shell))
