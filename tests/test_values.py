"""Values that may not stand where they stand: each told once, at its line, with what was meant or what to do."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from motdrill import messages
from motdrill.author.findings import check
from motdrill.messages.problems import problem_sentences
from motdrill.scenario.problem import ERROR

SMALL: Final = """\
format: 1
title: "Small"
channel: phone
pass: 70
customer:
  name: "Li"
  anger: 3
needs:
  trade:
    kind: solve
    text: "A new one."
    spoken: true
  truth: {kind: explain, text: "What it was.", spoken: false}
steps:
  first-words:
    trains: [emotion]
    says: "Well?"
    replies:
      gives-in:
        text: "I see."
        score: 3
        stars: -1
        depth: restate
        does: [act-now]
        reaction: "He nods."
        why: "good"
      argues:
        text: "No."
        score: 0
        goto: last-words
        why: "bad"
  last-words:
    ask: needs
    order: [trade, truth]
    says: "So."
    why: "It is."
  end-words:
    ask: spot
    lines:
      one: {text: "Oh.", good: true, why: "It is."}
      two: {text: "Ah.", good: false, why: "It is."}
endings:
  gone:
    title: "Gone"
    lost: true
    when: {anger: [0, 1]}
"""


def told(changes: tuple[tuple[str, str], ...], path: Path) -> list[tuple[str, int, str]]:
    """The errors of the small file with words exchanged for others: number, line, and what to do."""
    text = SMALL
    for old, new in changes:
        assert text.count(old) == 1
        text = text.replace(old, new)
    path.write_text(text, "utf-8")
    found = [problem for problem in check(path) if problem.level == ERROR]
    return [
        (problem.number, problem.location[0], problem_sentences(problem)[1]) for problem in found if problem.location
    ]


def line_of(right: str) -> int:
    return SMALL[: SMALL.index(right)].count("\n") + 1


def test_the_small_file_has_no_errors(tmp_path: Path) -> None:
    assert told((), tmp_path / "small.yaml") == []


MEANT: Final = {
    "stars: -1": {
        **{f"stars: {minus}1": "-1" for minus in ("‑", "‐", "﹣", "ー", "一", "减", "负", "minus ", "➖")},
        "stars: 1-": "-1", "stars: 1 –": "-1", "stars: [-1]": "-1", "stars: +1 star": "1", "stars: 1星": "1",
    },
    "score: 3": {"score: 3/3": "3", "score: 3 of 3": "3", "score: [３]": "3"},
    "pass: 70": {"pass: >=70": "70", "pass: >70": "70", "pass: 70 %": "70"},
    "anger: [0, 1]}": {
        "anger: >= 2, percent: [0, 1]}": "[2, 6]",
    },
    "anger: [0, 1]": {
        "anger: [0-1]": "[0, 1]", "anger: [0–1]": "[0, 1]", "anger: [0 to 1]": "[0, 1]", "anger: [０, 1]": "0",
        "anger: >=2": "[2, 6]", "anger: > 2": "[3, 6]", "anger: ≤2": "[0, 2]", "anger: <2": "[0, 1]",
        "anger: 2+": "[2, 6]", "anger: 3以上": "[3, 6]", "anger: 0——1": "[0, 1]", "anger: {0, 1}": "[0, 1]",
    },
    "channel: phone": {"channel: [phone]": "phone", "channel: {phone}": "phone", "channel: [[telephone]]": "phone"},
    "depth: restate": {"depth: [unsaid]": "unsaid", "depth: > unsaid": "unsaid"},
    "kind: solve": {"kind: [solve]": "solve"},
    "does: [act-now]": {
        "does: [[act-now, assume]]": "act-now, assume", "does: [act-now, [assume]]": "assume",
        "does: [act-now. assume]": "act-now, assume", "does: [act-now·asume]": "act-now, assume",
        "does: act-now/assume": "[act-now, assume]", "does: [name.unsaid]": "name-unsaid",
    },
    "goto: last-words": {"goto: [last-words]": "last-words", "goto: Last Words": "last-words"},
    "order: [trade, truth]": {
        "order: [trade truth]": "trade, truth", "order: [trade, [truth]]": "truth",
        "order: trade, truth": "[trade, truth]",
    },
    "lost: true": {"lost: [yes]": "true"},
    "  gone:": {"  go\ufffcne:": "gone", "  g\uf06cone:": "gone", "  \ufffdgone:": "gone"},
    'title: "Gone"': {'title: {hz: "去", en: "Gone"}': "zh", 'title: {zn: "去", en: "Gone"}': "zh"},
}  # fmt: skip
"""What stands in the small file, and what it is told to have meant when something else stands there."""


@pytest.mark.parametrize(("right", "slipped"), [(right, slipped) for right, each in MEANT.items() for slipped in each])
def test_what_was_meant_by_a_value_is_told_at_its_place_alone(right: str, slipped: str, tmp_path: Path) -> None:
    ((_number, line, remedy),) = told(((right, slipped),), tmp_path / "small.yaml")
    assert (line, remedy) == (line_of(right), f"did you mean `{MEANT[right][slipped]}`?")


REMEDIES: Final = {
    "stars: -1": {f"stars: {sign}1": ("MD103", "write only the number after the colon") for sign in ("~", "about ")},
    "score: 3": {
        "score: ?": ("MD103", "write only the number after the colon"),
        "score: 3\u00a0": ("MD044", "type plain spaces in its place"),
        "score: 3 \u3000  # best": ("MD044", "type plain spaces in its place"),
    },
    "  anger: 3\n": {"  anger: 2-3\n": ("MD103", "write one number after the colon, and nothing else")},
    "anger: [0, 1]": {
        "anger: []": ("MD108", "add what is missing"),
        "anger: low": ("MD103", "write the lowest and the highest in brackets, such as [0, 3]"),
    },
    "channel: phone": {"channel: phone, chat": ("MD106", "keep one of them")},
    "depth: restate": {
        "depth: restate, unsaid": ("MD106", "keep one of them"),
        "depth: [restate, unsaid]": ("MD106", "keep one of them"),
        "depth: restate\u3000": ("MD044", "type plain spaces in its place"),
    },
    "kind: solve": {"kind: solve / explain": ("MD106", "keep one of them")},
    "does: [act-now]": {
        'does: ["act-now, assume"]': (
            "MD106", "in brackets close the quotes after each word; after a dash write one word a line",
        ),
        "does:\n          -": ("MD104", "write it after this dash, or remove the dash"),
    },
    "goto: last-words": {
        "goto: last-words or end-words": ("MD110", "keep one of them"),
        "goto: last-words / last-words-b": ("MD110", "keep one of them"),
        "goto: [last-words, end-words]": ("MD103", "write one id here, in small letters and without brackets"),
    },
    "lost: true": {"lost: true\u00a0": ("MD044", "type plain spaces in its place")},
    'title: "Gone"': {'title: {"Gone"}': ("MD104", "put it into double quotes, without the braces")},
    "ask: needs": {f"{name}: needs": ("MD101", "did you mean `ask`?") for name in ("Ask", "asks")},
    "ask: spot": {
        "Ask: spot": ("MD101", "did you mean `ask`?"),
        "ask: Spot": ("MD106", "did you mean `spot`?"),
    },
}  # fmt: skip
"""What stands in the small file, and what is told to do when something else stands there: number and remedy."""


@pytest.mark.parametrize(
    ("right", "slipped"), [(right, slipped) for right, each in REMEDIES.items() for slipped in each]
)
def test_what_to_do_about_a_value_is_told_once(right: str, slipped: str, tmp_path: Path) -> None:
    line = line_of(right) + slipped.count("\n", 0, -1)
    ((number, at, remedy),) = told(((right, slipped),), tmp_path / "small.yaml")
    assert (number, at, remedy) == (REMEDIES[right][slipped][0], line, REMEDIES[right][slipped][1])


@pytest.mark.parametrize("lang", messages.LANGUAGES)
@pytest.mark.parametrize("slipped", ["channel: [phone]", "channel: [[phone, chat]]", "channel: {phone: [chat]}"])
def test_a_list_in_place_of_a_word_is_shown_as_it_stands_in_the_file(slipped: str, lang: str, tmp_path: Path) -> None:
    path = tmp_path / "small.yaml"
    path.write_text(SMALL.replace("channel: phone", slipped), "utf-8")
    messages.set_language(lang)
    (found,) = [problem for problem in check(path) if problem.level == ERROR]
    assert not set("()'") & set(" ".join(problem_sentences(found)))


def test_a_goto_is_not_told_to_name_an_id_that_cannot_be_one(tmp_path: Path) -> None:
    broken = ("  last-words:", "  last words:")
    assert told((broken,), tmp_path / "a.yaml") == [("MD110", line_of(broken[0]), "did you mean `last-words`?")]
    both = told((broken, ("goto: last-words", "goto: last-wrods")), tmp_path / "b.yaml")
    assert [remedy for _number, _line, remedy in both] == ["did you mean `last-words`?"] * 2


def test_what_else_is_wrong_in_a_step_is_told_beside_a_misspelt_ask(tmp_path: Path) -> None:
    found = told((("ask: needs", "Ask: needs"), ('says: "So."', 'sais: "So."')), tmp_path / "small.yaml")
    assert [remedy for _number, _line, remedy in found] == ["did you mean `ask`?", "did you mean `says`?"]
