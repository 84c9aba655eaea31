"""What a class is reached by on the network, and who a phone's token belongs to."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import socket
from dataclasses import dataclass, replace
from functools import cached_property
from ipaddress import ip_address
from typing import Final

CODE_LETTERS: Final = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Without 0 and O, 1, I and L, which look alike on a projector."""
CODE_LENGTH: Final = 6
_LOOPBACK: Final = "127.0.0.1"

_ELSEWHERE: Final = (
    "192.0.2.1",
    "192.168.137.2",
    "10.42.0.2",
    "172.20.10.2",
    "192.168.43.2",
    "192.168.1.2",
    "192.168.0.2",
    "10.0.0.2",
)
"""Somewhere in the internet (an address kept for documentation); then neighbours in the usual networks of hotspots and
home routers, which are found where there is no way into the internet."""


@dataclass(frozen=True)
class Door:
    """What must be the same when a class goes on after it was cut off, so that the phones find it again.

    Attributes:
        code: The join code that the projector shows.
        secret: Makes voters' ids from tokens; never shown.
        address: The one address that is listened on.
        port: Its port; 0 for any that is free.
    """

    code: str
    secret: str
    address: str
    port: int

    @property
    def url(self) -> str:
        """The page's address, as it is typed into a phone."""
        return f"http://{self._authority}/"

    @property
    def join_url(self) -> str:
        """The page's address with the code; what follows # is sent to no server and stands in no log."""
        return f"{self.url}#{self.code}"

    @cached_property
    def hosts(self) -> frozenset[str]:
        """What a request may name as its host: any other name points here without our doing."""
        names = {self._authority}
        if ip_address(self.address).is_loopback:
            names |= {f"{name}:{self.port}" for name in ("localhost", _LOOPBACK)}
        return frozenset(names | {name.removesuffix(":80") for name in names})

    @cached_property
    def origins(self) -> frozenset[str]:
        """The pages that may vote: our own."""
        return frozenset(f"http://{host}" for host in self.hosts)

    @cached_property
    def cookie(self) -> str:
        """The name of the cookie with the token; cookies know no ports, so each class has a name of its own."""
        return f"motdrill-{hashlib.sha256(f'class {self.secret}'.encode()).hexdigest()[:8]}"

    @property
    def _authority(self) -> str:
        host = f"[{self.address}]" if ":" in self.address else self.address
        return f"{host}:{self.port}"

    def opens(self, code: str) -> bool:
        """Whether somebody's code is the join code, however it is spaced and whatever its case."""
        typed = "".join(code.upper().split()).replace("-", "")
        return hmac.compare_digest(_digest(typed), _digest(self.code))

    def voter_of(self, token: str) -> str:
        """The id of whoever has a token.

        It is looked up as it is: how long that takes tells about the id, and without the secret nothing about a token.
        """
        return hmac.digest(self.secret.encode(), token.encode(), "sha256").hex()[:32]


def new_door(address: str, port: int = 0) -> Door:
    """A door nobody knows yet.

    Args:
        address: The address to listen on (see `local_address`).
        port: The port; 0 for any that is free.
    """
    code = "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))
    return Door(code, secrets.token_urlsafe(32), address, port)


def again(door: Door, address: str, port: int) -> Door:
    """The door of a class that goes on: as it was, where nothing else is said and the machine is where it was.

    Args:
        door: As it was.
        address: The address asked for; empty for the one it had, or where that is no longer this machine's, a new one.
        port: The port asked for; 0 for the one it had.
    """
    if not address:
        address = door.address if is_here(door.address) else local_address()
    return replace(door, address=address, port=port or door.port)


def is_here(address: str) -> bool:
    """Whether an address is this machine's; it has others after it has changed its network."""
    with socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET, socket.SOCK_DGRAM) as way:
        try:
            way.bind((address, 0))
        except OSError:
            return False
    return True


def new_token() -> str:
    """A token that cannot be guessed: 43 characters of A-Z a-z 0-9 - _."""
    return secrets.token_urlsafe(32)


def local_address() -> str:
    """This machine's address in the local network; loopback where it is in none. Nothing is sent to find it."""
    for elsewhere in _ELSEWHERE:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as way:
            try:
                way.connect((elsewhere, 9))
            except OSError:
                continue
            address = str(way.getsockname()[0])
        if not ip_address(address).is_loopback:
            return address
    return _LOOPBACK


def qr_lines(url: str) -> list[str]:
    """An address as a QR code, two rows of modules a line, with its quiet border.

    What is filled is dark: to be painted black on white, whatever the colours of the terminal.
    """
    import segno

    rows = [list(row) for row in segno.make_qr(url, error="l").matrix_iter(border=2)]
    rows += [[0] * len(rows[0])] * (len(rows) % 2)
    return [
        "".join(" ▄▀█"[2 * bool(above) + bool(below)] for above, below in zip(rows[i], rows[i + 1], strict=True))
        for i in range(0, len(rows), 2)
    ]


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
