"""The phones' HTTP application: the static page, joining, voting and the event stream; no phone controls the class.

The token is an HttpOnly, SameSite=Strict cookie: an EventSource cannot send headers, a token in a URL would be in
histories, and a cookie survives when a sleeping phone discards the page.
"""

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

from motdrill.phones import desk_app
from motdrill.phones.access import ClassAccess
from motdrill.phones.desk_access import DeskAccess
from motdrill.phones.participants import Participants
from motdrill.phones.phone_view import as_json
from motdrill.phones.requests import MOST_BYTES, RequestRefused, parse_join, parse_vote
from motdrill.phones.streams import STRANGER, Stream, Streams

PAGE: Final = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-cache, no-transform",
}
"""Response headers of the page and of the files it loads."""
DATA: Final = {"x-content-type-options": "nosniff", "cache-control": "no-store, no-transform"}
"""Response headers of data; fewer, since they come with every vote."""
STREAM: Final = DATA | {"x-accel-buffering": "no"}
"""Response headers of a stream, which no proxy should collect or compress before it passes it on."""

REMEMBERED_S: Final = 12 * 3600
"""How long a phone keeps the cookie."""
MOST_HEAD_BYTES: Final = 8 * 1024
_STATIC: Final = Path(__file__).parent / "static"
_FILES: Final = {
    "/": ("index.html", "text/html; charset=utf-8"),
    "/style.css": ("style.css", "text/css; charset=utf-8"),
    "/words.js": ("words.js", "text/javascript; charset=utf-8"),
    "/vote.js": ("vote.js", "text/javascript; charset=utf-8"),
    "/connection.js": ("connection.js", "text/javascript; charset=utf-8"),
    "/page.js": ("page.js", "text/javascript; charset=utf-8"),
    desk_app.PATH: ("desk.html", "text/html; charset=utf-8"),
    "/desk.css": ("desk.css", "text/css; charset=utf-8"),
    "/desk.js": ("desk.js", "text/javascript; charset=utf-8"),
}
_METHODS: Final = {
    **dict.fromkeys(_FILES, "GET"),
    **{"/events": "GET", "/view": "GET", "/join": "POST", "/vote": "POST"},
    **desk_app.METHODS,
}


def phone_app(
    participants: Participants,
    streams: Streams,
    access: ClassAccess,
    report: Callable[[Exception], None],
    desk: DeskAccess | None = None,
) -> ASGIApp:
    """Makes the application; `report` gets every unexpected exception, of which the phone sees only a status 500."""
    desk_routes = desk_app.DeskEndpoints(desk, access, DATA, REMEMBERED_S).routes() if desk else []
    endpoints = _Endpoints(participants, streams, access.cookie)
    routes = [
        Route("/vote", endpoints.vote, methods=["POST"]),
        Route("/events", endpoints.events),
        Route("/view", endpoints.view),
        Route("/join", endpoints.join, methods=["POST"]),
        *desk_routes,
        *(Route(path, _static(*file)) for path, file in _FILES.items()),
    ]
    return RequestGuard(Starlette(routes=routes, exception_handlers={RequestRefused: _on_refused}), access, report)


class _Endpoints:
    """The endpoints for data."""

    def __init__(self, participants: Participants, streams: Streams, cookie: str) -> None:
        self._participants, self._streams, self._cookie = participants, streams, cookie
        self._token_pattern = re.compile(rf"(?:^|; ?){cookie}=([A-Za-z0-9_-]{{43}})(?:;|$)")

    def _token_of(self, request: Request) -> str:
        match = self._token_pattern.search(request.headers.get("cookie", ""))
        return match[1] if match else ""

    async def join(self, request: Request) -> Response:
        address = request.client.host if request.client else ""
        token = self._participants.join(parse_join(await request.body()), self._token_of(request), address)
        response = JSONResponse({}, headers=DATA)
        response.set_cookie(self._cookie, token, REMEMBERED_S, path="/", httponly=True, samesite="strict")
        return response

    async def vote(self, request: Request) -> Response:
        vote, voter = parse_vote(await request.body()), self._participants.voter_of(self._token_of(request))
        views = self._participants.vote(vote, voter)
        self._streams.mark_answered(voter, views)
        document = {"at": views.serial, "ask": vote.ask, "you": views.voter_view(voter)}
        return Response(as_json(document), headers=DATA, media_type="application/json")

    async def events(self, request: Request) -> Response:
        return EventStream(self._streams, self._participants.voter_of(self._token_of(request)))

    async def view(self, request: Request) -> Response:
        """What the stream would say now, for a phone behind a proxy that lets no stream through."""
        voter, message = self._participants.voter_of(self._token_of(request)), STRANGER
        if voter:
            views = self._participants.poll(voter)
            message = views.message(views.voter_view(voter))
        return Response(message, headers=DATA, media_type="application/json")


def _static(name: str, media_type: str) -> Callable[[Request], Awaitable[Response]]:
    content = (_STATIC / name).read_bytes()
    headers = {**PAGE, "etag": f'"{hashlib.sha256(content).hexdigest()[:16]}"'}

    async def respond(request: Request) -> Response:
        if request.headers.get("if-none-match") == headers["etag"]:
            return Response(status_code=304, headers=headers)
        return Response(content, headers=headers, media_type=media_type)

    return respond


async def _on_refused(_request: Request, error: Exception) -> Response:
    return _refusal(error if isinstance(error, RequestRefused) else RequestRefused(500, "defect"))


def _refusal(error: RequestRefused, *, close: bool = False) -> Response:
    headers = dict(DATA)
    if error.wait_s:
        headers["retry-after"] = str(error.wait_s)
    if close:
        headers["connection"] = "close"
    return JSONResponse({"error": error.code, "wait": error.wait_s}, error.status, headers)


def _signpost(url: str) -> Response:
    """Tells a person who has typed another name or address of this machine which one to type."""
    text = f"The class is at {url}\nPlease type exactly this address.\n\n课堂的地址是 {url}\n请照这个地址原样输入。\n"
    return Response(text, 421, PAGE | {"connection": "close"}, "text/plain; charset=utf-8")


class EventStream(Response):
    """A stream of a phone's views by server-sent events, until the phone disconnects."""

    def __init__(self, streams: Streams, voter: str) -> None:
        """Prepares the stream of a voter; with an empty id, one that says so and ends."""
        super().__init__(media_type="text/event-stream", headers=STREAM)
        del self.headers["content-length"]
        self._streams, self._voter = streams, voter

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Sends the stream."""
        stream = self._streams.open(self._voter) if self._voter else None
        if stream is None and self._voter:
            await _refusal(RequestRefused(503, "too-many"))(scope, receive, send)
            return
        await send({"type": "http.response.start", "status": 200, "headers": self.raw_headers})
        if stream is None:
            await send({"type": "http.response.body", "body": f"data: {STRANGER}\n\n".encode()})
            return
        watcher = asyncio.ensure_future(_end_on_disconnect(receive, stream))
        try:
            while message := await stream.next_message():
                await send({"type": "http.response.body", "body": message, "more_body": True})
            await send({"type": "http.response.body", "body": b""})
        finally:
            watcher.cancel()
            self._streams.close(stream)


async def _end_on_disconnect(receive: Receive, stream: Stream) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    stream.end()


class RequestGuard:
    """Refuses every request that our own page would not send, before its body is read."""

    def __init__(self, app: ASGIApp, access: ClassAccess, report: Callable[[Exception], None]) -> None:
        """Wraps an application; parameters as in `phone_app`."""
        self._app, self._report, self._url = app, report, access.url
        self._hosts = {host.encode() for host in access.hosts}
        self._origins = {origin.encode() for origin in access.origins}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuses the request or passes it on."""
        if scope["type"] != "http":
            return
        try:
            self._check(scope)
        except RequestRefused as error:
            is_astray = error.code == "wrong-host" and scope["path"] == "/"
            response = _signpost(self._url) if is_astray else _refusal(error, close=True)
            await response(scope, receive, send)
            return
        try:
            await self._app(scope, receive, send)
        except ClientDisconnect:
            pass
        except Exception as error:  # Starlette has sent status 500; a defect must reveal no more, nor end the class
            self._report(error)

    def _check(self, scope: Scope) -> None:
        """Checks everything but the body.

        Raises:
            RequestRefused: The request is not for us, not from our page, or too long.
        """
        raw = scope["headers"]
        headers = dict(raw)
        if sum([len(name) + len(value) for name, value in raw]) > MOST_HEAD_BYTES:
            raise RequestRefused(431, "too-long")  # h11 has no limit for a head that arrives in one piece
        if headers.get(b"host", b"").lower() not in self._hosts or [name for name, _value in raw].count(b"host") > 1:
            raise RequestRefused(421, "wrong-host")
        method = _METHODS.get(scope["path"])
        if method is None:
            raise RequestRefused(404, "not-found")
        if scope["method"] != method:
            raise RequestRefused(405, "wrong-method")
        self._check_body(headers, method)

    def _check_body(self, headers: dict[bytes, bytes], method: str) -> None:
        if b"transfer-encoding" in headers:
            raise RequestRefused(411, "no-length")
        length = headers.get(b"content-length", b"0")  # h11 has checked that it is a number
        if len(length) > len(str(MOST_BYTES)) or int(length) > MOST_BYTES:
            raise RequestRefused(413, "too-long")
        if method == "POST":
            if headers.get(b"origin") not in self._origins:
                raise RequestRefused(403, "wrong-origin")
            if headers.get(b"content-type", b"").partition(b";")[0].strip().lower() != b"application/json":
                raise RequestRefused(415, "not-json")
