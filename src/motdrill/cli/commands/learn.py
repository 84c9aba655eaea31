"""`motdrill learn`."""

from typing import Annotated

import typer

from motdrill.cli import options
from motdrill.cli.completion import completer, pages
from motdrill.messages import _


def learn(
    page: Annotated[
        str,
        typer.Argument(metavar="ID", help=_("A skill, depth, need, code or topic."), autocompletion=completer(pages)),
    ] = "",
    plain: options.Plain = False,
) -> None:
    """Prints a page of the handbook, or its index."""
    from motdrill.sessions.handbook_pages import print_handbook

    print_handbook(page, plain=plain)
