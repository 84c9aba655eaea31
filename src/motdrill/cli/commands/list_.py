"""`motdrill list`."""

from typing import Annotated

import typer

from motdrill.cli import options
from motdrill.messages import _
from motdrill.sessions import library_pages


def list_(
    course: Annotated[bool, typer.Option("--course", help=_("As a course: what each adds to those before."))] = False,
    plain: options.Plain = False,
) -> None:
    """Prints the library."""
    library_pages.print_library(course=course, plain=plain)
