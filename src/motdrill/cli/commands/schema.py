"""`motdrill schema`."""


def schema() -> None:
    """Prints the JSON Schema of scenario files."""
    from motdrill.sessions.author_reports import print_schema

    print_schema()
