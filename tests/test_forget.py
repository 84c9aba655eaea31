"""Forgetting a person: everything about them goes from the file, and nothing of anybody else."""

from __future__ import annotations

import contextlib
import json
import shutil
import sqlite3
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from motdrill.journal import own_words
from motdrill.journal.database import Database
from motdrill.journal.entries import text_hash
from motdrill.journal.journal import Journal
from motdrill.journal.outbox import Outbox
from motdrill.journal.privacy import set_aside_files
from practised import change, drilled, rows
from terminal import CTRL_C, ENTER, Opened, Ran, Run, best, mixed, weak

BANK, OUTAGE = "bank-counter", "network-outage"
NAME = "Zebulon"
SAID = "Nobody else would ever say this."
TOLD = "2 drills, 3 reviewed steps"
TABLES = ("drill", "answer", "review", "words", "outbox", "scenario")

OWN_CASE = """\
format: 1
title: A case of {who} alone
customer: {{name: Mr Zhao, anger: 2}}
steps:
  only-{step}:
    says: And now?
    replies:
      good: {{text: I will see to it., score: 3, why: It helps.}}
      poor: {{text: No idea., score: 0, why: It does not.}}
debrief: {{lesson: See to it.}}
"""


def of(path: Path, name: str, own: Path) -> None:
    """Everything a journal can have about a person: drills, reviews, words, what waits to be sent, an own scenario."""
    file = own / f"case-of-{name or 'nobody'}.yaml"
    file.write_text(OWN_CASE.format(who=name or "nobody", step=(name or "nobody").lower()), "utf-8")
    drilled(path, str(file), best, days_ago=2, trainee=name)
    drilled(path, BANK, mixed, days_ago=1, trainee=name)
    columns = "trainee, scenario_id, scenario_hash, lang, step, anger, given, elapsed_s, hinted, answered_at"
    what = "SELECT trainee, scenario_id, scenario_hash, lang, step, 3, given, elapsed_s, hinted, answered_at"
    joined = f"FROM drill JOIN answer ON id = drill_id WHERE trainee = '{name}' AND scenario_id = '{BANK}' LIMIT 3"
    change(path, f"INSERT INTO review ({columns}) {what} {joined}")
    with contextlib.closing(Journal(path, datetime.now(UTC))) as journal:
        said = f"{SAID} {name}"
        own_words.store_words(journal, name, (BANK, "first-words"), "en", said, datetime.now(UTC))
        Outbox(journal, "http://127.0.0.1:9/xAPI").fill(datetime.now(UTC))


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A journal of three people, one of them without a name."""
    folder = tmp_path_factory.mktemp("full")
    for name in (NAME, "Li", ""):
        of(folder / "kept.db", name, folder)
    drilled(folder / "kept.db", OUTAGE, weak, trainee="Wu")
    return folder / "kept.db"


@pytest.fixture
def path(full: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(full, tmp_path / "kept.db"))


def everything(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    return {table: sorted(rows(path, f"SELECT * FROM {table}")) for table in TABLES}


def without(path: Path, name: str) -> dict[str, list[tuple[Any, ...]]]:
    """Everything in the journal but what is about a person."""
    theirs = {drill_id for (drill_id,) in rows(path, "SELECT id FROM drill WHERE trainee = ?", name)}
    own = {text for (text,) in rows(path, "SELECT scenario_hash FROM drill WHERE scenario_id LIKE 'case-of-%'")}
    others = {text for (text,) in rows(path, "SELECT scenario_hash FROM drill WHERE trainee <> ?", name)}
    gone = theirs | (own - others) | {name}
    return {table: [row for row in found if not gone & {*map(str, row)}] for table, found in everything(path).items()}


def all_bytes(path: Path) -> bytes:
    """The bytes of the journal and of whatever stands beside it."""
    return b"".join(each.read_bytes() for each in sorted(path.parent.glob(f"{path.name}*")))


def traces(path: Path, name: str) -> list[bytes]:
    """What would be left of a person in the bytes of the file."""
    ids = [drill_id for (drill_id,) in rows(path, "SELECT id FROM drill WHERE trainee = ?", name)]
    own = OWN_CASE.format(who=name or "nobody", step=(name or "nobody").lower())
    said = f"{SAID} {name}" if name else f"{SAID} "
    texts = [said, f"case-of-{name or 'nobody'}", f"only-{(name or 'nobody').lower()}", text_hash(own), *ids]
    return [*(text.encode() for text in texts), *([name.encode()] if name else []), zlib.compress(own.encode(), 6)]


# ---------------------------------------------------------------- gone


def forgotten(run: Run, path: Path, kept: dict[str, str], name: str, *words: str) -> Ran:
    """Forgets somebody, and looks that all of them and nothing else has gone."""
    left, signs = without(path, name), traces(path, name)
    assert [sign for sign in signs if sign not in all_bytes(path)] == []
    done = run("forget", *words, "--yes", **kept)
    assert (done.code, done.err) == (0, "")
    assert {table: sorted(found) for table, found in left.items()} == everything(path)
    signs = [sign for sign in signs if sign != f"{SAID} ".encode()]
    assert [sign for sign in signs if sign in all_bytes(path)] == []
    assert rows(path, "PRAGMA integrity_check") == [("ok",)]
    return done


def test_a_person_goes_from_every_table_and_from_the_bytes_of_the_file_and_others_stay(
    run: Run, path: Path, kept: dict[str, str]
) -> None:
    done = forgotten(run, path, kept, NAME, NAME)
    assert f"Removed {NAME}: {TOLD}" in done.out
    people = {name for (name,) in rows(path, "SELECT trainee FROM drill UNION SELECT trainee FROM words")}
    assert people == {"", "Li", "Wu"}


def test_what_was_done_without_a_name_goes_by_itself(run: Run, path: Path, kept: dict[str, str]) -> None:
    forgotten(run, path, kept, "", "--unnamed")
    assert run("forget", NAME, "--yes", **kept).code == 0


def test_a_scenario_text_that_another_person_has_played_stays(run: Run, path: Path, kept: dict[str, str]) -> None:
    run("forget", NAME, "--yes", **kept)
    left = {name for (name,) in rows(path, "SELECT DISTINCT scenario_id FROM drill")}
    assert left == {BANK, OUTAGE, "case-of-Li", "case-of-nobody"}
    assert rows(path, "SELECT count(*) FROM scenario") == [(len(left),)]
    run("forget", "Wu", "--yes", **kept)
    assert rows(path, "SELECT count(*) FROM scenario") == [(len(left) - 1,)]


def test_a_text_that_another_person_has_only_reviewed_stays(run: Run, path: Path, kept: dict[str, str]) -> None:
    change(path, f"UPDATE review SET trainee = 'Ho' WHERE trainee = '{NAME}'")
    run("forget", NAME, "--yes", **kept)
    run("forget", "Li", "--yes", **kept)
    run("forget", "--unnamed", "--yes", **kept)
    assert rows(path, "SELECT count(*) FROM review JOIN scenario ON hash = scenario_hash") == [(3,)]


def test_after_everybody_is_forgotten_the_journal_is_empty_and_works(
    run: Run, path: Path, kept: dict[str, str]
) -> None:
    for words_ in ([NAME], ["Li"], ["Wu"], ["--unnamed"]):
        assert run("forget", *words_, "--yes", **kept).code == 0
    assert everything(path) == {table: [] for table in TABLES}
    assert rows(path, "PRAGMA freelist_count") == [(0,)]  # some builds of SQLite leave there what was deleted
    assert "Nobody has drilled" in run("report", **kept).out
    assert run("drill", BANK, typed="3\nq\n", **kept).code == 130
    assert rows(path, "SELECT count(*) FROM answer") == [(1,)]


def test_a_person_of_whom_there_are_only_words_can_be_forgotten(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "words.db"
    kept = {"MOTDRILL_JOURNAL": str(path)}
    file = tmp_path / "case.yaml"
    file.write_text(OWN_CASE.format(who="somebody", step="one"), "utf-8")
    run("drill", str(file), "--say", "--as", NAME, typed=f"{SAID}\nq\n", **kept)
    assert rows(path, "SELECT trainee, said FROM words") == [(NAME, SAID)]
    done = run("forget", NAME, "--yes", **kept)
    assert (done.code, done.err) == (0, "")
    assert SAID.encode() not in all_bytes(path)


def test_a_damaged_journal_that_was_set_aside_is_named(run: Run, path: Path, kept: dict[str, str]) -> None:
    aside = path.with_name(f"{path.name}.damaged-20260101T000000")
    aside.write_bytes(b"something")
    done = run("forget", NAME, "--yes", **kept)
    assert str(aside) in done.out and aside.read_bytes() == b"something"


def test_a_damaged_journal_is_found_beside_one_whose_name_looks_like_a_pattern(tmp_path: Path) -> None:
    aside = tmp_path / "j[1].db.damaged-20260101T000000"
    aside.touch()
    with contextlib.closing(Database(tmp_path / "j[1].db", datetime.now(UTC))) as database:
        assert set_aside_files(database) == [aside]


def test_one_of_anything_is_told_as_one(run: Run, path: Path, kept: dict[str, str]) -> None:
    assert run("forget", "Wu", **kept).err.endswith(": 1 drill.\n")


def test_a_team_that_was_given_a_persons_name_loses_it(run: Run, path: Path, kept: dict[str, str]) -> None:
    run("class", BANK, "--teams", f"{NAME},Blue", "--plain", typed="", **kept)
    assert json.loads(rows(path, "SELECT manner FROM class")[0][0])["names"] == [NAME, "Blue"]
    done = run("forget", NAME, "--yes", **kept)
    assert (done.code, "1 class joined" in done.out) == (0, True)
    assert NAME.encode() not in all_bytes(path)
    assert json.loads(rows(path, "SELECT manner FROM class")[0][0])["names"] == ["", "Blue"]
    assert run("class", "--resume", "--plain", typed="", **kept).code == 130
    assert "Blue" not in run("progress", "--by", "Blue", **kept).out  # a team is nobody whose progress there is


# ---------------------------------------------------------------- asked first


@pytest.mark.parametrize(
    ("keys", "removed", "code"),
    [(ENTER, False, 130), ("n", False, 130), ("y", True, 0), (CTRL_C, False, 130)],
    ids=["Enter", "n", "y", "Ctrl-C"],
)
def test_on_a_terminal_it_is_asked_first_and_only_y_removes(
    opened: Opened, path: Path, kept: dict[str, str], keys: str, removed: bool, code: int
) -> None:
    before = everything(path)
    shown = opened("forget", NAME, **kept)
    shown.wait_for(TOLD, f"Remove {NAME} for good?", "(y/N)")
    shown.settle()
    shown.keys(keys)
    assert shown.wait_for_end() == code
    assert (everything(path) == before) != removed
    assert shown.shows(
        f"Removed {NAME}: {TOLD}" if removed else "Stopped." if keys == CTRL_C else "Nothing was removed."
    )


def test_the_question_is_whole_in_chinese_in_a_narrow_window(opened: Opened, kept: dict[str, str]) -> None:
    shown = opened("forget", NAME, "--lang", "zh", columns=40, **kept)
    shown.wait_for("(y/N)")
    assert {"2", "3", "1"} <= set(shown.screen())


@pytest.mark.parametrize("typed", ["", "y\n"], ids=["no input", "y"])
def test_where_nobody_can_be_asked_it_needs_yes(run: Run, path: Path, kept: dict[str, str], typed: str) -> None:
    before = everything(path)
    done = run("forget", NAME, typed=typed, **kept)
    assert (done.code, done.out) == (2, "")
    assert f"--yes removes {NAME} for good: {TOLD}" in done.err
    assert everything(path) == before


USAGE: dict[str, tuple[list[str], str]] = {
    "neither": ([], "Say whom: motdrill forget NAME, or --unnamed"),
    "both": ([NAME, "--unnamed"], "Say whom: motdrill forget NAME, or --unnamed"),
    "an empty name": ([""], "Say whom"),
    "nearly a name": (["Zebulom"], f"Did you mean `{NAME}`?"),
    "another case": (["zebulon"], f"Did you mean `{NAME}`?"),
    "no name there": (["Maximilian"], "Nobody called `Maximilian` is in the journal."),
}


@pytest.mark.parametrize("case", USAGE)
def test_whom_to_forget_has_to_be_said_exactly(run: Run, path: Path, kept: dict[str, str], case: str) -> None:
    arguments, told = USAGE[case]
    before = everything(path)
    done = run("forget", *arguments, "--yes", **kept)
    assert (done.code, done.out) == (2, "")
    assert told in done.err and len(done.err.splitlines()) == 1
    assert everything(path) == before


def test_a_blank_is_nobodys_name_and_removes_nothing(run: Run, path: Path, kept: dict[str, str]) -> None:
    before = everything(path)
    assert run("forget", "  ", "--yes", **kept).code == 2
    assert everything(path) == before


# ---------------------------------------------------------------- other programs


@pytest.fixture
def other(path: Path) -> Iterator[sqlite3.Connection]:
    """Another program that has the journal open."""
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as db:
        yield db


@pytest.mark.long
def test_where_another_program_writes_it_is_told_and_nothing_is_half_removed(
    run: Run, path: Path, kept: dict[str, str], other: sqlite3.Connection
) -> None:
    before = everything(path)
    other.execute("BEGIN IMMEDIATE")
    done = run("forget", NAME, "--yes", **kept)
    other.execute("ROLLBACK")
    assert (done.code, done.out) == (2, "")
    assert f"{path} is in use by another program" in done.err
    assert everything(path) == before
    assert run("forget", NAME, "--yes", **kept).code == 0


def test_where_another_program_reads_it_is_not_said_that_all_is_removed_while_traces_are_left(
    run: Run, path: Path, kept: dict[str, str], other: sqlite3.Connection
) -> None:
    signs = traces(path, NAME)
    other.execute("BEGIN")
    other.execute("SELECT count(*) FROM drill").fetchone()
    done = run("forget", NAME, "--yes", **kept)
    left = [sign for sign in signs if sign in all_bytes(path)]
    other.execute("ROLLBACK")
    assert done.code == 0 and left
    assert "traces stay in the file until it is closed" in done.out
    assert rows(path, "SELECT count(*) FROM drill WHERE trainee = ?", NAME) == [(0,)]
    other.close()
    assert [sign for sign in signs if sign in all_bytes(path) and sign != f"{SAID} ".encode()] == []


def test_a_program_that_has_the_journal_open_hinders_nobody(
    run: Run, path: Path, kept: dict[str, str], other: sqlite3.Connection
) -> None:
    other.execute("SELECT count(*) FROM drill").fetchone()
    forgotten(run, path, kept, NAME, NAME)
