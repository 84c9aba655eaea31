"""The journal's file: what comes back, and what becomes of a damaged, newer, locked, read-only or full one."""

from __future__ import annotations

import contextlib
import hashlib
import json
import random
import signal
import sqlite3
import subprocess
import sys
import threading
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from motdrill import library
from motdrill.drill.records import Timing
from motdrill.drill.turn import Answer
from motdrill.errors import JournalError
from motdrill.journal import database, tables
from motdrill.journal.entries import DrillStart
from motdrill.journal.journal import Journal
from motdrill.journal.tables import VERSION
from motdrill.messages import errors
from powers import powerless
from practised import rows
from terminal import LONGEST_RUN_S, PROGRAM, Planned, Ran, Run, answer_lines, mixed, planned, squeezed

SEED = 7
DRILL = ("drill", "bank-counter", "--seed", str(SEED))
NOW = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)
BEGUN = DrillStart("bank-counter", "/somewhere/bank-counter.yaml", "title: Ä 银行\r\n", SEED, "en", "practice", "")
ANSWERS = (
    Answer("how-angry", 4),
    Answer("roar", "name-the-wait"),
    Answer("sort", ("fix", "heard")),
    Answer("mark", ("greets",)),
    Answer("mark-none", ()),
    Answer("calm", 0),
)


def timing(elapsed_s: float, hinted: bool) -> Timing:
    return Timing(NOW.isoformat(), elapsed_s, int(hinted))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A journal that is not there yet."""
    return tmp_path / "data" / "journal.db"


@pytest.fixture
def open_journal(path: Path) -> Iterator[Callable[..., Journal]]:
    """Opens the journal; it is closed with the test."""
    with contextlib.ExitStack() as opened:

        def go(now: datetime = NOW) -> Journal:
            journal = Journal(path, now)
            opened.callback(journal.close)
            return journal

        yield go


def begun(journal: Journal, answers: Sequence[Answer] = ANSWERS, at: datetime = NOW, **more: Any) -> str:
    """Begins a drill and records its answers."""
    drill_id = journal.begin_drill(replace(BEGUN, **more), at)
    for number, answer in enumerate(answers, 1):
        journal.record_answer(drill_id, number, answer, timing(1.5, number == 2))
    return drill_id


def is_whole(path: Path) -> bool:
    """Whether the database is undamaged."""
    return rows(path, "PRAGMA integrity_check") == [("ok",)] and not rows(path, "PRAGMA foreign_key_check")


def stored_answers(path: Path) -> list[tuple[str, Any]]:
    found = rows(path, "SELECT step, given FROM answer ORDER BY drill_id, number")
    return [(step, json.loads(given)) for step, given in found]


def wanted_answers(turns: Sequence[Planned]) -> list[tuple[str, Any]]:
    return [(turn.step_id, list(turn.given) if isinstance(turn.given, tuple) else turn.given) for turn in turns]


# ---------------------------------------------------------------- what is stored comes back


def test_a_drill_that_was_begun_and_not_ended_comes_back_with_its_answers(open_journal: Any) -> None:
    drill_id = begun(open_journal(), trainee="Li")
    found = open_journal().unfinished_drill("Li")
    assert found is not None
    assert (found.id, found.start, found.answers) == (drill_id, replace(BEGUN, trainee="Li"), ANSWERS)
    assert found.started_at == "2026-03-04T05:06:07+00:00"


@pytest.mark.parametrize("answer", ANSWERS, ids=lambda answer: answer.step)
def test_every_kind_of_answer_comes_back_as_it_was_given(open_journal: Any, answer: Answer) -> None:
    begun(open_journal(), [answer])
    found = open_journal().unfinished_drill("")
    assert found.answers == (answer,)
    assert type(found.answers[0].value) is type(answer.value)


def test_answers_come_back_in_the_order_given_beyond_ten(open_journal: Any) -> None:
    answers = [Answer(f"step-{number}", "aa") for number in range(1, 120)]
    begun(open_journal(), answers)
    assert open_journal().unfinished_drill("").answers == tuple(answers)


@pytest.mark.parametrize("mode", ["practice", "exam", "replay"])
def test_the_mode_comes_back(open_journal: Any, mode: Any) -> None:
    begun(open_journal(), mode=mode)
    assert open_journal().unfinished_drill("").start.mode == mode


def test_the_largest_seed_comes_back(open_journal: Any) -> None:
    begun(open_journal(), seed=2**32 - 1)
    assert open_journal().unfinished_drill("").start.seed == 2**32 - 1


def test_a_drill_without_an_answer_was_not_cut_off(open_journal: Any) -> None:
    begun(open_journal(), [])
    assert open_journal().unfinished_drill("") is None


@pytest.mark.parametrize("guess", [None, 0, 10])
def test_a_finished_drill_is_stored_with_its_guess_and_is_not_unfinished(
    open_journal: Any, path: Path, guess: int | None
) -> None:
    journal = open_journal()
    journal.finish_drill(begun(journal), guess, NOW + timedelta(minutes=8))
    assert open_journal().unfinished_drill("") is None
    stored = rows(path, "SELECT finished, guess, started_at, ended_at FROM drill")
    assert stored == [(1, guess, "2026-03-04T05:06:07+00:00", "2026-03-04T05:14:07+00:00")]


def test_a_drill_left_for_good_is_stored_as_ended_and_not_finished(open_journal: Any, path: Path) -> None:
    journal = open_journal()
    begun(journal)
    journal.abandon_drill(journal.unfinished_drill("").id, NOW)
    assert open_journal().unfinished_drill("") is None
    assert rows(path, "SELECT finished, guess, ended_at FROM drill") == [(0, None, "2026-03-04T05:06:07+00:00")]
    assert rows(path, "SELECT count(*) FROM answer") == [(len(ANSWERS),)]


def test_of_two_drills_cut_off_the_later_one_is_found_first(open_journal: Any) -> None:
    journal = open_journal()
    second = begun(journal, at=NOW + timedelta(seconds=1))
    begun(journal)
    assert journal.unfinished_drill("").id == second


def test_of_two_drills_begun_in_the_same_second_the_later_one_is_found_first(open_journal: Any) -> None:
    journal = open_journal()
    for _times in range(6):
        last = begun(journal, ANSWERS[:1])
        assert journal.unfinished_drill("").id == last


def test_everybody_has_a_drill_of_their_own(open_journal: Any) -> None:
    journal = open_journal()
    ids = {name: begun(journal, trainee=name) for name in ("", "Li", "li", "Ánna")}
    assert {name: journal.unfinished_drill(name).id for name in ids} == ids
    assert journal.unfinished_drill("Wu") is None


def test_an_answer_is_stored_with_its_seconds_and_its_hint(open_journal: Any, path: Path) -> None:
    journal = open_journal()
    drill_id = begun(journal, [])
    journal.record_answer(drill_id, 1, ANSWERS[0], timing(12.3456, True))
    journal.record_answer(drill_id, 2, ANSWERS[1], timing(0.0, False))
    stored = rows(path, "SELECT number, step, given, elapsed_s, hinted FROM answer ORDER BY number")
    assert stored == [(1, "how-angry", "4", 12.35, 1), (2, "roar", '"name-the-wait"', 0.0, 0)]


def test_an_answer_stands_in_the_file_as_soon_as_it_is_recorded(open_journal: Any, path: Path) -> None:
    journal = open_journal()
    drill_id = begun(journal, [])
    for number, answer in enumerate(ANSWERS, 1):
        journal.record_answer(drill_id, number, answer, timing(0.1, False))
        assert rows(path, "SELECT count(*) FROM answer") == [(number,)]


def test_a_scenario_is_kept_once_by_the_hash_of_its_text(open_journal: Any, path: Path) -> None:
    journal = open_journal()
    text = library.find_scenario("bank-counter")[0].read_text(encoding="utf-8")
    for each in (text, text, text + "\n"):
        begun(journal, text=each)
    found = dict(rows(path, "SELECT hash, text FROM scenario"))
    assert {key: zlib.decompress(packed).decode() for key, packed in found.items()} == {
        hashlib.sha256(each.encode()).hexdigest(): each for each in (text, text + "\n")
    }
    assert sum(map(len, found.values())) < len(text.encode())
    assert rows(path, "SELECT count(*) FROM drill") == [(3,)]


# ---------------------------------------------------------------- the tables


def test_nothing_is_stored_that_can_be_computed(open_journal: Any, path: Path) -> None:
    open_journal()
    names = [name for (name,) in rows(path, "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    assert {name: [row[1] for row in rows(path, f"PRAGMA table_info({name})")] for name in names} == {
        "answer": ["drill_id", "number", "step", "given", "elapsed_s", "hinted", "answered_at", "confirmed"],
        "class": [
            *("id", "scenario_id", "file", "scenario_hash", "seed", "lang", "manner", "started_at", "ended_at"),
        ],
        "class_event": ["class_id", "number", "event", "happened_at"],
        "drill": [
            *("id", "scenario_id", "file", "scenario_hash", "seed", "lang", "mode", "trainee"),
            *("started_at", "ended_at", "finished", "guess"),
        ],
        "outbox": ["drill_id", "endpoint", "queued_at", "sent_at", "problem"],
        "review": [
            *("id", "trainee", "scenario_id", "scenario_hash", "lang", "step", "anger"),
            *("given", "elapsed_s", "hinted", "answered_at", "confirmed"),
        ],
        "scenario": ["hash", "text"],
        "words": ["id", "trainee", "scenario_id", "step", "lang", "said", "said_at", "ticked"],
    }
    assert rows(path, "PRAGMA user_version") == [(VERSION,)]


def test_a_journal_of_the_first_version_is_brought_to_this_one_with_all_it_has(open_journal: Any, path: Path) -> None:
    path.parent.mkdir()
    first = tables.SCHEMA[0].read_text("utf-8")
    with contextlib.closing(sqlite3.connect(path)) as db:
        db.executescript(f"{first}; PRAGMA user_version = 1")
        db.execute("INSERT INTO scenario VALUES ('x', ?)", (zlib.compress(BEGUN.text.encode()),))
        db.execute(
            "INSERT INTO drill (id, scenario_id, file, scenario_hash, seed, lang, mode, trainee, started_at)"
            " VALUES ('d', 'bank-counter', '/somewhere/bank-counter.yaml', 'x', 7, 'en', 'practice', '', '2026-01-01')"
        )
        db.execute("INSERT INTO answer VALUES ('d', 1, 'how-angry', '4', 1.5, 0)")
        db.commit()
    unfinished = open_journal().unfinished_drill("")
    assert (unfinished.start, unfinished.answers) == (BEGUN, ANSWERS[:1])
    assert rows(path, "SELECT answered_at FROM answer") == [("",)]
    assert rows(path, "PRAGMA user_version") == [(VERSION,)]


def test_an_answer_to_no_drill_is_refused(open_journal: Any, path: Path) -> None:
    journal = open_journal()
    with pytest.raises((sqlite3.IntegrityError, JournalError)):
        journal.record_answer("no-such-drill", 1, ANSWERS[0], timing(0.1, False))
    assert rows(path, "SELECT count(*) FROM answer") == [(0,)]
    begun(journal)  # and the journal can be used afterwards
    assert is_whole(path)


def test_an_answer_is_never_overwritten(open_journal: Any, path: Path) -> None:
    journal = open_journal()
    drill_id = begun(journal, ANSWERS[:1])
    with pytest.raises((sqlite3.IntegrityError, JournalError)):
        journal.record_answer(drill_id, 1, ANSWERS[1], timing(0.1, False))
    assert journal.unfinished_drill("").answers == ANSWERS[:1]


def test_the_answers_of_a_drill_go_with_it_and_a_scenario_that_is_played_stays(open_journal: Any, path: Path) -> None:
    begun(open_journal())
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("PRAGMA foreign_keys = ON")
        with pytest.raises(sqlite3.IntegrityError):
            db.execute("DELETE FROM scenario")
        db.execute("DELETE FROM drill")
        assert db.execute("SELECT count(*) FROM answer").fetchone() == (0,)


@pytest.mark.parametrize(("pragma", "value"), [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1)])
def test_the_journal_is_opened_safely_the_first_time_and_later(open_journal: Any, pragma: str, value: Any) -> None:
    for _times in range(2):
        assert open_journal()._db.execute(f"PRAGMA {pragma}").fetchone() == (value,)


def test_times_are_utc_in_iso_8601_whatever_the_clock_on_the_wall_says(run: Run, path: Path) -> None:
    turns = planned("bank-counter", SEED, mixed)
    before = datetime.now(UTC).replace(microsecond=0)
    run(*DRILL, typed=answer_lines(turns, "6"), MOTDRILL_JOURNAL=str(path), TZ="Asia/Shanghai")
    ((started, ended),) = rows(path, "SELECT started_at, ended_at FROM drill")
    times = [datetime.fromisoformat(each) for each in (started, ended)]
    assert [each.utcoffset() for each in times] == [timedelta(0)] * 2
    assert before <= times[0] <= times[1] <= datetime.now(UTC)


def test_a_whole_drill_is_stored_as_it_was_played(run: Run, path: Path) -> None:
    turns = planned("bank-counter", SEED, mixed)
    assert run(*DRILL, "--as", "Li", typed=answer_lines(turns, "6"), MOTDRILL_JOURNAL=str(path)).err == ""
    assert stored_answers(path) == wanted_answers(turns)
    stored = rows(path, "SELECT scenario_id, seed, lang, mode, trainee, finished, guess FROM drill")
    assert stored == [("bank-counter", SEED, "en", "practice", "Li", 1, 6)]
    assert is_whole(path)


# ---------------------------------------------------------------- a journal of a newer motdrill


@pytest.fixture
def newer(path: Path) -> Path:
    """A journal of a motdrill to come."""
    path.parent.mkdir()
    with contextlib.closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE drill (all_is_different TEXT)")
        db.execute(f"PRAGMA user_version = {VERSION + 1}")
        db.execute(f"PRAGMA application_id = {tables.APPLICATION_ID}")
        db.commit()
    return path


def test_a_journal_of_a_newer_motdrill_is_refused_and_stays_as_it_is(newer: Path) -> None:
    before = newer.read_bytes()
    with pytest.raises(JournalError) as caught:
        Journal(newer, NOW)
    error = caught.value
    assert (error.code, error.exit_code) == ("journal-newer", 2)
    assert error.values == {"file": str(newer), "given": VERSION + 1, "known": VERSION}
    assert newer.read_bytes() == before
    assert [each.name for each in newer.parent.iterdir()] == [newer.name]


def test_going_on_from_a_journal_of_a_newer_motdrill_ends_with_2_and_says_what_to_do(run: Run, newer: Path) -> None:
    done = run("drill", "--resume", MOTDRILL_JOURNAL=str(newer))
    assert (done.code, done.out) == (2, "")
    told = errors.error_message(JournalError("journal-newer", file=str(newer), given=VERSION + 1, known=VERSION))
    assert done.err.strip() == told


def test_a_journal_of_a_newer_motdrill_keeps_nobody_from_playing(run: Run, newer: Path) -> None:
    played_unrecorded(run(*DRILL, "--json", typed=WHOLE, MOTDRILL_JOURNAL=str(newer)), "of a newer motdrill")
    assert rows(newer, "PRAGMA table_info(drill)")[0][1] == "all_is_different"


# ---------------------------------------------------------------- a damaged journal


WHOLE = answer_lines(planned("bank-counter", SEED, mixed), "6")


def played_unrecorded(done: Ran, why: str = "") -> None:
    """A drill was played to its end, and the person told once that it is not recorded."""
    assert (done.code, json.loads(done.out)["remembered"]["guess"]) == (0, 6), done.err
    assert done.err.count("This drill is not recorded.") == 1, done.err
    assert squeezed(why) in squeezed(done.err)
    assert "rollback" not in done.err  # why it failed, not what came of it


def a_real_one(path: Path) -> bytes:
    """The content of a journal with some drills."""
    journal = Journal(path, NOW)
    text = library.find_scenario("bank-counter")[0].read_text(encoding="utf-8")
    for number in range(4):
        begun(journal, [Answer(f"step-{step}", "a-reply") for step in range(60)], text=f"{text}#{number}")
    journal.close()
    content = path.read_bytes()
    assert len(content) > 60_000
    return content


def noise(size: int) -> bytes:
    return random.Random(1).randbytes(size)


DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "noise": lambda _whole: noise(5000),
    "text": lambda _whole: "Dear diary\n今天\n".encode(),
    "head-only": lambda whole: whole[:1000],
    "first-page-only": lambda whole: whole[:4096],
    "half": lambda whole: whole[: len(whole) // 2],
    "head-overwritten": lambda whole: noise(200) + whole[200:],
    "noise-after-the-head": lambda whole: whole[:100] + noise(len(whole) - 100),
    "zeros-after-the-head": lambda whole: whole[:100] + bytes(len(whole) - 100),
}


def set_aside(path: Path) -> list[bytes]:
    """The content of the files set aside."""
    return [each.read_bytes() for each in sorted(path.parent.glob(f"{path.name}.damaged-*"))]


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_journal_is_set_aside_as_it_is_and_a_new_one_begun(path: Path, damage: str) -> None:
    content = DAMAGE[damage](a_real_one(path))
    path.write_bytes(content)
    journal = Journal(path, NOW)
    assert journal.repair and journal.repair.damaged_copy == path.with_name("journal.db.damaged-20260304T050607")
    assert journal.repair.damaged_copy.read_bytes() == content
    assert journal.unfinished_drill("") is None
    begun(journal)
    assert journal.unfinished_drill("").answers == ANSWERS
    journal.close()
    assert is_whole(path)


def test_a_person_is_told_where_a_damaged_journal_was_set_aside_and_plays_on(run: Run, path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(noise(5000))
    done = run(*DRILL, "--json", typed=WHOLE, MOTDRILL_JOURNAL=str(path))
    (aside,) = path.parent.glob("journal.db.damaged-*")
    assert aside.read_bytes() == noise(5000)
    told = f"The journal was damaged. It was set aside as {aside}, and a new one begun."
    assert (done.code, done.err.count(told)) == (0, 1)
    assert "not recorded" not in done.err
    assert json.loads(done.out)["remembered"]["guess"] == 6
    assert rows(path, "SELECT finished FROM drill") == [(1,)]
    assert run(*DRILL, "--json", typed=WHOLE, MOTDRILL_JOURNAL=str(path)).code == 0
    assert set_aside(path) == [noise(5000)]
    assert rows(path, "SELECT finished FROM drill") == [(1,), (1,)]


@pytest.mark.long
def test_damage_in_any_page_ends_in_no_defect_and_loses_nothing(path: Path) -> None:
    whole, failed = a_real_one(path), []
    for page in range(len(whole) // 4096):
        for each in path.parent.iterdir():
            each.unlink()
        content = (
            whole[: page * 4096] + (noise(4096) if page else whole[:100] + noise(3996)) + whole[(page + 1) * 4096 :]
        )
        path.write_bytes(content)
        try:
            journal = Journal(path, NOW)
            with contextlib.closing(journal):
                journal.unfinished_drill("")
                journal.finish_drill(begun(journal), 6, NOW)
            assert journal.repair is None or set_aside(path) == [content]
        except JournalError:
            pass  # told to the person
        except Exception as error:
            failed.append((page + 1, repr(error)))
    assert failed == []


@pytest.mark.parametrize("what", ["its tables", "the scenario's text", "an answer"])
def test_damage_that_is_met_late_keeps_nobody_from_playing(run: Run, path: Path, what: str) -> None:
    whole = a_real_one(path)
    if what == "its tables":
        (root,) = rows(path, "SELECT rootpage FROM sqlite_master WHERE name = 'drill_by_trainee'")[0]
        path.write_bytes(whole[: (root - 1) * 4096] + noise(4096) + whole[root * 4096 :])
    else:
        change = "scenario SET text = x'00ff'" if what == "the scenario's text" else "answer SET given = 'a-re'"
        with contextlib.closing(sqlite3.connect(path)) as db:
            db.execute(f"UPDATE {change}")
            db.commit()
    done = run(*DRILL, "--json", typed=WHOLE, MOTDRILL_JOURNAL=str(path))
    assert done.code == 0, done.err
    assert json.loads(done.out)["remembered"]["guess"] == 6
    assert "The journal" in done.err


def test_two_journals_damaged_in_the_same_second_are_both_kept(path: Path) -> None:
    path.parent.mkdir()
    for content in (b"the first one", b"the second one"):
        path.write_bytes(content)
        Journal(path, NOW).close()
    assert sorted(set_aside(path)) == [b"the first one", b"the second one"]


# ---------------------------------------------------------------- a journal that cannot be used


def run_as(env: dict[str, str], before: Callable[[], object], *arguments: str, text: str = WHOLE) -> Ran:
    """Runs the program where something was done in its process before it began."""
    command = [*PROGRAM, *arguments]
    done = subprocess.run(
        command, input=text.encode(), capture_output=True, env=env, cwd="/", timeout=LONGEST_RUN_S, preexec_fn=before
    )
    return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())


def test_a_folder_in_place_of_the_journal_keeps_nobody_from_playing(run: Run, path: Path) -> None:
    path.mkdir(parents=True)
    played_unrecorded(run(*DRILL, "--json", typed=WHOLE, MOTDRILL_JOURNAL=str(path)), str(path))
    assert list(path.iterdir()) == []
    done = run("drill", "--resume", MOTDRILL_JOURNAL=str(path))
    assert (done.code, str(path) in done.err) == (2, True)


def test_a_file_in_place_of_the_folder_keeps_nobody_from_playing(run: Run, path: Path) -> None:
    path.parent.write_text("a file")
    played_unrecorded(run(*DRILL, "--json", typed=WHOLE, MOTDRILL_JOURNAL=str(path)), str(path))
    assert path.parent.read_text() == "a file"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux lets an administrator give up single powers")
@pytest.mark.parametrize("kept", ["folder", "folder-with-a-journal", "file"])
def test_a_read_only_journal_keeps_nobody_from_playing(env: dict[str, str], path: Path, kept: str) -> None:
    path.parent.mkdir()
    if kept != "folder":
        begun(journal := Journal(path, NOW), trainee="Wu")
        journal.close()
        path.chmod(0o444)
    if kept != "file":
        path.parent.chmod(0o555)
    before = path.read_bytes() if path.exists() else None
    try:
        played_unrecorded(run_as(env, powerless, *DRILL, "--json", "--journal", str(path)), str(path))
        assert (path.read_bytes() if path.exists() else None) == before
        assert set_aside(path) == []
    finally:
        path.parent.chmod(0o755)


# ---------------------------------------------------------------- a full disk


def full_beyond(size: int) -> Callable[[], None]:
    """In a child: no file may grow beyond that size."""
    resource = pytest.importorskip("resource")

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    return limit


def size_after(folder: Path, count: int) -> int:
    """The size of the log of a journal in which a drill of that many answers has begun."""
    journal = Journal(folder / "measure.db", NOW)
    with contextlib.closing(journal):
        journal.check_writable()
        if count:
            text = library.find_scenario("bank-counter")[0].read_text(encoding="utf-8")
            turns = planned("bank-counter", SEED, mixed)
            begun(journal, turns[-1].after.drill.answers[:count], text=text)
        return (folder / "measure.db-wal").stat().st_size


@pytest.mark.parametrize("room", [0, 20_000, 33_000])
def test_where_there_is_no_room_for_a_journal_the_drill_is_played(env: dict[str, str], path: Path, room: int) -> None:
    played_unrecorded(run_as(env, full_beyond(room), *DRILL, "--json", "--journal", str(path)), str(path))
    assert not path.exists() or is_whole(path)


@pytest.mark.parametrize("count", [1, 5])
@pytest.mark.parametrize("more", [1000, 5000])
def test_where_the_disk_gets_full_the_drill_is_played_and_what_was_recorded_is_whole(
    env: dict[str, str], run: Run, tmp_path: Path, path: Path, count: int, more: int
) -> None:
    turns = planned("bank-counter", SEED, mixed)
    room = size_after(tmp_path, count) + more
    done = run_as(env, full_beyond(room), *DRILL, "--json", "--journal", str(path))
    played_unrecorded(done, str(path))
    assert is_whole(path)
    stored = stored_answers(path)
    assert stored == wanted_answers(turns[: len(stored)])
    assert count <= len(stored) <= count + 1
    before, told, _after = done.err.partition("Answers are kept here meanwhile")  # at that answer, not only at the end
    assert told and f" {turns[len(stored)].place} " in before and f" {turns[len(stored) + 1].place} " not in before
    assert rows(path, "SELECT count(*) FROM drill WHERE finished") == [(0,)]
    if stored and more == 1000:  # there is room again
        again = run(
            "drill", "--resume", "--json", typed=answer_lines(turns[len(stored) :], "6"), MOTDRILL_JOURNAL=str(path)
        )
        assert (again.code, again.out) == (0, done.out), again.err


def test_a_full_disk_does_not_keep_the_journal_locked(path: Path) -> None:
    journal = Journal(path, NOW)
    drill_id = begun(journal, [])
    resource = pytest.importorskip("resource")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (path.with_name("journal.db-wal").stat().st_size + 1000, hard))
    try:
        with pytest.raises(JournalError):
            journal.record_answer(drill_id, 1, ANSWERS[0], timing(0.1, False))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    other = Journal(path, NOW)
    begun(other)  # who finds it locked is told
    journal.close()
    other.close()
    assert is_whole(path)


def test_a_transaction_that_sqlite_has_ended_by_itself_is_told_with_its_reason(path: Path) -> None:
    journal = Journal(path, NOW)
    with journal.reading() as db:
        db.execute(f"PRAGMA max_page_count = {db.execute('PRAGMA page_count').fetchone()[0]}")
    with pytest.raises(JournalError) as caught, journal.writing() as db:
        db.execute("CREATE TABLE large (a)")
        db.executemany("INSERT INTO large VALUES (?)", [("x" * 10_000,)] * 100)
    assert "full" in str(caught.value.values["reason"])
    with journal.reading() as db:
        db.execute("PRAGMA max_page_count = 10000")
    begun(journal)
    journal.close()


def test_a_commit_that_fails_leaves_no_transaction_open(path: Path) -> None:
    journal = Journal(path, NOW)
    with pytest.raises(JournalError), journal.writing() as db:
        db.execute("PRAGMA defer_foreign_keys = ON")  # broken only where it is committed
        db.execute("INSERT INTO answer VALUES ('nobody', 1, 'a', '1', 0.0, 0, '')")
    begun(journal)
    journal.close()
    assert rows(path, "SELECT count(*) FROM answer WHERE drill_id = 'nobody'") == [(0,)]


# ---------------------------------------------------------------- two programs at once

RECORD = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from motdrill.drill.records import Timing
from motdrill.drill.turn import Answer
from motdrill.journal.entries import DrillStart
from motdrill.journal import database, tables
from motdrill.journal.journal import Journal
from motdrill.journal.tables import VERSION

path, name = Path(sys.argv[1]), sys.argv[2]
database.BUSY_MS = 60_000  # on a machine with much else to do, the others take their time
print("ready", flush=True)
sys.stdin.readline()
journal = Journal(path, datetime.now(UTC))
start = DrillStart("x", "/somewhere/x.yaml", "text", 1, "en", "practice", name)
drill_id = journal.begin_drill(start, datetime.now(UTC))
for number in range(1, int(sys.argv[3]) + 1):
    journal.record_answer(drill_id, number, Answer(f"step-{number}", name), Timing("2026-03-04T05:06:07+00:00", 0.1, 0))
journal.finish_drill(drill_id, None, datetime.now(UTC))
"""


def record_at_once(path: Path, people: int, answers: int) -> None:
    """So many processes open the same journal at the same moment and record answers."""
    command = [sys.executable, "-c", RECORD, str(path)]
    working = [
        subprocess.Popen(
            [*command, str(number), str(answers)],
            bufsize=0,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for number in range(people)
    ]
    for each in working:
        assert each.stdout and each.stdout.readline() == b"ready\n"
    for each in working:
        assert each.stdin and each.stdin.write(b"now\n")
    assert [each.communicate(timeout=LONGEST_RUN_S)[1].decode() for each in working] == [""] * people
    assert [each.returncode for each in working] == [0] * people


def test_two_programs_at_once_record_all_their_answers(path: Path) -> None:
    Journal(path, NOW).close()
    record_at_once(path, 2, 100)
    stored = rows(path, "SELECT trainee, number, step, given FROM drill JOIN answer ON id = drill_id ORDER BY 1, 2")
    assert stored == [(name, n, f"step-{n}", f'"{name}"') for name in "01" for n in range(1, 101)]
    assert is_whole(path)


def test_programs_that_make_the_journal_at_the_same_moment_all_record(path: Path) -> None:
    path.parent.mkdir()
    for number in range(2):
        fresh = path.with_name(f"fresh-{number}.db")
        record_at_once(fresh, 6, 3)
        assert rows(fresh, "SELECT count(*) FROM answer") == [(18,)]
        assert is_whole(fresh)
        assert list(path.parent.glob("*damaged*")) == []


def test_programs_that_find_the_same_damage_at_the_same_moment_keep_it_once_and_all_record(path: Path) -> None:
    path.parent.mkdir()
    for number in range(2):
        damaged = path.with_name(f"damaged-{number}.db")
        damaged.write_bytes(noise(5000))
        record_at_once(damaged, 6, 3)
        assert rows(damaged, "SELECT count(*) FROM answer") == [(18,)]
        (aside,) = path.parent.glob(f"{damaged.name}.damaged-*")
        assert aside.read_bytes() == noise(5000)


def test_who_finds_the_journal_busy_waits(open_journal: Any, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "BUSY_MS", 60_000)
    journal, other = open_journal(), sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    drill_id = begun(journal, [])
    other.execute("BEGIN IMMEDIATE")
    happened = []

    def end() -> None:
        happened.append("the other has ended")
        other.execute("ROLLBACK")

    later = threading.Timer(0.4, end)
    later.start()
    journal.record_answer(drill_id, 1, ANSWERS[0], timing(0.1, False))
    assert happened == ["the other has ended"]
    later.join()
    other.close()
    assert journal.unfinished_drill("").answers == ANSWERS[:1]


def test_who_finds_the_journal_busy_for_too_long_is_told(
    open_journal: Any, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "BUSY_MS", 50)
    journal = open_journal()
    drill_id = begun(journal, [])
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(JournalError) as caught:
            journal.record_answer(drill_id, 1, ANSWERS[0], timing(0.1, False))
    assert caught.value.values["reason"] == "database is locked"
    assert set_aside(path) == []
    journal.record_answer(drill_id, 1, ANSWERS[0], timing(0.1, False))
    assert journal.unfinished_drill("").answers == ANSWERS[:1]
