"""What people typed at said steps: does the program find the reply they meant, and does it say so only when it is sure?

`said_texts/` has lists of texts, written by people who had not read what compares them: paraphrases of one reply, texts
that are none of them, texts typed from the customer's words alone, and traps, which word one reply and do another's
deed. What is asked of the program was fixed before any of these texts was typed.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from motdrill import library
from motdrill.author.scenario_facts import ScenarioFacts
from motdrill.drill.rules import effect
from motdrill.scenario.load import load
from motdrill.scenario.model import ReplyStep
from motdrill.words.match import MIN_POINTS_TOO_KIND, Match, match_words

pytestmark = pytest.mark.long

FOLDER = Path(__file__).parent / "said_texts"
KINDS = ("paraphrase", "none", "blind", "trap")

LEAST_PARAPHRASES_FOUND = 0.93
MOST_NONE_ACCEPTED = 0.13
LEAST_CONFIDENT_RIGHT = 0.90
MOST_TRAPS_TAKEN = 0.17


class SaidText(NamedTuple):
    """One text that somebody typed.

    Attributes:
        of_set: Which people typed it: what follows the language in the name of its file.
        kind: One of `KINDS`.
        reply: The id of the reply it means; None if it means none.
        points: What it deserves, 0-3; None where that does not matter.
    """

    of_set: str
    scenario: str
    step: str
    lang: str
    text: str
    kind: str
    reply: str | None = None
    points: int | None = None


def read() -> list[SaidText]:
    """Every text of the folder, which may be missing."""
    rows: dict[Path, list[dict[str, Any]]] = {
        file: yaml.load(file.read_text("utf-8"), Loader=yaml.CSafeLoader) or []
        for file in sorted(FOLDER.glob("*.yaml"))
    }
    return [SaidText(file.stem.partition("-")[2] or "first", **row) for file in rows for row in rows[file]]


TEXTS = read()
SETS = sorted({said.of_set for said in TEXTS})


@cache
def facts(scenario: str) -> ScenarioFacts:
    path, _shadowed = library.find_scenario(scenario)
    return ScenarioFacts(load(path).scenario)


def step_of(said: SaidText) -> ReplyStep:
    step = facts(said.scenario).scenario.steps[said.step]
    assert isinstance(step, ReplyStep), said
    return step


@cache
def matched(said: SaidText) -> Match:
    """What a text comes closest to, at the anger at which a good player meets the step."""
    known = facts(said.scenario)
    anger = known.good_anger(said.step)
    return match_words(known.scenario, step_of(said), said.text, anger=anger, lang=said.lang)


def of(kind: str, lang: str = "") -> list[SaidText]:
    return [said for said in TEXTS if said.kind == kind and lang in ("", said.lang)]


def is_right(said: SaidText) -> bool:
    return matched(said).ranking[0] == said.reply


def accepted(texts: list[SaidText]) -> list[SaidText]:
    """The texts that the program takes for one reply."""
    return [said for said in texts if matched(said).confidence == "confident"]


def taken_too_kindly(said: SaidText) -> bool:
    """Whether a text is taken for a reply worth two points more than it deserves."""
    if not accepted([said]):
        return False
    anger = facts(said.scenario).good_anger(said.step)
    points = effect(step_of(said).replies[matched(said).nearest[0]], anger).points
    return points - (said.points or 0) >= MIN_POINTS_TOO_KIND


def test_every_text_is_of_a_kind_and_names_a_reply_of_its_step() -> None:
    assert {said.kind for said in TEXTS} <= set(KINDS)
    assert [said for said in TEXTS if said.reply is not None and said.reply not in step_of(said).replies] == []
    assert [said for said in of("paraphrase") if said.reply is None] == []
    assert [said for said in of("trap") if said.points is None] == []


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_nearly_every_paraphrase_is_nearest_to_the_reply_it_means(lang: str) -> None:
    texts = of("paraphrase", lang)
    missed = [(said.text, said.reply, matched(said).ranking[0]) for said in texts if not is_right(said)]
    assert texts and len(missed) <= (1 - LEAST_PARAPHRASES_FOUND) * len(texts), missed


def test_hardly_any_text_that_is_none_of_the_replies_is_taken_for_one() -> None:
    texts = of("none")
    wrong = accepted(texts)
    assert texts and len(wrong) <= MOST_NONE_ACCEPTED * len(texts), [said.text for said in wrong]


def test_where_it_is_confident_of_a_text_typed_from_the_customers_words_alone_it_is_right() -> None:
    sure = accepted(of("blind"))
    wrong = [(said.text, said.reply, matched(said).nearest) for said in sure if not is_right(said)]
    assert sure and len(wrong) <= (1 - LEAST_CONFIDENT_RIGHT) * len(sure), wrong


@pytest.mark.parametrize("sets", [*([each] for each in SETS), SETS], ids="-".join)
def test_few_traps_are_taken_two_points_too_kindly(sets: list[str]) -> None:
    texts = [said for said in of("trap") if said.of_set in sets]
    taken = [(said.text, matched(said).nearest) for said in texts if taken_too_kindly(said)]
    assert texts and len(taken) <= MOST_TRAPS_TAKEN * len(texts), taken


def test_every_piece_that_is_quoted_is_a_piece_of_the_text() -> None:
    for said in TEXTS:
        quotes = [*(quote.text for quote in matched(said).signs), *matched(said).against]
        assert [quote for quote in quotes if not quote or quote not in said.text] == [], said.text
