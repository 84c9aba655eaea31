"""Command lines: exit code, stream, and what is said."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from motdrill import library, messages
from motdrill.errors import MotdrillError
from motdrill.messages import _, errors
from motdrill.method import handbook
from motdrill.scenario.load import load
from practised import drilled
from terminal import LONGEST_RUN_S, Opened, Run, best, planned, squeezed

BANK = library.bundled_folder() / "bank-counter.yaml"

SMALL = """\
format: 1
title: {en: "A small case"}
customer: {name: {en: "Mr Zhao"}, anger: 2}
steps:
  only:
    says: {en: "And now?"}
    replies:
      good: {text: {en: "I will see to it."}, score: 3, why: {en: "It helps."}}
      poor: {text: {en: "No idea."}, score: 0, why: {en: "It does not."}}
"""


# ---------------------------------------------------------------- what goes well


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_list_shows_every_scenario_with_its_title(run: Run, lang: str) -> None:
    done = run("list", "--lang", lang)
    assert (done.code, done.err) == (0, "")
    for row in library.entries_by_level():
        assert row.id in done.out
        assert squeezed(row.header["title"][lang]) in squeezed(done.out)


def test_list_goes_by_level_and_at_each_level_from_the_calmer_customers_on(run: Run) -> None:
    rows = library.entries_by_level()
    assert rows == sorted(rows, key=lambda row: (row.level, row.opening_anger))
    lines = [line.split()[0] for line in run("list").out.splitlines() if line.strip()]
    assert [each for each in lines if each in {row.id for row in rows}] == [row.id for row in rows]
    assert lines.count("Level") == len({row.level for row in rows})


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_course_goes_from_one_star_to_six_and_says_what_each_case_adds(run: Run, lang: str) -> None:
    done = run("list", "--course", "--lang", lang)
    text, at = squeezed(done.out), 0
    for number, row in enumerate(sorted(library.entries_by_level(), key=lambda row: (row.opening_anger, row.level)), 1):
        at = text.index(f"{number}.{squeezed(row.header['title'][lang])}", at)
        assert squeezed(row.header["adds"][lang]) in text[at:]
    assert not done.err


def test_an_own_file_that_says_little_stands_last_and_under_what_it_lacks(run: Run, own: Path) -> None:
    (own / "mine.yaml").write_text("title: Mine", "utf-8")
    (own / "odd-level.yaml").write_text("title: Odd\nlevel: 5\ncustomer: {anger: -5}", "utf-8")
    for words, heading in (((), "Without a level"), (("--course",), "Without an opening anger")):
        before, _heading, after = run("list", *words).out.partition(heading)
        assert "mine" in after and "odd-level" in after and "late-document" in before and heading not in after


def test_neither_list_nor_course_tells_the_opening_anger_exactly(run: Run) -> None:
    """To read it is the first step of many cases."""
    assert not any(sign in run("list", *words).out for words in ([], ["--course"]) for sign in "★☆")


def test_learn_names_the_cases_that_train_a_skill_most(run: Run) -> None:
    told = re.findall(r"motdrill drill (\S+)  .*?(\d+) times?", run("learn", "felt").out)
    times = {
        row.id: sum("felt" in step.trains for step in load(row.path).scenario.steps.values())
        for row in library.entries_by_level()
    }
    assert [int(count) for _id, count in told] == sorted(times.values(), reverse=True)[: len(told)]
    assert 3 <= len(told) <= 5 and all(times[each] == int(count) for each, count in told)


def test_list_says_where_there_are_own_scenarios(run: Run, own: Path) -> None:
    (own / "mine.yaml").write_text(SMALL, "utf-8")
    done = run("list")
    assert re.search(r"mine +A small case +your own", done.out)


def test_list_names_a_file_that_cannot_be_read_and_shows_the_rest(run: Run, own: Path) -> None:
    (own / "gbk.yaml").write_bytes("title: 投诉".encode("gbk"))
    (own / "broken.yaml").write_text("title: [", "utf-8")
    done = run("list")
    assert done.code == 0
    assert "motdrillshowgbk" in squeezed(done.out)
    assert "motdrillshowbroken" in squeezed(done.out)
    assert "bank-counter" in done.out


def test_hidden_files_are_no_scenarios(run: Run, own: Path) -> None:
    (own / "._mac.yaml").write_bytes(b"\0\5\x16\7")
    (own / ".#mine.yaml").symlink_to("nobody@nowhere")
    assert "cannot be read" not in run("list").out
    assert run("check").code == 0


def test_an_own_library_that_cannot_be_reached_leaves_the_others(run: Run) -> None:
    for folder in ("/no/such/folder", "x" * 5000, str(Path(__file__) / "inside")):
        done = run("list", MOTDRILL_LIBRARY=folder)
        assert (done.code, done.err) == (0, "") and "bank-counter" in done.out


def test_a_file_of_any_name_is_played(run: Run, tmp_path: Path) -> None:
    for name in ("UPPER.YAML", "story.txt"):
        (tmp_path / name).write_text(SMALL, "utf-8")
        assert "A small case" in run("show", name).out


@pytest.mark.parametrize("words", [[], ["drill"], ["progress"]], ids=" ".join)
def test_options_before_a_command_and_without_one_mean_what_they_mean_behind_it(
    run: Run, tmp_path: Path, words: list[str]
) -> None:
    journal = tmp_path / "other.db"
    drilled(journal, "address-question", best, trainee="Li", count=1)
    by = "--by" if words == ["progress"] else "--as"
    before, behind = (
        run(*line, typed="q\n")
        for line in (
            [by, "Li", f"--journal={journal}", *words, "--lang", "en"],
            [*(words or ["drill"]), "--lang", "en", by, "Li", "--journal", str(journal)],
        )
    )
    assert (before.code, before.out, before.err) == (behind.code, behind.out, behind.err) and before.code == 0
    assert "go on with" in before.err or "Progress  Li" in before.out


def test_plain_before_a_command_means_the_command(opened: Opened) -> None:
    for words in (("--plain", "list"), ("list", "--plain")):
        shown = opened(*words)
        assert shown.wait_for_end() == 0
        assert b"\x1b[" not in shown.raw


def test_list_does_not_stumble_over_a_header_of_the_wrong_types(run: Run, own: Path) -> None:
    (own / "odd.yaml").write_text("title: [1, 2]\nlevel: {a: 1}\nminutes: x\nchannel: [phone]\n", "utf-8")
    (own / "odder.yaml").write_text("level: true\ntitle: {en: 5}\nchannel: {a: b}\n", "utf-8")
    (own / "folder.yaml").mkdir()
    done = run("list")
    assert (done.code, done.err) == (0, "")
    assert "odd" in done.out and "bank-counter" in done.out


ODD_OWN = ("endless", "folder", "huge", "pipe")
"""Own scenarios that cannot be read: a device without an end, a folder, 3 GiB, a pipe into which nobody writes."""


@pytest.mark.parametrize(
    ("command", "typed", "code"),
    [
        ("list", "", 0),
        ("list --course", "", 0),
        ("", "q\n", 0),
        ("learn emotion", "", 0),
        ('show "No such title"', "", 2),
        ("check", "", 1),
        ("tells", "", 0),
        ("--version", "", 0),
        *((f"show {name}", "", 2) for name in ODD_OWN),
    ],
)
def test_an_own_file_that_is_no_scenario_by_its_size_or_kind_is_passed_over_and_told(
    env: dict[str, str], own: Path, command: str, typed: str, code: int
) -> None:
    (own / "endless.yaml").symlink_to("/dev/zero")
    (own / "folder.yaml").mkdir()
    os.mkfifo(own / "pipe.yaml")
    with (own / "huge.yaml").open("wb") as stream:
        stream.truncate(3 << 30)
    line = f'ulimit -v 1500000; exec "{sys.executable}" -m motdrill {command}'
    done = subprocess.run(
        ["sh", "-c", line], input=typed, capture_output=True, env=env, text=True, timeout=LONGEST_RUN_S
    )
    assert (done.returncode, "Traceback" in done.stderr) == (code, False), done.stderr
    if command.startswith("list") or typed:
        told = squeezed(done.stdout + done.stderr)
        assert [name for name in ODD_OWN if squeezed(f"cannot be read: motdrill show {name}") not in told] == []


def test_the_tab_key_offers_own_scenarios_without_reading_them(run: Run, own: Path) -> None:
    os.mkfifo(own / "pipe.yaml")
    asked = {"_MOTDRILL_COMPLETE": "complete_bash", "COMP_WORDS": "motdrill\ndrill\npi", "COMP_CWORD": "2"}
    assert run(**asked).out.split() == ["pipe"]


def test_list_and_home_show_no_control_characters_of_a_title_that_nobody_has_checked(run: Run, own: Path) -> None:
    (own / "sly.yaml").write_text('title: "\\e[31mred\\e]0;x\\a"\nlevel: 1\n', "utf-8")
    (own / "sly-too.yaml").write_text('title: "\\u202Ereversed"\nlevel: 1\n', "utf-8")
    for done in (run("list"), run(typed="q\n")):
        shown = done.out + done.err
        assert "sly" in shown
        assert [char for char in shown if char != "\n" and unicodedata.category(char) in ("Cc", "Cf")] == []


def test_a_home_list_with_odd_files_still_opens(run: Run, own: Path) -> None:
    (own / "odd.yaml").write_text("title: [1, 2]\nlevel: {a: 1}\nchannel: [phone]\n", "utf-8")
    assert run(typed="q\n").code == 0


def test_show_tells_what_to_know_before_playing_and_nothing_of_the_key(run: Run) -> None:
    done = run("show", "bank-counter")
    scenario = load(BANK).scenario
    assert (done.code, done.err) == (0, "")
    assert isinstance(scenario.brief, dict)
    assert squeezed(scenario.brief["en"]) in squeezed(done.out)
    assert "motdrill drill bank-counter" in done.out
    for step in scenario.steps.values():
        for reply in getattr(step, "replies", {}).values():
            assert squeezed(reply.text["en"]) not in squeezed(done.out)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_learn_shows_an_index_of_every_page(run: Run, lang: str) -> None:
    done = run("learn", "--lang", lang)
    assert (done.code, done.err) == (0, "")
    for name in handbook.all_ids():
        entry = handbook.find_entry(name)
        assert entry and squeezed(name + entry.name[lang]) in squeezed(done.out)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_learn_opens_a_page_with_the_scenarios_that_train_it(run: Run, lang: str) -> None:
    done = run("learn", "emotion", "--lang", lang)
    entry = handbook.find_entry("emotion")
    assert entry and (done.code, done.err) == (0, "")
    assert squeezed(entry.brief[lang]) in squeezed(done.out)
    assert "bank-counter" in done.out
    assert "**" not in done.out


def test_every_page_of_the_handbook_refers_to_pages_that_exist() -> None:
    names = set(handbook.all_ids())
    assert [(name, see) for name in names for see in handbook.find_entry(name).see if see not in names] == []  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("more", "lang"),
    [
        ({"MOTDRILL_LANG": "zh"}, "zh"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LC_ALL": "zh_CN.UTF-8", "LANG": "en_GB.UTF-8"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "MOTDRILL_LANG": "en"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "zh_CN.GB2312"}, "zh"),
        ({"LANG": ""}, "en"),
    ],
)
def test_the_language_is_that_of_the_environment(run: Run, more: dict[str, str], lang: str) -> None:
    done = run("list", **more)
    messages.set_language(lang)
    assert _("Scenarios") in done.out


@pytest.mark.parametrize("code", ["zh", "zh-CN", "zh-Hans", "zh_CN", "ZH"])
def test_every_name_of_chinese_is_chinese(run: Run, code: str) -> None:
    messages.set_language("zh")
    assert _("Scenarios") in run("list", f"--lang={code}").out


def test_of_two_languages_the_last_is_used(run: Run) -> None:
    """As of any option said twice, by an alias and by hand."""
    messages.set_language("zh")
    assert _("Scenarios") in run("--lang", "en", "list", "--lang=zh").out


# ---------------------------------------------------------------- what goes wrong

WRONG: list[tuple[list[str], int, str]] = [
    (["dril"], 2, "`dril`"),
    (["list", "--nosuch"], 2, "`--nosuch`"),
    (["--nosuch"], 2, "`--nosuch`"),
    (["show"], 2, "motdrill show --help"),
    (["show", "a", "b"], 2, " b"),
    (["drill", "--seed"], 2, "`--seed`"),
    (["show", "no-such"], 2, "`no-such`"),
    (["drill", "no-such"], 2, "bank-counter"),
    (["drill", "no-such"], 2, "`motdrill list`"),
    (["drill", "no/such.yaml"], 2, "no/such.yaml: error MD001"),
    (["show", "such.yml"], 2, "MD001"),
    (["learn", "emotoin"], 2, "`emotion`"),
    (["learn", "qqqqqq"], 2, "`qqqqqq`"),
    (["list", "--lang", "xx1"], 2, "`xx1`"),
    (["learn", "--lang", "x"], 2, "`x`"),
    (["drill", "bank-counter", "--seed", "-5"], 2, "4294967295"),
    (["drill", "bank-counter", "--seed", "-1"], 2, "4294967295"),
    (["drill", "bank-counter", "--seed", "4294967296"], 2, "4294967295"),
    (["drill", "bank-counter", "--seed", "x"], 2, "--seed"),
    (["drill", "bank-counter", "--as", " "], 2, "`--as`"),
    (["drill", "bank-counter", "--as", ""], 2, "`--as`"),
    (["drill", "bank-counter", "--as", "x" * 41], 2, "40"),
    (["drill", "bank-counter", "--as", "a\x1b[31mb"], 2, "`--as`"),
    (["drill", "bank-counter", "--as", "a\u202eb"], 2, "`--as`"),
    (["drill", "bank-counter", "--as", "a\u200bb"], 2, "`--as`"),
]


@pytest.mark.parametrize(("words", "code", "piece"), WRONG, ids=[repr(" ".join(words)[:40]) for words, *_more in WRONG])
def test_a_mistake_is_told_on_standard_error(run: Run, words: list[str], code: int, piece: str) -> None:
    done = run(*words, typed="q\n")
    assert (done.code, done.out) == (code, "")
    assert piece in done.err
    assert "Traceback" not in done.err


@pytest.mark.parametrize(
    ("words", "code", "_piece"), WRONG, ids=[repr(" ".join(words)[:40]) for words, *_more in WRONG]
)
def test_a_mistake_is_told_in_chinese_too(run: Run, words: list[str], code: int, _piece: str) -> None:
    done = run(*words, typed="q\n", MOTDRILL_LANG="zh")
    assert (done.code, done.out) == (code, "")
    assert re.search(r"[\u4e00-\u9fff]", done.err), done.err
    assert re.findall(r"\b[A-Za-z]+ [a-z]+ [a-z]+\b", re.sub(r"motdrill [a-z]+ --help", "", done.err)) == []


def test_what_was_typed_wrongly_is_told_without_its_control_characters(run: Run) -> None:
    for words in (
        ["\x1b[31mdrill"],
        ["show", "\x1b[31mx"],
        ["learn", "\x1b]0;x\x07"],
        ["--\x1b[31m"],
        ["show", "\u202ea.yaml"],
    ):
        done = run(*words)
        assert done.code == 2
        assert [char for char in done.err if char != "\n" and unicodedata.category(char) in ("Cc", "Cf")] == [], words


def test_a_broken_file_is_told_line_by_line_with_its_places(run: Run, own: Path) -> None:
    broken = own / "broken.yaml"
    broken.write_text(
        SMALL.replace("customer", "custommer")
        .replace("score: 0", "score: 9")
        .replace("only:", "only:\n    goto: nowhere"),
        "utf-8",
    )
    for command in ("drill", "show"):
        done = run(command, str(broken))
        assert (done.code, done.out) == (2, "")
        assert re.search(rf"^{re.escape(str(broken))}:3:1: error MD101 .*`customer`", done.err, re.MULTILINE), done.err
        assert re.search(r"broken\.yaml:\d+:\d+: error MD107 ", done.err)
        assert all(re.match(r".+broken\.yaml:\d+:\d+: error MD\d+ ", line) for line in done.err.splitlines())


def test_a_broken_file_is_told_by_its_id_too(run: Run, own: Path) -> None:
    (own / "broken.yaml").write_text("title: [", "utf-8")
    done = run("drill", "broken")
    assert done.code == 2
    assert re.search(r"broken\.yaml:\d+:\d+: error MD", done.err)


def test_a_folder_is_told_to_be_one(run: Run, own: Path) -> None:
    (own / "folder.yaml").mkdir()
    for name in (str(own) + "/", str(own), str(own / "folder.yaml"), "folder"):
        done = run("drill", name)
        assert done.code == 2
        assert "MD002" in done.err


def test_a_gbk_file_is_told_to_be_one(run: Run, own: Path) -> None:
    (own / "gbk.yaml").write_bytes(SMALL.replace("A small case", "一个投诉").encode("gbk"))
    done = run("drill", "gbk")
    assert done.code == 2
    assert re.search(r"gbk\.yaml:2:\d+: error MD006 .*GBK", done.err)


def test_a_name_beginning_with_a_hyphen_or_with_strange_characters_is_no_crash(run: Run) -> None:
    for name in ("", ".", "/", "a" * 5000, "a" * 300 + ".yaml", "投诉", "*.yaml", "%s {x}"):
        done = run("drill", "--", name, typed="q\n")
        assert done.code == (2 if name else 0), name
        assert "Traceback" not in done.err and "motdrill itself" not in done.err, done.err


def test_a_file_that_may_not_be_read_is_told_to_be_one(run: Run, own: Path) -> None:
    secret = own / "secret.yaml"
    secret.write_text(SMALL, "utf-8")
    secret.chmod(0)
    try:
        if os.access(secret, os.R_OK):
            done = run("drill", str(secret / "under.yaml"))  # whoever may read all: a path inside a file
            assert "MD001" in done.err
        else:
            done = run("drill", "secret")
            assert "MD003" in done.err
        assert done.code == 2
    finally:
        secret.chmod(0o600)


# ---------------------------------------------------------------- a person's own scenarios


def test_an_own_scenario_stands_before_the_bundled_one_with_a_notice(run: Run, own: Path) -> None:
    (own / "bank-counter.yaml").write_text(SMALL, "utf-8")
    done = run("drill", "bank-counter", typed="q\n")
    assert "A small case" in done.out
    assert re.search(r"^Your own `bank-counter` .* bundled", done.out, re.MULTILINE)
    listed = run("list").out
    assert re.search(r"bank-counter +A small case", listed)
    assert listed.count("bank-counter") == 1


def test_show_tells_of_the_own_scenario_that_stands_before(run: Run, own: Path) -> None:
    (own / "bank-counter.yml").write_text(SMALL, "utf-8")
    done = run("show", "bank-counter")
    assert "A small case" in done.out
    assert squeezed(str(own)) in squeezed(done.out)


def test_a_scenario_only_in_english_runs_in_english_with_a_notice(run: Run, own: Path) -> None:
    (own / "mine.yaml").write_text(SMALL, "utf-8")
    messages.set_language("zh")
    done = run("drill", "mine", "--lang", "zh", typed="good\n\n")
    assert done.code == 0
    assert "I will see to it." in done.out
    brief = done.out.split("Mr Zhao")[0]
    assert re.search(r"[\u4e00-\u9fff].*\bzh\b.*\ben\b", brief), brief


def test_a_scenario_in_plain_strings_runs_in_every_language_without_a_notice(run: Run, own: Path) -> None:
    plain = re.sub(r'\{en: ("[^"]*")\}', r"\1", SMALL)
    (own / "mine.yaml").write_text(plain, "utf-8")
    messages.set_language("zh")
    done = run("drill", "mine", "--lang", "zh", typed="good\n\n")
    assert "I will see to it." in done.out
    assert not re.search(r"\bzh\b", done.out)


def test_a_scenario_can_be_named_by_its_path(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a case.yaml").write_text(SMALL, "utf-8")
    for name in ("a case.yaml", "./a case.yaml", str(tmp_path / "a case.yaml")):
        assert run("drill", name, typed="2\n\n", cwd=tmp_path).code == 0


def test_a_library_folder_that_does_not_exist_is_an_empty_one(run: Run) -> None:
    done = run("list", MOTDRILL_LIBRARY="/no/such/folder")
    assert done.code == 0
    assert "bank-counter" in done.out


def test_without_a_library_named_the_user_s_own_folder_is_looked_into(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "data" / "motdrill" / "scenarios"
    folder.mkdir(parents=True)
    (folder / "mine.yaml").write_text(SMALL, "utf-8")
    done = run("list", MOTDRILL_LIBRARY="", XDG_DATA_HOME=str(tmp_path / "data"), HOME=str(tmp_path))
    assert re.search(r"mine +A small case", done.out)


def test_texts_of_a_file_are_shown_as_text_and_never_as_markup(run: Run, own: Path) -> None:
    odd = SMALL.replace("And now?", "[red]And now?[/red] [/] {name} %s :smile: **x**").replace(
        "No idea.", "[bold]No[/bold]"
    )
    (own / "odd.yaml").write_text(odd, "utf-8")
    done = run("drill", "odd", typed="good\n\n")
    assert done.code == 0
    assert "[red]And now?[/red] [/] {name} %s :smile: **x**" in done.out
    assert "[bold]No[/bold]" in done.out


# ---------------------------------------------------------------- streams and surroundings


@pytest.mark.parametrize("words", [["list"], ["learn"], ["learn", "emotion"], ["drill", "--help"], ["--help"]])
def test_a_reader_that_has_gone_is_no_fault(env: dict[str, str], words: list[str]) -> None:
    """The reader is gone before the first line is written, which `| head -1` only is by chance."""
    read, write = os.pipe()
    os.close(read)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "motdrill", *words],
            stdout=write,
            stderr=subprocess.PIPE,
            env=env,
            timeout=LONGEST_RUN_S,
        )
    finally:
        os.close(write)
    assert done.returncode == 0
    assert done.stderr == b""


def test_list_into_head_is_no_fault(env: dict[str, str]) -> None:
    done = subprocess.run(
        ["/bin/sh", "-c", f'"{sys.executable}" -m motdrill list | head -1'],
        capture_output=True,
        env=env,
        timeout=LONGEST_RUN_S,
    )
    assert done.returncode == 0
    assert done.stdout.count(b"\n") == 1
    assert done.stderr == b""


def test_a_reader_gone_in_the_middle_of_a_drill_is_no_traceback(env: dict[str, str]) -> None:
    lines = "".join(turn.line() + "\n" for turn in planned("bank-counter", 7, best))
    command = f'"{sys.executable}" -m motdrill drill bank-counter --seed 7 | head -1'
    done = subprocess.run(
        ["/bin/sh", "-c", command], input=lines.encode(), capture_output=True, env=env, timeout=LONGEST_RUN_S
    )
    assert done.stderr == b""


def test_a_full_disk_is_told_without_a_traceback(env: dict[str, str]) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full here")
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "motdrill", "list"],
            stdout=full,
            stderr=subprocess.PIPE,
            env=env,
            timeout=LONGEST_RUN_S,
        )
    assert done.returncode not in (0, -11)
    assert b"Traceback" not in done.stderr


def test_a_closed_standard_input_ends_with_130(env: dict[str, str]) -> None:
    command = f'"{sys.executable}" -m motdrill drill bank-counter --seed 7 <&-'
    done = subprocess.run(["/bin/sh", "-c", command], capture_output=True, env=env, timeout=LONGEST_RUN_S)
    assert done.returncode == 130, done.stderr
    assert b"Traceback" not in done.stderr


@pytest.mark.long
@pytest.mark.parametrize(
    "encoding", [{"PYTHONUTF8": "0", "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0"}, {"PYTHONIOENCODING": "ascii"}]
)
def test_an_encoding_without_chinese_ends_no_command(run: Run, encoding: dict[str, str]) -> None:
    for words in (["list"], ["learn", "emotion"], ["show", "bank-counter"], ["--help"]):
        done = run(*words, "--lang", "zh", LANG="C", **encoding)
        assert (done.code, done.err) == (0, "")
    lines = "".join(turn.line() + "\n" for turn in planned("bank-counter", 7, best))
    done = run("drill", "bank-counter", "--seed", "7", "--lang", "zh", typed=lines, LANG="C", **encoding)
    assert done.code == 0
    done = run("drill", "不存在", "--lang", "zh", LANG="C", **encoding)
    assert done.code == 2
    assert "Traceback" not in done.err


@pytest.mark.parametrize("size", ["1", "5", "100000"])
def test_no_window_is_too_narrow_for_a_command(run: Run, size: str) -> None:
    for words in (
        ["list"],
        ["learn", "emotion"],
        ["show", "bank-counter"],
        ["drill", "--help"],
        ["drill", "bank-counter"],
    ):
        done = run(*words, typed="q\n", COLUMNS=size)
        assert done.code == (130 if words == ["drill", "bank-counter"] else 0), done.err


def test_plain_pages_have_no_drawings(run: Run) -> None:
    for words in (["list"], ["learn"], ["learn", "emotion"], ["show", "bank-counter"]):
        done = run(*words, "--plain")
        assert done.code == 0
        assert not set("─★☆●○█░▸") & set(done.out)


def test_every_sentence_about_a_fault_can_be_told() -> None:
    for code, sentence in errors._SENTENCES.items():
        values = dict.fromkeys(re.findall(r"{(\w+)}", sentence), "x") | {"known": ["a", "b"]}
        assert "{" not in errors.error_message(MotdrillError(code, **values)), code
