"""The method on the pages of a drill: the walk, the parts of a score, the moments that stay, pages found by name."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from rich.cells import cell_len

from motdrill import library, messages
from motdrill.drill.best_play import lossless_answer
from motdrill.drill.drill import Drill
from motdrill.drill.scorecard import Scorecard
from motdrill.drill.turn import AnswerValue
from motdrill.method import handbook
from motdrill.scenario.load import load, scenario_from_text
from motdrill.scenario.model import NeedsStep, ReplyStep
from motdrill.ui.layout import page_lines, plain_text
from motdrill.ui.pages.feedback import feedback_page
from motdrill.ui.pages.handbook import entry_page
from motdrill.ui.pages.scorecard import scorecard_page
from motdrill.ui.pages.step import brief_page, step_page
from motdrill.ui.pages.walk import walk_page
from motdrill.ui.view import DrillView
from terminal import Run, planned, weak

PLAYS = Path(__file__).parent / "plays"
BANK = load(library.bundled_folder() / "bank-counter.yaml").scenario
NAMES = {
    "en": ("Four syncs", "3F", "Explore, offer, act, confirm"),
    "zh": ("四个同步", "3F法", "探求、提议、行动、确认"),
}


def text_of(page: object, width: int = 80, *, spoken: bool = False) -> str:
    return " ".join(plain_text(page_lines(page, width, spoken=spoken)).split())  # type: ignore[arg-type]


def play(name: str) -> DrillView:
    """The drill of a file in tests/plays, played to its end."""
    data = yaml.safe_load((PLAYS / f"{name}.yaml").read_text("utf-8"))
    drill = Drill(scenario_from_text(json.dumps(data["scenario"])), "play", seed=1)
    for answer in data["answers"]:
        drill = drill.answer(tuple(answer) if isinstance(answer, list) else answer)
    return DrillView(drill, "en")


def well_said_badly_read(seed: int = 1) -> DrillView:
    """The bank counter with best replies and every reading as wrong as it can be."""
    drill = Drill(BANK, "bank-counter", seed)
    while drill.step is not None:
        value: AnswerValue = lossless_answer(drill)
        if isinstance(value, int):
            value = 6 if value < 3 else 0
        elif isinstance(drill.step, NeedsStep):
            value = tuple(reversed(value))  # type: ignore[arg-type]
        elif not isinstance(drill.step, ReplyStep):
            value = tuple(line for line in drill.step.lines if line not in value)
        drill = drill.answer(value)
    return DrillView(drill, "en")


def test_a_customer_who_heard_only_good_sentences_stays_and_the_page_says_what_reading_cost() -> None:
    view = well_said_badly_read()
    card = Scorecard(view.drill)
    assert (card.talk.percent, card.lost, card.passed) == (100, False, False)
    assert card.ending not in ("lost", "walked-out")
    shown = text_of(scorecard_page(view, card, None))
    assert f"the talk 100% · reading {card.reading.percent}%".replace("\u00a0", " ") in shown
    cost = 100 - card.score_percent
    assert f"What you said was worth 100%. Reading the anger and the needs cost {cost} points." in shown
    assert "The turning point for the score, not for the customer." in shown


def test_a_drill_that_was_badly_said_is_not_laid_on_the_reading() -> None:
    view = play("talk-poor-reading-perfect")
    shown = text_of(scorecard_page(view, Scorecard(view.drill), None))
    assert "the talk 33% · reading 100%" in shown and "What you said was worth" not in shown


def test_a_case_without_readings_has_one_part_and_names_none() -> None:
    view = play("remembered-raised-and-calmed")
    assert "reading" not in text_of(scorecard_page(view, Scorecard(view.drill), None))


def test_the_scorecard_names_the_worst_and_the_best_moment() -> None:
    view = play("remembered-raised-and-calmed")
    shown = text_of(scorecard_page(view, Scorecard(view.drill), None))
    assert "worst moment (step 1) ★★★★☆☆ end ☆☆☆☆☆☆ both count equally" in shown
    assert "best moment (step 2) ★★★★☆☆ → ★☆☆☆☆☆" in shown


def test_where_no_reply_raised_the_anger_the_scorecard_says_that_the_end_alone_counts() -> None:
    view = play("remembered-perfect-play-is-10")
    shown = text_of(scorecard_page(view, Scorecard(view.drill), None))
    assert "10.0 of 10" in shown and "no reply raised the anger, so the end alone counts" in shown
    assert "worst moment" not in shown


def test_a_step_that_earns_nothing_says_that_it_can_lose_the_customer_and_that_it_has() -> None:
    view = play("counts-false-can-lose-the-customer")
    card = Scorecard(view.drill)
    before = view.with_answers(view.drill.answers[:1])
    assert "earns no points, but can lose the customer" in text_of(step_page(before))
    assert "earns no points, but has lost the customer" in text_of(feedback_page(view, view.drill.turns[-1]))
    assert "earns no points, but has lost the customer" in text_of(scorecard_page(view, card, None))


def test_a_step_that_earns_nothing_and_loses_nobody_is_not_counted_and_no_more() -> None:
    view = play("counts-false")
    assert "can lose the customer" not in text_of(step_page(view.with_answers(view.drill.answers[:1])))


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_brief_the_steps_and_the_scorecard_name_the_syncs_and_the_fs(lang: str) -> None:
    messages.set_language(lang)
    view = DrillView(Drill(BANK, "bank-counter", 1), lang)
    syncs, fs, others = NAMES[lang]
    brief = text_of(brief_page(view))
    assert f"{syncs}" in brief and fs in brief
    assert f"{syncs} › " in text_of(step_page(view))
    done = well_said_badly_read()
    shown = text_of(scorecard_page(DrillView(done.drill, lang), Scorecard(done.drill), None))
    assert all(name in shown for name in (syncs, fs, others))


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("width", [80, 40])
def test_the_walk_draws_each_answer_once_under_every_skill_it_trained(lang: str, width: int) -> None:
    messages.set_language(lang)
    done = well_said_badly_read()
    card = Scorecard(done.drill)
    lines = plain_text(page_lines(walk_page(DrillView(done.drill, lang), card), width)).splitlines()
    assert max(map(cell_len, lines)) <= width
    rows = [line for line in lines if {"✓", "✗", "–"} & set(line) and "·" in line]
    signs = "".join(rows)
    trained = [cost for cost in card.costs for _skill in BANK.steps[cost.turn.answer.step].trains]
    assert signs.count("✗") == sum(bool(cost.exact_percent) for cost in trained)
    assert signs.count("✓") == sum(not cost.exact_percent and cost.turn.counts for cost in trained)


def test_the_walk_is_heard_in_words() -> None:
    done = well_said_badly_read()
    heard = text_of(walk_page(done, Scorecard(done.drill)), spoken=True)
    assert "Emotion sync step 1 lost points, step 2 lost nothing" in heard


@pytest.mark.parametrize(
    ("name", "entry_id"),
    [
        ("愤怒指数", "anger-index"),
        ("3F", "three-fs"),
        ("3f法", "three-fs"),
        ("Managing the expectation", "manage-expectation"),
    ],
)
def test_a_page_of_the_handbook_is_found_by_its_name_in_either_language(run: Run, name: str, entry_id: str) -> None:
    done = run("learn", name)
    assert done.code == 0 and entry_id in done.out.splitlines()[0]


@pytest.mark.parametrize("title", ["四点五十八分", "two minutes  to FIVE"])
def test_a_case_is_found_by_its_title_in_either_language(run: Run, title: str) -> None:
    assert run("show", title).out == run("show", "bank-counter").out != ""


def test_a_name_that_is_no_page_and_no_case_is_a_mistake(run: Run) -> None:
    assert run("learn", "愤怒").code == run("show", "两点").code == 2


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_model_answer_marks_each_phrase_and_names_only_codes_there_are(lang: str) -> None:
    entry = handbook.find_entry("model-answer")
    assert entry is not None
    lines = [line for line in entry.text[lang].splitlines() if line.startswith("- ")]
    codes = [code for line in lines for code in line.split("`")[1::2]]
    assert len(lines) == 10 and all("**" in line for line in lines)
    assert [code for code in codes if handbook.find_entry(code) is None] == []
    assert {"restate-event", "name-unsaid", "three-f", "commit-time"} <= set(codes)


# ---------------------------------------------------------------- who speaks, and what counts


@pytest.mark.parametrize(("lang", "name"), [("en", "Mrs Hale: "), ("zh", "何大姐：")])
def test_a_stage_direction_is_nobodys_speech_and_a_detour_says_what_it_is(lang: str, name: str) -> None:
    messages.set_language(lang)
    detour = messages._("Your last answer led to this detour: it moves the anger, but earns no points.")
    before = {turn.step_id: replace(turn.before, lang=lang) for turn in planned("newcomer-question", 1, weak)}
    page = {step_id: text_of(step_page(view)) for step_id, view in before.items()}
    assert name.strip() in page["third-day"] and name.strip() not in page["somebody-has-looked"]
    assert [step_id for step_id, text in page.items() if detour in text] == ["then-we-stood-there"]
    exam = replace(before["then-we-stood-there"], exam=True)
    assert detour not in text_of(step_page(exam))
    part = messages._("Syncs")
    card = text_of(walk_page(view := before["somebody-has-looked"], Scorecard(view.drill)))
    assert f" {part} " in card and messages._("Four syncs") not in card


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_see_also_names_pages_by_their_titles(lang: str) -> None:
    messages.set_language(lang)
    entry = handbook.find_entry("two-layers")
    assert entry is not None
    *_page, links = text_of(entry_page(entry.id)).partition(messages._("See also") + " ")
    titles = [messages.in_language(found.name) for name in entry.see if (found := handbook.find_entry(name))]
    assert links.split(" · ") == titles
    assert all(handbook.find_by_name(title) for title in titles)
