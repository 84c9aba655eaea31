"""`motdrill list`."""

from typing import Annotated

from motdrill.cli import options
from motdrill.messages import _
from motdrill.sessions import library_pages


def list_(
    course: Annotated[bool, options.option("--course", _("As a course: what each adds to those before."))] = False,
    plain: options.Plain = False,
) -> None:
    """Prints the library."""
    library_pages.print_library(course=course, plain=plain)
