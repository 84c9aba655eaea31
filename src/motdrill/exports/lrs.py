"""The HTTP client of a learning record store.

The key is sent to the configured address only: redirects are not followed, and a response that repeats the key is shown
without it. Nobody at that address is trusted to end: a response takes a limited time and is read up to a limited size.
"""

from __future__ import annotations

import asyncio
import base64
import json
import zlib
from collections.abc import Sequence
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import Final

import httpx

from motdrill.errors import UsageError
from motdrill.exports.lrs_settings import LrsKey
from motdrill.exports.sender import PATIENCE, Patience
from motdrill.exports.store_response import StoreResponse
from motdrill.exports.xapi_statements import Statement

MAX_BODY: Final = 1 << 16
"""How many bytes of a response's body are read: a receipt for 1600 statements."""
MAX_SHOWN: Final = 200
"""How many characters of a response are shown."""


class LrsClient:
    """Posts statements to one store, and asks for them."""

    def __init__(self, endpoint: str, key: LrsKey, patience: Patience = PATIENCE) -> None:
        """Prepares the client; nothing is sent yet.

        Args:
            endpoint: The address, as `checked_endpoint` returns it.
            key: The key.
            patience: How long a response is waited for.

        Raises:
            UsageError: The address, or the proxy of the environment, cannot be used.
        """
        self._address = f"{endpoint}/statements"
        self._secrets = _secrets(key)
        self._response_s = patience.response_s
        try:
            httpx.URL(self._address)
            self._client = httpx.AsyncClient(
                auth=httpx.BasicAuth(key.name, key.secret),
                headers={"X-Experience-API-Version": "1.0.3", "Accept-Encoding": "identity"},
                timeout=patience.silence_s,
                follow_redirects=False,
            )
        except httpx.InvalidURL as error:
            raise UsageError("bad-endpoint") from error
        except (ImportError, ValueError) as error:  # a proxy that httpx does not support, or an invalid one
            raise UsageError("bad-proxy") from error
        self._runner = asyncio.Runner()  # httpx alone has no deadline for a whole response, headers and all

    def __enter__(self) -> LrsClient:
        """Returns the client; the first request opens the connection."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Closes the connections."""
        with self._runner:
            self._runner.run(self._client.aclose())

    def post(self, statements: Sequence[Statement]) -> StoreResponse:
        """Sends statements once; a network error is a response with status 0."""
        body = json.dumps(statements, ensure_ascii=False).encode()
        headers = {"Content-Type": "application/json"}
        return self._response(self._client.build_request("POST", self._address, content=body, headers=headers))

    def get(self, statement_id: str) -> StoreResponse:
        """Asks once for a statement; a network error is a response with status 0."""
        return self._response(self._client.build_request("GET", self._address, params={"statementId": statement_id}))

    def _response(self, request: httpx.Request) -> StoreResponse:
        try:
            return self._runner.run(self._exchange(request))
        except (TimeoutError, httpx.TimeoutException):
            return StoreResponse(0)
        except httpx.RequestError as error:
            return StoreResponse(0, self._shown(str(error)) or type(error).__name__)

    async def _exchange(self, request: httpx.Request) -> StoreResponse:
        async with asyncio.timeout(self._response_s):
            response = await self._client.send(request, stream=True)
            try:
                body = await _body(response)
            finally:
                await response.aclose()
        headers = response.headers
        return StoreResponse(
            response.status_code,
            self._shown(body) or httpx.codes.get_reason_phrase(response.status_code),
            body,
            retry_after(headers.get("Retry-After", ""), headers.get("Date", "")),
            self._shown(headers.get("Location", "")),
        )

    def _shown(self, text: str) -> str:
        """The start of a text on one line, printable, without the key."""
        for secret in self._secrets:
            text = text.replace(secret, "…")
        printable = "".join(char if char.isprintable() else " " for char in text)
        return " ".join(printable.split())[:MAX_SHOWN]


async def _body(response: httpx.Response) -> str:
    """The start of a body. JSON is UTF-8 whatever the headers say; some compress what was asked for as it is."""
    raw = b""
    async for chunk in response.aiter_raw():
        raw += chunk
        if len(raw) >= MAX_BODY:
            break
    if response.headers.get("Content-Encoding", "identity").lower() != "identity":
        try:
            raw = zlib.decompressobj(zlib.MAX_WBITS | 32).decompress(raw, MAX_BODY)
        except zlib.error:
            raw = b""
    return raw[:MAX_BODY].decode("utf-8-sig", errors="replace")


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
