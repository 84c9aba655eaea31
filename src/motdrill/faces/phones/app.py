"""Joining, voting and watching over HTTP: five addresses, and nothing that controls the class.

The token is a cookie that no script can read and that is sent with no other site's request. An EventSource cannot send
headers, and a token in an address would stand in histories; a cookie also outlives a page that the phone has thrown
away in its sleep.
"""

from __future__ import annotations

import asyncio
import hashlib
import re
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Final

from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from motdrill.faces.phones.desk import Desk
from motdrill.faces.phones.door import Door
from motdrill.faces.phones.intake import MOST_BYTES, Refused, read_knock, read_slip
from motdrill.faces.phones.streams import OUT, Stream, Streams
from motdrill.faces.phones.views import as_json

PAGE: Final = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-cache",
}
"""Headers of the page and of what it loads."""
DATA: Final = {"x-content-type-options": "nosniff", "cache-control": "no-store"}
"""Headers of what is no page; fewer, since every vote waits for them."""

REMEMBERED_S: Final = 12 * 3600
MOST_HEAD_BYTES: Final = 8 * 1024
_STATIC: Final = Path(__file__).parent / "static"
_KINDS: Final = {
    "/": ("index.html", "text/html; charset=utf-8"),
    "/style.css": ("style.css", "text/css; charset=utf-8"),
    "/words.js": ("words.js", "text/javascript; charset=utf-8"),
    "/vote.js": ("vote.js", "text/javascript; charset=utf-8"),
    "/page.js": ("page.js", "text/javascript; charset=utf-8"),
}
_METHODS: Final = {**dict.fromkeys(_KINDS, "GET"), "/events": "GET", "/join": "POST", "/vote": "POST"}


def phone_app(desk: Desk, streams: Streams, door: Door, failed: Callable[[Exception], None]) -> ASGIApp:
    """What answers the phones.

    Args:
        desk: Lets people in and takes their votes.
        streams: Tells them of the room.
        door: What the class is reached by.
        failed: Hears of every defect; the phone hears that there was one.
    """
    counter = _Counter(desk, streams, door.cookie)
    routes = [
        Route("/vote", counter.vote, methods=["POST"]),
        Route("/events", counter.events),
        Route("/join", counter.join, methods=["POST"]),
        *(Route(path, _static(*kind)) for path, kind in _KINDS.items()),
    ]
    return Guard(Starlette(routes=routes, exception_handlers={Refused: _refused}), door, failed)


class _Counter:
    """Takes requests to the desk, and answers back."""

    def __init__(self, desk: Desk, streams: Streams, cookie: str) -> None:
        self._desk, self._streams, self._cookie = desk, streams, cookie
        self._token_in = re.compile(rf"(?:^|; ?){cookie}=([A-Za-z0-9_-]{{43}})(?:;|$)")

    def _token_of(self, request: Request) -> str:
        found = self._token_in.search(request.headers.get("cookie", ""))
        return found[1] if found else ""

    async def join(self, request: Request) -> Response:
        address = request.client.host if request.client else ""
        token = self._desk.join(read_knock(await request.body()), self._token_of(request), address)
        answer = JSONResponse({}, headers=DATA)
        answer.set_cookie(self._cookie, token, REMEMBERED_S, path="/", httponly=True, samesite="strict")
        return answer

    async def vote(self, request: Request) -> Response:
        slip, voter = read_slip(await request.body()), self._desk.voter_of(self._token_of(request))
        showing = self._desk.vote(slip, voter)
        self._streams.answered(voter, showing)
        told = {"at": showing.serial, "ask": slip.ask, "you": showing.own(voter)}
        return Response(as_json(told), headers=DATA, media_type="application/json")

    async def events(self, request: Request) -> Response:
        return EventStream(self._streams, self._desk.voter_of(self._token_of(request)))


def _static(name: str, media_type: str) -> Callable[[Request], Awaitable[Response]]:
    content = (_STATIC / name).read_bytes()
    headers = {**PAGE, "etag": f'"{hashlib.sha256(content).hexdigest()[:16]}"'}

    async def answer(request: Request) -> Response:
        if request.headers.get("if-none-match") == headers["etag"]:
            return Response(status_code=304, headers=headers)
        return Response(content, headers=headers, media_type=media_type)

    return answer


async def _refused(_request: Request, error: Exception) -> Response:
    return _refusal(error if isinstance(error, Refused) else Refused(500, "defect"))


def _refusal(refused: Refused, *, close: bool = False) -> Response:
    headers = dict(DATA)
    if refused.wait_s:
        headers["retry-after"] = str(refused.wait_s)
    if close:
        headers["connection"] = "close"
    return JSONResponse({"error": refused.code, "wait": refused.wait_s}, refused.status, headers)


class EventStream(Response):
    """A stream of views, for as long as the phone listens."""

    def __init__(self, streams: Streams, voter: str) -> None:
        """Belongs to a voter, or to nobody: then it says so and ends."""
        super().__init__(media_type="text/event-stream", headers=DATA)
        del self.headers["content-length"]
        self._streams, self._voter = streams, voter

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Sends."""
        stream = self._streams.open(self._voter) if self._voter else None
        if stream is None and self._voter:
            await _refusal(Refused(503, "too-many"))(scope, receive, send)
            return
        await send({"type": "http.response.start", "status": 200, "headers": self.raw_headers})
        if stream is None:
            await send({"type": "http.response.body", "body": OUT})
            return
        watching = asyncio.ensure_future(_watch(receive, stream))
        try:
            while message := await stream.take():
                await send({"type": "http.response.body", "body": message, "more_body": True})
            await send({"type": "http.response.body", "body": b""})
        finally:
            watching.cancel()
            self._streams.close(stream)


async def _watch(receive: Receive, stream: Stream) -> None:
    """Ends a stream when nobody listens any more."""
    while (await receive())["type"] != "http.disconnect":
        pass
    stream.end()


class Guard:
    """Lets no request through that our own page would not send."""

    def __init__(self, app: ASGIApp, door: Door, failed: Callable[[Exception], None]) -> None:
        """Stands before an app."""
        self._app, self._failed = app, failed
        self._hosts = {host.encode() for host in door.hosts}
        self._origins = {origin.encode() for origin in door.origins}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers, or has the app answer."""
        if scope["type"] != "http":
            return
        try:
            self._check(scope)
        except Refused as error:
            await _refusal(error, close=True)(scope, receive, send)
            return
        try:
            await self._app(scope, receive, send)
        except ClientDisconnect:
            pass
        except Exception as error:  # Starlette has told the phone; a defect must not tell more, nor end the class
            self._failed(error)

    def _check(self, scope: Scope) -> None:
        """Checks what can be seen before the body.

        Raises:
            Refused: It is not for us, not from our page, or too much.
        """
        raw = scope["headers"]
        headers = dict(raw)
        if sum([len(name) + len(value) for name, value in raw]) > MOST_HEAD_BYTES:
            raise Refused(431, "too-long")  # what comes in one piece, h11 lets pass whatever its length
        if headers.get(b"host") not in self._hosts or [name for name, _value in raw].count(b"host") > 1:
            raise Refused(421, "wrong-host")
        method = _METHODS.get(scope["path"])
        if method is None:
            raise Refused(404, "not-found")
        if scope["method"] != method:
            raise Refused(405, "wrong-method")
        self._check_body(headers, method)

    def _check_body(self, headers: dict[bytes, bytes], method: str) -> None:
        if b"transfer-encoding" in headers:
            raise Refused(411, "no-length")
        length = headers.get(b"content-length", b"0")  # h11 has seen that it is a number
        if len(length) > len(str(MOST_BYTES)) or int(length) > MOST_BYTES:
            raise Refused(413, "too-long")
        if method == "POST":
            if headers.get(b"origin") not in self._origins:
                raise Refused(403, "wrong-origin")
            if headers.get(b"content-type", b"").partition(b";")[0].strip().lower() != b"application/json":
                raise Refused(415, "not-json")
