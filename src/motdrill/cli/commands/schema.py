"""`motdrill schema`."""

from motdrill.sessions import author_reports


def schema() -> None:
    """Prints the JSON Schema of scenario files."""
    author_reports.print_schema()
