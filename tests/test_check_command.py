"""`motdrill check` as a command line: what it reads, what it prints, and what it ends with."""

from __future__ import annotations

import json
import re
import tempfile
from functools import cache
from pathlib import Path

import pytest
from rich.cells import cell_len

from motdrill import library, messages
from motdrill.author.finding_docs import find_finding_doc
from motdrill.author.findings import check
from motdrill.cli import error_handler
from motdrill.messages.problems import problem_sentences
from motdrill.scenario.problem import PROBLEM_NUMBERS, Problem
from motdrill.sessions.check import FORMATS
from motdrill.ui.finding_lines import finding_lines
from motdrill.ui.layout import plain_text
from powers import like_others
from terminal import Opened, Run, squeezed

SCENARIOS = Path(__file__).parent / "scenarios"
WEAK, BAD = SCENARIOS / "weak", SCENARIOS / "bad"
QUOTED = re.compile(r" {0,5}\d+ \| (?P<row>.*)\n {6} \| (?P<before> *)(?P<mark>\^+)")

SOUND = """\
format: 1
title: Sound
pass: 100
customer: {name: Li, anger: 3}
steps:
  hear-it:
    trains: [emotion, needs, state, language, feel, felt, found]
    replies:
      listens: {text: You waited an hour., score: 3, why: Good.}
      argues: {text: Everybody has to wait here., score: 0, why: Bad.}
      shrugs: {text: Well., score: 0, reaction: "Well?", why: Bad.}
    says: A whole hour!
  one: {ask: anger, says: And now?}
  two: {ask: anger, says: And now?}
  three: {ask: anger, says: And now?}
"""
ERROR = ("score: 3", "score: 7")  # MD107
WARNING = (", found]", "]")  # MD405


def scenario(path: Path, *changes: tuple[str, str], end: str = "") -> Path:
    """The sound scenario as a file, with some words of it exchanged."""
    text = SOUND
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text + end, "utf-8")
    return path


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """A file with an error and a folder around it with one that has a warning."""
    scenario(tmp_path / "weak.yaml", WARNING)
    return scenario(tmp_path / "bad.yaml", ERROR)


# ---------------------------------------------------------------- what it checks


def test_a_sound_file_is_said_to_be_sound(run: Run, tmp_path: Path) -> None:
    scenario(tmp_path / "sound.yaml")
    done = run("check", "sound.yaml", "--strict")
    assert (done.code, done.out, done.err) == (0, "1 file: 0 errors, 0 warnings\n", "")


def test_the_library_is_checked_where_nothing_is_named(run: Run, own: Path) -> None:
    bundled = len(list(library.bundled_folder().glob("*.yaml")))
    done = run("check", "--strict")
    assert (done.code, done.out) == (0, f"{bundled} files: 0 errors, 0 warnings\n")
    scenario(own / "mine.yaml", ERROR)
    done = run("check")
    assert done.code == 1
    assert "mine.yaml:9:51" in squeezed(done.out)
    assert done.out.endswith(f"{bundled + 1} files: 1 error, 0 warnings\n")


def test_an_id_of_the_library_is_checked(run: Run, own: Path) -> None:
    assert run("check", "bank-counter").out == "1 file: 0 errors, 0 warnings\n"
    scenario(own / "mine.yaml", ERROR)
    done = run("check", "mine", "bank-counter")
    assert (done.code, "MD107" in done.out) == (1, True)
    assert done.out.endswith("2 files: 1 error, 0 warnings\n")


def test_folders_are_searched_through_and_what_is_hidden_is_left_out(run: Run, tmp_path: Path) -> None:
    names = ["cases/a.yaml", "cases/b.yml", "cases/deep/er/c.yaml"]
    hidden = ["cases/.git/d.yaml", "cases/.e.yaml", "cases/deep/.cache/f.yaml", "cases/g.yaml.bak", "cases/h.txt"]
    for name in (*names, *hidden):
        scenario(tmp_path / name, ERROR)
    done = run("check", "cases", "--format", "json")
    assert done.code == 1
    assert [row["file"] for row in json.loads(done.out)] == names
    (tmp_path / "empty").mkdir()
    assert run("check", "empty").out == "0 files: 0 errors, 0 warnings\n"


@pytest.mark.parametrize(
    ("here", "named"),
    [
        (".", ".hidden"),
        (".", "./.hidden/in"),
        (".hidden", "."),
        (".hidden/in", "{folder}/.hidden"),
        ("in/below", ".."),
        ("in/below", "../../.hidden"),
    ],
)
def test_a_folder_that_is_named_is_searched_even_where_its_path_has_dots(
    run: Run, tmp_path: Path, here: str, named: str
) -> None:
    scenario(tmp_path / ".hidden" / "in" / "case.yaml", ERROR)
    scenario(tmp_path / "in" / "case.yaml", ERROR)
    (tmp_path / "in" / "below").mkdir()
    done = run("check", named.format(folder=tmp_path), cwd=tmp_path / here)
    assert (done.code, done.out.splitlines()[-1]) == (1, "1 file: 1 error, 0 warnings")


def test_a_path_that_is_not_there_is_told_beside_the_others(run: Run, broken: Path) -> None:
    done = run("check", "absent.yaml", str(broken), "./nowhere/absent.yaml")
    assert (done.code, done.err) == (1, "")
    assert [number for number in re.findall(r"MD\d{3}", done.out)] == ["MD001", "MD107", "MD001"]
    assert done.out.endswith("3 files: 3 errors, 0 warnings\n")
    assert "absent.yaml error MD001" in done.out
    done = run("check", "no-such-id")
    assert done.code == 2
    assert "no-such-id" in done.err and "bank-counter" in done.err


def test_several_files_are_told_one_after_the_other_with_one_summary(run: Run, tmp_path: Path) -> None:
    names = ["c.yaml", "a.yaml", "b.yaml"]
    for name in names:
        scenario(tmp_path / name, ERROR, WARNING)
    scenario(tmp_path / "sound.yaml")
    done = run("check", *names[:2], "sound.yaml", names[2])
    assert re.findall(r"^(\w+\.yaml):", done.out, re.MULTILINE) == names
    assert re.findall(r"^.*file.*:.*error.*warning.*$", done.out, re.MULTILINE) == ["4 files: 3 errors, 0 warnings"]


def test_a_broken_file_gives_its_causes_and_not_their_echoes(run: Run, tmp_path: Path) -> None:
    scenario(tmp_path / "case.yaml", ERROR, ("argues:", "Argues:"), WARNING)
    rows = json.loads(run("check", "case.yaml", "--format", "json").out)
    assert [row["number"] for row in rows] == ["MD107", "MD110"]


# ---------------------------------------------------------------- what it ends with


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize(
    ("names", "options", "code"),
    [
        (("weak.yaml",), (), 0),
        (("weak.yaml",), ("--strict",), 1),
        (("bad.yaml",), (), 1),
        (("bad.yaml", "weak.yaml"), ("--ignore", "MD107"), 0),
    ],
)
def test_errors_fail_and_warnings_only_if_they_are_to(
    run: Run, broken: Path, form: str, names: tuple[str, ...], options: tuple[str, ...], code: int
) -> None:
    done = run("check", *names, *options, "--format", form)
    assert (done.code, done.err) == (code, "")


CHOSEN = [
    (("--select", "MD405"), {"MD405"}),
    (("--select", "MD1,MD4"), {"MD107", "MD405"}),
    (("--select", "md107"), {"MD107"}),
    (("--select", " MD405 , MD107 "), {"MD107", "MD405"}),
    (("--select", "MD5"), set()),
    (("--ignore", "MD405"), {"MD107"}),
    (("--ignore", "MD"), set()),
    (("--select", "MD1,MD4", "--ignore", "MD40"), {"MD107"}),
    (("--select", "", "--ignore", ""), {"MD107", "MD405"}),
]


@pytest.mark.parametrize(("options", "numbers"), CHOSEN)
def test_findings_are_chosen_by_number_or_by_its_beginning(
    run: Run, broken: Path, options: tuple[str, ...], numbers: set[str]
) -> None:
    done = run("check", ".", "--strict", "--format", "json", *options)
    assert {row["number"] for row in json.loads(done.out)} == numbers
    assert done.code == (1 if numbers else 0)


def test_an_unknown_format_is_wrong_usage(run: Run, broken: Path) -> None:
    done = run("check", "bad.yaml", "--format", "xml")
    assert (done.code, done.out) == (2, "")
    assert all(name in done.err for name in ("xml", *FORMATS))


def test_accept_silences_a_warning_and_an_idle_one_is_told(run: Run, tmp_path: Path) -> None:
    scenario(tmp_path / "accepted.yaml", WARNING, end="accept: {MD405: A drill without found}\n")
    assert run("check", "accepted.yaml", "--strict").out == "1 file: 0 errors, 0 warnings\n"
    scenario(tmp_path / "idle.yaml", end="accept: {MD405: No longer so}\n")
    done = run("check", "idle.yaml", "--strict")
    assert (done.code, "idle.yaml:16:10 warning MD602" in done.out) == (1, True)
    scenario(tmp_path / "error.yaml", ERROR, end="accept: {MD107: We give seven}\n")
    done = run("check", "error.yaml")
    assert (done.code, "MD107" in done.out) == (1, True)


# ---------------------------------------------------------------- text


@pytest.mark.parametrize("lang", messages.LANGUAGES)
def test_text_says_where_what_and_how_to_mend_it(run: Run, broken: Path, lang: str) -> None:
    done = run("check", "bad.yaml", "--lang", lang, COLUMNS="120")
    (problem,) = check(broken)
    messages.set_language(lang)
    what, mend = problem_sentences(problem)
    level = {"en": "error", "zh": "错误"}[lang]
    head, row, mark, empty, summary = done.out.splitlines()
    assert head == f"bad.yaml:9:51 {level} MD107  {what}"
    assert row == "     9 |       listens: {text: You waited an hour., score: 7, why: Good.}"
    assert mark == "       | " + " " * 50 + "^ " + mend
    assert (empty, bool(summary)) == ("", True)


def test_nothing_is_coloured_where_output_is_piped(run: Run) -> None:
    for form in FORMATS:
        done = run("check", str(WEAK / "no-points.yaml"), "--format", form, FORCE_COLOR="", CLICOLOR_FORCE="1")
        assert "\x1b" not in done.out + done.err


def test_text_is_coloured_on_a_terminal_and_not_with_no_color(opened: Opened) -> None:
    for more, coloured in (({}, True), ({"NO_COLOR": "1"}, False)):
        terminal = opened("check", str(WEAK / "no-points.yaml"), **more)
        assert terminal.wait_for_end() == 1
        assert terminal.shows("MD301")
        assert bool(re.search(rb"\x1b\[[0-9;]*3[0-9]", terminal.raw)) is coloured


@cache
def problems_of(path: Path) -> list[Problem]:
    return check(path)


def lines_about(path: Path, width: int) -> list[str]:
    """What is printed of one file's findings at a width."""
    return plain_text(finding_lines(problems_of(path), width)).split("\n")


@pytest.mark.parametrize("width", [40, 80, 120])
@pytest.mark.parametrize("lang", messages.LANGUAGES)
def test_no_line_is_wider_than_the_window(lang: str, width: int) -> None:
    messages.set_language(lang)
    files = [path for folder in (WEAK, BAD) for path in sorted(folder.glob("*.yaml")) if path.name != "expected.yaml"]
    wide = {
        path.name: [line for line in lines_about(path, width) if cell_len(line) > width]
        for path in files
        if path.stat().st_size < 100_000
    }
    assert {name: lines for name, lines in wide.items() if lines} == {}


def test_40_columns_are_kept_by_the_command(run: Run, tmp_path: Path) -> None:
    scenario(tmp_path / "case.yaml", ("title: Sound", "title: A sound: drill"))
    scenario(tmp_path / "weak.yaml", WARNING)
    done = run("check", ".", COLUMNS="40")
    assert max(map(cell_len, done.out.splitlines())) <= 40
    for said in ("MD023", "MD405", "put the text into double quotes"):
        assert squeezed(said) in squeezed(done.out.replace("|", ""))


MARKED = {  # a line of the file, and the words under which the mark has to stand
    "plain": ("tags: [one, '']", "''"),
    "after Chinese": ("tags: [投诉, 柜台, '']", "''"),
    "after full-width signs": ("tags: ['：，。（）', '']", "''"),
    "after an emoji": ("tags: [🎁, '']", "''"),
    "after a combining accent": ("tags: [cafe\u0301, '']", "''"),
    "after half-width kana": ("tags: [ｱｲｳ, '']", "''"),
    "on Chinese": ("channel: 电话", "电话"),
    "on a quoted Chinese text": ('channel: "电话"', '"电话"'),
    "after a tab": ("tags:\t[one, '']", "''"),
    "after a no-break space": ("tags: [a\u00a0b, '']", "''"),
    "after a control character": ("x-note: a\u202eb", "\ufffd"),
}


@pytest.mark.parametrize("name", MARKED)
def test_the_mark_stands_exactly_under_the_fault(tmp_path: Path, name: str) -> None:
    line, fault = MARKED[name]
    path = scenario(tmp_path / "case.yaml", ("pass: 100\n", f"pass: 100\n{line}\n"))
    quoted = next(found for found in QUOTED.finditer("\n".join(lines_about(path, 80))) if fault in found["row"])
    assert "\t" not in quoted["row"], "what a tab takes depends on where it stands"
    assert cell_len(quoted["row"].partition(fault)[0]) == len(quoted["before"])
    if name != "after a control character":
        assert len(quoted["mark"]) == cell_len(fault)


def test_the_command_marks_the_fault_as_well(run: Run, tmp_path: Path) -> None:
    scenario(tmp_path / "case.yaml", ("pass: 100\n", "pass: 100\ntags: [投诉, 柜台, '']\n"))
    quoted = QUOTED.search(run("check", "case.yaml").out)
    assert quoted and cell_len(quoted["row"].partition("''")[0]) == len(quoted["before"]) == 19


@pytest.mark.parametrize("columns", [40, 80])
@pytest.mark.parametrize(
    ("before", "after"),
    [("x" * 300, ""), ("等" * 150, ""), ("", "x" * 300), ("", "等" * 150), ("等" * 24, "y" * 60)],
    ids=["far right", "far right after Chinese", "a long end", "a long Chinese end", "near the edge"],
)
def test_a_long_line_is_clipped_and_the_fault_is_seen_on_it(
    tmp_path: Path, before: str, after: str, columns: int
) -> None:
    line = f"tags: [{before}, '', {after}]" if before else f"tags: ['', {after}]"
    path = scenario(tmp_path / "case.yaml", ("pass: 100\n", f"pass: 100\n{line}\n"))
    lines = lines_about(path, columns)
    assert max(map(cell_len, lines)) <= columns
    quoted = QUOTED.search("\n".join(lines))
    assert quoted and "…" in quoted["row"]
    assert "''" in quoted["row"]
    assert cell_len(quoted["row"].partition("''")[0]) == len(quoted["before"])


def test_a_file_that_cannot_be_read_is_told_without_a_quotation(run: Run, tmp_path: Path) -> None:
    (tmp_path / "gbk.yaml").write_bytes("format: 1\ntitle: 投诉处理\n".encode("gbk"))
    (tmp_path / "empty.yaml").write_bytes(b"")
    (tmp_path / "large.yaml").write_bytes(b"#" * 2_000_000)
    (tmp_path / "folder.yaml").mkdir()
    done = run("check", "gbk.yaml", "empty.yaml", "large.yaml", "folder.yaml/absent.yaml")
    assert (done.code, done.err) == (1, "")
    assert re.findall(r"MD\d{3}", done.out) == ["MD006", "MD008", "MD005", "MD001"]
    assert max(map(len, done.out.splitlines())) <= 80


def test_a_path_behind_a_closed_door_is_told_as_one_that_may_not_be_read(capsys: pytest.CaptureFixture[str]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = scenario(folder / "case.yaml")
        codes = [error_handler.run_to_exit_code(["check", each]) for each in (str(path), str(folder / "absent.yaml"))]
        assert codes == [0, 1]  # what the program reads of itself, it has read now
        capsys.readouterr()
        folder.chmod(0)
        with like_others():
            codes = [error_handler.run_to_exit_code(["check", each]) for each in (str(path), name)]
        folder.chmod(0o755)
    told_of = capsys.readouterr()
    assert codes == [1, 1], told_of.err
    assert told_of.out.count("MD003") == 2


# ---------------------------------------------------------------- json and github


def test_json_has_every_finding_with_its_place_and_both_sentences(run: Run, broken: Path) -> None:
    done = run("check", "bad.yaml", "weak.yaml", "absent.yaml", "--format", "json", "--lang", "zh")
    rows = json.loads(done.out)
    messages.set_language("zh")
    found = [*check(broken), *check(broken.with_name("weak.yaml")), *check(Path("absent.yaml"))]
    assert [(row["message"], row["mend"]) for row in rows] == [problem_sentences(problem) for problem in found]
    assert [(row["number"], row["code"], row["level"]) for row in rows] == [
        ("MD107", "out-of-range", "error"),
        ("MD405", "missing-skills", "warning"),
        ("MD001", "not-found", "error"),
    ]
    assert [(row["file"], row["line"], row["column"]) for row in rows] == [
        ("bad.yaml", 9, 51),
        ("weak.yaml", 5, 1),
        ("absent.yaml", None, None),
    ]
    assert "范围" in done.out  # not escaped


def test_json_of_a_sound_file_is_an_empty_list(run: Run, tmp_path: Path) -> None:
    scenario(tmp_path / "sound.yaml")
    assert json.loads(run("check", "sound.yaml", "--format", "json").out) == []


def test_github_has_one_annotation_a_finding(run: Run, broken: Path) -> None:
    done = run("check", "bad.yaml", "weak.yaml", "absent.yaml", "--format", "github")
    lines = done.out.splitlines()
    assert lines[0].startswith("::error file=bad.yaml,line=9,col=51,title=MD107::`score` is 7")
    assert lines[1].startswith("::warning file=weak.yaml,line=5,col=1,title=MD405::")
    assert lines[2].startswith("::error file=absent.yaml,title=MD001::")
    assert len(lines) == 3
    assert all(re.fullmatch(r"::(error|warning) [^:]*::.+", line) for line in lines)


def test_github_escapes_what_its_commands_would_take_for_their_own(run: Run, tmp_path: Path) -> None:
    scenario(tmp_path / "weak.yaml", ("pass: 100", "pass: 0"))
    assert "%25" in run("check", "weak.yaml", "--format", "github").out
    scenario(tmp_path / "a,b:c%.yaml", ERROR)
    done = run("check", "a,b:c%.yaml", "--format", "github")
    assert done.out.startswith("::error file=a%2Cb%3Ac%25.yaml,line=9,")


# ---------------------------------------------------------------- explain


@pytest.mark.parametrize("lang", messages.LANGUAGES)
@pytest.mark.parametrize("name", ["MD203", "md203", "unreachable-ending", " MD203 "])
def test_explain_prints_the_page_of_a_number_or_code(run: Run, name: str, lang: str) -> None:
    done = run("check", "--explain", name, "--lang", lang)
    entry = find_finding_doc("MD203")
    assert entry
    assert (done.code, done.err) == (0, "")
    for text in (entry.title[lang], entry.rule[lang], entry.why[lang], entry.bad, entry.good, "MD203"):
        assert squeezed(text) in squeezed(done.out)


def test_explain_knows_every_finding() -> None:
    for code, number in PROBLEM_NUMBERS.items():
        assert find_finding_doc(number) is find_finding_doc(code) is not None


@pytest.mark.parametrize("name", ["MD999", "999", "nonsense", " ", "MD"])
def test_explain_says_so_where_there_is_no_such_finding(run: Run, name: str) -> None:
    done = run("check", "--explain", name, str(WEAK / "no-points.yaml"))
    assert (done.code, done.out) == (2, "")
    assert "MD203" in done.err


def test_explain_keeps_the_indentation_of_its_examples(run: Run) -> None:
    done = run("check", "--explain", "MD203")
    entry = find_finding_doc("MD203")
    assert entry
    at = done.out.splitlines()
    first = entry.bad.splitlines()[0]
    margin = next(len(line) - len(line.lstrip()) for line in at if line.strip() == first)
    for line in entry.bad.splitlines():
        assert " " * margin + line in at


def test_explain_fits_a_terminal(opened: Opened) -> None:
    terminal = opened("check", "--explain", "MD105", "--lang", "zh", rows=40)
    assert terminal.wait_for_end() == 0
    assert terminal.shows("MD105")
