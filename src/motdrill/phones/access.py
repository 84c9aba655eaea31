"""Address, join code and secret of a class on the network, and the ids of voters."""

import hashlib
import hmac
import re
import secrets
import socket
from dataclasses import dataclass, replace
from functools import cached_property
from ipaddress import ip_address
from typing import Final

CODE_LETTERS: Final = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Letters of a join code: without 0 and O, 1, I and L, which look alike on a projector."""
CODE_LENGTH: Final = 6
_LOOPBACK: Final = "127.0.0.1"
_HOST_NAME: Final = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*")

_REMOTE_ADDRESSES: Final = (
    *("192.0.2.1", "192.168.137.2", "10.42.0.2", "172.20.10.2"),
    *("192.168.43.2", "192.168.1.2", "192.168.0.2", "10.0.0.2"),
)
"""An internet address (reserved for documentation, RFC 5737), then addresses in the usual networks of hotspots and home
routers, which are reachable without the internet."""


@dataclass(frozen=True)
class ClassAccess:
    """How phones reach a class; stays the same when a class is resumed, so that they find it again.

    Attributes:
        code: The join code on the projector.
        secret: The key that turns tokens into voters' ids; never shown.
        address: The one IP address to listen on.
        port: The port; 0 for any free one.
    """

    code: str
    secret: str
    address: str
    port: int

    @property
    def url(self) -> str:
        """The page's URL, short enough to type."""
        return f"http://{self._authority}/"

    @property
    def join_url(self) -> str:
        """The page's URL with the code as its fragment, which browsers send to no server and so is in no log."""
        return f"{self.url}#{self.code}"

    @cached_property
    def hosts(self) -> frozenset[str]:
        """The values allowed in the Host header, in small letters; any other name may be a DNS rebinding attack."""
        is_local = ip_address(self.address).is_loopback
        others = {"localhost", _LOOPBACK} if is_local else machine_names(socket.gethostname())
        names = {self._authority, *(f"{name}:{self.port}" for name in others)}
        return frozenset(names | {name.removesuffix(":80") for name in names})

    @cached_property
    def origins(self) -> frozenset[str]:
        """The values allowed in the Origin header: only our own page may vote."""
        return frozenset(f"http://{host}" for host in self.hosts)

    @cached_property
    def cookie(self) -> str:
        """The name of the cookie with the token; different for each class, since cookies ignore ports."""
        return f"motdrill-{hashlib.sha256(f'class {self.secret}'.encode()).hexdigest()[:8]}"

    @property
    def _authority(self) -> str:
        host = f"[{self.address}]" if ":" in self.address else self.address
        return f"{host}:{self.port}"

    def accepts_code(self, code: str) -> bool:
        """Whether a typed code is the join code."""
        return is_same_code(code, self.code)

    def voter_of(self, token: str) -> str:
        """The id of the voter with a token: its HMAC.

        Looking the id up takes variable time, but that reveals nothing about tokens without the secret.
        """
        return hmac.digest(self.secret.encode(), token.encode(), "sha256").hex()[:32]


def new_access(address: str, port: int = 0) -> ClassAccess:
    """Makes access for a new class, with a random code and secret; port 0 for any free one."""
    return ClassAccess(new_code(CODE_LENGTH), secrets.token_urlsafe(32), address, port)


def resume_access(access: ClassAccess, address: str, port: int) -> ClassAccess:
    """The access of a class that is resumed: as it was, except for an address or port asked for.

    If no address is asked for (empty) and the old one is no longer this machine's, it is the current local address.
    """
    if not address:
        address = access.address if is_local_address(access.address) else local_address()
    return replace(access, address=address, port=port or access.port)


def is_local_address(address: str) -> bool:
    """Whether an address is this machine's, which it may not be after a change of network."""
    with socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET, socket.SOCK_DGRAM) as sock:
        try:
            sock.bind((address, 0))
        except OSError:
            return False
    return True


def machine_names(host_name: str) -> frozenset[str]:
    """The names of the machine with a host name: that, and its name in the local network; none for a nameless one.

    A name that ends in a number would be an address, which anybody may have.
    """
    name = host_name.lower().rstrip(".")
    first = name.partition(".")[0]
    if not _HOST_NAME.fullmatch(name) or name.rpartition(".")[2].isdigit() or first == "localhost":
        return frozenset()
    return frozenset({name, f"{first}.local"})


def new_code(length: int) -> str:
    """Makes a random code of letters that look unlike each other."""
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(length))


def is_same_code(typed: str, code: str) -> bool:
    """Whether a typed code is another, ignoring case, spaces and hyphens; takes the same time whatever was typed."""
    return hmac.compare_digest(_digest("".join(typed.upper().split()).replace("-", "")), _digest(code))


def new_token() -> str:
    """Makes a random token of 256 bits: 43 characters of A-Z a-z 0-9 - _."""
    return secrets.token_urlsafe(32)


def local_address() -> str:
    """This machine's address in the local network; loopback if it is in none. Sends nothing."""
    for remote in _REMOTE_ADDRESSES:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
            try:
                sock.connect((remote, 9))
            except OSError:
                continue
            address = str(sock.getsockname()[0])
        if not ip_address(address).is_loopback:
            return address
    return _LOOPBACK


def qr_lines(url: str) -> list[str]:
    """A QR code of a URL with its quiet zone, two rows of modules per line, to be printed black on white."""
    import segno

    rows = [list(row) for row in segno.make_qr(url, error="l").matrix_iter(border=2)]
    rows += [[0] * len(rows[0])] * (len(rows) % 2)
    return [
        "".join(" ▄▀█"[2 * bool(above) + bool(below)] for above, below in zip(rows[i], rows[i + 1], strict=True))
        for i in range(0, len(rows), 2)
    ]


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
