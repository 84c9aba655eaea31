"""Starts the phones' server for a class and tells how phones, and the facilitator's desk, reach it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from ipaddress import ip_address
from typing import TYPE_CHECKING, Final

from motdrill.errors import UsageError
from motdrill.live_class import LiveClass
from motdrill.messages import _
from motdrill.phones import are_missing
from motdrill.phones.access import ClassAccess, local_address, new_access, qr_lines, resume_access
from motdrill.phones.desk_access import DeskAccess
from motdrill.sessions.class_desk import ClassDesk
from motdrill.sessions.class_door import Door
from motdrill.sessions.class_recorder import ClassSession, ClassSettings
from motdrill.sessions.voting import PhoneVoting
from motdrill.ui.blocks import Page
from motdrill.ui.output import print_message
from motdrill.ui.pages.class_desk import invitation_page
from motdrill.ui.pages.class_lobby import ClassAddress
from motdrill.ui.view import DrillView

if TYPE_CHECKING:
    from motdrill.phones.server import PhoneServer

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
def phones_server(
    live: LiveClass, session: ClassSession, desk: ClassDesk, address: str, port: int
) -> Iterator[PhoneVoting]:
    """Runs the phones' server; a resumed class keeps its address, code and secret where possible.

    Yields:
        How the room votes.

    Raises:
        UsageError: The packages are missing, or the port is taken.
    """
    check_address(address, port)
    from motdrill.phones.server import PhoneServer  # needs the packages that check_address has looked for

    settings = session.settings
    live.is_locked = settings.locked

    def store(holder: str) -> None:
        _store_settings(session, server.access, holder, locked=live.is_locked)

    desk_access = DeskAccess(desk, settings.desk, store)
    access = _class_access(settings, address, port)
    server = PhoneServer(live, access, lang=session.lang, lose=settings.lose, desk=desk_access)
    server.start()
    try:
        store(settings.desk)
        title = DrillView(live.room.drill, session.lang).title
        yield PhoneVoting(_door(live, title, server, desk_access, lambda: store(desk_access.holder)))
    finally:
        server.stop()
        for fault in server.faults:
            print_message(_("The phones' page has failed once: {reason}").format(reason=repr(fault)), error=True)


def _class_access(settings: ClassSettings, address: str, port: int) -> ClassAccess:
    """How phones reach the class: as before it was cut off, where that is possible."""
    if settings.door:
        return resume_access(ClassAccess(*settings.door), address, port)
    return new_access(address or local_address(), port)


def _store_settings(session: ClassSession, access: ClassAccess, desk: str, *, locked: bool) -> None:
    """Stores by what phones, and the browser that is the desk, find the class again, and whether it is locked."""
    door = (access.code, access.secret, access.address, access.port)
    session.recorder.update_settings(replace(session.settings, door=door, desk=desk, locked=locked))


def _door(live: LiveClass, title: str, server: PhoneServer, desk: DeskAccess, store: Callable[[], None]) -> Door:
    address = ClassAddress(server.url, server.access.code, tuple(qr_lines(server.join_url)))

    def invite() -> Page:
        return invitation_page(f"{server.url}desk", desk.new_code())

    return Door(live, title, address, server.remove, invite, store, has_desk=bool(desk.holder))
