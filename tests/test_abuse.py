"""Ten thousand requests that no phone of ours would send: the class goes on as if there had been none."""

from __future__ import annotations

import asyncio
import json
import socket
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pytest

from motdrill.classroom.events import Closed, Reopened, Took
from motdrill.phones import http_protocol, streams
from motdrill.phones.access import new_access, new_token
from motdrill.phones.display_names import MOST_COLUMNS, clean_name
from motdrill.scenario.display_width import display_width
from phoning import Person, Running, room_of, running
from terminal import PATIENCE_S

REQUESTS: Final = 10_000
AT_ONCE: Final = 32
CUT: Final = 0
"""In place of a status: the connection ends without an answer."""


@dataclass(frozen=True)
class Target:
    """What somebody who sits in the room knows: the address, the code, and tokens of their own and of others."""

    host: str
    code: str
    cookie: str
    token: str
    removed: str
    ask: str

    def request(self, method: str, path: str, body: bytes = b"", **headers: str | None) -> bytes:
        """A request as our page would send it, but for what is given."""
        sent = {
            "Host": self.host,
            "Origin": f"http://{self.host}",
            "Content-Type": "application/json",
            "Content-Length": str(len(body)),
            "Cookie": f"{self.cookie}={self.token}",
            **{name.replace("_", "-"): value for name, value in headers.items()},
        }
        head = "".join(f"{name}: {value}\r\n" for name, value in sent.items() if value is not None)
        return f"{method} {path} HTTP/1.1\r\n{head}\r\n".encode("utf-8", "surrogateescape") + body

    @property
    def good(self) -> bytes:
        """The body of a vote with nothing wrong in it."""
        return json.dumps({"ask": self.ask, "choice": [0]}).encode()

    def vote(self, token: str = "", cookie: str = "") -> bytes:
        """Such a vote, with another's token."""
        return self.request("POST", "/vote", self.good, Cookie=f"{cookie or self.cookie}={token or self.token}")

    def choose(self, choice: str) -> bytes:
        """A vote on what is asked, of something written in JSON."""
        return self.request("POST", "/vote", f'{{"ask": "{self.ask}", "choice": {choice}}}'.encode())

    def named(self, name: str) -> bytes:
        """Joining under a name."""
        return self.request("POST", "/join", json.dumps({"code": self.code, "name": name}).encode())


def one_of(*each: str) -> Callable[[int], str]:
    return lambda i: each[i % len(each)]


NAMES: Final = {
    "script in a name": one_of("<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "'\"><svg/onload=a>"),
    "escape codes in a name": one_of("\x1b[2J\x1b[31mboss", "\x9b31m", "\x1b]0;title\x07", "\r\n\x08\x08over"),
    "bidi in a name": one_of("\u202egnorw", "\u2066a\u2069\u200f", "\u061c\u200e\ufeff"),
    "NUL in a name": one_of("\x00\x00", "a\x00b"),
    "half a character in a name": one_of("\ud800", "a\udfff"),
    "a tower of marks in a name": one_of("Z" + "\u0335" * 150, "\u0489" * 100),
    "an endless name": one_of("x" * 200, "\u738b" * 200),
    "markup of the projector in a name": one_of("[bold red]boss[/]", "[/]", "[link=file:///etc/passwd]x[/link]"),
}
PATHS: Final = one_of(
    "/../../etc/passwd", "/..%2f..%2fetc/passwd", "/%2e%2e/%2e%2e/", "/static/page.js", "//", "/join/",
    "/page.js%00.png", "/admin", "/kick", "/close", "/reveal", "/.git/config", "/favicon.ico", "/ws",
    "/vote/../events", "/\\..\\",
)  # fmt: skip
BAD_JSON: Final = one_of(
    "", "{", "nul", '{"ask": "x" "choice": 1}', "[1,]", "'a'", '"\\ud8"', "{}{}", "\x00", "\ufeff{}"
)
NOT_WHOLE: Final = one_of("NaN", "Infinity", "-Infinity", "1.0", "1e999", "-1", "1e2", "99999999999999999999", "-0.0")
TYPES: Final = one_of("null", "true", '"0"', "{}", "[[0]]", "[null]", "[true]", '["0"]', "[0.5]", '{"0": 0}')
RANKINGS: Final = one_of(
    "[]", "[0, 0, 1]", "[0, 1, 2, 3]", "[7]", "[0, 1, 2, 0, 1, 2, 0, 1, 2]", "[-1]", "0", "[0,1,2,2]"
)
RUBBISH: Final = one_of(
    "\x16\x03\x01\x02\x00", "PRI * HTTP/2.0\r\n\r\n", "\x00" * 64, "GET\r\n\r\n", "\r\n" * 50 + "x\r\n\r\n"
)
LENGTHS: Final = one_of("-1", "1x", "9" * 5000, "0x10", "1, 2", "+3", "99999999999")


TRAILS: Final = one_of("=;=;", "motdrill-=x", ";" * 900, "motdrill", "a=b; c")
SCHEMES: Final = one_of("http://evil.example", "null", "http://127.0.0.1", "https://127.0.0.1:1", "file://")
HOSTS: Final = one_of("evil.example", "127.0.0.1", "", "localhost:1", "127.0.0.1.evil.example:80")
METHODS: Final = one_of("PUT", "DELETE", "PATCH", "OPTIONS", "HEAD", "TRACE", "POST", "BREW")
DEEP: Final = one_of("[" * 4000, '{"a":' * 800, "[" * 2000 + "]" * 2000)
PLAIN: Final = one_of("text/plain", "application/x-www-form-urlencoded", "", "application/jsonp")
CODES: Final = one_of("AAAAAA", "", "'; drop table--", "\u0001", "ABCDE", "*", "A" * 40)

Kind = tuple[Callable[[Target, int], bytes], set[int]]
"""The i-th request of a kind, and what may be answered."""


def posted(path: str, body: Callable[[int], str], *statuses: int) -> Kind:
    return lambda to, i: to.request("POST", path, body(i).encode("latin-1", "replace")), set(statuses)


def with_head(
    *statuses: int, method: str = "POST", path: str = "/vote", **headers: Callable[[int], str | None]
) -> Kind:
    def made(to: Target, i: int) -> bytes:
        body = to.good if method == "POST" else b""
        return to.request(method, path, body, **{name: value(i) for name, value in headers.items()})

    return made, set(statuses)


def said(what: Callable[[Target, int], bytes], *statuses: int) -> Kind:
    return what, set(statuses)


def nothing(_i: int) -> None:
    return None


KINDS: Final[dict[str, Kind]] = {
    "wrong code": posted("/join", lambda i: json.dumps({"code": CODES(i), "name": "Anna"}), 403, 429),
    "no code": posted(
        "/join", one_of('{"name": "x"}', '{"name": "x", "code": ["A"]}', '{"code": null, "name": ""}'), 400
    ),
    **{kind: said(lambda to, i, name=name: to.named(name(i)), 200, 429) for kind, name in NAMES.items()},
    "forged token": said(lambda to, _i: to.vote(token=new_token()), 401),
    "token of somebody taken out": said(lambda to, _i: to.vote(token=to.removed), 401),
    "token of another class": said(lambda to, _i: to.vote(cookie="motdrill-00000000"), 401),
    "broken cookies": with_head(401, Cookie=TRAILS),
    "no cookie": with_head(401, Cookie=nothing),
    "giant body": with_head(413, Content_Length=one_of("10000000", "4097", "99999999999999999999")),
    "body without a length": with_head(411, Content_Length=nothing, Transfer_Encoding=lambda _i: "chunked"),
    "length that is none": with_head(400, 413, CUT, Content_Length=LENGTHS),
    "huge header": with_head(400, 431, CUT, X_Long=lambda i: "y" * (9_000 + 40 * i)),
    "many headers": with_head(400, 431, CUT, **dict.fromkeys((f"X-{n}" for n in range(500)), one_of("y" * 20))),
    "foreign Origin": with_head(403, Origin=SCHEMES),
    "no Origin": with_head(403, Origin=nothing),
    "foreign Host": with_head(421, method="GET", path="/", Host=HOSTS),
    "two Hosts": said(lambda to, _i: to.request("GET", "/").replace(b"\r\n", b"\r\nHost: evil\r\n", 1), 400, 421),
    "no Host": with_head(400, method="GET", path="/", Host=nothing),
    "another server's address": said(lambda to, _i: to.request("GET", "http://evil.example/"), 404),
    "wrong method": said(lambda to, i: to.request(METHODS(i), "/"), 405),
    "reading what is for voting": said(lambda to, i: to.request("GET", one_of("/vote", "/join")(i)), 405),
    "no such path": said(lambda to, i: to.request("GET", PATHS(i)), 404),
    "bad JSON": posted("/vote", BAD_JSON, 400),
    "deep JSON": posted("/vote", DEEP, 400),
    "not UTF-8": posted("/vote", one_of("\xff\xfe{}", '{"ask": "\xe9"}', "\xc0\x80", "{\x00}\x00"), 400),
    "no object": posted("/vote", one_of("[]", "0", '"x"', "null", "{}", '[{"ask": "1", "choice": 0}]'), 400),
    "wrong types": said(lambda to, i: to.choose(TYPES(i)), 400),
    "no whole number": said(lambda to, i: to.choose(NOT_WHOLE(i)), 400),
    "no ranking": said(lambda to, i: to.choose(RANKINGS(i)), 400),
    "field twice": said(lambda to, _i: to.choose('[9], "choice": [0]'), 400),
    "field too many": said(lambda to, _i: to.choose('[0], "voter": "anna"'), 400),
    "step that is not asked": posted("/vote", lambda i: json.dumps({"ask": f"{i % 9}.1.00", "choice": [0]}), 409),
    "another content type": with_head(415, Content_Type=PLAIN),
    "rubbish": said(lambda _to, i: RUBBISH(i).encode("latin-1"), 400, 421, CUT),
    "rubbish behind a request": said(
        lambda to, _i: to.request("GET", "/words.js") + b"\x00\xff" * 100 + b"\r\n\r\n", 200
    ),
    "half a request": said(lambda to, i: to.vote()[: 20 + i % 150], CUT),
    "body that never comes": said(lambda to, _i: to.request("POST", "/vote", Content_Length="50"), CUT),
}


@pytest.fixture
def klass(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Running]:
    """A class at the ranking of needs, where the server waits a moment for what it else gives ten seconds."""
    monkeypatch.setattr(http_protocol, "REQUEST_S", 0.3)
    monkeypatch.setattr(http_protocol, "UNREAD_S", 0.5)
    with running(room_of(tmp_path)) as found:
        found.happen(Took(4), Took("key-best"))
        yield found


def target(klass: Running, mallory: Person, removed: Person) -> Target:
    """What Mallory knows, while somebody else has been taken out."""
    klass.server.remove(removed.voter)
    host = f"{klass.door.address}:{klass.door.port}"
    return Target(host, klass.door.code, klass.door.cookie, mallory.token, removed.token, mallory.seen()["room"]["ask"])


async def answered(to: Target, sent: bytes) -> int:
    """Sends bytes on a connection of their own, and gives back the status of the answer."""
    host, port = to.host.split(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    try:
        writer.write(sent)
        line = await asyncio.wait_for(reader.readline(), PATIENCE_S)
    except ConnectionError:
        return CUT
    finally:
        writer.transport.abort()
    return int(line.split()[1]) if line else CUT


async def attack(to: Target, honest: Callable[[], Any]) -> dict[str, Counter[int]]:
    """Sends all requests, the kinds mixed, many at once; an honest person votes now and then."""
    found: dict[str, Counter[int]] = {kind: Counter() for kind in KINDS}
    work = iter([(kind, i) for i in range(-(-REQUESTS // len(KINDS))) for kind in KINDS])
    loop = asyncio.get_running_loop()

    async def send() -> None:
        for kind, i in work:
            sent, statuses = KINDS[kind][0](to, i), KINDS[kind][1]
            status = await answered(to, sent)
            if status == CUT and CUT not in statuses:  # on a busy machine it came too late: a page sends it again
                status = await answered(to, sent)
            found[kind][status] += 1

    async def vote() -> None:
        while not all(sender.done() for sender in senders):
            await loop.run_in_executor(None, honest)
            await asyncio.sleep(0.5)

    senders = [asyncio.ensure_future(send()) for _ in range(AT_ONCE)]
    await asyncio.gather(vote(), *senders)
    return found


@pytest.mark.long
def test_ten_thousand_bad_requests_leave_the_class_as_it_was(klass: Running) -> None:
    anna, ben, mallory = (klass.person(name) for name in ("Anna", "Ben", "Mallory"))
    to = target(klass, mallory, klass.person("Removed"))
    ben.vote([2, 1, 0], to.ask)
    waits: list[float] = []

    def honest() -> None:
        begin_s = time.monotonic()
        assert anna.vote([0, 1, 2], to.ask).status_code == 200
        waits.append(time.monotonic() - begin_s)

    honest()
    before = klass.room
    resource = pytest.importorskip("resource")
    grown_from = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    found = asyncio.run(attack(to, honest))
    assert sum(sum(statuses.values()) for statuses in found.values()) >= REQUESTS
    wrong = {kind: statuses for kind, statuses in found.items() if not set(statuses) <= KINDS[kind][1]}
    assert wrong == {}
    assert len(KINDS) >= 30
    assert (klass.room.drills, klass.room.rounds, klass.room.phase) == (before.drills, before.rounds, before.phase)
    others = {each: voter for each, voter in klass.room.voters.items() if each != mallory.voter}
    assert others == {each: voter for each, voter in before.voters.items() if each != mallory.voter}
    assert klass.server.faults == []
    assert max(waits) < PATIENCE_S / 2
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - grown_from < 50 * 1024
    for event in klass.events:
        name = getattr(event, "name", "")
        assert clean_name(name) == name and display_width(name) <= MOST_COLUMNS


def test_connections_that_say_nothing_keep_nobody_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http_protocol, "REQUEST_S", 2 * PATIENCE_S)  # nobody comes in only because they are cut
    with running(room_of(tmp_path), people=5) as klass:
        anna = klass.person("Anna")
        address = (klass.door.address, klass.door.port)
        silent = [socket.create_connection(address) for _ in range(400)]
        with anna.listening() as told:
            next(told)
            silent += [socket.create_connection(address) for _ in range(200)]
            klass.happen(Closed())
            assert next(told)["room"]["phase"] == "closed"
            assert klass.person("Ben").join("Ben").status_code == 200
            assert klass.server._server is not None
            assert len(klass.server._server.server_state.connections) <= 5 * 4 + 100
        for sock in silent:
            sock.close()


def test_a_connection_that_says_nothing_or_too_little_is_cut(klass: Running) -> None:
    for said in (b"", b"GET / HTT", b"GET / HTTP/1.1\r\nX: "):
        with socket.create_connection((klass.door.address, klass.door.port)) as sock:
            sock.sendall(said)
            sock.settimeout(PATIENCE_S)
            assert ended(sock)


def test_dripping_bytes_do_not_keep_a_connection_open(klass: Running) -> None:
    with socket.create_connection((klass.door.address, klass.door.port)) as sock:
        begin_s = time.monotonic()
        sock.sendall(b"GET / HTTP/1.1\r\n")
        with pytest.raises(ConnectionError):
            while time.monotonic() - begin_s < PATIENCE_S:
                sock.sendall(b"X: y\r\n")
                time.sleep(0.05)


def ended(sock: socket.socket) -> bool:
    try:
        return sock.recv(1) == b""
    except ConnectionResetError:
        return True


def test_a_phone_that_does_not_read_is_cut_and_the_others_hear_on(
    klass: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streams, "UPDATE_INTERVAL_S", 0.0)
    anna, deaf = klass.person("Anna"), klass.person("Deaf")
    to = target(klass, deaf, klass.person("Removed"))
    with socket.socket() as sock:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        sock.connect((klass.door.address, klass.door.port))
        sock.sendall(to.request("GET", "/events", Content_Length=None))
        give_up = time.monotonic() + PATIENCE_S
        while deaf.voter not in klass.server.connected and time.monotonic() < give_up:
            time.sleep(0.01)
        while deaf.voter in klass.server.connected:
            assert time.monotonic() < give_up
            klass.happen(Closed() if klass.room.phase == "voting" else Reopened())
            time.sleep(0.001)
        assert anna.seen()["room"]["phase"] == klass.room.phase


def test_many_streams_of_one_token_are_two(klass: Running) -> None:
    mallory = klass.person("Mallory")
    to = target(klass, mallory, klass.person("Removed"))
    address = (klass.door.address, klass.door.port)
    open_streams = [socket.create_connection(address) for _ in range(100)]
    for sock in open_streams:
        sock.sendall(to.request("GET", "/events", Content_Length=None))
    assert mallory.seen()["you"]["name"] == "Mallory"
    assert len(klass.server._streams._of.get(mallory.voter, [])) <= 2
    for sock in open_streams:
        sock.close()


def test_nothing_is_written_to_the_screen_or_to_a_log(
    klass: Running, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    mallory = klass.person("Mallory")
    to = target(klass, mallory, klass.person("Removed"))
    for kind in KINDS.keys() - {"half a request", "body that never comes"}:
        asyncio.run(answered(to, KINDS[kind][0](to, 0)))
    assert capfd.readouterr() == ("", "")
    assert caplog.text == ""


def test_another_class_on_the_same_machine_knows_none_of_its_tokens(klass: Running, tmp_path: Path) -> None:
    anna = klass.person("Anna")
    assert new_access("127.0.0.1", klass.door.port).voter_of(anna.token) not in klass.room.voters
