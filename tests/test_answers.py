"""Lines as typed to answers, for every kind of step."""

from __future__ import annotations

from typing import Any

import pytest

from motdrill.drill.answer_parser import parse_answer
from motdrill.drill.turn import AnswerValue
from motdrill.errors import AnswerError
from motdrill.scenario.model import AngerStep, Line, NeedsStep, Reply, ReplyStep, SpotStep, Step

SHOWN = {
    "reply": ("name-it", "fix-it", "3f-no-more", "leave"),
    "anger": (),
    "needs": ("heard", "fix", "why-so", "money"),
    "spot": ("greets", "sighs", "asks"),
}
REPLIES = {name: Reply(text=name, score=1, why="so") for name in ("name-it", "fix-it")}
LINES = {name: Line(text=name, good=True) for name in SHOWN["spot"]}
STEPS: dict[str, Step] = {
    "reply": ReplyStep(replies=REPLIES),
    "anger": AngerStep(ask="anger"),
    "needs": NeedsStep(ask="needs"),
    "spot": SpotStep(ask="spot", lines=LINES),
}

ANSWERS: list[tuple[str, str, AnswerValue]] = [
    # a reply: by letter as shown, number or id
    ("reply", "a", "name-it"),
    ("reply", "A", "name-it"),
    ("reply", "D", "leave"),
    ("reply", "1", "name-it"),
    ("reply", "4", "leave"),
    ("reply", "02", "fix-it"),
    ("reply", "fix-it", "fix-it"),
    ("reply", "Fix-It", "fix-it"),
    ("reply", "3f-no-more", "3f-no-more"),
    ("reply", "  b \t", "fix-it"),
    ("reply", "b,", "fix-it"),
    ("reply", "Ｂ", "fix-it"),
    ("reply", "ｂ", "fix-it"),
    ("reply", "２", "fix-it"),
    ("reply", "　２　", "fix-it"),
    ("reply", "ｆｉｘ－ｉｔ", "fix-it"),
    ("reply", "②", "fix-it"),
    # anger: 0 to 6
    ("anger", "0", 0),
    ("anger", "6", 6),
    ("anger", " 5 ", 5),
    ("anger", "05", 5),
    ("anger", "５", 5),
    ("anger", "　４", 4),
    # needs: numbers, letters or ids, between spaces, commas or >, the rest in shown order
    ("needs", "1 2 3 4", ("heard", "fix", "why-so", "money")),
    ("needs", "4 3 2 1", ("money", "why-so", "fix", "heard")),
    ("needs", "4,3,2,1", ("money", "why-so", "fix", "heard")),
    ("needs", "4>3>2>1", ("money", "why-so", "fix", "heard")),
    ("needs", "4 > 3, 2  1", ("money", "why-so", "fix", "heard")),
    ("needs", "d c b a", ("money", "why-so", "fix", "heard")),
    ("needs", "money", ("money", "heard", "fix", "why-so")),
    ("needs", "why-so fix", ("why-so", "fix", "heard", "money")),
    ("needs", "3 fix D", ("why-so", "fix", "money", "heard")),
    ("needs", "2", ("fix", "heard", "why-so", "money")),
    ("needs", "４，３", ("money", "why-so", "heard", "fix")),
    ("needs", "４＞３", ("money", "why-so", "heard", "fix")),
    ("needs", "４、３", ("money", "why-so", "heard", "fix")),
    ("needs", "４　３", ("money", "why-so", "heard", "fix")),
    ("needs", ">4", ("money", "heard", "fix", "why-so")),
    # spot: the lines to mark, in the file's order whatever the order typed; none for an empty line
    ("spot", "", ()),
    ("spot", "   ", ()),
    ("spot", "　", ()),
    ("spot", "1", ("greets",)),
    ("spot", "a", ("greets",)),
    ("spot", "3 1", ("greets", "asks")),
    ("spot", "asks,greets", ("greets", "asks")),
    ("spot", "2 2 b sighs", ("sighs",)),
    ("spot", "１、３", ("greets", "asks")),
    ("spot", "a b c", ("greets", "sighs", "asks")),
]

ERRORS: list[tuple[str, str, str, dict[str, Any]]] = [
    ("reply", "", "one-reply", {"last": "D"}),
    ("reply", "   ", "one-reply", {"last": "D"}),
    ("reply", "a b", "one-reply", {"last": "D"}),
    ("reply", "1,2", "one-reply", {"last": "D"}),
    ("reply", "e", "no-such-choice", {"given": "e", "last": "D", "most": 4}),
    ("reply", "0", "no-such-choice", {"given": "0"}),
    ("reply", "5", "no-such-choice", {"given": "5"}),
    ("reply", "-1", "no-such-choice", {"given": "-1"}),
    ("reply", "1.5", "no-such-choice", {"given": "1.5"}),
    ("reply", "leaves", "no-such-choice", {"given": "leaves"}),
    ("reply", "好", "no-such-choice", {"given": "好"}),
    ("reply", "ab", "no-such-choice", {"given": "ab"}),
    ("reply", "ß", "no-such-choice", {"given": "ß"}),
    ("reply", "[red]a", "no-such-choice", {"given": "[red]a"}),
    ("reply", "9" * 5000, "no-such-choice", {"given": "9" * 20}),
    ("reply", "x" * 5000, "no-such-choice", {"given": "x" * 20}),
    ("anger", "", "stars-range", {"given": "", "most": 6}),
    ("anger", "7", "stars-range", {"given": "7", "most": 6}),
    ("anger", "-1", "stars-range", {"given": "-1"}),
    ("anger", "3.0", "stars-range", {"given": "3.0"}),
    ("anger", "1 2", "stars-range", {"given": "1 2"}),
    ("anger", "five", "stars-range", {"given": "five"}),
    ("anger", "五", "stars-range", {"given": "五"}),
    ("anger", "9" * 5000, "stars-range", {"given": "9" * 20}),
    ("anger", "00009", "stars-range", {"given": "00009"}),
    ("anger", "0000" + "9" * 5000, "stars-range", {"given": "0000" + "9" * 16}),
    ("needs", "", "rank-something", {"most": 4}),
    ("needs", " > , ", "rank-something", {"most": 4}),
    ("needs", "1 1", "ranked-twice", {"name": "heard"}),
    ("needs", "1 heard", "ranked-twice", {"name": "heard"}),
    ("needs", "2 5", "no-such-choice", {"given": "5", "last": "D", "most": 4}),
    ("needs", "heard fux", "no-such-choice", {"given": "fux"}),
    ("spot", "4", "no-such-choice", {"given": "4", "last": "C", "most": 3}),
    ("spot", "1 nobody", "no-such-choice", {"given": "nobody"}),
]


def short(value: object) -> str:
    return repr(value)[:24]


@pytest.mark.parametrize(("kind", "line", "answer"), ANSWERS, ids=short)
def test_a_line_is_read_as_the_answer_it_names(kind: str, line: str, answer: AnswerValue) -> None:
    assert parse_answer(STEPS[kind], SHOWN[kind], line) == answer


@pytest.mark.parametrize(("kind", "line", "code", "values"), ERRORS, ids=short)
def test_a_line_that_is_no_answer_is_refused_and_says_why(kind: str, line: str, code: str, values: Any) -> None:
    with pytest.raises(AnswerError) as caught:
        parse_answer(STEPS[kind], SHOWN[kind], line)
    assert caught.value.code == code
    assert {name: caught.value.values.get(name) for name in values} == values
