"""What comes to a screen from elsewhere draws nothing on it; windows, pastes, encodings and streams of every kind."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.cells import cell_len

from motdrill.scenario.safe_text import CONTROL
from practised import change, drilled
from terminal import (
    CTRL_C,
    DOWN,
    ENTER,
    LONGEST_RUN_S,
    Opened,
    Planned,
    Run,
    Terminal,
    best,
    past_the_end,
    planned,
    squeezed,
    weak,
)

SEED = 7
BANK = "bank-counter"
SLY = "Ev\x1b]0;sly\x07\x1b[31m\x9b2J\u202eil\u2066\ufeff\r"
"""A name that no option takes, but a file's name and a journal written by hand may have: it sets the window's title,
colours, clears the screen, turns the text round."""

SMALL = """\
format: 1
title: A small case
brief: It is late.
customer: {name: Mr Zhao, anger: 2}
needs:
  heard: {kind: heard, spoken: false, text: to be heard}
  fixed: {kind: solve, spoken: true, text: to have it mended}
steps:
  first:
    trains: [emotion]
    says: And now?
    hint: Think.
    replies:
      good: {text: I will see to it., score: 3, why: It helps., reaction: Well then., does: [restate-event]}
      poor: {text: No idea., score: 0, why: It does not.}
  calm: {ask: anger, says: Hm., why: He says little.}
  wants: {ask: needs, says: Well., why: First things first.}
  marked: {ask: spot, says: So., lines: {greets: {text: Hello., good: true}, sighs: {text: Oh., good: false}}}
debrief: {lesson: See to it.}
"""


@pytest.fixture(scope="module")
def journal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A journal into which somebody has written by hand."""
    path = tmp_path_factory.mktemp("sly") / "kept.db"
    drilled(path, BANK, weak, days_ago=3, trainee="Anna", guess=3)
    drilled(path, BANK, best, days_ago=2, trainee="Bo")
    drilled(path, BANK, days_ago=1, trainee="Bo", count=2)
    change(path, f"UPDATE drill SET trainee = '{SLY}' WHERE trainee = 'Anna'")
    change(path, f"UPDATE drill SET scenario_id = '{SLY}', file = '/{SLY}.yaml' WHERE finished = 0 OR trainee != 'Bo'")
    return path


@pytest.fixture
def sly(own: Path, journal: Path) -> dict[str, str]:
    """That journal, and own scenarios whose files are called so: one is good, one is none."""
    (own / f"{SLY}.yaml").write_text(SMALL, "utf-8")
    (own / f"bad {SLY}.yaml").write_text("title: [", "utf-8")
    return {"MOTDRILL_JOURNAL": str(journal)}


# ---------------------------------------------------------------- the one door

GOOD_FILE, BAD_FILE, NEW_FILE = "{own}/" + SLY + ".yaml", "{own}/bad " + SLY + ".yaml", "{own}/new " + SLY
SHOWN: list[tuple[list[str], str]] = [
    (["list"], ""),
    (["list", "--course", "--plain"], ""),
    ([], "q\n"),
    ([], f"{SLY}\nq\n"),
    (["show", GOOD_FILE], ""),
    (["show", BAD_FILE], ""),
    (["drill", GOOD_FILE, "--json", "--as", "Cy"], f"{SLY}\n1\n2\n1 2\na\n3\n"),
    (["drill", GOOD_FILE, "--say", "--as", "Cy"], f"{SLY}\n1\n{SLY}\n2\nq\n"),
    (["drill", "--as", SLY], "q\n"),
    (["drill", BANK, "--as", "Bo"], "q\n"),
    (["drill", "--resume", "--journal", SLY + "/no.db"], "q\n"),
    (["review", "--as", "Bo"], "q\n"),
    (["try", GOOD_FILE, "--from", SLY], "q\n"),
    (["check", GOOD_FILE, BAD_FILE], ""),
    (["check", GOOD_FILE, BAD_FILE, "--format", "json"], ""),
    (["check", GOOD_FILE, BAD_FILE, "--format", "github"], ""),
    (["analyse", GOOD_FILE, "--json"], ""),
    (["graph", GOOD_FILE, "--tree"], ""),
    (["casebook", GOOD_FILE], ""),
    (["panel", "read", NEW_FILE], ""),
    (["new", "my-case", "--folder", "{own}/" + SLY], "\n\n\n\n\n\n"),
    (["new", "my-case", "--title", SLY, "--folder", "{own}", "--languages", "en"], "\n\n\n\n\n\n"),
    (["progress"], ""),
    (["progress", "--by", SLY], ""),
    (["progress", "--save", NEW_FILE + ".html"], ""),
    (["report"], ""),
    (["report", "--json"], ""),
    (["report", SLY], ""),
    (["report", "--save", "{own}/page.html"], ""),
    (["export", "--format", "csv"], ""),
    (["export", "--format", "jsonl"], ""),
    (["export", "--format", "xapi", "--output", NEW_FILE + ".json"], ""),
    (["forget", SLY], ""),
    (["class", GOOD_FILE, "--teams", f"A{SLY},B"], "q\n"),
    (["class", GOOD_FILE, "--hands"], f"{SLY}\n1 1\nq\n"),
    (["send", "--endpoint", "http://127.0.0.1:9/" + SLY, "--key", "a:b"], ""),
]  # fmt: skip


def drawn(text: str) -> list[str]:
    """Characters that draw on a screen, or turn round what stands on it."""
    return sorted({f"U+{ord(char):04X}" for char in CONTROL.findall(text)} | ({"CR"} & {"CR" if "\r" in text else ""}))


@pytest.mark.parametrize(("words", "typed"), SHOWN, ids=[" ".join(words).split("/")[0][:40] for words, _typed in SHOWN])
def test_nothing_from_elsewhere_draws_on_a_screen(
    run: Run, own: Path, sly: dict[str, str], words: list[str], typed: str
) -> None:
    done = run(*(word.replace("{own}", str(own)) for word in words), typed=typed, **sly)
    assert "motdrill itself" not in done.err and "Traceback" not in done.err, done.err
    assert drawn(done.out.replace("\r\n", "\n")) == drawn(done.err) == []
    for page in own.glob("*.html"):
        assert drawn(page.read_text("utf-8")) == []


def test_an_own_file_whose_name_is_no_text_is_played_and_recorded(run: Run, own: Path, kept: dict[str, str]) -> None:
    name = os.fsdecode(os.fsencode(own) + b"/caf\xe9.yaml")
    Path(name).write_text(SMALL, "utf-8")
    done = run("drill", name, typed="good\n1\n1 2\na\n\n", **kept)
    assert (done.code, done.err) == (0, "")
    assert "A small case" in run("list", **kept).out
    assert run("report", name, **kept).code == 0
    assert run("export", **kept).out.count("\r\n") == 5


def test_a_pipe_among_the_own_scenarios_is_not_waited_for(run: Run, own: Path) -> None:
    os.mkfifo(own / "pipe.yaml")
    done = run("list")
    assert (done.code, done.err) == (0, "")
    assert "bank-counter" in done.out


SENT = (
    b"\x1b]0;sly",
    "\x9b".encode(),
    "\u202e".encode(),
    "\u2066".encode(),
    "\ufeff".encode(),
    b"il\xe2\x81\xa6\xef\xbb\xbf\r",
)
"""What a terminal would get of such a name, were it sent as it is."""
ON_A_TERMINAL = [
    ["list"],
    ["report"],
    ["check", GOOD_FILE, BAD_FILE],
    [],
]


@pytest.mark.parametrize("words", ON_A_TERMINAL, ids=[" ".join(words[:1]) or "home" for words in ON_A_TERMINAL])
def test_nothing_from_elsewhere_draws_on_a_terminal(
    opened: Opened, own: Path, sly: dict[str, str], words: list[str]
) -> None:
    shown = opened(*(word.replace("{own}", str(own)) for word in words), columns=200, rows=60, **sly)
    shown.wait_until(lambda: "Ev" in shown.screen() or shown.shows("A small case"), "the name")
    shown.settle()
    shown.keys(CTRL_C)
    shown.wait_for_end()
    assert [piece for piece in SENT if piece in shown.raw] == []


# ---------------------------------------------------------------- windows of every size


@pytest.mark.parametrize("size", [(24, 65_535), (65_535, 65_535), (0, 0), (1, 1), (24, 1)], ids=str)
@pytest.mark.parametrize(
    "words", [[], ["drill", BANK], ["new", "my-case"]], ids=lambda words: " ".join(words) or "home"
)
def test_a_terminal_that_says_an_absurd_size_is_taken_for_one_of_a_bearable_size(
    opened: Opened, words: list[str], size: tuple[int, int]
) -> None:
    shown = opened(*words)
    shown.wait_until(lambda: bool(shown.foot()), "a page")
    shown.settle()
    pytest.importorskip("termios").tcsetwinsize(shown.child.child_fd, size)
    shown.keys(DOWN)
    shown.settle(0.2)
    status = Path(f"/proc/{shown.process.pid}/status")
    if status.exists():
        found = re.search(r"VmHWM:\s+(\d+) kB", status.read_text("utf-8"))
        assert found and int(found[1]) < 200_000
    shown.keys(CTRL_C)
    assert shown.wait_for_end() == 130
    assert b"Traceback" not in shown.raw and b"motdrill itself" not in shown.raw


@pytest.mark.parametrize("columns", ["65535", "999999999999", "0", "1", "-5", "wide"])
def test_lines_of_an_absurd_width_are_of_a_bearable_one(run: Run, columns: str) -> None:
    for words in (["--help"], ["list"], ["drill", "--help"], ["check", "--explain", "MD203"], ["drill", BANK]):
        done = run(*words, typed="q\n", COLUMNS=columns)
        assert done.code == (130 if words == ["drill", BANK] else 0), done.err
        widths = [cell_len(line) for line in done.out.splitlines()]
        assert max(widths) <= 100
        assert columns != "1" or len(widths) < 2_000


def small_turns(own: Path) -> tuple[str, list[Planned]]:
    """A case with a step of each kind, and its answers."""
    path = own / "small.yaml"
    path.write_text(SMALL, "utf-8")
    return str(path), planned(str(path), SEED, best)


def in_the_window(shown: Terminal) -> None:
    """Nothing is wider than the window, and its last line has the keys."""
    assert all(cell_len(line) <= shown.columns for line in shown.lines()), shown.screen()
    assert shown.foot(), "a blank screen"


def reach(shown: Terminal, holds: Callable[[], bool]) -> None:
    """Presses Enter until something is on the screen."""
    for _times in range(40):
        shown.settle()
        if holds():
            return
        in_the_window(shown)
        before = shown.screen()
        shown.keys(ENTER)
        shown.wait_for_change(before)
    raise AssertionError(shown.screen())


def waits_at(shown: Terminal, turn: Planned) -> bool:
    """Whether the keys at the foot are those of a turn's question, and not of a page to be read."""
    foot = squeezed("".join(shown.lines()[-6:]))
    wanted = {"stars": "0-6answer", "ranking": "12inorder", "marks": "abmark", "choice": "abanswer"}
    return wanted[kind_of(turn)] in foot


def kind_of(turn: Planned) -> str:
    """The kind of question a turn's step asks."""
    return {"AngerStep": "stars", "NeedsStep": "ranking", "SpotStep": "marks"}.get(type(turn.step).__name__, "choice")


SIZES = [(20, 8), (32, 10), (300, 80)]
"""80x24 and 40x24 are where whole drills are played in test_terminal.py."""


@pytest.mark.parametrize("size", SIZES, ids=["x".join(map(str, size)) for size in SIZES])
def test_a_drill_is_answered_to_its_end_in_a_window_of_any_size(
    opened: Opened, own: Path, size: tuple[int, int]
) -> None:
    path, turns = small_turns(own)
    shown = opened("drill", path, "--seed", str(SEED), columns=size[0], rows=size[1])
    for turn in turns:
        reach(shown, lambda turn=turn: waits_at(shown, turn))  # type: ignore[misc]
        in_the_window(shown)
        for key in turn.keys():
            shown.keys(key)
            shown.settle()
    for _times in range(60):
        if shown.full_screen:
            in_the_window(shown)
        before = shown.screen()
        shown.keys(past_the_end(shown))
        if shown.ends_or_changes(before):
            break
    assert shown.wait_for_end() == 0
    left = re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", shown.raw.rsplit(b"\x1b[?1049l", 1)[1].decode())
    assert "100%" in left or "100%" in left
    assert [line for line in left.splitlines() if cell_len(line) > size[0]] == []


def test_a_window_may_change_its_size_while_words_and_ranks_are_being_given(opened: Opened, own: Path) -> None:
    path, turns = small_turns(own)
    shown = opened("drill", path, "--seed", str(SEED), "--say", columns=60, rows=20)
    reach(shown, lambda: shown.shows("In your own words"))
    shown.keys("I see that you have waited")
    shown.wait_for("you have waited")
    for size in ((20, 8), (300, 80), (33, 9), (60, 20)):
        shown.resize(*size)
        shown.settle(0.12)
        in_the_window(shown)
    shown.wait_for("I see that you have waited")
    shown.keys(ENTER)
    reach(shown, lambda: waits_at(shown, turns[0]))
    for turn in turns[:2]:
        reach(shown, lambda turn=turn: waits_at(shown, turn))  # type: ignore[misc]
        shown.keys(*turn.keys())
    reach(shown, lambda: waits_at(shown, turns[2]))
    shown.keys("2")
    shown.settle()
    for size in ((20, 8), (200, 50), (60, 20)):
        shown.resize(*size)
        shown.settle(0.12)
        in_the_window(shown)
    assert re.search(r"① *2 ", shown.screen()), shown.screen()


# ---------------------------------------------------------------- pastes

LINES_OF_10_KB = "\x1b[200~" + "abcd 1 2 q?\r\n" * 800 + "\x1b[201~"


def pasted_in_vain(shown: Terminal) -> None:
    """Pastes, and sees that nothing was answered by it."""
    before = shown.screen()
    shown.child.send(LINES_OF_10_KB)
    shown.settle(0.25)
    assert shown.screen() == before


def test_a_paste_of_10_kb_is_no_answer_to_a_question_of_any_kind(opened: Opened, own: Path) -> None:
    path, turns = small_turns(own)
    shown = opened("drill", path, "--seed", str(SEED))
    shown.wait_for("A small case")
    shown.settle()
    pasted_in_vain(shown)
    for turn in turns:
        reach(shown, lambda turn=turn: waits_at(shown, turn))  # type: ignore[misc]
        pasted_in_vain(shown)
        shown.keys(*turn.keys())
    reach(shown, lambda: "0-10" in shown.screen())
    pasted_in_vain(shown)
    shown.keys("q")
    assert shown.wait_for_end() == 130


def test_a_paste_of_10_kb_at_the_count_of_hands_is_one_line_that_is_no_count(opened: Opened, own: Path) -> None:
    path, _turns = small_turns(own)
    shown = opened("class", path, "--hands", "--seed", str(SEED))
    shown.wait_for("It is late.")
    reach(shown, lambda: shown.shows("hands up"))
    shown.child.send(LINES_OF_10_KB)
    shown.settle(0.3)
    in_the_window(shown)
    before = shown.screen()
    shown.keys(ENTER)
    shown.wait_for_change(before)
    assert shown.shows("And now?")
    shown.keys("q", ENTER)
    assert shown.wait_for_end() == 130


def test_a_paste_of_10_kb_at_the_home_menu_chooses_nothing(opened: Opened) -> None:
    shown = opened()
    shown.wait_for("Leave")
    shown.settle()
    shown.child.send(LINES_OF_10_KB)
    shown.settle(0.3)
    assert not shown.full_screen and shown.alive
    shown.keys(CTRL_C)
    assert shown.wait_for_end() == 130
    assert "Traceback" not in shown.screen()


# ---------------------------------------------------------------- encodings

SURROUNDINGS: dict[str, tuple[dict[str, str], str, list[str]]] = {
    "TERM=dumb": ({"TERM": "dumb", "FORCE_COLOR": "1"}, "utf-8", ["progress"]),
    "TERM unset": ({"TERM": "", "NO_COLOR": "1"}, "utf-8", ["report"]),
    "POSIX": ({"LC_ALL": "POSIX", "LANG": "C"}, "utf-8", ["check"]),
    "no UTF-8": (
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        "ascii",
        ["check", "--format", "json"],
    ),
    "latin-1": ({"PYTHONIOENCODING": "latin-1"}, "latin-1", ["progress"]),
    "gbk": ({"PYTHONIOENCODING": "gbk"}, "gbk", ["list"]),
}
"""Variables, the encoding that output then has, and a command besides a drill."""


def started(words: list[str], env: dict[str, str], typed: str = "") -> subprocess.CompletedProcess[bytes]:
    """A start of its own, as bytes."""
    command = [sys.executable, "-m", "motdrill", *words]
    return subprocess.run(command, input=typed.encode(), capture_output=True, env=env, timeout=LONGEST_RUN_S)


@pytest.mark.parametrize("name", SURROUNDINGS)
def test_in_any_encoding_chinese_is_said_or_stands_as_signs(
    env: dict[str, str], own: Path, journal: Path, name: str
) -> None:
    more, encoding, words = SURROUNDINGS[name]
    surroundings = {**env, "MOTDRILL_JOURNAL": str(journal), **more}
    (own / "mine.yaml").write_text(SMALL.replace("A small case", "营业厅的投诉"), "utf-8")
    played = started(["drill", "mine", "--seed", "7", "--lang", "zh"], surroundings, "good\n1\n1 2\na\n3\n")
    other = started([*words, "--lang", "zh"], surroundings)
    assert [played.returncode, other.returncode] == [0, 0], played.stderr + other.stderr
    title = "营业厅的投诉".encode(encoding, "replace")
    assert title in played.stdout
    for text in (played.stdout, other.stdout):
        assert text.decode(encoding).strip() and b"\x1b" not in text and b"Traceback" not in text


# ---------------------------------------------------------------- streams that are closed


@pytest.mark.parametrize(
    "words",
    [["show", BANK], ["casebook", BANK], ["check"], ["analyse", BANK], ["report"], ["export"]],
    ids=lambda words: words[0],
)
def test_a_reader_that_has_gone_is_no_fault_of_any_command(
    env: dict[str, str], journal: Path, words: list[str]
) -> None:
    read, write = os.pipe()
    os.close(read)
    command = [sys.executable, "-m", "motdrill", *words]
    surroundings = {**env, "MOTDRILL_JOURNAL": str(journal)}
    done = subprocess.run(command, stdout=write, stderr=subprocess.PIPE, env=surroundings, timeout=LONGEST_RUN_S)
    os.close(write)
    assert (done.returncode, done.stderr) == (0, b"")


CLOSED = [
    ("", "<&-", 130),
    ("review --as Bo", "<&-", 130),
    (f"class {BANK} --hands", "<&-", 130),
    ("new my-case", "<&-", 130),
    ("show no-such", "2>&-", 2),
    (f"drill {BANK}", "<&- 2>&-", 130),
    ("list", ">&-", 0),
]


@pytest.mark.parametrize(("words", "closed", "code"), CLOSED, ids=[f"{words} {how}" for words, how, _code in CLOSED])
def test_a_stream_that_is_closed_is_an_empty_one(
    env: dict[str, str], journal: Path, tmp_path: Path, words: str, closed: str, code: int
) -> None:
    command = f'"{sys.executable}" -m motdrill {words} {closed}'
    surroundings = {**env, "MOTDRILL_JOURNAL": str(journal)}
    done = subprocess.run(
        ["/bin/sh", "-c", command], capture_output=True, env=surroundings, cwd=tmp_path, timeout=LONGEST_RUN_S
    )
    assert done.returncode == code, done.stderr
    assert b"Traceback" not in done.stdout + done.stderr and b"motdrill itself" not in done.stderr


# ---------------------------------------------------------------- for the ear


def test_what_is_heard_of_a_drill_comes_in_the_order_of_its_questions(run: Run, own: Path) -> None:
    path, turns = small_turns(own)
    typed = "".join(turn.line() + "\n" for turn in turns) + "3\n"
    heard = run("drill", path, "--seed", str(SEED), "--plain", typed=typed).out
    in_order = ["A small case", "It is late."]
    for turn, prompt in zip(turns, ("A to B", "0 to 6", "numbers in order", "letters, empty for none"), strict=True):
        in_order += [turn.place, *turn.texts(), f"{prompt}", "3 of 3 points"]
    at = 0
    for text in [*in_order, "0 to 10", "100", "See to it."]:
        found = heard.find(text, at)
        assert found >= 0, f"{text!r} is not after\n{heard[:at]}"
        at = found + len(text)
    assert "anger 2 of 6" in heard
    assert [
        line for line in heard.splitlines() if re.search("[\u2500-\u25ff\u2605\u2606\x00-\x09\x0b-\x1f]", line)
    ] == []
