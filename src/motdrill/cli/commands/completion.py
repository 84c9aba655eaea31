"""`motdrill completion`."""

from typing import Annotated

from motdrill.cli import options
from motdrill.cli.completion import SHELLS, completion_script, one_of
from motdrill.messages import _


def completion(
    shell: Annotated[str, options.argument("SHELL", _("bash, zsh, fish or powershell."), one_of(*SHELLS))],
) -> None:
    """Prints the script that makes a shell complete motdrill's words."""
    print(completion_script(shell))
