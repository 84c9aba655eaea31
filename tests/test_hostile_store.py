"""`motdrill send` to stores that lie, drip, flood or are something else: nothing counts as sent that is not stored."""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any, NamedTuple

import pytest

from lrs.drills import NOON, Recording
from lrs.hostile import JSON, LOGIN, Behaviour, Visit, bomb, deaf, drips, goes_on, headed, hostile, packs
from lrs.stores import BASIC, KEY, SECRET
from motdrill.exports.sender import Patience
from motdrill.sessions.send import send_all

AT_ONCE = Patience(60.0, 120.0, (0.01, 0.02), 0.05)
"""For a store that answers at once: only what hangs takes as long."""
SOON_OVER = Patience(60.0, 0.4, (0.01,), 0.05)
"""For a store that never comes to an end."""
LONGEST_S, MOST_BYTES, MOST_SAID = 30.0, 64 << 20, 128 << 20
"""What a sending may take: a busy machine is slow, and a store's words wait in the sockets of both sides."""

SENT = {"sent": 1, "waiting": 0, "refused": 0}
WAITS = {"sent": 0, "waiting": 1, "refused": 0}
REFUSED = {"sent": 0, "waiting": 0, "refused": 1}

NO_STORE = "is no learning record store (status {status})"
UNREACHABLE, BUSY, LATE = (
    "cannot be reached: ",
    "takes nothing at present (status {status}: ",
    "gives no whole answer in time",
)
NOT_CONFIRMED = "The store does not confirm "


class Case(NamedTuple):
    """What a store does, and what is to come of it: the summary, and the one line on standard error, if any."""

    behaviour: Behaviour
    summary: dict[str, int]
    told: str = ""
    patience: Patience = AT_ONCE


def answers(status: int, body: object = "", headers: dict[str, str] | None = None) -> Behaviour:
    return lambda visit: visit.answers(status, body, headers)


def receipts(ids: Callable[[list[str]], object]) -> Behaviour:
    """A store that takes nothing, and confirms that."""
    return lambda visit: visit.answers(200, ids(visit.ids), JSON)


def says(data: str | bytes) -> Behaviour:
    """Says this and hangs up."""

    def behave(visit: Visit) -> bool:
        visit.says(data)
        return True

    return behave


def first(behaviour: Behaviour) -> Behaviour:
    """Behaves like that once, and then as a store should."""
    return lambda visit: visit.takes() if visit.number else behaviour(visit)


def shows(status: int, change: Callable[[dict[str, Any]], object]) -> Behaviour:
    """Says that it has everything already, and shows something when asked."""
    sent: dict[str, dict[str, Any]] = {}

    def behave(visit: Visit) -> None:
        if visit.statements:
            sent.update({each["id"]: each for each in visit.statements})
            visit.answers(status, "a body, also where there must be none" if status == 204 else "conflict")
        else:
            visit.answers(200, change(sent[visit.wanted]), JSON)

    return behave


def hints(visit: Visit) -> None:
    visit.says("HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" * 3)
    visit.takes()


def raw_receipt(headers: str, after: str = "") -> Behaviour:
    """A receipt with other headers, and something after its end."""

    def behave(visit: Visit) -> bool:
        body = json.dumps(visit.ids)
        visit.says(f"HTTP/1.1 200 OK\r\n{headers.format(length=len(body))}\r\n\r\n{body}{after}")
        return True

    return behave


LENGTH = "Content-Length: {length}"
DEEP = "[" * 30_000
CASES = {
    # receipts that are true
    "ids in another order": Case(receipts(lambda ids: ids[::-1]), SENT),
    "ids in capitals": Case(receipts(lambda ids: [each.upper() for each in ids]), SENT),
    "ids twice and others too": Case(receipts(lambda ids: [*ids, "x", *ids]), SENT),
    "a compressed receipt": Case(packs, SENT),
    "a charset nobody knows": Case(raw_receipt(f"{LENGTH}\r\nContent-Type: application/json; charset=x-klingon"), SENT),
    "hints before the answer": Case(hints, SENT),
    "more than its length": Case(raw_receipt(LENGTH, "HTTP/1.1 200 OK\r\n\r\n[]"), SENT),
    "no length at all": Case(raw_receipt("Connection: close"), SENT),
    "an error, then well": Case(first(answers(500)), SENT),
    "busy for a century": Case(first(answers(429, "", {"Retry-After": "3155760000"})), SENT),
    "busy for ever": Case(first(answers(429, "", {"Retry-After": "1e999"})), SENT),
    "busy until yesterday": Case(first(answers(429, "", {"Retry-After": "-86400"})), SENT),
    "busy until a date": Case(first(answers(503, "", {"Retry-After": "Fri, 31 Dec 9999 23:59:59 GMT"})), SENT),
    "has the same": Case(shows(409, dict), SENT),
    "has the same, 204 with a body": Case(shows(204, dict), SENT),
    "has something else": Case(shows(409, lambda each: each | {"result": {}}), SENT, "with something else in them"),
    "has it too deep": Case(
        shows(409, lambda each: each | {"result": json.loads("[" * 400 + "]" * 400)}), SENT, "something else in them"
    ),
    # receipts that are not
    "an empty receipt": Case(receipts(lambda _ids: []), WAITS, NOT_CONFIRMED),
    "a receipt for x": Case(receipts(lambda _ids: ["x"]), WAITS, NOT_CONFIRMED),
    "other ids": Case(receipts(lambda ids: [each[::-1] for each in ids]), WAITS, NOT_CONFIRMED),
    "204 and nothing": Case(answers(204), WAITS, NOT_CONFIRMED),
    "shows another statement": Case(shows(409, lambda each: each | {"id": "x"}), WAITS, NOT_CONFIRMED),
    "shows none": Case(shows(409, lambda _each: {"statements": 5}), WAITS, NOT_CONFIRMED),
    "shows a depth": Case(shows(409, lambda _each: json.loads("[" * 400 + "]" * 400)), WAITS, NOT_CONFIRMED),
    "its own words back": Case(lambda visit: visit.answers(200, visit.statements, JSON), WAITS, NO_STORE),
    "ids in an object": Case(receipts(lambda ids: {"ids": ids}), WAITS, NO_STORE),
    "a login page": Case(answers(200, LOGIN), WAITS, NO_STORE),
    "a depth": Case(answers(200, DEEP), WAITS, NO_STORE),
    "a huge number": Case(answers(200, "9" * 60_000), WAITS, NO_STORE),
    "nothing at all": Case(answers(200), WAITS, NO_STORE),
    "no compression though it says so": Case(answers(200, LOGIN, {"Content-Encoding": "gzip"}), WAITS, NO_STORE),
    "a bomb": Case(lambda visit: visit.answers(200, bomb(400), {"Content-Encoding": "gzip"}), WAITS, NO_STORE),
    "a bomb in many coats": Case(
        lambda visit: visit.answers(200, bomb(400), {"Content-Encoding": "gzip, gzip, gzip"}), WAITS, NO_STORE
    ),
    "a flood": Case(goes_on(headed(200, {"Content-Length": str(1 << 40)}), bytes(1 << 16)), WAITS, NO_STORE),
    "a flood of chunks": Case(
        goes_on(headed(200, {"Transfer-Encoding": "chunked"}), b"1000\r\n" + bytes(4096) + b"\r\n"), WAITS, NO_STORE
    ),
    # what is not HTTP, or breaks off
    "hangs up": Case(says(""), WAITS, UNREACHABLE),
    "hangs up in its headers": Case(says("HTTP/1.1 200 OK\r\nContent-"), WAITS, UNREACHABLE),
    "hangs up in its body": Case(says(headed(200, {"Content-Length": "500"}) + '["'), WAITS, UNREACHABLE),
    "broken chunks": Case(says(headed(200, {"Transfer-Encoding": "chunked"}) + "zz\r\n[]\r\n"), WAITS, UNREACHABLE),
    "a length below nothing": Case(says(headed(200, {"Content-Length": "-5"})), WAITS, UNREACHABLE),
    "two lengths": Case(says(headed(200, {"Content-Length": "5", "content-length": "6"}) + "[]"), WAITS, UNREACHABLE),
    "HTTP/0.9": Case(says(LOGIN + "\n"), WAITS, UNREACHABLE),
    "noise": Case(says(os.urandom(5000) + b"\n"), WAITS, UNREACHABLE),
    "headers without end": Case(goes_on("HTTP/1.1 200 OK\r\n", b"X-More: and more\r\n" * 99), WAITS, UNREACHABLE),
    "a control character in a header": Case(says("HTTP/1.1 200 OK\r\nX: \0\x1b[2J\r\n\r\n"), WAITS, UNREACHABLE),
    # no end in sight
    "a dripping body": Case(drips(headed(200, {"Content-Length": "9999"}) + "[" * 9999), WAITS, LATE, SOON_OVER),
    "dripping headers": Case(drips("HTTP/1.1 200 OK\r\nX-Slow: " + "x" * 9999), WAITS, LATE, SOON_OVER),
    "hints without end": Case(goes_on("", b"HTTP/1.1 103 Early Hints\r\n\r\n" * 99), WAITS, LATE, SOON_OVER),
    "silence": Case(lambda _visit: time.sleep(2), WAITS, LATE, Patience(0.1, 60.0, (0.01,))),
    # statuses
    "moved": Case(answers(302, "", {"Location": "https://other.example.org/"}), WAITS, "moved to https://other.exa"),
    "moved nowhere": Case(answers(301), WAITS, NO_STORE),
    "moved to nonsense": Case(answers(308, "", {"Location": "http://[::1:99999/\x7f"}), WAITS, ""),
    "switches protocols": Case(answers(101, "", {"Upgrade": "h2c"}), WAITS, UNREACHABLE),
    "no key": Case(answers(401, LOGIN), WAITS, "does not accept the key (status 401)"),
    "no right": Case(answers(403), WAITS, "does not accept the key (status 403)"),
    "not found": Case(answers(404, LOGIN), WAITS, NO_STORE),
    "too large": Case(answers(413), REFUSED, "(status 413): Request Entity Too Large"),
    "bad request": Case(answers(400, "no", {"Content-Type": "text/html; charset=\xff"}), REFUSED, "(status 400): no"),
    "always busy": Case(answers(429, "", {"Retry-After": "nan"}), WAITS, BUSY),
    "always broken": Case(answers(599, "down"), WAITS, BUSY),
    "paints the screen": Case(
        answers(400, "a\0b\x1b[2J\x1b]0;owned\x07\r\nc\u202e\u2028d"), REFUSED, "(status 400): a b [2J ]0;owned c d"
    ),
    "repeats the key": Case(answers(400, f"{KEY}; {BASIC}; {SECRET}"), REFUSED, "(status 400): …; …; …"),
    "repeats the key in an address": Case(
        answers(302, "", {"Location": f"https://{KEY}@other.example.org/?{BASIC}"}), WAITS, "moved to https://…@other"
    ),
}


class Sent(NamedTuple):
    """What a sending said, and what time and memory it took."""

    code: int
    summary: dict[str, int]
    told: list[str]
    took_s: float
    grown_bytes: int


Send = Callable[[str, Patience], Sent]


@pytest.fixture
def send(recording: Recording, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Send:
    """Sends the journal, in this process, where time and memory can be measured."""

    def go(endpoint: str, patience: Patience) -> Sent:
        begun, before = time.monotonic(), largest_bytes()
        code = send_all(endpoint, KEY, "https://base.example.org", str(recording.path), json=True, patience=patience)
        took_s, grown = time.monotonic() - begun, largest_bytes() - before
        out, err = capsys.readouterr()
        assert not any(secret in out + err for secret in (SECRET, BASIC)), "the key is shown"
        return Sent(code, json.loads(out), err.splitlines(), took_s, grown)

    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.setenv(name, "*")
    monkeypatch.setenv("MOTDRILL_CONFIG", os.devnull)
    return go


def largest_bytes() -> int:
    """How large this process has ever been."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


@pytest.mark.parametrize("name", CASES)
def test_a_hostile_store_gets_nothing_marked_as_sent_that_is_not(recording: Recording, send: Send, name: str) -> None:
    behaviour, summary, told, patience = CASES[name]
    recording.drill()
    with hostile(behaviour) as store:
        sent = send(store.endpoint, patience)
    before, _status, after = told.partition("{status}")
    assert (sent.summary, sent.code) == (summary, int(summary != SENT))
    assert [line for line in sent.told if not (before in line and after in line and line.isprintable())] == []
    assert len(sent.told) == int(summary != SENT or bool(told))
    assert sent.took_s < LONGEST_S
    assert sent.grown_bytes < MOST_BYTES
    assert store.said < MOST_SAID


def test_a_store_that_takes_no_connection_is_left_in_time(recording: Recording, send: Send) -> None:
    recording.drill()
    with deaf() as endpoint:
        sent = send(endpoint, SOON_OVER)
    assert (sent.summary, sent.code) == (WAITS, 1)
    assert LATE in sent.told[0]


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_the_key_is_sent_to_no_address_that_a_store_names(recording: Recording, send: Send, status: int) -> None:
    recording.drill()
    with hostile(lambda visit: visit.takes()) as other:
        with hostile(answers(status, "", {"Location": f"{other.endpoint}/statements"})) as store:
            assert send(store.endpoint, AT_ONCE).summary == WAITS
        assert (len(store.heads), other.heads) == (1, [])


def test_one_drill_that_is_not_confirmed_does_not_hold_up_the_others(recording: Recording, send: Send) -> None:
    ids = [recording.drill(at=NOON + timedelta(hours=number)) for number in range(3)]

    def forgets(visit: Visit) -> None:
        visit.answers(200, [each["id"] for each in visit.statements if each["context"]["registration"] != ids[0]])

    with hostile(forgets) as store:
        sent = send(store.endpoint, AT_ONCE)
    assert (sent.summary, sent.code) == ({"sent": 2, "waiting": 1, "refused": 0}, 1)
    assert len(sent.told) == 1
    assert f"drill {ids[0]}" in sent.told[0]
