"""Starts the phones' server for a class and tells how phones reach it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from ipaddress import ip_address
from typing import Final

from motdrill.errors import UsageError
from motdrill.live_class import LiveClass
from motdrill.messages import _
from motdrill.phones import are_missing
from motdrill.sessions.class_door import Door
from motdrill.sessions.class_recorder import ClassSession
from motdrill.sessions.voting import PhoneVoting
from motdrill.ui.output import print_message
from motdrill.ui.pages.class_lobby import ClassAddress
from motdrill.ui.view import DrillView

MAX_PORT: Final = 65535


def check_address(address: str, port: int) -> None:
    """Checks before a class begins that phones can be served.

    Raises:
        UsageError: The packages of the extra `class` are missing, or the address or port is not valid.
    """
    if are_missing():
        raise UsageError("class-missing")
    if not 0 <= port <= MAX_PORT:
        raise UsageError("port-range", most=MAX_PORT)
    try:
        ip_address(address or "127.0.0.1")
    except ValueError as error:
        raise UsageError("no-address", name=address) from error


@contextmanager
def phones_server(live: LiveClass, session: ClassSession, address: str, port: int) -> Iterator[PhoneVoting]:
    """Runs the phones' server; a resumed class keeps its address, code and secret where possible.

    Yields:
        How the room votes.

    Raises:
        UsageError: The packages are missing, or the port is taken.
    """
    check_address(address, port)
    # These need the packages of the extra `class`, whose absence check_address reports.
    from motdrill.phones.access import ClassAccess, local_address, new_access, qr_lines, resume_access
    from motdrill.phones.server import PhoneServer

    previous = session.settings.door
    if previous:
        access = resume_access(ClassAccess(*previous), address, port)
    else:
        access = new_access(address or local_address(), port)
    server = PhoneServer(live, access, lang=session.lang, lose=session.settings.lose)
    server.start()
    try:
        access = server.access
        door = (access.code, access.secret, access.address, access.port)
        session.recorder.update_settings(replace(session.settings, door=door))
        class_address = ClassAddress(server.url, access.code, tuple(qr_lines(server.join_url)))
        title = DrillView(live.room.drill, session.lang).title
        yield PhoneVoting(Door(live, title, class_address, server.remove))
    finally:
        server.stop()
        for fault in server.faults:
            print_message(_("The phones' page has failed once: {reason}").format(reason=repr(fault)), error=True)
