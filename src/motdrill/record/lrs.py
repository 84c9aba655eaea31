"""A learning record store, over HTTP.

The key goes to the address that was named and nowhere else: redirects are not followed, and what a store says is shown
without the key, should it repeat it.
"""

from __future__ import annotations

import base64
import json
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import Final

import httpx

from motdrill.errors import UsageError
from motdrill.record.sender import Reply, is_receipt
from motdrill.record.settings import Key
from motdrill.record.statements import Statement

TIMEOUT_S: Final = 10.0
SHOWN: Final = 200
"""How many characters of an answer are shown."""


class Store:
    """An address that takes statements."""

    def __init__(self, endpoint: str, key: Key) -> None:
        """Makes ready; nothing is sent yet.

        Args:
            endpoint: The address, as `settings.checked_endpoint` gives it.
            key: What the store knows us by.

        Raises:
            UsageError: The address, or the proxy that the environment names, cannot be used.
        """
        self._address = f"{endpoint}/statements"
        self._secrets = _secrets(key)
        headers = {"X-Experience-API-Version": "1.0.3", "Content-Type": "application/json"}
        try:
            httpx.URL(self._address)
            self._client = httpx.Client(
                auth=httpx.BasicAuth(key.name, key.secret), headers=headers, timeout=TIMEOUT_S, follow_redirects=False
            )
        except httpx.InvalidURL as error:
            raise UsageError("bad-endpoint") from error
        except (ImportError, ValueError) as error:  # a proxy of a kind that httpx does not know, or no address
            raise UsageError("bad-proxy") from error

    def __enter__(self) -> Store:
        """Nothing to open: the first request does."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Closes the connections."""
        self._client.close()

    def post(self, statements: list[Statement]) -> Reply:
        """Sends statements once.

        Args:
            statements: Whole drills.

        Returns:
            What the store answered, or that no answer came.
        """
        body = json.dumps(statements, ensure_ascii=False).encode()
        try:
            response = self._client.post(self._address, content=body)
        except httpx.RequestError as error:
            return Reply(0, self._shown(str(error) or type(error).__name__))
        return Reply(
            response.status_code,
            self._shown(response.text),
            is_receipt(response.text),
            retry_after(response.headers.get("Retry-After", ""), response.headers.get("Date", "")),
            self._shown(response.headers.get("Location", "")),
        )

    def _shown(self, text: str) -> str:
        """The beginning of a text on one line, without what has no place in a terminal, and without the key."""
        for secret in self._secrets:
            text = text.replace(secret, "…")
        printable = "".join(char if char.isprintable() else " " for char in text)
        return " ".join(printable.split())[:SHOWN]


def _secrets(key: Key) -> tuple[str, ...]:
    """Every form in which the key travels or may be repeated."""
    together = f"{key.name}:{key.secret}"
    return (base64.b64encode(together.encode()).decode(), together, key.secret)


def retry_after(value: str, date: str) -> float:
    """How many seconds a store asks to be left alone; it says so in seconds, or as a time by its own clock.

    Args:
        value: The header `Retry-After`; empty where there is none.
        date: The header `Date`.
    """
    try:
        return max(0.0, float(value))
    except ValueError:
        pass
    try:
        return max(0.0, (parsedate_to_datetime(value) - parsedate_to_datetime(date)).total_seconds())
    except (TypeError, ValueError, OverflowError):
        return 0.0
