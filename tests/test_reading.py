"""Commands that read the journal: what they refuse to write over, to move or to make, and whom they know."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import unicodedata
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from motdrill.classroom.events import Joined, as_json
from motdrill.drill.drill import Drill
from motdrill.journal import classes
from motdrill.journal.database import Database
from motdrill.journal.history import History
from motdrill.journal.tables import SCHEMA
from motdrill.library import find_scenario
from motdrill.scenario.load import read_text
from terminal import Run

NOW = datetime.now(UTC)
READING: Sequence[tuple[str, ...]] = (("progress",), ("report",), ("export",))


@pytest.fixture
def path(run: Run, tmp_path: Path) -> Path:
    """A journal with a drill that was begun."""
    path = tmp_path / "kept.db"
    run("drill", "bank-counter", "--seed", "7", typed="3\n", MOTDRILL_JOURNAL=str(path))
    assert path.exists()
    return path


@pytest.mark.parametrize("way", ["itself", "link", "log"])
@pytest.mark.parametrize("command", [("export", "--output"), ("progress", "--save")], ids=["export", "progress"])
def test_nothing_is_written_over_the_journal(
    run: Run, path: Path, tmp_path: Path, command: tuple[str, str], way: str
) -> None:
    target = {"itself": path, "link": tmp_path / "link", "log": path.with_name(f"{path.name}-wal")}[way]
    if way == "link":
        target.symlink_to(path)
    before = path.read_bytes()
    done = run(command[0], "--journal", str(path), command[1], str(target))
    assert done.code == 2 and "is the journal itself" in done.err
    assert path.read_bytes() == before


WRITING: dict[str, tuple[str, ...]] = {
    "drawing": ("graph", "bank-counter", "--html"),
    "progress": ("progress", "--save"),
    "group": ("report", "--save"),
    "hand-out": ("casebook", "bank-counter", "--output"),
    "script": ("casebook", "bank-counter", "--script", "--lang", "zh", "--output"),
    "sheet": ("panel", "sheet", "bank-counter", "--output"),
    "table": ("export", "--output"),
    "lines": ("export", "--format", "jsonl", "--output"),
    "statements": ("export", "--format", "xapi", "--output"),
}
OTHERS = {
    "scenario": "# Mine\n\nformat: 1\ntitle: Mine\n",
    "page": "<!DOCTYPE html>\n<html>\n<head>\n<title>Mine</title>\n",
    "table": "id,title\nmine,Mine\n",
    "json": '[\n{"id": "mine"}]\n',
}


@pytest.mark.parametrize("kind", WRITING)
def test_a_result_is_written_over_a_former_one_and_over_no_other_file(run: Run, path: Path, kind: str) -> None:
    run("drill", "bank-counter", "--plain", typed="1\n" * 99, MOTDRILL_JOURNAL=str(path))
    target = path.with_name("result.html" if "--html" in WRITING[kind] else "result.txt")
    for other in OTHERS.values():
        target.write_text(other, "utf-8")
        done = run(*WRITING[kind], str(target), MOTDRILL_JOURNAL=str(path))
        assert (done.code, done.out, target.read_text("utf-8")) == (2, "", other)
        assert str(target) in done.err
    target.write_bytes(b"")
    codes = [run(*WRITING[kind], str(target), MOTDRILL_JOURNAL=str(path)).code for _again in range(2)]
    assert codes == [0, 2 if kind == "sheet" else 0] and target.stat().st_size, "a sheet may have been filled in"


@pytest.mark.parametrize("command", READING, ids=" ".join)
def test_a_file_of_another_kind_is_left_as_it_is(run: Run, tmp_path: Path, command: tuple[str, ...]) -> None:
    thesis = tmp_path / "thesis.txt"
    thesis.write_text("Chapter one\n" * 400, "utf-8")
    done = run(*command, "--journal", str(thesis))
    assert done.code == 2 and "no journal of motdrill" in done.err
    assert [each.name for each in tmp_path.glob("thesis*")] == ["thesis.txt"]
    assert thesis.read_text("utf-8").startswith("Chapter one")


@pytest.mark.parametrize("pragma", ["user_version = 0", "user_version = 2", "user_version = -1", "application_id = 77"])
@pytest.mark.parametrize("command", [("report",), ("drill", "bank-counter")], ids=" ".join)
def test_another_program_s_database_is_left_as_it_is(
    run: Run, tmp_path: Path, pragma: str, command: tuple[str, ...]
) -> None:
    notes = tmp_path / "notes.db"
    with contextlib.closing(sqlite3.connect(notes)) as db:
        db.executescript(f"CREATE TABLE notes (a); PRAGMA {pragma};")
    before = notes.read_bytes()
    done = run(*command, "--journal", str(notes), typed="3\n")
    assert "no journal of motdrill" in done.err
    assert notes.read_bytes() == before and not notes.with_name("notes.db-wal").exists()


def test_reading_makes_no_file_and_a_named_one_that_is_missing_is_told(run: Run, tmp_path: Path) -> None:
    missing = tmp_path / "typo" / "journal.db"
    done = run("progress", MOTDRILL_JOURNAL=str(missing))
    assert (done.code, "Nothing was drilled" in done.out, missing.parent.exists()) == (0, True, False)
    done = run("progress", "--journal", str(missing))
    assert (done.code, "There is no journal" in done.err, missing.parent.exists()) == (2, True, False)


def test_a_journal_that_may_only_be_read_is_read(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with contextlib.closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    path.chmod(0o444)
    monkeypatch.setattr(os, "access", lambda *_arguments: False)  # the tests may run as root, who may write anything
    with contextlib.closing(Database(path, NOW, reading=True)) as database:
        (played,) = History(database).played_drills(cut_off=True)
    assert [answer.value for answer in played.drill.answers] == [3]


def test_a_journal_of_an_older_version_that_may_only_be_read_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = tmp_path / "old.db"
    with contextlib.closing(sqlite3.connect(old)) as db:
        db.executescript(f"{SCHEMA[0].read_text('utf-8')}; PRAGMA user_version = 1")
    before = old.read_bytes()
    monkeypatch.setattr(os, "access", lambda *_arguments: False)
    with contextlib.closing(Database(old, NOW, reading=True)) as database:
        assert list(classes.classes(database)) == [] and list(History(database).played_drills()) == []
    assert old.read_bytes() == before and sorted(tmp_path.glob("old.db*")) == [old]


def test_one_name_in_two_spellings_is_one_person(run: Run, path: Path) -> None:
    composed, apart = "José", unicodedata.normalize("NFD", "José")
    run("drill", "bank-counter", "--as", apart, typed="3\n", MOTDRILL_JOURNAL=str(path))
    assert run("forget", composed, "--yes", "--journal", str(path)).out.startswith("Removed José")


def test_a_name_typed_into_a_phone_is_forgotten_too(run: Run, path: Path) -> None:
    file, _hidden = find_scenario("bank-counter")
    scenario = ("bank-counter", str(file), read_text(file))
    with contextlib.closing(Database(path, NOW)) as database:
        kept = classes.new_stored_class(scenario, 1, "en", {"way": "phones", "names": []}, NOW)
        classes.begin_class(database, kept)
        for number, name in enumerate(("Mei Chen", "Mei", ""), 1):
            classes.add_event(database, kept.id, number, as_json(Joined(f"v{number}", name)), NOW)
    done = run("forget", "Mei Chen", "--yes", "--journal", str(path))
    assert (done.code, done.out) == (0, "Removed Mei Chen: 1 class joined.\n")
    assert b"Mei Chen" not in path.read_bytes()
    with contextlib.closing(sqlite3.connect(path)) as db:
        names = [
            name for (name,) in db.execute("SELECT json_extract(event, '$[1].name') FROM class_event ORDER BY number")
        ]
    assert names == ["", "Mei", ""]


def test_a_page_that_is_saved_again_keeps_who_may_read_it(run: Run, path: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.touch(mode=0o600)
    page.chmod(0o600)
    assert run("progress", "--save", str(page), "--journal", str(path)).code == 0
    assert page.stat().st_mode & 0o777 == 0o600 and page.stat().st_size


def test_an_export_of_nothing_leaves_the_file_that_is_there(run: Run, path: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept.csv"
    kept.write_text("drill_id,scenario,last year's\n", "utf-8")
    done = run("export", "--since", "2099-01-01", "--output", str(kept), "--journal", str(path))
    assert done.code == 2 and "left as it was" in done.err
    assert kept.read_text("utf-8") == "drill_id,scenario,last year's\n"


def test_a_link_to_itself_is_told(run: Run, path: Path, tmp_path: Path) -> None:
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    done = run("progress", "--save", str(loop), "--journal", str(path))
    assert done.code == 2 and "cannot be written" in done.err


def test_steps_done_while_the_clock_was_wrong_come_back_all_the_same(path: Path) -> None:
    from motdrill.practice.cards import attempts_in_drill, build_cards, date_attempts

    later = (NOW + timedelta(days=2000)).isoformat()
    with contextlib.closing(sqlite3.connect(path)) as db:
        db.execute("UPDATE answer SET answered_at = ?", (later,))
        db.commit()
    with contextlib.closing(Database(path, NOW)) as database:
        (played,) = History(database).played_drills(cut_off=True)
    assert isinstance(played.drill, Drill)
    (card,) = build_cards(date_attempts(NOW, list(attempts_in_drill(played))))
    assert card.due < NOW


def test_what_a_review_leaves_out_since_its_file_has_gone_is_told(run: Run, tmp_path: Path) -> None:
    file, _hidden = find_scenario("bank-counter")
    own, journal = tmp_path / "own.yaml", str(tmp_path / "own.db")
    own.write_text(read_text(file), "utf-8")
    run("drill", str(own), typed="3\n", MOTDRILL_JOURNAL=journal)
    own.unlink()
    done = run("review", MOTDRILL_JOURNAL=journal)
    assert "1 step does not come back" in done.out


def test_an_odd_address_of_a_store_is_told(run: Run, path: Path) -> None:
    for endpoint in ("https://a..b/xAPI", f"https://{'a' * 70}.example/xAPI"):
        done = run("send", "--endpoint", endpoint, "--key", "name:secret", "--journal", str(path))
        assert done.code == 2 and "The endpoint must be an address" in done.err
