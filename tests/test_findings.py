"""What `check` says: each finding in its place, its page of documentation, and its sentences."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from motdrill import messages
from motdrill.author import findings
from motdrill.author.checks.reach import ending_gap
from motdrill.author.findings import check
from motdrill.author.graph import build_graph
from motdrill.author.scenario_facts import ScenarioFacts
from motdrill.messages.problems import problem_sentences
from motdrill.method.catalogue import CHANNELS, CODES, DEPTHS, NEED_KINDS, SKILLS
from motdrill.scenario.load import scenario_from_text
from motdrill.scenario.parse import parse
from motdrill.scenario.problem import ERROR, PROBLEM_NUMBERS, WARNING, Location, Problem
from motdrill.scenario.safe_text import CONTROL

ROOT = Path(__file__).parents[1]
BAD = Path(__file__).parent / "scenarios" / "bad"
WEAK = Path(__file__).parent / "scenarios" / "weak"
BUNDLED = sorted((ROOT / "scenarios").glob("*.yaml"))
EXPECTED: dict[str, dict[str, Any]] = yaml.safe_load((WEAK / "expected.yaml").read_text("utf-8"))
WEAKNESSES = [code for code, number in PROBLEM_NUMBERS.items() if number >= "MD200"]
MAX_BYTES = 1_048_576  # 1 MiB

MARKS = "{ask: spot, says: And now?, lines: {aa: {text: a, good: true}, bb: {text: b, good: false}}}"
SOUND = """\
format: 1
title: Sound
pass: 100
customer: {name: Li, anger: 3}
steps:
  hear-it:
    trains: [emotion, needs, state, language, feel, felt, found]
    says: A whole hour!
    replies:
      listens: {text: You waited an hour., score: 3, reaction: "Yes.", why: Good.}
      argues: {text: Everybody has to wait here., score: 0, why: Bad.}
      shrugs: {text: Well., score: 0, why: Bad.}
  one: MARKS
  two: MARKS
  three: MARKS
""".replace("MARKS", MARKS)


def checked(text: str, folder: Path) -> list[Problem]:
    path = folder / "made.yaml"
    path.write_bytes(text.encode())
    return check(path)


def codes(problems: list[Problem]) -> list[str]:
    return [problem.code for problem in problems]


def sound(*changes: tuple[str, str], end: str = "") -> str:
    """The sound scenario with some words of it exchanged, and something at its end."""
    text = SOUND
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return text + end


# ---------------------------------------------------------------- weak files as they stand


@pytest.mark.parametrize("name", EXPECTED)
def test_a_weak_file_is_told_by_exactly_its_weakness_and_its_place(name: str) -> None:
    expected = EXPECTED[name]
    (found,) = check(WEAK / name)
    assert (found.code, found.location) == (expected["code"], Location(expected["line"], expected["column"]))
    values = expected.get("values", {})
    assert {value: found.values.get(value) for value in values} == values
    assert found.file == str(WEAK / name)


def test_every_weak_file_is_expected_and_every_weakness_has_a_file_of_its_name() -> None:
    assert {path.name for path in WEAK.iterdir()} - {"expected.yaml"} == set(EXPECTED)
    assert [fault["code"] for fault in EXPECTED.values()] == WEAKNESSES
    assert list(EXPECTED) == [f"{code}.yaml" for code in WEAKNESSES]


@pytest.mark.parametrize("code", WEAKNESSES)
def test_only_that_nothing_can_be_earned_is_an_error_among_weaknesses(code: str) -> None:
    assert Problem(code).level == (ERROR if code == "no-points" else WARNING)


def test_a_sound_scenario_has_no_finding(tmp_path: Path) -> None:
    assert checked(SOUND, tmp_path) == []


@pytest.mark.parametrize("path", BUNDLED, ids=lambda path: path.stem)
def test_a_bundled_scenario_has_no_finding(path: Path) -> None:
    assert check(path) == []


def test_a_file_that_does_not_load_is_told_only_why(tmp_path: Path) -> None:
    weak_and_bad = sound(("score: 3", "score: 2"), (", found", ""), end="endings: {Lost: {title: x}}\n")
    assert codes(checked(weak_and_bad, tmp_path)) == ["bad-id"]
    assert codes(check(tmp_path / "absent.yaml")) == ["not-found"]


def test_findings_stand_in_the_order_of_the_file(tmp_path: Path) -> None:
    text = sound(
        (", found]", "]"),
        *[("score: 0,", "score: 2, stars: -1,")] * 2,
        (f"two: {MARKS}", f"two: {MARKS[:-1]}, goto: three}}\n  forgotten: {MARKS}"),
        end="endings:\n  thanked: {when: {anger: [0, 1]}}\naccept: {MD450: so, MD404: so}\n",
    )
    found = checked(text.replace("waited an hour", "waited for more than an hour"), tmp_path)
    places = [problem.location or Location(0, 0) for problem in found]
    assert places == sorted(places)
    assert codes(found) == [
        "missing-skills", "no-weak-reply", "passes-by-longest", "unreachable-step", "ending-gap", "unreachable-ending",
        "unknown-accept", "idle-accept",
    ]  # fmt: skip


LENDS = "  - lend coat number {} for the night, and one more of the same size for the day after\n"
BRIEF = """\
brief: Friday, 17:40, a tailor's shop. Ms Li fetches a coat that was left for a new zip, and waits for an hour.
you: The tailor at the front, with two colleagues in the workroom behind.
may_not: [say what became of the button]
may_tell: [In winter a coat was mended ten minutes before a wedding.]
may:
"""
"""Two lines, one, one and one, and two for each thing to lend; heading, rule, syncs, pass mark and keys are five."""


def test_a_brief_of_more_lines_than_a_screen_is_told_at_its_longest_field(tmp_path: Path) -> None:
    assert checked(sound(end=BRIEF + "".join(map(LENDS.format, range(7)))), tmp_path) == []
    found = checked(sound(end=BRIEF + "".join(map(LENDS.format, range(8)))), tmp_path)
    assert codes(found) == ["does-not-fit"]
    assert found[0].location and found[0].location.line == len(sound(end=BRIEF).splitlines())
    assert found[0].values == {"name": "brief", "lines": 26, "over": 2, "lang": ""}


# ---------------------------------------------------------------- accept


WARNINGS = [code for code in WEAKNESSES if Problem(code).level == WARNING and "accept" not in code]


@pytest.mark.parametrize("code", WARNINGS)
def test_accept_silences_a_warning(code: str, tmp_path: Path) -> None:
    text = (WEAK / f"{code}.yaml").read_text("utf-8")
    assert checked(f"{text}accept: {{{PROBLEM_NUMBERS[code]}: We teach this on purpose}}\n", tmp_path) == []


def test_accept_does_not_silence_an_error(tmp_path: Path) -> None:
    text = (WEAK / "no-points.yaml").read_text("utf-8")
    assert "no-points" in codes(checked(f"{text}accept: {{MD301: so}}\n", tmp_path))


def test_accept_does_not_silence_what_keeps_a_file_from_loading(tmp_path: Path) -> None:
    text = sound(("score: 3", "score: 4"), end="accept: {MD107: so}\n")
    assert codes(checked(text, tmp_path)) == ["out-of-range"]


def test_a_policy_that_passes_by_replies_that_all_lose_a_little_is_found_where_it_loses_least(tmp_path: Path) -> None:
    """The longest reply is worth 1 of 3 at the first step, 2 at the second: half of 6 points, and 40 pass."""
    step = "{{replies: {{best: {{text: so, score: 3, why: w}}, long: {{text: so long, score: {}, why: w}}}}}}"
    steps = f"steps:\n  first: {step.format(1)}\n  second: {step.format(2)}\n"
    head = "format: 1\ntitle: T\npass: 40\ncustomer: {name: Li, anger: 0}\n"
    found = {problem.code: problem for problem in checked(head + steps, tmp_path)}
    assert found["passes-by-longest"].values == {"lang": "", "name": "second", "percent": 50}
    assert found["passes-by-longest"].location == Location(7, 3)


def test_what_passes_by_chance_is_told_where_guesses_cost_least_of_what_can_be_lost_there(tmp_path: Path) -> None:
    """A guess loses half of 3 points at the first step, a third at the second, and nothing can be lost at the last."""
    replies = [[3, 0], [3, 3, 0], [3, 3]]
    steps = "".join(
        f"  step-{i}: {{replies: {{"
        + ", ".join(f"r{j}: {{text: {'abc'[j] * 9}, score: {score}, why: w}}" for j, score in enumerate(scores))
        + "}}\n"
        for i, scores in enumerate(replies)
    )
    head = "format: 1\ntitle: T\ncustomer: {name: Li, anger: 0}\nsteps:\n"
    found = {problem.code: problem for problem in checked(head + steps, tmp_path)}
    assert found["passes-by-chance"].values["name"] == "step-1"
    assert found["passes-by-chance"].location == Location(6, 3)


def test_a_step_that_does_not_count_is_not_blamed_for_luck(tmp_path: Path) -> None:
    """A guess at the step that does not count loses a third of what it can lose, by anger alone; elsewhere a half."""
    text = """{format: 1, title: T, customer: {name: Li, anger: 4}, steps: {
        one: {replies: {aa: {text: a, score: 3, why: w, goto: three}, bb: {text: b, score: 0, why: w}}},
        two: {counts: false, replies: {aa: {text: a, score: 3, why: w}, bb: {text: b, score: 2, why: w},
            cc: {text: c, score: 0, stars: 2, why: w}}},
        three: {replies: {aa: {text: a, score: 3, depth: restate, stars: -2, why: w},
            bb: {text: b, score: 0, why: w}}}}}"""
    found = {problem.code: problem for problem in checked(text, tmp_path)}
    assert found["passes-by-chance"].values["name"] in {"one", "three"}


def test_where_no_answer_can_lose_anything_chance_passes_at_the_first_step(tmp_path: Path) -> None:
    replies = "{replies: {one: {text: a, score: 3, why: w}, two: {text: b, score: 3, why: w}}}"
    text = f"format: 1\ntitle: T\ncustomer: {{name: Li, anger: 0}}\nsteps:\n  one: {replies}\n  two: {replies}\n"
    found = {problem.code: problem for problem in checked(text, tmp_path)}
    assert found["passes-by-chance"].location == Location(5, 3)


def test_accept_of_one_warning_leaves_the_others(tmp_path: Path) -> None:
    text = sound((", found", ""), *[("score: 0", "score: 2")] * 2, end="accept: {MD405: so}\n")
    assert codes(checked(text, tmp_path)) == ["no-weak-reply"]


@pytest.mark.parametrize("number", ["MD999", "MD4O2", "md402", "MD101", "longest-is-best"])
def test_accepting_what_is_no_finding_of_these_rules_is_told(number: str, tmp_path: Path) -> None:
    (found,) = checked(sound(end=f"accept:\n  {number}: so\n"), tmp_path)
    assert (found.code, found.location, found.values["name"]) == ("unknown-accept", Location(17, 3), number)


def test_accepting_what_is_not_found_any_more_is_told(tmp_path: Path) -> None:
    (found,) = checked(sound((", found", ""), end="accept:\n  MD405: so\n  MD502: so\n"), tmp_path)
    assert (found.code, found.location, found.values["name"]) == ("idle-accept", Location(18, 3), "MD502")


def test_what_is_accepted_is_not_called_idle_where_no_rule_could_look_for_it(tmp_path: Path) -> None:
    text = (WEAK / "no-points.yaml").read_text("utf-8").replace(", found", "")
    assert codes(checked(f"{text}accept: {{MD405: so}}\n", tmp_path)) == ["no-points"]


# ---------------------------------------------------------------- rules at their edges


def test_an_ending_taken_by_goto_is_no_gap_between_the_others(tmp_path: Path) -> None:
    text = sound(("score: 0,", "score: 0, goto: lost,"), end="endings:\n  over: {when: {anger: [0, 6]}}\n")
    assert checked(text, tmp_path) == []


def test_an_ending_that_hardly_anybody_meets_is_not_called_unreachable(tmp_path: Path) -> None:
    """45 steps of 6 replies: one random drill in 6**45 is perfect."""
    replies = "".join(
        f"      r{i}: {{text: {letter * (3 + 9 * i)}, score: 0, why: so}}\n" for i, letter in enumerate("stuvwz")
    )
    steps = "".join(
        f"  s{i:02}:\n    replies:\n{replies}".replace("0, why: so}\n      r2", "3, why: so}\n      r2")
        for i in range(45)
    )
    endings = "endings:\n  perfect: {when: {percent: [100, 100]}}\n  good: {when: {percent: [0, 99]}}\n"
    found = checked(f"format: 1\ntitle: Long\ncustomer: {{name: Li, anger: 3}}\nsteps:\n{steps}{endings}", tmp_path)
    assert set(codes(found)) == {"missing-skills", "said-steps", "no-says", "no-reaction", "same-why"}


@pytest.mark.parametrize(
    "says", ["[{from: 0, text: a}, {from: 0, text: b}]", "[{from: 3, text: a}, {from: 3, text: b}]"]
)
def test_the_second_of_two_texts_from_the_same_anger_is_met_by_nobody(says: str, tmp_path: Path) -> None:
    text = sound(("    says: A whole hour!", f"    says: {says}"))
    assert codes(checked(text, tmp_path)) == ["unreachable-text"]


@pytest.mark.parametrize(
    ("title", "says"),
    [
        ("{en: a}", "{zh: a}"),
        ("{en: a, zh: b}", "{zh: a, fr: b}"),
        ("{en: a, zh: b}", "{zh: a, zh-CN: b}"),
        ("{en: a, zh: b}", "{zh-CN: a}"),
    ],
)
def test_a_text_that_lacks_a_language_of_the_title_is_told(title: str, says: str, tmp_path: Path) -> None:
    text = sound(("title: Sound", f"title: {title}"), ("    says: A whole hour!", f"    says: {says}"))
    (found,) = checked(text, tmp_path)
    assert (found.code, found.values["missing"]) == ("language-missing", ["en"])


@pytest.mark.parametrize("title", ["{zh: a, zh-CN: b}", "{zh: a}", "a"])
def test_a_text_that_has_every_language_of_the_title_is_not_told(title: str, tmp_path: Path) -> None:
    text = sound(("title: Sound", f"title: {title}"), ("    says: A whole hour!", "    says: {zh-Hans: a}"))
    assert checked(text, tmp_path) == []


STIRRED = ("score: 0", "score: 0, stars: 1")


@pytest.mark.parametrize(
    ("shown", "angers"),
    [
        ("", []),
        (", says: a", [[3, 4]]),
        (", cues: {voice: a}", [[3, 4]]),
        (", says: [{from: 4, text: a}]", []),
        (", says: [{from: 0, text: a}, {from: 4, text: a}]", [[3, 4]]),
        (", says: {en: a, zh: b}, cues: {face: [{from: 0, text: a}, {from: 4, text: {en: a, zh: b}}]}", [[3, 4]]),
        (", says: a, cues: {face: [{from: 0, text: a}, {from: 4, text: b}]}", []),
    ],
)
def test_angers_that_sound_alike_where_the_anger_is_asked_are_told(shown: str, angers: Any, tmp_path: Path) -> None:
    changes = [(f"one: {MARKS}", f"one: {{ask: anger{shown}}}"), ("title: Sound", "title: {en: T, zh: T}"), STIRRED]
    found = checked(sound(*changes), tmp_path)
    assert [each.values["angers"] for each in found if each.code == "angers-alike"] == angers


@pytest.mark.parametrize(
    ("code", "said", "told"),
    [
        ("quote-pair", "I was told “ten minutes”, and “soon”.", False),
        ("quote-pair", 'I was told “ten minutes".', True),
        ("quote-pair", 'I was told "ten minutes”.', True),
        ("quote-pair", "I was told ”ten minutes“.", True),
        ("quote-pair", "他说“十分钟“，我等了一个小时。", True),
        ("quote-pair", "他说「十分钟，我等了一个小时。", True),
        ("quote-pair", 'A screen of 15", and nobody looks at it.', False),
        ("odd-sign", "Tom &amp; Sons<br/>", True),
        ("odd-sign", "An hour&#39;s wait", True),
        ("odd-sign", "A whole <b>hour</b>", True),
        ("odd-sign", "请**马上**处理。", True),
        ("odd-sign", "等了一个小\ufffd。", True),
        ("odd-sign", "\uf0b7 A whole hour!", True),
        ("odd-sign", "R&D; f**k it, d**n; 3 < 4, a > b; <him>", False),
        ("odd-sign", "He said:\n\n* one\n* two", False),
        ("placeholder", "TODO", True),
        ("placeholder", "[todo]", True),
        ("placeholder", "FIXME: what does he say?", True),
        ("placeholder", "xxx", True),
        ("placeholder", "Lorem ipsum dolor sit amet.", True),
        ("placeholder", "（待补）", True),
        ("placeholder", "待写：客户说什么", True),
        ("placeholder", "此处待补充。", True),
        ("placeholder", "待补办的卡什么时候能拿？", False),
        ("placeholder", "What am I to do? Todo is a word.", False),
        ("placeholder", "…", False),
    ],
)
def test_a_slip_in_a_text_is_told_and_what_only_looks_like_one_is_not(
    code: str, said: str, told: bool, tmp_path: Path
) -> None:
    text = sound(("says: A whole hour!", f"says: {json.dumps({'zh': said}, ensure_ascii=False)}"))
    assert codes(checked(text, tmp_path)) == [code] * told


def test_a_quotation_is_closed_as_its_language_does(tmp_path: Path) -> None:
    assert checked(sound(("says: A whole hour!", "says: {de: „Sofort“}")), tmp_path) == []


@pytest.mark.parametrize("ask", ["reply", "anger"])
@pytest.mark.parametrize(("sentences", "told"), [(12, False), (17, True)])
def test_feedback_is_too_long_from_the_line_on_that_its_page_has_no_room_for(
    ask: str, sentences: int, told: bool, tmp_path: Path
) -> None:
    """Beside a reaction of one line a reply has room for 12 lines of `why`, of 36 wide characters each."""
    why = "等" * 36 * (sentences + 7 * (ask == "anger"))
    old = "why: Good." if ask == "reply" else f"one: {MARKS}"
    new = f"why: {why}" if ask == "reply" else f"one: {{ask: anger, says: a, why: {why}}}"
    assert codes(checked(sound((old, new)), tmp_path)) == ["why-too-long"] * told


# ---------------------------------------------------------------- large files


HEAD = "format: 1\ntitle: Large\ncustomer: {name: Li, anger: 3}\nsteps:\n"
REPLIES = "{{ra: {{text: a, score: 3, stars: -1, why: b}}, rb: {{text: b, score: 1, stars: 1, why: b}}}}"
LONG = "".join(
    f'      r{i}: {{text: "{f"reply {i} " * 20}", score: {3 - i}, stars: {i - 2}, why: "{"so " * 60}"}}\n'
    for i in range(4)
)
LARGE = {
    "long texts": f'  s{{0:05}}:\n    says: "{"word " * 40}"\n    replies:\n'
    + LONG.replace("{", "{{").replace("}", "}}"),
    "short replies": "  s{0:05}: {{replies: " + REPLIES + "}}\n",
    "readings only": "  s{0:05}: {{ask: anger}}\n",
}


@pytest.mark.parametrize("name", LARGE)
def test_a_file_of_1_mib_is_checked_within_two_seconds(name: str, tmp_path: Path) -> None:
    one = LARGE[name].format(0)
    steps = (MAX_BYTES - len(HEAD)) // len(one)
    text = HEAD + "".join(LARGE[name].format(i) for i in range(steps))
    assert MAX_BYTES - len(one) <= len(text) <= MAX_BYTES
    began = time.process_time()
    assert checked(text, tmp_path)
    assert time.process_time() - began < 2


# ---------------------------------------------------------------- the documentation of each finding


def pages() -> dict[str, Any]:
    problems: list[Problem] = []
    found: dict[str, Any] = parse(Path(findings.__file__).with_name("findings.yaml").read_text("utf-8"), problems)
    assert problems == []
    return found


PAGES = pages()
TITLE_WIDTHS = {"en": 60, "zh": 26}
IN_WORDS = [
    "not-found", "is-directory", "no-permission", "unreadable-file", "too-large", "not-utf8", "control-character",
    "too-many-values", "text-too-long", "does-not-fit", "why-too-long",
]  # fmt: skip
"""Faults that no fragment of a file can show: commands and descriptions, as comments."""


def test_every_finding_has_a_page_in_the_order_of_the_numbers() -> None:
    assert list(PAGES) == list(PROBLEM_NUMBERS)


@pytest.mark.parametrize("code", PAGES)
def test_a_page_says_everything_in_both_languages(code: str) -> None:
    page = PAGES[code]
    assert list(page) == ["title", "rule", "why", "bad", "good"]
    for name in ("title", "rule", "why"):
        assert list(page[name]) == ["en", "zh"]
        assert all(words.strip() == words != "" for words in page[name].values())
    assert all(len(page["title"][lang]) <= width for lang, width in TITLE_WIDTHS.items())
    assert page["bad"].strip() != page["good"].strip() != ""
    assert all(1 <= len(page[name].splitlines()) <= 10 for name in ("bad", "good"))


@pytest.mark.parametrize("code", PAGES)
def test_chinese_on_a_page_uses_chinese_marks(code: str) -> None:
    slips = re.compile(r"[\u4e00-\u9fff][,;:!?()]|[,;:!?][\u4e00-\u9fff]|[\u4e00-\u9fff]\.(?=\s|$|[\u4e00-\u9fff])|\"")
    texts = [PAGES[code][name]["zh"] for name in ("title", "rule", "why")]
    assert [text for text in texts if slips.search(text)] == []
    assert all(text[-1] in "。？！”" for text in texts[1:])


BASE = {
    "format": "format: 1\n",
    "title": "title: Sound\n",
    "customer": "customer: {name: Li, anger: 3}\n",
    "steps": "steps:\n  how-angry: {ask: anger}\n  and-now:\n    replies:\n      good: {text: a, score: 3, why: w}\n"
    "      poor: {text: b, score: 0, why: w}\n",
}


def completed(code: str, fragment: str) -> str:
    """A fragment with the fields that a scenario needs before it, where it does not have them itself."""
    if code in ("empty-file", "not-a-mapping"):
        return fragment
    given = set(re.findall(r"^[\w-]+", fragment.split("---")[0], re.MULTILINE))
    return "".join(line for name, line in BASE.items() if name not in given) + fragment


@pytest.mark.parametrize("code", [code for code in PAGES if code not in IN_WORDS])
def test_the_fault_a_page_shows_is_found_and_the_mended_one_is_not(code: str, tmp_path: Path) -> None:
    assert code in codes(checked(completed(code, PAGES[code]["bad"]), tmp_path))
    mended = checked(completed(code, PAGES[code]["good"]), tmp_path)
    assert code not in codes(mended)
    assert [problem for problem in mended if problem.number < "MD200"] == []


@pytest.mark.parametrize("code", IN_WORDS)
def test_what_no_fragment_can_show_is_said_in_comments(code: str) -> None:
    lines = (PAGES[code]["bad"] + PAGES[code]["good"]).splitlines()
    assert all(line.startswith("# ") for line in lines)


# ---------------------------------------------------------------- the sentences


WITHOUT_A_PLACE = [
    Problem("not-found"), Problem("is-directory"), Problem("no-permission"), Problem("too-large", None, {"limit": 1}),
    Problem("unreadable-file", None, {"reason": "Input/output error"}), Problem("too-many-values", None, {"limit": 1}),
]  # fmt: skip


def everything_found() -> Iterator[Problem]:
    yield from WITHOUT_A_PLACE
    for path in sorted((*BAD.glob("*.yaml"), *WEAK.glob("*.yaml"))):
        if path.name != "expected.yaml":
            yield from check(path)


@pytest.fixture(scope="module")
def found() -> list[Problem]:
    return list(everything_found())


def test_every_code_is_among_what_the_files_show(found: list[Problem]) -> None:
    assert set(codes(found)) == set(PROBLEM_NUMBERS)


@pytest.mark.parametrize("lang", messages.LANGUAGES)
def test_every_sentence_is_said_with_all_its_values(lang: str, found: list[Problem]) -> None:
    messages.set_language(lang)
    gaps = re.compile(r"\{[a-z]+\}|None|``|[(（]\s*[,，、)）]|\be[+-]\d\d|: :|： ：")
    texts = [text for problem in found for text in problem_sentences(problem)]
    assert sorted({text for text in texts if gaps.search(text) or not text}) == []


@pytest.mark.parametrize("lang", messages.LANGUAGES)
def test_a_sentence_names_a_field_and_not_its_number_in_a_list(lang: str, found: list[Problem]) -> None:
    messages.set_language(lang)
    numbered = [(problem.code, problem.file) for problem in found if re.match(r"`\d", problem_sentences(problem)[0])]
    others = ("bad-id", "unknown-value")  # there the number is what was written
    assert [(code, Path(file).name) for code, file in numbered if code not in others] == []


@pytest.mark.parametrize("lang", messages.LANGUAGES)
@pytest.mark.parametrize(
    ("code", "values"),
    [
        ("passes-by-chance", {"chance": 1.0, "name": "close-it"}),
        ("passes-by-chance", {"chance": 0.996, "name": "close-it"}),
        ("passes-by-chance", {"chance": 0.01, "name": "close-it"}),
        ("ending-gap", {"name": "lost", "chance": 1.0}),
        ("ending-gap", {"name": "lost", "chance": 1.2e-9}),
        ("best-reply-costs", {"name": "listens", "anger": 3, "cost": 100.0}),
        ("best-reply-costs", {"name": "listens", "anger": 3, "cost": 0.2}),
    ],
)
def test_shares_are_said_in_figures_people_read(code: str, values: dict[str, Any], lang: str) -> None:
    messages.set_language(lang)
    what, _mend = problem_sentences(Problem(code, None, values))
    assert not re.search(r"\de[+-]?\d", what), what


@pytest.mark.parametrize(
    ("chance", "said"),
    [(0.0, "0%"), (1e-9, "< 0.001%"), (0.0123, "1.2%"), (0.5, "50%"), (0.9949, "99%"), (0.995, "> 99%"),
     (0.9996, "> 99.9%"), (1.0, "100%")],
)  # fmt: skip
def test_a_share_that_is_all_but_certain_is_not_called_certain(chance: float, said: str) -> None:
    assert messages.percent_text(chance) == said


@pytest.mark.parametrize("lang", messages.LANGUAGES)
def test_a_word_of_the_format_is_meant_by_its_name_in_any_language(lang: str) -> None:
    messages.set_language(lang)
    for said, meant, known in (
        ("电话", "phone", CHANNELS),
        ("当面", "in-person", CHANNELS),
        ("要解决", "solve", NEED_KINDS),
        ("情绪同步", "emotion", SKILLS),
        ("说出没说的痛", "unsaid", DEPTHS),
        ("Answer the pain", "answer", DEPTHS),
        ("复述事件", "restate-event", CODES),
    ):
        problem = Problem("unknown-value", None, {"name": said, "near": "", "known": ", ".join(known)})
        assert f"`{meant}`" in problem_sentences(problem)[1]


@pytest.mark.parametrize("lang", messages.LANGUAGES)
@pytest.mark.parametrize(
    "given",
    ["k" * 100_000, ("a",) * 100_000, "a\nb: 1", "a\u2028b", "\x1b[31m\u202e"],
    ids=["long", "list", "line", "separator", "control"],
)
def test_a_sentence_is_one_line_however_long_what_it_speaks_of(lang: str, given: Any) -> None:
    messages.set_language(lang)
    for code in ("unknown-value", "unknown-field", "bad-id"):
        what, mend = problem_sentences(Problem(code, None, {"name": given, "near": given, "known": "en, zh"}))
        assert len(what) + len(mend) < 1_000
        assert len((what + mend).splitlines()) == 1
        assert not CONTROL.search(what + mend)


def test_replies_that_say_the_same_in_the_second_language_are_told_once(tmp_path: Path) -> None:
    path = tmp_path / "twins.yaml"
    path.write_text(
        "format: 1\ntitle: {en: T, zh: 题}\ncustomer: {name: Li, anger: 2}\nsteps:\n  one:\n    replies:\n"
        '      good: {text: {en: "I will see to it now.", zh: "我马上去办，您稍等。"}, score: 3, why: w}\n'
        '      poor: {text: {en: "Nothing can be done.", zh: "我马上去办，您稍等。"}, score: 0, why: w}\n',
        "utf-8",
    )
    assert [each.values for each in check(path) if each.code == "near-identical"] == [{"name": "poor", "other": "good"}]


def test_an_ending_that_hardly_anybody_comes_to_is_a_gap_all_the_same() -> None:
    replies = {f"reply-{i}": {"text": f"{i}", "score": 3 * (i == 0), "why": "w"} for i in range(6)}
    case = {
        "format": 1,
        "title": "T",
        "customer": {"name": "Li", "anger": 0},
        "steps": {f"step-{i}": {"replies": replies} for i in range(40)},
        "endings": {"usual": {"when": {"percent": [0, 99]}, "text": "t"}},
    }
    found = ScenarioFacts(scenario_from_text(json.dumps(case)))
    assert "satisfied" not in found.random.endings
    assert [fault.values["name"] for fault in ending_gap(found)] == ["satisfied"]


def test_an_ending_that_a_reply_leads_to_is_drawn_at_the_end_of_the_story_as_well() -> None:
    replies = {
        "leads": {"text": "a", "score": 3, "stars": -3, "why": "w", "goto": "satisfied"},
        "goes-on": {"text": "b", "score": 0, "stars": -3, "why": "w"},
    }
    case = {"format": 1, "title": "T", "customer": {"name": "Li", "anger": 1}, "steps": {"only": {"replies": replies}}}
    assert build_graph(scenario_from_text(json.dumps(case))).ends == ("satisfied",)
