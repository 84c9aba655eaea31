"""`motdrill send`: to a real learning record store, to one that breaks in the middle, and to stores that say no."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from lrs import stores
from lrs.drills import ALL_KINDS, NOON, Recording, marks_nothing, walks_out
from lrs.stores import BASIC, KEY, NAME, SECRET, Ralph, Told, answering, complaints, receipt, telling, wire
from motdrill.errors import UsageError
from motdrill.exports.lrs import LrsClient, retry_after
from motdrill.exports.lrs_settings import LrsKey, checked_base, checked_endpoint, checked_key, is_unencrypted
from motdrill.exports.sender import BATCH, Delivery, DrillStatements, Sender, StoreFault, batches
from motdrill.exports.statement_comparison import is_equivalent
from motdrill.exports.store_response import StoreResponse, meaning
from terminal import LONGEST_RUN_S, PATIENCE_S, PROGRAM, Ran, Run, best, environment, mixed, weak

pytestmark = pytest.mark.long


@pytest.fixture
def send(run: Run, recording: Recording, tmp_path: Path) -> Run:
    """Sends the journal: `send(endpoint)`. What it prints never has the key in it, in any form."""

    def go(endpoint: str, *words: str, key: str = KEY, **more: str) -> Ran:
        env = {"MOTDRILL_JOURNAL": str(recording.path), "MOTDRILL_LRS_KEY": key, **alone(tmp_path), **more}
        ran = run("send", "--endpoint", endpoint, *words, **env)
        assert not any(secret in ran.out + ran.err for secret in (SECRET, BASIC, key)), "the key is shown"
        return ran

    return go


def alone(tmp_path: Path) -> dict[str, str]:
    """No config file and no proxy of whoever runs the tests."""
    return {"XDG_CONFIG_HOME": str(tmp_path / "config"), "NO_PROXY": "*", "no_proxy": "*"}


def exported(run: Run, recording: Recording, *words: str, **more: str) -> list[dict[str, Any]]:
    """What `motdrill export` says that a store should have."""
    ran = run("export", "--format", "xapi", *words, MOTDRILL_JOURNAL=str(recording.path), **more)
    found: list[dict[str, Any]] = json.loads(ran.out)
    return found


def by_id(statements: Sequence[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {each["id"]: each for each in statements}


def summary(ran: Ran) -> dict[str, int]:
    found: dict[str, int] = json.loads(ran.out)
    return found


def waiting(recording: Recording) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(recording.path)) as db:
        return db.execute("SELECT drill_id, problem FROM outbox WHERE sent_at IS NULL").fetchall()


def sent_ids(recording: Recording, wanted: Sequence[dict[str, Any]]) -> set[str]:
    """Ids of the statements of drills that the outbox says were sent."""
    left = {drill for drill, _problem in waiting(recording)}
    return {each["id"] for each in wanted if each["context"]["registration"] not in left}


def every_kind(recording: Recording) -> None:
    """Drills of every kind of step, person, language, mode and end."""
    recording.drill(ALL_KINDS, best, trainee="张伟", lang="zh")
    recording.drill(ALL_KINDS, walks_out, mode="exam", at=NOON + timedelta(hours=1))
    recording.drill(ALL_KINDS, marks_nothing, trainee='Ann "O" Nym, née 李', at=NOON + timedelta(hours=2), guess=None)
    recording.drill("bank-counter", mixed, trainee="Li", mode="exam", at=NOON + timedelta(hours=3))
    recording.drill("network-outage", weak, lang="zh", at=NOON + timedelta(hours=4))
    recording.drill("airport-gold-card", weak, mode="replay", at=NOON + timedelta(hours=5))


# ---------------------------------------------------------------- a real store


@pytest.fixture(scope="module")
def ralph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ralph]:
    """A real store; what one test sends there, the next does not look at."""
    server = Ralph(tmp_path_factory.mktemp("ralph"))
    server.start()
    yield server
    server.kill()


def stored(ralph: Ralph, wanted: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """What the store has of the drills that these statements are of."""
    drills = {each["context"]["registration"] for each in wanted}
    return [each for each in ralph.stored() if each["context"]["registration"] in drills]


def test_a_real_store_has_every_statement_as_it_was_exported_and_once(
    ralph: Ralph, recording: Recording, send: Run, run: Run
) -> None:
    every_kind(recording)
    wanted = exported(run, recording)
    kinds = {each["object"]["definition"].get("interactionType") for each in wanted}
    assert kinds == {"choice", "sequencing", "likert", None}

    first = send(ralph.endpoint, "--json")
    assert (first.code, summary(first), first.err) == (0, {"sent": 5, "waiting": 0, "refused": 0}, "")
    found = stored(ralph, wanted)
    assert len(found) == len(wanted)
    assert by_id(found) == by_id(wanted)

    second = send(f"{ralph.endpoint}/statements/")  # the same store, named in another way
    assert (second.code, second.out, second.err) == (0, "Nothing waits to be sent.\n", "")
    recording.drill(at=NOON + timedelta(days=1))
    assert summary(send(ralph.endpoint, "--json"))["sent"] == 1
    wanted = exported(run, recording)
    assert Counter(each["id"] for each in stored(ralph, wanted)) == Counter(each["id"] for each in wanted)

    refused = send(ralph.endpoint, key=f"{NAME}:wrong")
    assert refused.code == 0  # nothing waits, so nobody asks for the key
    recording.drill(at=NOON + timedelta(days=2))
    refused = send(ralph.endpoint, "--json", key=f"{NAME}:wrong")
    assert (refused.code, summary(refused)["waiting"]) == (1, 1)
    assert "does not accept the key (status 401). Look at --key" in refused.err


@pytest.fixture(scope="module")
def offline(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[subprocess.Popen[bytes], Recording]]:
    """A sending of two drills without a network: it takes its time, so it begins before another test that does."""
    folder = tmp_path_factory.mktemp("offline")
    recording = Recording(folder / "journal.db")
    recording.drill()
    recording.drill(at=NOON + timedelta(hours=1))
    env = environment(folder / "own") | {
        "MOTDRILL_JOURNAL": str(recording.path),
        "MOTDRILL_LRS_KEY": KEY,
        **alone(folder),
    }
    words = [*PROGRAM, "send", "--endpoint", f"http://127.0.0.1:{stores.free_port()}/xAPI"]
    process = subprocess.Popen(words, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    yield process, recording
    process.kill()
    process.communicate()


@pytest.mark.usefixtures("offline")
def test_a_store_killed_in_the_middle_has_everything_in_the_end_and_nothing_twice(
    ralph: Ralph, recording: Recording, send: Run, run: Run
) -> None:
    for number in range(24):
        recording.drill(choose=(best, mixed, weak)[number % 3], at=NOON + timedelta(hours=number))
    wanted = exported(run, recording)
    assert len(wanted) > 2 * BATCH
    plan = {2: "kill"}
    with wire(ralph, plan) as endpoint:
        cut_off = send(endpoint, "--json")
        assert plan == {}
        count = summary(cut_off)
        assert cut_off.code == 1
        assert 0 < count["sent"] < 24
        assert count["waiting"] == 24 - count["sent"] == len(waiting(recording))
        assert "cannot be reached" in cut_off.err

        ralph.start()
        assert {each["id"] for each in stored(ralph, wanted)} == sent_ids(recording, wanted)
        plan.update({next_one: "lose" for next_one in range(8, 12, 2)})
        again = send(endpoint, "--json")
        assert (again.code, again.err) == (0, "")
        assert summary(again) == {"sent": count["waiting"], "waiting": 0, "refused": 0}
        assert plan == {}
    found = stored(ralph, wanted)
    assert Counter(each["id"] for each in found) == Counter(each["id"] for each in wanted)
    assert by_id(found) == by_id(wanted)


def test_a_real_store_that_has_some_of_a_drill_gets_the_rest(
    ralph: Ralph, recording: Recording, send: Run, run: Run
) -> None:
    drill = recording.drill()
    recording.drill(at=NOON + timedelta(hours=1))
    wanted = exported(run, recording)
    other = wanted[2] | {"result": {"success": not wanted[2]["result"]["success"]}}
    with LrsClient(ralph.endpoint, checked_key(KEY)) as client:
        assert client.post([wanted[0], wanted[1], other]).status == 200
    ran = send(ralph.endpoint, "--json")
    assert (ran.code, summary(ran)) == (0, {"sent": 2, "waiting": 0, "refused": 0})
    assert ran.err.startswith("The store has 1 of ")
    assert f"statements of drill {drill} already, with something else in it: {other['id']}. " in ran.err
    found = stored(ralph, wanted)
    assert Counter(each["id"] for each in found) == Counter(each["id"] for each in wanted)
    assert by_id(found) == by_id(wanted) | {other["id"]: other}


def test_every_statement_is_valid_by_the_model_of_a_real_store(recording: Recording, run: Run) -> None:
    every_kind(recording)
    wanted = exported(run, recording) + exported(run, recording, "--base", "https://培训.example.org/motdrill/")
    assert complaints(json.dumps(wanted)) == [f"{len(wanted)} statements looked at"]


def test_the_real_store_s_model_finds_what_is_wrong() -> None:
    statement = {"id": "no-uuid", "actor": {}, "verb": {"id": "said"}, "object": {"id": "x"}}
    assert len(complaints(json.dumps([statement]))) == 2


def test_without_a_network_everything_stays_and_is_told(
    offline: tuple[subprocess.Popen[bytes], Recording],
) -> None:
    process, recording = offline
    out, err = (stream.decode() for stream in process.communicate(timeout=LONGEST_RUN_S))
    assert process.returncode == 1
    assert out == "2 drills wait. `motdrill send` tries again.\n"
    assert "cannot be reached" in err
    assert len(err.splitlines()) == 1
    assert SECRET not in err
    assert [problem for _drill, problem in waiting(recording)] == [None, None]


# ---------------------------------------------------------------- stores that say no


def test_what_travels_is_what_the_specification_asks_for(recording: Recording, send: Run) -> None:
    recording.drill()
    with telling() as told:
        assert send(told.endpoint).code == 0
    assert told.headers[0]["X-Experience-API-Version"] == "1.0.3"
    assert told.headers[0]["Content-Type"] == "application/json"
    assert told.headers[0]["Authorization"] == f"Basic {BASIC}"
    assert {each["version"] for each in told.requests[0]} == {"1.0.0"}


def test_a_store_that_is_busy_is_asked_again_when_it_wants(recording: Recording, send: Run) -> None:
    recording.drill()
    with telling((429, {"Retry-After": "1"}, "slowly"), (503, {}, "")) as told:
        begun = time.monotonic()
        ran = send(told.endpoint)
    assert (ran.code, len(told.requests)) == (0, 3)
    assert 2.0 <= time.monotonic() - begun < PATIENCE_S
    assert told.requests[0] == told.requests[2]


def test_one_bad_drill_does_not_hold_up_the_others(recording: Recording, send: Run) -> None:
    ids = [recording.drill(at=NOON + timedelta(hours=number)) for number in range(4)]
    bad = {ids[1]}

    def says(statements: list[dict[str, Any]]) -> tuple[int, dict[str, str], str]:
        if bad & {each["context"]["registration"] for each in statements}:
            return 400, {}, f"no\x1b[31m such\nthing, {KEY} " + "x" * 300
        return receipt(statements)

    with answering(says) as told:
        ran = send(told.endpoint, "--json")
        assert (ran.code, summary(ran)) == (1, {"sent": 3, "waiting": 0, "refused": 1})
        assert ran.err.startswith(f"The store refuses drill {ids[1]} (status 400): no [31m such thing, … xxx")
        assert len(ran.err) < 300
        assert [drill for drill, _problem in waiting(recording)] == [ids[1]]
        assert "\x1b" not in ran.err
        assert SECRET not in str(waiting(recording))

        late = recording.drill(at=NOON + timedelta(hours=9))
        told.requests.clear()
        again = send(told.endpoint)
        assert (again.code, len(told.requests)) == (1, 2)
        assert {each["context"]["registration"] for each in told.requests[0]} == {late}
        assert "1 drill was refused and is kept." in again.out

        bad.clear()
        assert send(told.endpoint).code == 0
    assert waiting(recording) == []


@contextmanager
def keeping(*kept: dict[str, Any], shows: bool = True) -> Iterator[Told]:
    """A store that has these statements, refuses whatever has one of them in it, and keeps the rest."""

    def says(statements: list[dict[str, Any]]) -> tuple[int, dict[str, str], str]:
        if any(each["id"] in has for each in statements):
            return 409, {}, "conflict"
        has.update(by_id(statements))
        return receipt(statements)

    has = by_id(kept)
    with answering(says) as told:
        if shows:
            told.shown = has
        yield told


def as_a_store_shows_it(statement: dict[str, Any]) -> dict[str, Any]:
    """A statement as the specification lets a store change it: other times, cases and definitions, more of its own."""
    changed: dict[str, Any] = json.loads(json.dumps(statement))
    changed["timestamp"] = statement["timestamp"].replace("T12:", "T20:").replace("+00:00", ".000+08:00")
    changed["id"] = statement["id"].upper()
    changed["verb"]["display"] = {"de": "tat"}
    del changed["object"]["definition"], changed["actor"]["objectType"]
    authority = {"objectType": "Agent", "account": {"homePage": "https://lrs.example.org", "name": "one"}}
    return changed | {"stored": "2026-03-05T00:00:00Z", "authority": authority, "version": "1.0.3"}


def test_after_a_conflict_the_rest_of_a_drill_arrives_and_what_differs_is_told(
    recording: Recording, send: Run, run: Run
) -> None:
    drill = recording.drill()
    wanted = exported(run, recording)
    same, other = wanted[1], wanted[2] | {"actor": wanted[2]["actor"] | {"account": {"homePage": "x", "name": "y"}}}
    with keeping(as_a_store_shows_it(same) | {"id": same["id"]}, other) as told:
        ran = send(told.endpoint, "--json")
    assert set(told.shown) == set(by_id(wanted))
    assert (ran.code, summary(ran)) == (0, {"sent": 1, "waiting": 0, "refused": 0})
    assert ran.err == (
        f"The store has 1 of {len(wanted)} statements of drill {drill} already, with something else in it: "
        f"{other['id']}. There it stays as it is.\n"
    )
    assert waiting(recording) == []


def test_a_statement_refused_in_such_a_drill_keeps_it_and_not_the_others(
    recording: Recording, send: Run, run: Run
) -> None:
    drill = recording.drill()
    wanted = exported(run, recording)
    bad = wanted[3]["id"]
    with keeping(wanted[0], wanted[1]) as told:
        keep = told.say
        told.say = lambda statements: (
            (400, {}, "bad") if {each["id"] for each in statements} == {bad} else keep(statements)
        )
        for _time in range(2):
            ran = send(told.endpoint, "--json")
            assert (ran.code, summary(ran)) == (1, {"sent": 0, "waiting": 0, "refused": 1})
            assert (
                ran.err
                == f"The store refuses 1 of {len(wanted)} statements of drill {drill}, {bad} (status 400): bad\n"
            )
        assert set(told.shown) == set(by_id(wanted)) - {bad}
        assert waiting(recording) == [(drill, "400 bad")]
        told.say = keep
        assert send(told.endpoint).code == 0
    assert (set(told.shown), waiting(recording)) == (set(by_id(wanted)), [])


def test_what_a_store_says_it_has_and_does_not_show_is_not_confirmed(recording: Recording, send: Run, run: Run) -> None:
    drill = recording.drill()
    wanted = exported(run, recording)
    later = recording.drill(at=NOON + timedelta(hours=1))
    with keeping(*wanted[:4], shows=False) as told:
        ran = send(told.endpoint, "--json")
        assert (ran.code, summary(ran)) == (1, {"sent": 1, "waiting": 1, "refused": 0})
    ids = ", ".join(each["id"] for each in wanted[:3])
    assert ran.err == (
        f"The store does not confirm 4 of {len(wanted)} statements of drill {drill} and does not show them when asked "
        f"(status 404): {ids}, …. Look whether the key may read statements.\n"
    )
    assert [waits for waits, _problem in waiting(recording)] == [drill] != [later]


@pytest.mark.parametrize("known", [1, 2, 3])
def test_a_store_that_names_only_what_is_new_to_it_is_asked_for_the_rest(
    recording: Recording, send: Run, run: Run, known: int
) -> None:
    for number in range(3):
        recording.drill(at=NOON + timedelta(hours=number))
    wanted = exported(run, recording)
    drills = list(dict.fromkeys(each["context"]["registration"] for each in wanted))
    has = by_id([each for each in wanted if each["context"]["registration"] in drills[:known]])

    def says(statements: list[dict[str, Any]]) -> tuple[int, dict[str, str], str]:
        new = [each for each in statements if each["id"] not in has]
        has.update(by_id(new))
        return receipt(new) if new else (204, {}, "")

    before = len(has)
    with answering(says) as told:
        told.shown = has
        ran = send(told.endpoint, "--json")
        assert (ran.code, summary(ran), ran.err) == (0, {"sent": 3, "waiting": 0, "refused": 0}, "")
        assert (told.asked, set(has)) == (before, set(by_id(wanted)))


EARLIER = "2026-03-04T12:01:00+00:00"
STATEMENT = {
    "id": "a0",
    "actor": {"objectType": "Agent", "account": {"homePage": "https://motdrill.invalid", "name": "Li"}},
    "verb": {"id": "http://adlnet.gov/expapi/verbs/answered", "display": {"en": "answered"}},
    "object": {"id": "https://motdrill.invalid/x", "definition": {"type": "t"}},
    "result": {"success": True, "score": {"raw": 3, "scaled": 1.0}, "duration": "PT1.5S"},
    "context": {"registration": "b0", "extensions": {"x": {"value": 1, "guess": None}}},
    "timestamp": EARLIER,
}


@pytest.mark.parametrize(
    ("changes", "same"),
    [
        ({}, True),
        ({"stored": EARLIER, "authority": {"name": "x"}, "version": "1.0.0", "attachments": []}, True),
        ({"timestamp": "2026-03-04T20:01:00.000+08:00"}, True),
        ({"timestamp": "2026-03-04T12:01:00Z"}, True),
        ({"timestamp": "2026-03-04T12:01:01Z"}, False),
        ({"timestamp": "2026-03-04T12:01:00"}, False),
        ({"timestamp": None}, False),
        ({"verb": {"id": "http://adlnet.gov/expapi/verbs/answered"}}, True),
        ({"verb": {"id": "http://adlnet.gov/expapi/verbs/completed"}}, False),
        ({"object": {"objectType": "Activity", "id": "https://motdrill.invalid/x"}}, True),
        ({"object": {"objectType": "Agent2", "id": "https://motdrill.invalid/x"}}, False),
        ({"actor": {"account": STATEMENT["actor"]["account"]}}, True),  # type: ignore[index]
        ({"actor": {"account": {"homePage": "https://motdrill.invalid", "name": "Wei"}}}, False),
        ({"result": {"success": True, "score": {"raw": 3.0, "scaled": 1}, "duration": "PT1.5S"}}, True),
        ({"result": {"success": True, "score": {"raw": 3, "scaled": 1.0}, "duration": "PT1.50S"}}, False),
        ({"result": STATEMENT["result"] | {"response": "a"}}, False),  # type: ignore[operator]
        ({"result": None}, False),
        ({"context": {"registration": "B0", "extensions": {"x": {"value": 1}}}}, True),
        ({"context": {"registration": "b1", "extensions": {"x": {"value": 1}}}}, False),
        ({"context": {"registration": "b0", "extensions": {"x": {"value": 2}}}}, False),
        ({"context": [STATEMENT["context"]]}, False),
        ({"result": json.loads("[" * 900 + "]" * 900)}, False),
    ],
)
def test_statements_are_compared_as_the_specification_asks_for(changes: dict[str, Any], same: bool) -> None:
    assert is_equivalent(STATEMENT, STATEMENT | changes) is same


@pytest.mark.parametrize(
    ("ids", "wanted"),
    [
        (["a0", "B1"], "sent"),
        (["b1", "A0", "a0", "c2"], "sent"),
        (["a0"], "unconfirmed"),
        (["x"], "unconfirmed"),
        ([], "unconfirmed"),
        ("a0", "no-store"),
        ([["a0", "b1"]], "no-store"),
        ([{"id": "a0"}, {"id": "b1"}], "no-store"),
        ({"ids": ["a0", "b1"]}, "no-store"),
        (None, "no-store"),
    ],
)
def test_a_receipt_is_a_list_that_names_what_was_sent(ids: object, wanted: str) -> None:
    assert meaning(StoreResponse(200, body=json.dumps(ids)), [{"id": "a0"}, {"id": "B1"}]) == wanted


@pytest.mark.parametrize(
    ("status", "headers", "body", "wanted"),
    [
        (401, {}, "", "does not accept the key (status 401)"),
        (403, {}, "", "does not accept the key (status 403)"),
        (404, {}, "nothing here", "is no learning record store (status 404)"),
        (200, {}, "<html>Welcome to our network</html>", "is no learning record store (status 200)"),
        (200, {}, "[" * 100_000, "is no learning record store (status 200)"),
        (302, {"Location": "https://other.example.org/xAPI"}, "", "has moved to https://other.example.org/xAPI"),
    ],
)
def test_what_will_not_get_better_ends_the_sending_at_once(
    recording: Recording, send: Run, status: int, headers: dict[str, str], body: str, wanted: str
) -> None:
    recording.drill()
    with telling((status, headers, body)) as told:
        ran = send(told.endpoint, "--json")
    assert (ran.code, summary(ran)) == (1, {"sent": 0, "waiting": 1, "refused": 0})
    assert wanted in ran.err
    assert len(told.requests) == 1


def test_a_store_at_another_address_gets_everything_too(recording: Recording, send: Run) -> None:
    recording.drill()
    recording.drill(mode="replay", at=NOON + timedelta(hours=1))
    for _store in range(2):
        with telling() as told:
            assert summary(send(told.endpoint, "--json"))["sent"] == 1


# ---------------------------------------------------------------- address, key and base


def test_the_option_goes_before_the_environment_and_that_before_the_config_file(
    recording: Recording, run: Run, tmp_path: Path
) -> None:
    config = tmp_path / "config.toml"
    with telling() as third, telling() as second, telling() as first:
        lrs = f'[lrs]\nendpoint = "{third.endpoint}"\nkey = "{KEY}"\nbase = "https://third.example.org/"\n'
        config.write_text("\ufeff" + lrs, encoding="utf-8")
        journal = {"MOTDRILL_JOURNAL": str(recording.path), "MOTDRILL_CONFIG": str(config), **alone(tmp_path)}
        by_env = {"MOTDRILL_LRS_ENDPOINT": second.endpoint, "MOTDRILL_XAPI_BASE": "https://second.example.org"}
        recording.drill()
        assert run("send", **journal).code == 0
        assert run("send", **journal, **by_env).code == 0
        words = ("--endpoint", first.endpoint, "--base", "https://first.example.org", "--key", "other:one")
        assert run("send", *words, **journal, **by_env).code == 0
    bases = [told.requests[0][0]["actor"]["account"]["homePage"] for told in (first, second, third)]
    assert bases == ["https://first.example.org", "https://second.example.org", "https://third.example.org"]
    assert second.headers[0]["Authorization"] == third.headers[0]["Authorization"] != first.headers[0]["Authorization"]


def test_the_config_file_is_looked_for_in_the_user_s_folder(recording: Recording, run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "config" / "motdrill"
    folder.mkdir(parents=True)
    recording.drill()
    with telling() as told:
        (folder / "config.toml").write_text(f'[lrs]\nendpoint = "{told.endpoint}"\nkey = "{KEY}"\n')
        assert run("send", MOTDRILL_JOURNAL=str(recording.path), **alone(tmp_path)).code == 0


@pytest.mark.parametrize(
    ("config", "wanted"),
    [
        (None, "cannot be read: there is no such file or folder"),
        (b'[lrs]\nkey = "trainer:correct-horse-battery\n', "is no TOML from line 2 on"),
        (b'[lrs]\nkeys = "trainer:correct-horse-battery"\n', "has `lrs.keys`, which motdrill does not know"),
        (b'key = "trainer:correct-horse-battery"\n', "has `key`, which motdrill does not know. Use one of: lrs."),
        (b'lrs = "trainer:correct-horse-battery"\n', "`lrs` must be a table"),
        (b"[lrs]\nkey = 5\n", "`lrs.key` must be a text in quotes"),
        (b'[lrs]\nkey = "caf\xe9"\n', "is not in UTF-8"),
        (b'[lrs]\nkey = "correct-horse-battery"\n', "A key has the form NAME:SECRET."),
        (b'[lrs]\nendpoint = "http://127.0.0.1:1"\n', "With which key?"),
    ],
)
def test_a_config_file_that_cannot_be_used_is_told_without_the_key(
    run: Run, tmp_path: Path, config: bytes | None, wanted: str
) -> None:
    path = tmp_path / "config.toml"
    if config is not None:
        path.write_bytes(config)
    ran = run("send", MOTDRILL_CONFIG=str(path), MOTDRILL_LRS_ENDPOINT="http://127.0.0.1:1")
    assert (ran.code, ran.out) == (2, "")
    assert wanted in ran.err
    assert SECRET not in ran.err
    assert len(ran.err.splitlines()) == 1


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ([], "To which store?"),
        (["--endpoint", f"https://{KEY}@lrs.example.org/xAPI"], "An endpoint has no name and password in it."),
        (["--endpoint", f"lrs.example.org/xAPI?key={SECRET}"], "The endpoint must be an address such as"),
        (["--endpoint", "https://lrs.example.org", "--key", SECRET], "A key has the form NAME:SECRET."),
        (["--endpoint", "https://lrs.example.org", "--key", KEY, "--base", SECRET], "The base of ids must be"),
    ],
)
def test_what_cannot_be_used_is_told_without_the_key(run: Run, tmp_path: Path, words: list[str], wanted: str) -> None:
    ran = run("send", *words, **alone(tmp_path), MOTDRILL_DEBUG="1")
    assert (ran.code, ran.out) == (2, "")
    assert wanted in ran.err
    assert SECRET not in ran.err


def test_without_the_package_for_sending_it_says_what_to_install(
    recording: Recording, send: Run, tmp_path: Path
) -> None:
    recording.drill()
    ran = send("https://lrs.example.org", **stores.without_httpx(tmp_path))
    assert (ran.code, ran.err) == (2, 'Sending needs one more package. Install it: pip install "motdrill[lrs]"\n')


def test_help_does_not_show_what_the_environment_says(run: Run) -> None:
    ran = run("send", "--help", MOTDRILL_LRS_KEY=KEY, MOTDRILL_LRS_ENDPOINT="https://lrs.example.org")
    assert ran.code == 0
    assert "lrs.example.org" not in ran.out
    assert SECRET not in ran.out


def test_a_key_does_not_show_itself() -> None:
    assert SECRET not in f"{checked_key(KEY)} {checked_key(KEY)!r} {[checked_key(KEY)]}"
    assert checked_key("name:with:colons") == LrsKey("name", "with:colons")


@pytest.mark.parametrize("key", ["", ":", "name", "name:", ":secret"])
def test_a_key_has_a_name_and_a_secret(key: str) -> None:
    with pytest.raises(UsageError, match="bad-key"):
        checked_key(key)


@pytest.mark.parametrize(
    "endpoint", ["https://LRS.example.org/xAPI", " https://lrs.example.org/xAPI/ ", "https://lrs.example.org/xAPI/statements",
                 "HTTPS://lrs.example.org/xAPI/statements/"]
)  # fmt: skip
def test_the_same_store_named_in_any_way_is_the_same(endpoint: str) -> None:
    assert checked_endpoint(endpoint) == "https://lrs.example.org/xAPI"


@pytest.mark.parametrize(
    "address", ["", "lrs", "ftp://lrs.example.org", "https://", "https:///xAPI", "https://lrs.example.org/a b", "https://x:port/",
                "https://lrs.example.org/xAPI?a=1", "https://lrs.example.org/#a", "https://[::1/", "https://a\u202eb/"]
)  # fmt: skip
def test_what_is_no_address_is_neither_endpoint_nor_base(address: str) -> None:
    for checked in (checked_endpoint, checked_base):
        with pytest.raises(UsageError, match="bad-"):
            checked(address)


@pytest.mark.parametrize(
    ("endpoint", "clear"),
    [
        ("https://lrs.example.org", False),
        ("http://localhost:8100/xAPI", False),
        ("http://127.8.0.1/xAPI", False),
        ("http://[::1]:80/xAPI", False),
        ("http://lrs.example.org", True),
        ("http://10.0.0.1", True),
        ("http://127.0.0.1.example.org", True),
    ],
)
def test_whoever_sends_in_the_clear_is_warned(endpoint: str, clear: bool) -> None:
    assert is_unencrypted(endpoint) == clear


# ---------------------------------------------------------------- patience, and what travels together


def parcels(*sizes: int, alone: Sequence[int] = ()) -> list[DrillStatements]:
    return [
        DrillStatements(str(i), [{"id": f"{i}/{j}"} for j in range(size)], i in alone) for i, size in enumerate(sizes)
    ]


@pytest.mark.parametrize(
    ("sizes", "alone", "wanted"),
    [
        ([40, 40, 40], [], ["01", "2"]),
        ([50, 50, 1], [], ["01", "2"]),
        ([5, 500, 5], [], ["0", "1", "2"]),
        ([5, 5, 5, 5], [2, 3], ["01", "2", "3"]),
        ([], [], []),
    ],
)
def test_drills_travel_whole_and_about_a_hundred_statements_together(
    sizes: list[int], alone: list[int], wanted: list[str]
) -> None:
    assert ["".join(each.drill_id for each in batch) for batch in batches(parcels(*sizes, alone=alone))] == wanted


def sent(replies: list[StoreResponse], chance: float = 0.0) -> tuple[list[Delivery], list[float]]:
    """What becomes of three drills in two batches at a store that gives these answers, and how long it is waited."""
    pauses: list[float] = []
    sender = Sender(Replies(replies), pauses.append, lambda: chance)
    return list(sender.send(parcels(40, 40, 40))), pauses


class Replies:
    """A store that gives these answers, one a request."""

    def __init__(self, replies: list[StoreResponse]) -> None:
        self._replies = replies

    def post(self, statements: Sequence[dict[str, Any]]) -> StoreResponse:
        return self._replies.pop(0)

    def get(self, statement_id: str) -> StoreResponse:
        return self._replies.pop(0)


OK = StoreResponse(200, body=json.dumps([each["id"] for drill in parcels(40, 40, 40) for each in drill.statements]))
OFFLINE = StoreResponse(0, "offline")


def test_patience_doubles_and_then_ends() -> None:
    fates, pauses = sent([OK, *[OFFLINE] * 5])
    assert pauses == [0.5, 1.0, 2.0, 4.0]
    assert fates == [Delivery("sent", ("0", "1")), Delivery("ended", (), (StoreFault("unreachable", OFFLINE),))]


def test_chance_keeps_many_from_coming_back_all_at_once() -> None:
    assert sent([OFFLINE, OK, OK], chance=1.0)[1] == [0.75]


@pytest.mark.parametrize(("asked", "waited"), [(0.1, 0.5), (3.0, 3.0), (3600.0, 30.0)])
def test_a_store_may_ask_to_be_left_alone_for_half_a_minute(asked: float, waited: float) -> None:
    assert sent([StoreResponse(429, "", retry_after_s=asked), OK, OK])[1] == [waited]


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("", 0.0),
        ("7", 7.0),
        ("-7", 0.0),
        ("nan", 0.0),
        ("soon", 0.0),
        ("Wed, 04 Mar 2026 12:00:09 GMT", 9.0),
        ("Wed, 04 Mar 2026 11:00:00 GMT", 0.0),
        ("Wed, 04 Mar 99999999999999999999 11:00:00 GMT", 0.0),
    ],
)
def test_how_long_is_said_in_seconds_or_as_a_time_by_the_store_s_clock(value: str, seconds: float) -> None:
    assert retry_after(value, "Wed, 04 Mar 2026 12:00:00 GMT") == seconds


def test_a_time_without_the_store_s_clock_says_nothing() -> None:
    assert retry_after("Wed, 04 Mar 2026 12:00:09 GMT", "") == 0.0


@pytest.mark.parametrize(
    ("status", "wanted"),
    [(0, "unreachable"), (202, "no-store"), (204, "unconfirmed"), (301, "moved"), (304, "no-store"),
     (401, "not-allowed"), (403, "not-allowed"), (404, "no-store"), (405, "no-store"), (408, "busy"),
     (409, "unconfirmed"), (413, "refused"), (422, "refused"), (429, "busy"), (500, "busy"), (503, "busy")],
)  # fmt: skip
def test_every_answer_means_something(status: int, wanted: str) -> None:
    place = "https://other.example.org" if status == 301 else ""
    assert meaning(StoreResponse(status, "why", place=place), [{"id": "a"}]) == wanted


def test_an_error_in_the_middle_of_a_batch_s_drills_ends_the_sending() -> None:
    fates, _pauses = sent([StoreResponse(400), OK, StoreResponse(401)])
    assert fates == [Delivery("sent", ("0",)), Delivery("ended", (), (StoreFault("not-allowed", StoreResponse(401)),))]
