"""What is left of a class: its journal, and its result as a page in HTML."""

import html
import re
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from class_script import BANK, HANDS, card_told, ended_well, last_step, says
from motdrill.classroom.events import Joined
from motdrill.journal.classes import new_stored_class
from motdrill.sessions.class_recorder import ClassRecorder, ClassSettings
from practised import change, rows
from terminal import Run

# ---------------------------------------------------------------- the journal


def test_a_journal_that_fails_in_the_middle_is_told_at_the_end(run: Run, path: Path, kept: Any) -> None:
    run("drill", BANK, "--plain", typed="3\n", **kept)
    change(
        path, "CREATE TRIGGER full BEFORE INSERT ON class_event WHEN NEW.number > 1 BEGIN SELECT RAISE(ABORT, ''); END"
    )
    done = run(*HANDS, "--from", "last-word", "--plain", typed=last_step().typed, **kept)
    assert done.code == 0 and done.err.count("This class is not recorded.") == 1
    assert says(done.out, *card_told(last_step().room.drill))


def test_what_phones_and_the_leader_write_at_once_is_all_kept(path: Path) -> None:
    with closing(ClassRecorder(path)) as keeper:
        keeper.begin(new_stored_class(("bank-counter", "/b.yaml", "text"), 1, "en", {}, datetime.now(UTC)))
        with ThreadPoolExecutor(2) as threads:
            leader = threads.submit(lambda: [keeper.update_settings(ClassSettings("hands")) for _time in range(100)])
            for i in range(100):
                keeper.save(Joined(f"phone-{i}", ""))
            leader.result()
        assert keeper.problem is None
    assert rows(path, "SELECT count(*) FROM class_event") == [(100,)]


def test_a_class_that_is_not_recorded_does_not_promise_to_be_gone_on_with(run: Run, path: Path, kept: Any) -> None:
    run("drill", BANK, "--plain", typed="3\n", **kept)
    change(path, "CREATE TRIGGER full BEFORE INSERT ON class_event BEGIN SELECT RAISE(ABORT, ''); END")
    done = run(*HANDS, "--plain", typed="s\nq\n", **kept)
    assert done.code == 130 and "--resume" not in done.err
    told, stopped = done.err.strip().split("\n")
    assert told.endswith("This class is not recorded.")
    assert stopped == "The class stopped at step 1. It is not in the journal."


def test_each_thing_is_in_the_journal_before_anybody_sees_what_it_does(run: Run, path: Path, kept: Any) -> None:
    run(*HANDS, "--plain", typed="s\no\n0 0 0 12 0 0 0\nr\n\n", **kept)
    happened = [text.split('"')[1] for (text,) in rows(path, "SELECT event FROM class_event ORDER BY number")]
    assert happened == ["revealed", "reopened", "counted", "revealed", "took"]
    assert rows(path, "SELECT ended_at FROM class") == [(None,)]


def test_a_class_that_came_to_its_end_is_marked_so_and_is_no_drill(run: Run, path: Path, kept: Any) -> None:
    assert ended_well(run(*HANDS, "--plain", "--from", "last-word", typed=last_step().typed, **kept))
    assert rows(path, "SELECT count(*) FROM class WHERE ended_at IS NOT NULL") == [(1,)]
    assert rows(path, "SELECT count(*) FROM drill") == [(0,)]


# ---------------------------------------------------------------- the page in HTML


def text_of(page: Path) -> str:
    """What a page in HTML says."""
    return html.unescape(re.sub(r"<style.*?</style>|<[^>]+>", "", page.read_text("utf-8"), flags=re.DOTALL))


def test_the_result_is_saved_as_html(run: Run, tmp_path: Path) -> None:
    done = run(*HANDS, "--plain", "--from", "last-word", "--save", "class.html", typed=last_step().typed)
    assert ended_well(done) and "Saved as class.html." in done.out
    saved = (tmp_path / "class.html").read_text("utf-8")
    assert saved.lower().startswith("<!doctype html>") and "<script" not in saved and "http" not in saved
    text = text_of(tmp_path / "class.html")
    assert says(text, *card_told(last_step().room.drill)) and "75%" in text


def test_a_team_cannot_write_into_the_page_that_is_saved(run: Run, tmp_path: Path) -> None:
    lines = ["1", "1", "r", "", "", "", "", ""]
    done = run("class", BANK, "--teams", "<b>x</b>,Blue", "--from", "last-word", "--plain", "--save", "c.html",
               typed="\n".join(lines))  # fmt: skip
    assert done.code == 0, done.err
    saved = (tmp_path / "c.html").read_text("utf-8")
    assert "<b>x</b>" not in saved and "&lt;b&gt;x&lt;/b&gt;" in saved


def test_a_file_that_cannot_be_saved_is_told_of_before_the_class(
    run: Run, tmp_path: Path, kept: dict[str, str]
) -> None:
    (tmp_path / "other.yaml").write_text("format: 1\n", "utf-8")
    for place in ("no/such/c.html", "kept.db", ".", "other.yaml"):
        done = run(*HANDS, "--plain", "--from", "last-word", "--save", place, typed=last_step().typed, **kept)
        assert (done.code, done.out) == (2, "") and place in done.err, "told at the start, not when the class is over"
