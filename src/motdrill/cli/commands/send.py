"""`motdrill send`."""

from typing import Annotated

import typer

from motdrill.cli import options
from motdrill.messages import _
from motdrill.sessions import send as session


def send(
    endpoint: Annotated[
        str, typer.Option("--endpoint", metavar="URL", help=_("The store's address."), show_default=False)
    ] = "",
    key: Annotated[
        str,
        typer.Option(
            "--key",
            metavar="NAME:SECRET",
            help=_("The store's key; better in the environment or the config file."),
            show_default=False,
        ),
    ] = "",
    base: options.Base = "",
    journal: options.JournalPath = "",
    json: options.Json = False,
) -> int:
    """Sends the finished drills to a learning record store."""
    return session.send_all(endpoint, key, base, journal, json)
