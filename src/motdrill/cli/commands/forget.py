"""`motdrill forget`."""

from typing import Annotated

import typer

from motdrill.cli import options
from motdrill.cli.completion import completer, people
from motdrill.messages import _
from motdrill.sessions import forget as session


def forget(
    name: Annotated[
        str, typer.Argument(metavar="NAME", help=_("The person to remove."), autocompletion=completer(people))
    ] = "",
    unnamed: Annotated[bool, typer.Option("--unnamed", help=_("Remove what was done without a name instead."))] = False,
    yes: Annotated[bool, typer.Option("--yes", help=_("Do not ask first."))] = False,
    journal: options.JournalPath = "",
) -> None:
    """Removes a person from the journal."""
    session.forget_person(name, unnamed=unnamed, yes=yes, journal=journal)
