"""`motdrill learn`."""

from typing import Annotated

import typer

from motdrill.cli import options
from motdrill.cli.completion import completer, pages
from motdrill.messages import _
from motdrill.sessions import handbook_pages


def learn(
    page: Annotated[
        str,
        typer.Argument(metavar="ID", help=_("A skill, depth, need, code or topic."), autocompletion=completer(pages)),
    ] = "",
    plain: options.Plain = False,
) -> None:
    """Prints a page of the handbook, or its index."""
    handbook_pages.print_handbook(page, plain=plain)
