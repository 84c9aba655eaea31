"""`motdrill export`: tables, documents and statements that others can read, and what is told where there are none."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import os
import sqlite3
import subprocess
import time
import zlib
from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from lrs.drills import ALL_KINDS, NOON, Recording, marks_nothing, walks_out
from motdrill import library
from motdrill.classroom.events import Counted, Event, Took, as_json
from motdrill.drill.records import PlayedDrill
from motdrill.errors import UsageError
from motdrill.exports.writer import FORMATS, write_drills
from motdrill.exports.xapi_statements import duration
from motdrill.journal import classes
from motdrill.journal.database import Database
from motdrill.journal.history import History
from motdrill.scenario.load import read_text
from motdrill.sessions.option_values import start_of_day
from motdrill.ui.files import atomic_file
from terminal import LONGEST_RUN_S, PROGRAM, Ran, Run, best, mixed, planned, weak

BASE = "https://motdrill.invalid"


@pytest.fixture
def export(run: Run, recording: Recording, tmp_path: Path) -> Run:
    """Exports the journal: `export("--format", "csv")`."""

    def go(*words: str, **more: str) -> Ran:
        journal = {"MOTDRILL_JOURNAL": str(recording.path), "XDG_CONFIG_HOME": str(tmp_path / "config")}
        return run("export", *words, **journal, **more)

    return go


def table(ran: Ran) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(ran.out, newline="")))


def documents(ran: Ran) -> list[dict[str, Any]]:
    return [json.loads(line) for line in ran.out.splitlines()]


def statements(ran: Ran) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(ran.out)
    return found


def of_step(found: Sequence[dict[str, Any]], step: str) -> dict[str, Any]:
    return next(each for each in found if each["object"]["id"].endswith(f"/steps/{step}"))


def some_drills(recording: Recording) -> list[str]:
    return [
        recording.drill(ALL_KINDS, best, trainee="张伟", lang="zh"),
        recording.drill("bank-counter", mixed, trainee="Li", mode="exam", at=NOON + timedelta(days=1)),
        recording.drill("bank-counter", weak, mode="replay", at=NOON + timedelta(days=2), guess=None),
    ]


# ---------------------------------------------------------------- CSV


def test_a_row_of_the_table_says_what_the_document_of_its_drill_says(recording: Recording, export: Run) -> None:
    ids = some_drills(recording)
    rows = table(export("--format", "csv"))
    drills = documents(export("--format", "jsonl"))
    assert [each["id"] for each in drills] == ids
    for drill in drills:
        own = [row for row in rows if row["drill_id"] == drill["id"]]
        assert [row["step"] for row in own] == [answer["step"] for answer in drill["answers"]]
        for number, (row, answer) in enumerate(zip(own, drill["answers"], strict=True), 1):
            assert row["answer"] == str(number)
            for name in ("scenario", "text_hash", "trainee", "mode", "lang", "started_at", "ended_at"):
                assert row[name] == drill[name]
            assert (row["score_percent"], row["pass_percent"]) == (
                str(drill["score"]["percent"]),
                str(drill["pass_percent"]),
            )
            assert (row["passed"], row["ending"]) == (str(drill["passed"]).lower(), drill["ending"]["id"])
            assert float(row["remembered"]) == pytest.approx(drill["remembered"]["value"], abs=5e-5)
            assert row["guess"] == ("" if drill["remembered"]["guess"] is None else "6")
            given = answer["given"]
            assert row["given"] == (" ".join(given) if isinstance(given, list) else str(given))
            assert (row["points"], row["counts"]) == (str(answer["points"]), str(answer["counts"]).lower())
            assert [row["anger_before"], row["anger_after"]] == [str(anger) for anger in answer["anger"]]
            top, _, bottom = answer["cost"]["exact"].partition("/")
            assert row["cost_percent"] == f"{int(top) / int(bottom or 1):.4f}"
            assert (row["elapsed_s"], row["hinted"]) == ("12.5", "true" if number == 1 else "false")
    assert {row["mode"] for row in rows} == {"practice", "exam", "replay"}
    assert {row["ask"] for row in rows} == {"reply", "anger", "needs", "spot"}
    assert "name-unsaid" in {code for row in rows for code in row["codes"].split()}


def test_names_come_back_from_the_table_as_they_were(recording: Recording, export: Run) -> None:
    names = ["张伟", 'Ann "O" Nym', "Li, Wei", "two\nlines", "semi;colon", "née Šimůnek", "'quoted'", "a=b"]
    for number, name in enumerate(names):
        recording.drill(ALL_KINDS, trainee=name, at=NOON + timedelta(hours=number))
    assert list(dict.fromkeys(row["trainee"] for row in table(export()))) == names


def test_no_cell_is_a_formula(recording: Recording, export: Run) -> None:
    names = ['=HYPERLINK("x")', "+1", "-1", "@name", "\tname", "＝1+1"]
    for number, name in enumerate(names):
        recording.drill(ALL_KINDS, trainee=name, at=NOON + timedelta(hours=number))
    assert list(dict.fromkeys(row["trainee"] for row in table(export()))) == [f"'{name}" for name in names]
    assert [each["trainee"] for each in documents(export("--format", "jsonl"))] == names


def test_the_table_has_lines_that_end_as_its_standard_says(recording: Recording, tmp_path: Path, export: Run) -> None:
    recording.drill(ALL_KINDS)
    export("--output", "table.csv")
    written = (tmp_path / "table.csv").read_bytes()
    assert written.count(b"\r\n") == written.count(b"\n") == len(table(export())) + 1


# ---------------------------------------------------------------- files


def test_a_file_begins_with_the_mark_by_which_spreadsheets_know_chinese(
    recording: Recording, export: Run, tmp_path: Path
) -> None:
    some_drills(recording)
    ran = export("--output", "table.csv")
    assert (ran.code, ran.out, ran.err) == (0, "3 drills are written to table.csv.\n", "")
    written = (tmp_path / "table.csv").read_bytes()
    assert written.startswith(b"\xef\xbb\xbfdrill_id,")
    assert written[3:].decode() == run_bytes(recording, "export").decode()
    assert export("--format", "xapi", "--output", "out.json").code == 0
    assert (tmp_path / "out.json").read_bytes() == run_bytes(recording, "export", "--format", "xapi")
    assert not list(tmp_path.glob(".motdrill-*"))


def run_bytes(recording: Recording, *words: str, **more: str) -> bytes:
    env = os.environ | {"MOTDRILL_JOURNAL": str(recording.path), "MOTDRILL_LANG": "en"} | more
    return subprocess.run([*PROGRAM, *words], env=env, capture_output=True, timeout=LONGEST_RUN_S, check=True).stdout


def test_what_others_read_is_utf_8_whatever_the_terminal_speaks(recording: Recording) -> None:
    recording.drill(ALL_KINDS, trainee="张伟")
    for form in ("csv", "xapi"):
        assert "张伟".encode() in run_bytes(recording, "export", "--format", form, PYTHONIOENCODING="gbk", LC_ALL="C")


@pytest.mark.parametrize("place", ["no-such-folder/table.csv", ".", "/dev/full", "file/table.csv"])
def test_a_file_that_cannot_be_written_is_told_and_leaves_nothing(
    recording: Recording, export: Run, tmp_path: Path, place: str
) -> None:
    (tmp_path / "file").write_text("in the way")
    recording.drill(ALL_KINDS)
    ran = export("--output", place)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"{place} cannot be written: ")
    assert ran.err.endswith(". Name another file or folder.\n")
    assert not list(tmp_path.rglob(".motdrill-*"))


def test_a_file_is_replaced_whole_or_stays_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    with atomic_file(path) as stream:
        stream.write("old")
    with pytest.raises(UsageError, match="cannot-write"), atomic_file(path) as stream:
        stream.write("new")
        raise OSError("disk full")
    assert path.read_text() == "old"
    link = tmp_path / "link.csv"
    link.symlink_to(path)
    with atomic_file(link) as stream:
        stream.write("new")
    assert (path.read_text(), link.is_symlink()) == ("new", True)
    assert {each.name for each in tmp_path.iterdir()} == {"table.csv", "link.csv"}


def test_a_device_is_written_to_and_not_replaced(recording: Recording, export: Run) -> None:
    recording.drill(ALL_KINDS)
    assert export("--output", "/dev/null").code == 0
    assert Path("/dev/null").is_char_device()


def test_whoever_reads_may_stop_reading(recording: Recording) -> None:
    for number in range(30):
        recording.drill(at=NOON + timedelta(hours=number))
    env = os.environ | {"MOTDRILL_JOURNAL": str(recording.path)}
    with subprocess.Popen([*PROGRAM, "export"], env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout and process.stderr
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(timeout=LONGEST_RUN_S) == 0


@pytest.mark.parametrize("form", FORMATS)
def test_drills_are_written_one_by_one(recording: Recording, form: str) -> None:
    for number in range(3):
        recording.drill(ALL_KINDS, at=NOON + timedelta(hours=number))
    out = io.StringIO(newline="")
    sizes = []

    def watched(drills: Iterator[PlayedDrill]) -> Iterator[PlayedDrill]:
        for played in drills:
            sizes.append(len(out.getvalue()))
            yield played

    history = History(Database(recording.path, NOON))
    assert write_drills(form, watched(history.played_drills()), out, BASE) == 3
    assert sizes == sorted(set(sizes))


# ---------------------------------------------------------------- JSON Lines


@pytest.mark.parametrize("exam", [False, True])
def test_a_document_is_what_the_drill_itself_printed_and_when(recording: Recording, run: Run, exam: bool) -> None:
    turns = planned("bank-counter", 7, mixed)
    lines = "".join(turn.line() + "\n" for turn in turns) + "4\n"
    words = ["drill", "bank-counter", "--seed", "7", "--as", "张伟", "--json", *(["--exam"] if exam else [])]
    printed = json.loads(run(*words, typed=lines, MOTDRILL_JOURNAL=str(recording.path)).out)
    (exported,) = documents(run("export", "--format", "jsonl", MOTDRILL_JOURNAL=str(recording.path)))
    more = {name: exported.pop(name) for name in ("id", "text_hash", "started_at", "ended_at")}
    assert more["started_at"] <= more["ended_at"]
    assert all(at.endswith("+00:00") for at in (more["started_at"], more["ended_at"]))
    for answer in exported["answers"]:
        assert more["started_at"] <= answer.pop("at") <= more["ended_at"]
        assert answer.pop("elapsed_s") >= 0
        assert answer.pop("hinted") is False
        assert answer.pop("confirmed") is None
    assert exported == printed


# ---------------------------------------------------------------- xAPI


def test_statements_never_change_and_no_two_drills_share_an_id(recording: Recording, export: Run) -> None:
    some_drills(recording)
    recording.drill("bank-counter", mixed, trainee="Li", mode="exam", at=NOON + timedelta(days=1))
    first = export("--format", "xapi")
    again = export("--format", "xapi", TZ="Asia/Shanghai", MOTDRILL_LANG="zh")
    assert first.out == again.out
    found = statements(first)
    assert len({each["id"] for each in found}) == len(found)
    by_drill = {each["context"]["registration"] for each in found}
    assert len(by_drill) == 3


def test_each_kind_of_step_is_an_interaction_of_its_kind(recording: Recording, export: Run) -> None:
    recording.drill(ALL_KINDS, best, trainee="张伟", lang="zh")
    found = statements(export("--format", "xapi"))
    anger, reply, needs, spot = (of_step(found, step) for step in ("how-angry", "roar", "sort", "mark"))
    definitions = [each["object"]["definition"] for each in (anger, reply, needs, spot)]
    assert {each["type"] for each in definitions} == {"http://adlnet.gov/expapi/activities/cmi.interaction"}
    assert [each["interactionType"] for each in definitions] == ["likert", "choice", "sequencing", "choice"]
    patterns = [each.get("correctResponsesPattern") for each in definitions]
    assert patterns == [None, ["deep"], ["fix[,]heard"], ["greets"]]
    assert [each["result"]["response"] for each in (anger, reply, needs, spot)] == [
        "5",
        "deep",
        "fix[,]heard",
        "greets",
    ]
    assert [step["id"] for step in definitions[0]["scale"]] == list("0123456")
    assert definitions[1]["choices"][0] == {"id": "deep", "description": {"en": "deep", "zh-CN": "深"}}
    assert definitions[1]["description"] == {"en": "Low.\nHigh!", "zh-CN": "低。\n高！"}
    assert definitions[1]["name"] == {"en": "Small · roar", "zh-CN": "小 · roar"}
    assert [each["id"] for each in definitions[2]["choices"]] == ["heard", "fix"]


def test_a_statement_says_who_what_how_well_and_where(recording: Recording, export: Run) -> None:
    drill_id = recording.drill(ALL_KINDS, best, trainee="张伟", lang="zh")
    found = statements(export("--format", "xapi"))
    answered = of_step(found, "roar")
    assert answered["actor"] == {"objectType": "Agent", "account": {"homePage": BASE, "name": "张伟"}}
    assert answered["verb"]["id"] == "http://adlnet.gov/expapi/verbs/answered"
    assert answered["object"]["id"] == f"{BASE}/scenarios/all-kinds/steps/roar"
    result = answered["result"]
    assert result["score"] == {"scaled": 1.0, "raw": 3, "min": 0, "max": 3}
    assert (result["success"], result["duration"]) == (True, "PT12.5S")
    assert result["extensions"][f"{BASE}/extensions/anger"] == {"before": 5, "after": 3}
    assert result["extensions"][f"{BASE}/extensions/cost"] == {"percent": 0, "exact": "0"}
    assert result["extensions"][f"{BASE}/extensions/hinted"] is False
    context = answered["context"]
    assert (context["registration"], context["language"], context["platform"]) == (drill_id, "zh-CN", "motdrill")
    assert [each["id"] for each in context["contextActivities"]["parent"]] == [f"{BASE}/scenarios/all-kinds"]
    assert context["extensions"] == {f"{BASE}/extensions/mode": "practice", f"{BASE}/extensions/seed": 7}
    assert answered["timestamp"] == "2026-03-04T12:02:00+00:00"
    assert [each["verb"]["id"].rsplit("/", 1)[1] for each in found[-2:]] == ["completed", "passed"]
    completed = found[-2]
    assert completed["object"]["id"] == f"{BASE}/scenarios/all-kinds"
    assert completed["object"]["definition"]["type"] == "http://adlnet.gov/expapi/activities/simulation"
    assert completed["result"]["duration"] == f"PT{12.5 * (len(found) - 2):g}S"
    assert completed["result"]["completion"] is True
    assert "contextActivities" not in completed["context"]


def test_an_exam_that_was_walked_out_of_failed(recording: Recording, export: Run) -> None:
    recording.drill(ALL_KINDS, walks_out, mode="exam")
    found = statements(export("--format", "xapi"))
    assert [each["verb"]["id"].rsplit("/", 1)[1] for each in found] == ["answered", "answered", "completed", "failed"]
    completed, failed = found[2:]
    assert completed["actor"]["account"]["name"] == "anonymous"
    assert completed["object"]["id"] == f"{BASE}/scenarios/all-kinds/exam"
    assert completed["object"]["definition"]["type"] == "http://adlnet.gov/expapi/activities/assessment"
    assert completed["result"]["extensions"][f"{BASE}/extensions/ending"] == {"id": "walked-out", "lost": True}
    assert completed["result"]["success"] is failed["result"]["success"] is False
    assert failed["result"]["score"] == completed["result"]["score"]
    for each in found:
        groups = each["context"]["contextActivities"]["grouping"]
        assert [group["id"] for group in groups] == [f"{BASE}/scenarios/all-kinds"]


def test_where_no_line_is_marked_there_is_no_response(recording: Recording, export: Run) -> None:
    recording.drill(ALL_KINDS, marks_nothing)
    assert "response" not in of_step(statements(export("--format", "xapi")), "mark")["result"]


def test_a_text_for_every_language_is_given_in_each_or_in_none(recording: Recording, export: Run, own: Path) -> None:
    text = (
        "format: 1\ntitle: {}\ncustomer: {{name: Li, anger: 2}}\nsteps:\n  one:\n    replies:\n"
        "      yes-yes: {{text: Yes., score: 2, why: w}}\n      no-no: {{text: No., score: 0, why: w}}\n"
    )
    (own / "plain text & more.yaml").write_text(text.format("Plain"))
    (own / "both.yaml").write_text(text.format("{en: Both, zh-Hans: 都}"))
    recording.drill(str(own / "plain text & more.yaml"))
    recording.drill(str(own / "both.yaml"), at=NOON + timedelta(hours=1))
    plain, *_rest, both, _completed, _passed = statements(export("--format", "xapi"))
    assert plain["object"]["id"] == f"{BASE}/scenarios/plain%20text%20%26%20more/steps/one"
    assert plain["object"]["definition"]["choices"][0]["description"] == {"und": "Yes."}
    assert both["object"]["definition"]["name"] == {"en": "Both · one", "zh-CN": "都 · one"}
    assert both["object"]["definition"]["choices"][0]["description"] == {"en": "Yes.", "zh-CN": "Yes."}
    assert both["object"]["definition"]["correctResponsesPattern"] == []  # no reply is worth three points
    assert "description" not in both["object"]["definition"]


@pytest.mark.parametrize(
    ("elapsed_s", "wanted"),
    [(0, "PT0S"), (0.004, "PT0S"), (0.25, "PT0.25S"), (10, "PT10S"), (100.5, "PT100.5S"), (86400.0, "PT86400S")],
)
def test_durations_are_in_seconds_to_a_hundredth(elapsed_s: float, wanted: str) -> None:
    assert duration(elapsed_s) == wanted


def test_the_base_of_ids_may_be_one_s_own(recording: Recording, export: Run, tmp_path: Path) -> None:
    recording.drill(ALL_KINDS)
    config = tmp_path / "config.toml"
    config.write_text('[lrs]\nbase = "https://third.example.org/x/"\n')
    by_config = {"MOTDRILL_CONFIG": str(config)}
    by_environment = by_config | {"MOTDRILL_XAPI_BASE": "https://second.example.org"}
    bases = [
        statements(export("--format", "xapi", *words, **more))[0]["actor"]["account"]["homePage"]
        for words, more in (
            (["--base", "https://first.example.org/"], by_environment),
            ([], by_environment),
            ([], by_config),
            ([], {}),
        )
    ]
    assert bases == ["https://first.example.org", "https://second.example.org", "https://third.example.org/x", BASE]


# ---------------------------------------------------------------- whose, and from when on


def test_only_one_person_s_drills(recording: Recording, export: Run) -> None:
    some_drills(recording)
    assert {row["trainee"] for row in table(export("--by", " 张伟 "))} == {"张伟"}
    assert {row["trainee"] for row in table(export("--by", ""))} == {""}


def test_only_from_a_day_on_as_the_day_is_here(recording: Recording, export: Run) -> None:
    late = NOON + timedelta(hours=8)  # in Shanghai it is past midnight
    ids = [recording.drill(ALL_KINDS), recording.drill(ALL_KINDS, at=late)]
    assert [each["id"] for each in documents(export("--format", "jsonl", "--since", "2026-03-04", TZ="UTC"))] == ids
    here = export("--format", "jsonl", "--since", "2026-03-05", TZ="Asia/Shanghai")
    assert [each["id"] for each in documents(here)] == ids[1:]
    assert documents(export("--format", "jsonl", "--since", "2026-03-05", TZ="UTC")) == []


@pytest.mark.parametrize(("form", "lines"), [("csv", 1), ("jsonl", 0), ("xapi", 1)])
def test_where_there_is_nothing_the_format_s_own_nothing_is_written_and_a_line_is_told(
    recording: Recording, export: Run, form: str, lines: int
) -> None:
    recording.drill(ALL_KINDS, mode="replay") if form == "xapi" else None
    ran = export("--format", form)
    assert (ran.code, ran.err) == (0, "No finished drill was found.\n")
    assert len(ran.out.splitlines()) == lines
    if form == "xapi":
        assert json.loads(ran.out) == []


def test_a_drill_whose_text_cannot_be_read_any_more_is_left_out_and_told(recording: Recording, export: Run) -> None:
    drill_id = recording.drill(ALL_KINDS)
    other = recording.drill("bank-counter", at=NOON + timedelta(hours=1))
    with sqlite3.connect(recording.path) as db:
        new = zlib.compress(b"format: 99\n")
        db.execute(
            "UPDATE scenario SET text = ? WHERE hash = (SELECT scenario_hash FROM drill WHERE id = ?)", (new, drill_id)
        )
    db.close()
    ran = export("--format", "jsonl")
    assert [each["id"] for each in documents(ran)] == [other]
    assert ran.err == (
        "Some drills with 1 scenario text of the journal cannot be read by this motdrill: they are left out.\n"
    )


# ---------------------------------------------------------------- what cannot be used

WRONG = [
    (["--format", "xml"], "There is no format `xml`. Use one of: csv, jsonl, xapi.", "csv、jsonl、xapi"),
    (["--by", "张伟伟"], "There is no `张伟伟`. Did you mean `张伟`?", "`张伟`"),
    (["--by", "nobody-like-it"], "Nobody called `nobody-like-it` is in the journal.", "`nobody-like-it`"),
    (["--since", "yesterday"], "`yesterday` is no day. Write for instance --since 2026-03-31.", "--since 2026-03-31"),
    (["--format", "xapi", "--base", "here"], "The base of ids must be an address", "https://training.example.org"),
]


@pytest.mark.parametrize(("words", "english", "chinese"), WRONG, ids=[" ".join(words) for words, _en, _zh in WRONG])
def test_what_cannot_be_used_is_told_in_either_language(
    recording: Recording, export: Run, words: list[str], english: str, chinese: str
) -> None:
    recording.drill(ALL_KINDS, trainee="张伟")
    ran = export(*words, TZ="Asia/Shanghai")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(english)
    told = export(*words, "--lang", "zh", TZ="Asia/Shanghai")
    assert (told.code, told.out) == (2, "")
    assert chinese in told.err
    assert told.err != ran.err
    assert "。" in told.err


@pytest.mark.parametrize("text", ["0001-01-01", "9999-12-32", "31.3.2026", "2026-03-31T10:00", "２０２６-03-31"])
def test_what_is_no_day_is_refused(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    with monkeypatch.context() as patched:
        patched.setenv("TZ", "Asia/Shanghai")
        time.tzset()
        with pytest.raises(UsageError, match="bad-day"):
            start_of_day(text)
    time.tzset()


def test_a_journal_that_cannot_be_used_is_told(run: Run, tmp_path: Path) -> None:
    ran = run("export", "--journal", str(tmp_path))
    assert (ran.code, ran.out) == (2, "")
    assert "cannot be used" in ran.err


# ---------------------------------------------------------------- classes


def held_class(journal: Path, text: str, *happened: Event, ended: bool = True) -> None:
    """Puts a class by hands into the journal."""
    with contextlib.closing(Database(journal, NOON)) as database:
        kept = classes.new_stored_class(("bank-counter", "/b.yaml", text), 1, "en", {"way": "hands", "names": []}, NOON)
        classes.begin_class(database, kept)
        for number, event in enumerate(happened, 1):
            classes.add_event(database, kept.id, number, as_json(event), NOON)
        if ended:
            classes.end_class(database, kept.id, NOON)


def test_classes_are_exported_and_those_that_cannot_be_made_out_are_counted(export: Run, recording: Recording) -> None:
    text = read_text(library.find_scenario("bank-counter")[0])
    held_class(recording.path, text, Counted((0, 0, 1, 2, 0, 0, 0), 3), Took(3))
    held_class(recording.path, "no scenario")
    held_class(recording.path, text, Took("nothing of that name"))
    held_class(recording.path, text, ended=False)
    done = export("--classes")
    assert [(row["step"], row["voters"], row["best"], row["way"]) for row in table(done)] == [
        ("at-the-window", "3", "2", "hands")
    ]
    assert (done.code, done.err) == (
        0,
        "2 classes of the journal cannot be read by this motdrill: they are left out.\n",
    )
    (document,) = documents(export("--classes", "--format", "jsonl"))
    assert [step["took"] for step in document["steps"]] == [[3]]


def test_where_there_is_no_class_that_is_told_and_no_journal_made(export: Run, run: Run, tmp_path: Path) -> None:
    missing = tmp_path / "typo.db"
    done = run("export", "--classes", "--journal", str(missing))
    assert (done.code, "There is no journal" in done.err, missing.exists()) == (2, True, False)
    assert export("--classes").err == "No finished class was found.\n"
    done = export("--classes", "--output", str(tmp_path / "classes.csv"))
    assert done.code == 2 and "No finished class" in done.err and "motdrill class" in done.err


def test_how_many_classes_are_written_to_a_file_is_told(export: Run, recording: Recording, tmp_path: Path) -> None:
    held_class(recording.path, read_text(library.find_scenario("bank-counter")[0]), Took(4))
    assert export("--classes", "--output", str(tmp_path / "c.csv")).out.startswith("1 class is written to ")
