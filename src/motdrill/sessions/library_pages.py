"""The library as a page: `motdrill list`."""

from motdrill import library
from motdrill.messages import requested_language
from motdrill.ui.output import show_page
from motdrill.ui.pages.library import course_page, list_page


def print_library(*, course: bool, plain: bool) -> None:
    """Prints the library by level, or as a course."""
    if course:
        show_page(course_page(library.entries_by_course(), requested_language()), plain)
    else:
        show_page(list_page(library.entries_by_level(), requested_language()), plain)
