"""Phones in a class: the protocol over real HTTP, and the page in a real browser."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import product
from pathlib import Path
from typing import Any, get_args

import httpx
import pytest

import phoning
from lrs.stores import free_port
from motdrill import phones
from motdrill.classroom.events import Back, Closed, Halved, Joined, LookedInto, Reopened, Revealed, Took, VotedAgain
from motdrill.classroom.room import GROUPS, Phase, Room
from motdrill.errors import UsageError
from motdrill.live_class import LiveClass, WallPage
from motdrill.phones import participants
from motdrill.phones.access import (
    CODE_LETTERS,
    ClassAccess,
    is_local_address,
    local_address,
    new_access,
    new_token,
    qr_lines,
    resume_access,
)
from motdrill.phones.display_names import clean_name, make_unique
from motdrill.phones.participants import Participants
from motdrill.phones.phone_view import PhoneViews, languages, phone_phase
from motdrill.phones.rate_limits import FREE_TRIES, MOST_WAIT_S, POLLS, Bucket, CodeAttempts
from motdrill.phones.requests import JoinRequest, RequestRefused
from motdrill.phones.server import PhoneServer
from motdrill.phones.streams import UPDATE_INTERVAL_S
from motdrill.scenario.display_width import display_width
from phoning import IDS, LANGS, NO_TLS, ON_THE_WALL, Running, room_of, running, shown_to, views_of
from terminal import PATIENCE_S

STATIC = Path(phones.__file__).parent / "static"
ORDER = ("need-heard", "need-parcel", "need-reason")


@pytest.fixture
def room(tmp_path: Path) -> Room:
    return room_of(tmp_path)


@pytest.fixture
def klass(room: Room) -> Iterator[Running]:
    with running(room) as found:
        yield found


def until(true: Callable[[], object]) -> None:
    """Waits until something holds."""
    give_up = time.monotonic() + PATIENCE_S
    while not true():
        assert time.monotonic() < give_up
        time.sleep(0.01)


def seen_by(room: Room, *ids: str) -> LiveClass:
    """A class with people of these ids, without a server."""
    host = LiveClass(room, lambda _event: None)
    for each in ids:
        host.apply(Joined(each, f"name of {each}"))
    return host


# ---------------------------------------------------------------------------------------------- what a phone may know


def test_a_phone_knows_neither_the_split_nor_the_key_until_it_is_revealed(room: Room) -> None:
    host = seen_by(room, "anna", "ben")
    for given in (4, "key-best", ORDER, ("line-greets", "line-asks")):
        for phase in ((), (Closed(),), (VotedAgain(),), (Closed(),)):
            for event in phase:
                host.apply(event)
            told = json.dumps(shown_to(host.room, "anna"), ensure_ascii=False)
            assert not any(word in told for word in (*IDS, "name of ben", "best", "points", "why", "counts"))
        host.apply(Took(given))


def test_before_the_class_begins_a_phone_knows_only_the_title(room: Room) -> None:
    for wall in ("lobby", "opening", "recap"):
        told = shown_to(seen_by(room, "anna").room, "anna", wall)
        title = {"en": "The lost parcel", "zh": "丢失的包裹"}
        assert told["room"] == {"phase": "waiting", "langs": LANGS, "title": title}
        assert told["you"] == {"here": True, "name": "name of anna", "number": 1, "party": ""}


def test_a_phone_shows_no_step_no_key_and_no_end_before_the_wall_does() -> None:
    assert [phone_phase(wall, phase) for phase, wall in ON_THE_WALL.items()] == [*ON_THE_WALL]
    for wall, phase in product(get_args(WallPage), get_args(Phase)):
        if ON_THE_WALL[phase] != wall:
            told = phone_phase(wall, phase)
            assert told == "waiting" if wall in ("lobby", "opening", "recap") else told in ("wall", "closed")
            assert told != "closed" or wall in ("question", "split")


def test_a_stranger_and_somebody_taken_out_know_nothing(room: Room, klass: Running) -> None:
    assert shown_to(room, "nobody")["you"] == {"here": False}
    assert klass.person().seen() == {"you": None}
    anna = klass.person("Anna")
    klass.server.remove(anna.voter)
    assert anna.seen() == {"you": {"here": False}}


def test_where_the_room_tries_to_lose_the_customer_no_phone_hears_at_the_end_what_was_best(room: Room) -> None:
    host = seen_by(room, "anna")
    for given in (4, "key-best", ORDER, ("line-greets", "line-asks")):
        host.apply(Took(given))
    assert host.room.phase == "over"
    assert views_of(host.room).voter_view("anna")["tally"] == (0, 0)
    assert "tally" not in views_of(host.room, lose=True).voter_view("anna")


def test_every_text_comes_in_each_language_the_scenario_is_complete_in(room: Room) -> None:
    scenario = room.drill.scenario
    assert languages(scenario, "zh") == ("zh", "en")
    half = scenario.model_copy(update={"title": {"en": "Only"}})
    assert languages(half, "zh") == ("en",)
    assert languages(scenario, "fr") == LANGS


def test_an_answer_goes_by_places_and_comes_back_the_same(room: Room) -> None:
    host = seen_by(room, "anna")
    for given in (4, "key-fair", (ORDER[2], ORDER[0], ORDER[1]), ("line-asks",)):
        showing = views_of(host.room)
        choice = showing.choice_of(given)
        assert showing.value_of(tuple(choice) if isinstance(choice, list) else choice) == given  # type: ignore[arg-type]
        host.apply(Took(given))


def test_a_partial_ranking_is_completed_in_the_order_shown(room: Room) -> None:
    host = seen_by(room)
    host.apply(Took(4)), host.apply(Took("key-best"))
    showing = views_of(host.room)
    assert showing.value_of((2,)) == tuple(showing.choice_ids[i] for i in (2, 0, 1))


@pytest.mark.parametrize(
    ("kind", "choices"),
    [
        ("reply", [3, (0,), ()]),
        ("anger", [7, (0,)]),
        ("needs", [0, (), (0, 0), (3,), (0, 1, 2, 3)]),
        ("spot", [0, (3,), (1, 1)]),
    ],
)
def test_what_is_no_answer_to_the_step_is_refused(room: Room, kind: str, choices: list[Any]) -> None:
    host = seen_by(room)
    while host.room.drill.step is not None and host.room.drill.step.ask != kind:
        host.apply(Took({"anger": 4, "reply": "key-best", "needs": ORDER}[host.room.drill.step.ask]))
    for choice in choices:
        with pytest.raises(ValueError):
            views_of(host.room).value_of(choice)


def test_after_the_reveal_a_phone_learns_what_was_best_and_why_of_its_own_answer(klass: Running) -> None:
    anna, late = klass.person("Anna"), klass.person("Late")
    anna.vote(3)
    klass.happen(Closed(), Revealed())
    seen = anna.seen()
    assert seen["room"]["best"] == [4]
    assert seen["you"] | {"points": 2, "right": False, "vote": 3} == seen["you"]
    assert [each["en"] for each in seen["you"]["why"]] == ["He counts aloud."]
    assert "points" not in late.seen()["you"]
    klass.happen(Took(4))
    shown = views_of(klass.room).choice_ids
    anna.vote(shown.index("key-weak"))
    klass.happen(Revealed())
    seen = anna.seen()
    assert [seen["room"]["choices"][i]["en"] for i in seen["room"]["best"]] == ["Three weeks without a word."]
    assert [each["en"] for each in seen["you"]["why"]] == ["Nobody calms down when told to."]


def test_the_reveal_tells_the_true_order_and_the_lines_that_were_misjudged(klass: Running) -> None:
    anna = klass.person("Anna")
    klass.happen(Took(4), Took("key-best"), Revealed())
    seen = anna.seen()
    assert next(seen["room"]["choices"][i]["en"] for i in seen["room"]["best"]) == "To be listened to"
    klass.happen(Took(ORDER))
    anna.vote([0, 1])
    klass.happen(Revealed())
    assert [each["en"] for each in anna.seen()["you"]["why"]] == ["B  A sigh says: you again."]


def test_the_last_answer_of_those_who_missed_the_second_round_is_explained(klass: Running) -> None:
    anna = klass.person("Anna")
    anna.vote(4)
    klass.happen(Closed(), VotedAgain(), Revealed())
    assert anna.seen()["you"]["right"] is True
    assert anna.seen()["you"]["vote"] == 4


def test_at_the_end_a_phone_learns_how_many_of_its_answers_were_best(klass: Running) -> None:
    anna = klass.person("Anna")
    anna.vote(4)
    klass.happen(Took(4))
    anna.vote(views_of(klass.room).choice_ids.index("key-fair"))
    klass.happen(Closed(), VotedAgain())
    anna.vote(views_of(klass.room).choice_ids.index("key-best"))
    klass.happen(Took("key-best"), Took(ORDER))
    anna.vote([])
    klass.happen(Took(()))
    seen = anna.seen()
    assert seen["room"]["phase"] == "over"
    assert seen["you"]["tally"] == [2, 3]


def test_halves_of_a_room_are_asked_each_in_turn(klass: Running) -> None:
    people = [klass.person("Anna"), klass.person("Ben")]
    klass.happen(Took(4), Took("key-best"), Halved(2, ("key-best", "key-weak")))
    asked = [person.seen()["you"]["asked"] for person in people]
    assert sorted(asked) == [False, True]
    other = people[asked.index(False)]
    assert other.seen()["you"]["party"] in GROUPS
    assert other.vote([0]).status_code == 409


def test_a_way_that_is_only_looked_into_is_told_as_such(klass: Running) -> None:
    anna = klass.person("Anna")
    klass.happen(LookedInto(2))
    assert anna.seen()["room"]["aside"] is True


# ------------------------------------------------------------------------------------------------- joining and voting


def test_a_vote_is_counted_and_may_be_changed_until_the_round_closes(klass: Running) -> None:
    anna = klass.person("Anna")
    assert anna.vote(2).json()["you"]["vote"] == 2
    assert anna.vote(5).json()["you"]["vote"] == 5
    assert klass.room.splits[0].counts["5"] == 1
    assert klass.room.splits[0].voters == 1
    klass.happen(Closed())
    assert anna.vote(4).status_code == 409
    klass.happen(Reopened())
    assert anna.vote(4).status_code == 200


def test_the_same_vote_once_more_is_no_event(klass: Running) -> None:
    anna = klass.person("Anna")
    assert [anna.vote(3).status_code for _ in range(3)] == [200] * 3
    assert [type(event).__name__ for event in klass.events] == ["Joined", "Voted"]


def test_a_late_vote_counts_in_no_other_round_step_or_way(klass: Running) -> None:
    anna = klass.person("Anna")
    asks = [anna.seen()["room"]["ask"]]
    for events in ((Closed(), VotedAgain()), (Took(4),), (Took("key-best"),), (Back(), Took("key-weak"))):
        klass.happen(*events)
        assert all(anna.vote(0, ask).status_code == 409 for ask in asks)
        assert anna.vote([0], asks[-1]).json() == {"error": "late", "wait": 0}
        asks.append(anna.seen()["room"]["ask"])
    assert len(set(asks)) == len(asks)
    assert klass.room.splits[-1].voters == 0


def test_nobody_votes_before_the_wall_shows_the_step(klass: Running) -> None:
    anna = klass.person("Anna")
    ask = anna.seen()["room"]["ask"]
    for wall in ("lobby", "opening", "reaction"):
        klass.host.show_on_wall(wall)
        early = anna.vote(4, ask)
        assert (early.status_code, early.json()["error"]) == (409, "early")
    klass.host.show_on_wall("question")
    assert anna.vote(4, ask).status_code == 200
    klass.host.show_on_wall("reaction")
    assert anna.seen()["room"].keys() == {"phase", "langs", "title"}


def test_the_code_may_be_typed_in_small_letters_with_spaces(klass: Running) -> None:
    code = klass.door.code.lower()
    person = klass.person()
    assert person.post("/join", {"code": f" {code[:3]} {code[3:]} ", "name": ""}).status_code == 200
    assert len(klass.room.voters) == 1


def test_the_token_is_a_cookie_of_this_class_that_no_script_reads_and_is_not_the_id(klass: Running) -> None:
    answer = klass.person().join("Anna")
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith(klass.door.cookie)
    assert {"HttpOnly", "SameSite=strict", "Path=/"} <= set(cookie.split("; "))
    token = cookie.split("=")[1].split(";")[0]
    assert list(klass.room.voters) == [klass.door.voter_of(token)]
    assert token not in str(klass.events)
    assert klass.door.voter_of(token) not in answer.text


def test_joining_again_is_the_same_person_under_a_new_name(klass: Running) -> None:
    anna = klass.person("Anna")
    anna.vote(3)
    assert anna.join("Anna").status_code == 200
    assert [type(event).__name__ for event in klass.events] == ["Joined", "Voted"]
    anna.join("Anne")
    assert [voter.name for voter in klass.room.voters.values()] == ["Anne"]
    assert klass.room.splits[0].voters == 1


def test_after_a_restart_with_the_same_door_a_phone_is_the_same_person_with_their_vote(room: Room) -> None:
    with running(room) as first:
        anna = first.person("Anna")
        anna.vote(3)
        cookies, left, door, before = dict(anna.client.cookies), first.room, first.door, anna.seen()["at"]
        first.server.stop()
    with running(left, door) as second:
        again = second.person()
        again.client.cookies.update(cookies)
        assert again.seen()["you"] | {"name": "Anna", "vote": 3} == again.seen()["you"]
        assert again.seen()["at"] > before and again.vote(4).status_code == 200
        assert len(second.room.voters) == 1
    with running(left, new_access("127.0.0.1", free_port())) as other:
        stranger = other.person()
        stranger.client.cookies.update(cookies)
        assert stranger.seen() == {"you": None}


def test_somebody_taken_out_loses_the_vote_and_can_come_in_again(klass: Running) -> None:
    anna = klass.person("Anna")
    anna.vote(3)
    ask = anna.seen()["room"]["ask"]
    with anna.listening() as told:
        next(told)
        klass.server.remove(anna.voter)
        assert [*told] == [{"you": {"here": False}}]
    assert anna.vote(3, ask).status_code == 401
    assert klass.room.splits[0].voters == 0
    assert anna.join("Anna").status_code == 200
    assert anna.vote(4).status_code == 200


def test_a_full_class_takes_nobody_until_somebody_leaves(room: Room) -> None:
    with running(room, people=2) as klass:
        anna, _ben = klass.person("Anna"), klass.person("Ben")
        carl = klass.person()
        assert carl.join("Carl").json()["error"] == "class-full"
        assert anna.join("Anna").status_code == 200
        klass.server.remove(anna.voter)
        assert carl.join("Carl").status_code == 200


def test_a_locked_class_takes_nobody_new_nor_who_was_taken_out(klass: Running) -> None:
    anna, ben, carl = klass.person("Anna"), klass.person("Ben"), klass.person()
    klass.server.remove(ben.voter)
    klass.host.is_locked = True
    refused = [person.join("Somebody") for person in (ben, carl)]
    assert {(answer.status_code, answer.json()["error"]) for answer in refused} == {(403, "locked")}
    assert anna.join("Anne").status_code == 200
    klass.host.is_locked = False
    assert ben.join("Ben").status_code == carl.join("").status_code == 200
    assert [(voter.number, voter.name) for voter in klass.room.voters.values()] == [(1, "Anne"), (2, "Ben"), (3, "")]


def test_names_that_are_taken_get_a_number_and_nobody_needs_one(klass: Running) -> None:
    for name in ("Anna", "anna", "Ａnna", "", ""):
        klass.person(name)
    assert [voter.name for voter in klass.room.voters.values()] == ["Anna", "anna 2", "Ａnna 3", "", ""]


def test_a_wrong_code_is_refused_and_soon_has_to_wait(klass: Running) -> None:
    person = klass.person()
    answers = [person.post("/join", {"code": "AAAAAA", "name": ""}) for _ in range(FREE_TRIES + 2)]
    assert [answer.status_code for answer in answers] == [403] * FREE_TRIES + [429] * 2
    assert int(answers[-1].headers["retry-after"]) >= 1
    assert person.join("Anna").status_code == 429  # a right code is not heard either
    assert klass.events == []


def test_an_answer_waits_for_no_timer_of_the_network(klass: Running) -> None:
    anna = klass.person("Anna")

    def is_quick() -> bool:
        begin_s = time.monotonic()
        for _ in range(20):
            anna.client.get("/")
        return time.monotonic() - begin_s < 0.5

    until(is_quick)  # with a timer never; without one as soon as the machine has half a second for it


def test_one_person_cannot_fill_the_journal(klass: Running) -> None:
    anna = klass.person("Anna")
    ask = anna.seen()["room"]["ask"]
    statuses = [anna.vote(i % 7, ask).status_code for i in range(40)]
    assert statuses[0] == 200
    assert statuses[-1] == 429
    assert len(klass.events) < 25


# ------------------------------------------------------------------------------------------------------------ streams


def test_a_stream_tells_of_changes_of_its_own_view_only(klass: Running) -> None:
    anna = klass.person("Anna")
    others = [klass.person(f"other {i}") for i in range(5)]
    ask = anna.seen()["room"]["ask"]
    with anna.listening() as told:
        assert next(told)["room"]["phase"] == "voting"
        for i, other in enumerate(others):
            other.vote(i, ask)
        time.sleep(0.5)
        klass.host.apply(Closed())
        assert next(told)["room"]["phase"] == "closed"
        klass.host.show_on_wall("split")  # which a phone need not hear of
        time.sleep(2 * UPDATE_INTERVAL_S)
        klass.happen(VotedAgain())
        assert next(told)["room"]["phase"] == "voting"


def test_quick_changes_reach_a_phone_as_few(klass: Running) -> None:
    anna = klass.person("Anna")
    with anna.listening() as told:
        next(told)
        begin_s = time.monotonic()
        for _ in range(100):
            klass.happen(Closed(), Reopened())
        klass.happen(Revealed())
        phases = []
        while not phases or phases[-1] != "revealed":
            phases.append(next(told)["room"]["phase"])
    assert len(phases) <= 2 + (time.monotonic() - begin_s) / UPDATE_INTERVAL_S


def test_a_third_stream_of_one_person_ends_the_first_which_says_why(klass: Running) -> None:
    anna = klass.person("Anna")
    with anna.listening() as told, anna.listening() as second:
        next(told), next(second)
        anna.seen()
        assert [*told] == [{"elsewhere": True}]
    until(lambda: not klass.server.connected)


def test_the_projector_knows_who_is_connected(klass: Running) -> None:
    anna, _ben = klass.person("Anna"), klass.person("Ben")
    assert klass.server.people == (0, 2)
    with anna.listening() as told:
        next(told)
        assert klass.server.connected == {anna.voter}
        assert klass.server.people == (1, 2)
    until(lambda: klass.server.people == (0, 2))


def test_the_server_stops_within_two_seconds_while_phones_listen(room: Room) -> None:
    def is_quick() -> bool:
        with running(room) as klass, ExitStack() as open_streams:
            for i in range(20):
                next(open_streams.enter_context(klass.person(f"p{i}").listening()))
            begin_s = time.monotonic()
            klass.server.stop()
            return time.monotonic() - begin_s < 1

    until(is_quick)  # at the first time, but on a machine that has much else to do


def test_a_phone_without_a_stream_can_ask_for_what_it_would_say_but_not_all_the_time(klass: Running) -> None:
    anna = klass.person("Anna")
    told = anna.client.get("/view").json()
    assert told["room"] == anna.seen()["room"] and told["you"] == anna.seen()["you"]
    assert klass.person().client.get("/view").json() == {"you": None}
    statuses = [anna.client.get("/view").status_code for _ in range(POLLS + 20)]
    assert statuses[0] == 200 and statuses[-1] == 429
    klass.server.remove(anna.voter)
    with anna.client.stream("GET", "/events") as stream:
        assert stream.headers["x-accel-buffering"] == "no"
        assert stream.headers["cache-control"] == "no-store, no-transform"


# ------------------------------------------------------------------------------------------------ door, names, limits


def test_a_taken_port_is_told_and_without_a_wish_another_is_found(room: Room, klass: Running) -> None:
    with pytest.raises(UsageError) as taken:
        PhoneServer(klass.host, klass.door).start()
    assert (taken.value.code, taken.value.values) == ("port-taken", {"port": klass.door.port})
    other = PhoneServer(klass.host, new_access("127.0.0.1"))
    other.start()
    other.stop()
    assert other.access.port not in (0, klass.door.port)


def test_an_address_of_another_machine_is_told(klass: Running) -> None:
    with pytest.raises(UsageError) as error:
        PhoneServer(klass.host, new_access("203.0.113.7", 8080)).start()
    assert error.value.code == "cannot-listen"


def test_a_server_goes_by_the_address_shown_and_locally_also_by_localhost(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("socket.gethostname", lambda: "")
    assert ClassAccess("ABCDEF", "s", "192.168.1.20", 8080).hosts == {"192.168.1.20:8080"}
    assert ClassAccess("ABCDEF", "s", "192.168.1.20", 80).hosts == {"192.168.1.20:80", "192.168.1.20"}
    assert ClassAccess("ABCDEF", "s", "127.0.0.1", 81).origins == {"http://127.0.0.1:81", "http://localhost:81"}
    assert ClassAccess("ABCDEF", "s", "fe80::1", 81).url == "http://[fe80::1]:81/"


@pytest.mark.parametrize(
    ("host_name", "names"),
    [
        ("Laptop", {"laptop", "laptop.local"}),
        ("Laptop.local", {"laptop.local"}),
        ("desk-7.office.example.", {"desk-7.office.example", "desk-7.local"}),
        ("localhost.localdomain", set()),
        ("192.168.1.20", set()),
        ("under_score", set()),
        ("", set()),
    ],
)
def test_a_server_goes_by_the_names_of_its_machine_and_by_no_other(
    host_name: str, names: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("socket.gethostname", lambda: host_name)
    hosts = ClassAccess("ABCDEF", "s", "192.168.1.20", 8080).hosts
    assert hosts == {"192.168.1.20:8080", *(f"{name}:8080" for name in names)}


def test_who_has_typed_another_name_is_told_the_address_and_only_a_person_is(klass: Running) -> None:
    person, other = klass.person(), {"host": f"LapTop.local:{klass.door.port}"}
    told = person.client.get("/", headers=other)
    assert (told.status_code, told.headers["content-type"]) == (421, "text/plain; charset=utf-8")
    assert klass.door.url in told.text and "laptop" not in told.text.lower()
    refused = [person.client.get("/view", headers=other), person.post("/join", {}, **other)]
    assert [answer.json()["error"] for answer in refused] == ["wrong-host"] * 2
    assert person.client.get("/", headers={"host": f"LOCALHOST:{klass.door.port}"}).status_code == 200


def test_codes_and_tokens_cannot_be_guessed_or_misread() -> None:
    doors = [new_access("127.0.0.1", 1) for _ in range(200)]
    assert len({door.code for door in doors}) > 195
    assert all(len(door.code) == 6 and set(door.code) <= set(CODE_LETTERS) for door in doors)
    assert not set("0O1IL") & set(CODE_LETTERS)
    token = new_token()
    assert len(token) == 43
    assert len({door.voter_of(token) for door in doors}) == 200
    assert doors[0].join_url == f"http://127.0.0.1:1/#{doors[0].code}"


def test_a_class_that_goes_on_keeps_its_address_unless_another_is_said_or_the_machine_has_moved() -> None:
    door = ClassAccess("ABCDEF", "secret", "127.0.0.1", 8080)
    assert resume_access(door, "", 0) == door
    assert resume_access(door, "127.0.0.2", 8000) == replace(door, address="127.0.0.2", port=8000)
    moved = resume_access(replace(door, address="203.0.113.7"), "", 0)
    assert moved == replace(door, address=local_address()) and is_local_address(moved.address)


def test_the_local_address_is_one_that_can_be_listened_on(room: Room) -> None:
    server = PhoneServer(LiveClass(room, lambda _event: None), new_access(local_address(), 0))
    server.start()
    server.stop()


def test_the_qr_code_is_drawn_module_by_module_with_its_border() -> None:
    import segno

    lines = qr_lines("http://192.168.1.20:8080/#ABC234")
    drawn = [[(" ▄▀█".index(char) >> shift) & 1 for char in line] for line in lines for shift in (1, 0)]
    wanted = [list(row) for row in segno.make_qr("http://192.168.1.20:8080/#ABC234", error="l").matrix_iter(border=2)]
    assert drawn[: len(wanted)] == wanted
    assert not any(drawn[0] + drawn[1])
    assert len(lines) <= 18


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("  Anna\n\tMaria ", "Anna Maria"),
        ("A\u0301nna", "\u00c1nna"),
        ("\x1b[31mred\x07", "[31mred"),
        ("\u202egnirts\u202c", "gnirts"),
        ("a\u200bb\u2066c\ufeff\u00ad", "abc"),
        ("\ue000\U000f0000\u0378\ud800", ""),
        ("\u3164\u115f\u2800", ""),
        ("Z\u0335\u0336\u0337\u0338algo", "Z\u0335\u0336algo"),
        ("a" + "\u0335\u0336\u200d" * 9, "a\u0335\u0336"),
        ("\u0301\u0301", ""),
        ("王" * 30, "王" * 10),
        ("x" * 30, "x" * 20),
        ("<img src=x onerror=alert(1)>", "<img src=x onerror=a"),
        ("[bold]B[/]", "[bold]B[/]"),
    ],
)
def test_a_name_is_cleaned(given: str, shown: str) -> None:
    assert clean_name(given) == shown
    assert display_width(clean_name(given)) <= 20


def test_a_numbered_name_is_not_wider() -> None:
    assert make_unique("王" * 10, ["王" * 10]) == "王" * 9 + " 2"
    assert make_unique("Anna", ["ANNA", "Anna 2"]) == "Anna 3"


def test_wrong_codes_make_an_address_wait_ever_longer_and_are_forgiven() -> None:
    now = [0.0]
    tries = CodeAttempts(lambda: now[0])
    waits = []
    for _ in range(FREE_TRIES + 12):
        tries.count_wrong("10.0.0.1")
        waits.append(tries.wait_s("10.0.0.1"))
    assert waits[: FREE_TRIES - 1] == [0] * (FREE_TRIES - 1)
    assert waits == sorted(waits)
    assert waits[-1] == MOST_WAIT_S
    assert tries.wait_s("10.0.0.2") == 0
    now[0] = 600
    assert tries.wait_s("10.0.0.1") == 0


def test_many_addresses_together_have_few_tries_a_second() -> None:
    now = [0.0]
    tries = CodeAttempts(lambda: now[0])
    granted = 0
    for i in range(60_000):
        now[0] = i / 1000
        if not tries.wait_s(f"10.0.{i % 5000}"):
            tries.count_wrong(f"10.0.{i % 5000}")
            granted += 1
    assert granted < 520
    assert len(tries._of) <= 4096


def test_a_bucket_fills_again() -> None:
    now = [0.0]
    bucket = Bucket(lambda: now[0], 2, 0.5)
    bucket.take(), bucket.take()
    assert bucket.wait_s() == 2
    now[0] = 2
    assert bucket.wait_s() == 0


@pytest.mark.parametrize(
    ("people", "seconds", "let_in"),
    [
        (60, 0, 60),  # a class behind one router, at the same moment
        (60, 30, 60),
        (330, 0.3, 60),  # what once filled a class
        (330, 30, 119),
        (200, 90, 200),
    ],
)
def test_of_many_who_join_from_one_address_as_many_are_let_in_as_a_room_has(
    room: Room, people: int, seconds: float, let_in: int
) -> None:
    now = [0.0]
    door = ClassAccess("ABCDEF", "secret", "127.0.0.1", 8080)
    host, showing = LiveClass(room, lambda _event: None), PhoneViews(room, LANGS, "question")
    everybody = Participants(host, door, lambda room: showing.updated(room, "question"), 300, lambda: now[0])
    refused = []
    for i in range(people):
        now[0] = seconds * i / people
        try:
            everybody.join(JoinRequest("ABCDEF", ""), "", "10.0.0.1")
        except RequestRefused as error:
            refused.append((error.status, error.code, error.wait_s))
    assert len(host.room.voters) == let_in and set(refused) <= {(429, "crowded", 1)}
    assert everybody.join(JoinRequest("ABCDEF", ""), "", "10.0.0.2")


def test_what_is_missing_is_said_and_asking_imports_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not phones.are_missing()
    monkeypatch.setattr(phones, "find_spec", lambda name: None if name == "segno" else name)
    assert phones.are_missing()
    code = (
        "import sys, motdrill.phones as p, motdrill.phones.access; p.are_missing();"
        "print(*[m for m in ('starlette', 'uvicorn', 'segno', 'asyncio') if m in sys.modules])"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "\n"


# ----------------------------------------------------------------------------------------------------------- the page


def test_the_page_is_small_and_speaks_both_languages_of_the_same_things() -> None:
    assert sum(path.stat().st_size for path in STATIC.iterdir() if path.stem != "desk") < 50_000
    words = (STATIC / "words.js").read_text("utf-8")
    english, chinese = re.findall(r"^  (?:en|zh): \{\n(.*?)^  \}", words, re.M | re.S)
    entries = [dict(re.findall(r'^    "?([\w-]+)"?: (.*?),?$', part, re.M)) for part in (english, chinese)]
    assert entries[0].keys() == entries[1].keys()
    for key in entries[0]:
        assert len({tuple(sorted(re.findall(r"\{(\w+)\}", each[key]))) for each in entries}) == 1, key


def test_the_page_asks_for_nothing_newer_than_old_phones_know() -> None:
    for path in STATIC.glob("*.js"):
        text = path.read_text("utf-8")
        assert not re.search(r"\?\.[a-z(\[]|\?\?|\|\|=|&&=|\.replaceAll|\.at\(|innerHTML|eval\(|document\.write", text)
    assert "http" not in "".join(path.read_text("utf-8") for path in STATIC.iterdir()).replace("http-equiv", "")


def test_the_page_comes_with_a_strict_policy_and_is_not_sent_twice(klass: Running) -> None:
    person = klass.person()
    for path in (
        "/",
        "/style.css",
        "/words.js",
        "/vote.js",
        "/connection.js",
        "/page.js",
        "/desk",
        "/desk.css",
        "/desk.js",
    ):
        answer = person.client.get(path)
        assert answer.status_code == 200
        assert "default-src 'none'; script-src 'self'" in answer.headers["content-security-policy"]
        assert "server" not in answer.headers and "no-transform" in answer.headers["cache-control"]
        again = person.client.get(path, headers={"if-none-match": answer.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")


@pytest.fixture
def phone(browser: Any, klass: Running) -> Iterator[Callable[..., Any]]:
    """Opens the page on a phone; fails where it asked another server for anything, or broke."""
    contexts, bad = [], []

    def go(name: str | None = "", **options: Any) -> Any:
        context = browser.new_context(**{"viewport": {"width": 360, "height": 640}, "locale": "en-GB", **options})
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE_S * 1000)
        page.on("pageerror", lambda error: bad.append(str(error)))
        page.on("console", lambda message: re.search("net::ERR|429", message.text) or bad.append(message.text))
        page.on("request", lambda request: request.url.startswith(klass.door.url) or bad.append(request.url))
        page.goto(klass.door.join_url)
        if name is not None:
            page.locator("#name").fill(name)
            page.locator("#enter").click()
            page.locator("#room").wait_for()
        return page

    yield go
    for context in contexts:
        context.close()
    assert bad == []


def choose(page: Any, words: str) -> None:
    page.get_by_role("button", name=words).click()


def state(page: Any, words: str) -> None:
    """Waits until the page says in what state it is."""
    page.get_by_role("heading", name=words, exact=True).wait_for()


def test_all_four_kinds_of_question_can_be_answered(klass: Running, phone: Callable[..., Any]) -> None:
    page = phone("Anna")
    page.get_by_text("How angry is Mr Qiao?").wait_for()
    page.get_by_role("radio", name="5 stars, furious").check(force=True)
    page.get_by_text("Your vote has arrived: 5 stars, furious.").wait_for()
    klass.happen(Took(4), Took("key-best"))
    choose(page, "To get the parcel")
    choose(page, "To be listened to")
    page.get_by_role("button", name=re.compile("To be listened to.*place 2")).wait_for()
    page.get_by_text(re.compile("arrived: 3 > 2 > 1. The rest follow|arrived: . > . > .. The rest follow")).wait_for()
    until(
        lambda: (
            klass.room.rounds[-1].ballots
            and next(iter(klass.room.rounds[-1].ballots.values()))[:2] == ("need-parcel", "need-heard")
        )
    )
    choose(page, "To get the parcel")
    page.get_by_role("button", name=re.compile("To be listened to.*place 1")).wait_for()
    klass.happen(Revealed())
    page.get_by_text("The order at this moment:").wait_for()
    page.get_by_role("heading", name=re.compile("✓ (Nearly all right|You gave a best answer)")).wait_for()
    klass.happen(Took(ORDER))
    choose(page, "None of these")
    page.get_by_text("Your vote has arrived: None of these.").wait_for()
    page.get_by_role("checkbox", name="She looked up.").check()
    page.get_by_text("Your vote has arrived: A.").wait_for()
    assert [*klass.room.rounds[-1].ballots.values()] == [("line-greets",)]
    klass.happen(Revealed())
    page.get_by_text("well done, you marked it").wait_for()
    klass.happen(Took(()))
    page.get_by_text("You gave a best answer at 1 of 3 steps.").wait_for()


def test_everything_can_be_done_by_keyboard(klass: Running, phone: Callable[..., Any]) -> None:
    page = phone(None)
    page.locator("#code").wait_for()
    page.keyboard.press("Tab"), page.keyboard.press("Tab"), page.keyboard.press("Tab")
    page.keyboard.type("Anna")
    page.keyboard.press("Enter")
    state(page, "Vote now")
    assert page.evaluate("document.activeElement.id") == "state"
    page.keyboard.press("Tab"), page.keyboard.press("Space"), page.keyboard.press("ArrowRight")
    until(lambda: [*klass.room.rounds[-1].ballots.values()] == [1])
    page.get_by_text("Your vote has arrived: 1 star, annoyed.").wait_for()
    assert page.evaluate("document.activeElement.value") == "1"
    klass.happen(Took(4))
    state(page, "Vote now")
    assert page.evaluate("document.activeElement.id") == "state"  # the old question had the focus and is gone
    page.keyboard.press("Tab"), page.keyboard.press("Tab"), page.keyboard.press("Enter")
    state(page, "Your vote is in")
    page.get_by_role("button", name=re.compile("^B .*your vote"), pressed=True).wait_for()
    assert "B" in page.evaluate("document.activeElement.textContent")
    klass.happen(Closed())
    state(page, "The round is closed")
    assert page.evaluate("document.activeElement.id") == "state"


def test_every_control_has_a_role_and_a_name(klass: Running, phone: Callable[..., Any]) -> None:
    page = phone(None)
    page.get_by_role("textbox", name="Join code (on the big screen)").wait_for()
    page.get_by_role("textbox", name="Your name (or leave it empty)").fill("Anna")
    page.get_by_role("button", name="Join", exact=True).click()
    page.get_by_role("group", name="How angry is Mr Qiao?").wait_for()
    assert page.get_by_role("radio").count() == 7
    assert page.get_by_role("status").count() >= 3
    klass.happen(Took(4))
    page.get_by_role("group", name="What do you say?").wait_for()
    assert page.locator("button[aria-pressed=false]").count() == 3
    klass.happen(Closed())
    page.get_by_role("button", disabled=True).first.wait_for()
    klass.happen(Took("key-best"), Took(ORDER))
    page.get_by_role("group", name=re.compile("Which of these were well done")).wait_for()
    assert page.get_by_role("checkbox").count() == 3
    for page_lang, name in (
        ("中文", "下面哪些做得好？标出来。"),
        ("English", "Which of these were well done? Mark them."),
    ):
        page.get_by_role("button", name=page_lang).click()
        page.get_by_role("group", name=name).wait_for()


def test_a_chinese_phone_speaks_chinese_and_can_be_switched(klass: Running, phone: Callable[..., Any]) -> None:
    page = phone("王芳", locale="zh-CN")
    page.get_by_text("三个星期！整整三个星期！").wait_for()
    page.get_by_text("你是王芳，1号。").wait_for()
    assert page.evaluate("document.documentElement.lang") == "zh-CN"
    page.get_by_role("radio", name="5颗星，暴怒").check(force=True)
    state(page, "已投票")
    page.get_by_role("button", name="English").click()
    state(page, "Your vote is in")
    page.get_by_text("Three weeks! Three!").wait_for()
    page.reload()
    state(page, "Your vote is in")


def test_a_page_is_dark_or_light_as_the_phone_is_and_never_wider_than_it(phone: Callable[..., Any]) -> None:
    def lightness(page: Any) -> int:
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
        return sum(map(int, re.findall(r"\d+", colour)[:3]))

    for scheme, low, high in (("dark", 0, 150), ("light", 700, 765)):
        page = phone("Anna", color_scheme=scheme)
        assert low <= lightness(page) <= high
        edge, *beside = page.locator(".star span").first.evaluate(COLOURS)
        assert all(contrast(edge, other) >= 3 for other in beside)


COLOURS = """(node) => {
  const own = getComputedStyle(node);
  return [own.borderTopColor, own.backgroundColor, getComputedStyle(document.body).backgroundColor];
}"""


def contrast(*colours: str) -> float:
    """The contrast of two colours as CSS writes them, by WCAG 2."""
    light = []
    for colour in colours:
        parts = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
        red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        light.append(0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)
    return max(light) / min(light)


OVERFLOWS = """() => [...document.querySelectorAll("body *")]
  .filter((e) => e.offsetParent && !e.closest(".hidden") && e.id !== "link")
  .filter((e) => e.getBoundingClientRect().right > 320 || e.scrollWidth > e.clientWidth + 1 && e.clientWidth)
  .map((e) => e.outerHTML.slice(0, 90))"""


@pytest.fixture
def long_title(monkeypatch: pytest.MonkeyPatch) -> None:
    """A title with a word as wide as a phone."""
    monkeypatch.setattr(phoning, "CASE", phoning.CASE.replace("The lost parcel", "Thoroughly disappointed"))


def test_nothing_leaves_a_narrow_phone_when_its_letters_are_twice_as_large(
    long_title: None, klass: Running, phone: Callable[..., Any]
) -> None:
    def enlarged() -> None:
        for _language in LANGS:
            page.locator("#switch").click()
            assert page.evaluate("document.documentElement.scrollWidth") <= 320
            assert page.evaluate(OVERFLOWS) == []

    page = phone(None, viewport={"width": 320, "height": 640})
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    page.locator("#joining").wait_for()
    enlarged()
    page.locator("#enter").click()
    page.locator("#question .star").first.wait_for()
    enlarged()
    for given in (4, "key-best", ORDER, ("line-greets",)):
        klass.happen(Revealed())
        page.locator("#question.closed").wait_for()
        enlarged()
        klass.happen(Took(given))
        page.locator("#question.closed").wait_for(state="hidden")
        enlarged()


def test_a_right_answer_looks_right_by_a_sign_too(klass: Running, phone: Callable[..., Any]) -> None:
    page = phone("Anna")
    klass.happen(Took(4))
    choose(page, "Three weeks without a word.")
    state(page, "Your vote is in")  # the reveal closes the round to what is still on its way
    klass.happen(Revealed())
    state(page, "✓ You gave a best answer")
    page.get_by_text("✓ best, and your vote").wait_for()
    colours = [
        page.locator(f".choice{kind}").first.evaluate("(e) => getComputedStyle(e).backgroundColor")
        for kind in (".best", ":not(.best)")
    ]
    assert colours[0] != colours[1]


class Collecting(BaseHTTPRequestHandler):
    """A proxy that passes an answer on only when it is whole, as some firewalls do."""

    door: ClassAccess

    def do_GET(self) -> None:
        self._pass_on()

    def do_POST(self) -> None:
        self._pass_on()

    def _pass_on(self) -> None:
        sent = {name: self.headers[name] for name in ("cookie", "content-type") if name in self.headers}
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        with (
            suppress(OSError, httpx.HTTPError),
            httpx.Client(base_url=self.door.url, trust_env=False, verify=NO_TLS, timeout=None) as client,
        ):
            origin = {"origin": self.door.url[:-1]}
            answer = client.request(self.command, self.path, content=body, headers=sent | origin)
            self.send_response(answer.status_code)
            for name in ("content-type", "set-cookie"):
                if name in answer.headers:
                    self.send_header(name, answer.headers[name])
            self.end_headers()
            self.wfile.write(answer.content)

    def log_message(self, *_arguments: object) -> None:
        """Says nothing."""


def test_behind_a_proxy_that_collects_streams_a_phone_takes_part_all_the_same(klass: Running, browser: Any) -> None:
    proxy = ThreadingHTTPServer(("127.0.0.1", 0), type("ForOne", (Collecting,), {"door": klass.door}))
    proxy.daemon_threads, proxy.block_on_close = True, False
    threading.Thread(target=proxy.serve_forever, daemon=True).start()
    page = browser.new_context(locale="en-GB").new_page()
    page.set_default_timeout(PATIENCE_S * 1000)
    page.clock.install()
    page.goto(f"http://127.0.0.1:{proxy.server_port}/#{klass.door.code}")
    page.locator("#enter").click()
    state(page, "Vote now")
    klass.happen(Took(4))
    page.clock.fast_forward(11_000)
    choose(page, "Please calm down.")
    state(page, "Your vote is in")
    klass.happen(Closed())
    page.clock.fast_forward(3_000)
    state(page, "The round is closed")
    page.context.close()
    proxy.shutdown()
    proxy.server_close()


def test_markup_in_a_name_is_shown_as_it_was_typed(klass: Running, phone: Callable[..., Any]) -> None:
    page = phone("<img src=x onerror=a>")
    page.get_by_text("You are <img src=x onerror=a, number 1.").wait_for()
    assert page.locator("img").count() == 0


def test_a_wrong_code_is_told_and_can_be_mended(klass: Running, phone: Callable[..., Any]) -> None:
    page = phone(None)
    code = page.get_by_role("textbox", name=re.compile("Join code"))
    assert code.input_value() == klass.door.code
    code.fill("")
    choose(page, "Join")
    page.get_by_text("Type the code from the big screen.").wait_for()
    assert page.evaluate("document.activeElement.id") == "code"


@pytest.fixture
def narrow_door(monkeypatch: pytest.MonkeyPatch) -> None:
    """One person at a time."""
    monkeypatch.setattr(participants, "JOINS", 1)
    monkeypatch.setattr(participants, "JOINS_A_SECOND", 0.5)


def test_who_joins_in_a_crowd_is_told_so_and_let_in_by_itself(
    narrow_door: None, klass: Running, phone: Callable[..., Any]
) -> None:
    page = phone(None)
    klass.person("Ben")
    choose(page, "Join")
    page.get_by_text("Many are joining at once.").wait_for()
    state(page, "Vote now")
    assert len(klass.room.voters) == 2


def test_somebody_taken_out_is_told_and_comes_in_again(klass: Running, phone: Callable[..., Any]) -> None:
    page = phone("Anna")
    klass.server.remove(next(iter(klass.room.voters)))
    page.get_by_text("You have been taken out of the class.").wait_for()
    choose(page, "Join")
    state(page, "Vote now")
    assert len(klass.room.voters) == 1


def test_a_third_page_of_one_phone_lets_the_first_say_so_and_take_over(
    klass: Running, phone: Callable[..., Any]
) -> None:
    page = phone("Anna")
    others = [page.context.new_page() for _ in range(2)]
    for other in others:
        other.goto(klass.door.url)
        state(other, "Vote now")
    page.get_by_text("You are taking part on another page.").wait_for()
    choose(page, "Take part here")
    state(page, "Vote now")


def test_a_vote_that_could_not_be_sent_arrives_when_the_network_is_back(
    klass: Running, phone: Callable[..., Any]
) -> None:
    page = phone("Anna")
    klass.happen(Took(4))
    state(page, "Vote now")
    page.context.set_offline(True)
    choose(page, "Please calm down.")
    page.get_by_text("Not sent yet. Trying again by itself.").wait_for()
    page.context.set_offline(False)
    page.get_by_text("Your vote has arrived: B.").wait_for()
    assert [*klass.room.rounds[-1].ballots.values()] == ["key-weak"]


def test_phones_follow_the_wall_in_words(klass: Running, phone: Callable[..., Any]) -> None:
    klass.host.show_on_wall("lobby")
    page = phone("Anna")
    state(page, "You are in")
    klass.host.show_on_wall("question")
    state(page, "Vote now")
    klass.host.apply(Took(4))
    klass.host.show_on_wall("reaction")
    state(page, "Look at the big screen")
    assert not page.locator("#question fieldset").count() and not page.locator("#says").is_visible()
    klass.host.show_on_wall("question")
    choose(page, "Please calm down.")
    state(page, "Your vote is in")
