"""`motdrill forget`."""

from typing import Annotated

from motdrill.cli import options
from motdrill.cli.completion import people
from motdrill.messages import _
from motdrill.sessions import forget as session


def forget(
    name: Annotated[str, options.argument("NAME", _("The person to remove."), people)] = "",
    unnamed: Annotated[bool, options.option("--unnamed", _("Remove what was done without a name instead."))] = False,
    yes: Annotated[bool, options.option("--yes", _("Do not ask first."))] = False,
    journal: options.JournalPath = "",
) -> None:
    """Removes a person from the journal."""
    session.forget_person(name, unnamed=unnamed, yes=yes, journal=journal)
