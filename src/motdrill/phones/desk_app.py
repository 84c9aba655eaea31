"""The facilitator's desk over HTTP: its page, opening it with a code, its stream of pages, and its answers.

It has a cookie of its own that is sent to no other path; a phone's opens nothing here.
"""

import asyncio
import re
from typing import Final

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from motdrill.phones.access import ClassAccess
from motdrill.phones.desk_access import DeskAccess, desk_cookie
from motdrill.phones.requests import RequestRefused, parse_desk_answer, parse_desk_code
from motdrill.phones.streams import BEAT, HEARTBEAT_S

PATH: Final = "/desk"
METHODS: Final = {
    **{f"{PATH}/open": "POST", f"{PATH}/answer": "POST"},
    **{f"{PATH}/events": "GET", f"{PATH}/page": "GET"},
}
LOOK_S: Final = 0.1
"""How often it is looked whether the desk's page has changed, in seconds."""
TAKEN, OVER, NOT_OPEN = (b'data: {"ended": "%s"}\n\n' % why for why in (b"desk-taken", b"over", b"no-desk"))


class DeskEndpoints:
    """The endpoints of the desk."""

    def __init__(self, desk: DeskAccess, access: ClassAccess, data: dict[str, str], remembered_s: int) -> None:
        """Prepares them; `data` are the headers of data, and the cookie is kept for `remembered_s` seconds."""
        self._desk, self._access, self._data, self._remembered_s = desk, access, data, remembered_s
        self._cookie = desk_cookie(access)
        self._token_pattern = re.compile(rf"(?:^|; ?){self._cookie}=([A-Za-z0-9_-]{{43}})(?:;|$)")
        self._screen = -1

    def routes(self) -> list[Route]:
        """The routes, without that of the page."""
        return [
            Route(f"{PATH}/open", self._open, methods=["POST"]),
            Route(f"{PATH}/answer", self._answer, methods=["POST"]),
            Route(f"{PATH}/events", self._events),
            Route(f"{PATH}/page", self._page),
        ]

    def _token_of(self, request: Request) -> str:
        match = self._token_pattern.search(request.headers.get("cookie", ""))
        return match[1] if match else ""

    async def _open(self, request: Request) -> Response:
        address = request.client.host if request.client else ""
        token = self._desk.open(self._access, parse_desk_code(await request.body()), address)
        if self._screen >= 0:
            self._desk.host.leave(self._screen)
        response = JSONResponse({}, headers=self._data)
        response.set_cookie(self._cookie, token, self._remembered_s, path=PATH, httponly=True, samesite="strict")
        return response

    async def _answer(self, request: Request) -> Response:
        serial, line = parse_desk_answer(await request.body())
        self._desk.check(self._access, self._token_of(request))
        self._desk.press(self._screen, serial, line)
        return JSONResponse({}, headers=self._data)

    async def _page(self, request: Request) -> Response:
        """What the stream would say now, for a desk behind a proxy that lets no stream through."""
        self._desk.check(self._access, self._token_of(request))
        return Response(self._desk.host.document(), headers=self._data, media_type="application/json")

    async def _events(self, request: Request) -> Response:
        try:
            self._desk.check(self._access, self._token_of(request))
        except RequestRefused:
            return Response(NOT_OPEN, headers=self._data, media_type="text/event-stream")
        self._screen = self._desk.host.take()
        return DeskStream(self._desk, self._screen, self._data)


class DeskStream(Response):
    """A stream of the desk's pages by server-sent events, until the screen goes or another one takes the desk."""

    def __init__(self, desk: DeskAccess, screen: int, headers: dict[str, str]) -> None:
        """Prepares the stream of a screen."""
        super().__init__(media_type="text/event-stream", headers=headers | {"x-accel-buffering": "no"})
        del self.headers["content-length"]
        self._desk, self._host, self._screen = desk, desk.host, screen

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Sends the stream."""
        gone = asyncio.ensure_future(_wait_for_disconnect(receive))
        try:
            await send({"type": "http.response.start", "status": 200, "headers": self.raw_headers})
            shown, sent_at = "", 0.0
            while self._host.holds(self._screen) and not (gone.done() or self._desk.is_over):
                now, document = asyncio.get_running_loop().time(), self._host.document()
                if document != shown or now - sent_at > HEARTBEAT_S:
                    body = BEAT if document == shown else f"data: {document}\n\n".encode()
                    await send({"type": "http.response.body", "body": body, "more_body": True})
                    shown, sent_at = document, now
                await asyncio.wait((gone,), timeout=LOOK_S)
            end = OVER if self._desk.is_over else b"" if self._host.holds(self._screen) else TAKEN
            await send({"type": "http.response.body", "body": end})
        finally:
            gone.cancel()
            self._host.leave(self._screen)


async def _wait_for_disconnect(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
