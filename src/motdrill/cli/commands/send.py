"""`motdrill send`."""

from typing import Annotated

from motdrill.cli import options
from motdrill.messages import _
from motdrill.sessions import send as session


def send(
    endpoint: Annotated[str, options.option("--endpoint", _("The store's address."), "URL")] = "",
    key: Annotated[
        str, options.option("--key", _("The store's key; better in the environment or the config file."), "NAME:SECRET")
    ] = "",
    base: options.Base = "",
    journal: options.JournalPath = "",
    json: options.Json = False,
) -> int:
    """Sends the finished drills to a learning record store."""
    return session.send_all(endpoint, key, base, journal, json)
