"""Wires the phones of a class: their server, and what they reach it by."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from ipaddress import ip_address
from typing import TYPE_CHECKING, Final

from motdrill.errors import UsageError
from motdrill.faces.host import Host
from motdrill.faces.pages.lobby import Reached
from motdrill.faces.show import tell
from motdrill.faces.voting import Phones
from motdrill.wording import _

if TYPE_CHECKING:
    from motdrill.cli.keeping import Held


MOST_PORT: Final = 65535


def check(address: str, port: int) -> None:
    """Refuses before anything is begun what cannot be.

    Args:
        address: What `--address` says.
        port: What `--port` says; 0 for any.

    Raises:
        UsageError: The packages for phones are not there, or the address or the port is none.
    """
    from motdrill.faces.phones import are_missing

    if are_missing():
        raise UsageError("class-missing")
    if not 0 <= port <= MOST_PORT:
        raise UsageError("port-range", most=MOST_PORT)
    try:
        ip_address(address or "127.0.0.1")
    except ValueError as error:
        raise UsageError("no-address", name=address) from error


@contextmanager
def served(host: Host, held: Held, address: str, port: int) -> Iterator[tuple[Phones, Callable[[], None]]]:
    """The phones' server, as long as the class lasts; a class that goes on is found where it was, if that can be.

    Args:
        host: The class.
        held: How it is held; where its door stands already, its code and secret are used again.
        address: The address to listen on; empty for the one before, else this machine's in the local network.
        port: The port; 0 for the one before, else any.

    Yields:
        How the room votes, and what opens the first question.

    Raises:
        UsageError: The packages are not there, or the port is taken.
    """
    check(address, port)
    from motdrill.faces.phones.door import Door, again, local_address, new_door, qr_lines
    from motdrill.faces.phones.server import PhoneServer

    known = held.plan.door
    door = again(Door(*known), address, port) if known else new_door(address or local_address(), port)
    server = PhoneServer(host, door, lang=held.lang, lose=held.plan.lose)
    server.waiting = not host.room.past
    server.start()
    try:
        door = server.door
        held.keeper.replan(replace(held.plan, door=(door.code, door.secret, door.address, door.port)))
        reached = Reached(server.url, door.code, tuple(qr_lines(server.join_url)))
        yield Phones(reached, server.kick), lambda: setattr(server, "waiting", False)
    finally:
        server.stop()
        for fault in server.faults:
            tell(_("The phones' page has failed once: {reason}").format(reason=repr(fault)), error=True)
