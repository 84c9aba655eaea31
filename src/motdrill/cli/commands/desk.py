"""`motdrill desk`."""

from motdrill.cli import options


def desk(plain: options.Plain = False, journal: options.JournalPath = "") -> None:
    """Opens the facilitator's desk."""
    from motdrill.sessions.desk_client import run_desk

    run_desk(plain=plain, journal=journal)
