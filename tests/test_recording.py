"""What a person is told about the journal, when, and what two programs with one journal do."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

import terminal
from class_screen import pass_opening
from class_script import BANK, HANDS
from kills import SCREEN, feedback_of
from practised import change, drilled, rows
from terminal import CTRL_D, ENTER, Opened, Run, Terminal, answer_lines, mixed, page_after, planned, squeezed, weak

pytestmark = pytest.mark.long

SEED = 7
DRILL = ("drill", BANK, "--seed", str(SEED))
EXAM = (*DRILL, "--exam")
TURNS = planned(BANK, SEED, mixed)
EXAM_TURNS = planned(BANK, SEED, mixed, exam=True)
WHOLE = answer_lines(TURNS, "6")

KEPT = "Answers are kept here meanwhile, and recorded once that is mended."
BUSY = "Another program is using the journal. Answers are kept here meanwhile, and recorded once it is free."
AGAIN = "The journal can be used again: everything so far is recorded."
NOTHING_BEGUN = "Nothing was begun, because nothing of it would be recorded."
UNRECORDED = "Nothing of this would be recorded while that is so."
OPEN_DRILL, OPEN_CLASS = (f"This {what} is open in another window." for what in ("drill", "class"))
OFFER = "Go on with it?"

HOLD = """
import sqlite3, sys
db = sqlite3.connect(sys.argv[1], isolation_level=None)
db.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.readline()
"""
POWERLESS = """
import os, sys
from powers import powerless
powerless()
os.execv(sys.executable, [sys.executable, "-m", "motdrill", *sys.argv[1:]])
"""


# ---------------------------------------------------------------- journals that cannot be used


def a_folder(path: Path) -> None:
    path.mkdir()


def a_newer_one(path: Path) -> None:
    drilled(path, BANK, weak)
    change(path, "PRAGMA user_version = 99")


def a_read_only_one(path: Path) -> None:
    drilled(path, BANK, weak)
    path.chmod(0o444)


UNUSABLE = {"folder": a_folder, "newer": a_newer_one, "read-only": a_read_only_one}


@pytest.fixture
def powerless(monkeypatch: pytest.MonkeyPatch, kept: dict[str, str]) -> None:
    """The program may write no more than its user, an administrator as well."""
    if sys.platform != "linux":
        pytest.skip("only Linux lets an administrator give up single powers")
    monkeypatch.setenv("MOTDRILL_AFRESH", "1")
    monkeypatch.setattr(terminal, "PROGRAM", (sys.executable, "-c", POWERLESS))
    kept["PYTHONPATH"] = str(Path(__file__).parent)


@pytest.fixture(params=UNUSABLE)
def unusable(request: pytest.FixtureRequest, path: Path) -> Path:
    """A journal that cannot be written."""
    if request.param == "read-only":
        request.getfixturevalue("powerless")
    UNUSABLE[request.param](path)
    return path


def test_the_first_screen_of_a_drill_says_that_the_journal_cannot_be_used(
    opened: Opened, run: Run, unusable: Path, kept: dict[str, str]
) -> None:
    shown = opened(*DRILL, **kept, **SCREEN)
    shown.wait_for(TURNS[0].before.title, "enter go on")
    assert shown.shows(str(unusable)) and (shown.shows(KEPT) or shown.shows("Nothing more is recorded.")), (
        shown.screen()
    )
    out = squeezed(run(*DRILL, "--plain", typed="q\n", **kept).out)
    assert squeezed(str(unusable)) in out.split("1/7")[0]


@pytest.mark.parametrize("command", [EXAM, HANDS], ids=["exam", "class"])
def test_an_exam_and_a_class_ask_before_they_begin_unrecorded(
    opened: Opened, unusable: Path, kept: dict[str, str], command: tuple[str, ...]
) -> None:
    shown = asked(opened(*command, **kept, **SCREEN), unusable)
    page_after(shown, "y")
    assert shown.shows(TURNS[0].before.title) and not shown.shows(UNRECORDED), shown.screen()


@pytest.mark.parametrize("stop", [ENTER, "q", CTRL_D], ids=["enter", "q", "end-of-input"])
def test_who_does_not_want_an_exam_unrecorded_begins_none(
    opened: Opened, path: Path, kept: dict[str, str], stop: str
) -> None:
    a_folder(path)
    shown = asked(opened(*EXAM, **kept, **SCREEN), path)
    shown.keys(stop)
    assert shown.wait_for_end() == 130
    assert shown.shows(NOTHING_BEGUN) and shown.shows(str(path)), shown.screen()


def asked(shown: Terminal, path: Path) -> Terminal:
    shown.wait_for(str(path), UNRECORDED, "go on unrecorded", "stop")
    shown.settle()
    return shown


@pytest.mark.parametrize("command", [EXAM, HANDS], ids=["exam", "class"])
def test_by_lines_they_ask_too_and_only_y_begins(
    opened: Opened, path: Path, kept: dict[str, str], command: tuple[str, ...]
) -> None:
    a_folder(path)
    for line, begins in (("", False), ("no", False), ("ｙ", True)):
        shown = opened(*command, "--plain", **kept, **SCREEN)
        shown.wait_for(UNRECORDED, "go on unrecorded")
        shown.keys(line, ENTER)
        if begins:
            shown.wait_for(TURNS[0].before.title)
        else:
            assert shown.wait_for_end() == 130 and shown.shows(NOTHING_BEGUN)


@pytest.mark.parametrize("command", [EXAM, HANDS], ids=["exam", "class"])
def test_where_nobody_can_be_asked_neither_begins(
    run: Run, path: Path, kept: dict[str, str], command: tuple[str, ...]
) -> None:
    a_folder(path)
    done = run(*command, "--plain", typed=WHOLE, **kept)
    assert (done.code, done.out) == (2, "")
    assert str(path) in done.err and NOTHING_BEGUN in done.err and len(done.err.splitlines()) == 1


@pytest.mark.usefixtures("powerless")
def test_the_first_screen_of_a_review_says_that_nothing_can_be_written(
    opened: Opened, run: Run, path: Path, kept: dict[str, str]
) -> None:
    drilled(path, BANK, weak, days_ago=9)
    path.chmod(0o444)
    shown = opened("review", **kept, **SCREEN)
    shown.wait_for("review 1 of", str(path), KEPT)
    out = squeezed(run("review", typed="q\n", **kept).out)
    assert squeezed(KEPT) in out


# ---------------------------------------------------------------- a journal that fails on the way


def pass_brief(shown: Terminal) -> None:
    shown.wait_for(TURNS[0].before.title, "enter")
    shown.settle()
    page_after(shown, ENTER)


@pytest.mark.parametrize("exam", [False, True], ids=["practice", "exam"])
def test_a_journal_that_is_replaced_on_the_way_is_told_at_that_answer(
    opened: Opened, path: Path, kept: dict[str, str], exam: bool
) -> None:
    turns = EXAM_TURNS if exam else TURNS
    shown = opened(*(EXAM if exam else DRILL), **kept, **SCREEN)
    pass_brief(shown)
    page_after(shown, *turns[0].keys())
    if not exam:
        page_after(shown, ENTER)
    aside = path.rename(path.with_name("aside.db"))
    a_folder(path)
    page_after(shown, *turns[1].keys())
    assert shown.shows(str(path)) and shown.shows(KEPT), shown.screen()
    page_after(shown, ENTER)
    path.rmdir()
    aside.rename(path)
    threading.Event().wait(1.1)  # no attempt is made sooner than a second after one that failed
    page_after(shown, *turns[2].keys())
    assert shown.shows(AGAIN), shown.screen()
    shown.kill()
    assert rows(path, "SELECT count(*) FROM answer") == [(3,)]


def test_a_journal_that_is_replaced_on_the_way_is_told_at_that_answer_by_lines(
    opened: Opened, path: Path, kept: dict[str, str]
) -> None:
    shown = opened(*DRILL, "--plain", **kept, columns=110, rows=200)
    shown.wait_for(TURNS[0].place)
    shown.keys(*TURNS[0].letters(), ENTER)
    shown.wait_for(TURNS[1].place)
    path.rename(path.with_name("aside.db"))
    a_folder(path)
    shown.keys(*TURNS[1].letters(), ENTER)
    shown.wait_for(KEPT, TURNS[2].place)
    shown.keys("q", ENTER)
    assert shown.wait_for_end() == 130
    assert shown.shows("This drill is not recorded.") and not shown.shows("--resume")


# ---------------------------------------------------------------- a journal that is busy


@pytest.fixture
def held(path: Path, run: Run, kept: dict[str, str]) -> Iterator[Callable[[], Callable[[], object]]]:
    """Holds the journal in another process; gives back what lets go of it."""
    run(*DRILL, typed="q\n", **kept)
    holding: list[subprocess.Popen[bytes]] = []

    def hold() -> Callable[[], object]:
        other = subprocess.Popen([sys.executable, "-c", HOLD, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        holding.append(other)
        assert other.stdout and other.stdout.readline() == b"held\n"
        return lambda: other.communicate(b"\n")

    yield hold
    for each in holding:
        each.kill()
        each.communicate()


def test_a_drill_is_recorded_whole_where_the_journal_is_held_for_its_first_seven_seconds(
    run: Run, path: Path, kept: dict[str, str], held: Any
) -> None:
    later = threading.Timer(7, held())
    later.start()
    done = run(*DRILL, typed=WHOLE, **kept)
    later.join()
    assert done.code == 0 and squeezed(BUSY) in squeezed(done.out).split("1/7")[0], done.out
    assert done.err.startswith("Waiting up to 30 seconds for another program") and "not recorded" not in done.err
    assert rows(path, "SELECT finished, guess, count(*) FROM drill JOIN answer ON id = drill_id") == [
        (1, 6, len(TURNS))
    ]


def test_what_was_answered_while_the_journal_was_held_is_written_at_the_next_answer(
    opened: Opened, path: Path, kept: dict[str, str], held: Any
) -> None:
    shown = opened(*DRILL, **kept, **SCREEN)
    pass_brief(shown)
    let_go = held()
    shown.keys(*TURNS[0].keys())
    shown.wait_for(BUSY, *feedback_of(TURNS[0]))
    shown.settle()
    page_after(shown, ENTER)
    shown.keys(*TURNS[1].keys())
    shown.wait_for(*feedback_of(TURNS[1]))
    shown.settle()
    assert not shown.shows(BUSY)
    page_after(shown, ENTER)
    let_go()
    threading.Event().wait(1.1)
    page_after(shown, *TURNS[2].keys())
    assert shown.shows(AGAIN), shown.screen()
    shown.kill()
    assert rows(path, "SELECT number FROM answer ORDER BY number") == [(1,), (2,), (3,)]


def test_who_is_tired_of_waiting_at_the_end_presses_ctrl_c_and_is_told(
    opened: Opened, path: Path, kept: dict[str, str], held: Any
) -> None:
    held()
    shown = opened(*DRILL, **kept, **SCREEN)
    pass_brief(shown)
    shown.keys(*TURNS[0].keys())
    shown.wait_for(*feedback_of(TURNS[0]))
    shown.settle()
    page_after(shown, ENTER)
    shown.keys("q")
    shown.wait_for("Ctrl-C stops waiting.")
    shown.keys(terminal.CTRL_C)
    assert shown.wait_for_end() == 130
    assert shown.shows("This drill is not recorded.") and not shown.shows("--resume")
    assert squeezed(shown.screen()).count(squeezed("Ctrl-C stops waiting.")) == 1  # and it has not begun anew
    assert rows(path, "SELECT count(*) FROM drill") == [(0,)]


def test_a_class_goes_on_while_the_journal_is_held_and_is_recorded_whole(
    opened: Opened, path: Path, kept: dict[str, str], held: Any
) -> None:
    shown = opened(*HANDS, **kept, **SCREEN)
    pass_opening(shown)
    let_go = held()
    shown.keys("0 0 0 5 7 0 0", ENTER)
    shown.wait_for(BUSY)
    shown.settle()
    let_go()
    threading.Event().wait(1.1)
    page_after(shown, "o")
    assert shown.shows(AGAIN), shown.screen()
    shown.kill()
    assert rows(path, "SELECT number FROM class_event") == [(1,), (2,)]


# ---------------------------------------------------------------- two windows


def test_a_drill_that_is_open_in_a_window_is_offered_in_no_other_and_once_killed_at_once(
    opened: Opened, run: Run, path: Path, kept: dict[str, str]
) -> None:
    first = opened(*DRILL, **kept, **SCREEN)
    pass_brief(first)
    page_after(first, *TURNS[0].keys())
    done = run("drill", "--resume", **kept)
    assert (done.code, done.out) == (2, "") and done.err.startswith(OPEN_DRILL)
    home, anew = opened(**kept, **SCREEN), opened(*DRILL, **kept, **SCREEN)
    home.wait_for("Leave")
    pass_brief(anew)
    page_after(anew, *TURNS[0].keys())
    assert OFFER.encode() not in home.raw + anew.raw
    first.kill()
    first.wait_for_end()
    second = opened("drill", "--resume", **kept, **SCREEN)
    second.wait_for(*feedback_of(TURNS[0]))
    assert run("drill", "--resume", **kept).err.startswith(OPEN_DRILL)
    assert rows(path, "SELECT count(*) FROM drill") == [(2,)]


def test_a_drill_that_is_offered_in_one_window_is_not_offered_in_another_until_it_is_declined(
    opened: Opened, run: Run, kept: dict[str, str]
) -> None:
    run(*DRILL, typed=answer_lines(TURNS[:2]), **kept)
    first = opened(*DRILL, **kept, **SCREEN)
    first.wait_for(OFFER)
    assert run("drill", "--resume", **kept).err.startswith(OPEN_DRILL)
    first.settle()
    first.keys(terminal.CTRL_C)
    assert first.wait_for_end() == 130
    assert "step 3" in run("drill", "--resume", typed="q\n", **kept).err


def test_of_two_drills_cut_off_the_second_window_goes_on_with_the_earlier_one(
    opened: Opened, run: Run, path: Path, kept: dict[str, str]
) -> None:
    for count in (1, 2):
        run(*DRILL, typed=answer_lines(TURNS[:count]), **kept)
    first = opened("drill", "--resume", **kept, **SCREEN)
    first.wait_for(*feedback_of(TURNS[1]))
    assert "step 2" in run("drill", "--resume", typed="q\n", **kept).err


def test_a_class_that_is_open_in_a_window_is_gone_on_with_in_no_other_until_that_is_killed(
    opened: Opened, run: Run, kept: dict[str, str]
) -> None:
    first = opened(*HANDS, **kept)
    pass_opening(first)
    done = run("class", "--resume", "--plain", **kept)
    assert (done.code, done.out) == (2, "") and done.err.startswith(OPEN_CLASS)
    first.kill()
    first.wait_for_end()
    assert "hands up" in run("class", "--resume", "--plain", **kept).out


def test_eight_programs_with_one_journal_keep_every_answer(run: Run, path: Path, kept: dict[str, str]) -> None:
    people, times = 8, 2

    def practise(number: int) -> list[str]:
        name = ("--as", f"person {number}")
        return [run(*DRILL, *name, typed=WHOLE, **kept).err for _time in range(times)]

    with ThreadPoolExecutor(people) as threads:
        assert [*threads.map(practise, range(people))] == [[""] * times] * people
    stored = rows(path, "SELECT trainee, finished, count(*) FROM drill JOIN answer ON id = drill_id GROUP BY id")
    assert sorted(stored) == [(f"person {number}", 1, len(TURNS)) for number in range(people) for _time in range(times)]
    assert rows(path, "PRAGMA integrity_check") == [("ok",)]
