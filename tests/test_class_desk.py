"""The facilitator's desk: over HTTP and attacked there, in a real browser, and in a second terminal."""

from __future__ import annotations

import json
import queue
import re
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import httpx
import pytest

from lrs.stores import free_port
from motdrill.classroom.events import Closed
from motdrill.live_class import LiveClass
from motdrill.phones.access import new_access
from motdrill.phones.desk_access import DeskAccess, desk_cookie
from motdrill.phones.rate_limits import FREE_TRIES
from motdrill.phones.server import PhoneServer
from motdrill.sessions import desk_client
from motdrill.sessions.class_desk import ClassDesk
from motdrill.sessions.class_recorder import ClassSession, ClassSettings
from motdrill.sessions.desk_client import TerminalDesk
from motdrill.sessions.desk_socket import HELLO
from motdrill.sessions.remote_face import MAX_LINE, RemoteFace
from motdrill.ui import blocks
from motdrill.ui.blocks import KeyHint, Page, para
from motdrill.ui.face import Interrupted, Question
from motdrill.ui.page_document import page_document, page_of_document
from phoning import Person, Running, room_of
from terminal import ENTER, PATIENCE_S, Opened, Run, Terminal, own_journal

QUESTION = Question((para("A page"),), "steer", (KeyHint("q", "stop"), KeyHint("r", "")), note="A note", enter="go")


class QueuedFace:
    """A face at which a test types."""

    waits_for_enter = attended = True

    def __init__(self) -> None:
        self.typed: queue.Queue[str | None] = queue.Queue()

    def ask(self, question: Question) -> str:
        line = self.typed.get(timeout=PATIENCE_S)
        if line is None:
            raise Interrupted
        return line

    def interrupt(self) -> None:
        self.typed.put(None)

    def ring(self) -> None: ...

    def close(self) -> None: ...

    def show(self, page: Page) -> None: ...


@dataclass(kw_only=True)
class Led(Running):
    """A class with a desk, whose facilitator is asked `QUESTION` again and again."""

    desk: DeskAccess
    face: RemoteFace
    answers: list[str]

    def opened(self) -> Person:
        """A browser that is the desk."""
        person = self.person()
        assert self.open(person, self.desk.new_code()).status_code == 200
        return person

    def open(self, person: Person, code: str) -> httpx.Response:
        """Opens the desk with a code."""
        return person.post("/desk/open", {"code": code})

    @contextmanager
    def watching(self, person: Person) -> Iterator[Iterator[dict[str, Any]]]:
        """What the desk is sent, as it comes."""
        with person.listening("/desk/events") as told:
            yield told

    def press(self, person: Person, line: str, serial: int | None = None, **headers: str) -> int:
        """The status of an answer to the question that stands."""
        standing = self.face.standing
        assert standing
        body = {"serial": standing.serial if serial is None else serial, "line": line}
        return person.post("/desk/answer", body, **headers).status_code


@pytest.fixture
def led(tmp_path: Path) -> Iterator[Led]:
    with leading(tmp_path) as found:
        yield found


@contextmanager
def leading(tmp_path: Path, holder: str = "", secret: str = "") -> Iterator[Led]:
    live, face, keyboard = LiveClass(room_of(tmp_path), lambda _event: None), QueuedFace(), list[str]()
    remote = RemoteFace(face, lambda: False)
    host = ClassDesk(remote, live, ClassSession(live.room, ClassSettings("phones"), "en", None))  # type: ignore[arg-type]
    desk = DeskAccess(host, holder, lambda _holder: None)
    access = new_access("127.0.0.1", free_port())
    server = PhoneServer(live, replace(access, secret=secret or access.secret), desk=desk)
    server.start()
    found = Led(live, server, [], desk=desk, face=remote, answers=keyboard)

    def lead() -> None:
        while (line := remote.ask(QUESTION)) != "end":
            keyboard.append(line)

    leader = threading.Thread(target=lead)
    leader.start()
    until(lambda: remote.standing)
    try:
        yield found
    finally:
        face.typed.put("end")
        leader.join(PATIENCE_S)
        for person in found.people:
            person.close()
        server.stop()
    assert server.faults == []


def until(true: Any) -> None:
    give_up = time.monotonic() + PATIENCE_S
    while not true():
        assert time.monotonic() < give_up
        time.sleep(0.01)


# ---------------------------------------------------------------- in a browser, as the protocol goes


def test_a_desk_sees_the_page_and_answers_each_question_once(led: Led) -> None:
    desk = led.opened()
    with led.watching(desk) as told:
        first = next(told)
        assert (
            first["question"] | {"keys": [["q", "stop"], ["r", ""]], "enter": "go", "note": "A note"}
            == first["question"]
        )
        assert page_of_document(first["page"])[1] == para("On the wall: how to join.")
        assert led.host.desk_open and desk.client.get("/desk/page").json() == first
        assert [led.press(desk, "q"), led.press(desk, "", first["question"]["serial"])] == [200, 409]
        until(lambda: led.answers == ["q"])
        second = next(told)["question"]["serial"]
        assert [led.press(desk, "r", second), led.press(desk, "r", second)] == [200, 409]
        until(lambda: led.answers == ["q", "r"])
        led.happen(Closed())
        assert next(told)
    until(lambda: not led.host.desk_open)


def test_what_is_no_answer_to_the_question_is_refused(led: Led) -> None:
    desk = led.opened()
    with led.watching(desk) as told:
        next(told)
        lines = ["x", "qq", "q\n", "\x1b[2J", "\u202eq", "q" * MAX_LINE]
        assert [led.press(desk, line) for line in lines] == [409] * len(lines)
        assert led.press(desk, "q" * (MAX_LINE + 1)) == 400
        for body in (
            {"serial": True, "line": ""},
            {"serial": "1", "line": ""},
            {"line": ""},
            {"serial": 1.5, "line": ""},
            [],
        ):
            assert desk.post("/desk/answer", body).status_code == 400
        assert desk.post("/desk/answer", {"serial": 1, "line": "x" * 5000}).status_code == 413
    assert led.answers == []


def test_a_code_opens_one_desk_once_and_a_wrong_one_makes_wait(led: Led) -> None:
    code = led.desk.new_code()
    old, code = code, led.desk.new_code()
    stranger, person = led.person(), led.person()
    assert led.open(stranger, old).status_code == led.open(stranger, led.door.code).status_code == 403
    assert led.open(person, code.lower().replace("-", " ")).status_code == 200
    assert [led.open(stranger, code).status_code for _ in range(FREE_TRIES)] == [403] * (FREE_TRIES - 2) + [429] * 2
    assert led.open(stranger, led.desk.new_code()).status_code == 429  # a right code is not heard either
    assert stranger.join("Anna").status_code == 200  # the room joins all the same
    assert "no-desk" in stranger.client.get("/desk/events").text


def test_before_there_is_a_code_nothing_opens_the_desk(led: Led) -> None:
    person = led.person()
    assert [led.open(person, code).status_code for code in ("", "-", "None")] == [403] * 3
    person.client.cookies.set(desk_cookie(led.door), "x" * 43, path="/desk")
    assert led.press(person, "q") == 401


def test_a_phones_cookie_opens_no_desk_and_the_desks_cookie_casts_no_vote(led: Led) -> None:
    anna, desk = led.person("Anna"), led.opened()
    token = desk.client.cookies[desk_cookie(led.door)]
    with led.watching(desk) as told:
        next(told)
        assert led.press(anna, "q") == anna.client.get("/desk/page").status_code == 401
        anna.client.cookies.set(desk_cookie(led.door), anna.token, path="/desk")
        assert led.press(anna, "q") == 401
        assert "no-desk" in anna.client.get("/desk/events").text
        for path in ("/", "/desk"):
            desk.client.cookies.set(led.door.cookie, token, path=path)
        assert desk.post("/vote", {"ask": "1", "choice": 1}).status_code == 401
    assert led.answers == []


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"origin": "http://example.com"}, 403),
        ({"origin": "null"}, 403),
        ({"host": "example.com"}, 421),
        ({"content-type": "text/plain"}, 415),
    ],
)
def test_no_other_page_presses_a_key(led: Led, headers: dict[str, str], status: int) -> None:
    desk = led.opened()
    with led.watching(desk) as told:
        next(told)
        assert led.press(desk, "q", **headers) == status
        assert desk.client.post("/desk/answer", json={"serial": 1, "line": ""}).status_code == 403  # without an origin
        assert [desk.client.get(path).status_code for path in ("/desk/answer", "/desk/open")] == [405, 405]
    assert led.answers == []


def test_another_desk_ends_the_first_and_its_cookie(led: Led) -> None:
    first = led.opened()
    with led.watching(first) as told:
        next(told)
        second = led.opened()
        assert list(told)[-1] == {"ended": "desk-taken"}
    with led.watching(second) as told, led.watching(second) as again:
        next(again)
        assert list(told)[-1] == {"ended": "desk-taken"}  # one page of it at a time
        assert (led.press(first, "q"), led.press(second, "q")) == (401, 200)
    until(lambda: led.answers == ["q"])


def test_the_desks_token_is_in_no_page_and_no_phone_hears_of_a_code(led: Led) -> None:
    anna, person, code = led.person("Anna"), led.person(), led.desk.new_code()
    cookie = led.open(person, code).headers["set-cookie"]
    assert {"HttpOnly", "SameSite=strict", "Path=/desk"} <= set(cookie.split("; "))
    token = person.client.cookies[desk_cookie(led.door)]
    with led.watching(person) as told:
        texts = str(next(told)) + str(anna.seen()) + anna.client.get("/").text + led.desk.holder
    assert not any(secret in texts for secret in (token, code, code.replace("-", ""), led.door.secret))


def test_after_a_restart_the_desk_is_the_same(led: Led, tmp_path: Path) -> None:
    desk = led.opened()
    token = desk.client.cookies[desk_cookie(led.door)]
    with leading(tmp_path, led.desk.holder, led.door.secret) as again:
        person = again.person()
        person.client.cookies.set(desk_cookie(again.door), token, path="/desk")
        with again.watching(person) as told:
            assert next(told)["question"]["serial"] != led.face.standing
            assert again.press(person, "r") == 200
            again.server.stop()
            assert list(told)[-1] == {"ended": "over"}


@pytest.mark.parametrize("private", [False, True])
def test_what_is_for_the_terminal_alone_is_on_no_desk(tmp_path: Path, private: bool) -> None:
    face = QueuedFace()
    remote, live = RemoteFace(face, lambda: False), LiveClass(room_of(tmp_path), lambda _event: None)
    host = ClassDesk(remote, live, ClassSession(live.room, ClassSettings("phones"), "en", None))  # type: ignore[arg-type]
    leader = threading.Thread(target=remote.ask, args=(replace(QUESTION, private=private),))
    leader.start()
    until(lambda: remote.standing)
    assert ("A page" in host.document()) != private
    assert remote.answer(remote.standing.serial if remote.standing else 0, "")
    leader.join(PATIENCE_S)
    assert remote.standing is None


def test_a_page_is_the_same_after_it_has_been_sent() -> None:
    inline = (blocks.Span("s", "good"), blocks.Stars(2), blocks.Dots(3), blocks.Bar(1, 2), blocks.Drawing("d"))
    page: Page = (
        blocks.Heading(("a",), (blocks.Speech("b"),)),
        blocks.Para((*inline, "text"), "label", "strong", 4, shrinks=True),
        blocks.ListBlock("l", ("one", "two")),
        blocks.ChoiceBlock("A", ("x",)),
        blocks.Columns(((para("1"),), (para("2"),))),
        blocks.Gap(),
    )
    assert page_of_document(page_document(page)) == page
    for nothing in ([{"is": "Nothing"}], [{"is": "Gap", "x": 1}], [{}]):
        with pytest.raises(ValueError):
            page_of_document(nothing)


# ---------------------------------------------------------------- in a real browser


def test_the_desks_page_is_narrow_dark_large_and_presses_once(led: Led, browser: Any) -> None:
    led.person("<img src=x>")
    context = browser.new_context(viewport={"width": 360, "height": 640}, locale="zh-CN", color_scheme="dark")
    page, bad = context.new_page(), list[str]()
    page.on("pageerror", lambda error: bad.append(str(error)))
    page.on("console", lambda message: bad.append(message.text))
    page.goto(f"{led.door.url}desk#{led.desk.new_code()}")
    page.get_by_role("button", name="打开讲师台").click()
    page.get_by_role("heading", name="On the wall: how to join.").wait_for()
    assert not page.url.partition("#")[2]
    page.get_by_text("<img src=x>").wait_for()
    assert page.locator("img").count() == 0
    for size in ("100%", "200%"):
        page.evaluate(f"document.documentElement.style.fontSize = '{size}'")
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert sum(map(int, re.findall(r"\d+", page.evaluate("getComputedStyle(document.body).backgroundColor"))[:3])) < 150
    page.locator("#keys .main[aria-disabled=false]").dblclick()
    until(lambda: led.answers == [""])
    page.locator("#keys .key[aria-disabled=false]").click()
    until(lambda: led.answers == ["", "q"])
    led.opened()
    page.get_by_role("heading", name="讲师台已在另一块屏幕上打开。").wait_for()
    context.close()
    assert bad == []


# ---------------------------------------------------------------- in a second terminal


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[dict[str, str]]:
    """A journal, and a folder for sockets, whose names must be short; it is gone with the test."""
    with tempfile.TemporaryDirectory(prefix="desk") as folder:
        yield own_journal(tmp_path) | {"XDG_RUNTIME_DIR": folder}


def begun(opened: Opened, journal: dict[str, str], *more: str) -> tuple[Terminal, Terminal]:
    """A class by hands, and its desk."""
    wall = opened("class", "bank-counter", "--hands", "--desk", "--from", "last-word", "--seed", "3", *more, **journal)
    wall.wait_for("2015")
    desk = opened("desk", *more, rows=60, **journal)
    desk.wait_for("On the wall: the situation.")
    return wall, desk


@pytest.mark.long
def test_a_class_by_hands_is_led_from_a_second_terminal(opened: Opened, journal: dict[str, str]) -> None:
    wall, desk = begun(opened, journal)
    desk.keys(ENTER)
    desk.wait_for("On the wall: what has happened so far.", "You said")
    desk.keys(ENTER)
    desk.wait_for("On the wall: the step, to vote on.", "4 numbers, one a choice")
    wall.wait_for("hands up")
    desk.keys("1 2 3", ENTER)
    desk.wait_for("Type 4 numbers")
    desk.keys("1 2 3 1", ENTER)
    desk.wait_for("On the wall: how the room split.", "2 of 7 gave a best answer (28%).", "explain first")
    wall.wait_for("before talking", "enter talk about it")
    assert "reveal" not in wall.screen()
    wall.keys("r")  # the wall's keys work as ever, though they are shown on the desk alone
    desk.wait_for("On the wall: what was best.")
    second = opened("desk", rows=24, **journal)
    assert desk.wait_for_end() == 0
    assert "opened elsewhere" in desk.screen()
    second.wait_for("On the wall: what was best.", "more ▼")
    second.keys("n")
    second.wait_for("The notes are on the desk.", "more ▼")
    second.keys(ENTER)
    second.wait_for("On the wall: the customer's reaction.")
    second.keys("q")
    assert wall.wait_for_end() == 130
    assert second.wait_for_end() == 0
    assert "The class has ended" in second.screen()


class Turning:
    """The class at the other end of a desk's connection, and the desk's face, at which `n` is pressed at once."""

    def __init__(self) -> None:
        self.messages: queue.Queue[bytes] = queue.Queue()
        self.received, self.is_interrupted, self.sent = 0, False, list[bytes]()
        self.messages.put(self.document(1))

    @staticmethod
    def document(serial: int) -> bytes:
        page = page_document((blocks.Heading((f"page {serial}",)), para("now")))
        question = {"serial": serial, "kind": "go", "keys": [], "count": 0, "enter": "", "note": ""}
        return json.dumps({"page": page, "question": question}).encode()

    def recv_bytes(self) -> bytes:
        self.received += 1
        return self.messages.get()

    def send_bytes(self, data: bytes) -> None:
        self.sent.append(data)
        if data != HELLO:
            self.messages.put(b'{"ended": "over"}')

    def interrupt(self) -> None:
        self.is_interrupted = True

    def ask(self, question: Question) -> str:
        if self.is_interrupted:
            self.is_interrupted = False
            raise Interrupted
        return "n"

    def turn(self) -> None:
        """Turns the page, and waits until the desk has taken that in."""
        if self.received < 3:
            self.messages.put(self.document(2))
            until(lambda: self.received == 3)


def test_a_key_pressed_as_the_desk_turns_its_page_answers_the_new_one(monkeypatch: pytest.MonkeyPatch) -> None:
    ends = Turning()

    class Looking(threading.Condition):
        def __exit__(self, *error: Any) -> None:
            super().__exit__(*error)
            if threading.current_thread() is threading.main_thread():
                ends.turn()

    monkeypatch.setattr(desk_client, "threading", SimpleNamespace(Condition=Looking, Thread=threading.Thread))
    assert TerminalDesk(ends, ends).lead() == "over"  # type: ignore[arg-type]
    assert [json.loads(each) for each in ends.sent[1:]] == [[2, "n"]]


def test_without_a_class_there_is_no_desk_and_after_a_kill_the_next_class_has_one(
    opened: Opened, run: Run, journal: dict[str, str]
) -> None:
    none = run("desk", **journal)
    assert (none.code, none.out) == (2, "") and "No class has a desk now." in none.err
    wall, desk = begun(opened, journal)
    other = run("class", "bank-counter", "--hands", "--desk", "--plain", **journal)
    assert other.code == 2 and "Another class" in other.err
    wall.kill()
    assert desk.wait_for_end() == 0
    assert "The class is gone" in desk.screen()
    assert "No class has a desk now." in run("desk", **journal).err
    begun(opened, journal)
    (place,) = Path(journal["XDG_RUNTIME_DIR"]).glob("motdrill/desks/*.json")
    place.parent.chmod(0o755)
    assert "others may use the folder" in run("desk", **journal).err


def test_the_plain_desk_leads_the_plain_wall(opened: Opened, journal: dict[str, str]) -> None:
    wall = opened("class", "bank-counter", "--hands", "--desk", "--from", "last-word", "--plain", rows=60, **journal)
    wall.wait_for("hands up")
    desk = opened("desk", "--plain", rows=90, **journal)
    desk.wait_for("4 numbers, one a choice")
    desk.keys("1 2 3 1\n")
    wall.wait_for("before talking")
    wall.keys("r\n")
    desk.wait_for("On the wall: what was best.", "enter: go on with the room's answer")
