"""A journal that is damaged inside: what is told, and that all that can be read is carried over and nothing else."""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import broken_journals
from broken_journals import KINDS, LOG_KINDS, NOW, PAGE, Whole, break_file, content
from motdrill.errors import JournalError
from motdrill.journal import database, pages, salvage
from motdrill.journal.forms import table_forms
from motdrill.journal.history import History
from motdrill.journal.journal import Journal
from motdrill.journal.write_ahead_log import parse_log
from practised import drilled, rows
from terminal import Run, answer_lines, best, mixed, planned

TIMES = int(os.environ.get("MOTDRILL_BROKEN", "2"))
"""How often each kind of damage is done; `python tests/broken_journals.py --times 200` prints figures."""
SEED = 7
WHOLE = answer_lines(planned("bank-counter", SEED, mixed), "6")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[bool, Whole]]:
    with broken_journals.quick_folder() as folder:
        yield broken_journals.prepare(folder)


@pytest.mark.parametrize("kind", [*KINDS, *LOG_KINDS])
def test_what_stands_on_undamaged_pages_is_carried_over_and_nothing_is_invented(
    whole: dict[bool, Whole], kind: str
) -> None:
    with broken_journals.quick_folder() as folder:
        found = [break_file(whole[kind in LOG_KINDS], kind, 100 + n, folder / str(n)) for n in range(TIMES)]
    assert [each for each in found if each.faults] == []
    assert {each.told for each in found} <= {"", "journal-newer"}


def test_each_row_of_each_table_is_known_by_its_form(whole: dict[bool, Whole], path: Path) -> None:
    written = pages.split_pages(whole[False].files[""], PAGE)
    found, known = salvage.find_rows(salvage.ReadablePages(written), table_forms())
    with contextlib.closing(sqlite3.connect(path)) as db:
        for table, form in table_forms().items():
            stored = db.execute(f"SELECT {', '.join(form.columns)} FROM {table}").fetchall()
            assert sorted(tuple(row.values()) for row in found[table].values()) == sorted(stored), table
            assert known[table] == len(stored) > 0


@pytest.fixture
def path(whole: dict[bool, Whole], tmp_path: Path) -> Path:
    """A whole journal."""
    path = tmp_path / "journal.db"
    path.write_bytes(whole[False].files[""])
    return path


def root(path: Path, table: str) -> int:
    return int(rows(path, "SELECT rootpage FROM sqlite_master WHERE name = ?", table)[0][0])


def overwrite(path: Path, page: int, written: bytes = b"\xaa" * PAGE) -> None:
    with path.open("r+b") as stream:
        stream.seek((page - 1) * PAGE)
        stream.write(written)


def test_with_its_roots_gone_every_row_is_carried_over_and_the_person_is_told_how_many(run: Run, path: Path) -> None:
    before = content(path)
    count = len(before["answer"])
    for page in (1, root(path, "drill"), root(path, "drill_by_trainee")):
        overwrite(path, page)
    damaged = path.read_bytes()
    done = run("progress", "--by", "Li", "--journal", str(path))
    (aside,) = path.parent.glob("journal.db.damaged-*")
    assert (done.code, aside.read_bytes()) == (0, damaged)
    assert f"The journal was damaged. It was set aside as {aside}" in done.err
    assert f"{count} of {count} answers" in done.err
    assert content(path)["answer"] == before["answer"]
    assert run("progress", "--by", "Li", "--journal", str(path)).err == ""


def test_a_drill_keeps_the_answers_before_the_one_that_is_gone_and_goes_on_there(path: Path) -> None:
    path.unlink()
    drilled(path, "bank-counter", best, trainee="Li", count=6)
    drilled(path, "bank-counter", best, trainee="Wu")
    with contextlib.closing(sqlite3.connect(path)) as db:
        db.execute("DELETE FROM answer WHERE number = 4")
        db.commit()
    overwrite(path, root(path, "drill_by_trainee"))
    with contextlib.closing(Journal(path, NOW)) as journal:
        assert journal.repair is not None
        unfinished = journal.unfinished_drill("Li")
        assert unfinished is not None and len(unfinished.answers) == 3
        assert journal.unfinished_drill("Wu") is None  # it had come to its end: what is left of it counts as left
        assert [*History(journal).played_drills()] == [] and History(journal).unreadable == set()
        carried = {each.table: (each.rows, each.known) for each in journal.repair.carried}
    assert carried["drill"] == (2, 2)
    assert carried["answer"][0] == 6 < carried["answer"][1]


def test_of_drills_that_are_gone_it_is_told_how_many_there_were(path: Path) -> None:
    path.unlink()
    drilled(path, "bank-counter", best, trainee="Li")
    overwrite(path, root(path, "drill"))
    with contextlib.closing(Journal(path, NOW)) as journal:
        assert journal.repair is not None
        carried = {each.table: (each.rows, each.known) for each in journal.repair.carried}
    assert carried["drill"] == (0, 1) and carried["answer"][0] == 0 < carried["answer"][1]


def test_a_scenario_text_that_is_gone_is_taken_from_its_file_if_that_is_the_same(path: Path, tmp_path: Path) -> None:
    path.unlink()
    kept, changed = (tmp_path / name for name in ("kept.yaml", "changed.yaml"))
    source = Path(broken_journals.__file__).parents[1] / "scenarios" / "bank-counter.yaml"
    for file in (kept, changed):
        file.write_text(source.read_text("utf-8") + f"# {file.name}\n", "utf-8")
        drilled(path, str(file), best, trainee=file.stem)
    changed.write_text("title: another\n", "utf-8")
    with contextlib.closing(sqlite3.connect(path)) as db:
        db.execute("UPDATE scenario SET text = x'00ff'")
        db.commit()
    overwrite(path, root(path, "drill_by_trainee"))
    with contextlib.closing(Journal(path, NOW)) as journal:
        assert [played.trainee for played in History(journal).played_drills()] == ["kept"]


def test_what_was_deleted_is_not_carried_over(path: Path) -> None:
    with contextlib.closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA foreign_keys = ON")
        db.execute("DELETE FROM drill WHERE trainee <> ''")
        db.commit()
        assert db.execute("PRAGMA freelist_count").fetchone()[0]
    overwrite(path, root(path, "drill_by_trainee"))
    left = content(path)
    Journal(path, NOW).close()
    after = content(path)
    assert {table: after[table] - left[table] for table in after} == {table: set() for table in after}
    assert {name for (name,) in rows(path, "SELECT DISTINCT trainee FROM drill")} == {""}


def test_a_damaged_journal_that_another_program_has_open_is_left_as_it_is(path: Path) -> None:
    overwrite(path, root(path, "drill_by_trainee"))
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("SELECT count(*) FROM answer").fetchone()
        with pytest.raises(JournalError) as caught:
            Journal(path, NOW)
    assert caught.value.code == "journal-busy"
    assert not [*path.parent.glob("*.damaged-*")]


# ---------------------------------------------------------------- the log


def left_by_a_kill(whole: dict[bool, Whole], tmp_path: Path) -> Path:
    path = tmp_path / "journal.db"
    for suffix, written in whole[True].files.items():
        Path(f"{path}{suffix}").write_bytes(written)
    return path


def test_a_log_that_a_kill_left_is_read_and_nobody_is_told_of_damage(
    run: Run, whole: dict[bool, Whole], tmp_path: Path
) -> None:
    path = left_by_a_kill(whole, tmp_path)
    done = run("report", "--journal", str(path))
    assert (done.code, done.err) == (0, "")
    assert "Ho" in done.out
    assert not Path(f"{path}-wal").exists()  # it is folded in: a copy of the file is whole
    assert content(path) == whole[True].rows


LOGS: dict[str, Callable[[Path], object]] = {
    "garbage": lambda log: log.write_bytes(b"\x5a" * 9000),
    "cut off": lambda log: log.write_bytes(log.read_bytes()[: PAGE * 3]),
    "gone": lambda log: log.unlink(),
}


@pytest.mark.parametrize("damage", LOGS)
def test_a_damaged_log_is_told_and_set_aside_with_the_rest(
    run: Run, whole: dict[bool, Whole], tmp_path: Path, damage: str
) -> None:
    path = left_by_a_kill(whole, tmp_path)
    LOGS[damage](Path(f"{path}-wal"))
    left = Path(f"{path}-wal").read_bytes() if damage != "gone" else None
    done = run("report", "--journal", str(path))
    assert done.code == 0
    assert "Its log was damaged or gone, so what was recorded last may be missing." in done.err
    (aside,) = (each for each in path.parent.glob("*.damaged-*") if not each.name.endswith("-wal"))
    assert (Path(f"{aside}-wal").read_bytes() if left is not None else None) == left
    assert whole[False].rows["answer"] <= content(path)["answer"]


def test_a_log_cut_in_the_middle_of_writing_is_not_damaged(whole: dict[bool, Whole]) -> None:
    log = whole[True].files["-wal"]
    assert not parse_log(log + log[32 : 32 + 300]).is_damaged
    assert not parse_log(b"").is_damaged


@pytest.mark.parametrize("words", [("drill", "bank-counter", "--seed", "7"), ("review",), ("report",)], ids=" ".join)
def test_the_log_is_folded_in_at_the_end_of_a_command_even_while_another_has_the_journal_open(
    run: Run, path: Path, words: tuple[str, ...]
) -> None:
    with contextlib.closing(sqlite3.connect(path)) as other:
        other.execute("SELECT count(*) FROM drill").fetchone()
        run(*words, typed=WHOLE, MOTDRILL_JOURNAL=str(path))
        assert Path(f"{path}-wal").stat().st_size == 0
    assert not Path(f"{path}-wal").exists()


# ---------------------------------------------------------------- damage that shows late


def test_damage_that_shows_late_is_told_with_the_command_that_mends_it(
    run: Run, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "MAX_CHECKED_PAGES", 0)
    overwrite(path, root(path, "answer"))
    with contextlib.closing(Journal(path, NOW)) as journal, pytest.raises(JournalError) as caught:
        [*History(journal).played_drills()]
    assert caught.value.code == "journal-damaged"
    told = run("journal", "check", "--journal", str(path))
    assert (told.code, f"motdrill journal repair --journal {path}" in told.err) == (1, True)
    mended = run("journal", "repair", "--journal", str(path))
    assert (mended.code, mended.err) == (0, "")
    assert "The journal was damaged." in mended.out
    assert run("journal", "check", "--journal", str(path)).code == 0


@pytest.mark.parametrize("change", ["answer SET given = 'a-re'", "words SET said = CAST(x'80' AS TEXT)"])
def test_the_repair_finds_rows_that_cannot_be_read_where_sqlite_finds_nothing(
    run: Run, path: Path, change: str
) -> None:
    with contextlib.closing(sqlite3.connect(path)) as db:
        db.execute(f"UPDATE {change} WHERE rowid = 3" if "words" in change else f"UPDATE {change} WHERE number = 3")
        db.commit()
    assert run("journal", "check", "--journal", str(path)).code == 1
    assert run("journal", "repair", "--journal", str(path)).code == 0
    assert run("journal", "check", "--journal", str(path)).code == 0


# ---------------------------------------------------------------- motdrill journal


def test_where_says_where_the_journal_is_and_how_much_it_holds(run: Run, path: Path) -> None:
    done = run("journal", "where", "--journal", str(path))
    count = rows(path, "SELECT count(*) FROM answer")[0][0]
    assert done.out.splitlines()[0] == str(path) and f"18 drills, {count} answers" in done.out
    nowhere = run("journal", "where", "--journal", str(path.with_name("none.db")))
    assert (nowhere.code, nowhere.out.splitlines()[0]) == (0, str(path.with_name("none.db")))
    assert not path.with_name("none.db").exists()
    assert json.loads(run("journal", "where", "--json", "--journal", str(path)).out)["counts"]["answer"] == count


def test_a_check_leaves_a_damaged_journal_as_it_is(run: Run, path: Path) -> None:
    overwrite(path, root(path, "drill_by_trainee"))
    before = path.read_bytes()
    done = run("journal", "check", "--json", "--journal", str(path))
    assert (done.code, json.loads(done.out)["whole"]) == (1, False)
    assert run("journal", "where", "--journal", str(path)).out == f"{path}\n"
    assert path.read_bytes() == before
    done = run("journal", "backup", str(path.with_name("copy.db")), "--journal", str(path))
    assert (done.code, done.out, "journal repair" in done.err) == (2, "", True)
    assert not path.with_name("copy.db").exists()


def test_a_backup_has_what_the_log_has_and_writes_over_nothing_by_itself(run: Run, path: Path) -> None:
    copy = path.with_name("copy.db")
    with contextlib.closing(Journal(path, NOW)) as journal:
        drilled(path, "bank-counter", mixed, trainee="Late")
        assert run("journal", "backup", str(copy), "--journal", str(path)).code == 0
        assert journal.has_drills("Late")
    assert content(copy) == content(path)
    again = run("journal", "backup", str(copy), "--journal", str(path))
    assert (again.code, "--force" in again.err) == (2, True)
    assert run("journal", "backup", str(copy), "--force", "--journal", str(path)).code == 0
    assert sorted(each.name for each in path.parent.glob("*copy*")) == ["copy.db"]


def test_a_whole_journal_is_not_repaired(run: Run, path: Path) -> None:
    before = path.read_bytes()
    done = run("journal", "repair", "--journal", str(path))
    assert (done.code, "is whole: nothing was changed" in done.out) == (0, True)
    assert path.read_bytes() == before
    assert json.loads(run("journal", "repair", "--json", "--journal", str(path)).out)["damaged"] is False


# ---------------------------------------------------------------- a folder that may not be written to


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux lets an administrator give up single powers")
@pytest.mark.parametrize("logged", [False, True], ids=["by itself", "with a log"])
def test_a_journal_in_a_folder_that_may_not_be_written_to_can_be_read(
    env: dict[str, str], whole: dict[bool, Whole], tmp_path: Path, logged: bool
) -> None:
    from powers import powerless
    from test_journal import run_as

    folder = tmp_path / "read-only"
    folder.mkdir()
    for suffix, written in whole[logged].files.items():
        (folder / f"journal.db{suffix}").write_bytes(written)
    folder.chmod(0o555)
    path = str(folder / "journal.db")
    try:
        for words in (["progress", "--by", "Ho" if logged else "Li"], ["report"], ["export"], ["journal", "check"]):
            done = run_as(env, powerless, *words, "--journal", path, text="")
            assert (done.code, done.err) == (0, ""), words
        told = run_as(env, powerless, "drill", "--resume", "--journal", path, text="")
        assert told.code == 2
        assert ("may not be written to" in told.err) != logged  # with the log's files there SQLite need not make any
        assert sorted(each.name for each in folder.iterdir()) == sorted(f"journal.db{s}" for s in whole[logged].files)
    finally:
        folder.chmod(0o755)
