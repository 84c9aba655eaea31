"""`motdrill desk`."""

from motdrill.cli import options
from motdrill.sessions import desk_client


def desk(plain: options.Plain = False, journal: options.JournalPath = "") -> None:
    """Opens the facilitator's desk."""
    desk_client.run_desk(plain=plain, journal=journal)
