"""`motdrill learn`."""

from typing import Annotated

from motdrill.cli import options
from motdrill.cli.completion import pages
from motdrill.messages import _
from motdrill.sessions import handbook_pages


def learn(
    page: Annotated[str, options.argument("ID", _("A skill, depth, need, code or topic."), pages)] = "",
    plain: options.Plain = False,
) -> None:
    """Prints a page of the handbook, or its index."""
    handbook_pages.print_handbook(page, plain=plain)
