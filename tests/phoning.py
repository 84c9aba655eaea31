"""A class with a server of its own, for tests of the phones: a case with all four kinds of question, and people."""

from __future__ import annotations

import json
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from lrs.stores import free_port
from motdrill.classroom.events import Event
from motdrill.classroom.room import Phase, Room, new_room
from motdrill.classroom.session import apply_event
from motdrill.drill.drill import Drill
from motdrill.live_class import LiveClass, WallPage
from motdrill.phones.access import ClassAccess, new_access
from motdrill.phones.phone_view import PhoneViews, View
from motdrill.phones.server import PhoneServer
from motdrill.scenario.load import load
from terminal import PATIENCE_S

CASE = """
format: 1
title: {en: "The lost parcel", zh: "丢失的包裹"}
customer: {name: {en: "Mr Qiao", zh: "乔先生"}, anger: 4}
needs:
  need-heard: {kind: heard, spoken: false, text: {en: "To be listened to", zh: "有人听他说"}}
  need-parcel: {kind: solve, spoken: true, text: {en: "To get the parcel", zh: "拿到包裹"}}
  need-reason: {kind: explain, spoken: true, text: {en: "To know what happened", zh: "知道怎么回事"}}
steps:
  read-the-anger:
    ask: anger
    says: {en: "Three weeks! Three!", zh: "三个星期！整整三个星期！"}
    why: {en: "He counts aloud.", zh: "他在大声数。"}
  first-answer:
    says: {en: "And now what?", zh: "现在怎么办？"}
    replies:
      key-best: {text: {en: "Three weeks without a word.", zh: "三个星期，没人告诉您一声。"}, score: 3, stars: -2,
        why: {en: "He hears his own weeks.", zh: "他听到了自己的三个星期。"}}
      key-weak: {text: {en: "Please calm down.", zh: "请您冷静。"}, score: 0, stars: 1,
        why: {en: "Nobody calms down when told to.", zh: "叫人冷静，谁也冷静不了。"}}
      key-fair: {text: {en: "Let me see the number.", zh: "我看一下单号。"}, score: 1,
        why: {en: "Right, but too soon.", zh: "对，但太早。"}}
  rank-them:
    ask: needs
    why: {en: "He said it three times.", zh: "他说了三遍。"}
  mark-them:
    ask: spot
    lines:
      line-greets: {text: {en: "She looked up.", zh: "她抬起头。"}, good: true}
      line-sighs: {text: {en: "She sighed.", zh: "她叹了口气。"}, good: false,
        why: {en: "A sigh says: you again.", zh: "叹气等于说：又是你。"}}
      line-asks: {text: {en: "She asked for the date.", zh: "她问了日期。"}, good: true}
"""
LANGS = ("en", "zh")
NO_TLS = ssl.create_default_context()  # making one takes longer than a request
ON_THE_WALL: dict[Phase, WallPage] = {
    "voting": "question",
    "closed": "split",
    "revealed": "revealed",
    "over": "result",
}
"""What the leader of a class shows of each phase."""
IDS = "need-heard need-parcel need-reason key-best key-weak key-fair line-greets line-sighs line-asks".split()
"""Every id that would tell more than the page does."""


def room_of(folder: Path) -> Room:
    """A room before the first step of the case, with nobody in it."""
    path = folder / "lost-parcel.yaml"
    path.write_text(CASE, encoding="utf-8")
    return new_room(Drill(load(path).scenario, "lost-parcel", 7))


@dataclass
class Person:
    """Somebody with a phone, as far as the protocol goes."""

    client: httpx.Client
    door: ClassAccess

    @property
    def token(self) -> str:
        """The token of their cookie."""
        return str(self.client.cookies[self.door.cookie])

    @property
    def voter(self) -> str:
        """Their id."""
        return self.door.voter_of(self.token)

    def post(self, path: str, body: object, **headers: str) -> httpx.Response:
        """Posts JSON as the page does."""
        return self.client.post(path, json=body, headers={"origin": self.door.url[:-1], **headers})

    def join(self, name: str = "") -> httpx.Response:
        """Comes in."""
        return self.post("/join", {"code": self.door.code, "name": name})

    def vote(self, choice: object, ask: str = "") -> httpx.Response:
        """Votes on what is asked now, or on something else."""
        return self.post("/vote", {"ask": ask or self.seen()["room"]["ask"], "choice": choice})

    @contextmanager
    def listening(self, path: str = "/events") -> Iterator[Iterator[dict[str, Any]]]:
        """The views that the phone is sent, as they come; the stream is open for as long as this is."""
        with self.client.stream("GET", path) as stream:
            yield _messages(stream)

    def seen(self) -> dict[str, Any]:
        """What the phone is shown now."""
        with self.listening() as told:
            return next(told)

    def close(self) -> None:
        """Turns the phone off."""
        self.client.close()


def _messages(stream: httpx.Response) -> Iterator[dict[str, Any]]:
    for line in stream.iter_lines():
        if line.startswith("data: "):
            yield json.loads(line[6:])


@dataclass
class Running:
    """A class whose server runs."""

    host: LiveClass
    server: PhoneServer
    events: list[Event]
    people: list[Person] = field(default_factory=list)

    @property
    def room(self) -> Room:
        """The room now."""
        return self.host.room

    @property
    def door(self) -> ClassAccess:
        """What it is reached by."""
        return self.server.access

    def person(self, name: str | None = None) -> Person:
        """Somebody with a phone; in the class if they have a name."""
        client = httpx.Client(base_url=self.door.url, timeout=PATIENCE_S, trust_env=False, verify=NO_TLS)
        self.people.append(Person(client, self.door))
        if name is not None:
            assert self.people[-1].join(name).status_code == 200
        return self.people[-1]

    def happen(self, *events: Event) -> None:
        """Lets things happen, and the wall show what stands then."""
        for event in events:
            self.host.apply(event, wall=ON_THE_WALL[apply_event(self.room, event).phase])


@contextmanager
def running(room: Room, door: ClassAccess | None = None, people: int = 300) -> Iterator[Running]:
    """Runs the server of a class; a defect in it is a failed test."""
    events: list[Event] = []
    host = LiveClass(room, events.append)
    host.show_on_wall(ON_THE_WALL[room.phase])
    server = PhoneServer(host, door or new_access("127.0.0.1", free_port()), people=people)
    server.start()
    found = Running(host, server, events)
    try:
        yield found
    finally:
        for person in found.people:
            person.close()
        threading.Thread(target=server.stop).start()  # the next test need not wait for it
    assert server.faults == []


def views_of(room: Room, wall: WallPage | None = None, *, lose: bool = False) -> PhoneViews:
    """The views of all phones while the wall shows a page; where that is not given, what stands."""
    return PhoneViews(room, LANGS, wall or ON_THE_WALL[room.phase], lose=lose)


def shown_to(room: Room, voter_id: str, wall: WallPage | None = None) -> View:
    """All that one phone may know, as its stream tells it."""
    showing = views_of(room, wall)
    return {"room": showing.shared_view(), "you": showing.voter_view(voter_id)}
