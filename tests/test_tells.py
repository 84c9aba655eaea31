"""What a reader who never hears the customer gets right: on made-up cases by hand, on the library within its bounds."""

import json
from pathlib import Path
from typing import Any

import pytest

from motdrill.author import sound_table
from motdrill.author.checks.balance import told_by_sound
from motdrill.author.scenario_facts import ScenarioFacts
from motdrill.author.tells import MIN_COUNT, Tells, find_tells, step_replies
from motdrill.scenario.load import scenario_from_text
from motdrill.scenario.model import Scenario
from motdrill.sessions.scenario_lookup import load_library
from terminal import Run

MOST_SHARE, MOST_OF_A_CASE, MOST_PURITY = 0.50, 0.70, 0.85
LANGUAGES = ("en", "zh")


def case(*steps: dict[str, tuple[str, int]], anger: int = 2) -> Scenario:
    """A case whose steps have replies by id: text and score."""
    made: dict[str, Any] = {
        f"step-{i}": {
            "replies": {name: {"text": text, "score": score, "why": "w"} for name, (text, score) in step.items()}
        }
        for i, step in enumerate(steps)
    }
    customer = {"name": "Li", "anger": anger}
    return scenario_from_text(json.dumps({"format": 1, "title": "T", "customer": customer, "steps": made}))


def sure(right: str, wrong: str) -> dict[str, tuple[str, int]]:
    return {"good-one": (right, 3), "bad-one": (wrong, 0)}


GLAD = [sure(f"{word} suits", f"gladly {word}") for word in ("noon", "tea", "page", "door")]


def test_a_way_of_wording_that_is_the_same_in_all_cases_gives_the_best_reply_away() -> None:
    found = find_tells({"one": case(*GLAD[:2]), "two": case(*GLAD[2:])}, "en")
    assert found.share == 1 and found.chance == 0.5
    assert {guess.step for guess in found.guesses["two"] if guess.right} == {"step-0", "step-1"}


def test_a_case_is_guessed_by_what_the_others_teach_and_never_by_itself() -> None:
    turned = [sure("gladly page", "page suits"), sure("gladly door", "door suits")]
    found = find_tells({"one": case(*GLAD[:2]), "two": case(*turned)}, "en")
    assert found.share == 0


def test_what_is_worth_most_is_worth_it_at_the_anger_of_a_good_player() -> None:
    deep = case(sure("noon", "tea"), anger=5)
    assert step_replies(deep, "en")[0].points == (3, 0)
    shallow = scenario_from_text(
        json.dumps(
            {
                "format": 1,
                "title": "T",
                "customer": {"name": "Li", "anger": 5},
                "steps": {
                    "one": {
                        "replies": {
                            "plain": {"text": "a", "score": 3, "depth": "answer", "why": "w"},
                            "deep": {"text": "b", "score": 2, "depth": "unsaid", "why": "w"},
                        }
                    }
                },
            }
        )
    )
    assert step_replies(shallow, "en")[0].points == (1, 2)


@pytest.fixture(scope="module")
def found() -> dict[str, Tells]:
    scenarios = {loaded.id: loaded.scenario for loaded in load_library()}
    return {lang: find_tells(scenarios, lang) for lang in LANGUAGES}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_deaf_reader_of_the_library_takes_at_most_half_of_the_best_replies(
    found: dict[str, Tells], lang: str
) -> None:
    assert found[lang].share <= MOST_SHARE
    assert {name: row for name, row in found[lang].guesses.items() if share(row) > MOST_OF_A_CASE} == {}


def share(row: tuple[Any, ...]) -> float:
    return sum(guess.right for guess in row) / len(row)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nothing_that_is_written_often_stands_on_one_side_alone(found: dict[str, Tells], lang: str) -> None:
    often = [tell for tell in found[lang].right if tell.right + tell.wrong >= MIN_COUNT]
    assert [tell for tell in often if tell.purity > MOST_PURITY] == []


def test_the_document_and_the_page_say_the_same_of_a_case(run: Run) -> None:
    document = json.loads(run("tells", "bank-counter", "--json").out)
    right = document["en"]["scenarios"]["bank-counter"]["right"]
    steps = document["en"]["scenarios"]["bank-counter"]["steps"]
    assert right == sum(steps.values()) and f"{right}/{len(steps)}" in run("tells", "bank-counter").out
    told = json.loads(run("analyse", "bank-counter", "--json").out)["told_by_sound"]["en"]
    assert told == {"of": len(steps), "steps": [step for step, is_right in steps.items() if is_right]}
    assert f"told by sound in {right} of {len(steps)} steps (en)" in " ".join(
        run("analyse", "bank-counter").out.split()
    )


def test_of_a_file_only_its_own_languages_and_pieces_of_its_own_replies_are_shown(run: Run, tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text(
        """{format: 1, title: {zh: 题}, customer: {name: {zh: 李}, anger: 2}, steps: {one: {replies: {
        aa: {text: {zh: 您是不是等了一夜？}, score: 3, why: {zh: w}},
        bb: {text: {zh: 请把这个给您}, score: 0, why: {zh: w}}}}}}""",
        "utf-8",
    )
    done = run("tells", "mine.yaml", "--json", cwd=tmp_path)
    document = json.loads(done.out)
    assert (document["zh"]["scenarios"]["mine"]["steps"].keys(), document["en"]["scenarios"]) == ({"one"}, {})
    pieces = [tell["gram"] for side in ("right", "wrong") for tell in document["zh"][f"sounds_{side}"]]
    assert pieces and all(piece in "您是不是等了一夜？请把这个给您" for piece in pieces)
    page = run("tells", "mine.yaml", cwd=tmp_path).out
    assert "zh: " in page and "en: " not in page


# ---------------------------------------------------------------- the reader of `check`

EN = sure("You felt like a fool. We ring again.", "More than anyone, you need to know what happened this morning.")
ZH = sure("眼睛都熬红了，就怎么也等不到老师，一夜。", "一块儿看，里头那一块儿看，手里，手里。")


def turned(step: dict[str, tuple[str, int]]) -> dict[str, tuple[str, int]]:
    return {name: (text, 3 - score) for name, (text, score) in step.items()}


@pytest.mark.parametrize(
    ("steps", "told"),
    [
        ([EN] * 3, []),
        ([EN] * 4, [("en", 4, 4)]),
        ([EN] * 3 + [turned(EN)], [("en", 3, 4)]),
        ([EN] * 3 + [turned(EN)] * 2, []),
        ([turned(EN)] * 2 + [EN] * 4, [("en", 4, 6)]),
        ([EN] * 6 + [turned(EN)] * 4, []),
        ([ZH] * 4, [("zh", 4, 4)]),
        ([sure("Yes.", "Yes!")] * 4, []),
    ],
)
def test_check_tells_of_best_replies_that_sound_so_in_more_than_six_of_ten_steps(
    steps: list[dict[str, tuple[str, int]]], told: list[tuple[str, int, int]]
) -> None:
    """Without a language of its own a case is heard in that of its letters; what sounds alike gives nothing away."""
    faults = list(told_by_sound(ScenarioFacts(case(*steps))))
    assert [(fault.values["lang"], fault.values["count"], fault.values["of"]) for fault in faults] == told
    assert all(fault.path == ("steps", f"step-{steps.index(EN if EN in steps else ZH)}") for fault in faults)


@pytest.fixture(scope="module")
def library() -> dict[str, ScenarioFacts]:
    return {loaded.id: ScenarioFacts(loaded.scenario) for loaded in load_library()}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_case_that_the_table_was_learned_from_is_heard_without_what_it_taught(
    library: dict[str, ScenarioFacts], lang: str
) -> None:
    reader = sound_table.reader_of(lang)
    steps = [(facts, step_id) for facts in library.values() for step_id in facts.reply_steps]
    flattered = [sound_table.is_told(facts, step_id, lang, reader) for facts, step_id in steps]
    assert sum(flattered) > 0.7 * len(steps)
    assert [name for name, facts in library.items() if sound_table.told_without(facts, lang)] == []
    assert [name for name, facts in library.items() if sound_table.told_by_sound(facts, lang)] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_quick_reader_agrees_with_the_full_one_at_more_than_eight_of_ten_steps(
    found: dict[str, Tells], library: dict[str, ScenarioFacts], lang: str
) -> None:
    agreed = []
    for name, row in found[lang].guesses.items():
        reader = sound_table.reader_without(library[name], lang)
        agreed += [sound_table.is_told(library[name], guess.step, lang, reader) == guess.right for guess in row]
    assert sum(agreed) > 0.8 * len(agreed)
