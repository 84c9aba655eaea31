"""Settings for a learning record store: its address, its key, and the base of xAPI ids.

An option comes before the environment, and the environment before the config file. No error contains a key, or an
address with a key in it.
"""

import ipaddress
import os
import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import platformdirs

from motdrill.errors import UsageError, nearest

DEFAULT_BASE: Final = "https://motdrill.invalid"
"""A host name that nobody can own (RFC 2606), so that the ids are unique and lead nowhere."""
FIELDS: Final = ("endpoint", "key", "base")
"""The fields of the table `lrs` in the config file."""

_ADDRESS: Final = re.compile(r"https?://[^\s/?#@\"<>\\^`{|}]+(/[^\s?#@\"<>\\^`{|}]*)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class LrsKey:
    """The credentials for a store, hidden in its repr."""

    name: str = field(repr=False)
    secret: str = field(repr=False)


def config_file() -> tuple[Path, bool]:
    """The config file (MOTDRILL_CONFIG, else in the user's config folder), and whether the person named it."""
    if named := os.environ.get("MOTDRILL_CONFIG"):
        return Path(named), True
    return platformdirs.user_config_path("motdrill", appauthor=False) / "config.toml", False


def chosen_base(option: str) -> str:
    """What xAPI ids begin with: the option, else the environment, else the config file, else `DEFAULT_BASE`.

    Raises:
        UsageError: It is not a web address, or the config file cannot be used.
    """
    path, is_named = config_file()
    base = option or os.environ.get("MOTDRILL_XAPI_BASE") or read_config(path, named=is_named).get("base")
    return checked_base(base or DEFAULT_BASE)


def read_config(path: Path, *, named: bool) -> dict[str, str]:
    """The table `lrs` of the config file; empty if there is no file.

    Args:
        path: The file.
        named: Whether the person named the file, which must then exist.

    Raises:
        UsageError: It cannot be read, is not TOML, or has an unknown field.
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
    except tomllib.TOMLDecodeError as error:  # its message may quote the line with the key
        place = re.search(r"at line (\d+)", str(error))
        raise UsageError("config-not-toml", file=str(path), line=place.group(1) if place else "?") from None


def _refuse_unknown(path: Path, data: dict[str, object], known: tuple[str, ...], before: str) -> None:
    for name in data:
        if name not in known:
            near = nearest(name, known)
            names = [before + field for field in ([near] if near else known)]
            raise UsageError("config-unknown", file=str(path), name=before + name, known=names)


def checked_base(base: str) -> str:
    """The base of xAPI ids, without a slash at its end.

    Raises:
        UsageError: It is not a web address, or has a query or fragment.
    """
    base = base.strip().rstrip("/")
    if not _is_address(base):
        raise UsageError("bad-base")
    return base


def checked_endpoint(endpoint: str) -> str:
    """A store's address, such as `…/xAPI`, without a slash or `/statements` at its end.

    Raises:
        UsageError: It is not a web address, has a query or fragment, or contains a name and a password.
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
        (parts.hostname or "").encode("idna")  # raises UnicodeError for an empty or too long label
        return bool(_ADDRESS.fullmatch(text) and text.isprintable() and parts.hostname) and parts.port != 0
    except ValueError:
        return False


def checked_key(key: str) -> LrsKey:
    """A key from its form NAME:SECRET.

    Raises:
        UsageError: It does not have that form.
    """
    name, colon, secret = key.strip().partition(":")
    if not name or not colon or not secret:
        raise UsageError("bad-key")
    return LrsKey(name, secret)


def is_unencrypted(endpoint: str) -> bool:
    """Whether the address is without TLS and not on this machine, so that others can read what is sent."""
    parts = urlsplit(endpoint)
    if parts.scheme == "https" or parts.hostname == "localhost":
        return False
    try:
        return not ipaddress.ip_address(parts.hostname or "").is_loopback
    except ValueError:
        return True
