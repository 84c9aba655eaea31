"""What comes to a screen from elsewhere draws nothing on it; windows, pastes, encodings and streams of every kind."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from motdrill.scenario.characters import CONTROL
from practised import change, drilled
from terminal import Ran, Terminal, best, weak

Run = Callable[..., Ran]
Opened = Callable[..., Terminal]

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
    (["learn", "emotion"], ""),
    ([], "q\n"),
    ([], f"{SLY}\nq\n"),
    (["show", GOOD_FILE], ""),
    (["show", BAD_FILE], ""),
    (["show", SLY], ""),
    (["drill", GOOD_FILE, "--json", "--as", "Cy"], f"{SLY}\n1\n2\n1 2\na\n3\n"),
    (["drill", GOOD_FILE, "--say", "--as", "Cy"], f"{SLY}\n1\n{SLY}\n2\nq\n"),
    (["drill", "--as", SLY], "q\n"),
    (["drill", BANK, "--as", "Bo"], "q\n"),
    (["drill", "--resume", "--as", "Bo"], "q\n"),
    (["drill", "--resume", "--journal", SLY + "/no.db"], "q\n"),
    (["review", "--as", "Bo"], "q\n"),
    (["try", GOOD_FILE], "q\n"),
    (["try", GOOD_FILE, "--from", SLY], "q\n"),
    (["check", GOOD_FILE, BAD_FILE], ""),
    (["check", GOOD_FILE, BAD_FILE, "--format", "json"], ""),
    (["check", GOOD_FILE, BAD_FILE, "--format", "github"], ""),
    (["analyse", GOOD_FILE], ""),
    (["analyse", GOOD_FILE, "--json"], ""),
    (["graph", GOOD_FILE], ""),
    (["graph", GOOD_FILE, "--tree"], ""),
    (["casebook", GOOD_FILE], ""),
    (["casebook", GOOD_FILE, "--output", NEW_FILE + ".md"], ""),
    (["panel", "sheet", GOOD_FILE, "--output", NEW_FILE + ".csv"], ""),
    (["panel", "read", GOOD_FILE], ""),
    (["panel", "read", NEW_FILE], ""),
    (["new", "my-case", "--folder", "{own}/" + SLY], "\n\n\n\n\n\n"),
    (["new", "my-case", "--title", SLY, "--folder", "{own}", "--languages", "en"], "\n\n\n\n\n\n"),
    (["progress"], ""),
    (["progress", "--json"], ""),
    (["progress", "--by", SLY], ""),
    (["progress", "--save", NEW_FILE + ".html"], ""),
    (["report"], ""),
    (["report", "--json"], ""),
    (["report", SLY], ""),
    (["report", SLY, "--json"], ""),
    (["report", "--save", "{own}/page.html"], ""),
    (["report", SLY, "--save", "{own}/page.html"], ""),
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
