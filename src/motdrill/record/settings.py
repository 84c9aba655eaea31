"""What may be set for a learning record store: its address, its key, and the base of ids.

An option goes before the environment, and the environment before the config file. Nothing here puts a key, or an
address with a key in it, into an error.
"""

from __future__ import annotations

import ipaddress
import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from motdrill.errors import UsageError, nearest

DEFAULT_BASE: Final = "https://motdrill.invalid"
"""A name that nobody can own (RFC 2606): ids that begin with it are nobody else's, and lead nowhere."""
FIELDS: Final = ("endpoint", "key", "base")
"""What the table `lrs` of the config file may say."""

_ADDRESS: Final = re.compile(r"https?://[^\s/?#@\"<>\\^`{|}]+(/[^\s?#@\"<>\\^`{|}]*)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Key:
    """What a store knows us by; it does not show itself."""

    name: str = field(repr=False)
    secret: str = field(repr=False)


def read_config(path: Path, *, named: bool) -> dict[str, str]:
    """The table `lrs` of the config file; empty where there is no such file.

    Args:
        path: The file.
        named: Whether the person named it, so that it has to be there.

    Raises:
        UsageError: It cannot be read, is no TOML, or says what is not known.
    """
    data = _read(path, named)
    _refuse_unknown(path, data, ("lrs",), "")
    lrs = data.get("lrs", {})
    if not isinstance(lrs, dict):
        raise UsageError("config-no-table", file=str(path))
    _refuse_unknown(path, lrs, FIELDS, "lrs.")
    for name, value in lrs.items():
        if not isinstance(value, str):
            raise UsageError("config-no-text", file=str(path), name=f"lrs.{name}")
    return lrs


def _read(path: Path, named: bool) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        if isinstance(error, FileNotFoundError) and not named:
            return {}
        raise UsageError("config-unreadable", file=str(path), reason=error.strerror or "") from error
    except UnicodeDecodeError as error:
        raise UsageError("config-not-utf8", file=str(path)) from error
    except tomllib.TOMLDecodeError as error:  # what it says may quote the line of the key
        place = re.search(r"at line (\d+)", str(error))
        raise UsageError("config-not-toml", file=str(path), line=place.group(1) if place else "?") from None


def _refuse_unknown(path: Path, data: dict[str, object], known: tuple[str, ...], before: str) -> None:
    for name in data:
        if name not in known:
            near = nearest(name, known)
            names = [before + each for each in ([near] if near else known)]
            raise UsageError("config-unknown", file=str(path), name=before + name, known=names)


def checked_base(base: str) -> str:
    """What the ids of activities and extensions begin with, without a slash at its end.

    Raises:
        UsageError: It is no web address, or has more to it than a path.
    """
    base = base.strip().rstrip("/")
    if not _is_address(base):
        raise UsageError("bad-base")
    return base


def checked_endpoint(endpoint: str) -> str:
    """The address of a store: `…/xAPI`, whether or not it was given with a slash or `/statements` at its end.

    Raises:
        UsageError: It is no web address, has more to it than a path, or has a name and a password in it.
    """
    endpoint = endpoint.strip()
    if "@" in endpoint:
        raise UsageError("endpoint-with-key")
    if not _is_address(endpoint):
        raise UsageError("bad-endpoint")
    scheme, host, path, *_rest = urlsplit(endpoint)
    return f"{scheme}://{host.lower()}{path.rstrip('/').removesuffix('/statements').rstrip('/')}"


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        (parts.hostname or "").encode("idna")  # an empty or too long part between two dots is a UnicodeError
        return bool(_ADDRESS.fullmatch(text) and text.isprintable() and parts.hostname) and parts.port != 0
    except ValueError:
        return False


def checked_key(key: str) -> Key:
    """A key as it is given, NAME:SECRET.

    Raises:
        UsageError: It is not of that form.
    """
    name, colon, secret = key.strip().partition(":")
    if not name or not colon or not secret:
        raise UsageError("bad-key")
    return Key(name, secret)


def goes_in_the_clear(endpoint: str) -> bool:
    """Whether others on the network can read what is sent there: no TLS, and not this machine."""
    parts = urlsplit(endpoint)
    if parts.scheme == "https" or parts.hostname == "localhost":
        return False
    try:
        return not ipaddress.ip_address(parts.hostname or "").is_loopback
    except ValueError:
        return True
