"""`motdrill list`."""

from typing import Annotated

import typer

from motdrill.cli import options
from motdrill.messages import _


def list_(
    course: Annotated[bool, typer.Option("--course", help=_("As a course: what each adds to those before."))] = False,
    plain: options.Plain = False,
) -> None:
    """Prints the library."""
    from motdrill.sessions.library_pages import print_library

    print_library(course=course, plain=plain)
