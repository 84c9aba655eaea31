"""The HTTP client of a learning record store.

The key is sent to the configured address only: redirects are not followed, and a response that repeats the key is shown
without it.
"""

from __future__ import annotations

import base64
import json
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import Final

import httpx

from motdrill.errors import UsageError
from motdrill.exports.lrs_settings import LrsKey
from motdrill.exports.sender import StoreResponse, is_receipt
from motdrill.exports.xapi_statements import Statement

TIMEOUT_S: Final = 10.0
MAX_SHOWN: Final = 200
"""How many characters of a response are shown."""


class LrsClient:
    """Posts statements to one store."""

    def __init__(self, endpoint: str, key: LrsKey) -> None:
        """Prepares the client; nothing is sent yet.

        Args:
            endpoint: The address, as `checked_endpoint` returns it.
            key: The key.

        Raises:
            UsageError: The address, or the proxy of the environment, cannot be used.
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
        except (ImportError, ValueError) as error:  # a proxy that httpx does not support, or an invalid one
            raise UsageError("bad-proxy") from error

    def __enter__(self) -> LrsClient:
        """Returns the client; the first request opens the connection."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Closes the connections."""
        self._client.close()

    def post(self, statements: list[Statement]) -> StoreResponse:
        """Sends the statements of whole drills once; a network error is a response with status 0."""
        body = json.dumps(statements, ensure_ascii=False).encode()
        try:
            response = self._client.post(self._address, content=body)
        except httpx.RequestError as error:
            return StoreResponse(0, self._shown(str(error) or type(error).__name__))
        return StoreResponse(
            response.status_code,
            self._shown(response.text),
            is_receipt(response.text),
            retry_after(response.headers.get("Retry-After", ""), response.headers.get("Date", "")),
            self._shown(response.headers.get("Location", "")),
        )

    def _shown(self, text: str) -> str:
        """The start of a text on one line, printable, without the key."""
        for secret in self._secrets:
            text = text.replace(secret, "…")
        printable = "".join(char if char.isprintable() else " " for char in text)
        return " ".join(printable.split())[:MAX_SHOWN]


def _secrets(key: LrsKey) -> tuple[str, ...]:
    """Every form in which the key is sent or may be repeated."""
    pair = f"{key.name}:{key.secret}"
    return (base64.b64encode(pair.encode()).decode(), pair, key.secret)


def retry_after(value: str, date: str) -> float:
    """The seconds of a `Retry-After` header: a number, or a time by the clock of the `Date` header; 0 if empty."""
    try:
        return max(0.0, float(value))
    except ValueError:
        pass
    try:
        return max(0.0, (parsedate_to_datetime(value) - parsedate_to_datetime(date)).total_seconds())
    except (TypeError, ValueError, OverflowError):
        return 0.0
