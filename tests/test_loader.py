"""Reading scenario files: what is wrong is told exactly, and what is right is read exactly."""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from motdrill.errors import ReadError
from motdrill.scenario.file_text import LINE_SEPARATORS
from motdrill.scenario.load import Loaded, load, scenario_from_text
from motdrill.scenario.model import AngerStep, NeedsStep, ReplyStep, SpotStep, needs_order
from motdrill.scenario.problem import MAX_PROBLEMS, PROBLEM_NUMBERS, Problem
from motdrill.scenario.safe_text import CONTROL
from motdrill.scenario.schema import json_schema
from motdrill.scenario.texts import complete_languages, every_text, scenario_language, text_at, text_in
from powers import like_others

SCENARIOS = Path(__file__).parent / "scenarios"
MAX_BYTES = 1_048_576  # 1 MiB
BAD = SCENARIOS / "bad"
GOOD = SCENARIOS / "good"
EXPECTED: dict[str, list[dict[str, Any]]] = yaml.load(
    (BAD / "expected.yaml").read_text("utf-8"), Loader=yaml.CSafeLoader
)
SMALL = (GOOD / "small.yaml").read_bytes()


def problems_of(path: Path) -> tuple[Problem, ...]:
    """What is wrong with a file, found within three seconds of work and told in no other way than ReadError."""
    began = time.process_time()
    with pytest.raises(ReadError) as caught:
        load(path)
    assert time.process_time() - began < 3  # a busy core counts a second as two
    return caught.value.problems


def places(problems: tuple[Problem, ...]) -> list[tuple[str, int | None, int | None]]:
    return [(problem.code, *(problem.location or (None, None))) for problem in problems]


# ---------------------------------------------------------------- bad files as they stand


@pytest.mark.parametrize("name", EXPECTED)
def test_a_bad_file_is_told_by_exactly_its_faults_and_their_places(name: str) -> None:
    found = problems_of(BAD / name)
    assert places(found) == [(fault["code"], fault["line"], fault["column"]) for fault in EXPECTED[name]]
    values = EXPECTED[name][0].get("values", {})
    assert {value: found[0].values.get(value) for value in values} == values
    assert {problem.file for problem in found} == {str(BAD / name)}


def test_every_bad_file_is_expected_and_every_file_expected_is_there() -> None:
    assert {path.name for path in BAD.iterdir()} - {"expected.yaml"} == set(EXPECTED)


# ---------------------------------------------------------------- bad files that cannot live in git


class Made(NamedTuple):
    """A file made for the test, and what is wrong with it."""

    make: Callable[[Path], Path]
    code: str
    line: int | None = None
    column: int | None = None


def written(data: bytes) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        path = folder / "made.yaml"
        path.write_bytes(data)
        return path

    return make


def absent(folder: Path) -> Path:
    return folder / "absent.yaml"


def in_a_file(folder: Path) -> Path:
    return written(b"format: 1\n")(folder) / "inside.yaml"


def a_folder(folder: Path) -> Path:
    path = folder / "folder.yaml"
    path.mkdir()
    return path


def a_loop(folder: Path) -> Path:
    path = folder / "loop.yaml"
    path.symlink_to(path)
    return path


def a_long_name(folder: Path) -> Path:
    return folder / f"{'n' * 300}.yaml"


MADE = {
    "absent": Made(absent, "not-found"),
    "path-inside-a-file": Made(in_a_file, "not-found"),
    "folder": Made(a_folder, "is-directory"),
    "link-to-itself": Made(a_loop, "unreadable-file"),
    "name-too-long": Made(a_long_name, "unreadable-file"),
    "one-byte-too-large": Made(written(SMALL + b"#" * (MAX_BYTES + 1 - len(SMALL))), "too-large"),
    "much-too-large": Made(written(b"x" * 5_000_000), "too-large"),
    "utf-16": Made(written(SMALL.decode().encode("utf-16")), "not-utf8", 1, 1),
    "utf-16 without its mark": Made(written(SMALL.decode().encode("utf-16-le")), "not-utf8", 1, 1),
    "nul": Made(written(SMALL.replace(b"Small", b"Sm\0all")), "control-character", 2, 10),
    "nul-after-chinese": Made(written(SMALL.replace(b"Small", "投诉\0".encode())), "control-character", 2, 10),
    "windows-line-ends": Made(written(SMALL.replace(b"\n", b"\r\n").replace(b"Small", b"''")), "empty-text", 2, 8),
    "more-values-than-30,000": Made(
        written(SMALL + b"x-own: [" + b"1," * 30_000 + b"]\n"), "too-many-values", 9, 59_979
    ),
    "a separator for a line's end": Made(
        written(SMALL.replace(b"\n", "\u2028".encode(), 1)), "control-character", 1, 10
    ),
    "only-a-bom": Made(written(b"\xef\xbb\xbf"), "empty-file", 1, 1),
}


@pytest.mark.parametrize("name", MADE)
def test_a_file_that_git_cannot_hold_is_told_by_its_fault(name: str, tmp_path: Path) -> None:
    made = MADE[name]
    assert places(problems_of(made.make(tmp_path))) == [(made.code, made.line, made.column)]


def test_every_character_that_no_text_may_have_is_refused(tmp_path: Path) -> None:
    unwanted = re.compile(f"{CONTROL.pattern}|{LINE_SEPARATORS.pattern}")
    characters = unwanted.findall("".join(map(chr, (*range(0xD800), *range(0xE000, sys.maxunicode + 1)))))
    assert len(characters) > 70
    for character in characters:
        found = problems_of(written(SMALL.replace(b"Small", f"Sm{character}all".encode()))(tmp_path))
        assert places(found) == [("control-character", 2, 10)], f"U+{ord(character):04X}"


def test_a_file_without_permission_is_told_so(tmp_path: Path) -> None:
    path = written(SMALL)(tmp_path)
    path.chmod(0)
    with like_others():
        assert places(problems_of(path)) == [("no-permission", None, None)]


def test_a_file_of_exactly_the_limit_is_read(tmp_path: Path) -> None:
    path = written(SMALL + b"#" * (MAX_BYTES - len(SMALL)))(tmp_path)
    assert load(path).scenario.title == "Small"


def test_every_code_has_a_bad_file() -> None:
    shown = {fault["code"] for faults in EXPECTED.values() for fault in faults} | {made.code for made in MADE.values()}
    shown.add("no-permission")  # by the test above
    assert [code for code, number in PROBLEM_NUMBERS.items() if number < "MD200" and code not in shown] == []


def test_every_number_is_given_once() -> None:
    assert len(set(PROBLEM_NUMBERS.values())) == len(PROBLEM_NUMBERS)


# ---------------------------------------------------------------- large files


STEP = "  step-number-{0}: {{replies: {{aa: {{text: a, score: 3, why: b{1}}}, bb: {{text: b, score: 1, why: b}}}}}}\n"
HEAD = "format: 1\ntitle: Large\ncustomer: {name: Li, anger: 1}\nsteps:\n"
ONE = HEAD + STEP.format(1, "")
RANK = "  rank-{0}: {{ask: needs, order: [to-be-heart, to-be-paid, to-be-seen, to-be-told, to-be-free]}}\n"
NEED = "  need-{0}: {{kind: heard, spoken: true, text: a}}\n"


def lines(line: str, many: int) -> str:
    """A line many times, with its number."""
    return "".join(line.format(number) for number in range(many))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("".join(f"key{i}: b # c\n" for i in range(60_000)), "comment-after-text"),
        ("key: b\n" * 60_000, "duplicate-key"),
        (HEAD + "".join(STEP.format(i, f", goto: stap-nomber-{i + 1}") for i in range(400)), "unknown-goto"),
        (HEAD + "".join(STEP.format(i, f", gotu{i}: aa") for i in range(2_000)), "unknown-field"),
        ("? " * 25_000, "key-not-text"),
        ("key: [\n" * 60_000, "too-deep"),
        ('"' + "\\n" * 400_000, "open-quote"),
        (ONE + "tags: [" + "1," * 500_000 + "]\n", "too-many-values"),
        (ONE + lines("own{0}: b\n", 29_000), "unknown-field"),
        (ONE + "tags: [" + "1," * 29_000 + "]\n", "wrong-type"),
        (HEAD + lines("  step-{0}: {{ask: repply}}\n", 14_000), "unknown-value"),
        (HEAD + lines("  {0}: a\n", 29_000), "bad-id"),
        (HEAD + lines(RANK, 900) + "needs:\n" + lines(NEED, 100), "unknown-need"),
        (HEAD + lines(RANK, 900) + "needs:\n" + lines(NEED, 5_000), "too-many"),
        (ONE + "endings:\n" + lines("  end-{0}: {{}}\n", 20_000), "too-many"),
        (ONE + "accept:\n" + lines("  MD{0}: so\n", 20_000), "too-many"),
        (ONE + "you: {" + ", ".join(f"{a}{b}: a" for a in "abcdefghij" for b in "klmnopqrst") + "}\n", "too-many"),
    ],
    ids=[
        *("comments", "equal keys", "unknown gotos", "unknown fields", "question marks", "open lists", "open quote"),
        *("numbers", "unknown fields at top", "wrong tags", "unknown kinds", "bad ids", "unknown needs", "needs"),
        *("endings", "accepted", "languages"),
    ],
)
def test_a_large_file_full_of_faults_is_told_within_a_second(text: str, code: str, tmp_path: Path) -> None:
    found = problems_of(written(text.encode())(tmp_path))
    assert found[0].code == code
    assert len(found) <= MAX_PROBLEMS


def test_a_thousand_steps_are_read_within_a_second(tmp_path: Path) -> None:
    path = written((HEAD + "".join(STEP.format(i, "") for i in range(1_000))).encode())(tmp_path)
    began = time.process_time()
    assert len(load(path).scenario.steps) == 1_000
    assert time.process_time() - began < 1


# ---------------------------------------------------------------- good files


def good(name: str) -> Loaded:
    return load(GOOD / f"{name}.yaml")


@pytest.mark.parametrize("path", sorted(GOOD.glob("*.yaml")), ids=lambda path: path.stem)
def test_a_good_file_is_read(path: Path) -> None:
    loaded = load(path)
    assert (loaded.id, loaded.file) == (path.stem, str(path))
    assert scenario_from_text(loaded.text) == loaded.scenario


def test_all_four_kinds_of_step_are_read_with_their_values() -> None:
    scenario = good("all-kinds").scenario
    kinds = {"how-angry": AngerStep, "roar": ReplyStep, "again": ReplyStep, "sort": NeedsStep, "mark": SpotStep}
    assert {name: type(step) for name, step in scenario.steps.items()} == kinds
    roar, sort, mark = scenario.steps["roar"], scenario.steps["sort"], scenario.steps["mark"]
    assert isinstance(roar, ReplyStep) and isinstance(sort, NeedsStep) and isinstance(mark, SpotStep)
    deep = roar.replies["deep"]
    assert (deep.score, deep.depth, deep.stars, deep.does, deep.goto) == (3, "unsaid", -2, ("name-unsaid",), "sort")
    assert (roar.replies["blames"].stars, roar.replies["blames"].depth) == (2, None)
    assert [text_at(roar.says, anger, "en") for anger in (0, 4, 5, 6)] == ["Low.", "Low.", "High!", "High!"]
    assert needs_order(scenario, sort) == ("fix", "heard")
    assert [line.good for line in mark.lines.values()] == [True, False]
    assert not scenario.steps["again"].counts
    assert scenario.next_steps == {"how-angry": "roar", "roar": "again", "again": "sort", "sort": "mark", "mark": None}
    assert (scenario.channel, scenario.level, scenario.minutes, scenario.pass_) == ("phone", 2, 8, 75)
    assert (scenario.customer.anger, scenario.tags) == (5, ("telecom", "outage"))
    ends = scenario.endings
    assert ends["thanked"].when and (ends["thanked"].when.anger, ends["thanked"].when.percent) == ((0, 1), (80, 100))
    assert (ends["leaves"].lost, ends["thanked"].lost, ends["walked-out"].when) == (True, None, None)
    assert complete_languages(scenario) == ("en", "zh")


def test_what_a_small_file_leaves_out_has_its_default() -> None:
    scenario = good("small").scenario
    assert (scenario.pass_, scenario.needs, scenario.endings, scenario.tags) == (70, {}, {}, ())
    step = scenario.steps["first"]
    assert isinstance(step, ReplyStep) and step.ask == "reply" and step.counts and step.says is None
    assert (step.replies["listens"].stars, step.replies["listens"].depth, step.replies["listens"].does) == (0, None, ())


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    assert (GOOD / "bom.yaml").read_bytes().startswith(b"\xef\xbb\xbf")
    loaded = good("bom")
    assert loaded.text.startswith("format: 1")
    assert loaded.scenario.title == "Small"


def test_fields_that_begin_with_x_are_left_alone_everywhere() -> None:
    assert good("own-fields").scenario == good("small").scenario


def test_chinese_language_codes_are_read_as_zh() -> None:
    scenario = good("chinese-codes").scenario
    assert complete_languages(scenario) == ("en", "zh")
    assert scenario_language(scenario, "zh") == ("zh", True)
    assert text_in(scenario.title, "zh") == "小"
    assert text_in(scenario.customer.name, "zh") == "李"


def test_plain_strings_serve_every_language() -> None:
    scenario = good("small").scenario
    assert complete_languages(scenario) is None
    assert scenario_language(scenario, "zh") == ("zh", True)
    assert text_in(scenario.title, "zh") == text_in(scenario.title, "en") == "Small"


def test_a_language_that_some_text_lacks_gives_way_to_the_first_that_is_complete() -> None:
    scenario = good("one-language-lacking").scenario
    assert complete_languages(scenario) == ("zh",)
    assert scenario_language(scenario, "en") == ("zh", False)
    assert scenario_language(scenario, "zh") == ("zh", True)


def test_words_that_yaml_1_1_read_as_something_else_are_the_text_they_look_like() -> None:
    tags = good("words").scenario.tags
    assert tags == ("no", "on", "yes", "off", "12:30", "0b11", "1_000", "2026-11-21", "no", "123", "=", "~ish", "1.2.3")


def test_numbers_may_be_written_as_the_core_schema_allows() -> None:
    scenario = good("words").scenario
    assert (scenario.pass_, scenario.minutes, scenario.level) == (0x3C, 0o10, 2)


def test_a_comment_set_apart_by_two_spaces_is_a_comment() -> None:
    scenario = good("comments").scenario
    assert (scenario.title, scenario.channel, scenario.customer.anger) == ("Small", "phone", 3)
    step = scenario.steps["first"]
    assert isinstance(step, ReplyStep)
    assert step.replies["listens"].text == "You are our #1"
    assert step.trains == ("emotion", "feel")


def test_block_texts_keep_or_fold_their_lines() -> None:
    scenario = good("block-texts").scenario
    assert scenario.brief == "Line one.\nLine two: with a colon, # and no comment.\n"
    assert scenario.you == "You are the clerk on duty."
    assert text_in(scenario.source, "zh") == "第一行 第二行"


def test_every_text_of_a_scenario_is_found_with_its_path() -> None:
    texts = dict(every_text(good("all-kinds").scenario))
    assert len(texts) == 49
    assert texts["may", 1] == {"en": "ring", "zh": "打"}
    assert texts["steps", "roar", "says", 1, "text"] == {"en": "High!", "zh": "高！"}
    assert texts["needs", "fix", "text"] == {"en": "fix", "zh": "修"}
    assert texts["debrief", "questions", 0] == {"en": "What now?", "zh": "然后？"}
    assert not [path for path in texts if path[-1] in ("kind", "ask", "depth", "channel")]


def test_the_model_is_frozen() -> None:
    with pytest.raises(ValueError, match="frozen"):
        good("small").scenario.title = "Other"  # type: ignore[misc]


def test_the_json_schema_names_the_fields_as_a_file_does() -> None:
    schema = json_schema(str)
    assert {"pass", "format", "steps"} <= set(schema["properties"])
    assert schema["required"] == ["format", "title", "customer", "steps"]
    assert "from" in schema["$defs"]["Variant"]["properties"]
