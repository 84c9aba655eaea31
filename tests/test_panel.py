"""The panel: sheets that tell nothing of the key, sheets as spreadsheets bring them back, and the figures."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml

from motdrill import library
from motdrill.drill.drill import Drill
from motdrill.panel.agreement import agreement_among_raters, agreement_with_key, quadratic_kappa
from motdrill.panel.rating_items import RatingItem, rating_angers, rating_items
from motdrill.panel.rescore import replace_scores
from motdrill.panel.sheet_reader import read_sheet
from motdrill.panel.verdict import panel_verdict
from motdrill.scenario.load import load, scenario_from_text
from motdrill.scenario.model import ReplyStep
from motdrill.scenario.texts import text_at
from terminal import Run

CASE = """\
# How this case is built: a comment that stays.
format: 1
title: {en: "The lost parcel", zh: "丢失的包裹"}
brief: {en: "It is Friday.", zh: "今天是星期五。"}
may_not: [{en: "promise Monday", zh: "答应星期一"}]
customer: {name: {en: "Mr Qiao", zh: "乔先生"}, anger: 4}
steps:
  first-answer:   # three replies, one too shallow here
    says: {en: "Three weeks!", zh: "三个星期！"}
    replies:
      key-best: {text: {en: "Three weeks without a word.", zh: "三个星期，没人告诉您一声。"}, score: 3,
        depth: restate, stars: -2, does: [restate-event], goto: last-answer,
        why: {en: "He hears his own weeks.", zh: "他听到了自己的三个星期。"}}
      key-shallow:
        text: {en: "I'll look it up.", zh: "我查一下。"}
        score: 3     # fair at four stars
        depth: answer
        why: {en: "Right, but too soon.", zh: "对，但太早。"}
      "key-harm": {text: {en: "=Please calm down.", zh: "请您冷静。"}, 'score': 0, stars: 1,
        why: {en: "Nobody calms down when told to.", zh: "叫人冷静，谁也冷静不了。"}, does: [suppress]}
  second-try:
    counts: false
    says: {en: "Well?", zh: "怎么样？"}
    replies:
      key-sorry: {text: {en: "I'm sorry.", zh: "抱歉。"}, score: 1, why: {en: "Late.", zh: "晚了。"}}
      key-deed: {text: {en: "I'm ringing the depot.", zh: "我打给站点。"}, score: 3, stars: -1,
        why: {en: "A deed.", zh: "做了事。"}}
  last-answer:
    says: {en: "And now?", zh: "然后呢？"}
    replies:
      key-call: {text: {en: "I ring you at four.", zh: "四点我打给您。"}, score: 3, why: {en: "An hour.", zh: "有点。"}}
      key-soon: {text: {en: "Soon.", zh: "尽快。"}, score: 1, why: {en: "No hour.", zh: "没有点。"}}
"""
RATED = {"key-best": 3, "key-shallow": 2, "key-harm": 0, "key-sorry": 1, "key-deed": 3, "key-call": 3, "key-soon": 1}
"""The key at the anger of the best way: at four stars `answer` misses by one."""


@pytest.fixture
def case(tmp_path: Path) -> Path:
    found = tmp_path / "parcel.yaml"
    found.write_text(CASE, "utf-8")
    return found


@pytest.fixture
def found(case: Path) -> tuple[RatingItem, ...]:
    return rating_items(load(case).scenario, "parcel")


def sheet(found: tuple[RatingItem, ...], ratings: dict[str, Any], head: str = "item,rating") -> str:
    rows = [f"{item.key},{ratings[item.reply]}" for item in found if item.reply in ratings]
    return "\n".join([head, *rows]) + "\n"


# ---------------------------------------------------------------- agreement

SCIKIT_LEARN = [
    ([0, 1, 2, 3, 0, 1, 2, 3], [0, 1, 2, 3, 0, 1, 2, 3], 1.0),
    ([0, 1, 2, 3], [3, 2, 1, 0], -1.0),
    ([3, 1, 0, 2, 3, 0, 1, 1, 2, 0], [3, 0, 0, 2, 2, 1, 1, 0, 3, 0], 0.8062015503875969),
    ([3, 2, 2, 0, 1, 3, 0, 1, 0, 2, 3, 1], [2, 2, 1, 0, 1, 3, 1, 2, 0, 3, 3, 0], 0.8),
    ([0, 0, 0, 1], [1, 1, 1, 1], 0.0),
    ([3, 3, 3, 3, 0], [3, 3, 3, 3, 3], 0.0),
    ([2, 3, 0, 1, 1, 2, 3, 0, 0, 3, 1, 2, 2, 0, 3], [2, 1, 0, 1, 3, 2, 3, 0, 2, 3, 1, 2, 1, 0, 0], 0.4148936170212766),
]
"""cohen_kappa_score(first, second, weights="quadratic") of scikit-learn 1.9.1."""


@pytest.mark.parametrize(("first", "second", "kappa"), SCIKIT_LEARN)
def test_kappa_is_that_of_scikit_learn(first: list[int], second: list[int], kappa: float) -> None:
    told = quadratic_kappa(first, second)
    assert told is not None and float(told) == pytest.approx(kappa, abs=1e-12)
    assert told == quadratic_kappa(second, first)


def test_kappa_is_undefined_where_there_is_nothing_to_agree_on() -> None:
    assert quadratic_kappa([], []) is None
    assert quadratic_kappa([2, 2, 2], [2, 2, 2]) is None


def test_a_mean_that_is_no_whole_number_counts_as_it_is() -> None:
    means = {"a": Fraction(5, 2), "b": Fraction(1, 2)}
    points = {"a": 3, "b": 0, "not rated": 1}
    # observed (1/4 + 1/4) / 2; expected (1/4 + 25/4 + 25/4 + 1/4) / 4
    assert agreement_with_key(means, points) == 1 - Fraction(1, 4) / Fraction(13, 4)


def test_among_raters_the_mean_of_all_pairs_is_told_each_over_what_both_have_rated() -> None:
    one, other, third = {"a": 0, "b": 3, "c": 1}, {"a": 0, "b": 3}, {"a": 3, "b": 0, "c": 1}
    pairs = [quadratic_kappa([0, 3], [0, 3]), quadratic_kappa([0, 3, 1], [3, 0, 1]), quadratic_kappa([0, 3], [3, 0])]
    assert agreement_among_raters([one, other, third], ["a", "b", "c"]) == sum(filter(None, pairs), Fraction()) / 3
    assert agreement_among_raters([one], ["a", "b"]) is None


# ---------------------------------------------------------------- the sheet


def test_a_reply_is_rated_at_the_anger_of_the_best_way_and_beside_it_at_the_least_lossy(case: Path) -> None:
    scenario = load(case).scenario
    assert rating_angers(Drill(scenario, "parcel", 0)) == {"first-answer": 4, "second-try": 4, "last-answer": 2}
    assert {item.reply: item.points for item in rating_items(scenario, "parcel")} == RATED
    assert {item.reply for item in rating_items(scenario, "parcel") if item.miss} == {"key-shallow"}


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_sheet_opens_in_a_spreadsheet_and_tells_nothing_of_the_key(run: Run, case: Path, lang: str) -> None:
    done = run("panel", "sheet", str(case), "--lang", lang, "--output", "sheet.csv", "--seed", "5")
    assert done.code == 0, done.err
    content = (case.parent / "sheet.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf") and b"\r\n" in content
    table = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    raw = yaml.safe_load(CASE)
    assert len(table) == 1 + len(RATED) and {len(row) for row in table} == {9}
    text = content.decode("utf-8-sig")
    for step in raw["steps"].values():
        assert step["says"][lang] in text
        for reply_id, reply in step["replies"].items():
            assert reply["text"][lang] in text
            assert reply["why"][lang] not in text and reply_id not in text
            assert not any(code in text for code in reply.get("does", ()))
    assert {row[7] for row in table[1:]} == {""}
    assert text.count(raw["brief"][lang]) == 1
    assert {"en": "You may not\n- promise Monday", "zh": "你不能\n- 答应星期一"}[lang] in table[1][4]
    if lang == "en":
        assert "'=Please calm down." in text, "a reply is no formula"


def test_the_replies_are_shuffled_and_a_seed_fixes_the_order(run: Run, case: Path) -> None:
    told = {seed: run("panel", "sheet", str(case), "--seed", str(seed)).out for seed in range(6)}
    assert told[1] == run("panel", "sheet", str(case), "--seed", "1").out
    assert len({tuple(line[:12] for line in text.splitlines() if line.startswith("r-")) for text in told.values()}) > 1


def test_a_rater_hears_what_the_customer_said_at_a_step_that_asked_for_no_reply(run: Run) -> None:
    steps = list(load(library.bundled_folder() / "bank-counter.yaml").scenario.steps.values())
    assert steps[0].ask == "anger" and steps[1].ask == "reply"
    first = next(csv.DictReader(io.StringIO(run("panel", "sheet", "bank-counter").out)))["the customer"]
    opening, then = (text_at(step.says, 3, "en") for step in steps[:2])
    assert opening in first and then in first


# ---------------------------------------------------------------- sheets that came back

FORMS: dict[str, Callable[[str], bytes]] = {
    "utf-8": lambda text: text.encode(),
    "utf-8 with a mark": lambda text: text.encode("utf-8-sig"),
    "utf-16 with tabs": lambda text: text.replace(",", "\t").encode("utf-16"),
    "semicolons": lambda text: text.replace(",", ";").encode(),
    "GB 18030": lambda text: text.replace("item,rating", "编号,评分（0 有害，1 偏弱，2 尚可，3 最好）").encode(
        "gb18030"
    ),
    "line ends of Windows": lambda text: text.replace("\n", "\r\n").encode(),
    "a decimal": lambda text: text.replace(",3\n", ",3.0\n").encode(),
    "more decimals": lambda text: text.replace(",3\n", ",3.00\n").replace(",2\n", ",2.\n").encode(),
    "wide digits": lambda text: text.replace(",3\n", ",３\n").encode(),
    "columns moved": lambda text: "\n".join(
        ",".join(["", *reversed(line.split(","))]) for line in text.splitlines()
    ).encode(),
    "empty rows": lambda text: (text + ",\n,\n").encode(),
}


@pytest.mark.parametrize("form", FORMS)
def test_a_sheet_is_read_as_spreadsheets_write_it(found: tuple[RatingItem, ...], form: str) -> None:
    content = FORMS[form](sheet(found, RATED))
    told = read_sheet(content, {item.key for item in found})
    assert (told.faults, told.blank_rows) == ((), ())
    assert told.ratings == {item.key: RATED[item.reply] for item in found}


WRONG: dict[str, tuple[Callable[[str], bytes], str]] = {
    "a workbook": (lambda text: b"PK\x03\x04\x00\x00" + text.encode(), "CSV UTF-8"),
    "no bytes of a text": (lambda text: b"\xff\xff\x81" + text.encode(), "CSV UTF-8"),
    "an empty file": (lambda text: b"", "“item”"),
    "no heading": (lambda text: text.partition("\n")[2].encode(), "“item”"),
    "another item": (lambda text: (text + "r-0000000000,2\n").encode(), "`r-0000000000`"),
    "one twice": (lambda text: (text + text.splitlines()[1]).encode(), "twice"),
    "four": (lambda text: text.replace(",3\n", ",4\n", 1).encode(), "`4`"),
    "a word": (lambda text: text.replace(",3\n", ",good\n", 1).encode(), "`good`"),
    "a half": (lambda text: text.replace(",3\n", ",2.5\n", 1).encode(), "`2.5`"),
    "nothing rated": (lambda text: b"item,rating\n", "Nothing is rated"),
}


@pytest.mark.parametrize("case_name", WRONG)
def test_what_is_wrong_with_a_sheet_is_told_by_file_and_row(
    run: Run, case: Path, found: tuple[RatingItem, ...], case_name: str
) -> None:
    spoil, told = WRONG[case_name]
    (case.parent / "back.csv").write_bytes(spoil(sheet(found, RATED)))
    done = run("panel", "read", "back.csv", "--scenario", str(case))
    assert (done.code, done.out) == (2, "")
    assert told in done.err and "Traceback" not in done.err
    done = run("panel", "read", "back.csv", "--scenario", str(case), "--lang", "zh")
    assert done.code == 2 and any("\u4e00" <= char <= "\u9fff" for char in done.err)


def test_all_faults_of_all_sheets_are_told_at_once(run: Run, case: Path, found: tuple[RatingItem, ...]) -> None:
    for name in ("one.csv", "two.csv"):
        (case.parent / name).write_text(sheet(found, RATED | {"key-soon": 9, "key-deed": "x"}), "utf-8")
    done = run("panel", "read", "one.csv", "two.csv", "--scenario", str(case))
    assert done.code == 2
    assert [line.split(": ")[0] for line in done.err.splitlines()[1:]] == [
        "one.csv:6",
        "one.csv:8",
        "two.csv:6",
        "two.csv:8",
    ]


def test_a_sheet_that_is_not_there_is_told(run: Run, case: Path) -> None:
    done = run("panel", "read", "none.csv", "--scenario", str(case))
    assert done.code == 2 and "none.csv" in done.err


def test_what_was_left_blank_is_told_and_left_out(run: Run, case: Path, found: tuple[RatingItem, ...]) -> None:
    (case.parent / "one.csv").write_text(sheet(found, RATED | {"key-soon": "", "key-deed": " "}), "utf-8")
    done = run("panel", "read", "one.csv", "--scenario", str(case), "--json")
    assert done.code == 0 and "2 replies are not rated" in done.err
    (told,) = json.loads(done.out)["scenarios"]
    assert (told["items"], told["kappa_with_key"], told["kappa_among_raters"]) == (5, 1.0, None)


def test_a_sheet_or_scenario_named_twice_counts_once(run: Run, case: Path, found: tuple[RatingItem, ...]) -> None:
    (case.parent / "one.csv").write_text(sheet(found, RATED), "utf-8")
    done = run("panel", "read", "one.csv", "./one.csv", "--scenario", str(case), "--scenario", str(case), "--json")
    (told,) = json.loads(done.out)["scenarios"]
    assert (done.code, told["kappa_among_raters"]) == (0, None)


# ---------------------------------------------------------------- the verdict


def judged(found: tuple[RatingItem, ...], *raters: dict[str, int]) -> Any:
    by_key = [{item.key: each[item.reply] for item in found if item.reply in each} for each in raters]
    return panel_verdict(found, by_key)


def test_a_reply_is_far_off_beyond_one_point_and_not_at_one(found: tuple[RatingItem, ...]) -> None:
    told = judged(found, RATED | {"key-soon": 2, "key-harm": 1}, RATED | {"key-soon": 2, "key-harm": 2})
    assert [each.item.reply for each in told.far_off_replies] == ["key-harm"]
    assert [(each.item.reply, each.proposed_points) for each in told.changes] == [("key-harm", 1), ("key-soon", 2)]


def test_a_half_goes_to_the_side_of_the_key(found: tuple[RatingItem, ...]) -> None:
    told = judged(found, RATED | {"key-call": 2, "key-harm": 1}, RATED)
    assert told.changes == ()


def test_agreement_is_told_for_the_whole_and_by_step_over_what_was_rated(found: tuple[RatingItem, ...]) -> None:
    told = judged(found, {"key-best": 3, "key-shallow": 2, "key-harm": 0, "key-call": 1, "key-soon": 3})
    assert {step: each.items for step, each in told.steps.items()} == {"first-answer": 3, "last-answer": 2}
    assert told.steps["first-answer"].with_key == 1
    assert told.steps["last-answer"].with_key == -1
    assert told.overall.items == 5 and 0 < told.overall.with_key < 1


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_page_tells_agreement_far_replies_and_the_key(
    run: Run, case: Path, found: tuple[RatingItem, ...], lang: str
) -> None:
    (case.parent / "one.csv").write_text(sheet(found, RATED | {"key-harm": 2, "key-shallow": 1}), "utf-8")
    done = run("panel", "read", "one.csv", "--scenario", str(case), "--lang", lang)
    assert done.code == 0, done.err
    told = judged(found, RATED | {"key-harm": 2, "key-shallow": 1})
    assert f"{float(told.overall.with_key):.2f}" in done.out
    assert "first-answer/key-harm" in done.out and "0 → 2" in done.out
    assert yaml.safe_load(CASE)["steps"]["first-answer"]["replies"]["key-harm"]["text"][lang] in done.out


def test_without_a_scenario_named_the_library_is_looked_through(run: Run, tmp_path: Path) -> None:
    done = run("panel", "sheet", "bank-counter", "--output", "bank.csv")
    assert done.code == 0
    table = list(csv.reader(io.StringIO((tmp_path / "bank.csv").read_text("utf-8-sig"), newline="")))
    rows = [[row[0], str(i % 4)] for i, row in enumerate(table[1:])]
    (tmp_path / "bank.csv").write_text("\n".join(map(",".join, [["item", "rating"], *rows])), "utf-8")
    done = run("panel", "read", "bank.csv", "--json")
    assert [each["scenario"] for each in json.loads(done.out)["scenarios"]] == ["bank-counter"]


# ---------------------------------------------------------------- writing the key


def test_the_panels_key_is_written_and_nothing_else_is_touched(
    run: Run, case: Path, found: tuple[RatingItem, ...]
) -> None:
    (case.parent / "one.csv").write_text(
        sheet(found, RATED | {"key-harm": 2, "key-shallow": 0, "key-call": 1}), "utf-8"
    )
    windows = CASE.replace("\n", "\r\n").encode("utf-8-sig")
    case.write_bytes(windows)
    done = run("panel", "read", "one.csv", "--scenario", str(case), "--write")
    assert done.code == 0 and "2 scores changed" in done.err
    wanted = windows.replace(b"'score': 0", b"'score': 2").replace(
        '四点我打给您。"}, score: 3'.encode(), '四点我打给您。"}, score: 1'.encode()
    )
    assert case.read_bytes() == wanted, "a reply whose depth misses is left alone"


def test_where_the_panel_agrees_the_file_is_not_written(run: Run, case: Path, found: tuple[RatingItem, ...]) -> None:
    (case.parent / "one.csv").write_text(sheet(found, RATED), "utf-8")
    before = case.stat()
    done = run("panel", "read", "one.csv", "--scenario", str(case), "--write")
    assert done.code == 0 and "0 scores changed" in done.err
    assert (case.stat().st_mtime_ns, case.stat().st_ino) == (before.st_mtime_ns, before.st_ino)


@pytest.mark.parametrize("written", ["+3", "0x3", "0o3", "03"])
def test_a_score_in_another_spelling_is_changed_as_a_whole(written: str) -> None:
    odd = CASE.replace("score: 3     #", f"score: {written}     #")
    steps = scenario_from_text(odd).steps["first-answer"]
    assert isinstance(steps, ReplyStep) and steps.replies["key-shallow"].score == 3
    assert replace_scores(odd, {("first-answer", "key-shallow"): (3, 1)}) == CASE.replace(
        "score: 3     #", "score: 1     #"
    )


def test_a_score_that_does_not_stand_where_it_should_is_never_written_over() -> None:
    with pytest.raises(ValueError, match="line 16"):
        replace_scores(CASE, {("first-answer", "key-shallow"): (2, 1)})
