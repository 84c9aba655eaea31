"""What stands in own words, and which reply they come closest to: gestures, width, denial, quotes, both languages."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motdrill.scenario.load import load
from motdrill.scenario.model import ReplyStep, Scenario
from motdrill.words.clauses import clauses
from motdrill.words.match import match_words
from motdrill.words.ngrams import ngrams
from motdrill.words.signs import find_harm, find_signs

BANK = Path(__file__).parents[1] / "scenarios" / "bank-counter.yaml"
STEP = "ask-the-night"
SAYS = {"en": "Two hundred thousand, tonight, or else … Don't let me stand here!", "zh": "二十万，今晚得到，不然……"}

SIGNS = [
    ("Two hundred thousand, and by tonight.", "en", "their-words", ["Two hundred thousand", "tonight"]),
    ("And the or to me, here", "en", "their-words", []),
    ("Give me two minutes", "en", "their-words", []),
    ("Two hundred thousand, tonight or else it goes", "en", "their-words", ["Two hundred thousand, tonight or else"]),
    ("I stand here and let me", "en", "their-words", ["stand"]),
    ("二十万今晚，我记住了", "zh", "their-words", ["二十万", "今晚"]),
    ("You must be worried and furious", "en", "feeling", ["worried", "furious"]),
    ("您肯定着急，也委屈", "zh", "feeling", ["着急", "委屈"]),
    ("Right. What happens then", "en", "question", ["What happens then"]),
    ("您要几点到？", "zh", "question", ["您要几点到？"]),
    ("I'll ring you by three o'clock.", "en", "promise", ["I'll ring you by three o'clock"]),
    ("我三点给您回话。", "zh", "promise", ["我三点给您回话"]),
    ("We apologise for any inconvenience.", "en", "formula", ["for any inconvenience"]),
    ("给您带来不便，敬请谅解", "zh", "formula", ["给您带来不便", "敬请谅解"]),
    ("So sorry, I'm sorry, my apologies", "en", "apology", ["So sorry", "I'm sorry", "apologies"]),
    ("I’m sorry", "en", "apology", ["I’m sorry"]),
    ("对不起，真的很抱歉", "zh", "apology", ["对不起", "很抱歉"]),
    ("I guarantee it", "en", "guarantee", ["guarantee"]),
    ("I can't promise it by three", "en", "guarantee", []),
    ("这个我保证", "zh", "guarantee", ["保证"]),
    ("谁也不敢保证", "zh", "guarantee", []),
    ("(says sorry) Come in", "en", "apology", []),
    ("（道歉）请进", "zh", "apology", []),
    ("Please calm down", "en", "calm-down", ["calm down"]),
    ("您先冷静一下", "zh", "calm-down", ["冷静一下"]),
    ("That's your own fault", "en", "blame", ["your own fault"]),
    ("谁让您不早来", "zh", "blame", ["谁让您"]),
    ("Don't be silly", "en", "insult", ["Don't be silly"]),
    ("您至于吗", "zh", "insult", ["至于吗"]),
    ("It's company policy, not my job", "en", "refusal", ["It's company policy", "not my job"]),
    ("按规定不行，我们不管", "zh", "refusal", ["按规定", "我们不管"]),
    ("You'll have to ask upstairs. See for yourself.", "en", "referral", ["You'll have to ask", "See for yourself"]),
    ("您自己去问客服", "zh", "referral", ["您自己去"]),
    ("You won't have to call again", "en", "referral", []),
    ("省得您自己去跑", "zh", "referral", []),
    ("Others wait too, be glad", "en", "dismissal", ["Others wait", "be glad"]),
    ("多大点事，谁来都一样", "zh", "dismissal", ["多大点事", "谁来都一样"]),
]


@pytest.mark.parametrize(("text", "lang", "sign", "pieces"), SIGNS)
def test_what_stands_in_the_words_is_quoted_from_them(text: str, lang: str, sign: str, pieces: list[str]) -> None:
    assert [quote.text for quote in find_signs(text, SAYS[lang]) if quote.sign == sign] == pieces


@given(st.text(st.sampled_from("I'll sorry? （）()by 3，。保证一定今晚二十万 calm down’É"), max_size=60))
def test_every_quote_of_any_text_is_a_piece_of_it(text: str) -> None:
    assert all(quote.text in text and quote.text.strip() for quote in find_signs(text, SAYS["zh"]))


def test_harm_that_the_reply_has_too_or_that_the_customer_said_is_none() -> None:
    assert [quote.sign for quote in find_harm("You fool, calm down", "", "")] == ["insult", "calm-down"]
    assert find_harm("Calm down", "Please stay calm.", "") == ()
    assert find_harm("You say calm down", "", "Don't you tell me to calm down!") == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [("ＯＫ，Ｆｉｎｅ", "ok fine!"), ("（点头）二十万", "二十万。"), ("I’ll go", "i'll GO"), ("[nods] yes", "Yes …")],
)
def test_width_case_marks_and_gestures_make_no_difference(one: str, other: str) -> None:
    assert ngrams(one) == ngrams(other) != {}


@pytest.fixture(scope="module")
def bank() -> Scenario:
    return load(BANK).scenario


def step(scenario: Scenario) -> ReplyStep:
    found = scenario.steps[STEP]
    assert isinstance(found, ReplyStep)
    return found


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_each_reply_is_closest_to_itself(bank: Scenario, lang: str) -> None:
    for reply_id, reply in step(bank).replies.items():
        match = match_words(bank, step(bank), reply.text[lang], anger=3, lang=lang)  # type: ignore[index]
        assert (match.confidence, match.nearest, match.against) == ("confident", (reply_id,), ())


def test_a_sign_of_harm_makes_unsure_only_where_the_reply_is_worth_too_much_for_it(bank: Scenario) -> None:
    best = "Two hundred thousand, tonight. You stopped at “or else”: what happens then? {}"
    weak = "Go over across the plaza, they've three windows open, I'll ring and they take yours first. {}"
    for text, expected in [(best, "unsure"), (weak, "confident")]:
        assert match_words(bank, step(bank), text.format(""), anger=3, lang="en").confidence == "confident"
        assert match_words(bank, step(bank), text.format("Calm down."), anger=3, lang="en").confidence == expected


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("At 13:48, i wait (nods). but go", ["At 13:48", "i wait", "but go"]),
        ("您别急 我来办，可是得等", ["您别急", "我来办", "可是得等"]),
        ("one " * 30, [" ".join(["one"] * 15)] * 2),
        ("(nods) …", []),
    ],
)
def test_clauses_end_at_marks_joining_words_and_spaces_in_chinese(text: str, pieces: list[str]) -> None:
    assert clauses(text) == pieces


@pytest.mark.parametrize(
    ("lang", "borrowed", "own", "foreign"),
    [
        ("en", "You stopped at “or else”: what happens then? {}", "And by what hour?", ""),
        ("en", "Across the plaza they've three windows open to my one, {}", "{} till six", "the lamp hums all day"),
        ("zh", "您刚说到“不然”，不然会怎么样？{}", "最晚几点要到？", ""),
        ("zh", "您刚说到“不然”，不然会怎么样？{}", "{}，六点修", "那盏灯整天嗡嗡响个没完"),
    ],
)
def test_words_that_borrow_a_clause_and_go_on_to_something_else_are_unsure_and_told_by_it(
    bank: Scenario, lang: str, borrowed: str, own: str, foreign: str
) -> None:
    match = match_words(bank, step(bank), borrowed.format(own.format(foreign)), anger=3, lang=lang)
    assert match.confidence == ("unsure" if foreign else "confident")
    assert [foreign in piece for piece in match.against] == [True] * bool(foreign)


@pytest.mark.parametrize("text", ["", "()", "?!", "（叹气）", "x" * 10_000, "😀", "\u0301"])
def test_words_with_nothing_in_them_are_none_of_the_replies(bank: Scenario, text: str) -> None:
    match = match_words(bank, step(bank), text, anger=3, lang="en")
    assert (match.confidence, match.nearest, match.signs) == ("none", (), ())


def test_a_text_is_compared_before_anybody_notices(bank: Scenario) -> None:
    start_s = time.perf_counter()
    for _time in range(5):
        match_words(bank, step(bank), "You stopped at or else: what happens then?", anger=3, lang="en")
    assert time.perf_counter() - start_s < 2.5  # some 15 ms each; the machine may be busy
