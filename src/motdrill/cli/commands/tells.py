"""`motdrill tells`."""

from typing import Annotated

from motdrill.cli import options
from motdrill.cli.completion import scenarios
from motdrill.messages import _
from motdrill.sessions import tells as session


def tells(
    paths: Annotated[
        list[str] | None, options.argument("SCENARIOS", _("Ids and files; else the library."), scenarios)
    ] = None,
    plain: options.Plain = False,
    json: options.Json = False,
) -> None:
    """Prints how far replies give themselves away to a reader who never hears the customer."""
    session.report_tells(paths or [], plain=plain, json=json)
