"""The library: what is asked of every case, computed exactly by the oracle and not by the program.

Four cases are short (tag `short`), six are small moments (tag `small-moment`), ten are whole conversations.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from typing import Any

import pytest
import yaml

import oracle
from motdrill import library, messages
from motdrill.drill.drill import Drill, longest_paths
from motdrill.drill.moves import moves
from motdrill.drill.rules import effect
from motdrill.drill.turn import Answer, State, play_turn
from motdrill.method.catalogue import CODES, GOOD_CODES, HARMFUL_CODES, SYNCS, THREE_FS
from motdrill.scenario.load import load
from motdrill.scenario.model import ReplyStep, Scenario, Step
from motdrill.scenario.texts import complete_languages, every_text, text_at
from motdrill.ui.blocks import Page
from motdrill.ui.layout import fit_page, line_width
from motdrill.ui.pages.feedback import feedback_page
from motdrill.ui.pages.step import brief_page, step_page
from motdrill.ui.view import DrillView
from motdrill.words.ngrams import spoken

FOLDER = library.bundled_folder()
NAMES = (
    *("airport-gold-card", "bank-counter", "network-outage", "sim-swap-fee", "last-day-plan-change", "password-sms"),
    *("late-document", "opening-hours", "prefix-sms-charges", "network-migration", "itinerary-change"),
    *("internal-support", "information-request", "phone-return", "fraud-stop", "chat-review-threat"),
    *("address-question", "newcomer-question", "room-not-ready", "skipped-number"),
)
B2B = ("itinerary-change", "internal-support", "information-request")
LANGUAGES = ("en", "zh")
WIDTH, HEIGHT = 80, 24


@pytest.fixture(params=NAMES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@cache
def read(name: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.load((FOLDER / f"{name}.yaml").read_text("utf-8"), Loader=yaml.CSafeLoader)
    return found


@cache
def model(name: str) -> Scenario:
    return load(FOLDER / f"{name}.yaml").scenario


@pytest.fixture
def data(name: str) -> dict[str, Any]:
    return read(name)


@pytest.fixture
def scenario(name: str) -> Scenario:
    return model(name)


@cache
def reachable(name: str) -> dict[str, set[int]]:
    return oracle.reachable(read(name))


@cache
def at_random(name: str) -> oracle.Distribution:
    return oracle.random_distribution(read(name))


def reply_steps(data: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    return ((step_id, step) for step_id, step in data["steps"].items() if oracle.kind(step) == "reply")


def best_replies(step: dict[str, Any]) -> set[str]:
    """Those worth 3 when deep enough: where the anger differs, so may the best reply."""
    return {reply_id for reply_id, reply in step["replies"].items() if reply["score"] == 3}


# ---------------------------------------------------------------- what is in it


def test_the_library_is_sixteen_cases_and_four_short_ones() -> None:
    assert sorted(path.stem for path in FOLDER.glob("*.yaml")) == sorted(NAMES)
    assert sum("short" in read(name)["tags"] for name in NAMES) == 4


def lengths(data: dict[str, Any]) -> range:
    """How many steps the longest way may have."""
    return range(4, 6) if is_short(data) else range(5, 8) if is_small(data) else range(8, 13)


def is_short(data: dict[str, Any]) -> bool:
    """A case for five minutes."""
    return "short" in data["tags"]


def is_small(data: dict[str, Any]) -> bool:
    """A case of one small moment, or a short one."""
    return is_short(data) or "small-moment" in data["tags"]


def test_the_longest_way_is_as_long_as_its_kind_of_case_is(data: dict[str, Any], scenario: Scenario) -> None:
    assert longest_paths(scenario)[next(iter(scenario.steps))] in lengths(data)


def test_the_library_leads_from_one_star_to_six_through_every_channel() -> None:
    assert {read(name)["customer"]["anger"] for name in NAMES} == {1, 2, 3, 4, 5, 6}
    assert {read(name)["channel"] for name in NAMES} == {"phone", "counter", "in-person", "chat"}
    assert {read(name)["level"] for name in NAMES} == {1, 2, 3}


@pytest.mark.parametrize("name", B2B)
def test_between_firms_the_spine_is_explore_offer_action_confirm(name: str) -> None:
    trained = [skill for step in read(name)["steps"].values() if oracle.counts(step) for skill in step["trains"]]
    first = {skill: trained.index(skill) for skill in ("explore", "offer", "action", "confirm")}
    assert first["explore"] < first["offer"] <= first["confirm"] and first["action"] <= first["confirm"]


def test_the_bad_call_is_heard_before_the_call_is_taken() -> None:
    kinds = [oracle.kind(step) for step in read("itinerary-change")["steps"].values()]
    assert "spot" in kinds and kinds.index("spot") < kinds.index("reply")


def test_all_four_syncs_and_all_three_fs_are_trained_on_the_way(data: dict[str, Any]) -> None:
    trained = {skill for step in data["steps"].values() if oracle.counts(step) for skill in step["trains"]}
    assert is_short(data) or {*SYNCS, *THREE_FS} - trained == set()


def test_the_anger_is_read_and_the_needs_are_ranked_twice_in_different_orders(data: dict[str, Any]) -> None:
    kinds = [oracle.kind(step) for step in data["steps"].values()]
    if is_small(data):
        assert {"anger", "needs", "spot"} & set(kinds)
        return
    assert "anger" in kinds
    orders = [oracle.true_order(data, step) for step in data["steps"].values() if oracle.kind(step) == "needs"]
    assert len(orders) >= 2
    assert len({order[0] for order in orders}) >= 2, "the dominant need does not change"


def test_every_need_is_ranked_and_one_is_left_unspoken(data: dict[str, Any]) -> None:
    assert {need["spoken"] for need in data["needs"].values()} == {True, False}


def test_bank_counter_has_much_to_approve_of() -> None:
    spots = [step for step in read("bank-counter")["steps"].values() if oracle.kind(step) == "spot"]
    assert spots
    for step in spots:
        good = sum(line["good"] for line in step["lines"].values())
        assert 0 < good < len(step["lines"])


def test_there_are_three_endings_of_its_own_and_one_of_them_is_lost(data: dict[str, Any]) -> None:
    own = [ending for ending_id, ending in data["endings"].items() if ending_id not in oracle.BUILT_IN]
    assert len(own) >= (2 if is_short(data) else 3)
    assert any(ending.get("lost") for ending in own)


def test_three_endings_can_be_reached_and_each_of_its_own(name: str, data: dict[str, Any]) -> None:
    reached = set(at_random(name)[1])
    assert len(reached) >= 3
    assert {ending for ending in data["endings"] if ending != "walked-out"} - reached == set()


def test_every_ending_that_can_be_reached_has_words_of_its_own(name: str, data: dict[str, Any]) -> None:
    assert [ending for ending in at_random(name)[1] if not data["endings"].get(ending, {}).get("text")] == []


def test_there_is_a_branch_and_every_step_can_be_reached(name: str, data: dict[str, Any]) -> None:
    branches = {
        step_id: {reply.get("goto") or oracle.default_next(data, step_id) for reply in step["replies"].values()}
        for step_id, step in reply_steps(data)
    }
    to_steps = [targets & set(data["steps"]) for targets in branches.values()]
    assert any(len(targets) >= 2 for targets in to_steps)
    assert [step_id for step_id, angers in reachable(name).items() if not angers] == []


def test_a_branch_that_only_weaker_replies_lead_to_does_not_count(data: dict[str, Any]) -> None:
    led_to: dict[str, set[int]] = {}
    for step_id, step in reply_steps(data):
        for reply in step["replies"].values():
            target = reply.get("goto") or oracle.default_next(data, step_id)
            if target in data["steps"]:
                led_to.setdefault(str(target), set()).add(reply["score"])
    weaker = [step_id for step_id, scores in led_to.items() if max(scores) < 3]
    assert weaker
    assert [step_id for step_id in weaker if oracle.counts(data["steps"][step_id])] == []


def test_each_step_has_three_or_four_replies_and_a_poor_one_among_them(data: dict[str, Any]) -> None:
    for step_id, step in reply_steps(data):
        assert len(step["replies"]) in (3, 4), step_id
        assert best_replies(step), step_id
        assert min(reply["score"] for reply in step["replies"].values()) <= 1, step_id


def test_replies_calm_and_provoke_so_that_players_meet_different_anger(name: str, data: dict[str, Any]) -> None:
    stars = {reply.get("stars", 0) for _id, step in reply_steps(data) for reply in step["replies"].values()}
    assert min(stars) < 0 < max(stars)
    assert sum(len(angers) > 2 for angers in reachable(name).values()) >= (1 if is_short(data) else 3)
    texts = [step.get("says") for step in data["steps"].values()]
    assert any(isinstance(text, list) for text in texts)


def test_good_and_harmful_codes_stand_where_they_belong(data: dict[str, Any]) -> None:
    for step_id, step in reply_steps(data):
        for reply_id, reply in step["replies"].items():
            codes = set(reply.get("does", ()))
            assert codes <= set(CODES), (step_id, reply_id)
            assert codes, (step_id, reply_id)
            if "own-feeling" in codes:
                said = [spoken(text) for text in reply["text"].values()]
                assert all(re.search(r"\b(I|my|me)\b|我", text) for text in said), (step_id, reply_id)
            if reply["score"] == 3:
                assert codes & set(HARMFUL_CODES) == set(), (step_id, reply_id)
            if reply["score"] == 0:
                assert codes - set(GOOD_CODES), (step_id, reply_id)


def heard(step: Step, anger: int, lang: str) -> str:
    """The letters of what is shown of the customer at a step."""
    cues = [cue for _name, cue in step.cues.by_name] if step.cues else []
    return letters("\n".join(text_at(text, anger, lang) for text in (step.says, *cues) if text))


def letters(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_the_customer_says_only_at_some_angers_is_quoted_only_there(
    name: str, scenario: Scenario, lang: str
) -> None:
    for step_id, angers in reachable(name).items():
        step = scenario.steps[step_id]
        at = {anger: heard(step, anger, lang) for anger in angers}
        parts = dict(getattr(step, "replies", {}) or getattr(step, "lines", {})).values()
        for text in filter(None, (getattr(step, "why", None), step.hint, *(part.why for part in parts))):
            for anger in angers:
                for quote in map(letters, re.findall("“([^“”]+)”", text_at(text, anger, lang))):
                    told = {other for other in angers if quote in at[other]}
                    assert len(quote) < 3 or not told or anger in told, (step_id, anger, quote)


def test_both_languages_are_complete(scenario: Scenario) -> None:
    assert complete_languages(scenario) == LANGUAGES


def test_no_text_is_the_same_in_both_languages_and_chinese_is_written_in_chinese(scenario: Scenario) -> None:
    for path, text in every_text(scenario):
        assert isinstance(text, dict), path
        assert text["en"] != text["zh"], path
        assert any("\u4e00" <= char <= "\u9fff" for char in text["zh"]), path
        assert not any("\u4e00" <= char <= "\u9fff" for char in text["en"]), path


CUE_NAMES = {
    "voice": ("voice", "声音", "嗓门", "口气"),
    "breath": ("breath", "呼吸"),
    "face": ("face", "神情"),
    "posture": ("posture", "姿态"),
}


def test_no_cue_begins_with_its_own_name(scenario: Scenario) -> None:
    for step in scenario.steps.values():
        for name, cue in step.cues.by_name if step.cues else ():
            texts = [part.text for part in cue] if isinstance(cue, tuple) else [cue]
            assert not any(text.startswith(CUE_NAMES[name]) for each in texts for text in dict(each or {}).values())


def test_what_helps_the_trainee_is_all_there(data: dict[str, Any]) -> None:
    for field in (
        "brief",
        "you",
        "may",
        "may_not",
        "channel",
        "level",
        "minutes",
        "tags",
        "adds",
        "source",
        "debrief",
        "case",
    ):
        assert data.get(field), field
    assert set(data["case"]) == {"event", "wanted", "refused", "mattered", "change", "lesson"}
    assert data["debrief"]["lesson"] and len(data["debrief"]["questions"]) >= 2
    for step_id, step in data["steps"].items():
        assert step.get("says") and step.get("trains"), step_id
        if oracle.kind(step) == "reply":
            assert step.get("hint"), step_id
            assert all(reply.get("reaction") for reply in step["replies"].values()), step_id
        else:
            assert step.get("why"), step_id


# ---------------------------------------------------------------- whether it can be beaten without listening


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_best_reply_is_the_longest_in_at_most_a_third_of_the_steps(data: dict[str, Any], lang: str) -> None:
    steps = [step for _id, step in reply_steps(data)]
    longest = 0
    for step in steps:
        sizes = {reply_id: oracle.width(reply["text"][lang]) for reply_id, reply in step["replies"].items()}
        longest += max(sizes[reply_id] for reply_id in best_replies(step)) == max(sizes.values())
    assert 3 * longest <= len(steps)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_replies_are_of_like_length(data: dict[str, Any], lang: str) -> None:
    for step_id, step in reply_steps(data):
        sizes = [oracle.width(reply["text"][lang]) for reply in step["replies"].values()]
        assert max(sizes) <= 2 * min(sizes), (step_id, sizes)


@pytest.mark.parametrize(("policy", "lang"), [("longest", "en"), ("longest", "zh"), ("deepest", "en")])
def test_always_the_longest_and_always_the_deepest_fail(data: dict[str, Any], policy: str, lang: str) -> None:
    assert not oracle.play(data, oracle.policy_answers(data, policy, lang)).passed


def test_answering_at_random_passes_in_less_than_1_percent(name: str) -> None:
    scores, endings, passing = at_random(name)
    assert sum(scores.values()) == sum(endings.values()) == 1
    assert 0 < passing < Fraction(1, 100)


def test_at_every_reachable_anger_some_reply_earns_3(name: str, data: dict[str, Any]) -> None:
    poor = [
        (step_id, anger)
        for step_id, step in reply_steps(data)
        for anger in sorted(reachable(name)[step_id])
        if max(oracle.worth(reply, anger) for reply in step["replies"].values()) < 3
    ]
    assert poor == []


def test_every_perfect_way_passes(data: dict[str, Any]) -> None:
    best = oracle.best(data)
    for target, anger, talk, reading in oracle.perfect_ends(data):
        exact = oracle.score(talk + reading, best)
        assert exact == 100
        said = math.floor(oracle.score(talk, oracle.best_part(data, talk=True)))
        assert oracle.passed(data, oracle.ending(data, target, anger, said), exact)


def test_the_reply_worth_most_never_costs_anything(name: str, data: dict[str, Any]) -> None:
    """A longer branch must not reward the weaker way."""
    found = oracle.values(data)
    dear = []
    for step_id, step in reply_steps(data):
        for anger in reachable(name)[step_id]:
            options = list(oracle.moves(data, step_id, anger))
            worth = {move.label: oracle.worth(step["replies"][move.label], anger) for move in options}
            dear += [
                (step_id, anger, move.label)
                for move in options
                if worth[move.label] == 3
                and not move.walked_out
                and move.points + oracle.ahead(data, found, move) < found[step_id, anger]
            ]
    assert dear == []


def test_the_program_counts_as_the_oracle_does(name: str, data: dict[str, Any], scenario: Scenario) -> None:
    drill = Drill(scenario, name, seed=1)
    assert drill.attainable.max_points == oracle.best(data)
    for step_id, angers in reachable(name).items():
        for anger in angers:
            assert drill.attainable.most_points(step_id, anger) == oracle.values(data)[step_id, anger]


# ---------------------------------------------------------------- whether it fits the window


def places(name: str) -> Iterator[tuple[str, int]]:
    return ((step_id, anger) for step_id, angers in reachable(name).items() for anger in sorted(angers))


def standing_at(name: str, lang: str, step_id: str, anger: int) -> DrillView:
    """A stage at a step with an anger, whatever led there."""
    return DrillView(Drill(model(name), name, 1, start_at=State(step_id, anger)), lang)


def given_at(stage: DrillView) -> list[Any]:
    """Every reply of the step; of readings the one that has most to be told: all needs, all lines."""
    step = stage.drill.step
    if isinstance(step, ReplyStep):
        return list(step.replies)
    shown = stage.drill.choice_order(stage.drill.state.step or "")
    return [shown] if shown else [stage.drill.state.anger]


def too_high(page: Page) -> int:
    """By how many lines a page is higher than the window leaves for it, the keys taking one."""
    lines = fit_page(page, WIDTH, HEIGHT - 1)
    assert max(map(line_width, lines)) <= WIDTH
    return max(0, len(lines) - (HEIGHT - 1))


def step_overflows(name: str, lang: str) -> list[str]:
    found = []
    for step_id, anger in places(name):
        if over := too_high(step_page(standing_at(name, lang, step_id, anger))):
            found.append(f"{name} {lang} {step_id} at {anger} stars: {over} lines too high")
    return found


def feedback_overflows(name: str, lang: str) -> list[str]:
    found = []
    for step_id, anger in places(name):
        stage = standing_at(name, lang, step_id, anger)
        for given in given_at(stage):
            turn = play_turn(stage.drill.scenario, stage.drill.attainable, stage.drill.state, Answer(step_id, given))
            after = DrillView(stage.drill.answer(given), lang)
            if over := too_high(feedback_page(after, turn)):
                found.append(f"{name} {lang} {step_id}/{given} at {anger} stars: {over} lines too high")
    return found


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_step_fits_80_by_24(name: str, lang: str) -> None:
    messages.set_language(lang)
    assert step_overflows(name, lang) == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_feedback_on_a_reply_fits_80_by_24(name: str, lang: str, record_property: Any) -> None:
    """Readings may be higher and are scrolled; which are is recorded with the test, not held against it."""
    messages.set_language(lang)
    over = feedback_overflows(name, lang)
    record_property("too high", over)
    steps = model(name).steps
    assert [each for each in over if isinstance(steps[each.split()[2].split("/")[0]], ReplyStep)] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_brief_fits_80_by_24(name: str, lang: str) -> None:
    messages.set_language(lang)
    assert too_high(brief_page(DrillView(Drill(model(name), name, 1), lang))) == 0


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_text_can_be_shown_at_40_columns(name: str, lang: str) -> None:
    messages.set_language(lang)
    for step_id, anger in places(name):
        lines = fit_page(step_page(standing_at(name, lang, step_id, anger)), 40, 23)
        assert max(map(line_width, lines)) <= 40


def test_every_move_of_the_program_earns_what_the_rules_say(name: str, scenario: Scenario) -> None:
    for step_id, anger in places(name):
        step = scenario.steps[step_id]
        if isinstance(step, ReplyStep) and step.counts:
            for move in moves(scenario, step_id, [anger])[anger]:
                assert move.points == effect(step.replies[str(move.reply)], anger).points
